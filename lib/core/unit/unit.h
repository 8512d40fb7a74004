/*
 * unit.h - names of official units, private to the core.
 *
 * A name is read as [level][party][rest]: 市|委|组织部. A bare name (组织部) has
 * no level of its own and takes one from an earlier unit of its clause; its
 * class says in which form (lib/data/organs.def).
 */
#ifndef CORE_UNIT_H
#define CORE_UNIT_H

#include "dubanc/text.h"

enum unit_class {
	UNIT_NONE, /* no unit's name */
	UNIT_PARTY,
	UNIT_DISCIPLINE,
	UNIT_GOVERN,
	UNIT_MASS,
	UNIT_YOUTH,
	UNIT_COURT,
	UNIT_OFFICE,
	UNIT_COMPANY,
	UNIT_STATION,
	UNIT_SEAT,
	UNIT_PLACE,
	UNIT_COMPLETE,
};

struct unit_level {
	struct dbn_str written; /* as a name begins: 市委, 市 */
	struct dbn_str organ;   /* what a bare organ takes: 市; empty: nothing */
	struct dbn_str party;   /* what a bare party organ takes: 市委 */
	struct dbn_str youth;   /* 团市委, 校团委 */
	bool is_party;
	bool town; /* its 所 站 队 are offices of their own */
};

struct unit_shape {
	enum unit_class class;          /* of the name, or of what follows the level */
	const struct unit_level *level; /* explicit prefix, or NULL */
	size_t prefix;                  /* bytes of it */
	size_t place;                   /* bytes of a place of its own (云河市), or 0 */
	bool known;                     /* the organ is in the tables, not only its ending */
	bool head;                      /* the prefix alone: 市委, 校 */
};

/* Reads a whole name; class UNIT_NONE where it is none. */
struct unit_shape unit_read(struct dbn_str name);
/* Whether a reader may be sure: explicit level, own place, or a known organ. */
bool unit_is_sure(const struct unit_shape *shape);
/* The level that name begins with, unless it begins with a word like 市场; or NULL. */
const struct unit_level *unit_first_level(struct dbn_str name);
/* Whether the name proves that a bracket of unknown kind lists units: 市教育局, 发改委;
 * not 办公室, 图书馆, 管委会. */
bool unit_is_evidence(struct dbn_str name);
/* The level whose written form is exactly s, or NULL. */
const struct unit_level *unit_level_of(struct dbn_str s);
/* Bytes of the unit name that s begins with (市财政局 in 市财政局会同…), or 0.
 * Running text: only names a reader is sure of, the longest sensible one. */
size_t unit_lead_in(struct dbn_str s);
/* The same for a collective expression (各镇街 in 各镇街参照执行). */
size_t unit_group_lead_in(struct dbn_str s);
/* Bytes of the place name that s begins with (东城区 in 东城区人民政府), or 0. */
size_t unit_place_prefix(struct dbn_str s);
/* Whether s is made of category nouns only: 旗县市区, 乡镇人民政府, 街道办事处. */
bool unit_is_category(struct dbn_str s);
/* Collective category: 镇街, 县区政府 (not 街道, which may be one). */
bool unit_is_collective(struct dbn_str s);

/* Whether s is a collective expression (各旗县市区, 有关部门, 市属企业). */
bool unit_is_group(struct dbn_str s);

/* Whether s holds punctuation or verbs that no name holds. */
bool unit_holds_sentence(struct dbn_str s);
/* The ending of the table that name ends in; class UNIT_NONE without one. */
enum unit_class unit_ending(struct dbn_str name, size_t *len);

/*
 * dbn_str_starts() and dbn_str_ends() for the searches in word tables: one
 * look at a telling byte settles nearly all of them. The third byte of a Han
 * character varies most.
 */
static inline bool word_starts(const struct dbn_str *s, const struct dbn_str *word)
{
	return s->len >= word->len && (word->len < 3 || s->ptr[2] == word->ptr[2]) &&
	       dbn_str_starts(*s, *word);
}

static inline bool word_ends(const struct dbn_str *s, const struct dbn_str *word)
{
	return s->len >= word->len && s->ptr[s->len - 1] == word->ptr[word->len - 1] &&
	       dbn_str_ends(*s, *word);
}

/*
 * 以下各项|均需|各镇街落实: the words between what is spoken of and who is charged with all
 * of it; the longer first.
 */
#define CHARGES_ALL                                                                                \
	"均需由|均须由|均应由|均要由|都需由|都须由|都应由|都要由|均需|均须|均由|均应|均要|都由|都需|都须|都应|都要"

/* Slices that begin or end with a literal. */
#define STARTS(s, lit) dbn_str_starts((s), DBN_STR(lit))
#define ENDS(s, lit) dbn_str_ends((s), DBN_STR(lit))

/* Byte offset behind n code points from off (clipped). */
size_t unit_skip(struct dbn_str s, size_t off, size_t n);

#endif
