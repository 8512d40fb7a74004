/* place.c - positions: lines of texts, rows of workbooks. */
#include <stdio.h>
#include <string.h>

#include "place.h"

/* A sheet begins with a line that names it and was no row. */
static bool names_sheet(const struct dbn_origins *origins, struct dbn_str text, size_t line)
{
	return dbn_str_starts(text, DBN_STR("## ")) && dbn_str_find(text, DBN_STR("\t")) == DBN_NONE &&
	       !dbn_origins_row(origins, line);
}

void place_lines(struct ctx *ctx, const char *file, struct dbn_str text, const struct dbn_origins *origins)
{
	struct places *p = &ctx->places;
	struct dbn_arena *a = &ctx->ledger.arena;

	*p = (struct places){ .origins = origins ? *origins : (struct dbn_origins){ NULL, 0, 0 } };
	snprintf(p->file, sizeof p->file, "%s", file);
	for (size_t line = 1; text.ptr && p->origins.count; line++) {
		struct dbn_str one = dbn_str_split(&text, '\n');
		struct sheet_name *to = names_sheet(origins, one, line) ? DBN_PUSH(a, &p->sheets) : NULL;

		if (to)
			*to = (struct sheet_name){ line, dbn_arena_dup(a, dbn_str_trim(dbn_str_from(one, 3))) };
	}
}

/* The name of the sheet that a line is of; empty where the workbook has but one. */
static struct dbn_str sheet_of(const struct places *p, size_t line)
{
	struct dbn_str name = { "", 0 };

	for (size_t i = 0; p->sheets.count > 1 && i < p->sheets.count && p->sheets.items[i].line <= line; i++)
		name = p->sheets.items[i].name;
	return name;
}

static void add_number(struct dbn_buf *out, size_t n)
{
	if (!n)
		return;
	dbn_buf_addc(out, ':');
	dbn_buf_addi(out, (int64_t)n);
}

void add_place(const struct ctx *ctx, struct dbn_buf *out, const char *file, size_t line, size_t col)
{
	const struct places *p = &ctx->places;
	bool workbook = p->origins.count && strcmp(p->file, file) == 0;
	size_t row = workbook && line ? dbn_origins_row(&p->origins, line) : 0;
	struct dbn_str args[3] = { dbn_str_of(file), { "", 0 }, { "", 0 } };
	char n[24];

	if (row) {
		args[1] = dbn_str_of(number(n, (int64_t)row));
		args[2] = sheet_of(p, line);
		dbn_msg_format(out, args[2].len ? DBN_MSG_SHEET_ROW_OF : DBN_MSG_SHEET_ROW, ctx->lang, args, 3);
		return;
	}
	dbn_buf_addz(out, file);
	if (workbook || !line)
		return;
	add_number(out, line);
	add_number(out, col);
}
