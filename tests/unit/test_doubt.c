/*
 * test_doubt.c - what makes a row doubtful: tests/data/doubts.tsv, codes and the paper's lines.
 * A line break is written as a pilcrow. The lines are those of a notice of 2026-03-02; with a
 * pilcrow in front they are the whole paper. "-" means that none of its rows bears a doubt.
 */
#include "table.h"

#include "dubanc/document.h"

static size_t failed;

static void put_paper(struct dbn_buf *to, struct dbn_str lines)
{
	size_t at;

	if (!dbn_str_starts(lines, DBN_STR("¶")))
		dbn_buf_addz(to, "关于做好今年工作的通知\n（2026年3月2日）\n\n");
	while ((at = dbn_str_find(lines, DBN_STR("¶"))) != DBN_NONE) {
		dbn_buf_add(to, dbn_str_sub(lines, 0, at));
		dbn_buf_addc(to, '\n');
		lines = dbn_str_from(lines, at + strlen("¶"));
	}
	dbn_buf_add(to, lines);
	dbn_buf_addc(to, '\n');
}

static uint64_t doubts_of(const struct dbn_document *doc)
{
	uint64_t all = 0;

	for (size_t i = 0; i < doc->items.count; i++)
		all |= doc->items.items[i].doubts;
	for (size_t i = 0; i < doc->doubts.count; i++) /* those of no row */
		if (!doc->doubts.items[i].path.len && doc->doubts.items[i].doubt == DBN_DOUBT_TABLE_REST)
			all |= DBN_DOUBT_BIT(TABLE_REST);
	return all;
}

/* codes lines */
static void row(struct dbn_str *c, size_t count, size_t line)
{
	struct dbn_document_ctx ctx = { .date = DBN_NO_DAY, .received = DBN_NO_DAY };
	struct dbn_document doc;
	struct dbn_arena arena;
	struct dbn_buf paper, got;
	uint64_t all;

	(void)count;
	dbn_arena_init(&arena, 64u << 20);
	dbn_buf_init(&paper, 1u << 16);
	dbn_buf_init(&got, 1u << 12);
	put_paper(&paper, c[1]);
	assert_int_equal(dbn_document_parse(&arena, dbn_buf_str(&paper), &ctx, &doc, NULL), DBN_OK);
	all = doubts_of(&doc);
	for (int d = 0; d < DBN_DOUBT_COUNT; d++) {
		if (!(all & (UINT64_C(1) << d)))
			continue;
		dbn_buf_addz(&got, got.len ? ";" : "");
		dbn_buf_addz(&got, dbn_doubt_code((enum dbn_doubt)d));
	}
	if (!got.len)
		dbn_buf_addc(&got, '-');
	if (!doc.items.count || !dbn_str_eq(c[0], dbn_buf_str(&got))) {
		print_error("line %zu: %.*s\n  %zu rows, got '%.*s'\n want '%.*s'\n", line, DBN_ARG(c[1]),
			    doc.items.count, DBN_ARG(dbn_buf_str(&got)), DBN_ARG(c[0]));
		failed++;
	}
	dbn_buf_release(&got);
	dbn_buf_release(&paper);
	dbn_arena_release(&arena);
}

static void table(void **state)
{
	(void)state;
	failed = 0;
	each_row("doubts.tsv", row);
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(table) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
