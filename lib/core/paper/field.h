/* field.h - fields of slips, supervision notices and web index tables. */
#ifndef DUBANC_CORE_FIELD_H
#define DUBANC_CORE_FIELD_H

#include "reader.h"

enum field_kind {
	FIELD_NONE,
#define FIELD(kind, words) FIELD_##kind,
#include "../../data/fields.def"
#undef FIELD
};

/* The kind of a whole word; bare says that no colon follows. */
enum field_kind dbn_field_word(struct dbn_str word);
/* Whether a line is one of such fields: 编号：督字〔2024〕第17号 签发日期：… */
bool dbn_field_line(struct dbn_str text);
/* Puts the fields of such a line into the head. */
void dbn_field_read(struct reader *r, const struct line *l);
/* Puts one value into the head. */
void dbn_field_set(struct reader *r, enum field_kind kind, struct dbn_str value, size_t line);

/* head.c */
struct dbn_str dbn_head_number(struct dbn_arena *arena, struct dbn_str text);
struct dbn_str dbn_head_level(struct dbn_str name);

/*
 * The cells of a row: parted by TAB, else by bars (| ｜ │ ┃); the bar that
 * closes a row opens no cell. Each is normalised into the arena.
 */
struct cells {
	struct dbn_str *items;
	size_t count, cap;
};

/* ---- names_apart.c ---- */
/* 各县区, 各乡镇（街道）: whoever they are, and nothing that they do. */
bool dbn_is_group_name(struct dbn_str s);
/* One cell, its lines one text; *cell goes into the arena. */
int dbn_cell_read(struct reader *r, struct dbn_str raw, struct dbn_str *cell);
/*
 * [from, to) of a normalised text with 、 between two names that a blank
 * parted: in the arena, or the slice itself.
 */
struct dbn_str dbn_names_apart(struct dbn_arena *arena, const struct dbn_norm *n, size_t from,
			       size_t to);

/* ---- cells ---- */
int dbn_cells_split(struct reader *r, struct dbn_str whole, struct cells *out);

#endif
