/* test_limits.c - the limits of documents: numbers, bounds, and the error that names them. */
#include "unit.h"

#include "dubanc/decode_limits.h"

static void sizes(void **state)
{
	static const struct {
		const char *text;
		size_t size;
		const char *shortest; /* NULL: no size at all */
	} table[] = {
		{ "0", 0, "0" },
		{ "1", 1, "1" },
		{ "1000", 1000, "1000" },
		{ "64M", 64u << 20, "64M" },
		{ "64m", 64u << 20, "64M" },
		{ "65536K", 64u << 20, "64M" },
		{ "1025", 1025, "1025" },
		{ "2G", (size_t)2 << 30, "2G" },
		{ "2048", 2048, "2K" },
		{ "", 0, NULL },
		{ "M", 0, NULL },
		{ "-1", 0, NULL },
		{ "1.5M", 0, NULL },
		{ "1 M", 0, NULL },
		{ "64MB", 0, NULL },
		{ "99999999999999999999", 0, NULL },
		{ "9999999999G", 0, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct dbn_buf shown;
		size_t n = 7;

		dbn_buf_init(&shown, 100);
		assert_int_equal(dbn_size_parse(dbn_str_of(table[i].text), &n), table[i].shortest != NULL);
		assert_int_equal(n, table[i].shortest ? table[i].size : 7);
		dbn_size_format(&shown, n);
		assert_str(dbn_buf_str(&shown), table[i].shortest ? table[i].shortest : "7");
		dbn_buf_release(&shown);
	}
}

static void bounds(void **state)
{
	struct dbn_decode_limits limits;

	(void)state;
	dbn_decode_limits_init(&limits);
	assert_int_equal(limits.file, 100u << 20);
	assert_int_equal(limits.files, 10000);
	assert_true(dbn_decode_limits_set(&limits, DBN_STR("file"), DBN_STR("1M")));
	assert_int_equal(limits.file, 1u << 20);
	assert_false(dbn_decode_limits_set(&limits, DBN_STR("file"), DBN_STR("2G")));
	assert_false(dbn_decode_limits_set(&limits, DBN_STR("file"), DBN_STR("0")));
	assert_false(dbn_decode_limits_set(&limits, DBN_STR("entries"), DBN_STR("-1")));
	assert_false(dbn_decode_limits_set(&limits, DBN_STR("nothing"), DBN_STR("1")));
	assert_int_equal(limits.file, 1u << 20);
	/* Every default stands within its own bounds. */
#define LIMIT(name, initial, least, most, takes, zh, en) \
	assert_true(dbn_decode_limits_set(&limits, DBN_STR(#name), DBN_STR(initial)));
#include "dubanc/decode_limits.def"
#undef LIMIT
}

static void refusals_name_the_setting(void **state)
{
	struct dbn_err err = { 0 };

	(void)state;
	assert_int_equal(dbn_fail_limit(&err, "文件", "part", 64u << 20), DBN_EDATA);
	assert_int_equal(err.diag.msg, DBN_MSG_TOO_MUCH);
	assert_string_equal(err.diag.args[1], "part");
	assert_string_equal(err.diag.args[2], "64M");
	err = (struct dbn_err){ 0 };
	assert_int_equal(dbn_fail_limit(&err, "文件", "merges", 3), DBN_EDATA);
	assert_int_equal(err.diag.msg, DBN_MSG_TOO_MUCH_FIXED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes),
		cmocka_unit_test(bounds),
		cmocka_unit_test(refusals_name_the_setting),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
