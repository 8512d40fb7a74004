/*
 * driver.c - updates a ledger through the library, for the fault tests.
 *
 *	driver init ROOT			a ledger with one document of 50 tasks
 *	driver change ROOT ID TASK MINUTE	one event
 *	driver batch ROOT ID TASK MINUTE	three events on two tasks and a target
 *	driver hammer ROOT NAME COUNT		COUNT changes, each a ledger opened anew
 *	driver show ROOT			what the ledger says, after checking it
 *
 * Exit: as the command's (0, 3 data, 4 system, 5 locked); show: 1 for findings.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dubanc/check.h"

enum { TASKS = 50, WAIT_MS = 60000 };

static const struct dbn_sink quiet = { NULL, NULL };

static int complain(int ret, const struct dbn_err *err)
{
	struct dbn_buf b;

	if (!ret)
		return 0;
	dbn_buf_init(&b, 8192);
	dbn_diag_text(&b, &err->diag, DBN_EN);
	fprintf(stderr, "driver: %s\n", b.ptr);
	dbn_buf_release(&b);
	return -ret;
}

static const char *instant(char out[32], int minute)
{
	return dbn_instant_format(out, INT64_C(1767571200000) + (int64_t)minute * 60000);
}

static struct dbn_event event(const char *id, const char *at, const char *task, enum dbn_event_kind kind,
			      const char *changes)
{
	return (struct dbn_event){ .id = dbn_str_of(id), .at = dbn_str_of(at), .task = dbn_str_of(task),
				   .unit = DBN_STR(""), .by = DBN_STR("clerk"), .changes = dbn_str_of(changes),
				   .text = DBN_STR("办理进展，含逗号, 与“引号”"), .on = dbn_day_of(2026, 1, 5), .kind = kind };
}

static int open_locked(struct dbn_ledger *l, const char *root, struct dbn_err *err)
{
	int ret = dbn_ledger_open_doc(l, root, DBN_STR("A1"), quiet, err);

	return ret ? ret : dbn_ledger_lock(l, "driver", WAIT_MS, NULL, NULL, err);
}

static int init(const char *root)
{
	static char ids[TASKS][32], tasks[TASKS][32], changes[TASKS][512];
	static struct dbn_event events[TASKS];
	struct dbn_ledger l;
	struct dbn_err err = { 0 };
	struct dbn_doc *doc;
	char at[32];
	int ret = open_locked(&l, root, &err);

	for (int i = 0; i < TASKS; i++) {
		snprintf(ids[i], sizeof ids[i], "a%03d", i);
		snprintf(tasks[i], sizeof tasks[i], "A1:%d", i + 1);
		snprintf(changes[i], sizeof changes[i],
			 "kind=task;title=任务%d;text=按照要求推进第%d项工作，确保按期完成;units=市发展改革委%%3B市财政局;"
			 "due=2026-06-30;due_original=2026-06-30;state=open;progress=0;target.A1:%d.g1.metric=增长;"
			 "target.A1:%d.g1.value=8", i, i, i + 1, i + 1);
		events[i] = event(ids[i], instant(at, 0), tasks[i], DBN_EV_IMPORT, changes[i]);
	}
	doc = ret ? NULL : dbn_ledger_new_doc(&l, DBN_STR("A1"), &err);
	if (!ret && !doc)
		ret = err.code;
	if (!ret)
		ret = dbn_ledger_write(&l, doc, events, TASKS, &err);
	if (!ret)
		ret = dbn_ledger_register(&l, doc, &err);
	dbn_ledger_release(&l);
	return complain(ret, &err);
}

static int change(const char *root, const char *id, const char *task, int minute, int batch)
{
	struct dbn_ledger l;
	struct dbn_err err = { 0 };
	struct dbn_task *found[1];
	struct dbn_event events[3];
	char at[32], ids[3][64], changes[128];
	size_t n = 0;
	int ret = open_locked(&l, root, &err);

	if (!ret)
		ret = dbn_ledger_find_task(&l, dbn_str_of(task), found, 1, &n, &err);
	if (!ret && n == 1) {
		snprintf(changes, sizeof changes, "state=doing;progress=%d", minute % 101);
		for (int i = 0; i < 3; i++)
			snprintf(ids[i], sizeof ids[i], i ? "%s.%d" : "%s", id, i);
		events[0] = event(ids[0], instant(at, minute), task, DBN_EV_FEEDBACK, changes);
		events[1] = event(ids[1], at, "A1:50", DBN_EV_ASSIGN, "lead=市发展改革委;coop=市财政局");
		events[2] = event(ids[2], at, "A1:50", DBN_EV_ACTUAL, "target.A1:50.g1.actual=9");
		ret = dbn_ledger_write(&l, found[0]->doc, events, batch ? 3 : 1, &err);
	}
	dbn_ledger_release(&l);
	return ret ? complain(ret, &err) : n == 1 ? 0 : 3;
}

static int hammer(const char *root, const char *name, int count)
{
	char id[64], task[32];

	for (int i = 0; i < count; i++) {
		int ret;

		snprintf(id, sizeof id, "h%s-%04d", name, i);
		snprintf(task, sizeof task, "A1:%d", i % TASKS + 1);
		ret = change(root, id, task, 10 + i, 0);
		if (ret)
			return ret;
	}
	return 0;
}

static void print_finding(void *ctx, const struct dbn_diag *d)
{
	int *bad = ctx;
	struct dbn_buf b;

	/* What an interrupted write leaves and the next one mends is no damage. */
	if (dbn_msg_severity(d->msg) == DBN_NOTE || d->msg == DBN_MSG_JOURNAL_AHEAD || d->msg == DBN_MSG_TORN_LINE)
		return;
	dbn_buf_init(&b, 8192);
	dbn_diag_text(&b, d, DBN_EN);
	printf("finding %s:%zu:%zu %s\n", d->pos.file, d->pos.line, d->pos.col, b.ptr);
	dbn_buf_release(&b);
	*bad = 1;
}

static int show(const char *root)
{
	struct dbn_ledger l;
	struct dbn_err err = { 0 };
	int bad = 0, ret = dbn_check(root, (struct dbn_sink){ print_finding, &bad }, &err);

	if (ret)
		return complain(ret, &err);
	ret = dbn_ledger_open(&l, root, DBN_NO_DAY, quiet, &err);
	for (size_t i = 0; !ret && i < l.doc_count; i++) {
		struct dbn_doc *doc = l.docs[i];

		ret = dbn_ledger_load(&l, doc, DBN_LOAD_ALL, quiet, &err);
		printf("document %.*s tasks %zu events %zu\n", DBN_ARG(doc->key), doc->task_count, doc->event_count);
		for (size_t t = 0; !ret && t < doc->task_count; t++)
			printf("%.*s %.*s %.*s %.*s\n", DBN_ARG(doc->tasks[t].cell[DBN_TASK_ID]),
			       DBN_ARG(doc->tasks[t].cell[DBN_TASK_STATE]), DBN_ARG(doc->tasks[t].cell[DBN_TASK_PROGRESS]),
			       DBN_ARG(doc->tasks[t].cell[DBN_TASK_LEAD]));
		for (size_t t = 0; !ret && t < doc->target_count; t++)
			printf("%.*s %.*s\n", DBN_ARG(doc->targets[t].cell[DBN_TARGET_ID]),
			       DBN_ARG(doc->targets[t].cell[DBN_TARGET_ACTUAL]));
	}
	dbn_ledger_release(&l);
	return ret ? complain(ret, &err) : bad;
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "init") == 0)
		return init(argv[2]);
	if (argc == 3 && strcmp(argv[1], "show") == 0)
		return show(argv[2]);
	if (argc == 6 && strcmp(argv[1], "change") == 0)
		return change(argv[2], argv[3], argv[4], (int)strtol(argv[5], NULL, 10), 0);
	if (argc == 6 && strcmp(argv[1], "batch") == 0)
		return change(argv[2], argv[3], argv[4], (int)strtol(argv[5], NULL, 10), 1);
	if (argc == 5 && strcmp(argv[1], "hammer") == 0)
		return hammer(argv[2], argv[3], (int)strtol(argv[4], NULL, 10));
	fputs("usage: driver init|show|change|batch|hammer ROOT ...\n", stderr);
	return 2;
}
