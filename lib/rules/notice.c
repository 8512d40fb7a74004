/* notice.c - whom to remind of what today. */
#include <stdlib.h>

#include "dubanc/notice.h"
#include "trail.h"

struct planning {
	struct dbn_notice_plan *p;
	const struct dbn_ledger *l;
	const struct dbn_roster *roster;
	struct dbn_arena *arena;
	int32_t today;
};

/* What was sent about a task to a unit since a day. */
struct sent {
	int32_t last; /* DBN_NO_DAY: nothing */
	enum dbn_notice_level level;
	int count; /* notices, mere reminders left out */
	bool today;
	bool reached; /* anything on or after the day itself */
};

static const enum dbn_msg words[] = { DBN_MSG_NOTICE_REMIND, DBN_MSG_NOTICE_BLUE,
				      DBN_MSG_NOTICE_YELLOW, DBN_MSG_NOTICE_RED };

const char *dbn_notice_word(enum dbn_notice_level level, enum dbn_lang lang)
{
	return dbn_msg_text(words[level], lang);
}

enum dbn_notice_level dbn_notice_read(const struct dbn_event *e, struct dbn_str *unit)
{
	struct dbn_str rest = e->text, head = dbn_str_split(&rest, ' ');

	*unit = DBN_STR("");
	for (int k = DBN_NOTICE_REMIND; k <= DBN_NOTICE_RED; k++) {
		enum dbn_notice_level level = (enum dbn_notice_level)k;

		if (!dbn_str_eqz(head, dbn_notice_word(level, DBN_ZH)) &&
		    !dbn_str_eqz(head, dbn_notice_word(level, DBN_EN)))
			continue;
		if (rest.ptr)
			*unit = dbn_str_split(&rest, ' ');
		return level;
	}
	return DBN_NOTICE_BLUE;
}

/* Notices after `since` (the day itself not counted); `reached` counts it. */
static struct sent sent_since(const struct planning *g, const struct dbn_task *task,
			      struct dbn_str unit, int32_t since)
{
	struct sent s = { DBN_NO_DAY, DBN_NOTICE_REMIND, 0, false, false };

	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];
		struct dbn_str to;
		enum dbn_notice_level level;

		if (e->kind != DBN_EV_NOTICE)
			continue;
		level = dbn_notice_read(e, &to);
		if (to.len && !dbn_roster_same(g->roster, to, unit))
			continue;
		s.today = s.today || e->on == g->today;
		s.reached = s.reached || e->on >= since;
		if (e->on <= since || level == DBN_NOTICE_REMIND)
			continue;
		s.count++;
		if (e->on > s.last)
			s.last = e->on;
		if (level > s.level)
			s.level = level;
	}
	return s;
}

static bool push(struct planning *g, struct dbn_notice_item item)
{
	struct dbn_notice_item *out = DBN_PUSH(g->arena, &g->p->items);

	if (!out)
		return false;
	item.order = dbn_roster_find(g->roster, item.unit);
	item.reply_by = item.level == DBN_NOTICE_REMIND
				? DBN_NO_DAY
				: dbn_calendar_add_workdays(&g->l->calendar, g->today,
							    g->l->conf.remind_reply, NULL);
	*out = item;
	return true;
}

/* One step up the ladder, unless the unit has answered since the last one. */
static bool add_urging(struct planning *g, struct dbn_notice_item item,
		       enum dbn_notice_level highest)
{
	struct sent s = sent_since(g, item.task, item.unit, item.day);
	int32_t answer = dbn_standing_of(item.task, item.unit).last_feedback;

	if (s.today || (s.last != DBN_NO_DAY && g->today - s.last < g->l->conf.remind_interval))
		return true;
	if (s.count == 0)
		item.level = DBN_NOTICE_BLUE;
	else if (answer != DBN_NO_DAY && answer > s.last)
		item.level = s.level;
	else
		item.level = s.level < highest ? (enum dbn_notice_level)(s.level + 1) : s.level;
	item.nth = s.count + 1;
	return push(g, item);
}

/* The latest of the days before the due day that has been reached. */
static int32_t reached_day(const struct planning *g, int32_t due)
{
	const struct dbn_conf *c = &g->l->conf;
	int32_t reached = due <= g->today ? due : DBN_NO_DAY;

	for (size_t i = 0; i < c->remind_count; i++) {
		int32_t day = due - c->remind[i];

		if (c->remind_workdays && c->remind[i] > 0)
			day = dbn_calendar_add_workdays(&g->l->calendar, due, -c->remind[i], NULL);
		if (day <= g->today && day > reached)
			reached = day;
	}
	return reached;
}

static bool add_reminder(struct planning *g, struct dbn_notice_item item)
{
	int32_t reached = reached_day(g, item.day);
	struct sent s;

	if (item.day < g->today || reached == DBN_NO_DAY)
		return true;
	s = sent_since(g, item.task, item.unit, reached);
	if (s.today || s.reached)
		return true;
	item.level = DBN_NOTICE_REMIND;
	item.matter = item.day == g->today ? DBN_MATTER_TODAY : DBN_MATTER_SOON;
	item.nth = 1;
	return push(g, item);
}

/* What there is to say to the reporting unit: the worst matter only. */
static bool add_for_lead(struct planning *g, const struct dbn_task *task,
			 const struct dbn_verdict *v)
{
	struct dbn_notice_item item = {
		.task = task,
		.unit = dbn_roster_canonical(g->roster, dbn_reporting_unit(task)),
		.verdict = *v,
		.day = v->due,
		.days = v->days < 0 ? -v->days : v->days,
	};

	if (dbn_extension_pending(task, NULL)) {
		g->p->held += v->light == DBN_LIGHT_OVERDUE;
		return true;
	}
	if (v->light == DBN_LIGHT_OVERDUE) {
		item.matter = DBN_MATTER_OVERDUE;
		return add_urging(g, item, DBN_NOTICE_RED);
	}
	if (v->light == DBN_LIGHT_SILENT) {
		item.matter = DBN_MATTER_SILENT;
		item.day = v->feedback_due;
		item.days = g->today - v->feedback_due;
		return add_urging(g, item, DBN_NOTICE_YELLOW);
	}
	if (v->light == DBN_LIGHT_BEHIND) {
		item.matter = DBN_MATTER_BEHIND;
		item.day = dbn_charged_day(task);
		item.days = v->reason_days;
		return add_urging(g, item, DBN_NOTICE_YELLOW);
	}
	return v->due == DBN_NO_DAY || add_reminder(g, item);
}

/* The further leads are chased for their own feedback. */
static bool add_for_others(struct planning *g, const struct dbn_task *task)
{
	struct dbn_str rest = task->cell[DBN_TASK_LEAD];
	bool first = true;

	while (rest.len) {
		struct dbn_notice_item item = { .task = task, .matter = DBN_MATTER_SILENT };
		struct dbn_str unit = dbn_str_trim(dbn_str_split(&rest, ';'));
		struct dbn_rhythm r;

		if (unit.len == 0)
			continue;
		if (first) {
			first = false;
			continue;
		}
		r = dbn_rhythm_of(g->l, task, unit, g->today);
		if (!r.silent)
			continue;
		item.unit = dbn_roster_canonical(g->roster, unit);
		item.day = r.day;
		item.days = g->today - r.day;
		item.verdict = (struct dbn_verdict){ .light = DBN_LIGHT_SILENT,
						     .reason = DBN_MSG_WHY_SILENT,
						     .reason_days = item.days,
						     .reason_day = r.day };
		if (!add_urging(g, item, DBN_NOTICE_YELLOW))
			return false;
	}
	return true;
}

int dbn_notice_add(struct dbn_notice_plan *p, const struct dbn_ledger *l,
		   const struct dbn_roster *roster, struct dbn_arena *arena,
		   const struct dbn_doc *doc, const struct dbn_verdict *verdicts,
		   const bool *chosen, int32_t today, struct dbn_err *err)
{
	struct planning g = { p, l, roster, arena, today };

	for (size_t i = 0; i < doc->task_count; i++) {
		const struct dbn_task *task = &doc->tasks[i];

		if ((chosen && !chosen[i]) || (dbn_is_part(task) && task->parent) ||
		    task->suspended || dbn_is_finished(task) || task->state == DBN_STATE_REPORTED)
			continue;
		if (dbn_reporting_unit(task).len == 0) {
			p->nobody += verdicts[i].light == DBN_LIGHT_OVERDUE;
			continue;
		}
		if (!add_for_lead(&g, task, &verdicts[i]) || !add_for_others(&g, task))
			return dbn_fail_memory(err);
	}
	return DBN_OK;
}

static int by_unit(const void *x, const void *y)
{
	const struct dbn_notice_item *a = x, *b = y;
	int c = dbn_roster_cmp(a->order, a->unit, b->order, b->unit);

	if (c)
		return c;
	if (a->level != b->level)
		return a->level > b->level ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->task->doc != b->task->doc)
		return dbn_str_cmp(a->task->doc->key, b->task->doc->key);
	return (a->task > b->task) - (a->task < b->task);
}

int dbn_notice_finish(struct dbn_notice_plan *p, struct dbn_arena *arena, struct dbn_err *err)
{
	struct dbn_notice *n = NULL;

	if (p->items.count)
		qsort(p->items.items, p->items.count, sizeof *p->items.items, by_unit);
	for (size_t i = 0; i < p->items.count; i++) {
		const struct dbn_notice_item *item = &p->items.items[i];

		if (!n || !dbn_str_eq(n->unit, item->unit)) {
			n = DBN_PUSH(arena, &p->notices);
			if (!n)
				return dbn_fail_memory(err);
			*n = (struct dbn_notice){ item->unit, item->order, i,
						  0,	      item->level, DBN_NO_DAY };
		}
		n->count++;
		if (item->level > n->level)
			n->level = item->level;
		if (item->reply_by != DBN_NO_DAY &&
		    (n->reply_by == DBN_NO_DAY || item->reply_by < n->reply_by))
			n->reply_by = item->reply_by;
	}
	return DBN_OK;
}

static void add_msg(struct dbn_buf *out, enum dbn_msg msg, enum dbn_lang lang, struct dbn_str a,
		    struct dbn_str b, struct dbn_str c, struct dbn_str d)
{
	struct dbn_str args[] = { a, b, c, d };

	dbn_msg_format(out, msg, lang, args, 4);
}

static struct dbn_str none(void)
{
	return DBN_STR("");
}

int dbn_notice_event(const struct dbn_notice_item *item, struct dbn_arena *arena,
		     enum dbn_lang lang, int32_t today, struct dbn_event *out, struct dbn_err *err)
{
	struct dbn_buf text;
	char day[11];

	dbn_buf_init(&text, 4096);
	dbn_buf_addz(&text, dbn_notice_word(item->level, lang));
	dbn_buf_addc(&text, ' ');
	dbn_buf_add(&text, item->unit);
	dbn_buf_addc(&text, ' ');
	if (item->reply_by != DBN_NO_DAY) {
		add_msg(&text, DBN_MSG_NOTICE_REPLY, lang,
			dbn_str_of(dbn_day_format(day, item->reply_by)), none(), none(), none());
		dbn_buf_addz(&text, lang == DBN_ZH ? "：" : ": ");
	}
	dbn_verdict_text(&text, &item->verdict, lang);
	*out = (struct dbn_event){ .id = none(),
				   .at = none(),
				   .task = item->task->cell[DBN_TASK_ID],
				   .unit = none(),
				   .by = none(),
				   .changes = none(),
				   .text = dbn_arena_dup(arena, dbn_buf_str(&text)),
				   .on = today,
				   .kind = DBN_EV_NOTICE };
	if (text.failed || arena->failed) {
		dbn_buf_release(&text);
		return dbn_fail_memory(err);
	}
	dbn_buf_release(&text);
	return DBN_OK;
}

/* A number as text, in a buffer of the caller. */
static struct dbn_str number(struct dbn_buf *b, size_t value)
{
	dbn_buf_clear(b);
	dbn_buf_addi(b, (int64_t)value);
	return dbn_buf_str(b);
}

void dbn_notice_subject(struct dbn_buf *out, const struct dbn_notice *n, const struct dbn_ledger *l,
			enum dbn_lang lang)
{
	struct dbn_str office = dbn_str_of(l->conf.name[0] ? l->conf.name
							   : dbn_msg_text(DBN_MSG_NOTICE_OFFICE, lang)),
		       word = dbn_str_of(dbn_notice_word(n->level, lang));
	struct dbn_buf count;

	dbn_buf_init(&count, 32);
	if (n->level == DBN_NOTICE_REMIND)
		add_msg(out, DBN_MSG_NOTICE_SUBJECT_REMIND, lang, office, n->unit,
			number(&count, n->count), none());
	else
		add_msg(out, DBN_MSG_NOTICE_SUBJECT, lang, office, word, n->unit,
			number(&count, n->count));
	dbn_buf_release(&count);
}

static void body_item(struct dbn_buf *out, const struct dbn_notice_item *item, size_t nth,
		      enum dbn_lang lang)
{
	const struct dbn_task *task = item->task;
	struct dbn_buf count;

	dbn_buf_init(&count, 32);
	dbn_buf_addi(out, (int64_t)nth);
	dbn_buf_addz(out, ". ");
	dbn_buf_add(out, task->cell[DBN_TASK_ID]);
	dbn_buf_addz(out, "  ");
	dbn_buf_add(out, task->cell[DBN_TASK_TITLE]);
	dbn_buf_addz(out, "\n   ");
	dbn_verdict_text(out, &item->verdict, lang);
	if (item->level != DBN_NOTICE_REMIND) {
		dbn_buf_addz(out, lang == DBN_ZH ? "（" : " (");
		add_msg(out, DBN_MSG_NOTICE_NTH, lang,
			dbn_str_of(dbn_notice_word(item->level, lang)),
			number(&count, (size_t)item->nth), none(), none());
		dbn_buf_addz(out, lang == DBN_ZH ? "）" : ")");
	}
	dbn_buf_addc(out, '\n');
	if (task->cell[DBN_TASK_DUE_TEXT].len) {
		dbn_buf_addz(out, "   ");
		add_msg(out, DBN_MSG_NOTICE_ASKED, lang, task->cell[DBN_TASK_DUE_TEXT], none(),
			none(), none());
		dbn_buf_addc(out, '\n');
	}
	if (task->cell[DBN_TASK_PERSONS].len) {
		dbn_buf_addz(out, "   ");
		add_msg(out, DBN_MSG_NOTICE_PERSONS, lang, task->cell[DBN_TASK_PERSONS], none(),
			none(), none());
		dbn_buf_addc(out, '\n');
	}
	dbn_buf_release(&count);
}

void dbn_notice_body(struct dbn_buf *out, const struct dbn_notice_plan *p,
		     const struct dbn_notice *n, const struct dbn_ledger *l, enum dbn_lang lang,
		     int32_t today)
{
	struct dbn_buf count;
	char now[11], reply[11];

	dbn_buf_init(&count, 32);
	dbn_day_format(now, today);
	dbn_day_format(reply, n->reply_by);
	add_msg(out, DBN_MSG_NOTICE_DEAR, lang, n->unit, none(), none(), none());
	dbn_buf_addz(out, "\n\n");
	if (n->reply_by == DBN_NO_DAY)
		add_msg(out, DBN_MSG_NOTICE_OPEN_REMIND, lang, dbn_str_of(now),
			number(&count, n->count), none(), none());
	else
		add_msg(out, DBN_MSG_NOTICE_OPEN, lang, dbn_str_of(now), number(&count, n->count),
			dbn_str_of(reply), none());
	dbn_buf_addz(out, "\n\n");
	for (size_t i = 0; i < n->count; i++)
		body_item(out, &p->items.items[n->first + i], i + 1, lang);
	if (l->conf.name[0] || l->conf.contact[0]) {
		dbn_buf_addc(out, '\n');
		add_msg(out, DBN_MSG_NOTICE_CONTACT, lang, dbn_str_of(l->conf.name),
			dbn_str_of(l->conf.contact), none(), none());
		dbn_buf_addc(out, '\n');
	}
	dbn_buf_release(&count);
}
