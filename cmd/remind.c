/* remind.c - send what is due to be sent today, and record that it was. */
#include <string.h>

#include "dubanc/file.h"
#include "dubanc/mail.h"
#include "dubanc/notice_paper.h"
#include "dubanc/page.h"
#include "sendmail.h"
#include "view.h"

enum { BODY_MAX = 16 << 20 };

struct unit_names {
	struct dbn_str *items;
	size_t count, cap;
};

struct reminding {
	struct ctx *ctx;
	struct view view;
	struct dbn_notice_plan plan;
	struct dbn_how how;
	struct dbn_notice_office office;
	const char *dir; /* -o */
	bool mails, files, dry; /* by sendmail; into files that are no mails; nothing is written */
	size_t sent, items; /* notices that went out, and what stands in them */
	int number; /* of the last notice of the year */
	struct unit_names unserved, passed_on; /* without an address: nothing went out, or it went to the office */
	int status;
};

static const struct dbn_roster_unit *unit_of(const struct reminding *r, struct dbn_str unit)
{
	size_t i = dbn_roster_find(r->view.roster, unit);

	return i == DBN_NONE ? NULL : &r->view.roster->units[i];
}

/* Who sends, and whom an answer reaches. */
static struct dbn_str own_address(const struct reminding *r)
{
	return dbn_mail_address_in(dbn_str_of(r->ctx->ledger.conf.contact));
}

/* Where mail for a unit goes: to it, or, where it has no address, to the office, which passes it on. */
static struct dbn_str address_of(const struct reminding *r, struct dbn_str name)
{
	const struct dbn_roster_unit *unit = unit_of(r, name);

	return unit && unit->email.len ? unit->email : own_address(r);
}

/* ---- units without an address: told behind all the notices, not one by one ---- */

static void note_unit(struct reminding *r, struct unit_names *list, struct dbn_str unit)
{
	struct dbn_str *to;

	for (size_t i = 0; i < list->count; i++)
		if (dbn_str_eq(list->items[i], unit))
			return;
	to = DBN_PUSH(&r->view.arena, list);
	if (to)
		*to = unit;
}

/* A line of them, or as many lines as a finding's words need. */
static void tell_units(struct reminding *r, const struct unit_names *list, enum dbn_msg msg)
{
	struct dbn_str args[] = { { "", 0 }, own_address(r) };

	for (size_t i = 0; i < list->count; i++) {
		struct dbn_str parts[] = { args[0], DBN_STR("、"), list->items[i] };

		args[0] = args[0].len ? dbn_arena_join(&r->view.arena, parts, 3) : list->items[i];
		if (i + 1 < list->count && args[0].len + parts[1].len + list->items[i + 1].len < DBN_ARG_MAX)
			continue;
		dbn_report(to_stderr(r->ctx), msg, dbn_pos_at("units.csv", 0, 0), args, 2);
		args[0].len = 0;
	}
}

/* Whether the notice is to go by mail and there is nobody to mail it to. */
static bool goes_nowhere(struct reminding *r, const struct dbn_notice *n)
{
	const struct dbn_roster_unit *unit = unit_of(r, n->unit);

	if (!(r->mails || (r->dir && !r->files)) || (unit && unit->email.len))
		return false;
	if (address_of(r, n->unit).len) {
		note_unit(r, &r->passed_on, n->unit);
		return false;
	}
	note_unit(r, &r->unserved, n->unit);
	return true;
}

/* The message to one unit, which has an address or the office's. */
static int write_mail(struct reminding *r, const struct dbn_notice *n, struct dbn_str subject,
		      struct dbn_str body, struct dbn_buf *out, struct dbn_err *err)
{
	const struct dbn_conf *conf = &r->ctx->ledger.conf;
	int64_t local = r->ctx->now_ms / 1000 + (int64_t)conf->zone_minutes * 60;
	struct dbn_mail mail = {
		.from_name = dbn_str_of(conf->name),
		.from = own_address(r),
		.to_name = n->unit,
		.to = address_of(r, n->unit),
		.subject = subject,
		.text = body,
		.day = (int32_t)(local / 86400),
		.seconds = (int)(local % 86400),
		.zone_minutes = conf->zone_minutes,
	};

	return dbn_mail_write(out, &mail, err);
}

/* DIR/NNN-UNIT-DAY.eml, or .txt, .md, .html: what was written another day and not yet sent stays. */
static int write_file(struct reminding *r, struct dbn_str unit, struct dbn_str bytes, struct dbn_err *err)
{
	const char *end = !r->files			     ? ".eml"
			  : r->how.format == DBN_FMT_HTML ? ".html"
			  : r->how.format == DBN_FMT_MD   ? ".md"
							  : ".txt";
	struct dbn_buf path;
	char day[11];
	int code;

	dbn_buf_init(&path, DBN_PATH_MAX);
	unit_path(&path, r->view.roster, r->dir, unit, "-");
	dbn_buf_addz(&path, dbn_day_format(day, r->ctx->today));
	dbn_buf_addz(&path, end);
	code = path.failed ? dbn_fail(err, DBN_EUSAGE, DBN_MSG_PATH_LONG, dbn_pos_at(NULL, 0, 0), r->dir, NULL)
			   : dbn_make_dirs(r->dir, err);
	if (!code)
		code = dbn_file_replace(path.ptr, NULL, bytes, err);
	dbn_buf_release(&path);
	return code;
}

/* Mails, files or prints one notice. */
static int deliver(struct reminding *r, const struct dbn_notice *n, struct dbn_err *err)
{
	bool as_mail = r->mails || (r->dir && !r->files);
	struct dbn_buf subject, paper, mail;
	int code;

	dbn_buf_init(&subject, BODY_MAX);
	dbn_buf_init(&paper, BODY_MAX);
	dbn_buf_init(&mail, BODY_MAX * 2);
	dbn_notice_subject(&subject, &r->office, n);
	code = dbn_notice_paper(&paper, &r->office, n, err);
	if (!code && (subject.failed || paper.failed))
		code = dbn_fail_memory(err);
	if (!code && as_mail)
		code = write_mail(r, n, dbn_buf_str(&subject), dbn_buf_str(&paper), &mail, err);
	if (!code && !r->dry && r->dir)
		code = write_file(r, n->unit, dbn_buf_str(as_mail ? &mail : &paper), err);
	else if (!code && !r->dry && r->mails)
		code = sendmail(dbn_buf_str(&mail), n->unit, address_of(r, n->unit), err);
	else if (!code) {
		if (r->sent && r->how.format != DBN_FMT_HTML)
			dbn_buf_addz(&r->ctx->out, r->how.format == DBN_FMT_MD ? "\n---\n\n" : "\n\n");
		dbn_buf_add(&r->ctx->out, dbn_buf_str(&paper));
	}
	dbn_buf_release(&mail);
	dbn_buf_release(&paper);
	dbn_buf_release(&subject);
	return code;
}

/* What was sent is an event of each task, in the language of the journal whatever is spoken
 * now; one document is written once. */
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
			if (dbn_notice_event(item, n->number, arena, &ctx->ledger.conf, DBN_ZH,
					     ctx->today, &events[count], err))
				return err->code;
			stamp_event(ctx, &events[count++]);
		}
		if (count && dbn_ledger_write(&ctx->ledger, doc, events, count, err))
			return err->code;
	}
	return events ? DBN_OK : dbn_fail_memory(err);
}

/* A number that was not sent is given to the next. */
static void send_all(struct reminding *r)
{
	for (size_t i = 0; i < r->plan.notices.count; i++) {
		struct dbn_notice *n = &r->plan.notices.items[i];
		struct dbn_err err = { 0 };

		if (goes_nowhere(r, n)) {
			r->status = r->status > EXIT_DATA ? r->status : EXIT_DATA;
			continue;
		}
		n->number = n->level == DBN_NOTICE_REMIND ? 0 : r->number + 1;
		if (deliver(r, n, &err) || (!r->dry && record(r, n, &err))) {
			r->status = complain(r->ctx, &err); /* the others are served all the same */
			continue;
		}
		r->number += n->number ? 1 : 0;
		r->sent++;
		r->items += n->count;
	}
	tell_units(r, &r->passed_on, DBN_MSG_MAIL_TO_US);
	tell_units(r, &r->unserved, DBN_MSG_NO_EMAIL);
}

/* The number that the last notice of this year bears, in whatever document. */
static int last_number(struct reminding *r, int *last)
{
	struct dbn_ledger *l = &r->ctx->ledger;
	int year = dbn_day_ymd(r->ctx->today).year;

	for (size_t i = 0; i < l->doc_count; i++) {
		struct dbn_err err = { 0 };
		int n;

		/* --doc has left the others unread */
		if (r->view.filter.doc && dbn_ledger_load(l, l->docs[i], DBN_LOAD_ALL, to_stderr(r->ctx), &err))
			return complain(r->ctx, &err);
		n = dbn_notice_last(l->docs[i], year);
		*last = n > *last ? n : *last;
	}
	return EXIT_CLEAN;
}

static int plan_all(struct reminding *r)
{
	struct ctx *ctx = r->ctx;
	struct dbn_err err = { 0 };

	r->plan.only = r->view.filter.unit;
	for (size_t i = 0; i < r->view.docs.count; i++) {
		const struct seen_doc *seen = &r->view.docs.items[i];

		if (dbn_notice_add(&r->plan, &ctx->ledger, r->view.roster, &r->view.arena, seen->doc, seen->verdicts,
				   seen->chosen, ctx->today, &err))
			return complain(ctx, &err);
	}
	if (dbn_notice_finish(&r->plan, &r->view.arena, &err))
		return complain(ctx, &err);
	return last_number(r, &r->number);
}

/* Mail says who sent it (RFC 5322, 3.6.2). A mailer puts its own name where that is missing; a file
 * would be no mail. False: told. */
static bool has_sender(struct reminding *r)
{
	struct dbn_err err = { 0 };

	if (!r->plan.notices.count || own_address(r).len || (!r->mails && (!r->dir || r->files)))
		return true;
	if (r->mails) {
		dbn_report(to_stderr(r->ctx), DBN_MSG_MAIL_NO_FROM, dbn_pos_at("dubanc.ini", 0, 0), NULL, 0);
		return true;
	}
	dbn_fail(&err, DBN_EDATA, DBN_MSG_NO_SENDER, dbn_pos_at("dubanc.ini", 0, 0), (char *)NULL);
	r->status = complain(r->ctx, &err);
	return false;
}

/* The notices that are printed, in a page of their own where they are html. */
static void print_all(struct reminding *r)
{
	bool page = r->how.format == DBN_FMT_HTML && !(r->dir && !r->dry) && r->plan.notices.count;

	r->how.fragment = page;
	if (page)
		dbn_page_begin(&r->ctx->out, r->ctx->lang,
			       dbn_str_of(dbn_msg_text(DBN_MSG_NOTICE_TITLE, r->ctx->lang)));
	send_all(r);
	if (page)
		dbn_page_end(&r->ctx->out);
}

int cmd_remind(struct ctx *ctx)
{
	const char *format = opt_text(&ctx->opts, "format");
	struct reminding r = { .ctx = ctx, .how = { .lang = ctx->lang, .width = ctx->width } };
	char units[24], items[24];
	int status;

	r.how.format = format ? (enum dbn_format)dbn_format_find(dbn_str_of(format)) : DBN_FMT_TEXT;
	r.how.scheme = ctx->ledger.conf.scheme;
	r.dir = opt_text(&ctx->opts, "output");
	r.mails = opt_flag(&ctx->opts, "sendmail");
	r.files = r.dir && format;
	r.dry = opt_flag(&ctx->opts, "dry-run");
	r.office = (struct dbn_notice_office){ &r.plan, &ctx->ledger.conf, &r.how, &r.view.arena, ctx->today };
	if (r.dir && r.mails)
		return misuse(ctx, DBN_MSG_REMIND_ONE_WAY, NULL);
	if (r.mails && format)
		return misuse(ctx, DBN_MSG_REMIND_MAIL_FORMAT, NULL);
	status = view_open(ctx, &r.view, true);
	if (!status)
		status = plan_all(&r);
	if (!status && has_sender(&r))
		print_all(&r);
	if (!status && r.sent && !r.dry && (r.dir || r.mails))
		put(ctx, DBN_MSG_REMIND_SENT, number(units, (int64_t)r.sent),
		    number(items, (int64_t)r.items), NULL);
	if (!status && r.sent && r.dry)
		say(ctx, DBN_MSG_DRY_RUN, NULL);
	if (!status)
		status = r.status ? r.status : r.view.status;
	view_close(&r.view);
	return status;
}
