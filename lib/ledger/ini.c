/*
 * ini.c - ini files; the only file that includes iniparser.
 *
 * iniparser 4.1 takes a file name only, keeps no positions, refuses the whole
 * file for one bad or over-long line, makes a BOM part of a name, resolves
 * doubled keys silently, cuts values at # and ;, and has getters that crash on
 * a section's name (CVE-2023-33461). So every line is looked at first; what
 * iniparser would choke on is put right in a copy or named with its line; and
 * only iniparser_getstring() is used.
 */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <iniparser/iniparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dubanc/conf.h"
#include "dubanc/encoding.h"
#include "dubanc/text.h"

enum { LINE_MAX_BYTES = 1000, INI_FILE_MAX = 1 << 20, ROOM_MIN = 64 * 1024 };

struct scan {
	struct dbn_ini *out;
	struct dbn_arena *arena;
	const char *file;
	struct dbn_sink sink;
	struct dbn_buf clean; /* the file as iniparser can read it */
	struct dbn_str section;
	size_t line;
};

/* iniparser's messages have no place for a position: ours are said instead. */
static int silent(const char *format, ...)
{
	(void)format;
	return 0;
}

static struct dbn_pos here(const struct scan *s, size_t col)
{
	return dbn_pos_at(s->file, s->line, col);
}

static struct dbn_str lower(struct dbn_arena *a, struct dbn_str s)
{
	struct dbn_str out = dbn_arena_dup(a, s);
	char *p = (char *)(uintptr_t)out.ptr; /* our own copy */

	for (size_t i = 0; i < out.len; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] + 32);
	return out;
}

static int bad_line(struct scan *s, enum dbn_msg msg, const char *arg, struct dbn_err *err)
{
	return dbn_fail(err, DBN_EDATA, msg, here(s, 1), arg, (char *)NULL);
}

/* The value as iniparser sees it; whether a comment was cut off behind a
 * character that is no blank (likely meant to belong to the value). */
static struct dbn_str value_of(struct dbn_str s, bool *cut)
{
	size_t end;

	s = dbn_str_trim(s);
	*cut = false;
	if (s.len && (s.ptr[0] == '"' || s.ptr[0] == '\'')) {
		const char *q = memchr(s.ptr + 1, s.ptr[0], s.len - 1);

		if (q)
			return dbn_str_sub(s, 1, (size_t)(q - s.ptr) - 1);
	}
	for (end = 0; end < s.len && s.ptr[end] != '#' && s.ptr[end] != ';'; end++)
		;
	*cut = end < s.len && (end == 0 || (s.ptr[end - 1] != ' ' && s.ptr[end - 1] != '\t'));
	s.len = end;
	return dbn_str_trim(s);
}

static int scan_entry(struct scan *s, struct dbn_str line, size_t eq, struct dbn_err *err)
{
	struct dbn_str key = lower(s->arena, dbn_str_trim(dbn_str_sub(line, 0, eq)));
	struct dbn_ini_entry *entry = NULL;
	bool cut;
	struct dbn_str value = value_of(dbn_str_from(line, eq + 1), &cut);

	if (!key.len || memchr(key.ptr, ':', key.len)) {
		dbn_report(s->sink, DBN_MSG_INI_NAME, here(s, 1), &key, 1);
		return DBN_OK;
	}
	if (cut)
		dbn_report(s->sink, DBN_MSG_INI_COMMENT, here(s, 1), &key, 1);
	for (size_t i = 0; i < s->out->count && !entry; i++)
		if (dbn_str_eq(s->out->items[i].key, key) &&
		    dbn_str_eq(s->out->items[i].section, s->section))
			entry = &s->out->items[i];
	if (entry)
		dbn_report(s->sink, DBN_MSG_INI_TWICE, here(s, 1), &key, 1);
	else
		entry = DBN_PUSH(s->arena, s->out);
	if (!entry)
		return dbn_fail_memory(err);
	*entry = (struct dbn_ini_entry){ s->section, key, { "", 0 }, s->line };
	dbn_buf_add(&s->clean, key);
	dbn_buf_addz(&s->clean, " = \"");
	for (size_t i = 0; i < value.len; i++) /* a quote inside quotes has no escape */
		dbn_buf_addc(&s->clean, value.ptr[i] == '"' ? '\'' : value.ptr[i]);
	dbn_buf_addz(&s->clean, "\"\n");
	return DBN_OK;
}

static int scan_line(struct scan *s, struct dbn_str line, struct dbn_err *err)
{
	char limit[24];
	size_t eq;

	line = dbn_str_trim(line);
	if (!line.len || line.ptr[0] == '#' || line.ptr[0] == ';')
		return DBN_OK;
	snprintf(limit, sizeof limit, "%d", LINE_MAX_BYTES);
	if (line.len > LINE_MAX_BYTES)
		return bad_line(s, DBN_MSG_INI_LINE_LONG, limit, err);
	if (line.ptr[0] == '[') {
		const char *end = memchr(line.ptr, ']', line.len);
		struct dbn_str behind, name;

		if (!end)
			return bad_line(s, DBN_MSG_INI_NO_EQUALS, "", err);
		behind = dbn_str_trim(dbn_str_from(line, (size_t)(end - line.ptr) + 1));
		if (behind.len && behind.ptr[0] != '#' && behind.ptr[0] != ';')
			return bad_line(s, DBN_MSG_INI_NO_EQUALS, "", err);
		name = lower(s->arena, dbn_str_trim(dbn_str_sub(line, 1, (size_t)(end - line.ptr) - 1)));
		if (!name.len || memchr(name.ptr, ':', name.len)) {
			dbn_report(s->sink, DBN_MSG_INI_NAME, here(s, 1), &name, 1);
			name = DBN_STR("?"); /* keys below belong to no section we know */
		}
		s->section = name;
		dbn_buf_addc(&s->clean, '[');
		dbn_buf_add(&s->clean, name);
		dbn_buf_addz(&s->clean, "]\n");
		return DBN_OK;
	}
	eq = dbn_str_find(line, DBN_STR("="));
	return eq == DBN_NONE ? bad_line(s, DBN_MSG_INI_NO_EQUALS, "", err) : scan_entry(s, line, eq, err);
}

static dictionary *load_from(int fd)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	return iniparser_load(path);
}

/* Through a pipe, which needs no disk; only what it takes at once. */
static dictionary *load_piped(struct dbn_str text)
{
	enum { TAKES = 4096 }; /* POSIX: no less, whole or not at all */
	dictionary *d = NULL;
	int ends[2];

	if (text.len > TAKES || pipe(ends) != 0)
		return NULL;
	if (write(ends[1], text.ptr, text.len) == (ssize_t)text.len) {
		close(ends[1]);
		d = load_from(ends[0]);
	} else {
		close(ends[1]);
	}
	close(ends[0]);
	return d;
}

static dictionary *load_filed(struct dbn_str text)
{
	dictionary *d = NULL;
	FILE *f = tmpfile();

	if (f && fwrite(text.ptr, 1, text.len, f) == text.len && fflush(f) == 0)
		d = load_from(fileno(f));
	if (f)
		fclose(f);
	return d;
}

/* iniparser reads files only: the clean text goes through one without a name. NULL with
 * *memory where it ran out. */
static dictionary *parse_clean(struct dbn_str text, bool *memory)
{
	void *room = malloc(ROOM_MIN + 4 * text.len);
	dictionary *d;

	/* iniparser does not check its allocations: without room it is not called. */
	free(room);
	*memory = !room;
	if (!room)
		return NULL;
	iniparser_set_error_callback(silent);
	errno = 0;
	d = load_piped(text);
	d = d ? d : load_filed(text);
	*memory = !d && errno == ENOMEM;
	return d;
}

/* The values as iniparser gives them. */
static int take_values(struct scan *s, struct dbn_err *err)
{
	bool memory = false;
	dictionary *d = parse_clean(dbn_buf_str(&s->clean), &memory);
	char name[2 * LINE_MAX_BYTES + 2];

	if (!d && memory)
		return dbn_fail_memory(err);
	if (!d)
		return dbn_fail(err, DBN_ESYSTEM, DBN_MSG_INI_UNREADABLE, dbn_pos_at(s->file, 0, 0), s->file,
				(char *)NULL);
	for (size_t i = 0; i < s->out->count; i++) {
		struct dbn_ini_entry *e = &s->out->items[i];

		snprintf(name, sizeof name, "%.*s:%.*s", DBN_ARG(e->section), DBN_ARG(e->key));
		e->value = dbn_arena_dup(s->arena, dbn_str_of(iniparser_getstring(d, name, "")));
	}
	iniparser_freedict(d);
	return s->arena->failed ? dbn_fail_memory(err) : DBN_OK;
}

int dbn_ini_parse(struct dbn_ini *out, struct dbn_arena *arena, struct dbn_str bytes,
		  const char *file, struct dbn_sink sink, struct dbn_err *err)
{
	struct scan s = { .out = out, .arena = arena, .file = file, .sink = sink };
	struct dbn_decoded how;
	struct dbn_buf text;
	struct dbn_str rest;
	int ret = DBN_OK;

	memset(out, 0, sizeof *out);
	s.section = DBN_STR("");
	dbn_buf_init(&text, 4u * INI_FILE_MAX);
	dbn_buf_init(&s.clean, 4u * INI_FILE_MAX);
	if (bytes.len > INI_FILE_MAX)
		ret = dbn_fail(err, DBN_EDATA, DBN_MSG_FILE_TOO_LARGE, dbn_pos_at(file, 0, 0), file, "1048576",
			       (char *)NULL);
	else if (bytes.len)
		ret = dbn_decode(bytes, file, &text, &how, err);
	rest = dbn_buf_str(&text);
	if (!ret && rest.len && memchr(rest.ptr, '\0', rest.len))
		ret = dbn_fail(err, DBN_EDATA, DBN_MSG_INI_NUL, dbn_pos_at(file, 0, 0), (char *)NULL);
	while (!ret && rest.ptr && text.len) {
		s.line++;
		ret = scan_line(&s, dbn_str_split(&rest, '\n'), err);
	}
	if (!ret && s.clean.failed)
		ret = dbn_fail_memory(err);
	if (!ret && out->count)
		ret = take_values(&s, err);
	dbn_buf_release(&text);
	dbn_buf_release(&s.clean);
	return ret;
}

bool dbn_ini_number(struct dbn_str value, int min, int max, int *out)
{
	bool minus = dbn_str_starts(value, DBN_STR("-"));
	int32_t v;

	if (!dbn_str_uint(minus ? dbn_str_from(value, 1) : value, &v))
		return false;
	v = minus ? -v : v;
	if (v < min || v > max)
		return false;
	*out = (int)v;
	return true;
}
