/* paper.c - what the papers of an office have in common. */
#include "dubanc/paper.h"
#include "dubanc/written.h"

enum { PAPER_COLUMNS = 78 };

void dbn_paper_text(struct dbn_buf *out, const struct dbn_how *how, struct dbn_str s)
{
	if (how->format == DBN_FMT_HTML)
		dbn_html_prose(out, s);
	else if (how->format == DBN_FMT_MD)
		dbn_md_text(out, s);
	else
		dbn_text_visible(out, s);
}

static void pad(struct dbn_buf *out, size_t columns)
{
	while (columns--)
		dbn_buf_addc(out, ' ');
}

void dbn_paper_title(struct dbn_buf *out, const struct dbn_how *how, struct dbn_str title)
{
	size_t width = dbn_text_width(title, how->width);

	if (how->format == DBN_FMT_HTML)
		dbn_buf_addz(out, "<h1>");
	else if (how->format == DBN_FMT_MD)
		dbn_buf_addz(out, "# ");
	else if (width < PAPER_COLUMNS)
		pad(out, (PAPER_COLUMNS - width) / 2);
	dbn_paper_text(out, how, title);
	dbn_buf_addz(out, how->format == DBN_FMT_HTML ? "</h1>\n" : "\n\n");
}

/* One line of the signature. */
static void at_the_right(struct dbn_buf *out, const struct dbn_how *how, struct dbn_str line)
{
	size_t width = dbn_text_width(line, how->width);

	if (how->format == DBN_FMT_TEXT && width < PAPER_COLUMNS)
		pad(out, PAPER_COLUMNS - width);
	dbn_paper_text(out, how, line);
}

void dbn_paper_signature(struct dbn_buf *out, const struct dbn_how *how, struct dbn_str office, int32_t day)
{
	struct dbn_buf dated;

	dbn_buf_init(&dated, 64);
	dbn_paper_day(&dated, how->lang, day);
	dbn_buf_addz(out, how->format == DBN_FMT_HTML ? "<p class=\"sign\">" : "");
	if (office.len) {
		at_the_right(out, how, office);
		dbn_buf_addz(out, how->format == DBN_FMT_HTML ? "<br>\n" : how->format == DBN_FMT_MD ? "\n\n" : "\n");
	}
	at_the_right(out, how, dbn_buf_str(&dated));
	dbn_buf_addz(out, how->format == DBN_FMT_HTML ? "</p>\n" : "\n");
	out->failed = out->failed || dated.failed;
	dbn_buf_release(&dated);
}
