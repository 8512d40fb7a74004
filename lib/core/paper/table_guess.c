/*
 * table_guess.c - columns under headings that we do not know, by their cells: units
 * in nearly all of them, or times.
 */
#include "dubanc/text.h"
#include "grid.h"
#include "../text/scan.h"

enum { ROWS_SEEN = 12, CELLS_MIN = 2, TIME_BYTES_MAX = 60 };

static bool lists_units(struct dbn_str cell)
{
	return dbn_clause_is_list(cell) || dbn_clause_names_departments(cell) ||
	       (dbn_clause_looks(cell) && !dbn_scan_has_any(cell, "。|："));
}

static bool names_time(struct reader *r, struct dbn_str cell)
{
	struct dbn_limits found = { NULL, 0, 0 };

	return cell.len <= TIME_BYTES_MAX &&
	       !dbn_deadline_find(r->arena, cell, DBN_PLACE_FIELD, &r->limits, &found, NULL) &&
	       found.count > 0 && found.items[0].len * 3 >= cell.len * 2;
}

/* How many of a column's first cells hold something, units, times. */
static void count_cells(struct reader *r, const struct grid *g, size_t column, size_t *filled,
			size_t *units, size_t *times)
{
	*filled = *units = *times = 0;
	for (size_t i = 1; i < g->count && i <= ROWS_SEEN; i++) {
		struct dbn_str cell = g->items[i].cells[column];

		if (!cell.len || dbn_scan_is_any(cell, "无|—|-|/") || g->items[i].count < 3)
			continue;
		(*filled)++;
		*units += lists_units(cell);
		*times += names_time(r, cell);
	}
}

/* 抓总单位, 帮办单位: what the heading sounds like. */
static enum column role_of(struct dbn_str heading)
{
	static const enum column columns[DBN_ROLE_COUNT] = {
		[DBN_ROLE_LEAD] = COLUMN_LEAD,
		[DBN_ROLE_COOP] = COLUMN_COOP,
		[DBN_ROLE_UNITS] = COLUMN_UNITS,
		[DBN_ROLE_SUPERVISE] = COLUMN_SUPERVISE,
	};
	enum dbn_role role;

	return dbn_clause_label_sounds(heading, &role) ? columns[role] : COLUMN_UNITS;
}

static bool sounds_any(struct dbn_str heading)
{
	enum dbn_role role;

	return dbn_scan_ends_any(heading, "单位|部门|科室|处室") && dbn_clause_label_sounds(heading, &role) &&
	       !dbn_scan_has_any(heading, "业主|建设|施工|设计|主管|权属|产权|使用|受益|所属");
}

/* 抓总单位, 帮办单位 beside 责任单位: a role of its own; 业主单位 is none. */
static bool sounds_apart(struct dbn_str heading)
{
	enum dbn_role role;

	return dbn_clause_label_sounds(heading, &role) && (role == DBN_ROLE_LEAD || role == DBN_ROLE_COOP);
}

void table_guess_columns(struct reader *r, struct layout *l, const struct grid *g)
{
	bool times_known = false, units_known = l->units;

	for (size_t i = 0; i < l->count; i++)
		times_known = times_known || l->kind[i] == COLUMN_LIMIT;
	for (size_t i = 0; i < l->count; i++) {
		size_t filled, units, times;

		if (l->kind[i] != COLUMN_NONE &&
		    (l->kind[i] != COLUMN_OTHER || (units_known && !sounds_any(l->heading[i]))))
			continue;
		count_cells(r, g, i, &filled, &units, &times);
		if (filled < CELLS_MIN)
			continue;
		/* 酉己合单位 beside 牵头单位: units that were given no role */
		if (l->kind[i] == COLUMN_OTHER && units_known && !sounds_apart(l->heading[i])) {
			l->guessed = l->guessed || units * 10 >= filled * 7;
			continue;
		}
		if (units * 10 >= filled * 7) {
			l->kind[i] = role_of(l->heading[i]);
			l->units = true;
			/* 责任股室 is a label all the same, on no list of headings */
			l->guessed = l->guessed ||
				     !dbn_clause_knows_label(l->heading[i], 0, l->heading[i].len);
		} else if (!times_known && l->kind[i] == COLUMN_NONE && times * 10 >= filled * 7) {
			l->kind[i] = COLUMN_LIMIT;
		}
	}
}
