/* sample.c - a draw for spot checks that anyone can repeat. */
#include <stdlib.h>
#include <string.h>

#include "dubanc/sample.h"
#include "trail.h"

#define FNV_START UINT64_C(14695981039346656037)
#define FNV_PRIME UINT64_C(1099511628211)

static uint64_t fnv(uint64_t h, struct dbn_str s)
{
	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * FNV_PRIME;
	return h;
}

static uint64_t splitmix(uint64_t state)
{
	uint64_t z = state + UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

uint64_t dbn_sample_ticket(struct dbn_str seed, struct dbn_str id)
{
	return splitmix(fnv(fnv(fnv(FNV_START, seed), DBN_STR("\n")), id));
}

static bool is_excluded(const struct dbn_roster *roster, struct dbn_str list, struct dbn_str unit)
{
	while (list.len)
		if (dbn_roster_same(roster, dbn_str_trim(dbn_str_split(&list, ';')), unit))
			return true;
	return false;
}

static bool was_checked(const struct dbn_task *task, int32_t from, int32_t to)
{
	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];

		if ((e->kind == DBN_EV_DRAW || e->kind == DBN_EV_INSPECT) && e->on >= from && e->on <= to)
			return true;
	}
	return false;
}

const char *dbn_sample_why(enum dbn_sample_out out, enum dbn_lang lang)
{
	static const enum dbn_msg words[] = {
		[DBN_SAMPLE_IN] = DBN_MSG_NONE,
		[DBN_SAMPLE_CANCELLED] = DBN_MSG_SAMPLE_CANCELLED,
		[DBN_SAMPLE_SUSPENDED] = DBN_MSG_SAMPLE_SUSPENDED,
		[DBN_SAMPLE_NOBODY] = DBN_MSG_SAMPLE_NOBODY,
		[DBN_SAMPLE_EXCLUDED] = DBN_MSG_SAMPLE_EXCLUDED,
		[DBN_SAMPLE_RECENT] = DBN_MSG_SAMPLE_RECENT,
	};

	return words[out] == DBN_MSG_NONE ? "" : dbn_msg_text(words[out], lang);
}

static enum dbn_sample_out why_out(const struct dbn_roster *roster, const struct dbn_task *task,
				   struct dbn_str unit, struct dbn_sample_rule rule)
{
	if (task->state == DBN_STATE_CANCELLED)
		return DBN_SAMPLE_CANCELLED;
	if (task->suspended && !dbn_is_finished(task))
		return DBN_SAMPLE_SUSPENDED;
	if (unit.len == 0)
		return DBN_SAMPLE_NOBODY;
	if (is_excluded(roster, rule.excluded, unit))
		return DBN_SAMPLE_EXCLUDED;
	return rule.from != DBN_NO_DAY && was_checked(task, rule.from, rule.to) ? DBN_SAMPLE_RECENT : DBN_SAMPLE_IN;
}

int dbn_sample_add(struct dbn_sample *s, const struct dbn_roster *roster, struct dbn_arena *arena,
		   const struct dbn_doc *doc, const bool *chosen, struct dbn_sample_rule rule,
		   struct dbn_err *err)
{
	for (size_t i = 0; i < doc->task_count; i++) {
		const struct dbn_task *task = &doc->tasks[i];
		struct dbn_str unit = dbn_roster_canonical(roster, dbn_reporting_unit(task));
		enum dbn_sample_out out = why_out(roster, task, unit, rule);
		struct dbn_sample_entry *e;

		if (dbn_is_part(task) || (chosen && !chosen[i]))
			continue;
		e = out == DBN_SAMPLE_IN ? DBN_PUSH(arena, &s->frame)
					 : DBN_PUSH(arena, &s->left_out);
		if (!e)
			return dbn_fail_memory(err);
		*e = (struct dbn_sample_entry){ .task = task,
						.unit = unit,
						.out = out,
						.order = dbn_roster_find(roster, unit) };
	}
	return DBN_OK;
}

static int by_ticket(const void *x, const void *y)
{
	const struct dbn_sample_entry *a = x, *b = y;

	if (a->drawn != b->drawn)
		return a->drawn ? -1 : 1;
	if (a->ticket != b->ticket)
		return a->ticket < b->ticket ? -1 : 1;
	return dbn_str_cmp(a->task->cell[DBN_TASK_ID], b->task->cell[DBN_TASK_ID]);
}

static int by_name(const void *x, const void *y)
{
	const struct dbn_sample_entry *const *a = x, *const *b = y;
	int c = dbn_str_cmp((*a)->unit, (*b)->unit);

	return c ? c : (*a > *b) - (*a < *b);
}

/*
 * Marks the lowest ticket of each unit (the frame is sorted by ticket), and
 * draws them in that order while there is room. Gives the number of units.
 */
static bool draw_units(struct dbn_sample *s, struct dbn_arena *arena, size_t *left)
{
	size_t n = s->frame.count;
	struct dbn_sample_entry **all = dbn_arena_alloc(arena, n, sizeof *all);
	bool *lowest = dbn_arena_alloc(arena, n, sizeof *lowest);

	if (!all || !lowest)
		return false;
	for (size_t i = 0; i < n; i++)
		all[i] = &s->frame.items[i];
	qsort(all, n, sizeof *all, by_name);
	s->units = 0;
	for (size_t i = 0; i < n; i++) {
		if (i && dbn_str_eq(all[i]->unit, all[i - 1]->unit))
			continue;
		lowest[all[i] - s->frame.items] = true;
		s->units++;
	}
	s->short_of_units = *left < s->units;
	for (size_t i = 0; i < n && *left; i++)
		if (lowest[i]) {
			s->frame.items[i].drawn = true;
			--*left;
		}
	return true;
}

static size_t units_of(struct dbn_sample *s, struct dbn_arena *arena)
{
	size_t left = 0;

	return draw_units(s, arena, &left) ? s->units : 0;
}

int dbn_sample_draw(struct dbn_sample *s, struct dbn_arena *arena, struct dbn_str seed,
		    size_t count, int percent, struct dbn_err *err)
{
	size_t n = s->frame.count, left = count;

	if (count == 0 && (percent < 1 || percent > 100))
		return dbn_fail(err, DBN_EUSAGE, DBN_MSG_SAMPLE_PERCENT, dbn_pos_at(NULL, 0, 0),
				NULL);
	s->fingerprint = FNV_START;
	s->drawn = 0;
	for (size_t i = 0; i < n; i++) {
		struct dbn_sample_entry *e = &s->frame.items[i];

		s->fingerprint =
			fnv(fnv(s->fingerprint, e->task->cell[DBN_TASK_ID]), DBN_STR("\n"));
		e->ticket = dbn_sample_ticket(seed, e->task->cell[DBN_TASK_ID]);
		e->drawn = false;
	}
	s->asked = count ? count : (n * (size_t)percent + 99) / 100;
	if (n == 0)
		return DBN_OK;
	qsort(s->frame.items, n, sizeof *s->frame.items, by_ticket);
	if (count == 0) {
		size_t units = units_of(s, arena);

		left = s->asked < units ? units : s->asked;
	}
	s->drawn = left = left < n ? left : n;
	if (!draw_units(s, arena, &left))
		return dbn_fail_memory(err);
	for (size_t i = 0; i < n && left; i++)
		if (!s->frame.items[i].drawn) {
			s->frame.items[i].drawn = true;
			left--;
		}
	qsort(s->frame.items, n, sizeof *s->frame.items, by_ticket);
	return DBN_OK;
}

static void add_hex(struct dbn_buf *out, uint64_t value)
{
	static const char hex[] = "0123456789abcdef";

	for (int k = 60; k >= 0; k -= 4)
		dbn_buf_addc(out, hex[value >> k & 15]);
}

void dbn_sample_text(struct dbn_buf *out, const struct dbn_sample *s,
		     const struct dbn_sample_entry *entry, struct dbn_str seed)
{
	dbn_buf_addz(out, "seed=");
	dbn_buf_add(out, seed);
	dbn_buf_addz(out, " frame=");
	dbn_buf_addi(out, (int64_t)s->frame.count);
	dbn_buf_addc(out, ':');
	add_hex(out, s->fingerprint);
	dbn_buf_addz(out, " drawn=");
	dbn_buf_addi(out, (int64_t)s->drawn);
	dbn_buf_addz(out, " left-out=");
	dbn_buf_addi(out, (int64_t)s->left_out.count);
	dbn_buf_addz(out, " ticket=");
	add_hex(out, entry->ticket);
}

void dbn_inspect_text(struct dbn_buf *out, bool pass, int32_t rectify_by, struct dbn_str note)
{
	char day[11];

	dbn_buf_addz(out, pass ? "pass" : "fail");
	if (!pass && rectify_by != DBN_NO_DAY) {
		dbn_buf_addc(out, ' ');
		dbn_buf_addz(out, dbn_day_format(day, rectify_by));
	}
	if (note.len)
		dbn_buf_addc(out, ' ');
	dbn_buf_add(out, note);
}

enum dbn_inspected dbn_inspect_read(const struct dbn_event *e, int32_t *rectify_by)
{
	struct dbn_str rest = e->text, word;

	if (rectify_by)
		*rectify_by = DBN_NO_DAY;
	if (e->kind != DBN_EV_INSPECT)
		return DBN_INSPECT_NONE;
	word = dbn_str_split(&rest, ' ');
	if (dbn_str_eqz(word, "pass"))
		return DBN_INSPECT_PASS;
	if (!dbn_str_eqz(word, "fail"))
		return DBN_INSPECT_NONE;
	if (rectify_by && rest.ptr)
		*rectify_by = dbn_day_parse(dbn_str_split(&rest, ' '));
	return DBN_INSPECT_FAIL;
}

bool dbn_inspect_shown(struct dbn_buf *out, const struct dbn_event *e, enum dbn_lang lang)
{
	struct dbn_str rest = e->text, day;
	char iso[11];
	int32_t by;
	enum dbn_inspected how = dbn_inspect_read(e, &by);

	if (how == DBN_INSPECT_NONE)
		return false;
	dbn_str_split(&rest, ' ');
	dbn_buf_addz(out, dbn_msg_text(how == DBN_INSPECT_PASS ? DBN_MSG_INSPECT_PASS : DBN_MSG_INSPECT_FAIL, lang));
	if (by != DBN_NO_DAY) {
		dbn_str_split(&rest, ' ');
		day = dbn_str_of(dbn_day_format(iso, by));
		dbn_buf_addz(out, lang == DBN_ZH ? "，" : ", ");
		dbn_msg_format(out, DBN_MSG_INSPECT_BY, lang, &day, 1);
	}
	if (rest.ptr && rest.len) {
		dbn_buf_addz(out, lang == DBN_ZH ? "，" : ", ");
		dbn_buf_add(out, rest);
	}
	return true;
}

bool dbn_rectify_pending(const struct dbn_task *task, int32_t *by)
{
	bool pending = false;

	*by = DBN_NO_DAY;
	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];
		int32_t day;
		enum dbn_inspected how = dbn_inspect_read(e, &day);

		/* Found wanting again without a new day: the old one stands. */
		if (how == DBN_INSPECT_FAIL) {
			*by = pending && day == DBN_NO_DAY ? *by : day;
			pending = true;
		} else if (how == DBN_INSPECT_PASS || e->kind == DBN_EV_RECTIFY) {
			pending = false;
		}
	}
	if (!pending)
		*by = DBN_NO_DAY;
	return pending;
}

bool dbn_draw_open(const struct dbn_task *task)
{
	bool open = false;

	for (size_t i = 0; i < task->event_count; i++) {
		if (task->events[i]->kind == DBN_EV_DRAW)
			open = true;
		else if (task->events[i]->kind == DBN_EV_INSPECT)
			open = false;
	}
	return open;
}
