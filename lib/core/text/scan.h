/*
 * scan.h - small readers over normalised text, shared by the document reader.
 *
 * Offsets are bytes. Nothing allocates; everything is linear in what it looks at.
 */
#ifndef DUBANC_CORE_SCAN_H
#define DUBANC_CORE_SCAN_H

#include "dubanc/str.h"

/* Whether s has the literal z at offset at. */
bool dbn_scan_at(struct dbn_str s, size_t at, const char *z);
bool dbn_scan_starts(struct dbn_str s, const char *z);
bool dbn_scan_ends(struct dbn_str s, const char *z);
bool dbn_scan_has(struct dbn_str s, const char *z);
/* Length of the first of the '|'-separated literals that stands at `at`, or 0. */
size_t dbn_scan_any_at(struct dbn_str s, size_t at, const char *alternatives);
bool dbn_scan_ends_any(struct dbn_str s, const char *alternatives);
/* Without the literal that ends it, the one that begins first; of which s is all, s. */
struct dbn_str dbn_scan_cut_end(struct dbn_str s, const char *alternatives);
bool dbn_scan_has_any(struct dbn_str s, const char *alternatives);
bool dbn_scan_is_any(struct dbn_str s, const char *alternatives);

/* Code point at an offset (0 at the end) and before it (0 at the start). */
uint32_t dbn_scan_cp(struct dbn_str s, size_t at);
uint32_t dbn_scan_cp_before(struct dbn_str s, size_t at);
uint32_t dbn_scan_last(struct dbn_str s);

bool dbn_scan_is_open(uint32_t cp);  /* （〔［【 */
bool dbn_scan_is_close(uint32_t cp); /* ）〕］】 */
bool dbn_scan_is_end(uint32_t cp);   /* 。！？； */
bool dbn_scan_is_point(uint32_t cp); /* ，、。；：！？ and closing quotes */
bool dbn_scan_is_digit(uint32_t cp);

/*
 * Chinese or decimal number at offset *at, which moves behind it: 一 十二 二十
 * 一百零三 12; 0 where there is none.
 */
int dbn_scan_number(struct dbn_str s, size_t *at);
int dbn_scan_han_number(struct dbn_str s, size_t *at);

/* How many brackets are open at the end of s, given those open before it. */
int dbn_scan_depth(struct dbn_str s, int depth);

/* Without leading and trailing points and blanks: ，、；：。 */
struct dbn_str dbn_scan_strip(struct dbn_str s);
/* Without trailing 。；， and blanks. */
struct dbn_str dbn_scan_chop(struct dbn_str s);
/* Up to the first 。；：！？ outside brackets and quotes; the whole where there is none. */
struct dbn_str dbn_scan_title(struct dbn_str s);
/* The next sentence: ends behind 。；！？ outside brackets and quotes; *at moves behind it. */
struct dbn_str dbn_scan_sentence(struct dbn_str s, size_t *at, bool at_semicolons);

#endif
