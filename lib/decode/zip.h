/* zip.h - the container of docx, xlsx and ofd (private to lib/decode). */
#ifndef DECODE_ZIP_H
#define DECODE_ZIP_H

#include "xml.h"

struct zip_pkg;

/* Refuses zip64, and entries that share bytes with others (zip_layout.c). */
int zip_layout_check(struct dec *d, struct dbn_str bytes);
/* Borrows bytes until zip_pkg_close(). *out is NULL on failure. */
int zip_pkg_open(struct dec *d, struct dbn_str bytes, struct zip_pkg **out);
void zip_pkg_close(struct zip_pkg *z);
/* Whether there is such a part; names match without regard to ASCII case. */
bool zip_pkg_has(const struct zip_pkg *z, struct dbn_str path);
/* The k-th name in alphabetical order, ptr NULL behind the last; borrowed. */
struct dbn_str zip_pkg_name(const struct zip_pkg *z, size_t k);
/* A part whole. */
int zip_pkg_read(struct zip_pkg *z, struct dbn_str path, struct dbn_buf *out);
/* As the functions of xml.h, for a part. */
int zip_pkg_tree(struct zip_pkg *z, struct dbn_str path, struct xml_tree *out);
int zip_pkg_stream(struct zip_pkg *z, struct dbn_str path, const char *const *parents,
		   xml_block_fn *fn, void *ctx);
/*
 * The path that `target` means inside the part `base`; '\' counts as '/',
 * a leading '/' starts at the root. Lives in d's arena. An address with a
 * scheme and a path that climbs out are refused.
 */
int zip_resolve(struct dec *d, struct dbn_str base, struct dbn_str target, struct dbn_str *out);

#endif
