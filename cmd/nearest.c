/* nearest.c - what a mistyped name was meant to be. */
#include <string.h>

#include "cmd.h"

enum { NAME_MAX_BYTES = 63 };

/* Edits (insert, delete, replace a byte) between two short names. */
static size_t distance(const char *a, const char *b)
{
	size_t row[NAME_MAX_BYTES + 1], la = strlen(a), lb = strlen(b);

	if (la > NAME_MAX_BYTES || lb > NAME_MAX_BYTES)
		return NAME_MAX_BYTES;
	for (size_t j = 0; j <= lb; j++)
		row[j] = j;
	for (size_t i = 1; i <= la; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= lb; j++) {
			size_t cost = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < cost)
				cost = row[j] + 1;
			if (row[j - 1] + 1 < cost)
				cost = row[j - 1] + 1;
			row[j] = cost;
		}
	}
	return row[lb];
}

size_t typed_distance(struct dbn_str a, struct dbn_str b)
{
	char x[NAME_MAX_BYTES + 1], y[NAME_MAX_BYTES + 1];

	if (a.len > NAME_MAX_BYTES || b.len > NAME_MAX_BYTES)
		return NAME_MAX_BYTES;
	memcpy(x, a.ptr, a.len);
	memcpy(y, b.ptr, b.len);
	x[a.len] = y[b.len] = '\0';
	return distance(x, y);
}

const char *nearest(const char *name, const char *const *names, size_t n)
{
	const char *best = NULL;
	size_t least = strlen(name) / 2 + 1;

	for (size_t i = 0; i < n; i++) {
		size_t d = distance(name, names[i]);

		if (d < least) {
			least = d;
			best = names[i];
		}
	}
	return best;
}
