/* test_merge.c - three-way merges of rows and files. */
#include "unit.h"

#include "dubanc/merge.h"

static const struct dbn_sink quiet = { NULL, NULL };

struct merge_case {
	const char *name, *path, *base, *ours, *theirs, *want;
	const char *conflicts; /* "id column base|ours|theirs" lines, or "" */
};

#define H "id,lead,coop,due,state,progress,done,event,note\n"
#define T "tasks/A.csv"

static const struct merge_case cases[] = {
	{ "cells of one row on both sides", T,
	  H "A:1,甲,,2026-06-30,open,0,,e1,\n", H "A:1,甲,,2026-06-30,open,0,,e2,改\n",
	  H "A:1,甲,,2026-07-30,open,0,,e3,\n", H "A:1,甲,,2026-07-30,open,0,,e1,改\n", "" },
	{ "adjacent rows", T,
	  H "A:1,,,,,,,,\nA:2,,,,,,,,\n", H "A:1,,,,,,,,x\nA:2,,,,,,,,\n",
	  H "A:1,,,,,,,,\nA:2,,,,,,,,y\n", H "A:1,,,,,,,,x\nA:2,,,,,,,,y\n", "" },
	{ "the same cell", T, H "A:1,,,,,,,,\n", H "A:1,,,,,,,,x\n", H "A:1,,,,,,,,y\n", H "A:1,,,,,,,,x\n",
	  "A:1 note |x|y\n" },
	{ "the same edit", T, H "A:1,,,,,,,,\n", H "A:1,,,,,,,,x\n", H "A:1,,,,,,,,x\n", H "A:1,,,,,,,,x\n", "" },
	{ "members of a list", T, H "A:1,,甲;乙,,,,,e1,\n", H "A:1,,甲;乙;丙,,,,,e2,\n",
	  H "A:1,,乙;丁,,,,,e3,\n", H "A:1,,乙;丙;丁,,,,,e1,\n", "" },
	{ "the later state", T, H "A:1,,,,open,0,,e1,\n", H "A:1,,,,doing,30,,e2,\n", H "A:1,,,,reported,,,e3,\n",
	  H "A:1,,,,reported,,,e1,\n", "" },
	{ "edit against delete", T, H "A:1,,,,,,,,\nA:2,,,,,,,,\n", H "A:1,,,,,,,,x\nA:2,,,,,,,,\n", H "A:2,,,,,,,,\n",
	  H "A:1,,,,,,,,x\nA:2,,,,,,,,\n", "A:1 * id=A:1|id=A:1; note=x|\n" },
	{ "delete against edit", T, H "A:1,,,,,,,,\nA:2,,,,,,,,\n", H "A:2,,,,,,,,\n", H "A:1,,,,,,,,x\nA:2,,,,,,,,\n",
	  H "A:2,,,,,,,,\n", "A:1 * id=A:1||id=A:1; note=x\n" },
	{ "both deleted", T, H "A:1,,,,,,,,\n", H, H, H, "" },
	{ "one id added twice", T, H, H "A:1,,,,,,,,x\n", H "A:1,,,,,,,,y\n", H "A:1,,,,,,,,x\n",
	  "A:1 * |id=A:1; note=x|id=A:1; note=y\n" },
	{ "rows added on both sides", T, H "A:1,,,,,,,,\n", H "A:1,,,,,,,,\nA:2,,,,,,,,\n",
	  H "A:0,,,,,,,,\nA:1,,,,,,,,\nA:3,,,,,,,,\n", H "A:0,,,,,,,,\nA:1,,,,,,,,\nA:2,,,,,,,,\nA:3,,,,,,,,\n", "" },
	{ "a file added on both sides", T, "", H "A:1,,,,,,,,\n", H "A:2,,,,,,,,\n", H "A:1,,,,,,,,\nA:2,,,,,,,,\n", "" },
	{ "a column added there", T, "id,note\nA:1,x\n", "id,note\nA:1,y\n", "id,自定,note\nA:1,z,x\n",
	  "id,note,自定\nA:1,y,z\n", "" },
	{ "a column taken out here, edited there", T, "id,自定\nA:1,x\n", "id\nA:1\n", "id,自定\nA:1,y\n",
	  "id,自定\nA:1,y\n", "" },
	{ "a column taken out here, untouched there", T, "id,自定\nA:1,x\n", "id\nA:1\n", "id,自定\nA:1,x\n",
	  "id\nA:1\n", "" },
	{ "struck off here, extended there", T, H "A:1,,,2026-06-30,doing,,,e1,\n",
	  H "A:1,,,2026-06-30,closed,100,2026-06-01,e2,\n", H "A:1,,,2026-09-30,doing,,,e3,\n",
	  H "A:1,,,2026-06-30,closed,100,2026-06-01,e3,\n", "A:1 due 2026-06-30|2026-06-30|2026-09-30\n" },
	{ "lead here, assisting there", T, H "A:1,,,,,,,e1,\n", H "A:1,甲,,,,,,e2,\n", H "A:1,,甲,,,,,e3,\n",
	  H "A:1,甲,,,,,,e3,\n", "A:1 coop ||甲\n" },
	{ "BOM, CRLF, other order of columns", T, "id,note,due\nA:1,,\n", "\xef\xbb\xbfid,note,due\r\nA:1,x,\r\n",
	  "due,id,note\n2026/5/4,A:1,\n", "id,note,due\nA:1,x,2026-05-04\n", "" },
	{ "events stand in their order", "events/A.csv", "id,at,text\ne1,2026-01-01T00:00:00.000Z,\n",
	  "id,at,text\ne1,2026-01-01T00:00:00.000Z,\ne3,2026-01-03T00:00:00.000Z,\n",
	  "id,at,text\ne1,2026-01-01T00:00:00.000Z,\ne2,2026-01-02T00:00:00.000Z,\n",
	  "id,at,text\ne1,2026-01-01T00:00:00.000Z,\ne2,2026-01-02T00:00:00.000Z,\ne3,2026-01-03T00:00:00.000Z,\n", "" },
	{ "aliases unite", "units.csv", "unit,aliases\n市发改委,发改委\n", "unit,aliases\n市发改委,发改委;市发展改革委\n",
	  "unit,aliases\n市发改委,发改委;发改局\n", "unit,aliases\n市发改委,发改委;市发展改革委;发改局\n", "" },
	{ "one paper imported by two: the earlier day", "documents.csv", "key,received,imported\n",
	  "key,received,imported\nA,2026-03-02,2026-03-03\n", "key,received,imported\nA,2026-03-01,2026-03-02\n",
	  "key,received,imported\nA,2026-03-02,2026-03-02\n", "A received |2026-03-02|2026-03-01\n" },
	{ "a row that stands twice is not lost", T, "id,note\nA:1,\n", "id,note\nA:1,x\nA:1,y\n", "id,note\nA:1,\nA:2,\n",
	  "id,note\nA:1,x\nA:2,\nA:1,y\n", "" },
};

static void add_conflicts(struct dbn_buf *out, const struct dbn_merge_result *r)
{
	for (size_t i = 0; i < r->conflicts.count; i++) {
		const struct dbn_conflict *c = &r->conflicts.items[i];
		struct dbn_str parts[] = { c->id, DBN_STR(" "), c->column, DBN_STR(" "), c->base,
					   DBN_STR("|"), c->ours, DBN_STR("|"), c->theirs, DBN_STR("\n") };

		for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
			dbn_buf_add(out, parts[k]);
	}
}

static int merge(struct dbn_arena *a, const char *path, const char *base, const char *ours, const char *theirs,
		 struct dbn_buf *out, struct dbn_merge_result *r)
{
	struct dbn_err err = { 0 };

	return dbn_merge_files(a, dbn_str_of(path), dbn_str_of(base), dbn_str_of(ours), dbn_str_of(theirs), out, r,
			       quiet, &err);
}

static void as_the_table_says(void **state)
{
	const struct merge_case *c = *state;
	struct dbn_merge_result r;
	struct dbn_buf out, conflicts;
	struct dbn_arena a;

	dbn_arena_init(&a, 64u << 20);
	dbn_buf_init(&out, 1u << 20);
	dbn_buf_init(&conflicts, 1u << 20);
	assert_int_equal(merge(&a, c->path, c->base, c->ours, c->theirs, &out, &r), DBN_OK);
	add_conflicts(&conflicts, &r);
	assert_str(dbn_buf_str(&out), c->want);
	assert_str(dbn_buf_str(&conflicts), c->conflicts);
	dbn_buf_release(&conflicts);
	dbn_buf_release(&out);
	dbn_arena_release(&a);
}

static void one_side_alone_gives_that_side(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dbn_merge_result r;
		struct dbn_buf out, again;
		struct dbn_arena a;

		dbn_arena_init(&a, 64u << 20);
		dbn_buf_init(&out, 1u << 20);
		dbn_buf_init(&again, 1u << 20);
		/* the result, taken as one side against an untouched base, stays itself */
		assert_int_equal(merge(&a, cases[i].path, cases[i].base, cases[i].want, cases[i].base, &out, &r), DBN_OK);
		assert_int_equal(r.conflicts.count, 0);
		assert_str(dbn_buf_str(&out), cases[i].want);
		if (cases[i].base[0]) {
			assert_int_equal(merge(&a, cases[i].path, cases[i].base, cases[i].base, cases[i].theirs, &again, &r), DBN_OK);
			assert_int_equal(r.conflicts.count, 0);
		}
		dbn_buf_release(&again);
		dbn_buf_release(&out);
		dbn_arena_release(&a);
	}
}

/* Lines of a text, sorted, as one number. */
static uint64_t bag_of_lines(struct dbn_str s)
{
	uint64_t sum = 0;

	while (s.ptr) {
		struct dbn_str line = dbn_str_split(&s, '\n');
		uint64_t h = 1469598103934665603u;

		for (size_t i = 0; i < line.len; i++)
			h = (h ^ (unsigned char)line.ptr[i]) * 1099511628211u;
		sum += h;
	}
	return sum;
}

static void sides_may_be_exchanged(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dbn_merge_result r, s;
		struct dbn_buf out, other;
		struct dbn_arena a;

		dbn_arena_init(&a, 64u << 20);
		dbn_buf_init(&out, 1u << 20);
		dbn_buf_init(&other, 1u << 20);
		assert_int_equal(merge(&a, cases[i].path, cases[i].base, cases[i].ours, cases[i].theirs, &out, &r), DBN_OK);
		assert_int_equal(merge(&a, cases[i].path, cases[i].base, cases[i].theirs, cases[i].ours, &other, &s), DBN_OK);
		assert_int_equal(r.conflicts.count, s.conflicts.count);
		if (!r.conflicts.count && strstr(out.ptr, "自定") == NULL && strstr(cases[i].name, "columns") == NULL &&
		    strstr(cases[i].name, "aliases") == NULL)
			assert_true(bag_of_lines(dbn_buf_str(&out)) == bag_of_lines(dbn_buf_str(&other)));
		dbn_buf_release(&other);
		dbn_buf_release(&out);
		dbn_arena_release(&a);
	}
}

static void conflicts_read_back(void **state)
{
	struct dbn_merge_result r, s;
	struct dbn_buf out, list;
	struct dbn_arena a;
	struct dbn_err err = { 0 };
	struct dbn_str path;

	(void)state;
	dbn_arena_init(&a, 64u << 20);
	dbn_buf_init(&out, 1u << 20);
	dbn_buf_init(&list, 1u << 20);
	assert_int_equal(merge(&a, T, H "A:1,,,,,,,,\n", H "A:1,,,,,,,,\"x,\"\"y\"\n", H "A:1,,,,,,,,z\n", &out, &r), DBN_OK);
	dbn_conflicts_write(&list, DBN_STR(T), &r);
	assert_str(dbn_buf_str(&list), "file,id,column,base,ours,theirs,events\ntasks/A.csv,A:1,note,,\"x,\"\"y\",z,\n");
	assert_int_equal(dbn_conflicts_read(&a, dbn_buf_str(&list), "conflicts/tasks/A.csv", &path, &s, quiet, &err), DBN_OK);
	assert_str(path, T);
	assert_int_equal(s.conflicts.count, 1);
	assert_str(s.conflicts.items[0].ours, "x,\"y");
	dbn_buf_release(&list);
	dbn_buf_release(&out);
	dbn_arena_release(&a);
}

static void damaged_versions_are_left_to_git(void **state)
{
	struct dbn_merge_result r;
	struct dbn_buf out;
	struct dbn_arena a;

	(void)state;
	dbn_arena_init(&a, 64u << 20);
	dbn_buf_init(&out, 1u << 20);
	assert_int_equal(merge(&a, T, H, H "<<<<<<< HEAD\n", H, &out, &r), DBN_EDATA);
	assert_int_equal(merge(&a, T, H, "id,note\nA:1,\"x\n", H, &out, &r), DBN_EDATA);
	assert_int_equal(merge(&a, "sources/A.txt", "", "", "", &out, &r), DBN_EUSAGE);
	dbn_buf_release(&out);
	dbn_arena_release(&a);
}

static void textconv_is_a_line_a_cell(void **state)
{
	struct dbn_buf out;
	struct dbn_err err = { 0 };

	(void)state;
	dbn_buf_init(&out, 1u << 20);
	assert_int_equal(dbn_textconv(DBN_STR("id,a,b\nA:1,x,\nA:2,\"y,\",z\n"), &out, &err), DBN_OK);
	assert_str(dbn_buf_str(&out), "A:1\ta\tx\nA:2\ta\ty,\nA:2\tb\tz\n");
	dbn_buf_clear(&out);
	assert_int_equal(dbn_textconv(DBN_STR("no table\n"), &out, &err), DBN_OK);
	assert_str(dbn_buf_str(&out), "no table\n");
	dbn_buf_release(&out);
}

static void paths_name_tables(void **state)
{
	(void)state;
	assert_int_equal(dbn_table_of_path(DBN_STR("tasks/A.csv")), DBN_TASKS);
	assert_int_equal(dbn_table_of_path(DBN_STR("sub/events/A.csv")), DBN_EVENTS);
	assert_int_equal(dbn_table_of_path(DBN_STR("units.csv")), DBN_UNITS);
	assert_int_equal(dbn_table_of_path(DBN_STR("conflicts/x.csv")), DBN_TABLES);
	assert_int_equal(dbn_table_of_path(DBN_STR("sources/A.tsv")), DBN_TABLES);
}

int main(void)
{
	enum { CASES = sizeof cases / sizeof *cases };
	static struct CMUnitTest tests[CASES + 6] = {
		cmocka_unit_test(one_side_alone_gives_that_side), cmocka_unit_test(sides_may_be_exchanged),
		cmocka_unit_test(conflicts_read_back), cmocka_unit_test(damaged_versions_are_left_to_git),
		cmocka_unit_test(textconv_is_a_line_a_cell), cmocka_unit_test(paths_name_tables),
	};

	for (size_t i = 0; i < CASES; i++)
		tests[6 + i] = (struct CMUnitTest){ cases[i].name, as_the_table_says, NULL, NULL,
						    (void *)(uintptr_t)&cases[i] };
	return !!_cmocka_run_group_tests("merge", tests, CASES + 6, NULL, NULL);
}
