/* test_ruled.c - tables by their rulings, and what else the places of words tell of a page. */
#include "decode.h"

#include "dubanc/text.h"

enum { EM = 12, LEADING = 16 };

/* A page being set: words at places in points, rulings as a drawing has them. */
struct sheet {
	struct dbn_buf words, rules;
	bool surfaces; /* rulings are rectangles, not strokes */
};

static void start(struct sheet *s, bool surfaces)
{
	dbn_buf_init(&s->words, 1 << 20);
	dbn_buf_init(&s->rules, 1 << 20);
	s->surfaces = surfaces;
	dbn_buf_addz(&s->words, "<doc><page width=\"595\" height=\"842\">");
	dbn_buf_addz(&s->rules, "<rules from=\"1\"><svg><defs><path d=\"M 0 0 L 90 0 \" style=\"stroke-width:1;\"/></defs>"
				"<pageSet><page>");
}

static void turn(struct sheet *s)
{
	dbn_buf_addz(&s->words, "</page><page width=\"595\" height=\"842\">");
	dbn_buf_addz(&s->rules, "</page><page>");
}

static void word(struct sheet *s, double x, double y, const char *text)
{
	double chars = 0;
	char box[160];

	for (size_t at = 0; text[at];)
		chars += dbn_utf8_next(dbn_str_of(text), &at) < 0x2010 ? 0.5 : 1;
	snprintf(box, sizeof box, "<word xMin=\"%.2f\" yMin=\"%.2f\" xMax=\"%.2f\" yMax=\"%.2f\">", x, y, x + chars * EM,
		 y + EM * 1.3);
	dbn_buf_addz(&s->words, box);
	dbn_buf_addz(&s->words, text);
	dbn_buf_addz(&s->words, "</word>\n");
}

/* A level or an upright line. */
static void rule(struct sheet *s, double x0, double y0, double x1, double y1)
{
	char path[256];

	if (s->surfaces)
		snprintf(path, sizeof path,
			 "<path style=\" stroke:none;fill:rgb(0%%,0%%,0%%);\" d=\"M %.1f %.1f L %.1f %.1f L %.1f %.1f L %.1f %.1f Z M %.1f %.1f \"/>\n",
			 x0, y0, x1 + 0.7, y0, x1 + 0.7, y1 + 0.7, x0, y1 + 0.7, x0, y0);
	else
		snprintf(path, sizeof path,
			 "<path style=\"fill:none;stroke-width:0.5;\" d=\"M %.1f %.1f L %.1f %.1f \" transform=\"matrix(1,0,0,-1,0,842)\"/>\n",
			 x0, 842 - y0, x1, 842 - y1);
	dbn_buf_addz(&s->rules, path);
}

static void wants(struct sheet *s, const char *text)
{
	dbn_buf_addz(&s->words, "</page></doc>");
	dbn_buf_add(&s->words, dbn_buf_str(&s->rules));
	dbn_buf_addz(&s->words, "</page></pageSet></svg>");
	expect(dec_pdf_layout, dbn_buf_str(&s->words), text, "");
	dbn_buf_release(&s->words);
	dbn_buf_release(&s->rules);
}

static void grid(struct sheet *s, double top, double bottom, const double *x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		rule(s, x[i], top, x[i], bottom);
}

/* Cells in the middle of merged rows, cells that touch, a cell of two paragraphs, an empty one, a row of one cell. */
static void merged_cells(void **state)
{
	static const double x[] = { 60, 90, 170, 270, 350 };

	(void)state;
	for (int surfaces = 0; surfaces < 2; surfaces++) {
		struct sheet s;

		start(&s, surfaces);
		grid(&s, 100, 220, x, 5);
		for (int i = 0; i < 4; i++) {
			if (i != 2)
				rule(&s, 60, 100 + i * 40, 350, 100 + i * 40);
		}
		rule(&s, 60, 180, 90, 180); /* the task reaches over the last two rows */
		rule(&s, 170, 180, 350, 180);
		word(&s, 64, 110, "序号");
		word(&s, 94, 110, "任务");
		word(&s, 174, 110, "责任单位");
		word(&s, 274, 110, "时限");
		word(&s, 64, 150, "1");
		word(&s, 94, 142, "新建公办幼儿");
		word(&s, 94, 142 + LEADING, "园");
		word(&s, 174, 142, "市教育局");
		word(&s, 174, 142 + LEADING, "市财政局");
		word(&s, 274, 150, "6月底前");
		word(&s, 64, 190, "2");
		word(&s, 274, 190, "9月底前");
		wants(&s, "序号\t任务\t责任单位\t时限\n1\t新建公办幼儿园\t市教育局 市财政局\t6月底前\n"
			  "2\t新建公办幼儿园\t\t9月底前\n");
	}
}

/* The heading again, the rest of a row, a merged cell that began on the page before, an address that a browser prints. */
static void over_a_page_break(void **state)
{
	static const double x[] = { 60, 90, 170, 270 };
	struct sheet s;

	(void)state;
	start(&s, false);
	grid(&s, 660, 780, x, 4);
	for (int i = 0; i < 4; i++)
		rule(&s, 60, 660 + i * 40, 270, 660 + i * 40);
	word(&s, 60, 20, "11/30/26,");
	word(&s, 130, 20, "关于印发任务表的通知");
	word(&s, 64, 670, "序号");
	word(&s, 94, 670, "任务");
	word(&s, 174, 670, "责任单位");
	word(&s, 64, 710, "1");
	word(&s, 94, 710, "整治河道");
	word(&s, 174, 710, "市水利局");
	word(&s, 64, 742, "2");
	word(&s, 94, 742, "新建公办幼儿");
	word(&s, 174, 742, "市教育局、市");
	word(&s, 60, 815, "https://www.example.gov.cn/a/1.html");
	word(&s, 520, 815, "1/2");
	turn(&s);
	grid(&s, 60, 180, x, 4);
	for (int i = 0; i < 4; i++)
		rule(&s, 60, 60 + i * 40, 270, 60 + i * 40);
	word(&s, 60, 20, "11/30/26,");
	word(&s, 130, 20, "关于印发任务表的通知");
	word(&s, 64, 70, "序号");
	word(&s, 94, 70, "任务");
	word(&s, 174, 70, "责任单位");
	word(&s, 94, 110, "园");
	word(&s, 174, 110, "财政局");
	word(&s, 64, 150, "3");
	word(&s, 94, 150, "改造食堂");
	word(&s, 174, 150, "市教育局");
	word(&s, 60, 815, "https://www.example.gov.cn/a/1.html");
	word(&s, 520, 815, "2/2");
	wants(&s, "序号\t任务\t责任单位\n1\t整治河道\t市水利局\n2\t新建公办幼儿园\t市教育局、市财政局\n"
		  "3\t改造食堂\t市教育局\n");
}

/* A cell over several rows that is broken together with one of them. */
static void a_merged_cell_broken(void **state)
{
	static const double x[] = { 60, 90, 170, 270 };
	struct sheet s;

	(void)state;
	start(&s, false);
	grid(&s, 620, 780, x, 4);
	for (int i = 0; i < 5; i++)
		rule(&s, i == 3 ? 170 : 60, 620 + i * 40, 270, 620 + i * 40);
	rule(&s, 60, 740, 90, 740);
	word(&s, 64, 630, "序号");
	word(&s, 94, 630, "任务");
	word(&s, 174, 630, "责任单位");
	word(&s, 64, 670, "1");
	word(&s, 94, 670, "整治河道");
	word(&s, 174, 670, "市林业局");
	word(&s, 64, 710, "2");
	word(&s, 94, 710, "推进乡村");
	word(&s, 174, 710, "市水利局");
	word(&s, 64, 742, "3");
	word(&s, 174, 742, "市教育局、市");
	turn(&s);
	grid(&s, 60, 220, x, 4);
	for (int i = 0; i < 5; i++)
		rule(&s, i == 2 ? 170 : 60, 60 + i * 40, 270, 60 + i * 40);
	rule(&s, 60, 140, 90, 140);
	word(&s, 64, 70, "序号");
	word(&s, 94, 70, "任务");
	word(&s, 174, 70, "责任单位");
	word(&s, 94, 110, "振兴");
	word(&s, 174, 110, "财政局");
	word(&s, 64, 150, "4");
	word(&s, 174, 150, "市民政局");
	word(&s, 64, 190, "5");
	word(&s, 94, 190, "改造食堂");
	word(&s, 174, 190, "市教育局");
	wants(&s, "序号\t任务\t责任单位\n1\t整治河道\t市林业局\n2\t推进乡村振兴\t市水利局\n3\t推进乡村振兴\t市教育局、市财政局\n"
		  "4\t推进乡村振兴\t市民政局\n5\t改造食堂\t市教育局\n");
}

/* A frame around the page, a line under a heading and shapes are no tables. */
static void lines_that_part_nothing(void **state)
{
	struct sheet s;

	(void)state;
	start(&s, false);
	rule(&s, 40, 40, 555, 40);
	rule(&s, 40, 800, 555, 800);
	rule(&s, 40, 40, 40, 800);
	rule(&s, 555, 40, 555, 800);
	rule(&s, 90, 130, 500, 130);
	word(&s, 150, 100, "云河市人民政府文件");
	word(&s, 104, 150, "现将有关事项通知如下。");
	wants(&s, "云河市人民政府文件\n现将有关事项通知如下。\n");
}

/* Rulings around columns only: the numbers say that the rows are others, which is left to the places of words. */
static void columns_without_rows(void **state)
{
	static const double x[] = { 60, 90, 170, 270 };
	struct sheet s;

	(void)state;
	start(&s, false);
	grid(&s, 90, 200, x, 4);
	rule(&s, 60, 90, 270, 90);
	rule(&s, 60, 120, 270, 120);
	rule(&s, 60, 200, 270, 200);
	word(&s, 64, 100, "序号");
	word(&s, 94, 100, "任务");
	word(&s, 174, 100, "责任单位");
	for (int i = 0; i < 3; i++) {
		static const char *const rows[][3] = { { "1", "整治河道", "市水利局" }, { "2", "修建水库", "市水利局" }, { "3", "改造食堂", "市教育局" } };

		for (int c = 0; c < 3; c++)
			word(&s, x[c] + 4, 130 + i * 22, rows[i][c]);
	}
	wants(&s, "序号\t任务\t责任单位\n1\t整治河道\t市水利局\n2\t修建水库\t市水利局\n3\t改造食堂\t市教育局\n");
}

/* Whatever stands behind the layout, the text is that of the layout. */
static void drawings_that_are_none(void **state)
{
	static const char *const drawings[] = {
		"", "<rules from=\"", "<rules from=\"x\">", "<rules from=\"1\"><path ", "<rules from=\"1\"><path d=\"M 1\" stroke-width>",
		"<rules from=\"1\"><defs>", "<rules from=\"99999999999\"><page><page>", "<rules from=\"1\"><path d=\"M 1e400 2 L Z C\" stroke-width/>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++) {
		struct dbn_buf page;

		dbn_buf_init(&page, 4096);
		dbn_buf_addz(&page, "<doc>" PAGE(WORD("80", "100", "128", "116", "通知")) "</doc>");
		dbn_buf_addz(&page, drawings[i]);
		expect(dec_pdf_layout, dbn_buf_str(&page), "通知\n", "");
		dbn_buf_release(&page);
	}
}

/* Large letters across the text are not in its sentences; a mark among them is seen, turned and letter by letter too. */
static void over_the_text(void **state)
{
	static const char *const over[] = {
		WORD("167", "90", "287", "240", "机密"),
		WORD("246", "90", "402", "132", "密") WORD("203", "132", "359", "174", "机"),
		WORD("88", "374", "244", "434", "密") WORD("88", "314", "244", "374", "机"),
		WORD("211", "314", "367", "374", "密") WORD("211", "374", "367", "434", "机"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof over / sizeof *over; i++) {
		struct dbn_buf page;

		dbn_buf_init(&page, 4096);
		dbn_buf_addz(&page, "<doc><page width=\"595\" height=\"842\">");
		dbn_buf_addz(&page, WORD("80", "160", "272", "176", "各区县要开展应急演练工作。"));
		dbn_buf_addz(&page, over[i]);
		dbn_buf_addz(&page, "</page></doc>");
		expect(dec_pdf_layout, dbn_buf_str(&page), "机密\n各区县要开展应急演练工作。\n", "mark-aside 机密\n");
		dbn_buf_release(&page);
	}
}

/*
 * Behind a full line: the next one of its paragraph, another paragraph where the space is more,
 * 100% that had no room; a day that is set to the right is no paragraph's line.
 */
static void behind_full_lines(void **state)
{
#define FULL_LINE "各地各单位要切实加强组织领导压实工作责任确保各项任务按期保质完成"
	static const struct {
		double down;
		const char *text;
	} lines[] = {
		{ 20, FULL_LINE }, { 20, FULL_LINE }, { 20, FULL_LINE }, { 20, FULL_LINE }, { 20, FULL_LINE },
		{ 20, FULL_LINE }, { 28, FULL_LINE }, { 20, "完成率达到各项任务按期保质完成确保落实到位取得实效群众满意" }, { 20, "100%。" },
	};
	struct sheet s;
	double y = 80;

	(void)state;
	start(&s, false);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		y += lines[i].down;
		word(&s, 80, y, lines[i].text);
	}
	word(&s, 386, y + 20, "2024年3月18日");
	word(&s, 80, y + 40, "（此件公开发布）");
	wants(&s, FULL_LINE FULL_LINE FULL_LINE FULL_LINE FULL_LINE FULL_LINE "\n" FULL_LINE
	      "完成率达到各项任务按期保质完成确保落实到位取得实效群众满意100%。\n2024年3月18日\n（此件公开发布）\n");
}

/* The same in OFD, where what is aslant says so; rulings there are paths of the page. */
static void ofd_pages(void **state)
{
#define OBJECT(at, more, text) \
	"<ofd:TextObject ID=\"9\" Size=\"5\" Font=\"1\" Boundary=\"" at " 140 8\"" more "><ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"g 9 5\">" \
	text "</ofd:TextCode></ofd:TextObject>"
#define PATH(data) "<ofd:PathObject ID=\"9\" Boundary=\"28 28 99 99\"><ofd:AbbreviatedData>" data "</ofd:AbbreviatedData></ofd:PathObject>"
	static const struct {
		const char *page, *text, *notes;
	} pages[] = {
		{ OBJECT("60 100", " CTM=\"3 -3 3 3 0 0\"", "秘密★1年") OBJECT("30 30", "", "开展应急演练。"), "秘密★1年\n开展应急演练。\n",
		  "mark-aside 秘密★1年\n" },
		{ OBJECT("60 100", " CTM=\"3 -3 3 3 0 0\"", "样张") OBJECT("30 30", "", "开展应急演练。"), "开展应急演练。\n", "" },
		{ PATH("M 0 0 L 60 0 L 60 30 L 0 30 C") PATH("M 20 0 L 20 30") PATH("M 0 10 L 60 10") PATH("S 0 20 L 20 20 B 1 1 2 2 3 3 C")
			  OBJECT("30 30", "", "序号") OBJECT("50 30", "", "任务") OBJECT("30 40", "", "1") OBJECT("50 46", "", "水库") OBJECT("30 50", "", "2"),
		  "序号\t任务\n1\t水库\n2\t水库\n", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct pack z;

		pack_init(&z);
		expect(dec_ofd, make_ofd(&z, dbn_str_of(pages[i].page)), pages[i].text, pages[i].notes);
		pack_release(&z);
	}
}

/* A note at the foot, whose number stands small and raised in the text; a list there is none. */
static void notes_at_the_foot(void **state)
{
#define FOOT(mark) \
	"<doc><page width=\"595\" height=\"842\">" WORD("80", "400", "272", "416", "新建公办幼儿园共五所，增") WORD("272", "401", "276", "409", "1") \
	WORD("276", "400", "500", "416", "加学位，牵头单位：市教育局；") WORD("80", "700", "88", "716", mark) WORD("92", "700", "284", "716", "按照省里的标准执行，含已经") \
	WORD("80", "724", "144", "740", "开工的。") WORD("290", "770", "298", "786", "1") "</page><page width=\"595\" height=\"842\">" \
	WORD("80", "100", "272", "116", "配合单位：市财政局、市民政") "</page></doc>"
	static const struct {
		const char *page, *text;
	} pages[] = {
		{ FOOT("1"), "新建公办幼儿园共五所，增[注1]加学位，牵头单位：市教育局；配合单位：市财政局、市民政\n[注1] 按照省里的标准执行，含已经开工的。\n" },
		{ FOOT("2"), "新建公办幼儿园共五所，增1加学位，牵头单位：市教育局；\n2按照省里的标准执行，含已经开工的。\n配合单位：市财政局、市民政\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		expect(dec_pdf_layout, dbn_str_of(pages[i].page), pages[i].text, "");
}

/* Which pages are worth a drawing. */
static void pages_with_gaps(void **state)
{
	struct sheet s;

	(void)state;
	start(&s, false);
	word(&s, 80, 100, "现将有关事项通知如下。");
	turn(&s);
	word(&s, 80, 100, "序号");
	word(&s, 140, 100, "任务");
	word(&s, 80, 130, "1");
	word(&s, 140, 130, "整治河道");
	dbn_buf_addz(&s.words, "</page></doc>");
	expect(dec_pdf_tables, dbn_buf_str(&s.words), "2 2", "");
	dbn_buf_release(&s.words);
	dbn_buf_release(&s.rules);
	expect(dec_pdf_tables, DBN_STR("<doc>" PAGE(WORD("80", "100", "128", "116", "通知")) "</doc>"), "", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(merged_cells),		  cmocka_unit_test(over_a_page_break),
		cmocka_unit_test(lines_that_part_nothing), cmocka_unit_test(columns_without_rows),
		cmocka_unit_test(drawings_that_are_none), cmocka_unit_test(pages_with_gaps),
		cmocka_unit_test(over_the_text),	  cmocka_unit_test(ofd_pages),
		cmocka_unit_test(behind_full_lines),	  cmocka_unit_test(a_merged_cell_broken), cmocka_unit_test(notes_at_the_foot),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
