/*
 * grid.c - tables as people leave them in text, to grids of cells: TAB or bars
 * between cells; one cell a line is grid_cells.c, blanks between them grid_blanks.c.
 */
#include <string.h>

#include "dubanc/text.h"
#include "field.h"
#include "grid.h"
#include "../text/scan.h"

enum { COLUMNS_MIN = 2, QUOTED_LINES_MAX = 40 };

/* ---- column headings ---- */

struct dbn_str dbn_column_bare(struct dbn_str s)
{
	size_t open = dbn_str_find(s, DBN_STR("（"));

	if (open != DBN_NONE && open > 0)
		s.len = open;
	return dbn_scan_strip(s);
}

bool grid_is_seq_word(struct dbn_str s)
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
	if (grid_is_seq_word(s))
		return COLUMN_SEQ;
	/* 责任单位及责任人, 责任单位名称: names of units, whatever stands with them */
	if (label == LABEL_NONE && dbn_scan_ends_any(s, "单位及责任人|单位和责任人|单位、责任人|部门及责任人|部门和责任人|单位名称|部门名称|单位及负责人|单位和负责人"))
		label = dbn_label_word(dbn_scan_cut_end(s, "及责任人|和责任人|、责任人|名称|及负责人|和负责人"));
	if (label == LABEL_UNITS && dbn_scan_ends_any(heading, "（牵头）|（主办）"))
		return COLUMN_LEAD;
	if (label == LABEL_UNITS && dbn_scan_ends_any(heading, "（配合）|（协办）|（参与）"))
		return COLUMN_COOP;
	if (dbn_scan_is_any(s, "被督办单位|被督查单位|共同责任单位"))
		return dbn_scan_starts(s, "共同") ? COLUMN_COOP : COLUMN_UNITS;
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
	if (table_period(s))
		return COLUMN_MEASURE;
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
	if (dbn_scan_ends_any(s, "时限|期限|完成时间|时间节点|竣工时间|完工时间|办结时间|交付时间|投用时间|建成时间|结束时间|截止时间"))
		return COLUMN_LIMIT;
	if (dbn_scan_ends_any(s, "开工时间|开始时间|启动时间|起始时间|交办时间|批示时间|下达时间|发现时间|检查时间|立项时间"))
		return COLUMN_OTHER;
	if (dbn_scan_ends_any(s, "任务|事项|内容|项目|指标|问题|工作|名称|案由|事由|标题|题目|议题"))
		return COLUMN_TASK;
	if (dbn_scan_ends_any(s, "编号|文号|案号|代码|编码|类别|分类|类型|领域|板块"))
		return COLUMN_OTHER;
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

struct grid_row *grid_add_row(struct reader *r, struct grid *g, size_t line)
{
	struct grid_row *row = DBN_PUSH(r->arena, g);

	if (!row)
		return NULL;
	row->cells = dbn_arena_alloc(r->arena, g->columns, sizeof *row->cells);
	row->line = row->last = line;
	return row->cells ? row : NULL;
}

struct dbn_str grid_glue(struct reader *r, struct dbn_str a, struct dbn_str b)
{
	struct dbn_str parts[] = { a, b };

	return !a.len ? b : !b.len ? a : dbn_arena_join(r->arena, parts, 2);
}

int grid_add_cells(struct reader *r, struct grid *g, const struct cells *cells, size_t line)
{
	struct grid_row *row = grid_add_row(r, g, line);

	if (!row)
		return dbn_fail_memory(r->err);
	row->count = cells->count;
	for (size_t i = 0; i < cells->count; i++) {
		size_t to = i < g->columns ? i : g->columns - 1;

		row->cells[to] = grid_glue(r, row->cells[to], cells->items[i]);
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

bool grid_is_text(const struct line *l)
{
	return l->kind == LINE_TEXT;
}

bool grid_skips(const struct line *l)
{
	return l->kind == LINE_PAGE || l->kind == LINE_NOISE || l->kind == LINE_RULE;
}

void grid_mark_rows(struct reader *r, const struct grid *g)
{
	for (size_t i = g->first; i <= g->last; i++) {
		if (grid_is_text(&r->lines.items[i]))
			r->lines.items[i].kind = LINE_ROW;
	}
}

/* ---- TAB and bars: a row a line ---- */

bool grid_next_has_cells(const struct reader *r, size_t i)
{
	for (i++; i < r->lines.count; i++) {
		if (!grid_skips(&r->lines.items[i]))
			return grid_is_text(&r->lines.items[i]) && r->lines.items[i].cells;
	}
	return false;
}

/* A line without cells inside a table: a section, or more of the last cell. */
static bool belongs(struct reader *r, const struct grid *g, size_t i)
{
	const struct line *l = &r->lines.items[i];
	const struct grid_row *last = &g->items[g->count - 1];
	struct dbn_str section;

	if (l->text.len > 300 || !grid_next_has_cells(r, i))
		return false;
	if (grid_section(r, l, &section))
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
			rules += grid_next_has_cells(r, i);
		else if (!grid_skips(l) && !(grid_is_text(l) && l->cells))
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
		row->cells[i] = grid_glue(r, row->cells[i], cells->items[i]);
	row->last = line;
}

/* Whether the last cell of a line of TABs was quoted for the breaks inside it, and goes on. */
static bool is_open_quoted(struct dbn_str whole)
{
	size_t quotes = 0, start = whole.len;

	while (start > 0 && whole.ptr[start - 1] != '\t')
		start--;
	if (start == 0 || start == whole.len || whole.ptr[start] != '"')
		return false;
	for (size_t i = start; i < whole.len; i++)
		quotes += whole.ptr[i] == '"';
	return quotes % 2 == 1;
}

/* The line with those that its quoted cells run on over; *last becomes the last of them. */
static struct dbn_str whole_row(const struct reader *r, size_t i, size_t *last)
{
	const struct line *lines = r->lines.items;
	struct dbn_str whole = lines[i].whole;
	size_t from = lines[i].off - (size_t)(lines[i].raw.ptr - lines[i].whole.ptr);

	*last = i;
	if (!is_open_quoted(whole) || lines[i].raw.ptr < whole.ptr || lines[i].raw.ptr > whole.ptr + whole.len)
		return whole;
	for (size_t k = i + 1; k < r->lines.count && k <= i + QUOTED_LINES_MAX; k++) {
		struct dbn_str longer = dbn_str_sub(r->source, from, lines[k].off + lines[k].raw.len - from);

		if (is_open_quoted(longer))
			continue;
		*last = k;
		return longer;
	}
	return whole;
}

/* 序号, 整改任务, 责任科室 below the rows of another table: all of it headings, and others than those. */
static bool heads_another(const struct reader *r, const struct grid *g, const struct cells *cells)
{
	size_t same = 0;

	if (cells->count < COLUMNS_MIN + 1 || !grid_is_seq_word(cells->items[0]) || !grid_is_heading(r, cells))
		return false;
	for (size_t i = 0; i < cells->count; i++) {
		if (cells->items[i].len && dbn_column_of(r, cells->items[i]) == COLUMN_NONE)
			return false;
		same += i < g->columns && dbn_str_eq(cells->items[i], g->items[0].cells[i]);
	}
	return same < cells->count;
}

/* |||市水利局|: in a table without a frame the first bar closes an empty cell. */
static int split_row(struct reader *r, struct dbn_str whole, bool framed, struct cells *cells)
{
	int code = dbn_cells_split(r, whole, cells);
	struct dbn_str *last;
	bool empty = whole.len && whole.ptr[0] == '|' && !framed;

	if (code || !empty)
		return code;
	last = DBN_PUSH(r->arena, cells);
	if (!last)
		return dbn_fail_memory(r->err);
	for (size_t i = cells->count - 1; i > 0; i--)
		cells->items[i] = cells->items[i - 1];
	cells->items[0] = (struct dbn_str) { "", 0 };
	return DBN_OK;
}

static int read_lines(struct reader *r, size_t first, const struct cells *heading, size_t *next)
{
	struct grid *g = grid_add(r, first, heading->count);
	struct cells cells = { NULL, 0, 0 };
	bool ruled = is_ruled(r, first), framed = r->lines.items[first].raw.ptr[0] == '|';
	int code;

	if (!g)
		return dbn_fail_memory(r->err);
	code = grid_add_cells(r, g, heading, first);
	for (size_t i = first + 1; i < r->lines.count && !code; i++) {
		struct line *l = &r->lines.items[i];

		if (grid_skips(l))
			continue;
		if (!grid_is_text(l))
			break;
		if (l->cells ||
		    (memchr(l->whole.ptr, '\t', l->whole.len) && grid_next_has_cells(r, i))) {
			size_t row = i;

			cells = (struct cells) { NULL, 0, 0 };
			code = split_row(r, whole_row(r, row, &i), framed, &cells);
			if (!code && g->count > 1 && heads_another(r, g, &cells))
				break;
			if (!code && ruled && continues_row(r, &cells, row))
				add_to_row(r, g, &cells, i);
			else if (!code)
				code = grid_add_cells(r, g, &cells, row);
			g->items[g->count - 1].last = i;
		} else if (belongs(r, g, i)) {
			struct grid_row *last = &g->items[g->count - 1];
			struct dbn_str section;

			if (grid_section(r, l, &section)) {
				cells = (struct cells) { &section, 1, 1 };
				code = grid_add_cells(r, g, &cells, i);
			} else {
				size_t to = last->count ? last->count - 1 : 0;

				last->cells[to] = grid_glue(r, last->cells[to], l->text);
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

/* ---- finding them ---- */

/* A row of units' names above a row of marks. */
static int is_matrix(struct reader *r, size_t first, const struct cells *head, bool *matrix)
{
	struct cells below = { NULL, 0, 0 };
	size_t i = first + 1;
	int code;

	*matrix = false;
	while (i < r->lines.count && grid_skips(&r->lines.items[i]))
		i++;
	if (i == r->lines.count || head->count < 3)
		return DBN_OK;
	code = dbn_cells_split(r, r->lines.items[i].whole, &below);
	*matrix = !code && dbn_matrix_heads(head->items, head->count, below.items, below.count);
	return code;
}

/* A CSV table whose heading stands at a line; *next moves behind it. */
static int read_csv(struct reader *r, size_t i, size_t *next)
{
	const struct line *l = &r->lines.items[i];
	struct cells cells = { NULL, 0, 0 };
	char sign = grid_csv_sign(l->raw);
	size_t at = l->off;
	int code = grid_csv_row(r, dbn_str_sub(r->source, 0, l->off + 4000), sign, &at, &cells);

	if (code || cells.count < 3 || cells.count > COLUMNS_MAX || !is_heading_row(r, cells.items, cells.count))
		return code;
	grid_strip_commas(r, i);
	return grid_read_csv(r, i, cells.count, sign, next);
}

/* Whether a column of the heading is of units. */
static bool has_units(const struct reader *r, const struct grid_row *heading, size_t columns)
{
	for (size_t i = 0; i < columns; i++) {
		enum column kind = dbn_column_of(r, heading->cells[i]);

		if (kind >= COLUMN_LEAD && kind <= COLUMN_UNITS)
			return true;
	}
	return false;
}

/* 责任单位：区民政局 on the line above a table without such a column answers for its rows. */
static void take_units_above(struct reader *r, struct grid *g)
{
	size_t i = g->first;
	struct label label;
	struct line *l;

	while (i > 0 && grid_skips(&r->lines.items[i - 1]))
		i--;
	l = i ? &r->lines.items[i - 1] : NULL;
	if (!l || l->kind != LINE_TEXT || l->cells || !dbn_label_at(l->text, 0, &label) ||
	    !dbn_label_names_units(label.kind) || label.kind == LABEL_SUPERVISE || label.len == l->text.len ||
	    dbn_scan_has(l->text, "。") || has_units(r, &g->items[0], g->columns) ||
	    (g->count > 1 && has_units(r, &g->items[1], g->columns)))
		return;
	g->units = l->text;
	l->kind = LINE_TAIL; /* no text, and the end of a table above it */
}

bool dbn_grid_begins(const struct reader *r, size_t line)
{
	size_t low = 0, high = r->grids.count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (r->grids.items[mid].first < line)
			low = mid + 1;
		else
			high = mid;
	}
	return low < r->grids.count && r->grids.items[low].first == line;
}

int dbn_tables_mark(struct reader *r)
{
	int code = DBN_OK;

	for (size_t i = 0; i < r->lines.count && !code;) {
		struct line *l = &r->lines.items[i];
		struct cells cells = { NULL, 0, 0 };
		size_t next = i + 1, n;

		if (!grid_is_text(l)) {
			i = next;
			continue;
		}
		if (l->cells && (n = grid_count_headings(r, i)) > 0) {
			code = grid_read_stream(r, i, n, &next);
		} else if (l->cells) {
			bool matrix = false;

			code = dbn_cells_split(r, l->whole, &cells);
			if (!code && cells.count <= COLUMNS_MAX)
				code = is_matrix(r, i, &cells, &matrix);
			if (!code && cells.count <= COLUMNS_MAX &&
			    (matrix || is_heading_row(r, cells.items, cells.count)))
				code = read_lines(r, i, &cells, &next);
		} else if (l->text.len < 30 && (n = grid_count_plain(r, i)) > 0) {
			code = grid_read_plain(r, i, n, &next);
		} else if (grid_is_seq_word(dbn_str_sub(l->text, 0, strlen("序号"))) && !grid_csv_sign(l->raw)) {
			code = grid_read_blanks(r, i, &next);
		} else if (l->text.len < 2000 && grid_csv_sign(l->raw)) {
			code = read_csv(r, i, &next);
		} else if (l->text.len < 300 && dbn_scan_has_any(l->raw, "  |\xe3\x80\x80")) {
			code = grid_read_blanks(r, i, &next);
		}
		i = next;
	}
	for (size_t i = 0; i < r->grids.count; i++)
		take_units_above(r, &r->grids.items[i]);
	return code;
}
