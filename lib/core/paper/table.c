/* table.c - grids to items: a row a task (GOLD 3, "table rows"). */
#include "dubanc/text.h"
#include "grid.h"
#include "../text/scan.h"

struct table {
	struct reader *r;
	const struct grid *grid;
	struct layout layout;
	struct dbn_str root, prefix;        /* 附; 表, 表2, 附/表 */
	struct dbn_str section, mark;       /* the section row above: its title, its number */
	struct dbn_str class;		    /* of a roll: the last cell of its column of sections */
	struct dbn_str person[COLUMNS_MAX]; /* merged cells hold on downwards */
	size_t unnumbered;
	int last_seq;
	bool by_section; /* numbers start again in each section */
	size_t line;	/* of the document: that of the row */
	size_t problem; /* bytes of the row's text that say what is wrong */
};

static bool is_nothing(struct dbn_str s)
{
	return s.len == 0 || dbn_scan_is_any(s, "无|—|——|-|--|/|／|暂无|\\|－|――|无。|…");
}

/* ---- kinds of rows ---- */

static size_t filled_cells(const struct grid_row *row, size_t columns, size_t *which)
{
	size_t n = 0;

	for (size_t i = 0; i < columns; i++) {
		if (!row->cells[i].len)
			continue;
		/* Merged cells may be written out in each column. */
		if (n && dbn_str_eq(row->cells[i], row->cells[*which]))
			continue;
		if (!n)
			*which = i;
		n++;
	}
	return n;
}

static bool is_heading_again(const struct layout *l, const struct grid_row *row)
{
	size_t same = 0, filled = 0;

	for (size_t i = 0; i < l->count; i++) {
		filled += l->heading[i].len > 0;
		same += l->heading[i].len && dbn_str_eq(l->heading[i], row->cells[i]);
	}
	return filled && same * 2 > filled;
}

static bool is_note(struct dbn_str s)
{
	return dbn_scan_any_at(
		   s, 0, "注：|注:|说明：|备注：|填表|制表|注1|合计|总计|小计|（续表|续表|单位：") >
	       0;
}

/* （2024—2026年）: a remark on the heading above it, in a row of its own. */
static bool is_bracketed(struct dbn_str s)
{
	size_t at = 0;

	return dbn_scan_is_open(dbn_utf8_next(s, &at)) && dbn_scan_is_close(dbn_scan_last(s)) &&
	       dbn_scan_depth(dbn_str_sub(s, 0, s.len - 3), 0) == 1;
}

/* ---- one row ---- */

/* The units of a clause in a cell, or above the table, into the row's; *c: the whole of it. */
static int add_clause(struct table *t, struct dbn_str text, enum dbn_clause_form form, struct dbn_clause *c,
		      struct dbn_clause *to)
{
	struct reader *r = t->r;
	struct dbn_clause_ctx ctx = { .level = r->doc->head.level,
				      .lead_rule = r->doc->head.lead_rule,
				      .star_leads = r->stars,
				      .star_rest = r->star_rest,
				      .limits = &r->limits };
	struct dbn_err err = { .code = DBN_OK };
	int code;

	*c = (struct dbn_clause) { .labelled = false };
	code = dbn_clause_parse(r->arena, text, form, &ctx, c, &err);
	if (code)
		return dbn_row_refuse(r, &err, t->line);
	for (size_t i = 0; i < DBN_ROLE_COUNT; i++)
		to->open[i] = to->open[i] || c->open[i];
	to->doubts |= c->doubts;
	return dbn_row_add_parties(r, to, &c->parties, t->line);
}

static int add_units(struct table *t, struct dbn_str cell, enum column kind, struct dbn_clause *to)
{
	static const enum dbn_clause_form forms[] = {
		[COLUMN_LEAD] = DBN_CLAUSE_LEAD,
		[COLUMN_COOP] = DBN_CLAUSE_COOP,
		[COLUMN_UNITS] = DBN_CLAUSE_UNITS,
		[COLUMN_SUPERVISE] = DBN_CLAUSE_SUPERVISE,
	};
	struct dbn_clause c;
	int code;

	if (is_nothing(cell))
		return DBN_OK;
	code = add_clause(t, cell, forms[kind], &c, to);
	for (size_t i = 0; !code && i < c.limits.count; i++) {
		struct dbn_limit *l = DBN_PUSH(t->r->arena, &to->limits);

		if (!l)
			return dbn_fail_memory(t->r->err);
		*l = c.limits.items[i];
	}
	return code;
}

/* 责任单位：X；配合单位：Y on the line above the table, for a row that names nobody. */
static int add_units_above(struct table *t, struct dbn_clause *to)
{
	struct dbn_clause c;

	return add_clause(t, t->grid->units, DBN_CLAUSE_FREE, &c, to);
}

/* ● below 市教育局: the column's unit in the role that the mark stands for. */
static int add_marked(struct table *t, size_t column, struct dbn_str cell, struct dbn_item *item)
{
	static const enum column columns[] = {
		[DBN_CLAUSE_LEAD] = COLUMN_LEAD,
		[DBN_CLAUSE_COOP] = COLUMN_COOP,
		[DBN_CLAUSE_UNITS] = COLUMN_UNITS,
		[DBN_CLAUSE_SUPERVISE] = COLUMN_SUPERVISE,
	};
	bool doubt;
	enum dbn_clause_form form = dbn_matrix_form(t->r, cell, &doubt);

	if (doubt)
		item->doubts |= form == DBN_CLAUSE_FREE ? DBN_DOUBT_BIT(CLAUSE_UNREAD)
							: DBN_DOUBT_BIT(LEAD_MARK);
	return form == DBN_CLAUSE_FREE
		   ? DBN_OK
		   : add_units(t, t->layout.heading[column], columns[form], &item->clause);
}

static int add_person(struct table *t, size_t column, struct dbn_str cell, struct dbn_clause *to)
{
	struct dbn_person *p;

	if (cell.len)
		t->person[column] = cell;
	if (is_nothing(t->person[column]))
		return DBN_OK;
	p = DBN_PUSH(t->r->arena, &to->persons);
	if (!p)
		return dbn_fail_memory(t->r->err);
	*p = (struct dbn_person) { t->layout.heading[column], t->person[column] };
	return DBN_OK;
}

static int add_text(struct table *t, struct dbn_str *to, struct dbn_str cell)
{
	uint32_t last = dbn_scan_last(*to);
	bool joined = !to->len || dbn_scan_is_end(last) || last == 0xff1a || table_is_bare_value(cell);
	struct dbn_str parts[] = { *to, joined ? DBN_STR("") : DBN_STR("。"), cell };

	if (is_nothing(cell))
		return DBN_OK;
	*to = dbn_arena_join(t->r->arena, parts, 3);
	return t->r->arena->failed ? dbn_fail_memory(t->r->err) : DBN_OK;
}

/* Whether the cell says a day or month of its own: 6月28日通车. */
static bool is_dated(struct table *t, struct dbn_str cell)
{
	struct dbn_limits found = { NULL, 0, 0 };

	if (dbn_deadline_find(t->r->arena, cell, DBN_PLACE_BODY, &t->r->limits, &found, t->r->err))
		return false;
	for (size_t i = 0; i < found.count; i++)
		if (found.items[i].due != DBN_NO_DAY && !dbn_str_starts(found.items[i].code, DBN_STR("every")))
			return true;
	return false;
}

/*
 * 完成路基30% under 二季度目标: to be reached by the end of that part of the year, unless the cell
 * has a day of its own; 15日前挂网 under 4月 is said as one.
 */
static struct dbn_str of_period(struct table *t, size_t column, struct dbn_str cell)
{
	struct dbn_str heading = t->layout.heading[column];
	size_t n = table_period(heading);
	struct dbn_str parts[] = { dbn_str_sub(heading, 0, n), { "", 0 }, cell };

	if (!n || is_nothing(cell) || dbn_str_starts(cell, parts[0]))
		return cell;
	if (dbn_scan_ends(parts[0], "份"))
		parts[0].len -= strlen("份");
	if (dbn_scan_is_digit(dbn_scan_cp(cell, 0)) && dbn_scan_has_any(dbn_str_sub(cell, 0, 5), "日"))
		return dbn_arena_join(t->r->arena, parts, 3);
	if (is_dated(t, cell))
		return cell;
	if (dbn_scan_ends(parts[0], "月"))
		parts[1] = DBN_STR("底前");
	else if (dbn_scan_ends(parts[0], "季度"))
		parts[1] = DBN_STR("末前");
	return dbn_arena_join(t->r->arena, parts, 3);
}

/* Under headings in two lines (立项批复, 施工许可 below 完成时限) each cell is a limit; else the last says it. */
static int add_limit(struct table *t, struct dbn_str cell, struct dbn_str *limit)
{
	struct dbn_str parts[] = { *limit, DBN_STR("；"), cell };

	*limit = t->layout.two_lines && limit->len ? dbn_arena_join(t->r->arena, parts, 3) : cell;
	return t->r->arena->failed ? dbn_fail_memory(t->r->err) : DBN_OK;
}

static int read_cells(struct table *t, const struct grid_row *row, struct dbn_item *item,
		      struct dbn_str *limit)
{
	int code = DBN_OK;

	t->problem = 0;
	t->line = t->r->lines.items[row->line].number;
	for (size_t i = 0; i < t->layout.count && !code; i++) {
		struct dbn_str cell = row->cells[i];

		switch (t->layout.kind[i]) {
		case COLUMN_TASK:
			if (!item->text.len && dbn_scan_has(t->layout.heading[i], "问题"))
				t->problem = cell.len;
			code = add_text(t, &item->text, cell);
			break;
		case COLUMN_MEASURE:
			code = add_text(t, &item->text, of_period(t, i, cell));
			break;
		case COLUMN_LEAD:
		case COLUMN_COOP:
		case COLUMN_UNITS:
		case COLUMN_SUPERVISE:
			code = add_units(t, cell, t->layout.kind[i], &item->clause);
			break;
		case COLUMN_UNIT:
			code = add_marked(t, i, cell, item);
			break;
		case COLUMN_PERSON:
			code = add_person(t, i, cell, &item->clause);
			break;
		case COLUMN_LIMIT:
			if (!is_nothing(cell))
				code = add_limit(t, t->r->roll ? dbn_roll_day(t->r->arena, cell) : cell, limit);
			break;
		case COLUMN_SECTION:
			/* Below a merged cell a spreadsheet of text has nothing. */
			t->class = cell.len ? cell : t->class;
			cell = t->class;
			/* fallthrough */
		default:
			if (item->roll)
				code = dbn_roll_cell(t->r, t->layout.kind[i], t->layout.heading[i], cell, item,
						     t->line);
			break;
		}
	}
	return code;
}

static int add_years(struct table *t, const struct grid_row *row, struct dbn_item *item)
{
	int code = DBN_OK;

	for (size_t i = 0; i < t->layout.count && !code; i++) {
		if (t->layout.kind[i] == COLUMN_YEAR)
			code = table_add_year(t->r, t->grid->caption, t->layout.heading[i], row->cells[i], item);
	}
	return code;
}

/* The cell the row is named after, without its marker; the marker in *m. */
static struct dbn_str task_cell(const struct table *t, const struct grid_row *row, struct marker *m)
{
	enum column wanted[] = { COLUMN_TASK, COLUMN_MEASURE };
	struct dbn_str bare = { "", 0 };

	m->kind = MARK_NONE;
	for (size_t k = 0; k < 2; k++) {
		for (size_t i = 0; i < t->layout.count; i++) {
			struct dbn_str cell = row->cells[i];

			if (t->layout.kind[i] != wanted[k] || is_nothing(cell))
				continue;
			if (dbn_marker_read(cell, m) && m->kind != MARK_BULLET && dbn_str_trim(dbn_str_from(cell, m->len)).len)
				return dbn_str_from(cell, m->len);
			bare = m->kind != MARK_NONE && m->kind != MARK_BULLET && !bare.len ? cell : bare;
			m->kind = MARK_NONE;
			if (!bare.len)
				return cell;
		}
	}
	return bare; /* a number and nothing else: still a row, and its title a doubt */
}

static struct dbn_str seq_cell(const struct table *t, const struct grid_row *row)
{
	struct dbn_str s = { "", 0 };

	for (size_t i = 0; i < t->layout.count && !s.len; i++) {
		if (t->layout.kind[i] == COLUMN_SEQ)
			s = row->cells[i];
	}
	while (s.len && dbn_scan_ends_any(s, ".|、|．"))
		s.len -= dbn_scan_ends(s, ".") ? 1 : 3;
	return s;
}

static struct dbn_str row_path(struct table *t, struct dbn_str seq, const struct marker *m)
{
	struct dbn_arena *a = t->r->arena;
	int32_t n;

	if (seq.len) {
		struct dbn_str prefix = t->prefix;

		if (dbn_str_uint(seq, &n)) {
			if (n <= t->last_seq && t->mark.len)
				t->by_section = true;
			t->last_seq = n;
		}
		if (t->by_section && t->mark.len)
			prefix = dbn_path_join(a, prefix, t->mark);
		return dbn_path_join(a, prefix, seq);
	}
	if (m->kind != MARK_NONE && !t->layout.seq)
		return dbn_path_join(a, t->root,
				     dbn_path_join(a, t->mark, dbn_marker_norm(a, m, 1)));
	return dbn_path_join(a, t->prefix, dbn_row_number(a, DBN_STR("#"), ++t->unnumbered));
}

static void section_row(struct table *t, struct dbn_str cell)
{
	struct marker m;

	for (size_t i = 0; i < COLUMNS_MAX; i++)
		t->person[i] = (struct dbn_str) { "", 0 };
	t->mark = (struct dbn_str) { "", 0 };
	if (dbn_marker_read(cell, &m)) {
		t->mark = dbn_marker_norm(t->r->arena, &m, 1);
		cell = dbn_str_from(cell, m.len);
	}
	t->section = cell;
}

/* 一、基础教育提质 in a merged cell in front of its tasks: their section, and its number. */
static void group_row(struct table *t, const struct grid_row *row)
{
	struct marker m;

	for (size_t i = 0; i < t->layout.count; i++) {
		struct dbn_str cell = row->cells[i];

		if (t->layout.kind[i] != COLUMN_GROUP || !cell.len || dbn_str_eq(cell, t->section))
			continue;
		t->mark = (struct dbn_str) { "", 0 };
		if (dbn_marker_read(cell, &m)) {
			t->mark = dbn_marker_norm(t->r->arena, &m, 1);
			cell = dbn_str_from(cell, m.len);
		}
		t->section = cell;
	}
}

/* 一 where the rows have 1, 2, 3: the number of a section. */
static bool is_section_number(struct dbn_str seq)
{
	size_t at = 0;
	struct marker m;

	return (dbn_scan_han_number(seq, &at) && at == seq.len) ||
	       (dbn_marker_read(seq, &m) && m.kind == MARK_HAN_PAREN && m.len == seq.len);
}

/* Its number in one cell, its name in the other, and nothing else in the row. */
static void section_cells(struct table *t, struct dbn_str seq, const struct grid_row *row, size_t number)
{
	struct dbn_str parts[] = { seq, DBN_STR("、"), { "", 0 } };

	for (size_t i = number + 1; i < t->layout.count && !parts[2].len; i++)
		parts[2] = row->cells[i];
	section_row(t, dbn_arena_join(t->r->arena, parts, 3));
}

/* Cells that continue the row above: nothing but units under a merged task. */
static int continue_row(struct table *t, const struct grid_row *row)
{
	struct dbn_item *last = &t->r->doc->items.items[t->r->doc->items.count - 1];
	struct dbn_str limit = { "", 0 };

	last->last_line = t->r->lines.items[row->last].number;
	return read_cells(t, row, last, &limit);
}

static int read_row(struct table *t, const struct grid_row *row, size_t first_item)
{
	struct reader *r = t->r;
	const struct line *l = &r->lines.items[row->line], *end = &r->lines.items[row->last];
	size_t which = 0, n = filled_cells(row, t->layout.count, &which);
	struct dbn_str seq = seq_cell(t, row), title, limit = { "", 0 };
	struct dbn_item item = { .from = DBN_FROM_TABLE }, *to;
	struct marker m = { .kind = MARK_NONE };
	bool years = false;
	int32_t number;
	int code;

	if (n == 0 || is_heading_again(&t->layout, row) || is_note(row->cells[which]) ||
	    (n == 1 && is_bracketed(row->cells[which])))
		return DBN_OK;
	/* Rows that were numbered ahead. */
	if (n == 1 && t->layout.kind[which] == COLUMN_SEQ && dbn_str_uint(row->cells[which], &number))
		return DBN_OK;
	if (n == 1 && t->layout.kind[which] >= COLUMN_LEAD && t->layout.kind[which] <= COLUMN_SUPERVISE &&
	    r->doc->items.count > first_item && dbn_clause_is_list(row->cells[which]))
		return continue_row(t, row);
	if (n == 1 && t->layout.kind[which] != COLUMN_TASK && t->layout.count > 1) {
		section_row(t, row->cells[which]);
		return DBN_OK;
	}
	if (n == 1 && dbn_marker_read(row->cells[which], &m) && m.kind <= MARK_HAN_PAREN) {
		section_row(t, row->cells[which]);
		return DBN_OK;
	}
	if (n == 2 && is_section_number(seq) && t->layout.kind[which] == COLUMN_SEQ) {
		section_cells(t, seq, row, which);
		return DBN_OK;
	}
	group_row(t, row);
	title = task_cell(t, row, &m);
	if (!title.len && !seq.len && r->doc->items.count > first_item)
		return continue_row(t, row);
	/* A row with its number and more, and no task: the cell above was merged over it, which no CSV says. */
	if (!title.len && dbn_str_uint(seq, &number) && r->doc->items.count > first_item) {
		title = r->doc->items.items[r->doc->items.count - 1].title;
		item.doubts |= DBN_DOUBT_BIT(TABLE_SHAPE);
	}
	if (!title.len)
		return DBN_OK;
	item.path = row_path(t, seq, &m);
	if (r->roll && !dbn_roll_begin(r, &item))
		return dbn_fail_memory(r->err);
	code = read_cells(t, row, &item, &limit);
	if (code)
		return code;
	if (item.roll)
		dbn_roll_end(&item);
	if (!code && t->grid->units.len && !item.clause.parties.count)
		code = add_units_above(t, &item.clause);
	if (code)
		return code;
	if (m.kind != MARK_NONE && item.text.len > m.len)
		item.text = dbn_str_from(item.text, m.len);
	item.title = dbn_str_trim(dbn_scan_title(title));
	if (!item.section.len)
		item.section = t->section;
	item.first_line = l->number;
	item.last_line = end->number;
	item.off = l->off;
	item.len = end->off + end->raw.len - l->off;
	item.ocr = l->ocr;
	if (t->layout.guessed)
		item.doubts |= DBN_DOUBT_BIT(ROLE_UNKNOWN);
	if (row->count != t->layout.count && row->count > 1 &&
	    (row->count + 1 != t->layout.count || t->grid->plain) &&
	    !(r->roll && row->count < t->layout.count)) /* a spreadsheet drops empty cells at the end */
		item.doubts |= DBN_DOUBT_BIT(TABLE_SHAPE);
	to = DBN_PUSH_LONG(r->arena, &r->doc->items);
	if (!to)
		return dbn_fail_memory(r->err);
	for (size_t i = 0; i < t->layout.count; i++)
		years = years || t->layout.kind[i] == COLUMN_YEAR;
	code = dbn_row_fill(r, &item, limit, NULL);
	dbn_row_forget_targets(&item, t->problem);
	if (!code && years)
		code = add_years(t, row, &item);
	r->doc->items.items[r->doc->items.count - 1] = item;
	return code;
}

/* ---- tables ---- */

static bool is_task_table(struct reader *r, const struct grid *g)
{
	struct layout l;
	bool limit = false;

	table_read_layout(r, &l, g);
	for (size_t i = 0; i < l.count; i++)
		limit = limit || l.kind[i] == COLUMN_LIMIT;
	return (l.units || g->units.len || r->ctx->map || (r->roll && limit)) && l.task && g->count > 1;
}

struct grid *dbn_table_at(struct reader *r, size_t first_line)
{
	size_t low = 0, high = r->grids.count;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (r->grids.items[mid].first <= first_line)
			low = mid;
		else
			high = mid;
	}
	if (!r->grids.count || r->grids.items[low].first != first_line ||
	    !is_task_table(r, &r->grids.items[low]))
		return NULL;
	return &r->grids.items[low];
}

int dbn_table_read(struct reader *r, const struct grid *grid, struct dbn_str prefix, size_t ordinal)
{
	struct table t = { .r = r, .grid = grid, .root = prefix };
	size_t first_item = r->doc->items.count, first_row = 1;
	int code = DBN_OK;

	table_read_layout(r, &t.layout, grid);
	t.prefix = dbn_path_join(r->arena, prefix,
				 ordinal ? dbn_row_number(r->arena, DBN_STR("表"), ordinal)
					 : DBN_STR("表"));
	first_row += t.layout.two_lines;
	if (r->roll) {
		t.section = ordinal ? dbn_roll_sheet(r, grid->first) : t.section;
		code = dbn_roll_layout(r, t.layout.heading, t.layout.count, r->lines.items[grid->first].number,
				       t.layout.kind);
	}
	for (size_t i = first_row; i < grid->count && !code;) {
		struct grid_row row = grid->items[i];

		i = r->roll ? dbn_roll_row(r, grid, t.layout.kind, i, &row) : i + 1;
		code = row.cells ? read_row(&t, &row, first_item) : dbn_fail_memory(r->err);
	}
	return code;
}
