/*
 * test_paper.c - whole papers, as offices lay them out, to rows: tests/data/papers.txt, layouts.txt, places.txt.
 * A paper begins with == and what it shows; below -- stand its rows, one a line:
 * path title [role and name …] [^limit …] or the day of the paper alone, as in @2026-03-12.
 */
#include "unit.h"

#include "documents.h"

enum { PAPER_MAX = 1 << 16, LINE_MAX = 4096 };

static void put_row(struct dbn_buf *to, const struct dbn_item *item)
{
	static const char *const roles[DBN_ROLE_COUNT] = { [DBN_ROLE_LEAD] = " L",
							   [DBN_ROLE_COOP] = " C",
							   [DBN_ROLE_UNITS] = " U",
							   [DBN_ROLE_SUPERVISE] = " S" };

	dbn_buf_add(to, item->path);
	dbn_buf_addc(to, ' ');
	dbn_buf_add(to, item->title);
	for (size_t i = 0; i < item->clause.parties.count; i++) {
		dbn_buf_addz(to, roles[item->clause.parties.items[i].role]);
		dbn_buf_add(to, item->clause.parties.items[i].name);
	}
	for (size_t i = 0; i < item->limits.count; i++) {
		dbn_buf_addz(to, " ^");
		dbn_buf_add(to, item->limits.items[i].code);
	}
	dbn_buf_addc(to, '\n');
}

static void check(const char *name, const char *paper, const char *want)
{
	struct dbn_document_ctx ctx = { .date = DBN_NO_DAY, .received = DBN_NO_DAY };
	struct dbn_err err = { .code = DBN_OK };
	struct dbn_document doc;
	struct dbn_arena arena;
	struct dbn_buf got;
	char day[11];

	dbn_arena_init(&arena, 64u << 20);
	dbn_buf_init(&got, 1u << 20);
	assert_int_equal(dbn_document_parse(&arena, dbn_str_of(paper), &ctx, &doc, &err), DBN_OK);
	if (want[0] == '@') {
		dbn_buf_addc(&got, '@');
		dbn_buf_addz(&got, doc.head.date == DBN_NO_DAY ? "" : dbn_day_format(day, doc.head.date));
		dbn_buf_addc(&got, '\n');
	}
	for (size_t i = 0; i < doc.items.count; i++)
		put_row(&got, &doc.items.items[i]);
	if (strlen(want) != dbn_buf_str(&got).len || memcmp(want, dbn_buf_str(&got).ptr, strlen(want)) != 0)
		fail_msg("%s\nwanted:\n%sgot:\n%.*s", name, want, (int)dbn_buf_str(&got).len, dbn_buf_str(&got).ptr);
	dbn_buf_release(&got);
	dbn_arena_release(&arena);
}

static void add(char *to, const char *line)
{
	assert_true(strlen(to) + strlen(line) < PAPER_MAX);
	memcpy(to + strlen(to), line, strlen(line) + 1);
}

static void check_file(const char *file)
{
	static char paper[PAPER_MAX], want[PAPER_MAX];
	char line[LINE_MAX], name[LINE_MAX] = "";
	const char *dir = getenv("DUBANC_TEST_DATA");
	size_t count = 0;
	bool rows = false;
	FILE *f;

	snprintf(line, sizeof line, "%s/%s", dir ? dir : "tests/data", file);
	f = fopen(line, "r");
	if (!f)
		fail_msg("cannot open %s: run from the root of the sources or set DUBANC_TEST_DATA", line);
	while (fgets(line, sizeof line, f)) {
		if (strncmp(line, "== ", 3) == 0) {
			if (name[0])
				check(name, paper, want);
			memcpy(name, line, strlen(line) + 1);
			paper[0] = want[0] = '\0';
			rows = false;
			count++;
		} else if (strcmp(line, "--\n") == 0) {
			rows = true;
		} else if (name[0]) {
			add(rows ? want : paper, line);
		}
	}
	check(name, paper, want);
	fclose(f);
	assert_true(count > 3);
}

static void papers(void **state)
{
	(void)state;
	check_file("papers.txt");
}

/* Tables, forms, cards, minutes, letters. */
static void layouts(void **state)
{
	(void)state;
	check_file("layouts.txt");
}

/* What stands in other places than usual: limits outside of items, names behind dashes. */
static void places(void **state)
{
	(void)state;
	check_file("places.txt");
}

/* 标★的为牵头单位, 排在第一位的为牵头单位，其余为配合单位: what holds for every clause of a paper. */
static void notes(void **state)
{
	(void)state;
	check_file("notes.txt");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(papers), cmocka_unit_test(layouts), cmocka_unit_test(places),
					    cmocka_unit_test(notes) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
