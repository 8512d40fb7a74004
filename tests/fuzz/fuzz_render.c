/*
 * fuzz_render.c - any bytes in any table: every format is written, text and
 * html hold no control bytes, json and ics are valid UTF-8.
 */
#include <stdint.h>
#include <stdlib.h>

#include "dubanc/ics.h"
#include "dubanc/render.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok)
{
	if (!ok)
		abort();
}

static void no_controls(struct dbn_str s)
{
	for (size_t i = 0; i < s.len; i++)
		must((unsigned char)s.ptr[i] >= 0x20 || s.ptr[i] == '\n');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct dbn_field fields[] = {
		{ "id", { "编号", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
		{ "a", { "任务", "title" }, DBN_LEFT, DBN_FIT_CUT, 0 },
		{ "b", { "内容", "text" }, DBN_RIGHT, DBN_FIT_WRAP, 0 },
		{ "c", { "单位", "units" }, DBN_LEFT, DBN_FIT_CUT, DBN_FIELD_LIST },
	};
	struct dbn_str rest = { (const char *)data, size };
	struct dbn_arena a;
	struct dbn_table t;
	struct dbn_buf out;
	size_t columns = size ? data[0] : 0;

	dbn_arena_init(&a, 64u << 20);
	dbn_buf_init(&out, 64u << 20);
	dbn_table_init(&t, &a, "fuzz", fields, 4);
	while (rest.len) {
		if (rest.ptr[0] == '#')
			dbn_table_group(&t, dbn_str_sub(rest, 0, 8));
		dbn_table_row(&t);
		for (int i = 0; i < 4; i++) {
			dbn_put_text(&t, dbn_str_split(&rest, '\t'));
			if (!rest.ptr)
				rest = DBN_STR("");
		}
	}
	t.title = dbn_str_sub((struct dbn_str){ (const char *)data, size }, 0, 30);
	for (int f = DBN_FMT_TEXT; f <= DBN_FMT_HTML; f++) {
		struct dbn_how how = { .format = (enum dbn_format)f, .columns = columns,
				       .width = { 1 + (int)columns % 2 }, .excel = columns % 3 == 0 };

		dbn_buf_clear(&out);
		must(dbn_table_write(&out, &t, &how, NULL) == DBN_OK);
		if (f == DBN_FMT_TEXT || f == DBN_FMT_MD || f == DBN_FMT_HTML)
			no_controls(dbn_buf_str(&out));
		if (f == DBN_FMT_TEXT || f == DBN_FMT_MD || f == DBN_FMT_HTML || f == DBN_FMT_JSON)
			must(dbn_utf8_bad(dbn_buf_str(&out)) == DBN_NONE);
	}
	dbn_buf_clear(&out);
	dbn_ics_day(&out, &(struct dbn_ics_entry){ .uid = t.title, .stamp = DBN_STR(""), .day = 20000,
						   .summary = t.title, .description = t.title });
	must(dbn_utf8_bad(dbn_buf_str(&out)) == DBN_NONE);
	dbn_buf_release(&out);
	dbn_arena_release(&a);
	return 0;
}
