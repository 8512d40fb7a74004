/*
 * fuzz_document.c - any bytes as a document: no crash; places lie inside the
 * text, what is handed out is valid UTF-8, paths are unique.
 */
#include <stdlib.h>

#include "dubanc/encoding.h"
#include "dubanc/parse.h"
#include "dubanc/text.h"

enum { ARENA_MAX = 256 << 20, COMPARE_MAX = 300 };

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_item(const struct dbn_item *item, struct dbn_str text)
{
	must(item->off <= text.len && item->len <= text.len - item->off);
	must(item->first_line <= item->last_line);
	must(item->path.len > 0);
	must(dbn_utf8_bad(item->path) == DBN_NONE);
	must(dbn_utf8_bad(item->title) == DBN_NONE);
	must(dbn_utf8_bad(item->text) == DBN_NONE);
	for (size_t i = 0; i < item->clause.parties.count; i++)
		must(dbn_utf8_bad(item->clause.parties.items[i].name) == DBN_NONE);
}

static void check(const struct dbn_document *doc, struct dbn_str text)
{
	for (size_t i = 0; i < doc->items.count; i++) {
		check_item(&doc->items.items[i], text);
		for (size_t k = 0; k < i && i < COMPARE_MAX; k++)
			must(!dbn_str_eq(doc->items.items[i].path, doc->items.items[k].path));
	}
	must(dbn_utf8_bad(doc->head.title) == DBN_NONE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dbn_arena arena;
	struct dbn_buf text, rows;
	struct dbn_decoded how;
	struct dbn_document doc;
	struct dbn_err err = { .code = DBN_OK };

	dbn_arena_init(&arena, ARENA_MAX);
	dbn_buf_init(&text, 16u << 20);
	dbn_buf_init(&rows, 64u << 20);
	if (dbn_decode((struct dbn_str) { (const char *)data, size }, "x", &text, &how, &err) ==
		DBN_OK &&
	    dbn_document_parse(&arena, dbn_buf_str(&text), NULL, &doc, &err) == DBN_OK) {
		check(&doc, dbn_buf_str(&text));
		must(dbn_parse_document_rows(&doc, &rows, &err) == DBN_OK);
		must(dbn_utf8_bad(dbn_buf_str(&rows)) == DBN_NONE);
	}
	dbn_buf_release(&rows);
	dbn_buf_release(&text);
	dbn_arena_release(&arena);
	return 0;
}
