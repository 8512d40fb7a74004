/* test_target.c - quantified targets: tests/data/targets.tsv. */
#include "table.h"

#include "dubanc/parse.h"

static size_t failed;

/* text ref targets */
static void row(struct dbn_str *c, size_t count, size_t line)
{
	struct dbn_limit_ctx ctx = { .issued = dbn_day_parse(c[1]), .received = DBN_NO_DAY };
	struct dbn_buf b;

	(void)count;
	dbn_buf_init(&b, 1u << 20);
	assert_int_equal(dbn_parse_targets_row(c[0], &ctx, &b, NULL), DBN_OK);
	if (!dbn_str_eq(dbn_buf_str(&b), c[2])) {
		print_error("line %zu: %.*s\n  got '%.*s'\n want '%.*s'\n", line, DBN_ARG(c[0]),
			    DBN_ARG(dbn_buf_str(&b)), DBN_ARG(c[2]));
		failed++;
	}
	dbn_buf_release(&b);
}

static void table(void **state)
{
	(void)state;
	failed = 0;
	each_row("targets.tsv", row);
	assert_int_equal(failed, 0);
}

/* The label dates a target whose sentence names no time; long and now do not. */
static void outer_limits_date(void **state)
{
	struct dbn_limit labels[] = {
		{ .kind = DBN_LIMIT_PERIOD_END, .code = DBN_STR("2025-06-30") },
		{ .kind = DBN_LIMIT_TERM, .code = DBN_STR("?") },
		{ .kind = DBN_LIMIT_ONGOING, .code = DBN_STR("long") },
	};
	struct dbn_limits outer = { labels, 3, 3 }, none = { NULL, 0, 0 };
	struct dbn_targets targets = { NULL, 0, 0 };
	struct dbn_arena arena;

	(void)state;
	dbn_arena_init(&arena, 1u << 20);
	assert_int_equal(
	    dbn_target_find(&arena, DBN_STR("新建泵站4座"), &none, &outer, &targets, NULL), DBN_OK);
	assert_int_equal(targets.count, 1);
	assert_str(targets.items[0].by, "?");
	assert_str(targets.items[0].metric, "泵站");
	outer.count = 1;
	targets.count = 0;
	assert_int_equal(
	    dbn_target_find(&arena, DBN_STR("新建泵站4座"), NULL, &outer, &targets, NULL), DBN_OK);
	assert_str(targets.items[0].by, "2025-06-30");
	dbn_arena_release(&arena);
}

static void signs_and_names(void **state)
{
	(void)state;
	assert_string_equal(dbn_target_op_sign(DBN_OP_ABOUT), "~");
	assert_string_equal(dbn_target_op_name(DBN_OP_IN), "in");
}

/* A paragraph without a pause is read in the time of its length: half a megabyte in seconds. */
static void long_paragraphs_are_linear(void **state)
{
	static const char *const pieces[] = { "2024年完成3个", "由5%提高到8%", "每人3个", "分别5%、" };
	struct dbn_limit_ctx ctx = { .issued = dbn_day_of(2025, 1, 1), .received = DBN_NO_DAY };

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct dbn_buf text, out;

		dbn_buf_init(&text, 1u << 20);
		dbn_buf_init(&out, 64u << 20);
		while (text.len < 1u << 19)
			dbn_buf_addz(&text, pieces[i]);
		assert_int_equal(dbn_parse_targets_row(dbn_buf_str(&text), &ctx, &out, NULL), DBN_OK);
		dbn_buf_release(&text);
		dbn_buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(outer_limits_date),
		cmocka_unit_test(signs_and_names),
		cmocka_unit_test(long_paragraphs_are_linear),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
