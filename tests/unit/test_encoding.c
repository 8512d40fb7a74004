/* test_encoding.c - bytes of unknown encoding to UTF-8. */
#include "unit.h"

#include "dubanc/encoding.h"

struct sample {
	struct dbn_str bytes;
	const char *text, *encoding;
	bool bom;
	size_t damaged;
};

#define BYTES(lit)                                                                                 \
	{                                                                                          \
		"" lit, sizeof(lit) - 1                                                            \
	}

static void samples(void **state)
{
	static const struct sample list[] = {
		{ BYTES("督办\n"), "督办\n", "UTF-8", false, 0 },
		{ BYTES("\xef\xbb\xbf"
			"督办"),
		  "督办", "UTF-8", true, 0 },
		{ BYTES("\xb6\xbd\xb0\xec"), "督办", "GB18030", false, 0 },
		{ BYTES("\x84\x31\x95\x33\xb6\xbd"), "督", "GB18030", true, 0 },
		/* A character that only GB18030 has, in four bytes (U+1820). */
		{ BYTES("\xb6\xbd\x81\x34\xd6\x30\xb0\xec"), "督\xe1\xa0\xa0办", "GB18030", false,
		  0 },
		{ BYTES("\xff\xfe\x63\x77\x9e\x52\x0d\x00\x0a\x00"), "督办\r\n", "UTF-16LE", true,
		  0 },
		{ BYTES("\xfe\xff\x77\x63\x52\x9e"), "督办", "UTF-16BE", true, 0 },
		{ BYTES("1\0.\0\x63\x77\x9e\x52\n\0"), "1.督办\n", "UTF-16LE", false, 0 },
		{ BYTES("\0"
			"1\0.\x77\x63\x52\x9e\0\n"),
		  "1.督办\n", "UTF-16BE", false, 0 },
		{ BYTES("督办事项落实情况报告表\xff。"), "督办事项落实情况报告表\xef\xbf\xbd。",
		  "UTF-8", false, 1 },
		{ BYTES(""), "", "UTF-8", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		struct dbn_err err = { .code = DBN_OK };
		struct dbn_decoded how;
		struct dbn_buf out;

		dbn_buf_init(&out, 4096);
		assert_int_equal(dbn_decode(list[i].bytes, "x", &out, &how, &err), DBN_OK);
		assert_str(dbn_buf_str(&out), list[i].text);
		assert_string_equal(how.encoding, list[i].encoding);
		assert_int_equal(how.bom, list[i].bom);
		assert_int_equal(how.damaged, list[i].damaged);
		dbn_buf_release(&out);
	}
}

static void rubbish_is_refused(void **state)
{
	static const char bytes[] = "\xff\xff\xff\x80\x80\xff\x81\xff\xff\xff\xff\xff";
	struct dbn_err err = { .code = DBN_OK };
	struct dbn_decoded how;
	struct dbn_buf out;

	(void)state;
	dbn_buf_init(&out, 4096);
	assert_int_equal(
	    dbn_decode((struct dbn_str) { bytes, sizeof bytes - 1 }, "x", &out, &how, &err),
	    DBN_EDATA);
	assert_int_equal(err.diag.msg, DBN_MSG_BAD_ENCODING);
	dbn_buf_release(&out);
}

static void back_to_gb18030(void **state)
{
	struct dbn_err err = { .code = DBN_OK };
	struct dbn_buf out;

	(void)state;
	dbn_buf_init(&out, 4096);
	assert_int_equal(dbn_encode_gb18030(DBN_STR("督办\xe1\xa0\xa0"), &out, &err), DBN_OK);
	assert_str(dbn_buf_str(&out), "\xb6\xbd\xb0\xec\x81\x34\xd6\x30");
	dbn_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(samples),
		cmocka_unit_test(rubbish_is_refused),
		cmocka_unit_test(back_to_gb18030),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
