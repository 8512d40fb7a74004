/* unit_share.c - stems that wait for the ending of the name behind them: 城东、城西街道办事处. */
#include "clause_part.h"
#include "unit_words.h"

enum { CHAR = 3, STEM_CHARS_MAX = 4 };

static bool tight(const struct clause_part *p)
{
	return p->sep == 'd' || p->sep == 'a';
}

/* 城东, 教务: two to four characters that are no name as yet. */
static bool waits(const struct clause_part *p)
{
	struct unit_shape shape;
	size_t at = 0;

	if (p->group || p->open || p->alias.len || p->text.len < 2 * CHAR ||
	    p->text.len > STEM_CHARS_MAX * CHAR || clause_is_time(p->text))
		return false;
	while (at < p->text.len)
		if (!dbn_is_han(dbn_utf8_next(p->text, &at)))
			return false;
	shape = unit_read(p->text);
	return shape.class == UNIT_NONE;
}

/* 镇人民政府 of 石桥镇人民政府: the place's kind and what follows it; or empty. */
static struct dbn_str place_ending(struct dbn_str name)
{
	static const char *const kinds[] = { "街道", "社区", "苏木", "嘎查", "镇", "乡",
					     "村",   "县",   "旗",   "区",   "市" };
	struct dbn_str none = { "", 0 }, place = name;
	struct unit_shape shape;
	size_t len;

	if (unit_ending(name, &len) == UNIT_SEAT)
		place = dbn_str_sub(name, 0, name.len - len);
	/* the kind may belong to the ending: 城西|街道办事处, 上坝|村委会 */
	if (STARTS(dbn_str_from(name, place.len), "街道"))
		place.len += 2 * CHAR;
	else if (STARTS(dbn_str_from(name, place.len), "村"))
		place.len += CHAR;
	shape = unit_read(place);
	if (shape.class != UNIT_PLACE)
		return none;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct dbn_str kind = dbn_str_of(kinds[i]);

		if (dbn_str_ends(place, kind) && place.len >= kind.len + CHAR &&
		    place.len <= kind.len + STEM_CHARS_MAX * CHAR)
			return dbn_str_from(name, place.len - kind.len);
	}
	return none;
}

/* 处 of 学生工作处, where the stems before it are those of organs: 教务、科研. */
static struct dbn_str organ_ending(struct dbn_str name)
{
	static const char *const kinds[] = { "办公室", "局", "处", "科", "办", "部", "股" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (dbn_str_ends(name, dbn_str_of(kinds[i])) && unit_ending(name, NULL))
			return dbn_str_of(kinds[i]);
	return (struct dbn_str) { "", 0 };
}

/* A stem of the table as a whole, with or without its level: 教务, 市发改. */
static bool is_organ_stem(struct dbn_str s)
{
	const struct unit_level *level = unit_first_level(s);

	if (level && level->written.len < s.len)
		s = dbn_str_from(s, level->written.len);
	return words_head(WORDS_STEM, s, NULL) == s.len && unit_ending(s, NULL) == UNIT_NONE;
}

size_t parts_share_endings(struct dbn_arena *arena, struct clause_parts *parts)
{
	size_t done = 0;

	for (size_t i = 0; i < parts->count;) {
		size_t end = i;
		bool organs = true;
		struct dbn_str ending = { "", 0 };

		while (end < parts->count && (end == i || tight(&parts->items[end])) &&
		       waits(&parts->items[end])) {
			organs = organs && is_organ_stem(parts->items[end].text);
			end++;
		}
		if (end == i || end >= parts->count || !tight(&parts->items[end])) {
			i = end + 1;
			continue;
		}
		if (!parts->items[end].group && !parts->items[end].unknown)
			ending = place_ending(parts->items[end].text);
		if (!ending.len && organs && !parts->items[end].group)
			ending = organ_ending(parts->items[end].text);
		for (; ending.len && i < end; i++) {
			struct dbn_str both[2] = { parts->items[i].text, ending };

			parts->items[i].full = dbn_arena_join(arena, both, 2);
			parts->items[i].unknown = false;
			done++;
		}
		i = end + 1;
	}
	return done;
}
