/* office.h - a small ledger in a folder of its own, for tests of the store. */
#ifndef OFFICE_H
#define OFFICE_H

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dubanc/file.h"
#include "dubanc/ledger.h"

static const struct dbn_sink quiet = { NULL, NULL };

/* A new empty folder; freed by office_remove(). */
static inline char *office_folder(void)
{
	const char *tmp = getenv("TMPDIR");
	char path[512];

	snprintf(path, sizeof path, "%s/dubanc-test-XXXXXX", tmp && tmp[0] ? tmp : "/tmp");
	return mkdtemp(path) ? strdup(path) : NULL;
}

static inline void office_remove_at(const char *path)
{
	struct stat st;
	DIR *d;

	if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode) && (d = opendir(path)) != NULL) {
		struct dirent *e;

		while ((e = readdir(d)) != NULL) {
			char inner[2048];

			if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
				continue;
			if (snprintf(inner, sizeof inner, "%s/%s", path, e->d_name) < (int)sizeof inner)
				office_remove_at(inner);
		}
		closedir(d);
		rmdir(path);
	} else {
		unlink(path);
	}
}

static inline void office_remove(char *path)
{
	office_remove_at(path);
	free(path);
}

static inline const char *office_path(const char *root, const char *name)
{
	static char path[4][1024];
	static int k;

	k = (k + 1) % 4;
	snprintf(path[k], sizeof path[k], "%s/%s", root, name);
	return path[k];
}

static inline void office_put(const char *root, const char *name, const char *text)
{
	FILE *f;
	char folder[1024];
	char *slash;

	snprintf(folder, sizeof folder, "%s/%s", root, name);
	slash = strrchr(folder, '/');
	*slash = '\0';
	mkdir(folder, 0777);
	f = fopen(office_path(root, name), "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

/* The file as a string (freed by the caller); NULL where it is missing. */
static inline char *office_get(const char *root, const char *name)
{
	FILE *f = fopen(office_path(root, name), "r");
	char *text = calloc(1, 1 << 20);
	size_t n;

	if (!f) {
		free(text);
		return NULL;
	}
	n = fread(text, 1, (1 << 20) - 1, f);
	text[n] = '\0';
	fclose(f);
	return text;
}

static inline void assert_file(const char *root, const char *name, const char *want)
{
	char *got = office_get(root, name);

	assert_non_null(got);
	if (strcmp(got, want) != 0)
		fail_msg("%s:\n--- got\n%s\n--- want\n%s", name, got, want);
	free(got);
}

static inline void assert_file_has(const char *root, const char *name, const char *part)
{
	char *got = office_get(root, name);

	assert_non_null(got);
	if (!strstr(got, part))
		fail_msg("%s lacks '%s':\n%s", name, part, got);
	free(got);
}

/* Prints an error where there is one. */
static inline void assert_done(int ret, const struct dbn_err *err)
{
	struct dbn_buf b;

	if (ret == DBN_OK)
		return;
	dbn_buf_init(&b, 4096);
	dbn_diag_text(&b, &err->diag, DBN_EN);
	fail_msg("%s:%zu: %s", err->diag.pos.file, err->diag.pos.line, b.ptr);
}

static inline void office_open(struct dbn_ledger *l, const char *root)
{
	struct dbn_err err = { 0 };

	assert_done(dbn_ledger_open(l, root, DBN_NO_DAY, quiet, &err), &err);
}

static inline void office_open_locked(struct dbn_ledger *l, const char *root)
{
	struct dbn_err err = { 0 };

	office_open(l, root);
	assert_done(dbn_ledger_lock(l, "1 test", 5000, NULL, NULL, &err), &err);
}

/* An event at minute `minute` of 2026-01-05 (UTC); strings borrowed. */
static inline struct dbn_event office_event(const char *id, int minute, const char *task,
					    enum dbn_event_kind kind, const char *changes)
{
	static char at[64][32];
	static int k;

	k = (k + 1) % 64;
	dbn_instant_format(at[k], INT64_C(1767571200000) + (int64_t)minute * 60000);
	return (struct dbn_event){ .id = dbn_str_of(id), .at = dbn_str_of(at[k]), .task = dbn_str_of(task),
				   .unit = DBN_STR(""), .by = DBN_STR("clerk"), .changes = dbn_str_of(changes),
				   .text = DBN_STR(""), .on = dbn_day_of(2026, 1, 5), .kind = kind };
}

/* Three tasks, the second with a node, and a target. */
static inline void office_import(const char *root, const char *key)
{
	struct dbn_ledger l;
	struct dbn_err err = { 0 };
	struct dbn_event events[4];
	char ids[4][64], event_ids[4][96], changes[4][512];
	struct dbn_doc *doc;

	office_put(root, "dubanc.ini", "[office]\nname = 试验\n");
	office_open_locked(&l, root);
	doc = dbn_ledger_new_doc(&l, dbn_str_of(key), &err);
	assert_done(doc ? DBN_OK : err.code, &err);
	for (int i = 0; i < 4; i++) {
		snprintf(ids[i], sizeof ids[i], i == 2 ? "%s:2.n1" : "%s:%d", key, i == 3 ? 3 : i + 1);
		snprintf(event_ids[i], sizeof event_ids[i], "e1-%s-%d", key, i);
		if (i == 2)
			snprintf(changes[i], sizeof changes[i],
				 "kind=node;parent=%s:2;title=节点;due=2026-03-31;due_original=2026-03-31;state=open", key);
		else
			snprintf(changes[i], sizeof changes[i],
				 "kind=task;path=一/（%d）;title=任务%d, 含逗号;coop=甲局%%3B乙局;due=2026-06-30;"
				 "due_original=2026-06-30;state=open;progress=0%s%s%s",
				 i + 1, i + 1, i == 0 ? ";target." : "", i == 0 ? key : "",
				 i == 0 ? ":1.g1.metric=增长;" : "");
		if (i == 0) {
			size_t n = strlen(changes[i]);

			snprintf(changes[i] + n, sizeof changes[i] - n, "target.%s:1.g1.op=>%%3D;target.%s:1.g1.value=8",
				 key, key);
		}
		events[i] = office_event(event_ids[i], 0, ids[i], DBN_EV_IMPORT, changes[i]);
	}
	assert_done(dbn_ledger_write(&l, doc, events, 4, &err), &err);
	doc->cell[DBN_DOC_TITLE] = DBN_STR("关于试验的通知");
	doc->cell[DBN_DOC_IMPORTED] = DBN_STR("2026-01-05");
	assert_done(dbn_ledger_register(&l, doc, &err), &err);
	dbn_ledger_release(&l);
}

/* One change through the library; returns its code. */
static inline int office_change(const char *root, const char *id, const char *task, int minute,
				enum dbn_event_kind kind, const char *changes)
{
	struct dbn_ledger l;
	struct dbn_err err = { 0 };
	struct dbn_task *found[1];
	struct dbn_event e = office_event(id, minute, task, kind, changes);
	size_t n;
	int ret;

	office_open_locked(&l, root);
	ret = dbn_ledger_find_task(&l, dbn_str_of(task), found, 1, &n, &err);
	if (!ret && n == 1) {
		e.task = found[0]->cell[DBN_TASK_ID];
		ret = dbn_ledger_write(&l, found[0]->doc, &e, 1, &err);
	}
	dbn_ledger_release(&l);
	return ret ? ret : n == 1 ? DBN_OK : DBN_EUSAGE;
}

#endif
