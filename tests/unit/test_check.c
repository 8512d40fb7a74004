/* test_check.c - what the checker finds, mends and records. */
#include "unit.h"

#include "dubanc/check.h"
#include "dubanc/merge.h"
#include "office.h"

static int setup(void **state)
{
	*state = office_folder();
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	office_remove(*state);
	return 0;
}

struct seen {
	char text[8192]; /* "file:line:col slug" lines, without notes */
};

static void collect(void *ctx, const struct dbn_diag *d)
{
	struct seen *s = ctx;
	size_t n = strlen(s->text);

	if (dbn_msg_severity(d->msg) == DBN_NOTE && d->msg != DBN_MSG_JOURNAL_AHEAD)
		return;
	snprintf(s->text + n, sizeof s->text - n, "%s:%zu:%zu %s\n", d->pos.file, d->pos.line, d->pos.col,
		 dbn_msg_slug(d->msg));
}

static void assert_findings(const char *root, const char *want)
{
	struct seen s = { "" };
	struct dbn_err err = { 0 };

	assert_done(dbn_check(root, (struct dbn_sink){ collect, &s }, &err), &err);
	if (strcmp(s.text, want) != 0)
		fail_msg("--- found\n%s--- want\n%s", s.text, want);
}

/* Replaces the first `from` in a file. */
static void patch(const char *root, const char *name, const char *from, const char *to)
{
	char *text = office_get(root, name), *at, out[1 << 16];

	assert_non_null(text);
	at = strstr(text, from);
	if (!at)
		fail_msg("%s lacks '%s':\n%s", name, from, text);
	snprintf(out, sizeof out, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	office_put(root, name, out);
	free(text);
}

static void a_sound_ledger_has_no_findings(void **state)
{
	office_import(*state, "A1");
	assert_int_equal(office_change(*state, "e2", "A1:1", 1, DBN_EV_ASSIGN, "lead=甲局;coop=乙局"), 0);
	assert_int_equal(office_change(*state, "e3", "A1:1", 2, DBN_EV_EXTEND, "due=2026-09-30"), 0);
	assert_findings(*state, "");
}

struct edit_case {
	const char *name, *file, *from, *to, *want;
};

static const struct edit_case edits[] = {
	{ "hand edit", "tasks/A1.csv", "任务2", "手改", "tasks/A1.csv:3:19 row-unexplained\n" },
	{ "characters replaced", "tasks/A1.csv", "任务2", "??2", "tasks/A1.csv:3:19 replaced\n" },
	{ "unknown state", "tasks/A1.csv", "2026-06-30,open", "2026-06-30,opne",
	  "tasks/A1.csv:2:71 bad-word\n" },
	{ "no such day", "tasks/A1.csv", ",2026-06-30,", ",2026-06-31,",
	  "tasks/A1.csv:2:45 bad-day\n" },
	{ "due moved without an extension", "tasks/A1.csv", ",2026-06-30,", ",2026-12-31,",
	  "tasks/A1.csv:2:45 due-moved\n" },
	{ "dangling parent", "tasks/A1.csv", "node,A1:2", "node,A1:9",
	  "tasks/A1.csv:4:14 dangling-parent\n" },
	{ "a row taken out", "tasks/A1.csv", "A1:3,", "A1:7,",
	  "tasks/A1.csv:5:1 row-without-events\nevents/A1.csv:5:45 row-gone\n" },
	{ "dangling target", "targets/A1.csv", ",A1:1,", ",A1:9,",
	  "targets/A1.csv:2:9 dangling-target\n" },
	{ "unknown event", "events/A1.csv", ",import,clerk,\"kind=task;path=一/（4", ",improt,clerk,\"kind=task;path=一/（4",
	  "events/A1.csv:5:51 bad-word\ntasks/A1.csv:5:1 row-without-events\n" },
	{ "conflict markers", "tasks/A1.csv", "A1:3,", "<<<<<<< HEAD\nA1:3,",
	  "tasks/A1.csv:5:1 conflict-marker\n" },
	{ "ragged row", "tasks/A1.csv", "\nA1:2,", "\nA1:2,\"x\",",
	  NULL },
	{ "BOM", "tasks/A1.csv", "id,", "\xef\xbb\xbfid,", "tasks/A1.csv:1:1 form-bom\n" },
	{ "unlisted document", "documents.csv", "A1,", "A2,",
	  "documents.csv:2:1 doc-no-file\ntasks/A1.csv:0:0 file-no-doc\nevents/A1.csv:0:0 file-no-doc\n"
	  "targets/A1.csv:0:0 file-no-doc\n" },
	{ "unknown setting", "dubanc.ini", "name", "nmae", "dubanc.ini:2:1 ini-unknown\n" },
};

static void an_edit_is_found(void **state)
{
	const struct edit_case *c = *state;
	char *root = office_folder();

	office_import(root, "A1");
	patch(root, c->file, c->from, c->to);
	if (c->want) {
		assert_findings(root, c->want);
	} else {
		struct seen s = { "" };
		struct dbn_err err = { 0 };

		assert_done(dbn_check(root, (struct dbn_sink){ collect, &s }, &err), &err);
		assert_non_null(strstr(s.text, "tasks/A1.csv:3:1 row-long\n"));
	}
	office_remove(root);
}

static void units_and_conflicts(void **state)
{
	office_import(*state, "A1");
	office_put(*state, "units.csv", "unit,aliases,level,kind,members,counterpart,contact,email,order,note\n"
					"市发改委,发改委,,,,,,,,\n县发改局,发改委,,,,,,,,\n县发改局,,,,,,,,,\n");
	mkdir(office_path(*state, "conflicts"), 0777);
	office_put(*state, "conflicts/tasks/A1.csv", "file,id,column,base,ours,theirs\ntasks/A1.csv,A1:1,note,,x,y\n"
						    "tasks/A1.csv,A1:9,note,,x,y\n");
	assert_findings(*state, "units.csv:4:1 unit-twice\nunits.csv:3:6 alias-ambiguous\n"
				"conflicts/tasks/A1.csv:2:1 open-conflict\nconflicts/tasks/A1.csv:3:1 stale-conflict\n");
}

static void fixing_loses_nothing(void **state)
{
	struct dbn_ledger l;
	struct dbn_err err = { 0 };
	char *want, *events, twice[1 << 15];

	office_import(*state, "A1");
	want = office_get(*state, "tasks/A1.csv");
	events = office_get(*state, "events/A1.csv");
	patch(*state, "tasks/A1.csv", "id,kind", "\xef\xbb\xbfid,类别");
	patch(*state, "tasks/A1.csv", "2026-06-30,", "2026/6/30,");
	snprintf(twice, sizeof twice, "%s%s", events, strchr(events, '\n') + 1);
	office_put(*state, "events/A1.csv", twice);
	office_open_locked(&l, *state);
	assert_done(dbn_check_fix(&l, quiet, &err), &err);
	dbn_ledger_release(&l);
	assert_file(*state, "tasks/A1.csv", want);
	assert_file(*state, "events/A1.csv", events);
	assert_findings(*state, "");
	free(events);
	free(want);
}

static void hand_edits_are_recorded(void **state)
{
	struct dbn_ledger l;
	struct dbn_err err = { 0 };
	struct dbn_hand_edits edits_found = { 0 };
	struct dbn_event e[2];

	office_import(*state, "A1");
	patch(*state, "tasks/A1.csv", "任务2", "手改;=%");
	patch(*state, "tasks/A1.csv", "甲局;乙局", "甲局");
	office_open_locked(&l, *state);
	assert_done(dbn_check_record(&l, l.docs[0], &edits_found, &err), &err);
	assert_int_equal(edits_found.count, 2);
	for (int i = 0; i < 2; i++) {
		e[i] = office_event(i ? "e6" : "e5", 9, "", DBN_EV_EDIT, "");
		e[i].task = edits_found.items[i].task->cell[DBN_TASK_ID];
		e[i].changes = edits_found.items[i].changes;
	}
	assert_done(dbn_ledger_write(&l, l.docs[0], e, 2, &err), &err);
	dbn_ledger_release(&l);
	assert_findings(*state, "");
	assert_file_has(*state, "tasks/A1.csv", "手改;=%");
}

static void a_journal_ahead_is_named_and_completed(void **state)
{
	struct dbn_ledger l;
	struct dbn_err err = { 0 };
	char *tasks;

	office_import(*state, "A1");
	tasks = office_get(*state, "tasks/A1.csv");
	assert_int_equal(office_change(*state, "e2", "A1:1", 1, DBN_EV_ACK, "state=ack"), 0);
	office_put(*state, "tasks/A1.csv", tasks);
	assert_findings(*state, "tasks/A1.csv:2:1 journal-ahead\n");
	office_open_locked(&l, *state);
	assert_done(dbn_check_fix(&l, quiet, &err), &err);
	dbn_ledger_release(&l);
	assert_findings(*state, "");
	assert_file_has(*state, "tasks/A1.csv", ",ack,");
	free(tasks);
}

/* Two clones of one ledger work on one task each in their own way; the merged
 * row waits for its merged events, which the next write applies and which then
 * explain it. */
static void merged_clones_are_sound(void **state)
{
	static const char *const files[] = { "tasks/A1.csv", "events/A1.csv", "targets/A1.csv" };
	char *root = *state, *base[3], *ours[3];

	office_import(root, "A1");
	for (int i = 0; i < 3; i++)
		base[i] = office_get(root, files[i]);
	assert_int_equal(office_change(root, "e2", "A1:1", 1, DBN_EV_ASSIGN, "coop=甲局%3B乙局%3B丙局"), 0);
	assert_int_equal(office_change(root, "e4", "A1:1", 3, DBN_EV_FEEDBACK, "state=doing;progress=30"), 0);
	for (int i = 0; i < 3; i++) {
		ours[i] = office_get(root, files[i]);
		office_put(root, files[i], base[i]);
	}
	assert_int_equal(office_change(root, "e3", "A1:1", 2, DBN_EV_ASSIGN, "coop=乙局%3B丁局;lead=戊局"), 0);
	assert_int_equal(office_change(root, "e5", "A1:1", 4, DBN_EV_REPORT,
				       "state=reported;progress=100;target.A1:1.g1.actual=9"), 0);
	for (int i = 0; i < 3; i++) {
		char *theirs = office_get(root, files[i]);
		struct dbn_err err = { 0 };
		struct dbn_merge_result r;
		struct dbn_arena a;
		struct dbn_buf out;

		dbn_arena_init(&a, 64u << 20);
		dbn_buf_init(&out, 1u << 20);
		assert_done(dbn_merge_files(&a, dbn_str_of(files[i]), dbn_str_of(base[i]), dbn_str_of(ours[i]),
					    dbn_str_of(theirs), &out, &r, quiet, &err), &err);
		assert_int_equal(r.conflicts.count, 0);
		office_put(root, files[i], out.ptr);
		dbn_buf_release(&out);
		dbn_arena_release(&a);
		free(theirs);
		free(ours[i]);
		free(base[i]);
	}
	assert_findings(root, "tasks/A1.csv:2:1 journal-ahead\n");
	assert_int_equal(office_change(root, "e6", "A1:1", 5, DBN_EV_EDIT, "note=合并后"), 0);
	assert_findings(root, "");
	assert_file_has(root, "tasks/A1.csv", "戊局,,乙局;丙局;丁局,");
	assert_file_has(root, "tasks/A1.csv", "reported,100");
}

int main(void)
{
#define S(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	enum { CASES = sizeof edits / sizeof *edits, OTHERS = 6 };
	static struct CMUnitTest tests[CASES + OTHERS] = {
		S(a_sound_ledger_has_no_findings), S(units_and_conflicts), S(fixing_loses_nothing),
		S(hand_edits_are_recorded), S(merged_clones_are_sound), S(a_journal_ahead_is_named_and_completed),
	};

	for (size_t i = 0; i < CASES; i++)
		tests[OTHERS + i] = (struct CMUnitTest){ edits[i].name, an_edit_is_found, NULL, NULL,
							 (void *)(uintptr_t)&edits[i] };
	return !!_cmocka_run_group_tests("check", tests, CASES + OTHERS, NULL, NULL);
}
