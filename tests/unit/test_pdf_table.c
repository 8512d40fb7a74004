/* test_pdf_table.c - tables of a PDF: cells set over several lines become the rows of the text. */
#include "decode.h"

#include "dubanc/text.h"

enum { COLUMNS = 5, SIZE = 12 };

/* How a program sets a table: where lines of a cell stand in their row, what is between rows. */
struct setting {
	const char *name;
	double leading, space; /* between lines of a cell, more than that between rows */
	bool middle, numbered;
};

static const char *const table[][COLUMNS] = {
	{ "序号", "重点任务", "具体措施", "责任单位", "完成时限" },
	{ "1", "完成城区三校合并", "制定合并方案，完成编制划转、资产移交、师资分流，新增学位1500个", "市教育局、市财政局、市自然资源局、市人力资源和社会保障局", "2024年9月底前" },
	{ "2", "建设实训基地4个", "完成选址和可行性研究，年底前建成投入使用", "市教育局", "2024年12月底前" },
	{ "3", "河道治理", "治理中小河流3条", "市水利局", "长期" },
	{ "4", "招商引资", "引进亿元以上项目20个，其中工业项目占比不低于60%", "各县（市、区）人民政府、市发展改革委、市商务局", "2024年12月底前" },
};

static const size_t wide[COLUMNS] = { 2, 4, 8, 6, 5 }; /* characters to a line of a cell */

static void add_number(struct dbn_buf *out, const char *before, double value)
{
	char number[32];

	snprintf(number, sizeof number, "%.2f", value);
	dbn_buf_addz(out, before);
	dbn_buf_addz(out, number);
}

static void add_word(struct dbn_buf *out, double x, double y, struct dbn_str text)
{
	size_t at = 0, chars = 0;

	while (at < text.len) {
		dbn_utf8_next(text, &at);
		chars++;
	}
	add_number(out, "<word xMin=\"", x);
	add_number(out, "\" yMin=\"", y);
	add_number(out, "\" xMax=\"", x + (double)chars * SIZE);
	add_number(out, "\" yMax=\"", y + SIZE * 1.3);
	dbn_buf_addz(out, "\">");
	dbn_buf_add(out, text);
	dbn_buf_addz(out, "</word>\n");
}

static size_t lines_of(const char *cell, size_t chars)
{
	struct dbn_str s = dbn_str_of(cell);
	size_t at = 0, n = 0;

	for (; at < s.len; n++)
		dbn_utf8_next(s, &at);
	return (n + chars - 1) / chars;
}

static void add_cell(struct dbn_buf *out, const char *cell, size_t chars, double x, double y, double leading)
{
	struct dbn_str s = dbn_str_of(cell);

	for (size_t at = 0; at < s.len; y += leading) {
		size_t from = at;

		for (size_t n = 0; n < chars && at < s.len; n++)
			dbn_utf8_next(s, &at);
		add_word(out, x, y, dbn_str_sub(s, from, at - from));
	}
}

/* One row below y; gives where the next one begins. */
static double add_row(struct dbn_buf *out, const struct setting *how, const char *const *cells, double y)
{
	double x = 80;
	size_t most = 1;

	for (size_t c = 0; c < COLUMNS; c++)
		most = lines_of(cells[c], wide[c]) > most ? lines_of(cells[c], wide[c]) : most;
	for (size_t c = !how->numbered; c < COLUMNS; c++) {
		double above = how->middle ? (double)(most - lines_of(cells[c], wide[c])) * how->leading / 2 : 0;

		add_cell(out, cells[c], wide[c], x, y + above, how->leading);
		x += (double)wide[c] * SIZE + 8;
	}
	return y + (double)most * how->leading + how->space;
}

static void want_row(struct dbn_buf *want, const struct setting *how, const char *const *cells)
{
	for (size_t c = !how->numbered; c < COLUMNS; c++) {
		dbn_buf_addz(want, cells[c]);
		dbn_buf_addc(want, c + 1 < COLUMNS ? '\t' : '\n');
	}
}

static void cells_of_several_lines(void **state)
{
	static const struct setting settings[] = {
		{ "at the top", 16, 0, false, true },
		{ "in the middle", 16, 0, true, true },
		{ "at the top, with space", 16, 4, false, true },
		{ "in the middle, with space", 16, 4, true, true },
		{ "without numbers", 16, 6, false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		const struct setting *how = &settings[i];
		struct dbn_buf page, want;
		double y = 130;

		dbn_buf_init(&page, 1 << 16);
		dbn_buf_init(&want, 1 << 16);
		dbn_buf_addz(&page, "<doc><page width=\"595\" height=\"842\">");
		add_word(&page, 190, 80, DBN_STR("重点工作任务分解表"));
		dbn_buf_addz(&want, "重点工作任务分解表\n");
		for (size_t r = 0; r < sizeof table / sizeof *table; r++) {
			y = add_row(&page, how, table[r], y);
			want_row(&want, how, table[r]);
		}
		/* The page number is nobody's cell; on the next page the heading again. */
		add_word(&page, 280, 780, DBN_STR("12"));
		dbn_buf_addz(&page, "</page><page width=\"595\" height=\"842\">");
		y = add_row(&page, how, table[0], 80);
		for (size_t r = 1; r < sizeof table / sizeof *table; r++) {
			y = add_row(&page, how, table[r], y);
			want_row(&want, how, table[r]);
		}
		add_word(&page, 350, y + 40, DBN_STR("2024年3月12日"));
		dbn_buf_addz(&want, "2024年3月12日\n");
		dbn_buf_addz(&page, "</page></doc>");
		print_message("%s\n", how->name);
		expect(dec_pdf_layout, dbn_buf_str(&page), want.ptr, "");
		dbn_buf_release(&page);
		dbn_buf_release(&want);
	}
}

/* A row that the end of the page cuts in two. */
static void row_over_a_page_break(void **state)
{
	static const struct setting how = { "", 16, 0, false, true };
	static const char *const rest[COLUMNS] = { "", "", "并报市政府", "市财政局", "" };
	struct dbn_buf page, want;
	double y = 130;

	(void)state;
	dbn_buf_init(&page, 1 << 16);
	dbn_buf_init(&want, 1 << 16);
	dbn_buf_addz(&page, "<doc><page width=\"595\" height=\"842\">");
	for (size_t r = 0; r < 4; r++) {
		y = add_row(&page, &how, table[r], y);
		want_row(&want, &how, table[r]);
	}
	dbn_buf_addz(&page, "</page><page width=\"595\" height=\"842\">");
	y = add_row(&page, &how, rest, 80);
	want.len -= strlen("\t市水利局\t长期\n");
	dbn_buf_addz(&want, "并报市政府\t市水利局市财政局\t长期\n");
	for (size_t r = 4; r < 5; r++) {
		static const char *const more[COLUMNS] = { "5", "提升服务", "推行一窗受理", "市政务服务局", "长期" };

		y = add_row(&page, &how, table[r], y);
		add_row(&page, &how, more, y);
		want_row(&want, &how, table[r]);
		want_row(&want, &how, more);
	}
	dbn_buf_addz(&page, "</page></doc>");
	expect(dec_pdf_layout, dbn_buf_str(&page), want.ptr, "");
	dbn_buf_release(&page);
	dbn_buf_release(&want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_of_several_lines),
		cmocka_unit_test(row_over_a_page_break),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
