/* cells.h - what the writers of a table share: private to lib/render. */
#ifndef RENDER_CELLS_H
#define RENDER_CELLS_H

#include "dubanc/render.h"

/* A writer appends the table; memory failures show in out->failed. */
void render_text(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how);
void render_csv(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how);
void render_tsv(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how);
void render_json(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how);
void render_md(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how);
void render_html(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how);
void render_xlsx(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how);

/* The cell as the contract has it: stored words, ISO days, members joined by ;. */
void cell_stored(struct dbn_buf *out, const struct dbn_cell *cell);
/* The cell as people read it; control bytes stay. */
void cell_shown(struct dbn_buf *out, const struct dbn_cell *cell, const struct dbn_field *field,
		enum dbn_lang lang);
/*
 * Display columns of what most cells are: printing ASCII, Han, the punctuation
 * of Chinese papers. False for anything else, which must be looked at code
 * point by code point and may need escapes.
 */
bool cell_plain(struct dbn_str s, struct dbn_width w, size_t *width);
/* Appends s, with what could command a terminal made visible. */
void cell_safe(struct dbn_buf *out, struct dbn_str s);
/* The class of html that gives a light its colour. */
const char *html_colour(const struct dbn_how *how, enum dbn_light light);
/* The light of a cell, or -1. */
int cell_light(const struct dbn_cell *cell);

#endif
