/* report_calendar.c - a plan as a calendar that phones and mail programs subscribe to. */
#include "dubanc/ics.h"
#include "report.h"

enum { TEXT_MAX = 1 << 16 };

/* Done is done; what was put off stands on its later day. */
static bool is_ahead(const struct dbn_plan_item *item)
{
	return item->kind != DBN_PLAN_UNDATED &&
	       (item->outcome == DBN_OUTCOME_AHEAD || item->outcome == DBN_OUTCOME_MISSED ||
		item->outcome == DBN_OUTCOME_PAUSED);
}

static struct dbn_str last_change(const struct dbn_task *task)
{
	return task->event_count ? task->events[task->event_count - 1]->at : DBN_STR("");
}

/* Each period of a recurring task is an entry of its own: the day one is reported it goes, the others stay. */
static void add_entry(struct report *r, const struct dbn_plan_item *item, struct dbn_buf *uid, struct dbn_buf *summary,
		      struct dbn_buf *text)
{
	const struct dbn_conf *conf = &r->ctx->ledger.conf;
	struct dbn_ics_entry e = { .day = item->due, .stamp = last_change(item->task), .alarms = conf->remind };

	dbn_buf_clear(uid);
	dbn_buf_clear(summary);
	dbn_buf_clear(text);
	dbn_buf_add(uid, item->task->cell[DBN_TASK_ID]);
	dbn_buf_addz(uid, item->period[0] ? "/" : "");
	dbn_buf_addz(uid, item->period);
	dbn_buf_add(summary, item->task->cell[DBN_TASK_TITLE]);
	dbn_buf_addz(summary, item->period[0] ? " " : "");
	dbn_buf_addz(summary, item->period);
	dbn_buf_add(text, item->task->cell[DBN_TASK_ID]);
	dbn_buf_addc(text, '\n');
	dbn_buf_add(text, item->unit.len ? item->unit : message_of(r, DBN_MSG_UNASSIGNED));
	dbn_buf_addc(text, '\n');
	dbn_verdict_text(text, item->verdict, r->ctx->lang);
	e.uid = dbn_buf_str(uid);
	e.summary = dbn_buf_str(summary);
	e.description = dbn_buf_str(text);
	/* alarms of what is suspended, and in the past, ring for nothing */
	e.alarm_count = item->outcome == DBN_OUTCOME_AHEAD ? conf->remind_count : 0;
	dbn_ics_day(&r->ctx->out, &e);
}

int write_calendar(struct report *r, const struct dbn_plan *plan)
{
	struct dbn_buf uid, summary, text;
	bool failed;

	dbn_buf_init(&uid, TEXT_MAX);
	dbn_buf_init(&summary, TEXT_MAX);
	dbn_buf_init(&text, TEXT_MAX);
	text_of(r->ctx, &text, DBN_MSG_PLAN_TITLE, r->ctx->ledger.conf.name, period_shown(r, r->period_name), NULL);
	dbn_ics_begin(&r->ctx->out, dbn_buf_str(&text));
	for (size_t i = 0; i < plan->items.count; i++)
		if (is_ahead(&plan->items.items[i]))
			add_entry(r, &plan->items.items[i], &uid, &summary, &text);
	dbn_ics_end(&r->ctx->out);
	failed = uid.failed || summary.failed || text.failed;
	dbn_buf_release(&uid);
	dbn_buf_release(&summary);
	dbn_buf_release(&text);
	return failed ? out_of_memory(r->ctx) : EXIT_CLEAN;
}
