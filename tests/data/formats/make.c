/*
 * make.c - one directive in every format, and files that mean harm.
 *
 * make DIR         same.txt same.docx same.ofd same.html same.mht same.pdf same.rtf,
 *                  secret-… the same (and csv, xlsx), table.xlsx table.csv, roll.xlsx, hostile/…
 *                  ruled.txt ruled.ofd ruled.pdf: a table with rulings and merged cells
 * make DIR PAGES   big.docx alone: so many pages as Word writes them
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dubanc/text.h"
#include "parts.h"

enum { LINE_CHARS = 28, PAGE_CHARS = 616 };

/* A paragraph; level 1 and 2 are the automatic numbers of the docx. */
struct line {
	int level;
	const char *number, *text;
};

static const struct line order[] = {
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

/* Marks of secrecy: above the slip with and without an empty line, under the copy number. */
static const struct line secret_slip[] = {
	{ 0, "", "机密★1年" },
	{ 0, "", "" },
	{ 0, "", "云河市人民政府办公室文件批办单" },
	{ 0, "", "收文编号：2024-5" },
	{ 1, "一、", "建设水库。2024年6月底前完成选址。责任单位：市水利局" },
};
static const struct line secret_tight[] = {
	{ 0, "", "秘密★6个月" },
	{ 0, "", "云河市人民政府办公室文件批办单" },
	{ 0, "", "收文编号：2024-5" },
	{ 1, "一、", "建设水库。2024年6月底前完成选址。责任单位：市水利局" },
};
static const struct line secret_copy[] = {
	{ 0, "", "000001" },
	{ 0, "", "机密★1年" },
	{ 0, "", "特急" },
	{ 0, "", "云河市人民政府关于建设水库的通知" },
	{ 0, "", "云政发〔2024〕12号" },
	{ 1, "一、", "建设水库。2024年6月底前完成选址。责任单位：市水利局" },
	{ 0, "", "2024年3月12日" },
};

static const struct paper {
	const char *name;
	const struct line *lines;
	size_t count;
} papers[] = {
	{ "same", order, sizeof order / sizeof *order },
	{ "secret-slip", secret_slip, sizeof secret_slip / sizeof *secret_slip },
	{ "secret-tight", secret_tight, sizeof secret_tight / sizeof *secret_tight },
	{ "secret-copy", secret_copy, sizeof secret_copy / sizeof *secret_copy },
};

static const char *dir;

static void save_as(const char *name, const char *ending, struct dbn_str bytes)
{
	char path[1024];
	FILE *f;

	if (snprintf(path, sizeof path, "%s/%s%s", dir, name, ending) >= (int)sizeof path)
		exit(1);
	f = fopen(path, "wb");
	if (!f || fwrite(bytes.ptr, 1, bytes.len, f) != bytes.len || fclose(f) != 0) {
		fprintf(stderr, "make: cannot write %s\n", path);
		exit(1);
	}
}

static void save(const char *name, struct dbn_str bytes)
{
	save_as(name, "", bytes);
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

static void make_text(const struct paper *p, struct dbn_buf *b)
{
	for (size_t i = 0; i < p->count; i++) {
		dbn_buf_addz(b, p->lines[i].number);
		dbn_buf_addz(b, p->lines[i].text);
		dbn_buf_addc(b, '\n');
	}
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

static void make_word(const struct paper *p, struct dbn_buf *b)
{
	struct dbn_buf body;
	struct pack z;

	dbn_buf_init(&body, 1 << 20);
	for (size_t i = 0; i < p->count; i++)
		add_word_paragraph(&body, p->lines[i].level, p->lines[i].text);
	pack_init(&z);
	dbn_buf_add(b, make_docx(&z, dbn_buf_str(&body)));
	pack_release(&z);
	dbn_buf_release(&body);
}

/* What sets one line: characters [z, end), `indent` characters in, the n-th of the page. */
typedef void set_line(struct dbn_buf *b, const char *z, const char *end, size_t indent, int n);

/* Lines of 28 characters, the first of a paragraph two in. */
static void lay_out(const struct paper *p, struct dbn_buf *b, set_line *set)
{
	char text[512];
	int n = 0;

	for (size_t i = 0; i < p->count; i++) {
		const char *rest = text;
		size_t indent = 2;

		snprintf(text, sizeof text, "%s%s", p->lines[i].number, p->lines[i].text);
		while (*rest) {
			const char *end = behind(rest, LINE_CHARS - indent);

			set(b, rest, end, indent, n++);
			rest = end;
			indent = 0;
		}
	}
}

/* A ruling between characters and above lines, from one place to the other. */
typedef void set_rule(struct dbn_buf *b, int x0, int n0, int x1, int n1);

/* The second cell of the units reaches over two rows, which no line but the merged cell's own tells apart. */
static void lay_out_ruled(struct dbn_buf *b, set_line *set, set_rule *rule)
{
	static const struct {
		size_t indent;
		int line;
		const char *text;
	} pieces[] = {
		{ 5, 0, "云河市重点任务分工表" }, { 1, 2, "序号" },	      { 6, 2, "任务" },
		{ 15, 2, "责任单位" },		  { 24, 2, "时限" },	      { 1, 3, "1" },
		{ 6, 3, "完成城区三校合" },	  { 15, 3, "市教育局、市财" }, { 24, 3, "6月底前" },
		{ 6, 4, "并" },			  { 15, 4, "政局" },	      { 1, 5, "2" },
		{ 6, 5, "建设实训基地" },	  { 24, 5, "9月底前" },	      { 1, 6, "3" },
		{ 6, 6, "整治河道" },		  { 15, 6, "市水利局" },       { 24, 6, "长期" },
		{ 18, 8, "2024年3月12日" },
	};
	static const int edges[] = { 0, 5, 14, 23, 29 };

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
		set(b, pieces[i].text, behind(pieces[i].text, 64), pieces[i].indent, pieces[i].line);
	for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
		rule(b, edges[i], 2, edges[i], 7);
	for (int n = 2; n <= 7; n++) {
		if (n == 4) /* a cell of two lines */
			continue;
		rule(b, 0, n, n == 5 ? 14 : 29, n);
		if (n == 5)
			rule(b, 23, n, 29, n);
	}
}

static const char ruled_text[] = "云河市重点任务分工表\n序号\t任务\t责任单位\t时限\n"
				 "1\t完成城区三校合并\t市教育局、市财政局\t6月底前\n"
				 "2\t建设实训基地\t市教育局、市财政局\t9月底前\n"
				 "3\t整治河道\t市水利局\t长期\n2024年3月12日\n";

/* A line of OFD that is a stroke. */
static void rule_ofd(struct dbn_buf *b, int x0, int n0, int x1, int n1)
{
	char path[256];

	snprintf(path, sizeof path,
		 "<ofd:PathObject ID=\"9\" LineWidth=\"0.2\" Boundary=\"30 28 160 160\"><ofd:AbbreviatedData>"
		 "M %d %d L %d %d</ofd:AbbreviatedData></ofd:PathObject>",
		 x0 * 5, 9 * n0, x1 * 5, 9 * n1);
	dbn_buf_addz(b, path);
}

/* A line of PDF that is a rectangle without a stroke. */
static void rule_pdf(struct dbn_buf *b, int x0, int n0, int x1, int n1)
{
	char path[128];

	snprintf(path, sizeof path, "%d %d %d.5 %d.5 re f\n", 70 + x0 * 16, 800 - 28 * n1, (x1 - x0) * 16, (n1 - n0) * 28);
	dbn_buf_addz(b, path);
}

/* Characters of 5 mm. */
static void set_ofd_line(struct dbn_buf *b, const char *z, const char *end, size_t indent, int n)
{
	dbn_buf_addz(b, "<ofd:TextObject ID=\"9\" Size=\"5\" Font=\"1\" Boundary=\"");
	dbn_buf_addi(b, 30 + (int64_t)indent * 5);
	dbn_buf_addc(b, ' ');
	dbn_buf_addi(b, 30 + 9 * n);
	dbn_buf_addz(b, " 140 8\"><ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"g 40 5\">");
	dbn_buf_add(b, (struct dbn_str){ z, (size_t)(end - z) });
	dbn_buf_addz(b, "</ofd:TextCode></ofd:TextObject>");
}

static void make_paper(const struct paper *p, struct dbn_buf *b)
{
	struct dbn_buf lines;
	struct pack z;

	dbn_buf_init(&lines, 1 << 20);
	if (p)
		lay_out(p, &lines, set_ofd_line);
	else
		lay_out_ruled(&lines, set_ofd_line, rule_ofd);
	pack_init(&z);
	dbn_buf_add(b, make_ofd(&z, dbn_buf_str(&lines)));
	pack_release(&z);
	dbn_buf_release(&lines);
}

static void make_page(const struct paper *p, struct dbn_buf *b)
{
	dbn_buf_addz(b, "<!DOCTYPE html><html><head><meta charset=\"gb2312\"><title>通知</title></head><body>"
			 "<ul><li><a href=\"/\">首页</a></li></ul><div class=\"TRS_Editor\">\n");
	for (size_t i = 0; i < p->count; i++) {
		dbn_buf_addz(b, "<p style=\"text-indent:2em\">　　");
		dbn_buf_addz(b, p->lines[i].number);
		dbn_buf_addz(b, p->lines[i].text);
		dbn_buf_addz(b, "&nbsp;</p>\n");
	}
	dbn_buf_addz(b, "</div><div class=\"footer\">主办单位：云河市人民政府办公室</div></body></html>\n");
}

/* The same page as a browser saves it in one file. */
static void make_saved(const struct paper *p, struct dbn_buf *b)
{
	dbn_buf_addz(b, "From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
			"\ttype=\"text/html\";\r\n\tboundary=\"--b\"\r\n\r\n----b\r\nContent-Type: text/html\r\n"
			"Content-Transfer-Encoding: 8bit\r\n\r\n");
	make_page(p, b);
	dbn_buf_addz(b, "\r\n----b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----b--\r\n");
}

/* UTF-8 to code points of the first plane; the number it gives stands for the end. */
static unsigned next_unit(const char **z)
{
	size_t at = 0;
	uint32_t cp = dbn_utf8_next(dbn_str_of(*z), &at);

	*z += at;
	return (unsigned)cp;
}

static void make_rich(const struct paper *p, struct dbn_buf *b)
{
	char word[32];

	dbn_buf_addz(b, "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 SimSun;}}\n");
	for (size_t i = 0; i < p->count; i++) {
		const char *pieces[] = { p->lines[i].number, p->lines[i].text };

		for (size_t k = 0; k < 2; k++) {
			for (const char *z = pieces[k]; *z;) {
				unsigned unit = next_unit(&z);

				snprintf(word, sizeof word, "\\u%d?", unit < 0x8000 ? (int)unit : (int)unit - 0x10000);
				dbn_buf_addz(b, word);
			}
		}
		dbn_buf_addz(b, "\\par\n");
	}
	dbn_buf_addz(b, "}");
}

/* Characters of 16 points, in a font that is not in the file. */
static void set_pdf_line(struct dbn_buf *b, const char *z, const char *end, size_t indent, int n)
{
	char word[64];

	snprintf(word, sizeof word, "BT /F1 16 Tf 1 0 0 1 %d %d Tm <", 70 + (int)indent * 16, 780 - 28 * n);
	dbn_buf_addz(b, word);
	while (z < end) {
		snprintf(word, sizeof word, "%04X", next_unit(&z));
		dbn_buf_addz(b, word);
	}
	dbn_buf_addz(b, "> Tj ET\n");
}

static void make_portable(const struct paper *p, struct dbn_buf *b)
{
	static const char font[] =
		"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[5 0 R]>>";
	static const char inner[] =
		"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)"
		"/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor 6 0 R>>";
	static const char about[] =
		"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
		"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>";
	static const char page[] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R"
				   "/Resources<</Font<</F1 4 0 R>>>>>>";
	struct dbn_buf lines;
	char head[64];
	size_t at[8] = { 0 };
	const char *objects[] = { "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, font,
				  inner, about };

	dbn_buf_init(&lines, 1 << 20);
	if (p)
		lay_out(p, &lines, set_pdf_line);
	else
		lay_out_ruled(&lines, set_pdf_line, rule_pdf);
	dbn_buf_addz(b, "%PDF-1.4\n");
	for (size_t i = 0; i < 7; i++) {
		at[i] = b->len;
		snprintf(head, sizeof head, "%zu 0 obj\n", i + 1);
		dbn_buf_addz(b, head);
		if (i == 6) {
			snprintf(head, sizeof head, "<</Length %zu>>\nstream\n", lines.len);
			dbn_buf_addz(b, head);
			dbn_buf_add(b, dbn_buf_str(&lines));
			dbn_buf_addz(b, "endstream");
		} else {
			dbn_buf_addz(b, objects[i]);
		}
		dbn_buf_addz(b, "\nendobj\n");
	}
	at[7] = b->len;
	dbn_buf_addz(b, "xref\n0 8\n0000000000 65535 f \n");
	for (size_t i = 0; i < 7; i++) {
		snprintf(head, sizeof head, "%010zu 00000 n \n", at[i]);
		dbn_buf_addz(b, head);
	}
	snprintf(head, sizeof head, "trailer<</Size 8/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", at[7]);
	dbn_buf_addz(b, head);
	dbn_buf_release(&lines);
}

/* The paragraphs as the cells of one column. */
static void make_column(const struct paper *p)
{
	struct dbn_buf sheet, csv;
	struct pack z;

	dbn_buf_init(&sheet, 1 << 20);
	dbn_buf_init(&csv, 1 << 20);
	dbn_buf_addz(&sheet, "<sheetData>");
	for (size_t i = 0; i < p->count; i++) {
		dbn_buf_addz(&sheet, "<row><c t=\"inlineStr\"><is><t>");
		dbn_buf_addz(&sheet, p->lines[i].number);
		dbn_buf_addz(&sheet, p->lines[i].text);
		dbn_buf_addz(&sheet, "</t></is></c></row>");
		dbn_buf_addz(&csv, p->lines[i].number);
		dbn_buf_addz(&csv, p->lines[i].text);
		dbn_buf_addz(&csv, ",\r\n");
	}
	dbn_buf_addz(&sheet, "</sheetData>");
	pack_init(&z);
	save_as(p->name, ".xlsx", make_xlsx(&z, BOOK(""), dbn_buf_str(&sheet)));
	save_as(p->name, ".csv", dbn_buf_str(&csv));
	pack_release(&z);
	dbn_buf_release(&sheet);
	dbn_buf_release(&csv);
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

#define T(ref, text) "<c r=\"" ref "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define V(ref, style, value) "<c r=\"" ref "\" s=\"" style "\"><v>" value "</v></c>"

/* A 台账 as an office keeps it: titles above, merged cells, day serials, per cent, rows numbered ahead. */
static void make_roll(void)
{
	static const char sheet[] =
		"<sheetData><row r=\"1\">" T("A1", "清溪区重点工作督办台账") "</row>"
		"<row r=\"2\">" T("A2", "填表单位：区督查室    填表日期：2024年6月30日") "</row>"
		"<row r=\"3\">" T("A3", "序号") T("B3", "类别") T("C3", "任务") T("D3", "责任单位") T("F3", "完成时限")
		T("G3", "进展情况") T("H3", "进度") T("I3", "状态") T("J3", "实际完成时间") T("K3", "联系电话") T("L3", "备注") "</row>"
		"<row r=\"4\">" T("D4", "牵头") T("E4", "配合") "</row>"
		"<row r=\"5\">" V("A5", "0", "1") T("B5", "民生") T("C5", "新建公办幼儿园3所") T("D5", "区教育局")
		T("E5", "区财政局\n区住建局") V("F5", "1", "45565") T("G5", "主体封顶") V("H5", "4", "0.57") T("I5", "正在推进") T("K5", "6021") "</row>"
		"<row r=\"6\">" V("A6", "0", "2") T("C6", "改造老旧小区12个") T("D6", "区住建局") V("F6", "1", "45657")
		V("H6", "0", "0.4") T("I6", "基本完成") T("L6", "资金缺口200万元") "</row>"
		"<row r=\"7\">" V("A7", "0", "3") T("B7", "产业") T("C7", "建成工业互联网平台") T("D7", "区工信局")
		T("F7", "2024年8月底前") V("H7", "0", "100") T("I7", "已办结") V("J7", "1", "45444") "</row>"
		"<row r=\"8\">" V("A8", "0", "4") T("C8", "修订招商引资办法") T("D8", "区商务局") T("F8", "2024.12.31")
		T("I8", "暂缓") "</row>"
		"<row r=\"9\">" T("D9", "区司法局") "</row>"
		"<row r=\"10\">" V("A10", "0", "5") "</row><row r=\"11\">" T("A11", "注：每月25日更新") "</row></sheetData>"
		"<mergeCells><mergeCell ref=\"A1:L1\"/><mergeCell ref=\"A2:L2\"/><mergeCell ref=\"A3:A4\"/><mergeCell ref=\"B3:B4\"/>"
		"<mergeCell ref=\"C3:C4\"/><mergeCell ref=\"D3:E3\"/><mergeCell ref=\"F3:F4\"/><mergeCell ref=\"B5:B6\"/>"
		"<mergeCell ref=\"B7:B9\"/><mergeCell ref=\"A8:A9\"/><mergeCell ref=\"C8:C9\"/><mergeCell ref=\"F8:F9\"/></mergeCells>";
	struct pack z;

	pack_init(&z);
	save("roll.xlsx", make_xlsx(&z, BOOK(""), dbn_str_of(sheet)));
	pack_release(&z);
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
		const char *rest = order[i % (sizeof order / sizeof *order)].text;

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

static const struct {
	const char *ending;
	void (*make)(const struct paper *p, struct dbn_buf *out);
} formats[] = {
	{ ".txt", make_text },	 { ".docx", make_word },    { ".ofd", make_paper },
	{ ".mht", make_saved },	 { ".html", make_page }, { ".pdf", make_portable }, { ".rtf", make_rich },
};

int main(int argc, char **argv)
{
	struct dbn_buf file;

	if (argc < 2)
		return 2;
	dir = argv[1];
	if (argc > 2) {
		make_big((size_t)strtoul(argv[2], &argv[2], 10));
		return 0;
	}
	for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
		for (size_t k = 0; k < sizeof formats / sizeof *formats; k++) {
			dbn_buf_init(&file, 1 << 20);
			formats[k].make(&papers[i], &file);
			save_as(papers[i].name, formats[k].ending, dbn_buf_str(&file));
			dbn_buf_release(&file);
		}
		if (i)
			make_column(&papers[i]);
	}
	save("ruled.txt", dbn_str_of(ruled_text));
	for (size_t k = 0; k < sizeof formats / sizeof *formats; k++) {
		if (formats[k].make != make_paper && formats[k].make != make_portable)
			continue;
		dbn_buf_init(&file, 1 << 20);
		formats[k].make(NULL, &file);
		save_as("ruled", formats[k].ending, dbn_buf_str(&file));
		dbn_buf_release(&file);
	}
	make_table();
	make_roll();
	make_hostile();
	return 0;
}
