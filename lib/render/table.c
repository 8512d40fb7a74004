/* table.c - filling a table; cells as text; the choice of a writer. */
#include "cells.h"

void dbn_table_init(struct dbn_table *t, struct dbn_arena *arena, const char *schema,
		    const struct dbn_field *fields, size_t field_count)
{
	*t = (struct dbn_table){
		.schema = schema,
		.version = 1,
		.arena = arena,
		.fields = fields,
		.field_count = field_count,
		.title = { "", 0 },
		.next_group = { "", 0 },
	};
}

void dbn_table_group(struct dbn_table *t, struct dbn_str heading)
{
	t->failed = t->failed || dbn_str_lost(heading);
	t->next_group = heading;
}

void dbn_table_row(struct dbn_table *t)
{
	struct dbn_row *row = DBN_PUSH(t->arena, &t->rows);

	t->at = 0;
	if (row)
		row->cells = dbn_arena_alloc(t->arena, t->field_count, sizeof *row->cells);
	if (!row || !row->cells) {
		t->failed = true;
		return;
	}
	row->group = t->next_group;
	row->total = false;
	t->next_group = DBN_STR("");
}

void dbn_table_total(struct dbn_table *t)
{
	dbn_table_row(t);
	if (!t->failed)
		t->rows.items[t->rows.count - 1].total = true;
}

/* The next empty cell of the last row; what is too much goes to a spare one. */
static struct dbn_cell *next_cell(struct dbn_table *t, struct dbn_cell *spare)
{
	if (t->failed || t->rows.count == 0 || t->at >= t->field_count)
		return spare;
	return &t->rows.items[t->rows.count - 1].cells[t->at++];
}

static void put(struct dbn_table *t, struct dbn_cell value)
{
	struct dbn_cell spare;

	*next_cell(t, &spare) = value;
}

static void put_number(struct dbn_table *t, enum dbn_cell_type type, int64_t value)
{
	put(t, (struct dbn_cell){ .type = type, .is.number = value });
}

void dbn_put_none(struct dbn_table *t)
{
	put_number(t, DBN_CELL_NONE, 0);
}

void dbn_put_text(struct dbn_table *t, struct dbn_str text)
{
	t->failed = t->failed || dbn_str_lost(text);
	put(t, (struct dbn_cell){ .type = DBN_CELL_TEXT, .is.text = text });
}

void dbn_put_textz(struct dbn_table *t, const char *text)
{
	dbn_put_text(t, dbn_str_of(text));
}

void dbn_put_int(struct dbn_table *t, int64_t value)
{
	put_number(t, DBN_CELL_INT, value);
}

void dbn_put_day(struct dbn_table *t, int32_t day)
{
	put_number(t, day == DBN_NO_DAY ? DBN_CELL_NONE : DBN_CELL_DAY, day);
}

void dbn_put_percent(struct dbn_table *t, int64_t part, int64_t whole)
{
	if (whole <= 0)
		dbn_put_none(t);
	else
		put_number(t, DBN_CELL_PERCENT, (part * 2000 + whole) / (whole * 2));
}

void dbn_put_tenths(struct dbn_table *t, int64_t tenths)
{
	put_number(t, DBN_CELL_TENTHS, tenths);
}

void dbn_put_word(struct dbn_table *t, enum dbn_vocabulary v, int value)
{
	put(t, (struct dbn_cell){ .type = value < 0 ? DBN_CELL_NONE : DBN_CELL_WORD,
				  .vocabulary = (int)v,
				  .is.number = value });
}

void dbn_put_light(struct dbn_table *t, enum dbn_light light)
{
	dbn_put_word(t, DBN_WORDS_LIGHT, (int)light);
}

/*
 * Columns of the three bytes at p where they are a common wide character:
 * U+4E00-9FFF, U+3000-303E, U+FF01-FF5E; of ambiguous width: — ‘ ’ “ ” …
 */
static size_t three_bytes(const unsigned char *p, struct dbn_width w)
{
	if (p[1] < 0x80 || p[1] > 0xbf || p[2] < 0x80 || p[2] > 0xbf)
		return 0;
	if ((p[0] >= 0xe5 && p[0] <= 0xe9) || (p[0] == 0xe4 && p[1] >= 0xb8))
		return 2;
	if (p[0] == 0xe3 && p[1] == 0x80 && p[2] != 0xbf && p[2] < 0xaa)
		return 2;
	if (p[0] == 0xef && ((p[1] == 0xbc && p[2] > 0x80) || (p[1] == 0xbd && p[2] < 0x9f)))
		return 2;
	if (p[0] == 0xe2 && p[1] == 0x80 &&
	    (p[2] == 0x94 || p[2] == 0x98 || p[2] == 0x99 || p[2] == 0x9c || p[2] == 0x9d ||
	     p[2] == 0xa6))
		return w.ambiguous == 2 ? 2 : 1;
	return 0;
}

bool cell_plain(struct dbn_str s, struct dbn_width w, size_t *width)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t columns = 0, i = 0;

	while (i < s.len) {
		size_t wide = 0;

		if (p[i] >= 0x20 && p[i] < 0x7f) {
			columns++;
			i++;
			continue;
		}
		if (p[i] >= 0xe2 && s.len - i >= 3)
			wide = three_bytes(p + i, w);
		if (wide == 0)
			return false;
		columns += wide;
		i += 3;
	}
	*width = columns;
	return true;
}

void cell_safe(struct dbn_buf *out, struct dbn_str s)
{
	size_t width;

	if (cell_plain(s, (struct dbn_width){ 1 }, &width))
		dbn_buf_add(out, s);
	else
		dbn_text_visible(out, s);
}

int cell_light(const struct dbn_cell *cell)
{
	return cell->type == DBN_CELL_WORD && cell->vocabulary == DBN_WORDS_LIGHT
		       ? (int)cell->is.number
		       : -1;
}

static void add_tenths(struct dbn_buf *out, int64_t tenths)
{
	uint64_t magnitude = tenths < 0 ? 0 - (uint64_t)tenths : (uint64_t)tenths;

	if (tenths < 0)
		dbn_buf_addc(out, '-');
	dbn_buf_add_padded(out, magnitude / 10, 1);
	dbn_buf_addc(out, '.');
	dbn_buf_addc(out, (char)('0' + magnitude % 10));
}

void cell_stored(struct dbn_buf *out, const struct dbn_cell *cell)
{
	char day[11];

	switch (cell->type) {
	case DBN_CELL_NONE:
		break;
	case DBN_CELL_TEXT:
		dbn_buf_add(out, cell->is.text);
		break;
	case DBN_CELL_INT:
		dbn_buf_addi(out, cell->is.number);
		break;
	case DBN_CELL_DAY:
		dbn_buf_addz(out, dbn_day_format(day, (int32_t)cell->is.number));
		break;
	case DBN_CELL_TENTHS:
	case DBN_CELL_PERCENT:
		add_tenths(out, cell->is.number);
		break;
	case DBN_CELL_WORD:
		dbn_buf_addz(out,
			     dbn_word((enum dbn_vocabulary)cell->vocabulary, (int)cell->is.number));
		break;
	}
}

/* Members joined as people join them: 、 in Chinese, a comma in English. */
static void add_members(struct dbn_buf *out, struct dbn_str cell, enum dbn_lang lang)
{
	for (bool more = false; cell.ptr; more = true) {
		struct dbn_str member = dbn_str_split(&cell, ';');

		if (more)
			dbn_buf_addz(out, lang == DBN_ZH ? "、" : ", ");
		dbn_buf_add(out, member);
	}
}

void cell_shown(struct dbn_buf *out, const struct dbn_cell *cell, const struct dbn_field *field,
		enum dbn_lang lang)
{
	if (cell->type == DBN_CELL_TEXT && (field->flags & DBN_FIELD_LIST)) {
		add_members(out, cell->is.text, lang);
	} else if (cell->type == DBN_CELL_WORD) {
		dbn_buf_addz(out, dbn_word_shown((enum dbn_vocabulary)cell->vocabulary,
						 (int)cell->is.number, lang));
	} else if (cell->type == DBN_CELL_INT && cell->is.number == 0 &&
		   (field->flags & DBN_FIELD_ZERO_BLANK)) {
		return;
	} else {
		cell_stored(out, cell);
		if (cell->type == DBN_CELL_PERCENT)
			dbn_buf_addc(out, '%');
	}
}

int dbn_scheme_colour(const char *scheme, int level)
{
	static const char *const names[] = { "灰", "绿", "黄", "红", "蓝", "橙", "黑" };
	struct dbn_str rest = dbn_str_of(scheme);
	int nth = 0;

	if (level < 1 || level > 3)
		return level < 0 || level > 4 ? 0 : level;
	for (size_t at = 0; at < rest.len;) {
		size_t start = at;
		struct dbn_str one;

		dbn_utf8_next(rest, &at);
		one = dbn_str_sub(rest, start, at - start);
		for (int c = 0; c < (int)(sizeof names / sizeof *names); c++)
			if (dbn_str_eqz(one, names[c]) && ++nth == level)
				return c;
	}
	return level;
}

void dbn_paint(struct dbn_buf *out, const struct dbn_how *how, enum dbn_light light,
	       struct dbn_str text)
{
	/* Yellow on white is hard to read: the darker, plain codes stay legible on both. */
	static const char *const codes[] = { "90", "32", "33", "31", "34", "38;5;208", "1" };

	if (how->colour) {
		dbn_buf_addz(out, "\x1b[");
		dbn_buf_addz(out, codes[dbn_scheme_colour(how->scheme, dbn_light_colour(light))]);
		dbn_buf_addc(out, 'm');
	}
	dbn_buf_add(out, text);
	if (how->colour)
		dbn_buf_addz(out, "\x1b[0m");
}

static const struct {
	const char *name;
	void (*write)(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how);
} writers[] = {
	[DBN_FMT_TEXT] = { "text", render_text }, [DBN_FMT_CSV] = { "csv", render_csv },
	[DBN_FMT_TSV] = { "tsv", render_tsv },	  [DBN_FMT_JSON] = { "json", render_json },
	[DBN_FMT_MD] = { "md", render_md },	  [DBN_FMT_HTML] = { "html", render_html },
	[DBN_FMT_XLSX] = { "xlsx", render_xlsx },
};

int dbn_format_find(struct dbn_str name)
{
	for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
		if (dbn_str_eqz(name, writers[i].name))
			return (int)i;
	return -1;
}

int dbn_table_write(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how,
		    struct dbn_err *err)
{
	if (!t->failed)
		writers[how->format].write(out, t, how);
	return t->failed || out->failed ? dbn_fail_memory(err) : DBN_OK;
}
