/*
 * grid.c - tables as people leave them in text, to grids of cells: TAB or bars
 * between cells, one cell a line with a bar behind it or with nothing.
 */
#include <string.h>

#include "dubanc/text.h"
#include "field.h"
#include "grid.h"
#include "../text/scan.h"

enum { COLUMNS_MIN = 2, PLAIN_COLUMNS_MAX = 14, HEADING_BYTES_MAX = 45 };

/* ---- column headings ---- */

struct dbn_str dbn_column_bare(struct dbn_str s)
{
	size_t open = dbn_str_find(s, DBN_STR("（"));

	if (open != DBN_NONE && open > 0)
		s.len = open;
	return dbn_scan_strip(s);
}

static bool is_seq_word(struct dbn_str s)
{
	return dbn_scan_is_any(s,
			       "序号|编号|项号|项次|No.|NO.|No|序|顺序|任务编号|问题编号|事项编号");
}

enum column dbn_column_kind(struct dbn_str heading)
{
	static const enum column of_label[LABEL_COUNT] = {
		[LABEL_LEAD] = COLUMN_LEAD,     [LABEL_COOP] = COLUMN_COOP,
		[LABEL_UNITS] = COLUMN_UNITS,   [LABEL_SUPERVISE] = COLUMN_SUPERVISE,
		[LABEL_PERSON] = COLUMN_PERSON, [LABEL_LIMIT] = COLUMN_LIMIT,
		[LABEL_TASK] = COLUMN_TASK,     [LABEL_MEASURE] = COLUMN_MEASURE,
		[LABEL_GOAL] = COLUMN_MEASURE,  [LABEL_SOURCE] = COLUMN_OTHER,
	};
	struct dbn_str s = dbn_column_bare(heading);
	enum label_kind label = dbn_label_word(s);
	size_t at = 0;

	if (!s.len)
		return COLUMN_NONE;
	if (is_seq_word(s))
		return COLUMN_SEQ;
	if (label == LABEL_NONE)
		label = dbn_label_word_misread(s);
	if (label != LABEL_NONE)
		return of_label[label];
	if (s.len >= 7 && dbn_scan_number(s, &at) >= 1990 && dbn_scan_at(s, at, "年") && s.len < 40) {
		/* 2024年工作目标 is text, 2024年（个村） a figure of that year */
		at += dbn_scan_any_at(s, at, "年度|年");
		return at < s.len && s.len == heading.len ? dbn_column_kind(dbn_str_from(s, at))
							  : COLUMN_YEAR;
	}
	if (s.len > 45 || dbn_scan_has_any(s, "。|，|；"))
		return COLUMN_NONE;
	if (dbn_scan_ends_any(s, "单位|部门|科室|处室|学院"))
		return dbn_scan_has_any(s, "牵头|主办|承办|主责")        ? COLUMN_LEAD
		       : dbn_scan_has_any(s, "配合|协办|协同|参与|协助") ? COLUMN_COOP
		       : dbn_scan_has_any(s, "督|验收|指导|监管")        ? COLUMN_SUPERVISE
		       : dbn_scan_has_any(s, "责任|落实|实施|负责")      ? COLUMN_UNITS
									 : COLUMN_OTHER;
	if (dbn_scan_ends_any(s, "领导|责任人|负责人"))
		return COLUMN_PERSON;
	if (dbn_scan_ends_any(s, "时限|期限|完成时间|时间节点"))
		return COLUMN_LIMIT;
	if (dbn_scan_ends_any(s, "任务|事项|内容|项目|指标|问题|工作"))
		return COLUMN_TASK;
	/* 年度目标及形象进度; 目标完成情况 tells what is */
	if (dbn_scan_has(s, "目标") && dbn_scan_ends_any(s, "进度|安排|节点|计划"))
		return COLUMN_MEASURE;
	if (dbn_scan_ends_any(s, "措施|举措|要求|标准|目标"))
		return COLUMN_MEASURE;
	return COLUMN_NONE;
}

static bool is_sure(enum column kind)
{
	return kind == COLUMN_LEAD || kind == COLUMN_COOP || kind == COLUMN_UNITS ||
	       kind == COLUMN_SUPERVISE || kind == COLUMN_PERSON || kind == COLUMN_LIMIT;
}

/*
 * A row of headings: two known columns, one of them of units, persons or limits;
 * or numbers and tasks in front, where what the cells hold will tell the rest.
 */
static bool is_heading_row(const struct reader *r, const struct dbn_str *cells, size_t count)
{
	size_t known = 0, sure = 0, filled = 0;

	if (r->ctx->map && dbn_roll_names(r, cells, count))
		return true;
	for (size_t i = 0; i < count; i++) {
		enum column kind = dbn_column_of(r, cells[i]);

		filled += cells[i].len > 0;
		known += kind != COLUMN_NONE;
		sure += is_sure(kind);
	}
	if (count > 2 && filled == count && dbn_column_kind(cells[0]) == COLUMN_SEQ &&
	    dbn_column_kind(cells[1]) == COLUMN_TASK)
		return true;
	return known >= COLUMNS_MIN && sure > 0 && known * 2 >= filled;
}

bool grid_is_heading(const struct reader *r, const struct cells *cells)
{
	return is_heading_row(r, cells->items, cells->count);
}

/* ---- rows of a grid ---- */

static struct grid_row *add_row(struct reader *r, struct grid *g, size_t line)
{
	struct grid_row *row = DBN_PUSH(r->arena, g);

	if (!row)
		return NULL;
	row->cells = dbn_arena_alloc(r->arena, g->columns, sizeof *row->cells);
	row->line = row->last = line;
	return row->cells ? row : NULL;
}

static struct dbn_str glue(struct reader *r, struct dbn_str a, struct dbn_str b)
{
	struct dbn_str parts[] = { a, b };

	return !a.len ? b : !b.len ? a : dbn_arena_join(r->arena, parts, 2);
}

int grid_add_cells(struct reader *r, struct grid *g, const struct cells *cells, size_t line)
{
	struct grid_row *row = add_row(r, g, line);

	if (!row)
		return dbn_fail_memory(r->err);
	row->count = cells->count;
	for (size_t i = 0; i < cells->count; i++) {
		size_t to = i < g->columns ? i : g->columns - 1;

		row->cells[to] = glue(r, row->cells[to], cells->items[i]);
	}
	return DBN_OK;
}

struct grid *grid_add(struct reader *r, size_t first, size_t columns)
{
	struct grid *g = DBN_PUSH(r->arena, &r->grids);

	if (!g)
		return NULL;
	*g = (struct grid) { .first = first, .last = first, .columns = columns };
	for (size_t i = first; i > 0 && i + 4 > first; i--) {
		const struct line *l = &r->lines.items[i - 1];

		if (l->kind == LINE_TEXT && !l->cells && !dbn_scan_has(l->text, "。")) {
			g->caption = l->text;
			break;
		}
	}
	return g;
}

static bool is_text(const struct line *l)
{
	return l->kind == LINE_TEXT;
}

static bool skipped(const struct line *l)
{
	return l->kind == LINE_PAGE || l->kind == LINE_NOISE || l->kind == LINE_RULE;
}

void grid_mark_rows(struct reader *r, const struct grid *g)
{
	for (size_t i = g->first; i <= g->last; i++) {
		if (is_text(&r->lines.items[i]))
			r->lines.items[i].kind = LINE_ROW;
	}
}

/* ---- TAB and bars: a row a line ---- */

static bool next_has_cells(const struct reader *r, size_t i)
{
	for (i++; i < r->lines.count; i++) {
		if (!skipped(&r->lines.items[i]))
			return is_text(&r->lines.items[i]) && r->lines.items[i].cells;
	}
	return false;
}

/* A line without cells inside a table: a section, or more of the last cell. */
static bool belongs(const struct reader *r, const struct grid *g, size_t i)
{
	const struct line *l = &r->lines.items[i];
	const struct grid_row *last = &g->items[g->count - 1];
	struct marker m;

	if (l->text.len > 300 || !next_has_cells(r, i))
		return false;
	if (dbn_marker_read(l->text, &m) && (m.kind == MARK_HAN || m.kind == MARK_HAN_PAREN))
		return true;
	return !l->gap && last->count < g->columns;
}

/*
 * Whether rules part the rows of the table whose heading is at `first`: cells
 * on a second line between two rules are more of the row above them.
 */
static bool is_ruled(const struct reader *r, size_t first)
{
	size_t rules = 0;

	for (size_t i = first + 1; i < r->lines.count; i++) {
		const struct line *l = &r->lines.items[i];

		if (l->kind == LINE_RULE)
			rules += next_has_cells(r, i);
		else if (!skipped(l) && !(is_text(l) && l->cells))
			break;
	}
	return rules > 1;
}

/* More of the last row: no rule between, and nothing in the first column. */
static bool continues_row(const struct reader *r, const struct cells *cells, size_t i)
{
	return i > 0 && r->lines.items[i - 1].kind != LINE_RULE && cells->count > 1 &&
	       !cells->items[0].len;
}

static void add_to_row(struct reader *r, struct grid *g, const struct cells *cells, size_t line)
{
	struct grid_row *row = &g->items[g->count - 1];

	for (size_t i = 0; i < cells->count && i < g->columns; i++)
		row->cells[i] = glue(r, row->cells[i], cells->items[i]);
	row->last = line;
}

static int read_lines(struct reader *r, size_t first, const struct cells *heading, size_t *next)
{
	struct grid *g = grid_add(r, first, heading->count);
	struct cells cells = { NULL, 0, 0 };
	bool ruled = is_ruled(r, first);
	int code;

	if (!g)
		return dbn_fail_memory(r->err);
	code = grid_add_cells(r, g, heading, first);
	for (size_t i = first + 1; i < r->lines.count && !code; i++) {
		struct line *l = &r->lines.items[i];

		if (skipped(l))
			continue;
		if (!is_text(l))
			break;
		if (l->cells ||
		    (memchr(l->whole.ptr, '\t', l->whole.len) && next_has_cells(r, i))) {
			cells = (struct cells) { NULL, 0, 0 };
			code = dbn_cells_split(r, l->whole, &cells);
			if (!code && ruled && continues_row(r, &cells, i))
				add_to_row(r, g, &cells, i);
			else if (!code)
				code = grid_add_cells(r, g, &cells, i);
		} else if (belongs(r, g, i)) {
			struct marker m;
			struct grid_row *last = &g->items[g->count - 1];

			if (dbn_marker_read(l->text, &m)) {
				cells = (struct cells) { &l->text, 1, 1 };
				code = grid_add_cells(r, g, &cells, i);
			} else {
				size_t to = last->count ? last->count - 1 : 0;

				last->cells[to] = glue(r, last->cells[to], l->text);
				last->last = i;
			}
		} else {
			break;
		}
		g->last = i;
	}
	*next = g->last + 1;
	grid_mark_rows(r, g);
	return code;
}

/* ---- one cell a line, a bar behind it ---- */

static bool is_cell_line(const struct line *l)
{
	return is_text(l) && l->cells &&
	       (dbn_scan_ends(l->text, "｜") || l->text.ptr[l->text.len - 1] == '|') &&
	       dbn_scan_strip(dbn_str_sub(l->text, 0, l->text.len - 1)).len > 0 &&
	       !memchr(l->text.ptr, '|', l->text.len - 1);
}

static struct dbn_str cell_text(const struct line *l)
{
	struct dbn_str s = l->text;

	if (dbn_scan_ends(s, "｜"))
		s.len -= 3;
	else if (dbn_scan_ends(s, "|"))
		s.len--;
	return dbn_str_trim(s);
}

/* 1, or 1.召开大会 where no column is for the numbers: the row of that number begins. */
static bool begins_row(struct dbn_str s, bool numbered, int32_t want)
{
	struct marker m;
	int32_t n;

	return numbered ? dbn_str_uint(s, &n) && n == want
			: dbn_marker_read(s, &m) && m.kind == MARK_NUM && m.number == want;
}

static size_t count_headings(const struct reader *r, size_t first)
{
	struct dbn_str cells[COLUMNS_MAX];
	size_t n = 0;

	size_t known = 0;

	/* Down to the first row, where its number shows; else as far as we know the words. */
	for (size_t i = first; i < r->lines.count && n < PLAIN_COLUMNS_MAX; i++) {
		const struct line *l = &r->lines.items[i];
		struct marker m;

		if (!is_cell_line(l) || cell_text(l).len > HEADING_BYTES_MAX)
			break;
		if (n > 2 && (begins_row(cell_text(l), true, 1) || dbn_marker_read(cell_text(l), &m))) {
			known = n;
			break;
		}
		if (known == n && dbn_column_kind(cell_text(l)) != COLUMN_NONE)
			known++;
		cells[n++] = cell_text(l);
	}
	return known >= COLUMNS_MIN && is_heading_row(r, cells, known) ? known : 0;
}

/* Cells of the stream, filled into rows of as many columns as the heading has. */
static int read_stream(struct reader *r, size_t first, size_t columns, size_t *next)
{
	struct grid *g = grid_add(r, first, columns);
	struct dbn_str text = { "", 0 };
	size_t at = 0, start = first;
	struct grid_row *row = NULL;

	if (!g)
		return dbn_fail_memory(r->err);
	for (size_t i = first; i < r->lines.count; i++) {
		const struct line *l = &r->lines.items[i];
		struct marker m;

		if (skipped(l))
			continue;
		if (!is_text(l) || (!is_cell_line(l) && !text.len && !next_has_cells(r, i)) ||
		    (text.len > 6000))
			break;
		text = glue(r, text, cell_text(l));
		if (!is_cell_line(l))
			continue;
		if (at == 0 || at == columns) {
			row = add_row(r, g, start);
			if (!row)
				return dbn_fail_memory(r->err);
			at = 0;
		}
		row->cells[at++] = text;
		row->count = at;
		row->last = g->last = i;
		/* A section row is one cell only. */
		if (at == 1 && dbn_marker_read(text, &m) && m.kind == MARK_HAN &&
		    dbn_column_kind(g->items[0].cells[0]) == COLUMN_SEQ)
			at = columns;
		text = (struct dbn_str) { "", 0 };
		start = i + 1;
	}
	*next = g->last + 1;
	grid_mark_rows(r, g);
	return r->arena->failed ? dbn_fail_memory(r->err) : DBN_OK;
}

/* ---- one cell a line and nothing between ---- */

/*
 * How many headings stand from 序号, or a heading of tasks, down to the first
 * row; some may be words we do not know (提案案由).
 */
static size_t count_plain_headings(const struct reader *r, size_t first)
{
	struct dbn_str cells[COLUMNS_MAX];
	bool numbered = is_seq_word(r->lines.items[first].text);
	size_t n = 0;

	if (!numbered && dbn_column_kind(r->lines.items[first].text) != COLUMN_TASK)
		return 0;
	for (size_t i = first; i < r->lines.count && n < PLAIN_COLUMNS_MAX; i++) {
		const struct line *l = &r->lines.items[i];
		struct marker m;

		if (skipped(l) && !begins_row(l->text, numbered, 1))
			continue;
		if ((!is_text(l) && !skipped(l)) || l->cells || l->text.len > HEADING_BYTES_MAX)
			return 0;
		if (begins_row(l->text, numbered, 1) || dbn_marker_read(l->text, &m))
			break;
		cells[n++] = l->text;
	}
	return n >= 3 && is_heading_row(r, cells, n) ? n : 0;
}

/* Whether the heading stands here again, as on top of a new page. */
static bool heads_again(const struct reader *r, const struct grid *g, size_t i)
{
	size_t k = 0;

	for (; i < r->lines.count && k < g->columns; i++) {
		if (skipped(&r->lines.items[i]))
			continue;
		if (!is_text(&r->lines.items[i]) ||
		    !dbn_str_eq(r->lines.items[i].text, g->items[0].cells[k]))
			return false;
		k++;
	}
	return k == g->columns;
}

/* 一、服务发展 between two rows. */
static bool is_section_line(struct dbn_str s)
{
	struct marker m;

	return s.len <= 90 && !dbn_scan_has(s, "。") && dbn_marker_read(s, &m) &&
	       (m.kind == MARK_HAN || m.kind == MARK_HAN_PAREN);
}

/*
 * The lines behind the heading: rows are told by their numbers, each begins with
 * the next one. A row with fewer cells than the heading cannot be aligned.
 */
static int read_plain_rows(struct reader *r, struct grid *g, size_t from)
{
	bool numbered = dbn_column_kind(g->items[0].cells[0]) == COLUMN_SEQ;
	bool parted = r->lines.items[from].gap && r->lines.items[from - 1].gap; /* a blank line between cells */
	struct grid_row *row = NULL;
	int32_t want = 1;
	size_t skip = 0;

	for (size_t i = from; i < r->lines.count; i++) {
		const struct line *l = &r->lines.items[i];
		bool full = !row || row->count >= g->columns;
		/* 4 between blank lines looks like the number of a page. */
		bool begins = begins_row(l->text, numbered, want) && (full || is_text(l));

		if (skipped(l) && !begins)
			continue;
		if ((!is_text(l) && !begins) || l->cells || l->text.len > 900)
			break;
		if (parted && row && !l->gap && !begins) { /* a break inside a cell */
			row->cells[row->count - 1] = glue(r, row->cells[row->count - 1], l->text);
			row->last = g->last = i;
			continue;
		}
		if (skip || (row && heads_again(r, g, i))) {
			skip = (skip ? skip : g->columns) - 1;
			g->last = i;
			continue;
		}
		if (begins) {
			row = add_row(r, g, i);
			want++;
		} else if (full && is_section_line(l->text)) {
			row = add_row(r, g, i);
			if (row)
				row->count = g->columns - 1;
		} else if (full) {
			break;
		}
		if (!row)
			return dbn_fail_memory(r->err);
		row->cells[row->line == i ? 0 : row->count] = l->text;
		row->count++;
		row->last = g->last = i;
	}
	return DBN_OK;
}

static int read_plain(struct reader *r, size_t first, size_t columns, size_t *next)
{
	struct grid *g = grid_add(r, first, columns);
	struct cells heading = { NULL, 0, 0 };
	size_t i = first;
	int code;

	if (!g)
		return dbn_fail_memory(r->err);
	for (; heading.count < columns; i++) {
		struct dbn_str *cell =
		    skipped(&r->lines.items[i]) ? NULL : DBN_PUSH(r->arena, &heading);

		if (cell)
			*cell = r->lines.items[i].text;
		else if (r->arena->failed)
			return dbn_fail_memory(r->err);
	}
	code = grid_add_cells(r, g, &heading, first);
	g->last = i - 1;
	g->plain = true;
	if (!code)
		code = read_plain_rows(r, g, i);
	*next = g->last + 1;
	grid_mark_rows(r, g);
	return code;
}

/* ---- finding them ---- */

/* A row of units' names above a row of marks. */
static int is_matrix(struct reader *r, size_t first, const struct cells *head, bool *matrix)
{
	struct cells below = { NULL, 0, 0 };
	size_t i = first + 1;
	int code;

	*matrix = false;
	while (i < r->lines.count && skipped(&r->lines.items[i]))
		i++;
	if (i == r->lines.count || head->count < 3)
		return DBN_OK;
	code = dbn_cells_split(r, r->lines.items[i].whole, &below);
	*matrix = !code && dbn_matrix_heads(head->items, head->count, below.items, below.count);
	return code;
}

int dbn_tables_mark(struct reader *r)
{
	int code = DBN_OK;

	for (size_t i = 0; i < r->lines.count && !code;) {
		struct line *l = &r->lines.items[i];
		struct cells cells = { NULL, 0, 0 };
		size_t next = i + 1, n;

		if (!is_text(l)) {
			i = next;
			continue;
		}
		if (l->cells && (n = count_headings(r, i)) > 0) {
			code = read_stream(r, i, n, &next);
		} else if (l->cells) {
			bool matrix = false;

			code = dbn_cells_split(r, l->whole, &cells);
			if (!code && cells.count <= COLUMNS_MAX)
				code = is_matrix(r, i, &cells, &matrix);
			if (!code && cells.count <= COLUMNS_MAX &&
			    (matrix || is_heading_row(r, cells.items, cells.count)))
				code = read_lines(r, i, &cells, &next);
		} else if (l->text.len < 30 && (n = count_plain_headings(r, i)) > 0) {
			code = read_plain(r, i, n, &next);
		} else if (is_seq_word(dbn_str_sub(l->text, 0, strlen("序号"))) && !memchr(l->raw.ptr, ',', l->raw.len)) {
			code = grid_read_blanks(r, i, &next);
		} else if (l->text.len < 2000 && memchr(l->raw.ptr, ',', l->raw.len)) {
			size_t at = l->off;

			code = grid_csv_row(r, dbn_str_sub(r->source, 0, l->off + 4000), &at, &cells);
			if (!code && cells.count > 2 && cells.count <= COLUMNS_MAX &&
			    is_heading_row(r, cells.items, cells.count)) {
				grid_strip_commas(r, i);
				code = grid_read_csv(r, i, cells.count, &next);
			}
		}
		i = next;
	}
	return code;
}
