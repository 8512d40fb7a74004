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
		/* 一 has the NUL that line ends do not have. */
		{ BYTES("\0\x4e\x01\x30\x63\x77\x9e\x52\n\0"), "一、督办\n", "UTF-16LE", false, 0 },
		{ BYTES("\x4e\0\x30\x01\x77\x63\x52\x9e\0\n"), "一、督办\n", "UTF-16BE", false, 0 },
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

/* What a file says of itself counts unless its bytes prove otherwise. */
static void labels(void **state)
{
#define BIG "\xc3\xf6\xa9\xf3\xa5\x5b\xa7\xd6\xa4\xf4\xae\x77\xab\xd8\xb3\x5d\xaa\xba\xb3\x71\xaa\xbe\xa1\x41\xbd\xd0\xbb\x7b\xaf\x75\xb3\x65\xb9\xfd\xb0\xf5\xa6\xe6\xa1\x43"
#define GBK "\xea\x50\xec\xb6\xbc\xd3\xbf\xec\xcb\xae\x8e\xec\xbd\xa8\xd4\x4f\xb5\xc4\xcd\xa8\xd6\xaa\xa3\xac\xd5\x88\xd5\x4a\xd5\xe6\xd8\x9e\x8f\xd8\x88\xcc\xd0\xd0\xa1\xa3"
	static const struct {
		struct dbn_str bytes;
		const char *label, *encoding;
		bool guessed, same;
	} table[] = {
		{ BYTES(BIG), "", "Big5", true, true },
		{ BYTES(GBK), "", "GB18030", true, true },
		{ BYTES(BIG), "BIG5", "Big5", false, true },
		{ BYTES(GBK), "GB2312", "GB18030", false, true },
		{ BYTES(GBK), "iso-8859-1", "GB18030", true, true },
		{ BYTES(GBK), "utf-8", "GB18030", true, true },
		{ BYTES(BIG), "utf-8", "Big5", true, true },
		{ BYTES("關於加快水庫建設的通知，請認真貫徹執行。"), "big5", "UTF-8", false, true },
		{ BYTES("關於加快水庫建設的通知，請認真貫徹執行。"), "gb2312", "UTF-8", false, true },
		/* A label that fits the bytes is believed. */
		{ BYTES(BIG), "gbk", "GB18030", false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct dbn_err err = { .code = DBN_OK };
		struct dbn_decoded how;
		struct dbn_buf out;

		dbn_buf_init(&out, 4096);
		assert_int_equal(dbn_decode_labelled(table[i].bytes, dbn_str_of(table[i].label), "x", &out, &how, &err),
				 DBN_OK);
		assert_string_equal(how.encoding, table[i].encoding);
		assert_int_equal(how.guessed, table[i].guessed);
		assert_int_equal(dbn_str_eqz(dbn_buf_str(&out), "關於加快水庫建設的通知，請認真貫徹執行。"), table[i].same);
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
		cmocka_unit_test(labels),
		cmocka_unit_test(rubbish_is_refused),
		cmocka_unit_test(back_to_gb18030),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
