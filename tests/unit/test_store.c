/* test_store.c - a ledger opened, changed, recovered, read again. */
#include "unit.h"

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

/* The one task that a name means; the ledger must be released by the caller. */
static struct dbn_task *find_one(struct dbn_ledger *l, const char *name)
{
	struct dbn_task *found[4];
	struct dbn_err err = { 0 };
	size_t n;

	assert_done(dbn_ledger_find_task(l, dbn_str_of(name), found, 4, &n, &err), &err);
	if (n != 1)
		fail_msg("'%s' means %zu tasks", name, n);
	return found[0];
}

static void load_all(struct dbn_ledger *l, const char *root)
{
	struct dbn_err err = { 0 };

	office_open(l, root);
	for (size_t i = 0; i < l->doc_count; i++)
		assert_done(dbn_ledger_load(l, l->docs[i], DBN_LOAD_ALL, quiet, &err), &err);
}

static void import_then_read(void **state)
{
	struct dbn_ledger l;
	const struct dbn_doc *d;

	office_import(*state, "通党发2023-8");
	load_all(&l, *state);
	assert_int_equal(l.doc_count, 1);
	d = l.docs[0];
	assert_str(d->key, "通党发2023-8");
	assert_int_equal(d->task_count, 4);
	assert_int_equal(d->event_count, 4);
	assert_str(d->tasks[0].cell[DBN_TASK_TITLE], "任务1, 含逗号");
	assert_str(d->tasks[2].cell[DBN_TASK_ID], "通党发2023-8:2.n1");
	assert_ptr_equal(d->tasks[2].parent, &d->tasks[1]);
	assert_int_equal(d->tasks[2].kind, DBN_KIND_NODE);
	assert_int_equal(d->tasks[0].due, dbn_day_of(2026, 6, 30));
	assert_int_equal(d->target_count, 1);
	assert_str(d->targets[0].cell[DBN_TARGET_OP], "ge");
	assert_ptr_equal(d->targets[0].task, &d->tasks[0]);
	assert_str(d->tasks[0].cell[DBN_TASK_EVENT], "e1-通党发2023-8-0");
	dbn_ledger_release(&l);
}

static void one_change_is_one_line(void **state)
{
	char *before, *after, *a, *b;
	int differ = 0;

	office_import(*state, "A1");
	before = office_get(*state, "tasks/A1.csv");
	assert_int_equal(office_change(*state, "e2", "A1:2", 1, DBN_EV_FEEDBACK, "state=doing;progress=40"), 0);
	after = office_get(*state, "tasks/A1.csv");
	a = before;
	b = after;
	while (*a || *b) {
		size_t x = strcspn(a, "\n"), y = strcspn(b, "\n");

		differ += x != y || memcmp(a, b, x) != 0;
		a += x + (a[x] == '\n');
		b += y + (b[y] == '\n');
	}
	assert_int_equal(differ, 1);
	assert_non_null(strstr(after, "doing,40"));
	free(before);
	free(after);
	assert_file_has(*state, "events/A1.csv", "e2,2026-01-05T00:01:00.000Z,2026-01-05,A1:2,,feedback,clerk,state=doing;progress=40,\n");
}

static void lists_are_journalled_as_what_changed(void **state)
{
	office_import(*state, "A1");
	assert_int_equal(office_change(*state, "e2", "A1:1", 1, DBN_EV_ASSIGN, "coop=甲局%3B乙局%3B丙局"), 0);
	assert_file_has(*state, "events/A1.csv", ",coop+=丙局,");
	assert_int_equal(office_change(*state, "e3", "A1:1", 2, DBN_EV_ASSIGN, "coop=丙局%3B乙局"), 0);
	assert_file_has(*state, "events/A1.csv", ",coop=丙局%3B乙局,"); /* the order changed too */
	assert_file_has(*state, "tasks/A1.csv", ",丙局;乙局,");
}

static void an_event_happens_once(void **state)
{
	char *before, *after;

	office_import(*state, "A1");
	assert_int_equal(office_change(*state, "e2", "1", 1, DBN_EV_NOTE, ""), 0);
	before = office_get(*state, "events/A1.csv");
	assert_int_equal(office_change(*state, "e2", "1", 1, DBN_EV_NOTE, ""), 0);
	after = office_get(*state, "events/A1.csv");
	assert_string_equal(before, after);
	free(before);
	free(after);
}

static void clocks_that_differ_keep_the_order(void **state)
{
	struct dbn_ledger l;

	office_import(*state, "A1");
	assert_int_equal(office_change(*state, "e9", "A1:1", 90, DBN_EV_FEEDBACK, "progress=90"), 0);
	assert_int_equal(office_change(*state, "e2", "A1:1", 2, DBN_EV_FEEDBACK, "progress=20"), 0);
	load_all(&l, *state);
	assert_int_equal(l.docs[0]->tasks[0].progress, 20);
	assert_str(l.docs[0]->events[5].id, "e2");
	assert_str(l.docs[0]->events[5].at, "2026-01-05T01:30:00.001Z");
	dbn_ledger_release(&l);
}

/* The journal ahead of the table, as a crash leaves it. */
static void readers_apply_what_rows_lack(void **state)
{
	char *tasks;
	struct dbn_ledger l;

	office_import(*state, "A1");
	tasks = office_get(*state, "tasks/A1.csv");
	assert_int_equal(office_change(*state, "e2", "A1:2", 1, DBN_EV_FEEDBACK, "state=doing;progress=40;target.A1:1.g1.actual=7"), 0);
	assert_int_equal(office_change(*state, "e3", "A1:4", 2, DBN_EV_ADD, "title=x"), DBN_EUSAGE);
	office_put(*state, "tasks/A1.csv", tasks);
	load_all(&l, *state);
	assert_int_equal(l.docs[0]->tasks[1].progress, 40);
	assert_str(l.docs[0]->targets[0].cell[DBN_TARGET_ACTUAL], "7");
	dbn_ledger_release(&l);
	assert_file(*state, "tasks/A1.csv", tasks); /* readers write nothing */
	assert_int_equal(office_change(*state, "e4", "A1:1", 3, DBN_EV_NOTE, "note=x"), 0);
	assert_file_has(*state, "tasks/A1.csv", "doing,40");
	free(tasks);
}

static void a_torn_line_is_not_there(void **state)
{
	struct dbn_ledger l;
	char *events, torn[8192];

	office_import(*state, "A1");
	events = office_get(*state, "events/A1.csv");
	snprintf(torn, sizeof torn, "%s%s", events, "e2,2026-01-05T00:09:00.000Z,2026-01-05,A1:1,,feedb");
	office_put(*state, "events/A1.csv", torn);
	load_all(&l, *state);
	assert_int_equal(l.docs[0]->event_count, 4);
	dbn_ledger_release(&l);
	assert_int_equal(office_change(*state, "e3", "A1:1", 10, DBN_EV_NOTE, "note=好"), 0);
	snprintf(torn, sizeof torn, "%se3,2026-01-05T00:10:00.000Z,2026-01-05,A1:1,,note,clerk,note=好,\n", events);
	assert_file(*state, "events/A1.csv", torn);
	free(events);
}

static void lost_tables_grow_back(void **state)
{
	struct dbn_ledger l;
	char *tasks, *targets;

	office_import(*state, "A1");
	assert_int_equal(office_change(*state, "e2", "A1:2", 1, DBN_EV_FEEDBACK, "state=doing;progress=40"), 0);
	tasks = office_get(*state, "tasks/A1.csv");
	targets = office_get(*state, "targets/A1.csv");
	unlink(office_path(*state, "tasks/A1.csv"));
	office_put(*state, "targets/A1.csv", "");
	load_all(&l, *state);
	assert_int_equal(l.docs[0]->task_count, 4);
	assert_int_equal(l.docs[0]->tasks[1].progress, 40);
	dbn_ledger_release(&l);
	assert_int_equal(office_change(*state, "e2", "A1:2", 1, DBN_EV_FEEDBACK, ""), 0);
	assert_file(*state, "tasks/A1.csv", tasks);
	assert_file(*state, "targets/A1.csv", targets);
	free(tasks);
	free(targets);
}

static void a_row_taken_out_by_hand_stays_out(void **state)
{
	struct dbn_ledger l;
	char *tasks, *line;

	office_import(*state, "A1");
	tasks = office_get(*state, "tasks/A1.csv");
	line = strstr(tasks, "A1:1,");
	memmove(line, strchr(line, '\n') + 1, strlen(strchr(line, '\n') + 1) + 1);
	office_put(*state, "tasks/A1.csv", tasks);
	load_all(&l, *state);
	assert_int_equal(l.docs[0]->task_count, 3);
	dbn_ledger_release(&l);
	free(tasks);
}

static void unknown_columns_survive(void **state)
{
	office_put(*state, "dubanc.ini", "");
	office_put(*state, "documents.csv", "key,title\nB2,某文\n");
	office_put(*state, "tasks/B2.csv", "\xef\xbb\xbf编号,分管领导,状态,完成时限,任务,备注甲\r\n"
					  "B2:1,\"王,五\",办理中,2025/5/4,甲,\"a\"\"b\"\r\n"
					  "B2:2,,open,45781,乙,\r\n");
	assert_int_equal(office_change(*state, "e1", "B2:2", 0, DBN_EV_ACK, "state=ack"), 0);
	assert_file_has(*state, "tasks/B2.csv", "id,分管领导,state,due,title,备注甲,kind,parent,");
	assert_file_has(*state, "tasks/B2.csv", "\nB2:1,\"王,五\",doing,2025-05-04,甲,\"a\"\"b\",,");
	assert_file_has(*state, "tasks/B2.csv", "\nB2:2,,ack,2025-05-04,乙,,,");
}

static void canonical_files_keep_their_columns(void **state)
{
	const char *head = "id,kind,parent,path,section,title,text,lead,lead_from,coop,units,groups,open,supervise,persons,"
		     "clause,due,due_text,due_from,recur,feedback,due_original,state,progress,owner,done,lines,event,note";
	char text[2048], want[2048];

	office_put(*state, "dubanc.ini", "");
	office_put(*state, "documents.csv", "key\nB2\n");
	snprintf(text, sizeof text, "自定,%s\n值 ,B2:1,,,,,甲,,,,,,,,,,,,,,,,,open,,,,,,\n 二,B2:2,,,,,乙,,,,,,,,,,,,,,,,,open,,,,,,\n", head);
	office_put(*state, "tasks/B2.csv", text);
	assert_int_equal(office_change(*state, "e1", "B2:2", 0, DBN_EV_ACK, "state=ack"), 0);
	snprintf(want, sizeof want, "自定,%s\n值 ,B2:1,,,,,甲,,,,,,,,,,,,,,,,,open,,,,,,\n 二,B2:2,,,,,乙,,,,,,,,,,,,,,,,,ack,,,,,e1,\n", head);
	assert_file(*state, "tasks/B2.csv", want);
}

static void damaged_tables_are_not_rewritten(void **state)
{
	const char *before = "id,title\nB2:1,\"甲\"乙\nB2:2,丙\n";

	office_put(*state, "dubanc.ini", "");
	office_put(*state, "documents.csv", "key\nB2\n");
	office_put(*state, "tasks/B2.csv", before);
	assert_int_equal(office_change(*state, "e1", "B2:2", 0, DBN_EV_ACK, "state=ack"), DBN_EDATA);
	assert_file(*state, "tasks/B2.csv", before);
	assert_null(office_get(*state, "events/B2.csv"));
}

static void tails_find_tasks(void **state)
{
	struct dbn_ledger l;
	struct dbn_err err = { 0 };
	struct dbn_task *found[8];
	size_t n;

	office_import(*state, "A1");
	office_import(*state, "B1");
	office_open(&l, *state);
	assert_str(find_one(&l, "A1:2")->cell[DBN_TASK_ID], "A1:2");
	assert_str(find_one(&l, "B1:2.n1")->cell[DBN_TASK_ID], "B1:2.n1");
	assert_str(find_one(&l, "B1:n1")->cell[DBN_TASK_ID], "B1:2.n1");
	assert_str(find_one(&l, "B1:(2)")->cell[DBN_TASK_PATH], "一/（2）");
	assert_done(dbn_ledger_find_task(&l, DBN_STR("2"), found, 8, &n, &err), &err);
	assert_int_equal(n, 2);
	assert_done(dbn_ledger_find_task(&l, DBN_STR("（2）"), found, 8, &n, &err), &err);
	assert_int_equal(n, 2);
	assert_done(dbn_ledger_find_task(&l, DBN_STR("7"), found, 8, &n, &err), &err);
	assert_int_equal(n, 0);
	dbn_ledger_release(&l);
}

static void a_search_ends_where_it_is_ambiguous(void **state)
{
	struct dbn_ledger l;
	struct dbn_err err = { 0 };
	struct dbn_task *found[1];
	size_t n;

	office_import(*state, "A1");
	office_import(*state, "B1");
	office_import(*state, "C1");
	office_open(&l, *state);
	assert_done(dbn_ledger_find_task(&l, DBN_STR("2"), found, 1, &n, &err), &err);
	assert_int_equal(n, 2);
	assert_int_equal(l.docs[2]->loaded, 0);
	assert_done(dbn_ledger_find_task(&l, DBN_STR("C1:2"), found, 1, &n, &err), &err);
	assert_int_equal(n, 1);
	dbn_ledger_release(&l);
}

static void as_it_was_known(void **state)
{
	struct dbn_ledger l;
	struct dbn_err err = { 0 };

	office_import(*state, "A1");
	assert_int_equal(office_change(*state, "e2", "A1:2", 60, DBN_EV_FEEDBACK, "state=doing;progress=40"), 0);
	/* 16:30 UTC on the 5th is the 6th in Shanghai. */
	assert_int_equal(office_change(*state, "e3", "A1:2", 16 * 60 + 30, DBN_EV_REPORT, "state=reported"), 0);
	for (int day = 4; day <= 6; day++) {
		assert_done(dbn_ledger_open(&l, *state, dbn_day_of(2026, 1, day), quiet, &err), &err);
		assert_int_equal(l.doc_count, day == 4 ? 0 : 1);
		if (day > 4) {
			assert_done(dbn_ledger_load(&l, l.docs[0], DBN_LOAD_TASKS, quiet, &err), &err);
			assert_str(l.docs[0]->tasks[1].cell[DBN_TASK_STATE], day == 5 ? "doing" : "reported");
			assert_int_equal(l.docs[0]->task_count, 4);
		}
		dbn_ledger_release(&l);
	}
}

static void suspension_comes_from_events(void **state)
{
	struct dbn_ledger l;

	office_import(*state, "A1");
	assert_int_equal(office_change(*state, "e2", "A1:1", 1, DBN_EV_SUSPEND, ""), 0);
	assert_int_equal(office_change(*state, "e3", "A1:2", 2, DBN_EV_SUSPEND, ""), 0);
	assert_int_equal(office_change(*state, "e4", "A1:2", 3, DBN_EV_RESUME, ""), 0);
	load_all(&l, *state);
	assert_true(l.docs[0]->tasks[0].suspended);
	assert_false(l.docs[0]->tasks[1].suspended);
	dbn_ledger_release(&l);
}

static void nodes_stand_under_their_task(void **state)
{
	struct dbn_ledger l;
	struct dbn_err err = { 0 };
	struct dbn_event e = office_event("e2", 1, "A1:1.n1", DBN_EV_ADD, "kind=node;parent=A1:1;title=新节点");

	office_import(*state, "A1");
	office_open_locked(&l, *state);
	assert_done(dbn_ledger_write(&l, l.docs[0], &e, 1, &err), &err);
	assert_int_equal(l.docs[0]->task_count, 5);
	assert_str(l.docs[0]->tasks[1].cell[DBN_TASK_ID], "A1:1.n1");
	assert_ptr_equal(l.docs[0]->tasks[1].parent, &l.docs[0]->tasks[0]);
	assert_ptr_equal(l.docs[0]->tasks[3].parent, &l.docs[0]->tasks[2]);
	assert_int_equal(l.docs[0]->tasks[1].event_count, 1);
	dbn_ledger_release(&l);
}

static void an_unlisted_import_does_not_exist(void **state)
{
	struct dbn_ledger l;
	struct dbn_err err = { 0 };

	office_import(*state, "A1");
	unlink(office_path(*state, "documents.csv"));
	office_open(&l, *state);
	assert_int_equal(l.doc_count, 0);
	dbn_ledger_release(&l);
	office_import(*state, "A1"); /* may be done again */
	assert_int_equal(office_change(*state, "e2", "A1:1", 1, DBN_EV_ACK, "state=ack"), 0);
	unlink(office_path(*state, "documents.csv"));
	office_open_locked(&l, *state);
	assert_null(dbn_ledger_new_doc(&l, DBN_STR("A1"), &err)); /* but not over work done */
	assert_int_equal(err.diag.msg, DBN_MSG_DOC_IN_THE_WAY);
	dbn_ledger_release(&l);
}

static void what_moved_is_not_overwritten(void **state)
{
	struct dbn_ledger l;
	struct dbn_err err = { 0 };
	struct dbn_event e = office_event("e2", 1, "A1:1", DBN_EV_NOTE, "note=x");

	office_import(*state, "A1");
	office_open_locked(&l, *state);
	assert_done(dbn_ledger_load(&l, l.docs[0], DBN_LOAD_ALL, quiet, &err), &err);
	office_put(*state, "tasks/A1.csv", "id,title\nA1:1,手改\n");
	assert_int_equal(dbn_ledger_write(&l, l.docs[0], &e, 1, &err), DBN_ELOCKED);
	assert_int_equal(err.diag.msg, DBN_MSG_LEDGER_MOVED);
	assert_file(*state, "tasks/A1.csv", "id,title\nA1:1,手改\n");
	dbn_ledger_release(&l);
}

static void control_bytes_stay_out_of_the_journal(void **state)
{
	struct dbn_ledger l;
	struct dbn_err err = { 0 };
	struct dbn_event e = office_event("e2", 1, "A1:1", DBN_EV_NOTE, "note=一%0A二%25");

	office_import(*state, "A1");
	e.text = DBN_STR("甲\r\n乙\x1b");
	office_open_locked(&l, *state);
	assert_done(dbn_ledger_write(&l, l.docs[0], &e, 1, &err), &err);
	assert_str(l.docs[0]->tasks[0].cell[DBN_TASK_NOTE], "一 二%");
	dbn_ledger_release(&l);
	assert_file_has(*state, "events/A1.csv", "note=一 二%25,甲 乙 \n");
}

static void links_and_modes_are_kept(void **state)
{
	struct stat st;
	char *root = *state;

	office_import(root, "A1");
	rename(office_path(root, "tasks/A1.csv"), office_path(root, "real.csv"));
	assert_int_equal(symlink("../real.csv", office_path(root, "tasks/A1.csv")), 0);
	chmod(office_path(root, "real.csv"), 0640);
	assert_int_equal(office_change(root, "e2", "A1:1", 1, DBN_EV_ACK, "state=ack"), 0);
	assert_int_equal(lstat(office_path(root, "tasks/A1.csv"), &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(stat(office_path(root, "real.csv"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_file_has(root, "real.csv", ",ack,");
}

static void units_fill_the_registry(void **state)
{
	struct dbn_ledger l;
	struct dbn_lookup found;

	office_import(*state, "A1");
	office_put(*state, "units.csv", "单位,别名,成员\n市发展改革委,发改局;市发改局,\n各县区,,甲县;乙区\n");
	office_put(*state, "holidays.csv", "date,kind,name\n2026/10/2,休,国庆\n2026-10-10,workday,\nx,y,\n");
	office_open(&l, *state);
	assert_int_equal(l.registry.count, 2);
	found = dbn_registry_find(&l.registry, DBN_STR("发改局"), DBN_STR(""));
	assert_int_equal(found.found, DBN_FOUND_ONE);
	assert_str(l.registry.units[found.unit].name, "市发展改革委");
	assert_int_equal(l.registry.units[1].member_count, 2);
	assert_str(l.registry.units[1].members[1], "乙区");
	assert_int_equal(l.calendar.count, 2);
	assert_int_equal(l.calendar.own[0].kind, DBN_DAY_HOLIDAY);
	assert_int_equal(l.calendar.own[1].day, dbn_day_of(2026, 10, 10));
	dbn_ledger_release(&l);
}

static void one_document_may_be_opened_alone(void **state)
{
	struct dbn_ledger l;
	struct dbn_err err = { 0 };
	struct dbn_event e = office_event("e2", 1, "B1:1", DBN_EV_ACK, "state=ack");

	office_import(*state, "A1");
	office_import(*state, "B1");
	office_import(*state, "B12");
	assert_done(dbn_ledger_open_doc(&l, *state, DBN_STR("B1"), quiet, &err), &err);
	assert_int_equal(l.doc_count, 1);
	assert_str(l.docs[0]->key, "B1");
	assert_int_equal(l.docs[0]->line, 3);
	assert_done(dbn_ledger_lock(&l, "1 test", 0, NULL, NULL, &err), &err);
	assert_done(dbn_ledger_write(&l, l.docs[0], &e, 1, &err), &err);
	l.docs[0]->cell[DBN_DOC_SERIAL] = DBN_STR("12");
	assert_done(dbn_ledger_register(&l, l.docs[0], &err), &err);
	dbn_ledger_release(&l);
	assert_done(dbn_ledger_open_doc(&l, *state, DBN_STR("C1"), quiet, &err), &err);
	assert_int_equal(l.doc_count, 3); /* no such document: all of them */
	assert_str(l.docs[1]->cell[DBN_DOC_SERIAL], "12");
	dbn_ledger_release(&l);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(import_then_read), T(one_change_is_one_line), T(lists_are_journalled_as_what_changed),
		T(an_event_happens_once), T(clocks_that_differ_keep_the_order), T(readers_apply_what_rows_lack),
		T(a_torn_line_is_not_there), T(lost_tables_grow_back), T(a_row_taken_out_by_hand_stays_out),
		T(unknown_columns_survive), T(canonical_files_keep_their_columns),
		T(damaged_tables_are_not_rewritten), T(tails_find_tasks), T(a_search_ends_where_it_is_ambiguous), T(as_it_was_known),
		T(suspension_comes_from_events), T(nodes_stand_under_their_task),
		T(an_unlisted_import_does_not_exist), T(what_moved_is_not_overwritten),
		T(control_bytes_stay_out_of_the_journal), T(links_and_modes_are_kept), T(units_fill_the_registry),
		T(one_document_may_be_opened_alone),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
