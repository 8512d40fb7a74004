/* table.h - reading the table files of tests/data. */
#ifndef TABLE_H
#define TABLE_H

#include "unit.h"

enum { CELLS_MAX = 8, LINE_SIZE = 8192 };

typedef void row_fn(struct dbn_str *cells, size_t count, size_t line);

/* Calls fn for each line of tests/data/NAME that is neither empty nor a comment. */
static inline void each_row(const char *name, row_fn *fn)
{
	const char *dir = getenv("DUBANC_TEST_DATA");
	char path[1024], text[LINE_SIZE];
	size_t line = 0, rows = 0;
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", dir ? dir : "tests/data", name);
	f = fopen(path, "r");
	if (!f)
		fail_msg("cannot open %s: run from the root of the sources or set DUBANC_TEST_DATA",
			 path);
	while (fgets(text, sizeof text, f)) {
		struct dbn_str rest = dbn_str_of(text), cells[CELLS_MAX];
		size_t n = 0;

		line++;
		if (rest.len && rest.ptr[rest.len - 1] == '\n')
			rest.len--;
		if (rest.len == 0 || rest.ptr[0] == '#')
			continue;
		while (rest.ptr && n < CELLS_MAX)
			cells[n++] = dbn_str_split(&rest, '\t');
		while (n < CELLS_MAX)
			cells[n++] = (struct dbn_str) { "", 0 };
		fn(cells, n, line);
		rows++;
	}
	fclose(f);
	assert_true(rows > 0);
}

#endif
