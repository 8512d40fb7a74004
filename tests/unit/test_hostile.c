/* test_hostile.c - documents that mean harm, are cut short or damaged. */
#include "decode.h"

/* Closes the container, which must be refused, and releases it. */
static void refuse_docx(struct pack *z, const char *slug)
{
	refuse(dec_docx, pack_end(z), slug);
	pack_release(z);
}

static void bombs(void **state)
{
	struct dbn_decode_limits limits;
	struct pack z;

	(void)state;
	dbn_decode_limits_init(&limits);
	limits.part = (size_t)64 << 20; /* a bomb above the default takes long to make */
	pack_init(&z);
	pack_bomb(&z, "word/document.xml", (size_t)80 << 20, (size_t)80 << 20);
	refuse_within(dec_docx, pack_end(&z), &limits, "too-much");
	pack_release(&z);
	/* The directory says ten bytes. */
	pack_init(&z);
	pack_bomb(&z, "word/document.xml", (size_t)80 << 20, 10);
	refuse_within(dec_docx, pack_end(&z), &limits, "too-much");
	pack_release(&z);
	pack_init(&z);
	pack_entry(&z, "word/document.xml", DBN_STR("<d><body><p><r><t>x</t></r></p></body></d>"), 0, 1, 42);
	refuse_docx(&z, "zip");
}

/* Containers that show one reader this and another that. */
static void containers_with_tricks(void **state)
{
	static const struct {
		const char *names[2], *slug;
	} table[] = {
		{ { "word/document.xml", "word/document.xml" }, "duplicate-entry" },
		{ { "word/document.xml", "word\\document.xml" }, "duplicate-entry" },
		{ { "word/document.xml", "/word/document.xml" }, "duplicate-entry" },
		{ { "word/document.xml", "../../etc/passwd" }, "bad-path" },
		{ { "word/document.xml", "word\\..\\..\\x" }, "bad-path" },
		{ { "word/document.xml", "C:/x" }, "bad-path" },
		{ { "word/document.xml", "word/a\nb" }, "bad-path" },
		{ { "word/document.xml", "word/a..b" }, "ok" },
	};
	static const char body[] = "<d><body><p><r><t>甲</t></r></p></body></d>";
	struct pack z;
	char *end;

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct result r;

		pack_init(&z);
		pack_addz(&z, table[i].names[0], body);
		pack_addz(&z, table[i].names[1], body);
		r = read_with(dec_docx, pack_end(&z), NULL);
		assert_string_equal(said(&r), table[i].slug);
		release(&r);
		pack_release(&z);
	}
	pack_init(&z);
	pack_addz(&z, "word/document.xml", body);
	pack_again(&z, "word/footnotes.xm");
	refuse_docx(&z, "overlapping-entries");
	/* An entry that reaches into the directory. */
	pack_init(&z);
	pack_entry(&z, "word/document.xml", dbn_str_of(body), 0, 0, sizeof body - 1);
	z.directory.ptr[20] = (char)(z.directory.ptr[20] + 40);
	refuse_docx(&z, "overlapping-entries");
	/* A header that is not there. */
	pack_init(&z);
	pack_addz(&z, "word/document.xml", body);
	z.directory.ptr[42] = 3;
	refuse_docx(&z, "damaged");
	/* zip64, by the size of an entry, by the record at the end, by its locator. */
	pack_init(&z);
	pack_entry(&z, "word/document.xml", dbn_str_of(body), 0, 0, 0xffffffff);
	refuse_docx(&z, "zip64");
	pack_init(&z);
	pack_addz(&z, "word/document.xml", body);
	pack_end(&z);
	end = z.file.ptr + z.file.len - 22;
	end[8] = end[9] = end[10] = end[11] = (char)0xff;
	refuse(dec_docx, dbn_buf_str(&z.file), "zip64");
	pack_release(&z);
	pack_init(&z);
	pack_addz(&z, "word/document.xml", body);
	dbn_buf_add(&z.directory, (struct dbn_str){ "PK\6\7\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0", 20 });
	refuse_docx(&z, "zip64");
	/* A gigantic size, declared only: refused before anything is inflated. */
	pack_init(&z);
	pack_entry(&z, "word/document.xml", dbn_str_of(body), 8, 0, 0xfffffffe);
	refuse_docx(&z, "too-much");
}

static void too_many_entries(void **state)
{
	struct dbn_decode_limits limits;
	struct result r;
	struct pack z;

	(void)state;
	dbn_decode_limits_init(&limits);
	assert_true(dbn_decode_limits_set(&limits, DBN_STR("entries"), DBN_STR("3")));
	pack_init(&z);
	r = read_with(dec_docx, make_docx(&z, DBN_STR(P("甲"))), &limits);
	assert_string_equal(said(&r), "too-much");
	release(&r);
	pack_release(&z);
}

static void entities_and_depth(void **state)
{
	static const char dtd[] = "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
				  "<d><body><p><r><t>&e;</t></r></p></body></d>";
	struct dbn_buf deep;
	struct pack z;

	(void)state;
	pack_init(&z);
	pack_addz(&z, "word/document.xml", dtd);
	refuse_docx(&z, "doctype");
	pack_init(&z);
	pack_addz(&z, "word/document.xml", "<d><body><p><r><t>&e;</t></r></p></body></d>");
	refuse_docx(&z, "xml");
	dbn_buf_init(&deep, 16 << 20);
	for (int i = 0; i < 50000; i++)
		dbn_buf_addz(&deep, "<w:sdt><w:sdtContent>");
	pack_init(&z);
	refuse(dec_docx, make_docx(&z, dbn_buf_str(&deep)), "too-much");
	pack_release(&z);
	dbn_buf_clear(&deep);
	for (int i = 0; i < 50000; i++)
		dbn_buf_addz(&deep, "<div><b>");
	refuse(dec_html, dbn_buf_str(&deep), "too-much");
	dbn_buf_release(&deep);
}

/* Cut anywhere, a file is refused or read; nothing else. */
static void cut_anywhere(void **state)
{
	reader_fn *const readers[] = { dec_docx, dec_ofd, dec_xlsx };

	(void)state;
	for (size_t k = 0; k < 3; k++) {
		struct dbn_str whole;
		struct pack z;

		pack_init(&z);
		whole = k == 0	 ? make_docx(&z, dbn_str_of(PS("1", "强化引领") PS("2", "抓学习。")))
			: k == 1 ? make_ofd(&z, DBN_STR("<ofd:TextObject ID=\"9\" Size=\"5\" Font=\"1\" Boundary=\"30 30 140 8\">"
						"<ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"g 3 5\">甲乙丙丁</ofd:TextCode></ofd:TextObject>"))
				 : make_xlsx(&z, BOOK(""), DBN_STR("<sheetData><row>" "<c r=\"A1\" s=\"0\"><v>1</v></c>" "</row></sheetData>"));
		for (size_t n = 0; n < whole.len; n += 100) {
			struct result r = read_with(readers[k], dbn_str_sub(whole, 0, n), NULL);

			assert_true(r.code < 0);
			assert_int_equal(r.text.len, 0);
			release(&r);
		}
		pack_release(&z);
	}
}

/* Bytes turned one after another: an answer or a refusal, within bounds. */
static void bytes_turned(void **state)
{
	struct dbn_str whole;
	struct pack z;

	(void)state;
	pack_init(&z);
	whole = make_docx(&z, dbn_str_of("<w:tbl><w:tr>" TC("", "序号") TC("", "任务") "</w:tr></w:tbl>" PS("1", "强化引领")));
	for (size_t i = 0; i < whole.len; i += 7) {
		char *p = z.file.ptr + i, old = *p;
		struct result r;

		*p = (char)~old;
		r = read_with(dec_docx, whole, NULL);
		release(&r);
		*p = old;
	}
	pack_release(&z);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bombs),
		cmocka_unit_test(containers_with_tricks),
		cmocka_unit_test(too_many_entries),
		cmocka_unit_test(entities_and_depth),
		cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(bytes_turned),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
