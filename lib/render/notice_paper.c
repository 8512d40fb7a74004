/* notice_paper.c - 督办通知单 as text, md and html. */
#include "dubanc/notice_paper.h"
#include "dubanc/page.h"
#include "dubanc/paper.h"
#include "dubanc/written.h"

static const struct dbn_field fields[] = {
	{ "id", { "编号", "id" }, DBN_LEFT, DBN_FIT_WHOLE, 0 },
	{ "title", { "督办事项", "task" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "reason", { "情况", "how it stands" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
	{ "required", { "要求", "required" }, DBN_LEFT, DBN_FIT_WRAP, 0 },
};

/* What the office requires, by what the notice is about. */
static const enum dbn_msg required[] = {
	[DBN_MATTER_SOON] = DBN_MSG_NOTICE_MUST_SOON,
	[DBN_MATTER_TODAY] = DBN_MSG_NOTICE_MUST_SOON,
	[DBN_MATTER_OVERDUE] = DBN_MSG_NOTICE_MUST_OVERDUE,
	[DBN_MATTER_SILENT] = DBN_MSG_NOTICE_MUST_SILENT,
	[DBN_MATTER_BEHIND] = DBN_MSG_NOTICE_MUST_BEHIND,
	[DBN_MATTER_RECTIFY] = DBN_MSG_NOTICE_MUST_RECTIFY,
};

/* ---- pieces, in scratch memory of the run ---- */

static struct dbn_str taken(const struct dbn_notice_office *o, struct dbn_buf *b)
{
	return dbn_arena_take(o->arena, b);
}

static struct dbn_str day_of(const struct dbn_notice_office *o, int32_t day)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 64);
	if (day != DBN_NO_DAY)
		dbn_paper_day(&b, o->how->lang, day);
	return taken(o, &b);
}

static struct dbn_str word_of(const struct dbn_notice_office *o, enum dbn_notice_level level)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 256);
	dbn_notice_word(&b, o->conf, level, o->how->lang);
	return taken(o, &b);
}

static struct dbn_str count_of(const struct dbn_notice_office *o, size_t n)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 32);
	dbn_buf_addi(&b, (int64_t)n);
	return taken(o, &b);
}

static struct dbn_str number_of(const struct dbn_notice_office *o, const struct dbn_notice *n)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 256);
	if (n->number)
		dbn_notice_number_text(&b, o->conf, dbn_day_ymd(o->today).year, n->number);
	return taken(o, &b);
}

static struct dbn_str office_name(const struct dbn_notice_office *o)
{
	return dbn_str_of(o->conf->name[0] ? o->conf->name
					   : dbn_msg_text(DBN_MSG_NOTICE_OFFICE, o->how->lang));
}

static struct dbn_str message(const struct dbn_notice_office *o, enum dbn_msg msg, struct dbn_str a,
			      struct dbn_str b, struct dbn_str c)
{
	struct dbn_str args[] = { a, b, c };
	struct dbn_buf text;

	dbn_buf_init(&text, 1 << 20);
	dbn_msg_format(&text, msg, o->how->lang, args, 3);
	return taken(o, &text);
}

/* How a task stands: why it is here, and the how-manieth notice this is. */
static struct dbn_str reason_of(const struct dbn_notice_office *o, const struct dbn_notice_item *item)
{
	enum dbn_lang lang = o->how->lang;
	struct dbn_buf b;

	dbn_buf_init(&b, 1 << 16);
	dbn_verdict_paper(&b, &item->verdict, lang);
	if (item->level != DBN_NOTICE_REMIND) {
		struct dbn_str args[] = { word_of(o, item->level), count_of(o, (size_t)item->nth) };

		dbn_buf_addz(&b, lang == DBN_ZH ? "（" : " (");
		dbn_msg_format(&b, DBN_MSG_NOTICE_NTH, lang, args, 2);
		dbn_buf_addz(&b, lang == DBN_ZH ? "）" : ")");
	}
	return taken(o, &b);
}

/* ---- lines in each format ---- */

/* A paragraph; one that is set in begins two characters in, as papers have it. */
static void paragraph(struct dbn_buf *out, const struct dbn_notice_office *o, struct dbn_str s, bool set_in)
{
	set_in = set_in && o->how->lang == DBN_ZH;
	if (o->how->format == DBN_FMT_HTML)
		dbn_buf_addz(out, set_in ? "<p class=\"in\">" : "<p>");
	else if (set_in && o->how->format == DBN_FMT_TEXT)
		dbn_buf_addz(out, "　　");
	dbn_paper_text(out, o->how, s);
	dbn_buf_addz(out, o->how->format == DBN_FMT_HTML ? "</p>\n" : "\n\n");
}

static void line(struct dbn_buf *out, const struct dbn_notice_office *o, enum dbn_msg msg, struct dbn_str s)
{
	if (s.len == 0)
		return;
	dbn_buf_addz(out, "   ");
	dbn_paper_text(out, o->how, message(o, msg, s, DBN_STR(""), DBN_STR("")));
	dbn_buf_addc(out, '\n');
}

static void list_items(struct dbn_buf *out, const struct dbn_notice_office *o, const struct dbn_notice *n)
{
	for (size_t i = 0; i < n->count; i++) {
		const struct dbn_notice_item *item = &o->plan->items.items[n->first + i];
		const struct dbn_task *task = item->task;

		dbn_buf_addi(out, (int64_t)i + 1);
		dbn_buf_addz(out, ". ");
		dbn_paper_text(out, o->how, task->cell[DBN_TASK_ID]);
		dbn_buf_addz(out, "  ");
		dbn_paper_text(out, o->how, task->cell[DBN_TASK_TITLE]);
		dbn_buf_addc(out, '\n');
		line(out, o, DBN_MSG_NOTICE_STANDS, reason_of(o, item));
		line(out, o, DBN_MSG_NOTICE_ASKED, task->cell[DBN_TASK_DUE_TEXT]);
		line(out, o, DBN_MSG_NOTICE_PERSONS, task->cell[DBN_TASK_PERSONS]);
		line(out, o, DBN_MSG_NOTICE_MUST, dbn_str_of(dbn_msg_text(required[item->matter], o->how->lang)));
	}
	dbn_buf_addc(out, '\n');
}

static int table_items(struct dbn_buf *out, const struct dbn_notice_office *o, const struct dbn_notice *n,
		       struct dbn_err *err)
{
	struct dbn_how how = *o->how;
	struct dbn_table t;
	int code;

	how.fragment = true;
	dbn_table_init(&t, o->arena, "dubanc.notice", fields, sizeof fields / sizeof *fields);
	for (size_t i = 0; i < n->count; i++) {
		const struct dbn_notice_item *item = &o->plan->items.items[n->first + i];

		dbn_table_row(&t);
		dbn_put_text(&t, item->task->cell[DBN_TASK_ID]);
		dbn_put_text(&t, item->task->cell[DBN_TASK_TITLE]);
		dbn_put_text(&t, reason_of(o, item));
		dbn_put_textz(&t, dbn_msg_text(required[item->matter], o->how->lang));
	}
	code = dbn_table_write(out, &t, &how, err);
	dbn_buf_addc(out, '\n');
	return code;
}

void dbn_notice_subject(struct dbn_buf *out, const struct dbn_notice_office *o, const struct dbn_notice *n)
{
	struct dbn_str args[] = { office_name(o), n->unit, count_of(o, n->count), word_of(o, n->level),
				  number_of(o, n) };
	bool remind = n->level == DBN_NOTICE_REMIND; /* which has no number and no colour */

	dbn_msg_format(out, remind ? DBN_MSG_NOTICE_SUBJECT_REMIND : DBN_MSG_NOTICE_SUBJECT, o->how->lang, args,
		       remind ? 3 : 5);
}

/* Number, colour and day above the paper. */
static struct dbn_str above(const struct dbn_notice_office *o, const struct dbn_notice *n)
{
	return n->level == DBN_NOTICE_REMIND
		       ? day_of(o, o->today)
		       : message(o, DBN_MSG_NOTICE_ABOVE, number_of(o, n), word_of(o, n->level), day_of(o, o->today));
}

int dbn_notice_paper(struct dbn_buf *out, const struct dbn_notice_office *o, const struct dbn_notice *n,
		     struct dbn_err *err)
{
	bool reminder = n->level == DBN_NOTICE_REMIND, html = o->how->format == DBN_FMT_HTML;
	struct dbn_str none = DBN_STR(""),
		       title = dbn_str_of(dbn_msg_text(reminder ? DBN_MSG_NOTICE_TITLE_REMIND : DBN_MSG_NOTICE_TITLE,
						       o->how->lang));
	int code = DBN_OK;

	if (html && !o->how->fragment)
		dbn_page_begin(out, o->how->lang, title);
	if (html)
		dbn_buf_addz(out, "<article class=\"notice\">\n");
	dbn_paper_title(out, o->how, title);
	paragraph(out, o, above(o, n), false);
	paragraph(out, o, message(o, DBN_MSG_NOTICE_DEAR, n->unit, none, none), false);
	paragraph(out, o,
		  message(o, reminder ? DBN_MSG_NOTICE_OPEN_REMIND : DBN_MSG_NOTICE_OPEN, day_of(o, o->today),
			  count_of(o, n->count), day_of(o, n->reply_by)),
		  true);
	if (o->how->format == DBN_FMT_TEXT)
		list_items(out, o, n);
	else
		code = table_items(out, o, n, err);
	if (o->conf->contact[0])
		paragraph(out, o, message(o, DBN_MSG_NOTICE_CONTACT, dbn_str_of(o->conf->contact), none, none), true);
	dbn_paper_signature(out, o->how, office_name(o), o->today);
	if (html)
		dbn_buf_addz(out, "</article>\n");
	if (html && !o->how->fragment)
		dbn_page_end(out);
	if (!code && (out->failed || o->arena->failed))
		code = dbn_fail_memory(err);
	return code;
}
