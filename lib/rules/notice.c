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
	int32_t reply_by; /* of the last */
	enum dbn_notice_level level;
	int count; /* notices, mere reminders left out */
	bool today;
	bool reached; /* anything on or after the day itself */
};

/* The colours as they are written when an office names none of its own. */
static const enum dbn_msg words[] = { DBN_MSG_NOTICE_REMIND, DBN_MSG_NOTICE_BLUE,
				      DBN_MSG_NOTICE_YELLOW, DBN_MSG_NOTICE_RED };

/* The steps of an office stand at the top: of two colours the last is the highest. */
static enum dbn_notice_level level_of(const struct dbn_conf *c, int step)
{
	int steps = (int)c->colour_count;

	if (step <= 0)
		return DBN_NOTICE_REMIND;
	if (step > steps)
		step = steps;
	return (enum dbn_notice_level)(DBN_NOTICE_RED - steps + step);
}

void dbn_notice_word(struct dbn_buf *out, const struct dbn_conf *c, enum dbn_notice_level level,
		     enum dbn_lang lang)
{
	int index = (int)level - 1 - (DBN_CONF_COLOURS - (int)c->colour_count);
	struct dbn_str own =
		level > DBN_NOTICE_REMIND && index >= 0 ? dbn_str_of(c->colour[index]) : DBN_STR("");

	for (int k = DBN_NOTICE_REMIND; k <= DBN_NOTICE_RED; k++) /* 蓝 is 蓝色, blue */
		if (own.len && dbn_str_starts(dbn_str_of(dbn_msg_text(words[k], DBN_ZH)), own)) {
			dbn_buf_addz(out, dbn_msg_text(words[k], lang));
			return;
		}
	if (own.len == 0) {
		dbn_buf_addz(out, dbn_msg_text(words[level], lang));
		return;
	}
	dbn_buf_add(out, own);
	if (own.len == 3 && lang == DBN_ZH) /* one character: 橙色 */
		dbn_buf_addz(out, "色");
}

/* Whether the level is called so, by the office or where it names none of its own. */
static bool is_called(const struct dbn_conf *c, struct dbn_str head, enum dbn_notice_level level)
{
	bool same = false;

	if (dbn_str_eqz(head, dbn_msg_text(words[level], DBN_ZH)) ||
	    dbn_str_eqz(head, dbn_msg_text(words[level], DBN_EN)))
		return true;
	for (int lang = 0; c && lang < 2 && !same; lang++) {
		struct dbn_buf word;

		dbn_buf_init(&word, 256);
		dbn_notice_word(&word, c, level, lang ? DBN_EN : DBN_ZH);
		same = dbn_str_eq(head, dbn_buf_str(&word));
		dbn_buf_release(&word);
	}
	return same;
}

enum dbn_notice_level dbn_notice_read(const struct dbn_event *e, const struct dbn_conf *c,
				      struct dbn_str *unit)
{
	struct dbn_str rest = e->text, head = dbn_str_split(&rest, ' ');

	*unit = DBN_STR("");
	for (int k = DBN_NOTICE_REMIND; k <= DBN_NOTICE_RED; k++) {
		if (!is_called(c, head, (enum dbn_notice_level)k))
			continue;
		if (rest.ptr)
			*unit = dbn_str_split(&rest, ' ');
		return (enum dbn_notice_level)k;
	}
	return DBN_NOTICE_BLUE;
}

int dbn_notice_last(const struct dbn_doc *doc, int year)
{
	int last = 0;

	for (size_t i = 0; i < doc->task_count; i++)
		for (size_t k = 0; k < doc->tasks[i].event_count; k++) {
			int its_year = 0, n = dbn_event_notice_number(doc->tasks[i].events[k], &its_year);

			if (its_year == year && n > last)
				last = n;
		}
	return last;
}

/* The day by which a notice was to be answered: the first that its text names. */
static int32_t answer_by(const struct dbn_event *e)
{
	for (size_t i = 0; i + 10 <= e->text.len; i++) {
		int32_t day;

		if (e->text.ptr[i] < '0' || e->text.ptr[i] > '9')
			continue;
		day = dbn_day_parse(dbn_str_sub(e->text, i, 10));
		if (day != DBN_NO_DAY)
			return day;
	}
	return DBN_NO_DAY;
}

/* Notices after `since` (the day itself not counted); `reached` counts it. */
static struct sent sent_since(const struct planning *g, const struct dbn_task *task,
			      struct dbn_str unit, int32_t since)
{
	struct sent s = { DBN_NO_DAY, DBN_NO_DAY, DBN_NOTICE_REMIND, 0, false, false };

	for (size_t i = 0; i < task->event_count; i++) {
		const struct dbn_event *e = task->events[i];
		struct dbn_str to;
		enum dbn_notice_level level;

		if (e->kind != DBN_EV_NOTICE)
			continue;
		level = dbn_notice_read(e, &g->l->conf, &to);
		if (to.len && !dbn_roster_same(g->roster, to, unit))
			continue;
		s.today = s.today || e->on == g->today;
		s.reached = s.reached || e->on >= since;
		if (e->on <= since || level == DBN_NOTICE_REMIND)
			continue;
		s.count++;
		if (e->on > s.last) {
			s.last = e->on;
			s.reply_by = answer_by(e);
		}
		if (level > s.level)
			s.level = level;
	}
	return s;
}

/* A task is chosen for every unit that has a part in it; its notice goes to one. */
static bool is_wanted(const struct planning *g, struct dbn_str unit)
{
	struct dbn_str only = g->p->only, members = { "", 0 };
	size_t at = only.len ? dbn_roster_find(g->roster, only) : DBN_NONE;

	if (only.len == 0 || dbn_roster_same(g->roster, unit, only))
		return true;
	if (at != DBN_NONE)
		members = g->roster->units[at].members;
	while (members.len)
		if (dbn_roster_same(g->roster, dbn_str_trim(dbn_str_split(&members, ';')), unit))
			return true;
	return false;
}

static bool push(struct planning *g, struct dbn_notice_item item)
{
	struct dbn_notice_item *out;

	if (!is_wanted(g, item.unit))
		return true;
	out = DBN_PUSH(g->arena, &g->p->items);
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

/* The day from which notices about a matter are counted: of silence, since the unit was last
 * heard of, or charged; each day of its rhythm that passes is the same silence. */
static int32_t counted_from(const struct planning *g, const struct dbn_notice_item *item,
			    enum dbn_conf_step kind)
{
	struct dbn_rhythm r;

	if (kind != DBN_STEP_SILENT)
		return item->day;
	r = dbn_rhythm_of(g->l, item->task, item->unit, g->today);
	return r.last != DBN_NO_DAY && r.last > r.base ? r.last : r.base;
}

/*
 * One step up, unless the unit has answered since the last one. The next comes when
 * the interval is over and the day that the last one set has passed.
 */
static bool add_urging(struct planning *g, struct dbn_notice_item item, enum dbn_conf_step kind)
{
	const struct dbn_conf *c = &g->l->conf;
	enum dbn_notice_level first = level_of(c, c->step[kind].first),
			      highest = level_of(c, c->step[kind].highest), still;
	struct sent s = sent_since(g, item.task, item.unit, counted_from(g, &item, kind)),
		    any = sent_since(g, item.task, item.unit, DBN_NO_DAY);
	int32_t answer = dbn_standing_of(item.task, item.unit).last_feedback;

	if (s.today || (any.last != DBN_NO_DAY && (g->today - any.last < c->remind_interval ||
						   any.reply_by >= g->today)))
		return true;
	item.level = first;
	if (s.count && answer != DBN_NO_DAY && answer > s.last)
		item.level = s.level > first ? s.level : first;
	else if (s.count)
		item.level = s.level < highest ? (enum dbn_notice_level)(s.level + 1) : highest;
	/* One way: no milder than what is still unanswered about another matter. */
	still = sent_since(g, item.task, item.unit, answer).level;
	if (item.level < first)
		item.level = first;
	if (item.level < still)
		item.level = still < highest ? still : highest;
	item.nth = s.count + 1;
	return push(g, item);
}

/* The latest of the days before the due day that has been reached. */
static int32_t reached_day(const struct planning *g, int32_t due)
{
	const struct dbn_conf *c = &g->l->conf;
	int32_t reached = DBN_NO_DAY;

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
	item.level = level_of(&g->l->conf, g->l->conf.step[DBN_STEP_NEAR].first);
	if (item.matter != DBN_MATTER_RECTIFY)
		item.matter = item.day == g->today ? DBN_MATTER_TODAY : DBN_MATTER_SOON;
	item.nth = 1;
	return push(g, item);
}

/* What a check found on a task that is reported or finished: only that is asked for. */
static bool add_rectify(struct planning *g, const struct dbn_task *task, const struct dbn_verdict *v)
{
	struct dbn_notice_item item = {
		.task = task,
		.matter = DBN_MATTER_RECTIFY,
		.verdict = *v,
		.day = v->rectify,
	};

	if (v->rectify == DBN_NO_DAY || v->light == DBN_LIGHT_CANCELLED)
		return true;
	item.unit = dbn_roster_canonical(g->roster, dbn_reporting_unit(task));
	item.days = v->rectify < g->today ? g->today - v->rectify : v->rectify - g->today;
	item.verdict.rectifying = true;
	item.verdict.reason = v->rectify < g->today	? DBN_MSG_WHY_OVERDUE_RECTIFY
			      : v->rectify == g->today ? DBN_MSG_WHY_RECTIFY_TODAY
						       : DBN_MSG_WHY_NEAR_RECTIFY;
	item.verdict.reason_day = v->rectify;
	item.verdict.reason_days = item.days;
	if (v->rectify >= g->today)
		return add_reminder(g, item);
	return item.days < g->l->conf.remind_after || add_urging(g, item, DBN_STEP_RECTIFY);
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
	if (v->rectifying)
		return add_rectify(g, task, v);
	if (v->light == DBN_LIGHT_OVERDUE) {
		item.matter = DBN_MATTER_OVERDUE;
		return item.days < g->l->conf.remind_after ||
		       add_urging(g, item, v->node || v->period[0] ? DBN_STEP_NODE : DBN_STEP_OVERDUE);
	}
	if (v->light == DBN_LIGHT_SILENT) {
		item.matter = DBN_MATTER_SILENT;
		item.day = v->feedback_due;
		item.days = g->today - v->feedback_due;
		return add_urging(g, item, DBN_STEP_SILENT);
	}
	if (v->light == DBN_LIGHT_BEHIND) {
		item.matter = DBN_MATTER_BEHIND;
		item.day = dbn_charged_day(task);
		item.days = v->reason_days;
		return add_urging(g, item, DBN_STEP_BEHIND);
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
						     .reason = r.unheard > 1 ? DBN_MSG_WHY_SILENT_MORE : DBN_MSG_WHY_SILENT,
						     .unheard = r.unheard,
						     .reason_days = item.days,
						     .reason_day = r.day };
		if (!add_urging(g, item, DBN_STEP_SILENT))
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
		    task->suspended)
			continue;
		if (dbn_is_finished(task) || task->state == DBN_STATE_REPORTED) {
			if (dbn_reporting_unit(task).len && !add_rectify(&g, task, &verdicts[i]))
				return dbn_fail_memory(err);
			continue;
		}
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
			*n = (struct dbn_notice){ .unit = item->unit,
						  .order = item->order,
						  .first = i,
						  .level = item->level,
						  .reply_by = DBN_NO_DAY };
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

void dbn_notice_number_text(struct dbn_buf *out, const struct dbn_conf *c, int year, int number)
{
	dbn_buf_addz(out, c->series);
	dbn_buf_addz(out, "〔");
	dbn_buf_addi(out, year);
	dbn_buf_addz(out, "〕");
	dbn_buf_addi(out, number);
	dbn_buf_addz(out, "号");
}

int dbn_notice_event(const struct dbn_notice_item *item, int number, struct dbn_arena *arena,
		     const struct dbn_conf *c, enum dbn_lang lang, int32_t today,
		     struct dbn_event *out, struct dbn_err *err)
{
	struct dbn_str nothing = { "", 0 };
	struct dbn_buf text;
	char day[11];

	dbn_buf_init(&text, 4096);
	dbn_notice_word(&text, c, item->level, lang);
	dbn_buf_addc(&text, ' ');
	dbn_buf_add(&text, item->unit);
	dbn_buf_addc(&text, ' ');
	if (number) {
		dbn_notice_number_text(&text, c, dbn_day_ymd(today).year, number);
		dbn_buf_addc(&text, ' ');
	}
	if (item->reply_by != DBN_NO_DAY) {
		struct dbn_str by = dbn_str_of(dbn_day_format(day, item->reply_by));

		dbn_msg_format(&text, DBN_MSG_NOTICE_REPLY, lang, &by, 1);
		dbn_buf_addz(&text, lang == DBN_ZH ? "：" : ": ");
	}
	dbn_verdict_text(&text, &item->verdict, lang);
	*out = (struct dbn_event){ .id = nothing,
				   .at = nothing,
				   .task = item->task->cell[DBN_TASK_ID],
				   .unit = nothing,
				   .by = nothing,
				   .changes = nothing,
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
