/* test_document.c - whole documents against their gold rows (tests/data/documents). */
#include "unit.h"

#include "dubanc/encoding.h"
#include "dubanc/parse.h"
#include "dubanc/text.h"

#define FOLDER "tests/data/documents/"

enum { COLUMNS = 14, FILE_MAX = 1 << 20 };

/* One parsed document with what it owns. */
struct fixture {
	struct dbn_arena arena;
	struct dbn_buf bytes, text, rows;
	struct dbn_document doc;
};

static void read_file(struct dbn_buf *out, const char *folder, struct dbn_str name)
{
	char path[256];
	FILE *f;
	size_t n;
	char *room;

	snprintf(path, sizeof path, "%s%.*s", folder, DBN_ARG(name));
	f = fopen(path, "rb");
	if (!f)
		fail_msg("cannot open %s", path);
	room = dbn_buf_reserve(out, FILE_MAX);
	assert_non_null(room);
	n = fread(room, 1, FILE_MAX, f);
	out->len += n;
	fclose(f);
}

static int parse(struct fixture *f, struct dbn_str text, int32_t date)
{
	struct dbn_document_ctx ctx = { .date = date, .received = DBN_NO_DAY };
	struct dbn_err err = { .code = DBN_OK };
	int code;

	dbn_arena_init(&f->arena, 512u << 20);
	code = dbn_document_parse(&f->arena, text, &ctx, &f->doc, &err);
	assert_int_equal(code, err.code);
	return code;
}

static void release(struct fixture *f)
{
	dbn_arena_release(&f->arena);
	dbn_buf_release(&f->bytes);
	dbn_buf_release(&f->text);
	dbn_buf_release(&f->rows);
}

static void start(struct fixture *f)
{
	dbn_buf_init(&f->bytes, 4u << 20);
	dbn_buf_init(&f->text, 4u << 20);
	dbn_buf_init(&f->rows, 4u << 20);
}

/* ---- gold ---- */

static struct dbn_str cell(struct dbn_str line, int n)
{
	struct dbn_str rest = line, out = { "", 0 };

	for (int i = 0; i <= n && rest.ptr; i++)
		out = dbn_str_split(&rest, '\t');
	return out;
}

static bool within(struct dbn_str a, struct dbn_str b)
{
	return dbn_str_find(a, b) != DBN_NONE || dbn_str_find(b, a) != DBN_NONE;
}

/* Targets agree when all but the metric is equal and one metric holds the other. */
static bool same_targets(struct dbn_str a, struct dbn_str b)
{
	while (a.ptr && b.ptr) {
		struct dbn_str x = dbn_str_split(&a, ';'), y = dbn_str_split(&b, ';');
		struct dbn_str mx = x.len ? dbn_str_split(&x, '|') : x;
		struct dbn_str my = y.len ? dbn_str_split(&y, '|') : y;

		if (!within(mx, my) || !dbn_str_eq(x, y))
			return false;
	}
	return !a.ptr && !b.ptr;
}

static void compare_row(struct dbn_str file, struct dbn_str want, struct dbn_str got)
{
	for (int i = 0; i < COLUMNS; i++) {
		struct dbn_str w = cell(want, i), g = cell(got, i);

		if (i == 11 ? !same_targets(w, g) : !dbn_str_eq(w, g))
			fail_msg("%.*s column %d\nwant %.*s\ngot  %.*s", DBN_ARG(file), i + 1,
				 DBN_ARG(want), DBN_ARG(got));
	}
}

static void compare_gold(struct dbn_str name, int32_t date)
{
	struct fixture f;
	struct dbn_decoded how;
	struct dbn_err err = { .code = DBN_OK };
	struct dbn_buf gold;
	struct dbn_str want, got, stem = name;
	char gold_name[128];

	start(&f);
	dbn_buf_init(&gold, 4u << 20);
	while (stem.len && stem.ptr[stem.len - 1] != '.')
		stem.len--;
	snprintf(gold_name, sizeof gold_name, "%.*sgold.tsv", DBN_ARG(stem));
	read_file(&f.bytes, FOLDER, name);
	read_file(&gold, FOLDER, dbn_str_of(gold_name));
	assert_int_equal(dbn_decode(dbn_buf_str(&f.bytes), "x", &f.text, &how, &err), DBN_OK);
	assert_int_equal(parse(&f, dbn_buf_str(&f.text), date), DBN_OK);
	dbn_buf_addz(&f.rows, dbn_parse_document_header);
	dbn_buf_addc(&f.rows, '\n');
	assert_int_equal(dbn_parse_document_rows(&f.doc, &f.rows, &err), DBN_OK);
	want = dbn_buf_str(&gold);
	got = dbn_buf_str(&f.rows);
	while (want.ptr && got.ptr) {
		struct dbn_str w = dbn_str_split(&want, '\n'), g = dbn_str_split(&got, '\n');

		compare_row(name, w, g);
	}
	assert_true(!want.ptr && !got.ptr);
	dbn_buf_release(&gold);
	release(&f);
}

static void gold(void **state)
{
	struct dbn_buf list;
	struct dbn_str rest, header;
	size_t n = 0;

	(void)state;
	dbn_buf_init(&list, 4u << 20);
	read_file(&list, FOLDER, DBN_STR("docs.tsv"));
	rest = dbn_buf_str(&list);
	header = dbn_str_split(&rest, '\n');
	assert_str(cell(header, 0), "file");
	while (rest.ptr) {
		struct dbn_str row = dbn_str_split(&rest, '\n');

		if (!row.len)
			continue;
		compare_gold(cell(row, 0), dbn_day_parse(cell(row, 2)));
		n++;
	}
	assert_true(n >= 12);
	dbn_buf_release(&list);
}

/* ---- properties ---- */

static void places_and_doubts(void **state)
{
	struct fixture f;
	struct dbn_str text;
	bool dup = false;

	(void)state;
	start(&f);
	read_file(&f.bytes, FOLDER, DBN_STR("sample_slip.txt"));
	text = dbn_buf_str(&f.bytes);
	assert_int_equal(parse(&f, text, DBN_NO_DAY), DBN_OK);
	for (size_t i = 0; i < f.doc.items.count; i++) {
		const struct dbn_item *item = &f.doc.items.items[i];

		assert_true(item->off <= text.len && item->len <= text.len - item->off);
		assert_true(item->first_line > 0 && item->first_line <= item->last_line);
		assert_int_equal(dbn_utf8_bad(item->title), DBN_NONE);
	}
	/* （七） is broken over a page with 便 doubled. */
	for (size_t i = 0; i < f.doc.doubts.count; i++)
		dup = dup || f.doc.doubts.items[i].doubt == DBN_DOUBT_DUP_AT_BREAK;
	assert_true(dup);
	release(&f);
}

static void repeated_numbers_stay_apart(void **state)
{
	struct fixture f;

	(void)state;
	start(&f);
	assert_int_equal(
	    parse(&f, DBN_STR("一、任务\n（一）修路。（市交通局）\n（一）架桥。（市水利局）\n"),
		  DBN_NO_DAY),
	    DBN_OK);
	assert_int_equal(f.doc.items.count, 2);
	assert_str(f.doc.items.items[0].path, "一/（一）");
	assert_str(f.doc.items.items[1].path, "一/（一）#2");
	assert_true(f.doc.items.items[1].doubts & DBN_DOUBT_BIT(NUMBER_REPEATED));
	release(&f);
}

static void long_paragraph_is_refused(void **state)
{
	struct fixture f;
	struct dbn_err err = { .code = DBN_OK };
	struct dbn_str text;

	(void)state;
	start(&f);
	dbn_buf_addz(&f.bytes, "第一行。\n");
	dbn_buf_fill(&f.bytes, 'x', (1u << 20) + 1);
	text = dbn_buf_str(&f.bytes);
	dbn_arena_init(&f.arena, 512u << 20);
	assert_int_equal(dbn_document_parse(&f.arena, text, NULL, &f.doc, &err), DBN_EDATA);
	assert_int_equal(err.diag.msg, DBN_MSG_PARAGRAPH_TOO_LONG);
	assert_int_equal(err.diag.pos.line, 2);
	release(&f);
}

/* What repeats inside a clause until it is beyond a limit, and where that must be told. */
static void clauses_beyond_limits_are_refused(void **state)
{
	static const struct {
		const char *before, *piece, *after;
		size_t times;
		enum dbn_msg msg;
		size_t line;
	} cases[] = {
		{ "一、修路\n1.架桥。\n2.修路。（责任单位：", "市水利局、", "市民政局）\n", 5000,
		  DBN_MSG_CLAUSE_LONG, 3 },
		{ "1.架桥。\n2.修路。\n", "责任单位：市水利局\n", "", 3000, DBN_MSG_CLAUSE_LONG, 2187 },
		{ "1.架桥。\n2.修路。\n责任单位：市水利局\n", "完成时限：2024年6月底\n", "", 5000,
		  DBN_MSG_CLAUSE_LONG, 3859 },
		{ "1.修路。", "（责任单位：市水利局、市民政局）", "", 2000, DBN_MSG_CLAUSE_LONG, 1 },
		{ "1.架桥。\n2.修路。（责任单位：市水利局", "（", "市民政局）\n", 17,
		  DBN_MSG_CLAUSE_DEPTH, 2 },
		{ "1.架桥。\n2.修路。（责任单位：", "甲、", "乙）\n", 10001, DBN_MSG_CLAUSE_UNITS, 2 },
		{ "序号\t任务\t责任单位\n1\t架桥\t市水利局\n2\t修路\t", "市民政局、", "市水利局\n",
		  5000, DBN_MSG_CLAUSE_LONG, 3 },
		{ "序号\t任务\t责任单位\n1\t架桥\t", "（", "市水利局\n", 17, DBN_MSG_CLAUSE_DEPTH, 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dbn_err err = { .code = DBN_OK };
		struct fixture f;

		start(&f);
		dbn_buf_addz(&f.bytes, cases[i].before);
		for (size_t k = 0; k < cases[i].times; k++)
			dbn_buf_addz(&f.bytes, cases[i].piece);
		dbn_buf_addz(&f.bytes, cases[i].after);
		dbn_arena_init(&f.arena, 512u << 20);
		assert_int_equal(dbn_document_parse(&f.arena, dbn_buf_str(&f.bytes), NULL, &f.doc, &err),
				 DBN_EDATA);
		assert_int_equal(err.diag.msg, cases[i].msg);
		assert_int_equal(err.diag.pos.line, cases[i].line);
		release(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gold),
		cmocka_unit_test(places_and_doubts),
		cmocka_unit_test(repeated_numbers_stay_apart),
		cmocka_unit_test(long_paragraph_is_refused),
		cmocka_unit_test(clauses_beyond_limits_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
