/*
 * names_apart.c - what parts two names where no point does: a blank, which goes
 * in normalising, or a line break inside a cell.
 */
#include "dubanc/clause.h"
#include "dubanc/text.h"
#include "field.h"
#include "../text/scan.h"

enum { NAME_BYTES_MAX = 120, HAN = 3 };

bool dbn_is_group_name(struct dbn_str s)
{
	return s.len < 90 && dbn_scan_any_at(s, 0, "各|有关|相关|其他") &&
	       dbn_scan_ends_any(s, "政府|部门|单位|街道|乡镇|镇街|区|县|市|旗|）|管委会|办事处|企业|学校|社区|村|"
				    "科室|处室|学院|公司|机构|院校|中小学|小学|中学|幼儿园|医院|卫生院|团场|连队|支队|大队|股室|站所");
}

/* 市规划局（市林业局）, 各乡镇配合: without its bracket and what it is to do. */
static bool is_name(struct dbn_str s)
{
	static const char roles[] = "牵头负责|分别牵头|牵头|分工负责|负责落实|负责|配合|协助|协办|参与|主办|承办|落实";

	s = dbn_scan_cut_end(s, roles);
	if (dbn_is_group_name(s))
		return true;
	if (dbn_scan_ends(s, "）")) {
		size_t open = dbn_str_find(s, DBN_STR("（"));

		s.len = open == DBN_NONE ? s.len : open;
	}
	return dbn_is_unit_name(s);
}

/* The last or first name of a list. */
static bool name_at_end(struct dbn_str s)
{
	size_t at = s.len;

	while (at > 0 && s.len - at < NAME_BYTES_MAX && !dbn_scan_any_at(s, at, "、|，|；|："))
		dbn_utf8_prev(s, &at);
	return is_name(dbn_str_from(s, at > 0 ? at + HAN : 0));
}

static bool name_at_start(struct dbn_str s)
{
	size_t at = 0;

	while (at < s.len && at < NAME_BYTES_MAX && !dbn_scan_any_at(s, at, "、|，|；|。"))
		dbn_utf8_next(s, &at);
	return is_name(dbn_str_sub(s, 0, at));
}

/* Whether blanks went where a run of the text begins, names on either side. */
static bool blank_before(const struct dbn_norm *n, size_t run)
{
	size_t at = n->runs[run].at, before;

	if (run == 0)
		return false;
	before = n->runs[run - 1].src + (at - n->runs[run - 1].at);
	return n->runs[run].src > before && dbn_is_han(dbn_scan_cp(n->text, at)) &&
	       (dbn_is_han(dbn_scan_cp_before(n->text, at)) || dbn_scan_is_close(dbn_scan_cp_before(n->text, at)));
}

/* The first run that begins behind an offset. */
static size_t run_behind(const struct dbn_norm *n, size_t at)
{
	size_t low = 0, high = n->run_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (n->runs[mid].at <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

struct dbn_str dbn_names_apart(struct dbn_arena *arena, const struct dbn_norm *n, size_t from,
			       size_t to)
{
	struct dbn_str text = dbn_str_sub(n->text, 0, to), all = { "", 0 };
	size_t room = 0, start = from;

	for (size_t k = run_behind(n, from); k < n->run_count && n->runs[k].at < to; k++) {
		size_t at = n->runs[k].at, end = to;
		struct dbn_str parts[2];

		if (!blank_before(n, k) || !name_at_end(dbn_str_sub(text, start, at - start)))
			continue;
		/* The name behind a blank ends at the next blank. */
		for (size_t next = k + 1; next < n->run_count && n->runs[next].at < end; next++)
			if (blank_before(n, next))
				end = n->runs[next].at;
		if (!name_at_start(dbn_str_sub(text, at, end - at)))
			continue;
		parts[0] = dbn_str_sub(text, start, at - start);
		parts[1] = DBN_STR("、");
		if (!dbn_arena_append(arena, &all, &room, parts, 2))
			return dbn_str_from(text, from);
		start = at;
	}
	if (start > from) {
		struct dbn_str rest[] = { dbn_str_from(text, start) };

		if (dbn_arena_append(arena, &all, &room, rest, 1))
			return all;
	}
	return dbn_str_from(text, from);
}

/* Nothing in a word that was broken, 、 between two names, a full stop before a number. */
static struct dbn_str joint(struct dbn_str before, struct dbn_str behind)
{
	struct marker m;

	if (!before.len || !behind.len || dbn_scan_is_point(dbn_scan_last(before)) ||
	    dbn_scan_is_point(dbn_scan_cp(behind, 0)))
		return DBN_STR("");
	if (dbn_marker_read(behind, &m) && m.kind != MARK_BULLET)
		return DBN_STR("。");
	return name_at_end(before) && name_at_start(behind) ? DBN_STR("、") : DBN_STR("");
}

int dbn_cell_read(struct reader *r, struct dbn_str raw, struct dbn_str *cell)
{
	struct dbn_str all = { "", 0 };
	size_t room = 0;

	for (size_t at = 0; at <= raw.len;) {
		size_t end = dbn_str_find(dbn_str_from(raw, at), DBN_STR("\n"));
		struct dbn_norm norm;
		struct dbn_str line;
		int code;

		end = end == DBN_NONE ? raw.len : at + end;
		code = dbn_normalise(r->arena, dbn_str_trim(dbn_str_sub(raw, at, end - at)), &norm,
				     r->err);
		if (code)
			return code;
		line = dbn_names_apart(r->arena, &norm, 0, norm.text.len);
		if (!all.len) {
			all = line;
		} else {
			struct dbn_str parts[] = { joint(all, line), line };

			if (!dbn_arena_append(r->arena, &all, &room, parts, 2))
				return dbn_fail_memory(r->err);
		}
		at = end + 1;
	}
	*cell = all;
	return DBN_OK;
}
