/* remind.c - send what is due to be sent today, and record that it was. */
#include <string.h>

#include "dubanc/file.h"
#include "dubanc/mail.h"
#include "dubanc/notice.h"
#include "sendmail.h"
#include "view.h"

enum { BODY_MAX = 16 << 20 };

struct reminding {
	struct ctx *ctx;
	struct view view;
	struct dbn_notice_plan plan;
	size_t sent, serial;
	int status;
};

static const struct dbn_roster_unit *unit_of(const struct reminding *r, struct dbn_str unit)
{
	size_t i = dbn_roster_find(r->view.roster, unit);

	return i == DBN_NONE ? NULL : &r->view.roster->units[i];
}

/* The message to one unit; DBN_EDATA where it has no address. */
static int write_mail(struct reminding *r, const struct dbn_notice *n, struct dbn_str subject,
		      struct dbn_str body, struct dbn_buf *out, struct dbn_err *err)
{
	const struct dbn_conf *conf = &r->ctx->ledger.conf;
	const struct dbn_roster_unit *unit = unit_of(r, n->unit);
	int64_t local = r->ctx->now_ms / 1000 + (int64_t)conf->zone_minutes * 60;
	struct dbn_mail mail = {
		.from_name = dbn_str_of(conf->name),
		.from = dbn_mail_address(dbn_str_of(conf->contact)) ? dbn_str_of(conf->contact) : DBN_STR(""),
		.to_name = n->unit,
		.to = unit ? unit->email : DBN_STR(""),
		.subject = subject,
		.text = body,
		.day = (int32_t)(local / 86400),
		.seconds = (int)(local % 86400),
		.zone_minutes = conf->zone_minutes,
	};

	if (!mail.to.len)
		return dbn_fail_str(err, DBN_EDATA, DBN_MSG_NO_EMAIL, dbn_pos_at("units.csv", 0, 0), &n->unit, 1);
	return dbn_mail_write(out, &mail, err);
}

/* DIR/001-UNIT.eml. */
static int write_eml(struct reminding *r, const char *dir, struct dbn_str unit, struct dbn_str bytes,
		     struct dbn_err *err)
{
	struct dbn_buf path;
	int code;

	dbn_buf_init(&path, DBN_PATH_MAX);
	numbered_path(&path, dir, ++r->serial, unit, ".eml");
	code = path.failed ? dbn_fail(err, DBN_EUSAGE, DBN_MSG_PATH_LONG, dbn_pos_at(NULL, 0, 0), dir, NULL)
			   : dbn_make_dirs(dir, err);
	if (!code)
		code = dbn_file_replace(path.ptr, NULL, bytes, err);
	dbn_buf_release(&path);
	return code;
}

/* Mails, files or prints one notice. */
static int deliver(struct reminding *r, const struct dbn_notice *n, struct dbn_err *err)
{
	const char *dir = opt_text(&r->ctx->opts, "output");
	bool mails = opt_flag(&r->ctx->opts, "sendmail");
	struct dbn_buf subject, body, mail;
	int code = DBN_OK;

	dbn_buf_init(&subject, BODY_MAX);
	dbn_buf_init(&body, BODY_MAX);
	dbn_buf_init(&mail, BODY_MAX * 2);
	dbn_notice_subject(&subject, n, &r->ctx->ledger, r->ctx->lang);
	dbn_notice_body(&body, &r->plan, n, &r->ctx->ledger, r->ctx->lang, r->ctx->today);
	if (dir || mails)
		code = write_mail(r, n, dbn_buf_str(&subject), dbn_buf_str(&body), &mail, err);
	if (!code && !opt_flag(&r->ctx->opts, "dry-run")) {
		if (dir)
			code = write_eml(r, dir, n->unit, dbn_buf_str(&mail), err);
		else if (mails)
			code = sendmail(dbn_buf_str(&mail), err);
	}
	if (!code && ((!dir && !mails) || opt_flag(&r->ctx->opts, "dry-run"))) {
		struct dbn_str rest = dbn_buf_str(&body);

		dbn_text_visible(&r->ctx->out, dbn_buf_str(&subject));
		dbn_buf_addc(&r->ctx->out, '\n');
		while (rest.ptr) {
			dbn_text_visible(&r->ctx->out, dbn_str_split(&rest, '\n'));
			dbn_buf_addc(&r->ctx->out, '\n');
		}
	}
	dbn_buf_release(&mail);
	dbn_buf_release(&body);
	dbn_buf_release(&subject);
	return code;
}

/* What was sent is an event of each task; one document is written once. */
static int record(struct reminding *r, const struct dbn_notice *n, struct dbn_err *err)
{
	struct ctx *ctx = r->ctx;
	struct dbn_arena *arena = &ctx->ledger.arena;
	struct dbn_event *events = dbn_arena_alloc(arena, n->count + 1, sizeof *events);

	for (size_t d = 0; events && d < r->view.docs.count; d++) {
		struct dbn_doc *doc = r->view.docs.items[d].doc;
		size_t count = 0;

		for (size_t i = n->first; i < n->first + n->count; i++) {
			const struct dbn_notice_item *item = &r->plan.items.items[i];

			if (item->task->doc != doc)
				continue;
			if (dbn_notice_event(item, arena, ctx->lang, ctx->today, &events[count], err))
				return err->code;
			stamp_event(ctx, &events[count++]);
		}
		if (count && dbn_ledger_write(&ctx->ledger, doc, events, count, err))
			return err->code;
	}
	return events ? DBN_OK : dbn_fail_memory(err);
}

static void send_all(struct reminding *r)
{
	for (size_t i = 0; i < r->plan.notices.count; i++) {
		const struct dbn_notice *n = &r->plan.notices.items[i];
		struct dbn_err err = { 0 };

		if (deliver(r, n, &err) ||
		    (!opt_flag(&r->ctx->opts, "dry-run") && record(r, n, &err))) {
			r->status = complain(r->ctx, &err); /* the others are served all the same */
			continue;
		}
		r->sent++;
	}
}

int cmd_remind(struct ctx *ctx)
{
	struct reminding r = { .ctx = ctx };
	struct dbn_err err = { 0 };
	char units[24], items[24];
	int status;

	if (opt_text(&ctx->opts, "output") && opt_flag(&ctx->opts, "sendmail"))
		return misuse(ctx, DBN_MSG_REMIND_ONE_WAY, NULL);
	status = view_open(ctx, &r.view, true);
	for (size_t i = 0; i < r.view.docs.count && !status && !err.code; i++)
		dbn_notice_add(&r.plan, &ctx->ledger, r.view.roster, &r.view.arena, r.view.docs.items[i].doc,
			       r.view.docs.items[i].verdicts, r.view.docs.items[i].chosen, ctx->today, &err);
	if (!status && (err.code || dbn_notice_finish(&r.plan, &r.view.arena, &err)))
		status = complain(ctx, &err);
	if (!status)
		send_all(&r);
	if (!status && r.sent && (opt_text(&ctx->opts, "output") || opt_flag(&ctx->opts, "sendmail")))
		put(ctx, DBN_MSG_REMIND_SENT, number(units, (int64_t)r.sent),
		    number(items, (int64_t)r.plan.items.count), NULL);
	if (!status && r.sent && opt_flag(&ctx->opts, "dry-run"))
		put(ctx, DBN_MSG_DRY_RUN, NULL);
	if (!status)
		status = r.status ? r.status : r.view.status;
	view_close(&r.view);
	return status;
}
