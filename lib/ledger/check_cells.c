/* check_cells.c - the form of files, the values of cells, the registry. */
#include <string.h>

#include "check.h"

/* Of a cell as it would be written; what a spreadsheet rewrote may differ by a little. */
static size_t characters_of(struct dbn_str cell)
{
	size_t n = 0, quotes = 0;
	bool quoted = false;

	for (size_t i = 0; i < cell.len; i++) {
		n += ((unsigned char)cell.ptr[i] & 0xc0) != 0x80;
		quotes += cell.ptr[i] == '"';
		quoted = quoted || strchr(",\"\r\n", cell.ptr[i]) != NULL;
	}
	return quoted ? n + quotes + 2 : n;
}

struct dbn_pos cell_pos(const struct table *t, size_t row, size_t column)
{
	const struct dbn_csv_row *r = &t->csv.rows[row];
	size_t col = 1;

	if (column == DBN_NONE || column >= t->csv.header_count)
		return dbn_pos_at(t->csv.file, r->line, 1);
	for (size_t c = 0; c < column; c++)
		col += characters_of(r->cells[c]) + 1;
	return dbn_pos_at(t->csv.file, r->line, col);
}

void tell(const struct check *c, enum dbn_msg msg, struct dbn_pos pos, struct dbn_str a,
	  struct dbn_str b, struct dbn_str d, struct dbn_str e)
{
	struct dbn_str args[] = { a, b, d, e };

	dbn_report(c->sink, msg, pos, args, 4);
}

static size_t lines_of(struct dbn_str bytes)
{
	size_t n = 0;

	for (size_t i = 0; i < bytes.len; i++)
		n += bytes.ptr[i] == '\n';
	return n;
}

void check_form(const struct check *c, const struct part *p)
{
	static const enum dbn_msg forms[] = {
		DBN_MSG_FORM_BOM, DBN_MSG_FORM_CRLF, DBN_MSG_FORM_ENCODING, DBN_MSG_FORM_QUOTING,
		DBN_MSG_FORM_BLANK, DBN_MSG_FORM_RAGGED, DBN_MSG_FORM_FINAL_LF, DBN_MSG_FORM_SEPARATOR,
		DBN_MSG_FORM_HEADINGS, DBN_MSG_FORM_CELLS,
	};
	struct dbn_str file = dbn_str_of(p->table.csv.file);

	/* in the order of their bits */
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (p->table.csv.oddities & 1u << i)
			tell(c, forms[i], dbn_pos_at(p->table.csv.file, p->table.csv.odd_line[i], 1), file, NO_ARG,
			     NO_ARG, NO_ARG);
	if (p->id.exists && p->table.id == DBN_EVENTS && p->id.size > (int64_t)p->bytes.len)
		tell(c, DBN_MSG_TORN_LINE, dbn_pos_at(p->table.csv.file, lines_of(p->bytes) + 1, 1), file, NO_ARG,
		     NO_ARG, NO_ARG);
}

/* ---- cells ---- */

static void add_words(struct dbn_buf *out, enum dbn_vocabulary v)
{
	for (int i = 0; i < dbn_word_count(v); i++) {
		if (i)
			dbn_buf_addc(out, ' ');
		dbn_buf_addz(out, dbn_word(v, i));
	}
}

/* The vocabulary of a column; -1 where it has none of its own. */
static int vocabulary_of(enum dbn_table_id table, size_t column)
{
	if (table == DBN_EVENTS && column == DBN_EVENT_KIND)
		return DBN_WORDS_EVENT;
	if (table != DBN_TASKS)
		return -1;
	return column == DBN_TASK_STATE ? DBN_WORDS_STATE : column == DBN_TASK_KIND ? DBN_WORDS_KIND :
	       column == DBN_TASK_LEAD_FROM ? DBN_WORDS_LEAD_FROM : -1;
}

static const char ops[] = "ge gt le lt eq approx in";

static bool word_is_good(enum dbn_table_id table, size_t column, struct dbn_str v)
{
	int vocabulary = vocabulary_of(table, column);
	struct dbn_str rest = dbn_str_of(ops);

	if (table != DBN_TARGETS || column != DBN_TARGET_OP)
		return vocabulary < 0 || dbn_word_find((enum dbn_vocabulary)vocabulary, v) >= 0;
	while (rest.ptr)
		if (dbn_str_eq(dbn_str_split(&rest, ' '), v))
			return true;
	return false;
}

bool cell_is_good(enum dbn_table_id table, size_t column, struct dbn_str v)
{
	size_t count;
	const struct dbn_column *columns = dbn_columns(table, &count);
	int32_t n;

	if (!v.len)
		return true;
	switch (columns[column].type) {
	case DBN_TYPE_DAY:
		return dbn_day_parse(v) != DBN_NO_DAY;
	case DBN_TYPE_COUNT:
		return dbn_str_uint(v, &n) && (table != DBN_TASKS || n <= 100);
	case DBN_TYPE_INSTANT:
		return dbn_instant_valid(v);
	case DBN_TYPE_WORD:
		return word_is_good(table, column, v);
	default:
		return true;
	}
}

static void tell_word(const struct check *c, const struct table *t, struct dbn_pos pos, size_t column,
		      struct dbn_str v, struct dbn_str name)
{
	struct dbn_buf words;

	dbn_buf_init(&words, DBN_ARG_MAX);
	if (t->id == DBN_TARGETS)
		dbn_buf_addz(&words, ops);
	else
		add_words(&words, (enum dbn_vocabulary)vocabulary_of(t->id, column));
	tell(c, DBN_MSG_BAD_WORD, pos, v, name, dbn_buf_str(&words), NO_ARG);
	dbn_buf_release(&words);
}

static void check_cell(const struct check *c, const struct table *t, size_t row, size_t column,
		       const struct dbn_column *rule)
{
	struct dbn_str v = table_cell(t, row, column), name = dbn_str_of(rule->name);
	struct dbn_pos pos;

	if (cell_is_good(t->id, column, v))
		return;
	pos = cell_pos(t, row, t->place[column]);
	if (rule->type == DBN_TYPE_WORD)
		tell_word(c, t, pos, column, v, name);
	else
		tell(c, rule->type == DBN_TYPE_DAY ? DBN_MSG_BAD_DAY : rule->type == DBN_TYPE_COUNT ? DBN_MSG_BAD_COUNT :
									     DBN_MSG_BAD_INSTANT,
		     pos, v, name, NO_ARG, NO_ARG);
}

bool looks_replaced(struct dbn_str s)
{
	return dbn_str_find(s, DBN_STR("??")) != DBN_NONE || dbn_str_find(s, DBN_STR("\xef\xbf\xbd")) != DBN_NONE;
}

void check_cells(const struct check *c, const struct table *t)
{
	size_t count;
	const struct dbn_column *columns = dbn_columns(t->id, &count);

	for (size_t i = 0; i < t->csv.row_count; i++) {
		if (row_is_ragged(t, i))
			continue; /* its cells stand under other headings: said with its line */
		for (size_t k = 0; k < count; k++)
			check_cell(c, t, i, k, &columns[k]);
		if (t->id == DBN_TASKS) /* there the events know better: check_rows.c */
			continue;
		for (size_t k = 0; k < t->csv.header_count; k++)
			if (looks_replaced(t->csv.rows[i].cells[k]))
				tell(c, DBN_MSG_REPLACED_MAYBE, cell_pos(t, i, k), table_cell(t, i, 0),
				     t->csv.header[k], NO_ARG, NO_ARG);
	}
}

/* ---- units.csv ---- */

void check_units(const struct check *c)
{
	const struct ledger_store *s = c->l->store;
	const struct table *t = &s->units.table;
	struct map names;

	if (!map_init(&names, &c->l->arena, t->csv.row_count * 4))
		return;
	for (size_t i = 0; i < t->csv.row_count; i++) {
		struct dbn_str unit = table_cell(t, i, DBN_UNIT_UNIT);

		if (unit.len && map_add(&names, unit, i) != DBN_NONE)
			tell(c, DBN_MSG_UNIT_TWICE, cell_pos(t, i, t->place[DBN_UNIT_UNIT]), unit, NO_ARG, NO_ARG, NO_ARG);
	}
	for (size_t i = 0; i < t->csv.row_count; i++) {
		struct dbn_str rest = table_cell(t, i, DBN_UNIT_ALIASES);

		while (rest.ptr && rest.len) {
			struct dbn_str alias = dbn_str_split(&rest, ';');
			size_t other = alias.len ? map_add(&names, alias, i) : DBN_NONE;

			if (other != DBN_NONE && !dbn_str_eq(table_cell(t, other, DBN_UNIT_UNIT), table_cell(t, i, DBN_UNIT_UNIT)))
				tell(c, DBN_MSG_ALIAS_AMBIGUOUS, cell_pos(t, i, t->place[DBN_UNIT_ALIASES]), alias,
				     table_cell(t, other, DBN_UNIT_UNIT), table_cell(t, i, DBN_UNIT_UNIT), NO_ARG);
		}
	}
}
