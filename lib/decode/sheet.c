/*
 * sheet.c - a workbook from the stream that render/xlsx.c writes (docs there).
 *
 * Constant memory: a row is out of memory when the next begins. The same
 * stream gives the same bytes: the day of creation is fixed. Text is always
 * written as text, so that no datum ever becomes a formula.
 */
#include <string.h>

#include <xlsxwriter.h>

#include "dubanc/decoder.h"
#include "dubanc/text.h"

enum { COLUMNS_MAX = 256, LIGHTS_MAX = 24, WORD_MAX = 64, CELL_UNITS = 32767, NAME_UNITS = 31,
	PAGE_ACROSS = 210, SCALE_LEAST = 60, /* columns of a character on one page; per cent: smaller is not read */
	PIECE = 1 << 16, LINE_MAX_BYTES = 4 << 20, LINE = 13, LINES_MAX = 31 /* points; a row is at most 409 high */ };

struct column {
	double width;
	bool bar, open;
	char choices[256];
};

/* One word of a column of lights, with its colour. */
struct lit {
	lxw_col_t column;
	int colour;
	char word[WORD_MAX];
};

struct writer {
	struct dec *d;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	struct column columns[COLUMNS_MAX];
	struct lit lights[LIGHTS_MAX];
	size_t count, light_count;
	lxw_row_t row, first; /* the next row; the first below the headings */
	bool begun, protect;
	lxw_format *title, *hint, *head, *group, *closed;
	lxw_format *plain[2][5]; /* open; by kind of cell */
	lxw_format *sum[5];
	struct dbn_buf text;
};

enum kind { TEXT, NUMBER, DAY, PERCENT, LIGHT };

static lxw_format *bordered(struct writer *w, enum kind kind, bool open, bool bold)
{
	lxw_format *f = workbook_add_format(w->book);

	format_set_font_name(f, "宋体");
	format_set_font_size(f, 10);
	format_set_border(f, LXW_BORDER_THIN);
	format_set_text_wrap(f);
	format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	if (kind == TEXT)
		format_set_num_format_index(f, 49); /* text: what is typed stays as it is */
	if (kind == DAY)
		format_set_num_format(f, "yyyy-mm-dd");
	if (kind == PERCENT)
		format_set_num_format(f, "0.0%");
	if (kind == DAY || kind == LIGHT)
		format_set_align(f, LXW_ALIGN_CENTER);
	if (open) {
		format_set_unlocked(f);
		format_set_bg_color(f, 0xFFFBE6);
	}
	if (bold)
		format_set_bold(f);
	return f;
}

static void make_formats(struct writer *w)
{
	for (int open = 0; open < 2; open++)
		for (int k = TEXT; k <= LIGHT; k++)
			w->plain[open][k] = bordered(w, (enum kind)k, open, false);
	for (int k = TEXT; k <= LIGHT; k++)
		w->sum[k] = bordered(w, (enum kind)k, false, true);
	w->head = bordered(w, LIGHT, false, true);
	format_set_bg_color(w->head, 0xD9E2EF);
	w->group = bordered(w, TEXT, false, true);
	format_set_bg_color(w->group, 0xF2F2F2);
	w->closed = bordered(w, TEXT, false, false);
	format_set_bg_color(w->closed, 0xD9D9D9);
	w->hint = workbook_add_format(w->book);
	format_set_font_name(w->hint, "宋体");
	format_set_font_size(w->hint, 10);
	format_set_align(w->hint, LXW_ALIGN_VERTICAL_CENTER);
	w->title = workbook_add_format(w->book);
	format_set_font_name(w->title, "黑体");
	format_set_font_size(w->title, 16);
	format_set_align(w->title, LXW_ALIGN_CENTER);
	format_set_align(w->title, LXW_ALIGN_VERTICAL_CENTER);
}

/* Whether s begins like the escape _x0041_, which readers would take for one. */
static bool is_escape(struct dbn_str s)
{
	if (s.len < 7 || s.ptr[0] != '_' || s.ptr[1] != 'x' || s.ptr[6] != '_')
		return false;
	for (size_t i = 2; i < 6; i++)
		if (!strchr("0123456789abcdefABCDEF", s.ptr[i]))
			return false;
	return true;
}

/* The text of a field: escapes of the stream undone, made fit for a workbook. */
static const char *clean(struct writer *w, struct dbn_str s, size_t max)
{
	size_t units = 0;

	dbn_buf_clear(&w->text);
	for (size_t at = 0; at < s.len;) {
		size_t start = at;
		uint32_t cp = dbn_utf8_next(s, &at);

		if (is_escape(dbn_str_from(s, start))) {
			if (units + 13 > max)
				break;
			dbn_buf_addz(&w->text, "_x005F");
			units += 6;
		}
		units += cp > 0xffff ? 2 : 1;
		if (units > max)
			break;
		if (cp == '\\' && at < s.len) {
			char c = s.ptr[at++];

			dbn_buf_addc(&w->text, c == 'n' ? '\n' : c == 't' ? ' ' : c);
		} else if (cp == DBN_BAD_CODE_POINT || cp == 0xfffe || cp == 0xffff) {
			dbn_buf_addz(&w->text, "\xef\xbf\xbd");
		} else if (cp >= 0x20) {
			dbn_buf_add(&w->text, dbn_str_sub(s, start, at - start));
		}
	}
	return w->text.ptr;
}

/* A decimal number of at most 15 digits. */
static double decimal(struct dbn_str s)
{
	double value = 0, place = 0;
	bool negative = s.len && s.ptr[0] == '-';

	for (size_t i = negative; i < s.len && i < 18; i++) {
		if (s.ptr[i] == '.') {
			place = 1;
			continue;
		}
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			break;
		value = value * 10 + (s.ptr[i] - '0');
		place *= 10;
	}
	value = place > 1 ? value / place : value;
	return negative ? -value : value;
}

static void remember_light(struct writer *w, lxw_col_t column, int colour, const char *word)
{
	for (size_t i = 0; i < w->light_count; i++)
		if (w->lights[i].column == column && strcmp(w->lights[i].word, word) == 0)
			return;
	if (w->light_count == LIGHTS_MAX || strlen(word) >= WORD_MAX)
		return;
	w->lights[w->light_count].column = column;
	w->lights[w->light_count].colour = colour;
	memcpy(w->lights[w->light_count++].word, word, strlen(word) + 1);
}

static void put_cell(struct writer *w, lxw_col_t c, struct dbn_str cell, lxw_format *const *formats)
{
	struct dbn_str value = dbn_str_from(cell, 1);

	switch (cell.len ? cell.ptr[0] : 0) {
	case 0:
		worksheet_write_blank(w->sheet, w->row, c, formats[TEXT]);
		break;
	case 'x':
		worksheet_write_blank(w->sheet, w->row, c, w->closed);
		break;
	case 'n':
		worksheet_write_number(w->sheet, w->row, c, decimal(value), formats[NUMBER]);
		break;
	case 'd':
		worksheet_write_number(w->sheet, w->row, c, decimal(value), formats[DAY]);
		break;
	case 'p':
		worksheet_write_number(w->sheet, w->row, c, decimal(value) / 100, formats[PERCENT]);
		break;
	case 'w': {
		const char *word = clean(w, dbn_str_from(value, 1), CELL_UNITS);

		if (value.len)
			remember_light(w, c, value.ptr[0] - '0', word);
		worksheet_write_string(w->sheet, w->row, c, word, formats[LIGHT]);
		break;
	}
	default:
		worksheet_write_string(w->sheet, w->row, c, clean(w, value, CELL_UNITS), formats[TEXT]);
	}
}

static void begin_rows(struct writer *w)
{
	if (w->begun)
		return;
	w->begun = true;
	w->row = w->first;
	worksheet_freeze_panes(w->sheet, w->first, 0);
	worksheet_repeat_rows(w->sheet, w->first - 1, w->first - 1);
}

/* Lines of a text in a column of that width, which wraps it anywhere. */
static size_t lines_in(struct dbn_str text, double width)
{
	static const struct dbn_width wide = { 2 };
	size_t room = width > 3 ? (size_t)width - 1 : 2, lines = 0;

	while (text.ptr) {
		size_t columns = dbn_text_width(dbn_str_split(&text, '\n'), wide);

		lines += columns > room ? (columns + room - 1) / room : 1;
	}
	return lines;
}

/*
 * A row whose cells wrap is made so high that all of them show: not every program
 * works that out when it opens the file. What fits on one line is left to them.
 */
static void set_height(struct writer *w, struct dbn_str rest)
{
	size_t most = 1;

	for (size_t c = 0; c < w->count && rest.ptr; c++) {
		struct dbn_str cell = dbn_str_split(&rest, '\t');
		size_t lines;

		if (!cell.len || cell.ptr[0] != 't')
			continue;
		clean(w, dbn_str_from(cell, 1), CELL_UNITS);
		lines = lines_in(dbn_buf_str(&w->text), w->columns[c].width);
		most = lines > most ? lines : most;
	}
	if (most > 1)
		worksheet_set_row(w->sheet, w->row, most < LINES_MAX ? LINE * (double)most + 2 : LINE * LINES_MAX, NULL);
}

static void put_row(struct writer *w, struct dbn_str rest, bool sum)
{
	begin_rows(w);
	set_height(w, rest);
	for (size_t c = 0; c < w->count; c++) {
		struct dbn_str cell = rest.ptr ? dbn_str_split(&rest, '\t') : DBN_STR("");

		put_cell(w, (lxw_col_t)c, cell, sum ? w->sum : w->plain[w->columns[c].open]);
	}
	w->row++;
}

/* Colours 0 grey 1 green 2 yellow 3 red 4 blue 5 orange 6 black (dbn_scheme_colour()). */
static void put_lights(struct writer *w, lxw_row_t last)
{
	static const lxw_color_t fills[] = { 0xE7E6E6, 0xC6EFCE, 0xFFEB9C, 0xFFC7CE, 0xDDEBF7, 0xF8CBAD, 0xA6A6A6 };

	for (size_t i = 0; i < w->light_count; i++) {
		const struct lit *l = &w->lights[i];
		char quoted[WORD_MAX * 2 + 4] = "\"";
		size_t n = 1;
		lxw_conditional_format rule = { .type = LXW_CONDITIONAL_TYPE_CELL,
						.criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO };
		lxw_format *fill = workbook_add_format(w->book);

		for (const char *p = l->word; *p; p++) {
			if (*p == '"')
				quoted[n++] = '"';
			quoted[n++] = *p;
		}
		quoted[n++] = '"';
		quoted[n] = '\0';
		format_set_bg_color(fill, fills[l->colour >= 0 && l->colour <= 6 ? l->colour : 0]);
		rule.value_string = quoted;
		rule.format = fill;
		worksheet_conditional_format_range(w->sheet, w->first, l->column, last, l->column, &rule);
	}
}

static void put_bars(struct writer *w, lxw_row_t last)
{
	for (size_t c = 0; c < w->count; c++) {
		lxw_conditional_format rule = { .type = LXW_CONDITIONAL_DATA_BAR, .bar_color = 0x9DC3E6,
						.bar_solid = LXW_TRUE, .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
						.max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER, .max_value = 100 };

		if (w->columns[c].bar)
			worksheet_conditional_format_range(w->sheet, w->first, (lxw_col_t)c, last, (lxw_col_t)c, &rule);
	}
}

/* A drop-down of the words joined by commas. */
static void put_choices(struct writer *w, lxw_row_t last)
{
	for (size_t c = 0; c < w->count; c++) {
		char *items[9] = { NULL };
		lxw_data_validation rule = { .validate = LXW_VALIDATION_TYPE_LIST, .value_list = items };
		char *at = w->columns[c].choices;

		for (size_t n = 0; *at && n < 8; n++) {
			char *comma = strchr(at, ',');

			items[n] = at;
			if (comma)
				*comma = '\0';
			at = comma ? comma + 1 : at + strlen(at);
		}
		if (items[0])
			worksheet_data_validation_range(w->sheet, w->first, (lxw_col_t)c, last, (lxw_col_t)c, &rule);
	}
}

/* All columns on one page, unless that makes them too small: then several pages, each with the first column. */
static void set_pages(struct writer *w)
{
	double across = 0;

	for (size_t c = 0; c < w->count; c++)
		across += w->columns[c].width;
	if (across <= PAGE_ACROSS) {
		worksheet_fit_to_pages(w->sheet, 1, 0);
		return;
	}
	worksheet_set_print_scale(w->sheet, SCALE_LEAST);
	worksheet_repeat_columns(w->sheet, 0, 0);
}

static void end_sheet(struct writer *w)
{
	lxw_row_t last = w->row > w->first ? w->row - 1 : w->first;

	if (!w->sheet)
		return;
	begin_rows(w);
	if (w->count)
		worksheet_autofilter(w->sheet, w->first - 1, 0, last, (lxw_col_t)(w->count - 1));
	set_pages(w);
	put_lights(w, last);
	put_bars(w, last);
	put_choices(w, last);
	if (w->protect) {
		lxw_protection may = { .format_columns = LXW_TRUE, .format_rows = LXW_TRUE };

		worksheet_protect(w->sheet, NULL, &may);
	}
}

static void begin_sheet(struct writer *w, struct dbn_str name)
{
	char plain[128];
	struct dbn_str fit;
	size_t n = 0;

	end_sheet(w);
	clean(w, name, NAME_UNITS);
	fit = dbn_buf_str(&w->text);
	for (size_t i = 0; i < fit.len && n + 1 < sizeof plain; i++)
		plain[n++] = strchr("[]:*?/\\'", fit.ptr[i]) || fit.ptr[i] == '\n' ? '_' : fit.ptr[i];
	plain[n] = '\0';
	if (!n || workbook_get_worksheet_by_name(w->book, plain))
		w->sheet = workbook_add_worksheet(w->book, NULL);
	else
		w->sheet = workbook_add_worksheet(w->book, plain);
	memset(w->columns, 0, sizeof w->columns);
	w->count = w->light_count = w->row = w->first = 0;
	w->begun = w->protect = false;
	if (!w->sheet)
		return;
	worksheet_set_landscape(w->sheet);
	worksheet_set_paper(w->sheet, 9); /* A4 */
	worksheet_set_margins(w->sheet, 0.5, 0.5, 0.6, 0.6);
	worksheet_set_footer(w->sheet, "&C第 &P 页，共 &N 页");
}

static void add_column(struct writer *w, struct dbn_str rest)
{
	struct column *c = &w->columns[w->count];
	struct dbn_str width = dbn_str_split(&rest, '\t'), kind = rest.ptr ? dbn_str_split(&rest, '\t') : DBN_STR("");

	if (w->count == COLUMNS_MAX)
		return;
	c->width = decimal(width);
	c->bar = dbn_str_eqz(kind, "bar");
	c->open = dbn_str_starts(kind, DBN_STR("open"));
	if (c->open && kind.len > 5 && kind.len - 5 < sizeof c->choices)
		memcpy(c->choices, kind.ptr + 5, kind.len - 5);
	worksheet_set_column(w->sheet, (lxw_col_t)w->count, (lxw_col_t)w->count, c->width, NULL);
	worksheet_write_string(w->sheet, w->row, (lxw_col_t)w->count, clean(w, rest, CELL_UNITS), w->head);
	w->count++;
	w->first = w->row + 1;
}

/* A merged line above the headings. */
static void add_above(struct writer *w, struct dbn_str rest, double height, lxw_format *format)
{
	size_t columns = (size_t)decimal(dbn_str_split(&rest, '\t'));
	const char *text = clean(w, rest, CELL_UNITS);

	worksheet_set_row(w->sheet, w->row, height, NULL);
	if (columns > 1 && columns <= COLUMNS_MAX)
		worksheet_merge_range(w->sheet, w->row, 0, w->row, (lxw_col_t)(columns - 1), text, format);
	else
		worksheet_write_string(w->sheet, w->row, 0, text, format);
	w->row++;
}

static void add_group(struct writer *w, struct dbn_str text)
{
	begin_rows(w);
	for (size_t c = 0; c < w->count; c++)
		worksheet_write_string(w->sheet, w->row, (lxw_col_t)c, c ? "" : clean(w, text, CELL_UNITS), w->group);
	w->row++;
}

/* Bars of one column by another, right of the table. */
static void add_chart(struct writer *w, struct dbn_str rest)
{
	lxw_col_t names = (lxw_col_t)decimal(dbn_str_split(&rest, '\t'));
	lxw_col_t values = (lxw_col_t)decimal(rest.ptr ? dbn_str_split(&rest, '\t') : DBN_STR(""));
	lxw_row_t last = w->first + (lxw_row_t)decimal(rest);
	lxw_chart_options size = { .y_scale = 1 };
	lxw_chart *chart = workbook_add_chart(w->book, LXW_CHART_BAR);
	lxw_chart_series *series = chart_add_series(chart, NULL, NULL);

	if (last <= w->first)
		return;
	chart_series_set_categories(series, w->sheet->name, w->first, names, last - 1, names);
	chart_series_set_values(series, w->sheet->name, w->first, values, last - 1, values);
	chart_series_set_name_range(series, w->sheet->name, w->first - 1, values);
	chart_axis_set_reverse(chart->y_axis);
	chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
	chart_axis_set_num_format(chart->x_axis, "0");
	if (last - w->first > 12) /* each name has its line */
		size.y_scale = (last - w->first) / 12.0;
	worksheet_insert_chart_opt(w->sheet, 1, (lxw_col_t)(w->count + 1), chart, &size);
}

static int bad_stream(struct writer *w)
{
	return dec_fail(w->d, DBN_MSG_SHEET_STREAM, NULL, NULL);
}

static int take_line(struct writer *w, struct dbn_str line)
{
	struct dbn_str word = dbn_str_split(&line, '\t');

	if (dbn_str_eqz(word, "sheet") && line.ptr)
		begin_sheet(w, line);
	else if (!w->sheet || (!line.ptr && !dbn_str_eqz(word, "protect")))
		return bad_stream(w);
	else if (dbn_str_eqz(word, "title") && !w->count)
		add_above(w, line, 30, w->title);
	else if (dbn_str_eqz(word, "hint") && !w->count)
		add_above(w, line, 18, w->hint);
	else if (dbn_str_eqz(word, "column") && !w->begun)
		add_column(w, line);
	else if (dbn_str_eqz(word, "row"))
		put_row(w, line, false);
	else if (dbn_str_eqz(word, "total"))
		put_row(w, line, true);
	else if (dbn_str_eqz(word, "group"))
		add_group(w, line);
	else if (dbn_str_eqz(word, "chart"))
		add_chart(w, line);
	else if (dbn_str_eqz(word, "protect"))
		w->protect = true;
	else
		return bad_stream(w);
	return w->sheet ? DBN_OK : dbn_fail_memory(w->d->err);
}

/* The stream, of which one line at a time is in memory. */
struct source {
	dec_read_fn *read;
	void *ctx;
	struct dbn_buf buf;
	size_t at; /* what of buf has been given */
	bool ended;
};

/* The next line; ptr NULL at the end. It lives until the next call. */
static int next_line(struct dec *d, struct source *s, struct dbn_str *line)
{
	struct dbn_str rest;

	*line = (struct dbn_str){ NULL, 0 };
	for (;;) {
		size_t end;
		char *room;
		long n;

		rest = dbn_str_from(dbn_buf_str(&s->buf), s->at);
		end = rest.len ? dbn_str_find(rest, DBN_STR("\n")) : DBN_NONE;
		if (end != DBN_NONE || (s->ended && rest.len)) {
			*line = dbn_str_sub(rest, 0, end == DBN_NONE ? rest.len : end);
			s->at += line->len + (end != DBN_NONE);
			return DBN_OK;
		}
		if (s->ended)
			return DBN_OK;
		memmove(s->buf.ptr, rest.len ? rest.ptr : s->buf.ptr, rest.len);
		s->buf.len = rest.len;
		s->at = 0;
		room = dbn_buf_reserve(&s->buf, PIECE);
		if (!room)
			return dec_full(d, s->buf.starved, "line", LINE_MAX_BYTES);
		n = s->read(s->ctx, room, PIECE);
		if (n < 0)
			return dec_fail(d, DBN_MSG_SHEET_STREAM, NULL, NULL);
		s->buf.len += (size_t)n;
		s->ended = n == 0;
	}
}

static int take_stream(struct writer *w, struct source *s)
{
	struct dbn_str line;
	int code = next_line(w->d, s, &line);

	if (!code && !dbn_str_eqz(line, "dubanc-sheet\t1"))
		return bad_stream(w);
	while (!code && !(code = next_line(w->d, s, &line)) && line.ptr) {
		if (line.len)
			code = take_line(w, line);
	}
	return code || w->sheet ? code : bad_stream(w);
}

int dec_sheet(struct dec *d, dec_read_fn *read, void *ctx, const char *path)
{
	struct source source = { .read = read, .ctx = ctx };
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .use_zip64 = LXW_FALSE };
	lxw_doc_properties facts = { .created = 1262304000 }; /* 2010: the same input gives the same bytes */
	struct writer *w = dbn_arena_alloc(&d->arena, 1, sizeof *w);
	int code = DBN_OK;

	if (!w)
		return dbn_fail_memory(d->err);
	w->d = d;
	w->book = workbook_new_opt(path, &options);
	if (!w->book)
		return dbn_fail_memory(d->err);
	dbn_buf_init(&w->text, 4u << 20);
	workbook_set_properties(w->book, &facts);
	make_formats(w);
	dbn_buf_init(&source.buf, LINE_MAX_BYTES);
	code = take_stream(w, &source);
	dbn_buf_release(&source.buf);
	end_sheet(w);
	if (workbook_close(w->book) != LXW_NO_ERROR && !code)
		code = dec_fail(d, DBN_MSG_SHEET_WRITE, NULL, NULL);
	dbn_buf_release(&w->text);
	return code;
}
