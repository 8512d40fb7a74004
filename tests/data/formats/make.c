/*
 * make.c - one directive in every format, and files that mean harm.
 *
 * make DIR         same.txt same.docx same.ofd same.html table.xlsx table.csv, hostile/…
 * make DIR PAGES   big.docx alone: so many pages as Word writes them
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parts.h"

enum { LINE_CHARS = 28, PAGE_CHARS = 616 };

/* Level 1 and 2 are the automatic numbers of the docx. */
static const struct {
	int level;
	const char *number, *text;
} lines[] = {
	{ 0, "", "云河市人民政府办公室关于加快城区学校建设的通知" },
	{ 0, "", "云政办发〔2024〕12号" },
	{ 0, "", "各县（市、区）人民政府，市政府各部门：" },
	{ 0, "", "为加快城区学校建设，经市政府同意，现将有关事项通知如下。" },
	{ 1, "一、", "优化布局" },
	{ 2, "（一）", "合并城区学校。2024年9月底前完成城区三校合并，新增学位1500个。责任单位：市教育局、市自然资源局" },
	{ 2, "（二）", "新建实训基地。2024年底前建成实训基地4个。（牵头单位：市发改委；配合单位：市教育局、市财政局）" },
	{ 1, "二、", "强化保障" },
	{ 2, "（三）", "保障建设用地。2024年6月30日前完成用地报批。（责任单位：市自然资源局）" },
	{ 2, "（四）", "定期报送进展。每月5日前报送上月进展情况。（责任单位：各县（市、区）人民政府）" },
	{ 0, "", "云河市人民政府办公室" },
	{ 0, "", "2024年3月12日" },
};

static const char *dir;

static void save(const char *name, struct dbn_str bytes)
{
	char path[1024];
	FILE *f;

	if (snprintf(path, sizeof path, "%s/%s", dir, name) >= (int)sizeof path)
		exit(1);
	f = fopen(path, "wb");
	if (!f || fwrite(bytes.ptr, 1, bytes.len, f) != bytes.len || fclose(f) != 0) {
		fprintf(stderr, "make: cannot write %s\n", path);
		exit(1);
	}
}

static size_t characters(const char *z)
{
	size_t n = 0;

	for (; *z; z++)
		n += ((unsigned char)*z & 0xc0) != 0x80;
	return n;
}

static const char *behind(const char *z, size_t n)
{
	while (*z && n) {
		z++;
		while (((unsigned char)*z & 0xc0) == 0x80)
			z++;
		n--;
	}
	return z;
}

static void make_text(void)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 1 << 20);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		dbn_buf_addz(&b, lines[i].number);
		dbn_buf_addz(&b, lines[i].text);
		dbn_buf_addc(&b, '\n');
	}
	save("same.txt", dbn_buf_str(&b));
	dbn_buf_release(&b);
}

/* Each run cut in two, because real files never keep a phrase in one run. */
static void add_word_paragraph(struct dbn_buf *b, int level, const char *text)
{
	const char *half = behind(text, characters(text) / 2);

	dbn_buf_addz(b, "<w:p>");
	if (level)
		dbn_buf_addz(b, level == 1 ? "<w:pPr><w:pStyle w:val=\"1\"/></w:pPr>"
					   : "<w:pPr><w:pStyle w:val=\"2\"/></w:pPr>");
	dbn_buf_addz(b, "<w:r><w:t>");
	dbn_buf_add(b, (struct dbn_str){ text, (size_t)(half - text) });
	dbn_buf_addz(b, "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>");
	dbn_buf_addz(b, half);
	dbn_buf_addz(b, "</w:t></w:r></w:p>");
}

static void make_word(void)
{
	struct dbn_buf b;
	struct pack z;

	dbn_buf_init(&b, 1 << 20);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		add_word_paragraph(&b, lines[i].level, lines[i].text);
	pack_init(&z);
	save("same.docx", make_docx(&z, dbn_buf_str(&b)));
	pack_release(&z);
	dbn_buf_release(&b);
}

/* Lines of 28 characters of 5 mm, the first of a paragraph two in. */
static void make_paper(void)
{
	struct dbn_buf b;
	struct pack z;
	char text[512];
	int y = 30;

	dbn_buf_init(&b, 1 << 20);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		const char *rest = text;
		size_t first = 2;

		snprintf(text, sizeof text, "%s%s", lines[i].number, lines[i].text);
		while (*rest) {
			const char *end = behind(rest, LINE_CHARS - first);

			dbn_buf_addz(&b, "<ofd:TextObject ID=\"9\" Size=\"5\" Font=\"1\" Boundary=\"");
			dbn_buf_addi(&b, 30 + (int64_t)first * 5);
			dbn_buf_addc(&b, ' ');
			dbn_buf_addi(&b, y);
			dbn_buf_addz(&b, " 140 8\"><ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"g 40 5\">");
			dbn_buf_add(&b, (struct dbn_str){ rest, (size_t)(end - rest) });
			dbn_buf_addz(&b, "</ofd:TextCode></ofd:TextObject>");
			rest = end;
			first = 0;
			y += 9;
		}
	}
	pack_init(&z);
	save("same.ofd", make_ofd(&z, dbn_buf_str(&b)));
	pack_release(&z);
	dbn_buf_release(&b);
}

static void make_page(void)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 1 << 20);
	dbn_buf_addz(&b, "<!DOCTYPE html><html><head><meta charset=\"gb2312\"><title>通知</title></head><body>"
			 "<ul><li><a href=\"/\">首页</a></li></ul><div class=\"TRS_Editor\">\n");
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		dbn_buf_addz(&b, "<p style=\"text-indent:2em\">　　");
		dbn_buf_addz(&b, lines[i].number);
		dbn_buf_addz(&b, lines[i].text);
		dbn_buf_addz(&b, "&nbsp;</p>\n");
	}
	dbn_buf_addz(&b, "</div><div class=\"footer\">主办单位：云河市人民政府办公室</div></body></html>\n");
	save("same.html", dbn_buf_str(&b));
	dbn_buf_release(&b);
}

static void make_table(void)
{
	static const char *const rows[][4] = {
		{ "序号", "任务", "责任单位", "完成时限" },
		{ "1", "完成城区三校合并", "市教育局", "2024年9月底前" },
		{ "2", "建成实训基地4个", "市发改委", "2024年12月31日" },
	};
	struct dbn_buf sheet, csv;
	struct pack z;

	dbn_buf_init(&sheet, 1 << 20);
	dbn_buf_init(&csv, 1 << 20);
	dbn_buf_addz(&sheet, "<sheetData>");
	for (size_t r = 0; r < 3; r++) {
		dbn_buf_addz(&sheet, "<row>");
		for (size_t c = 0; c < 4; c++) {
			dbn_buf_addz(&sheet, "<c t=\"inlineStr\"><is><t>");
			dbn_buf_addz(&sheet, rows[r][c]);
			dbn_buf_addz(&sheet, "</t></is></c>");
			dbn_buf_addz(&csv, rows[r][c]);
			dbn_buf_addz(&csv, c < 3 ? "," : "\r\n");
		}
		dbn_buf_addz(&sheet, "</row>");
	}
	dbn_buf_addz(&sheet, "</sheetData>");
	pack_init(&z);
	save("table.xlsx", make_xlsx(&z, BOOK(""), dbn_buf_str(&sheet)));
	save("table.csv", dbn_buf_str(&csv));
	pack_release(&z);
	dbn_buf_release(&sheet);
	dbn_buf_release(&csv);
}

static void make_hostile(void)
{
	struct dbn_buf b;
	struct pack z;

	pack_init(&z);
	pack_bomb(&z, "word/document.xml", (size_t)300 << 20, 10);
	save("hostile/bomb.docx", pack_end(&z));
	pack_release(&z);

	pack_init(&z);
	pack_addz(&z, "word/document.xml", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><d>&e;</d>");
	save("hostile/entity.docx", pack_end(&z));
	pack_release(&z);

	pack_init(&z);
	pack_addz(&z, "OFD.xml", OFD_ROOT("../../../../etc/passwd"));
	save("hostile/path.ofd", pack_end(&z));
	pack_release(&z);

	dbn_buf_init(&b, 64 << 20);
	for (int i = 0; i < 100000; i++)
		dbn_buf_addz(&b, "<w:sdt><w:sdtContent>");
	pack_init(&z);
	save("hostile/deep.docx", make_docx(&z, dbn_buf_str(&b)));
	pack_release(&z);
	dbn_buf_release(&b);

	pack_init(&z);
	for (int i = 0; i < 30000; i++)
		pack_addz(&z, "word/x", "");
	save("hostile/many.docx", pack_end(&z));
	pack_release(&z);

	pack_init(&z);
	make_docx(&z, DBN_STR("<w:p><w:r><w:t>完整</w:t></w:r></w:p>"));
	save("hostile/cut.docx", dbn_str_sub(dbn_buf_str(&z.file), 0, z.file.len - 400));
	pack_release(&z);
	save("hostile/closed.ceb", DBN_STR("Founder CEB 2.0\0\1\2\3\4\5\6\7"));
	save("hostile/scan.png", DBN_STR("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
}

/* What Word writes around every few characters. */
static void make_big(size_t pages)
{
	static const char props[] =
		"<w:rPr><w:rFonts w:ascii=\"仿宋_GB2312\" w:eastAsia=\"仿宋_GB2312\" w:hAnsi=\"仿宋_GB2312\" "
		"w:cs=\"仿宋_GB2312\" w:hint=\"eastAsia\"/><w:color w:val=\"000000\"/><w:sz w:val=\"32\"/>"
		"<w:szCs w:val=\"32\"/><w:lang w:eastAsia=\"zh-CN\"/></w:rPr>";
	struct dbn_buf b;
	struct pack z;
	size_t n = 0;

	dbn_buf_init(&b, 256 << 20);
	for (size_t i = 0; n < pages * PAGE_CHARS; i++) {
		const char *rest = lines[i % (sizeof lines / sizeof *lines)].text;

		dbn_buf_addz(&b, "<w:p w:rsidR=\"00A12345\" w:rsidRDefault=\"00A12345\"><w:pPr><w:pStyle w:val=\"2\"/>"
				 "<w:spacing w:line=\"560\" w:lineRule=\"exact\"/>");
		dbn_buf_addz(&b, props);
		dbn_buf_addz(&b, "</w:pPr>");
		for (n += characters(rest); *rest;) {
			const char *end = behind(rest, 12);

			dbn_buf_addz(&b, "<w:r w:rsidR=\"00A12345\" w:rsidRPr=\"00B23456\">");
			dbn_buf_addz(&b, props);
			dbn_buf_addz(&b, "<w:t xml:space=\"preserve\">");
			dbn_buf_add(&b, (struct dbn_str){ rest, (size_t)(end - rest) });
			dbn_buf_addz(&b, "</w:t></w:r>");
			rest = end;
		}
		dbn_buf_addz(&b, "</w:p>");
	}
	pack_init(&z);
	save("big.docx", make_docx(&z, dbn_buf_str(&b)));
	pack_release(&z);
	dbn_buf_release(&b);
}

int main(int argc, char **argv)
{
	if (argc < 2)
		return 2;
	dir = argv[1];
	if (argc > 2) {
		make_big((size_t)strtoul(argv[2], &argv[2], 10));
		return 0;
	}
	make_text();
	make_word();
	make_paper();
	make_page();
	make_table();
	make_hostile();
	return 0;
}
