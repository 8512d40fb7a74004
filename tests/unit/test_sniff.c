/* test_sniff.c - kinds of files by their content. */
#include "unit.h"

#include "../data/formats/pack.h"
#include "dubanc/sniff.h"

static void by_first_bytes(void **state)
{
	static const struct {
		struct dbn_str bytes;
		enum dbn_filekind kind;
	} table[] = {
#define S(lit) { "" lit, sizeof(lit) - 1 }
		{ S(""), DBN_IS_EMPTY },
		{ S(" \r\n"), DBN_IS_EMPTY },
		{ S("一、总则"), DBN_IS_TEXT },
		{ S("\xef\xbb\xbf序号,任务\n"), DBN_IS_TEXT },
		{ S("\xff\xfe\x00\x4e\x8c\x4e"), DBN_IS_TEXT },
		{ S("\xb6\xbd\xb2\xe9"), DBN_IS_TEXT },
		{ S("<<通知>> 见 <附件>"), DBN_IS_TEXT },
		{ S("BM 是两个字母"), DBN_IS_TEXT },
		{ S("GD 省的文件"), DBN_IS_TEXT },
		{ S("  <!DOCTYPE HTML><p>"), DBN_IS_HTML },
		{ S("\xef\xbb\xbf<html>"), DBN_IS_HTML },
		{ S("<TABLE border=1>"), DBN_IS_HTML },
		{ S("\xff\xfe<\0h\0t\0m\0l\0>\0"), DBN_IS_HTML },
		{ S("<?xml version=\"1.0\"?><html xmlns=\"x\">"), DBN_IS_HTML },
		{ S("<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?>"), DBN_IS_FLAT },
		{ S("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>"), DBN_IS_FLAT_SHEET },
		{ S("%PDF-1.4\n"), DBN_IS_PDF },
		{ S("\0\0junk%PDF-1.4\n"), DBN_IS_PDF },
		{ S("{\\rtf1\\ansi"), DBN_IS_RTF },
		{ S("MIME-Version: 1.0\r\n"), DBN_IS_MHT },
		{ S("Founder CEB 2.0\0\1\2"), DBN_IS_CEB },
		{ S("SEP\0\1\2\3\4\5\6"), DBN_IS_CEB },
		{ S("\x89PNG\r\n\x1a\n"), DBN_IS_IMAGE },
		{ S("\xff\xd8\xff\xe0"), DBN_IS_IMAGE },
		{ S("BM\0\1\2\3\4\5"), DBN_IS_IMAGE },
		{ S("Rar!\x1a\7\0"), DBN_IS_RAR },
		{ S("\x1f\x8b\b\0"), DBN_IS_RAR },
		{ S("\x7f" "ELF\1\2\3\4\5\6\7"), DBN_IS_UNKNOWN },
#undef S
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		enum dbn_filekind got = dbn_sniff(table[i].bytes);

		if (got != table[i].kind)
			fail_msg("row %zu: %s, want %s", i, dbn_filekind_name(got),
				 dbn_filekind_name(table[i].kind));
	}
}

static void by_names_in_a_zip(void **state)
{
	static const struct {
		const char *name, *first;
		enum dbn_filekind kind;
	} table[] = {
		{ "word/document.xml", "", DBN_IS_DOCX },
		{ "WORD/document.xml", "", DBN_IS_DOCX },
		{ "xl/workbook.xml", "", DBN_IS_XLSX },
		{ "OFD.xml", "", DBN_IS_OFD },
		{ "/ofd.xml", "", DBN_IS_OFD },
		{ "ppt/presentation.xml", "", DBN_IS_PPT },
		{ "content.xml", "application/vnd.oasis.opendocument.text", DBN_IS_ODF },
		{ "content.xml", "application/vnd.oasis.opendocument.spreadsheet", DBN_IS_ODS },
		{ "通知.txt", "", DBN_IS_ZIP },
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct dbn_str whole;
		struct pack z;

		pack_init(&z);
		pack_addz(&z, "mimetype", table[i].first);
		pack_addz(&z, table[i].name, "<x/>");
		whole = pack_end(&z);
		assert_int_equal(dbn_sniff(whole), table[i].kind);
		/* Cut short, the local headers still tell, but for what the end alone says. */
		if (table[i].kind != DBN_IS_ODS)
			assert_int_equal(dbn_sniff(dbn_str_sub(whole, 0, whole.len - 30)), table[i].kind);
		pack_release(&z);
	}
}

static void by_streams_of_an_old_file(void **state)
{
	static const struct {
		const char *stream;
		enum dbn_filekind kind;
	} table[] = {
		{ "WordDocument", DBN_IS_DOC },	      { "Workbook", DBN_IS_XLS },
		{ "EncryptedPackage", DBN_IS_LOCKED }, { "PowerPoint Document", DBN_IS_PPT },
		{ "Something", DBN_IS_DOC },
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		char file[1024] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
		size_t n = strlen(table[i].stream);

		for (size_t k = 0; k < n; k++)
			file[640 + 2 * k] = table[i].stream[k];
		file[640 + 64] = (char)(2 * n + 2);
		assert_int_equal(dbn_sniff((struct dbn_str){ file, sizeof file }), table[i].kind);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_first_bytes),
		cmocka_unit_test(by_names_in_a_zip),
		cmocka_unit_test(by_streams_of_an_old_file),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
