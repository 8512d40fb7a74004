/* unit_prefix.c - shared endings and levels: 东城区、西城区人民政府; 市委组织部、教育局. */
#include "clause_part.h"
#include "unit_words.h"

enum { CHAR = 3 };

struct context {
	const struct unit_level *level;   /* of the last name that begins with one */
	const struct unit_level *company; /* of the last company that does */
	struct dbn_str place; /* 云河市 of 云河市教育局, while no level is known */
	bool after_party;     /* the element before is a party organ */
	bool by_seat;         /* the level is that of a bare 街道办事处, 镇政府 */
	struct dbn_str seat;  /* 云东区 directly behind 云东区委, else empty */
};

/* A name to be: `text` of the part, a stem of its own (place), an ending. */
struct draft {
	const struct clause_part *part;
	struct dbn_str name; /* finished where len > 0 */
};

struct drafts {
	struct draft *items;
	size_t count, cap;
	struct dbn_arena *scratch; /* where the list lies */
};

static struct draft *draft(struct drafts *list, const struct clause_part *part, struct dbn_str name)
{
	struct draft *d = DBN_PUSH(list->scratch, list);

	if (d) {
		d->part = part;
		d->name = name;
	}
	return d;
}

static struct dbn_str join2(struct dbn_arena *arena, struct dbn_str a, struct dbn_str b)
{
	struct dbn_str both[2] = { a, b };

	return dbn_arena_join(arena, both, 2);
}

static bool tight(const struct clause_part *p)
{
	return p->sep == 'd' || p->sep == 'a';
}

/* ---- endings ---- */

static bool is_bare_place(const struct clause_part *p)
{
	struct unit_shape shape;

	if (p->group || p->unknown)
		return false;
	shape = unit_read(p->text);
	return shape.class == UNIT_PLACE;
}

/* The ending that places before may share: 人民政府 of 西城区人民政府; or empty. */
static struct dbn_str seat_of(const struct clause_part *p)
{
	static const struct dbn_str town = { "党委", 6 };
	struct dbn_str none = { "", 0 }, place;
	struct unit_shape shape;
	size_t len;

	if (p->group || p->unknown)
		return none;
	if (unit_ending(p->text, &len) != UNIT_SEAT) {
		if (!dbn_str_ends(p->text, town))
			return none;
		len = town.len;
	}
	place = dbn_str_sub(p->text, 0, p->text.len - len);
	shape = unit_read(place);
	return shape.class == UNIT_PLACE ? dbn_str_from(p->text, place.len) : none;
}

/* A second ending without a place: 管委会 in 高新区党工委、管委会. */
static bool is_bare_seat(const struct clause_part *p)
{
	static const char *const seats[] = { "人民政府", "政府",   "管委会",     "管理委员会",
					     "党工委",   "办事处", "街道办事处", "党委" };

	for (size_t i = 0; i < sizeof seats / sizeof *seats; i++)
		if (dbn_str_eqz(p->text, seats[i]))
			return true;
	return false;
}

/* 镇 have a government, 街道 an office, zones a committee. */
static bool seat_fits(struct dbn_str place, struct dbn_str seat)
{
	bool street = ENDS(place, "街道"),
	     village = ENDS(place, "村") || ENDS(place, "社区") || ENDS(place, "嘎查");

	if (ENDS(seat, "办事处"))
		return street || !(ENDS(place, "镇") || ENDS(place, "乡") || ENDS(place, "县") ||
				   ENDS(place, "市") || village);
	if (ENDS(seat, "政府"))
		return !street && !village;
	if (ENDS(seat, "村委会") || ENDS(seat, "居委会") || ENDS(seat, "村民委员会"))
		return village;
	if (ENDS(seat, "管委会") || ENDS(seat, "管理委员会"))
		return !street && !village && !ENDS(place, "镇") && !ENDS(place, "乡") &&
		       !ENDS(place, "县");
	return true;
}

static bool is_carrier(struct dbn_str s)
{
	struct unit_shape shape = unit_read(s);

	return shape.class == UNIT_COMPANY && shape.known && s.len == 2 * CHAR;
}

/* 电信、移动、联通公司: the ending of the last, or empty. */
static struct dbn_str carrier_ending(const struct clause_part *p)
{
	struct dbn_str ending = { "", 0 };
	static const char *const endings[] = { "分公司", "公司" };

	for (size_t i = 0; i < 2 && !ending.len; i++)
		if (dbn_str_ends(p->text, dbn_str_of(endings[i])))
			ending = dbn_str_of(endings[i]);
	if (ending.len && p->text.len == ending.len + 2 * CHAR &&
	    is_carrier(dbn_str_sub(p->text, 0, 2 * CHAR)))
		return ending;
	return (struct dbn_str) { "", 0 };
}

/* 市委、市政府督查室: one joint unit; …办公室: one of each. */
static size_t joint(struct dbn_arena *arena, const struct clause_parts *parts, size_t i,
		    struct drafts *out)
{
	const struct clause_part *p = &parts->items[i], *next = p + 1;
	const struct unit_level *level = unit_level_of(p->text);
	static const char *const governments[] = { "政府", "人民政府" };

	if (!level || !level->is_party || !level->organ.len || i + 1 >= parts->count ||
	    !tight(next) || next->role != p->role || p->open)
		return 0;
	for (size_t k = 0; k < 2; k++) {
		struct dbn_str head = join2(arena, level->organ, dbn_str_of(governments[k])), rest;

		if (!dbn_str_starts(next->text, head))
			continue;
		rest = dbn_str_from(next->text, head.len);
		if (rest.len == 0 || next->group)
			return 0;
		if (STARTS(rest, "办公") || STARTS(rest, "研究室")) {
			draft(out, p, join2(arena, p->text, rest));
			draft(out, next, next->text);
		} else {
			draft(out, p, join2(arena, p->text, next->text));
		}
		return 2;
	}
	return 0;
}

/* 市委、市人大、市政府、市政协办公室: an office of each. */
static size_t offices(struct dbn_arena *arena, const struct clause_parts *parts, size_t i,
		      struct drafts *out)
{
	static const char *const bodies[] = { "人大", "人大常委会", "政府", "人民政府", "政协" };
	const struct unit_level *level = unit_level_of(parts->items[i].text);
	struct dbn_str office = { "", 0 };
	size_t end = i + 1;

	if (!level || !level->is_party || !level->organ.len)
		return 0;
	for (; end < parts->count && tight(&parts->items[end]) && !office.len; end++) {
		struct dbn_str name = parts->items[end].text, rest;
		bool body = false;

		if (parts->items[end].role != parts->items[i].role || parts->items[end].open)
			return 0;
		rest = dbn_str_starts(name, level->organ) ? dbn_str_from(name, level->organ.len)
							  : name;
		for (size_t k = 0; k < sizeof bodies / sizeof *bodies && !body; k++) {
			struct dbn_str tail = dbn_str_from(rest, dbn_str_of(bodies[k]).len);

			if (!dbn_str_starts(rest, dbn_str_of(bodies[k])))
				continue;
			body = tail.len == 0 || dbn_str_eqz(tail, "办公室") ||
			       dbn_str_eqz(tail, "办公厅") || dbn_str_eqz(tail, "办");
			if (body && tail.len)
				office = tail;
		}
		if (!body)
			return 0;
	}
	if (!office.len || end - i < 3)
		return 0;
	for (size_t k = i; k < end; k++)
		draft(out, &parts->items[k],
		      k + 1 == end ? parts->items[k].text
				   : join2(arena, parts->items[k].text, office));
	return end - i;
}

/* A run of places ending in a seat, and the seats behind it; returns the parts
 * used. *tried: up to where a run of places is known to end in none. */
static size_t seats(struct dbn_arena *arena, const struct clause_parts *parts, size_t i,
		    size_t *tried, struct drafts *out)
{
	size_t end = i, last;
	struct dbn_str seat = { "", 0 };
	const struct clause_part *items = parts->items;

	if (i < *tried)
		return 0;
	while (end < parts->count && is_bare_place(&items[end]) &&
	       (end == i || tight(&items[end])) && !items[end].open)
		end++;
	*tried = end;
	if (end >= parts->count || (end > i && !tight(&items[end])))
		return 0;
	seat = seat_of(&items[end]);
	if (!seat.len)
		return 0;
	for (size_t k = i; k < end; k++)
		draft(out, &items[k],
		      seat_fits(items[k].text, seat) ? join2(arena, items[k].text, seat)
						     : items[k].text);
	draft(out, &items[end], items[end].text);
	for (last = end + 1;
	     last < parts->count && tight(&items[last]) && is_bare_seat(&items[last]); last++)
		for (size_t k = i; k <= end; k++) {
			struct dbn_str place =
			    k == end
				? dbn_str_sub(items[end].text, 0, items[end].text.len - seat.len)
				: items[k].text;

			if (seat_fits(place, items[last].text))
				draft(out, &items[last],
				      join2(arena, place, items[last].text));
		}
	return last - i;
}

static size_t carriers(struct dbn_arena *arena, const struct clause_parts *parts, size_t i,
		       size_t *tried, struct drafts *out)
{
	size_t end = i;
	struct dbn_str ending;

	if (i < *tried)
		return 0;
	while (end < parts->count && (end == i || tight(&parts->items[end])) &&
	       is_carrier(parts->items[end].text))
		end++;
	*tried = end;
	if (end == i || end >= parts->count || !tight(&parts->items[end]))
		return 0;
	ending = carrier_ending(&parts->items[end]);
	if (!ending.len)
		return 0;
	for (size_t k = i; k < end; k++)
		draft(out, &parts->items[k], join2(arena, parts->items[k].text, ending));
	draft(out, &parts->items[end], parts->items[end].text);
	return end - i + 1;
}

/* ---- levels ---- */

static struct dbn_str place_party(struct dbn_arena *arena, struct dbn_str place)
{
	bool zone = ENDS(place, "新区") || ENDS(place, "高新区") || ENDS(place, "开发区") ||
		    ENDS(place, "经开区") || ENDS(place, "示范区") || ENDS(place, "度假区") ||
		    ENDS(place, "园区") || ENDS(place, "街道");

	return join2(arena, place,
		     zone                                     ? DBN_STR("党工委")
		     : ENDS(place, "镇") || ENDS(place, "乡") ? DBN_STR("党委")
							      : DBN_STR("委"));
}

/* What a bare name of the class takes here; empty: nothing. */
static struct dbn_str prefix_for(struct dbn_arena *arena, enum unit_class class,
				 struct dbn_str name, const struct context *ctx)
{
	struct dbn_str none = { "", 0 }, organ = none, party = none;

	if (ctx->level) {
		organ = ctx->level->organ;
		party = ctx->level->party;
	} else if (ctx->place.len) {
		organ = ctx->place;
		party = place_party(arena, ctx->place);
	}
	switch (class) {
	case UNIT_PARTY:
		return party;
	case UNIT_OFFICE:
		return ctx->after_party ? party : organ;
	case UNIT_DISCIPLINE:
	case UNIT_GOVERN:
	case UNIT_MASS:
	case UNIT_COURT:
		return organ;
	case UNIT_STATION:
		return ctx->level && ctx->level->town && !ctx->by_seat ? organ : none;
	case UNIT_SEAT:
		if (dbn_str_eqz(name, "政府") || dbn_str_eqz(name, "人民政府"))
			return organ;
		return (ctx->level && ENDS(ctx->level->party, "党工委") && !ENDS(name, "居委会") &&
			!ENDS(name, "村委会"))
			   ? organ
			   : none;
	case UNIT_COMPANY:
		return ctx->company ? ctx->company->organ : none;
	default:
		return none;
	}
}

/* 城北消防救援大队, 沐河仲裁委: two characters that begin no word of ours, then a body
 * that we know of the kind that towns have several of. */
static bool has_own_place(struct dbn_str name, bool known)
{
	struct dbn_str place = dbn_str_sub(name, 0, name.len < 2 * CHAR ? name.len : 2 * CHAR), rest;

	if (!known && unit_place_prefix(name)) /* 河东区安山里消防救援站 */
		return true;
	if (known || name.len < 5 * CHAR || ENDS(place, "部") ||
	    !(ENDS(name, "站") || ENDS(name, "所") || ENDS(name, "队") || ENDS(name, "庭") || ENDS(name, "仲裁委") ||
	      ENDS(name, "仲裁委员会")))
		return false;
	rest = dbn_str_from(name, 2 * CHAR);
	return words_organ(rest) || (unit_read(rest).known && !words_head(WORDS_STEM, name, NULL));
}

static struct dbn_str complete(struct dbn_arena *arena, const struct clause_part *part,
			       struct dbn_str name, struct context *ctx)
{
	struct unit_shape shape;
	struct dbn_str prefix, seat;
	bool party;

	seat = ctx->seat;
	ctx->seat = (struct dbn_str) { "", 0 };
	if (part->group || part->unknown)
		return name;
	shape = unit_read(name);
	if (shape.place + 3 == name.len && ENDS(name, "委"))
		ctx->seat = dbn_str_sub(name, 0, shape.place);
	/* 云东区委、区政府 → 云东区政府 */
	if (seat.len && tight(part) && shape.class == UNIT_SEAT && shape.level &&
	    !shape.level->is_party && dbn_str_ends(seat, shape.level->written))
		return join2(arena, dbn_str_sub(seat, 0, seat.len - shape.prefix), name);
	if (shape.level) {
		ctx->level = shape.level;
		ctx->by_seat = shape.class == UNIT_SEAT;
		if (shape.class == UNIT_COMPANY)
			ctx->company = shape.level;
		ctx->after_party = shape.level->is_party && shape.class != UNIT_COMPLETE
				       ? true
				       : shape.class == UNIT_PARTY;
		return name;
	}
	if (shape.place && shape.place < name.len) {
		if (!ctx->level && shape.class == UNIT_COMPLETE) {
			struct unit_shape rest = unit_read(dbn_str_from(name, shape.place));

			if (rest.known || STARTS(dbn_str_from(name, shape.place), "委"))
				ctx->place = dbn_str_sub(name, 0, shape.place);
		}
		ctx->after_party = STARTS(dbn_str_from(name, shape.place), "委");
		return name;
	}
	if (shape.class == UNIT_YOUTH) {
		ctx->after_party = false;
		return ctx->level && ctx->level->youth.len ? ctx->level->youth : name;
	}
	prefix = has_own_place(name, shape.known) ? (struct dbn_str) { "", 0 } : prefix_for(arena, shape.class, name, ctx);
	/* 开发区规建局 has its place already, though 规建 is no word of ours */
	if (!ctx->level && ctx->place.len && dbn_str_starts(name, ctx->place))
		prefix.len = 0;
	party = shape.class == UNIT_PARTY || (shape.class == UNIT_OFFICE && ctx->after_party);
	ctx->after_party = party;
	return prefix.len ? join2(arena, prefix, name) : name;
}

/* ---- the list ---- */

static size_t hash(struct dbn_str s)
{
	size_t h = 1469598103u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 16777619u;
	return h;
}

static bool is_stronger(enum dbn_role a, enum dbn_role b)
{
	return a < b; /* enum order: lead, coop, units */
}

static bool add_party(struct dbn_arena *arena, struct dbn_clause *clause, size_t *table,
		      size_t size, const struct draft *d, struct dbn_str name, struct dbn_str text)
{
	struct dbn_party *p;
	size_t slot = hash(name) & (size - 1);
	bool supervise = d->part->role == DBN_ROLE_SUPERVISE;

	for (; table[slot]; slot = (slot + 1) & (size - 1)) {
		p = &clause->parties.items[table[slot] - 1];
		if (!dbn_str_eq(p->name, name) || (p->role == DBN_ROLE_SUPERVISE) != supervise)
			continue;
		if (is_stronger(d->part->role, p->role))
			p->role = d->part->role;
		return true;
	}
	p = DBN_PUSH(arena, &clause->parties);
	if (!p)
		return false;
	table[slot] = clause->parties.count;
	p->name = name;
	p->written = d->part->text;
	p->alias = d->part->alias;
	p->role = d->part->role;
	p->own_duty = d->part->duty;
	p->group = d->part->group;
	p->members = d->part->members;
	p->member_count = d->part->member_count;
	p->len = d->part->text.len;
	p->off = (size_t)(d->part->text.ptr - text.ptr);
	return true;
}

bool parts_canonical(struct dbn_arena *arena, struct clause_parts *parts, struct dbn_str text,
		     struct dbn_clause *clause)
{
	struct drafts drafts = { .scratch = parts->scratch };
	struct context ctx = { .level = NULL };
	size_t size = 16, places = 0, words = 0, *table;

	for (size_t i = 0; i < parts->count;) {
		size_t used = joint(arena, parts, i, &drafts);

		if (!used)
			used = offices(arena, parts, i, &drafts);
		if (!used)
			used = seats(arena, parts, i, &places, &drafts);
		if (!used)
			used = carriers(arena, parts, i, &words, &drafts);
		if (!used) {
			const struct clause_part *p = &parts->items[i];

			draft(&drafts, p, p->full.len ? p->full : p->text);
			used = 1;
		}
		i += used;
	}
	while (size < 2 * drafts.count + 2)
		size *= 2;
	table = dbn_arena_alloc(parts->scratch, size, sizeof *table);
	if (arena->failed || parts->scratch->failed)
		return false;
	for (size_t i = 0; i < drafts.count; i++) {
		struct draft *d = &drafts.items[i];
		struct dbn_str name = complete(arena, d->part, d->name, &ctx);

		if (arena->failed || !add_party(arena, clause, table, size, d, name, text))
			return false;
		if (d->part->open)
			clause->open[d->part->role] = true;
	}
	return true;
}
