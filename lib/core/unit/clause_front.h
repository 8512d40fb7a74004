/* clause_front.h - names at the front of running text, and the words behind them. */
#ifndef DUBANC_CORE_CLAUSE_FRONT_H
#define DUBANC_CORE_CLAUSE_FRONT_H

#include "clause_part.h"

bool front_starts_any(struct dbn_str s, const char *const *words, size_t n);
bool front_ends_any(struct dbn_str s, const char *const *words, size_t n);
#define STARTS_ANY(s, list) front_starts_any((s), (list), sizeof(list) / sizeof *(list))
#define ENDS_ANY(s, list) front_ends_any((s), (list), sizeof(list) / sizeof *(list))

/* Whether what stands behind a name later in the sentence plainly charges it, or says by when it is to act. */
bool front_is_charged(struct dbn_str behind);
/* Whether s is a name or a collective expression; strict: only one that leaves no doubt. */
bool front_listed(struct dbn_str s, bool strict);
/* Bytes of the name or collective expression that s begins with, or 0. */
size_t front_name(struct dbn_str s, bool strict);
/* 等部门, 等 behind a name: how many bytes, or 0. */
size_t front_open(struct dbn_str s);
/* 和 between two names, at the start of s: its bytes, or 0. */
size_t front_conjunction(struct dbn_str s);
/* 要, 应, 须 at the start of s: bytes. */
size_t front_must(struct dbn_str s);
/* 各街道要 of 各街道要落实属地责任: without what closes it. */
struct dbn_str front_without_must(struct dbn_str s);
/* A bracket behind a name (五个部门（甲、乙）): its bytes, or 0. */
size_t front_bracket(struct dbn_str s);
/* Whether a verb phrase behind s has its units: names alone, 和 between them. */
bool front_is_subject(struct dbn_str s, bool any, bool strict);
/* 建设管理局 although 建设 is a verb too. */
bool front_is_known(struct dbn_str s);

#endif
