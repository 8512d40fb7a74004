/* report_paper.c - what a report is as a paper: title, parts, paragraphs. */
#include <string.h>

#include "dubanc/page.h"
#include "dubanc/paper.h"
#include "dubanc/written.h"
#include "report.h"

const char *paper_day(struct report *r, int32_t day)
{
	struct dbn_buf shown;

	dbn_buf_init(&shown, 64);
	dbn_paper_day(&shown, r->ctx->lang, day);
	return dbn_arena_take(&r->view.arena, &shown).ptr;
}

void begin_paper(struct report *r, struct dbn_str title)
{
	struct dbn_buf *out = &r->ctx->out;

	if (r->how.format == DBN_FMT_HTML)
		dbn_page_begin(out, r->ctx->lang, title);
	dbn_paper_title(out, &r->how, title);
}

void end_paper(struct report *r)
{
	struct dbn_buf *out = &r->ctx->out;

	if (r->how.format != DBN_FMT_HTML && !dbn_str_ends(dbn_buf_str(out), DBN_STR("\n\n")))
		dbn_buf_addc(out, '\n');
	dbn_paper_signature(out, &r->how, dbn_str_of(r->ctx->ledger.conf.name), r->ctx->today);
	if (r->how.format == DBN_FMT_HTML)
		dbn_page_end(out);
}

/* A paragraph and the heading of a part begin two characters in, as papers have it. */
static void set_in(struct report *r)
{
	if (r->how.format == DBN_FMT_TEXT && r->ctx->lang == DBN_ZH)
		dbn_buf_addz(&r->ctx->out, "　　");
}

void add_part(struct report *r, size_t number, enum dbn_msg heading)
{
	static const char *const numerals[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九", "十" };
	struct dbn_buf *out = &r->ctx->out;
	struct dbn_buf line;

	dbn_buf_init(&line, 4096);
	if (r->ctx->lang == DBN_ZH && number < 10) {
		dbn_buf_addz(&line, numerals[number]);
		dbn_buf_addz(&line, "、");
	} else {
		dbn_buf_addi(&line, (int64_t)number + 1);
		dbn_buf_addz(&line, ". ");
	}
	text_of(r->ctx, &line, heading, NULL);
	if (r->how.format == DBN_FMT_HTML)
		dbn_buf_addz(out, "<h2>");
	else if (r->how.format == DBN_FMT_MD)
		dbn_buf_addz(out, dbn_str_ends(dbn_buf_str(out), DBN_STR("\n\n")) ? "## " : "\n## ");
	else if (!dbn_str_ends(dbn_buf_str(out), DBN_STR("\n\n")))
		dbn_buf_addc(out, '\n');
	set_in(r);
	dbn_paper_text(out, &r->how, dbn_buf_str(&line));
	dbn_buf_addz(out, r->how.format == DBN_FMT_HTML ? "</h2>\n" : r->how.format == DBN_FMT_MD ? "\n\n" : "\n");
	out->failed = out->failed || line.failed;
	dbn_buf_release(&line);
}

void add_paragraph(struct report *r, struct dbn_str text)
{
	if (r->how.format == DBN_FMT_HTML)
		dbn_buf_addz(&r->ctx->out, "<p>");
	set_in(r);
	dbn_paper_text(&r->ctx->out, &r->how, text);
	dbn_buf_addz(&r->ctx->out, r->how.format == DBN_FMT_HTML ? "</p>\n" : r->how.format == DBN_FMT_MD ? "\n\n" : "\n");
}

void add_member(const struct report *r, struct dbn_buf *names, struct dbn_str name)
{
	dbn_buf_addz(names, names->len ? dbn_msg_text(DBN_MSG_LIST_COMMA, r->ctx->lang) : "");
	dbn_buf_add(names, name);
}

void add_outsiders(struct report *r, struct dbn_buf *names)
{
	if (names->len) {
		if (r->how.format == DBN_FMT_MD)
			dbn_buf_addc(&r->ctx->out, '\n'); /* a line below a table would be a row of it */
		SENTENCE(r, DBN_MSG_REPORT_OUTSIDE, names->ptr);
	}
	r->ctx->out.failed = r->ctx->out.failed || names->failed;
	dbn_buf_release(names);
}

struct dbn_str message_of(struct report *r, enum dbn_msg msg)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 4096);
	text_of(r->ctx, &b, msg, NULL);
	r->ctx->out.failed = r->ctx->out.failed || b.failed;
	return dbn_arena_take(&r->view.arena, &b);
}

const char *period_shown(struct report *r, struct dbn_str name)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 256);
	dbn_paper_period(&b, r->ctx->lang, name);
	return dbn_arena_take(&r->view.arena, &b).ptr;
}

void begin_titled(struct report *r, enum dbn_msg title)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 4096);
	text_of(r->ctx, &b, title, r->ctx->ledger.conf.name, period_shown(r, r->period_name), NULL);
	if (r->scope.len) {
		dbn_buf_addz(&b, r->ctx->lang == DBN_EN ? ", " : "：");
		dbn_buf_add(&b, r->scope);
	}
	begin_paper(r, dbn_buf_str(&b));
	if (r->scope.len && title != DBN_MSG_REPORT_TITLE) /* whose first sentence says it */
		SENTENCE(r, DBN_MSG_REPORT_ONLY, r->scope.ptr);
	r->ctx->out.failed = r->ctx->out.failed || b.failed;
	dbn_buf_release(&b);
	r->how.fragment = true;
}

void begin_dated(struct report *r, enum dbn_msg title)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 4096);
	text_of(r->ctx, &b, title, r->ctx->ledger.conf.name, NULL);
	begin_paper(r, dbn_buf_str(&b));
	if (r->scope.len)
		SENTENCE(r, DBN_MSG_REPORT_ONLY, r->scope.ptr);
	r->ctx->out.failed = r->ctx->out.failed || b.failed;
	dbn_buf_release(&b);
	r->how.fragment = true;
}

void title_sheet(struct report *r, struct dbn_table *t, enum dbn_msg what)
{
	struct dbn_buf title;

	if (r->how.format != DBN_FMT_XLSX)
		return;
	dbn_buf_init(&title, 4096);
	text_of(r->ctx, &title, what, r->ctx->ledger.conf.name, paper_day(r, r->ctx->today), NULL);
	t->title = dbn_arena_dup(&r->view.arena, dbn_buf_str(&title));
	t->failed = t->failed || title.failed;
	dbn_buf_release(&title);
}
