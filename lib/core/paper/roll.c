/*
 * roll.c - a 台账 from a spreadsheet: which columns it has, and what its cells
 * say of how far each task is. Only what is clear is taken.
 */
#include "dubanc/text.h"
#include "field.h"
#include "grid.h"
#include "../text/scan.h"

enum { SERIAL_MIN = 32874 /* 1990-01-01 */, SERIAL_MAX = 73050 /* 2099-12-31 */, SERIAL_ZERO = -25569 };

static const struct {
	enum column kind;
	const char *name, *shown, *words;
} columns[] = {
#define ROLL_COLUMN(kind, name, shown, words) { COLUMN_##kind, name, shown, words },
#include "dubanc/roll_columns.def"
#undef ROLL_COLUMN
};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* ---- the map ---- */

const char *dbn_roll_column_name(int column)
{
	return columns[column].name;
}

const char *dbn_roll_column_shown(int column)
{
	return columns[column].shown;
}

/* Headings are compared without blanks, which a spreadsheet breaks lines at. */
static struct dbn_str without_blanks(struct dbn_arena *arena, struct dbn_str s)
{
	struct dbn_buf b;

	dbn_buf_init(&b, s.len + 1);
	for (size_t at = 0; at < s.len;) {
		size_t start = at;
		uint32_t cp = dbn_utf8_next(s, &at);

		if (cp > ' ' && cp != 0x3000 && cp != 0xa0)
			dbn_buf_add(&b, dbn_str_sub(s, start, at - start));
	}
	return dbn_arena_take(arena, &b);
}

static int refuse(struct dbn_err *err, enum dbn_msg msg, struct dbn_str a, struct dbn_str b)
{
	struct dbn_str args[] = { a, b };

	return dbn_fail_str(err, DBN_EUSAGE, msg, dbn_pos_at(NULL, 0, 0), args, 2);
}

static int column_by_name(struct dbn_str name)
{
	for (int i = 0; i < COLUMNS; i++)
		if (dbn_str_eqz(name, columns[i].name) || dbn_str_eqz(name, columns[i].shown))
			return i;
	return -1;
}

static int unknown_column(struct dbn_str name, struct dbn_err *err)
{
	struct dbn_buf all;
	int code;

	dbn_buf_init(&all, 4096);
	for (int i = 0; i < COLUMNS; i++) {
		dbn_buf_addz(&all, i ? " " : "");
		dbn_buf_addz(&all, columns[i].name);
	}
	code = refuse(err, DBN_MSG_ROLL_NO_COLUMN, name, dbn_buf_str(&all));
	dbn_buf_release(&all);
	return code;
}

int dbn_roll_map_parse(struct dbn_arena *arena, struct dbn_str text, struct dbn_roll_map *out,
		       struct dbn_err *err)
{
	while (text.ptr) {
		struct dbn_str heading = dbn_str_split(&text, ',');
		struct dbn_str name = dbn_str_trim(dbn_str_split(&heading, '='));
		int column = column_by_name(name);
		struct dbn_roll_pair *pair;
		struct dbn_norm norm;

		heading = heading.ptr ? dbn_str_trim(heading) : DBN_STR("");
		if (column < 0)
			return unknown_column(name, err);
		if (!heading.len)
			return refuse(err, DBN_MSG_ROLL_NO_HEADING, name, name);
		if (dbn_normalise(arena, heading, &norm, err))
			return err->code;
		norm.text = without_blanks(arena, norm.text);
		for (size_t i = 0; i < out->count; i++)
			if (dbn_str_eq(out->items[i].heading, norm.text))
				return refuse(err, DBN_MSG_ROLL_TWICE, heading, heading);
		pair = DBN_PUSH(arena, out);
		if (!pair)
			return dbn_fail_memory(err);
		*pair = (struct dbn_roll_pair){ column, norm.text, heading };
	}
	return DBN_OK;
}

/* ---- columns ---- */

static int mapped(const struct reader *r, struct dbn_str heading)
{
	const struct dbn_roll_map *map = r->ctx->map;
	struct dbn_str bare = { "", 0 };

	if (!map || !heading.len)
		return -1;
	bare = without_blanks(r->arena, heading);
	for (size_t i = 0; i < map->count; i++)
		if (dbn_str_eq(map->items[i].heading, bare))
			return map->items[i].column;
	return -1;
}

bool dbn_roll_names(const struct reader *r, const struct dbn_str *cells, size_t count)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += mapped(r, cells[i]) >= 0;
	return found && found >= r->ctx->map->count;
}

enum column dbn_column_of(const struct reader *r, struct dbn_str heading)
{
	int column = mapped(r, heading);
	struct dbn_str bare;

	if (column >= 0)
		return columns[column].kind;
	if (!r->roll)
		return dbn_column_kind(heading);
	bare = without_blanks(r->arena, dbn_column_bare(heading));
	for (int i = 0; i < COLUMNS; i++)
		if (columns[i].words[0] && bare.len && dbn_scan_is_any(bare, columns[i].words))
			return columns[i].kind;
	return dbn_column_kind(bare);
}

static int column_of_kind(enum column kind)
{
	for (int i = 0; i < COLUMNS; i++)
		if (columns[i].kind == kind)
			return kind == COLUMN_OTHER ? -1 : i;
	return -1;
}

/* What the map names is meant alone; of two that were found the first is. */
static void settle(const struct reader *r, const struct dbn_str *headings, size_t count, enum column *kinds)
{
	bool named[COLUMN_OTHER + 1] = { false }, limit = false;

	for (size_t i = 0; i < count; i++) {
		named[kinds[i]] = named[kinds[i]] || mapped(r, headings[i]) >= 0;
		limit = limit || kinds[i] == COLUMN_LIMIT;
	}
	for (size_t i = 0; i < count; i++) {
		bool own = mapped(r, headings[i]) >= 0;

		/* 完成日期 beside 完成时限 is the day of the fact, alone it is the limit. */
		if (kinds[i] == COLUMN_DONE && !own && !limit)
			kinds[i] = COLUMN_LIMIT;
		if (named[kinds[i]] && !own)
			kinds[i] = kinds[i] == COLUMN_TASK ? COLUMN_MEASURE : COLUMN_OTHER;
		for (size_t k = 0; k < i && !own; k++)
			if (kinds[k] == kinds[i] && (kinds[i] == COLUMN_STATE || kinds[i] == COLUMN_PROGRESS ||
						     kinds[i] == COLUMN_DONE || kinds[i] == COLUMN_SECTION ||
						     kinds[i] == COLUMN_LIMIT || kinds[i] == COLUMN_SEQ))
				kinds[i] = COLUMN_OTHER;
	}
}

int dbn_roll_layout(struct reader *r, const struct dbn_str *headings, size_t count, size_t line,
		    enum column *kinds)
{
	struct dbn_roll_table *t = DBN_PUSH(r->arena, &r->doc->rolls);

	if (!t)
		return dbn_fail_memory(r->err);
	*t = (struct dbn_roll_table){ .line = line };
	settle(r, headings, count, kinds);
	for (size_t i = 0; i < count; i++) {
		struct dbn_roll_column *c;

		if (!headings[i].len || kinds[i] == COLUMN_UNIT || kinds[i] == COLUMN_YEAR)
			continue;
		c = DBN_PUSH(r->arena, &t->columns);
		if (!c)
			return dbn_fail_memory(r->err);
		*c = (struct dbn_roll_column){ headings[i], column_of_kind(kinds[i]) };
	}
	return DBN_OK;
}

/* ---- rows ---- */

/* The cell of the first column of a kind, or empty. */
static struct dbn_str cell_of(const struct grid *g, const enum column *kinds, const struct grid_row *row,
			      enum column kind)
{
	for (size_t i = 0; i < g->columns; i++)
		if (kinds[i] == kind)
			return row->cells[i];
	return (struct dbn_str){ "", 0 };
}

/* Whether something but a title of a section stands in the row. */
static bool has_duty(const struct grid *g, const enum column *kinds, const struct grid_row *row)
{
	for (size_t i = 1; i < g->columns; i++)
		if (row->cells[i].len && !dbn_str_eq(row->cells[i], row->cells[0]) &&
		    kinds[i] >= COLUMN_MEASURE && kinds[i] <= COLUMN_NOTE)
			return true;
	return false;
}

static bool belongs(const struct grid *g, const enum column *kinds, const struct grid_row *a,
		    const struct grid_row *b)
{
	struct dbn_str seq = cell_of(g, kinds, b, COLUMN_SEQ), title = cell_of(g, kinds, b, COLUMN_TASK);
	struct dbn_str limit = cell_of(g, kinds, b, COLUMN_LIMIT);

	if (!cell_of(g, kinds, a, COLUMN_TASK).len)
		return false;
	if (!seq.len && !title.len)
		return has_duty(g, kinds, b);
	return seq.len && dbn_str_eq(seq, cell_of(g, kinds, a, COLUMN_SEQ)) &&
	       dbn_str_eq(title, cell_of(g, kinds, a, COLUMN_TASK)) &&
	       (!limit.len || dbn_str_eq(limit, cell_of(g, kinds, a, COLUMN_LIMIT)));
}

static bool join_row(struct reader *r, const struct grid *g, const enum column *kinds, struct grid_row *to,
		     const struct grid_row *more)
{
	for (size_t i = 0; i < g->columns; i++) {
		bool units = kinds[i] >= COLUMN_LEAD && kinds[i] <= COLUMN_PERSON;
		struct dbn_str parts[] = { to->cells[i], units ? DBN_STR("、") : DBN_STR("；"), more->cells[i] };

		if (!more->cells[i].len || dbn_str_find(to->cells[i], more->cells[i]) != DBN_NONE)
			continue;
		to->cells[i] = to->cells[i].len ? dbn_arena_join(r->arena, parts, 3) : more->cells[i];
	}
	to->last = more->last;
	to->count = more->count > to->count ? more->count : to->count;
	return !r->arena->failed;
}

size_t dbn_roll_row(struct reader *r, const struct grid *g, const enum column *kinds, size_t i,
		    struct grid_row *out)
{
	const struct grid_row *first = &g->items[i];

	*out = *first;
	for (i++; i < g->count && belongs(g, kinds, first, &g->items[i]); i++) {
		if (out->cells == first->cells) {
			out->cells = dbn_arena_alloc(r->arena, g->columns, sizeof *out->cells);
			for (size_t k = 0; out->cells && k < g->columns; k++)
				out->cells[k] = first->cells[k];
		}
		if (!out->cells || !join_row(r, g, kinds, out, &g->items[i])) {
			out->cells = NULL;
			return g->count;
		}
	}
	return i;
}

bool dbn_roll_begin(struct reader *r, struct dbn_item *item)
{
	item->roll = dbn_arena_alloc(r->arena, 1, sizeof *item->roll);
	if (item->roll)
		*item->roll = (struct dbn_roll_cells){ .state = { "", 0 }, .done = DBN_NO_DAY };
	return item->roll != NULL;
}

/* ---- cells ---- */

static const struct {
	const char *state, *words;
} states[] = {
#define ROLL_STATE(state, words) { state, words },
#include "../../data/roll_words.def"
#undef ROLL_STATE
};

/* The stored word of what a cell of states says; NULL where it is not clear. */
static const char *state_of(struct dbn_str heading, struct dbn_str cell)
{
	bool question = dbn_scan_starts(heading, "是否");

	if (question && dbn_scan_is_any(cell, "否|未|×"))
		return "unfinished";
	if (question && dbn_scan_is_any(cell, "是|√|✓|✔"))
		return dbn_scan_has(heading, "销号") ? "closed" : "done";
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (dbn_scan_is_any(cell, states[i].words) || dbn_str_eqz(cell, states[i].state))
			return states[i].state;
	return NULL;
}

/*
 * 60%, 60.5 (the half is dropped, the words are kept): whole per cent. A bare 1
 * or 0.6 may be a share or per cent, and is clear only under a heading with %.
 */
static bool percent_of(struct dbn_str heading, struct dbn_str cell, struct dbn_str *whole, bool *exact)
{
	struct dbn_str s = cell;
	bool sign = dbn_scan_ends_any(s, "%|％");
	int32_t value, part = 0;
	size_t dot = 0;

	if (sign)
		s.len -= dbn_scan_ends(s, "%") ? 1 : 3;
	while (dot < s.len && s.ptr[dot] != '.')
		dot++;
	*whole = dbn_str_sub(s, 0, dot);
	if (!dbn_str_uint(*whole, &value) || value > 100 ||
	    (dot < s.len && !dbn_str_uint(dbn_str_from(s, dot + 1), &part)) || (value == 100 && part))
		return false;
	*exact = part == 0;
	return sign || value > 1 || (value == 0 && !part) || dbn_scan_has_any(heading, "%|％");
}

/* Adds `heading：words` to what is told of the task. */
static bool add_words(struct reader *r, struct dbn_str *to, struct dbn_str heading, struct dbn_str words)
{
	struct dbn_str parts[] = { *to, to->len ? DBN_STR("；") : DBN_STR(""), heading, DBN_STR("："), words };

	*to = dbn_arena_join(r->arena, parts, 5);
	return !r->arena->failed;
}

static int unread(struct reader *r, enum dbn_doubt doubt, struct dbn_str heading, struct dbn_str cell,
		  struct dbn_item *item, size_t line)
{
	dbn_doubt_add(r, doubt, line, item->path, cell);
	return add_words(r, &item->roll->report, heading, cell) ? DBN_OK : dbn_fail_memory(r->err);
}

struct dbn_str dbn_roll_day(struct dbn_arena *arena, struct dbn_str cell)
{
	int32_t serial;
	char day[11];

	if (cell.len != 5 || !dbn_str_uint(cell, &serial) || serial < SERIAL_MIN || serial > SERIAL_MAX)
		return cell;
	return dbn_arena_dup(arena, dbn_str_of(dbn_day_format(day, serial + SERIAL_ZERO)));
}

/* The day of a cell that holds nothing but a day. */
static int32_t day_of(struct reader *r, struct dbn_str cell)
{
	struct dbn_limits found = { NULL, 0, 0 };

	cell = dbn_roll_day(r->arena, cell);
	if (dbn_deadline_find(r->arena, cell, DBN_PLACE_FIELD, &r->limits, &found, r->err) || found.count != 1)
		return DBN_NO_DAY;
	return dbn_day_parse(dbn_str_sub(found.items[0].code, 0, 10));
}

static int read_state(struct reader *r, struct dbn_str heading, struct dbn_str cell, struct dbn_item *item,
		      size_t line)
{
	const char *state = state_of(heading, cell);

	if (!state)
		return unread(r, DBN_DOUBT_ROLL_STATE, heading, cell, item, line);
	item->roll->suspended = dbn_str_eqz(DBN_STR("suspended"), state);
	item->roll->state = dbn_str_of(state);
	return DBN_OK;
}

int dbn_roll_cell(struct reader *r, enum column kind, struct dbn_str heading, struct dbn_str cell,
		  struct dbn_item *item, size_t line)
{
	struct dbn_roll_cells *c = item->roll;
	bool exact, fits = true;

	if (!cell.len || dbn_scan_is_any(cell, "—|——|-|--|/|／"))
		return DBN_OK;
	switch (kind) {
	case COLUMN_STATE:
		return c->state.len ? DBN_OK : read_state(r, heading, cell, item, line);
	case COLUMN_PROGRESS:
		if (c->progress.len)
			return DBN_OK;
		if (!percent_of(heading, cell, &c->progress, &exact)) {
			c->progress.len = 0;
			return unread(r, DBN_DOUBT_ROLL_PROGRESS, heading, cell, item, line);
		}
		fits = exact || add_words(r, &c->report, heading, cell);
		break;
	case COLUMN_DONE:
		c->done = day_of(r, cell);
		if (c->done == DBN_NO_DAY)
			return unread(r, DBN_DOUBT_ROLL_DONE, heading, cell, item, line);
		break;
	case COLUMN_REPORT:
		fits = add_words(r, &c->report, heading, cell);
		break;
	case COLUMN_NOTE:
		fits = c->note.len ? add_words(r, &c->note, heading, cell) : (c->note = cell, true);
		break;
	case COLUMN_OWNER:
		c->owner = cell;
		break;
	case COLUMN_SECTION:
		item->section = cell;
		break;
	default:
		break;
	}
	return fits ? DBN_OK : dbn_fail_memory(r->err);
}

void dbn_roll_end(struct dbn_item *item)
{
	struct dbn_roll_cells *c = item->roll;
	bool over = dbn_str_eqz(c->state, "done") || dbn_str_eqz(c->state, "closed") ||
		    dbn_str_eqz(c->state, "reported");

	/* A day of completion says that it is done, unless the state says otherwise. */
	if (c->done != DBN_NO_DAY && !c->state.len) {
		c->state = DBN_STR("done");
	} else if (c->done != DBN_NO_DAY && !over) {
		c->done = DBN_NO_DAY;
		item->doubts |= DBN_DOUBT_BIT(ROLL_DONE);
	}
	if (dbn_str_eqz(c->state, "unfinished") || c->suspended)
		c->state = DBN_STR("");
	if (!c->state.len && c->progress.len && !dbn_str_eqz(c->progress, "0"))
		c->state = DBN_STR("doing");
}

/* ---- the whole ---- */

bool dbn_roll_is(const struct reader *r)
{
	const struct grids *g = &r->grids;

	if (r->ctx->map)
		return true;
	if (r->ctx->source == DBN_ROLL_NEVER || r->doc->head.number.len)
		return false;
	if (r->ctx->source == DBN_ROLL_TEXT && (g->count != 1 || !g->items[0].csv))
		return false;
	for (size_t i = 0; i < g->count; i++)
		if (dbn_table_at((struct reader *)r, g->items[i].first))
			return true;
	return false;
}

struct dbn_str dbn_roll_sheet(const struct reader *r, size_t line)
{
	while (line-- > 0)
		if (dbn_str_starts(r->lines.items[line].raw, DBN_STR("## ")))
			return dbn_str_trim(dbn_str_from(r->lines.items[line].raw, 3));
	return (struct dbn_str){ "", 0 };
}

/* What stands above the table is no red head: 填表单位：… 填表日期：… */
static void mend_head(struct reader *r)
{
	struct dbn_head *h = &r->doc->head;

	if (!dbn_scan_has(h->issuer, "："))
		return;
	h->issuer = (struct dbn_str){ "", 0 };
	if (!r->ctx->level.len)
		h->level = dbn_head_level(h->title);
}

/* A heading that the map names must stand somewhere. */
static int check_map(const struct reader *r)
{
	const struct dbn_roll_map *map = r->ctx->map;

	for (size_t m = 0; map && m < map->count; m++) {
		bool found = false;

		for (size_t t = 0; t < r->doc->rolls.count && !found; t++)
			for (size_t c = 0; c < r->doc->rolls.items[t].columns.count && !found; c++)
				found = dbn_str_eq(without_blanks(r->arena, r->doc->rolls.items[t].columns.items[c].heading),
						   map->items[m].heading);
		if (!found)
			return refuse(r->err, DBN_MSG_ROLL_HEADING_MISSING, map->items[m].typed,
				      map->items[m].typed);
	}
	return DBN_OK;
}

int dbn_roll_read(struct reader *r)
{
	struct dbn_str none = { "", 0 };
	size_t tables = 0;
	int code = DBN_OK;

	r->roll = true;
	mend_head(r);
	for (size_t i = 0; i < r->grids.count && !code; i++) {
		struct grid *g = dbn_table_at(r, r->grids.items[i].first);

		if (g && ++tables)
			code = dbn_table_read(r, g, none, tables > 1 ? tables : 0);
	}
	return code ? code : check_map(r);
}
