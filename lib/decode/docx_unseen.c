/*
 * docx_unseen.c - what is hidden in a paragraph of a Word file or deleted from it.
 *
 * It is no text of the paper, but a mark of secrecy among it stops an import:
 * that a change deletes the mark does not say that the paper was declassified.
 */
#include "docx.h"
#include "mark.h"

enum { LINE_MAX = 4096 };

enum kind {
	DELETED,
	HIDDEN,
	BEFORE, /* the paragraph as it was before its changes, with what is hidden */
};

bool docx_run_vanishes(const struct docx *x, const struct xml_node *run)
{
	const struct xml_node *props = xml_child(run, "rPr");
	enum docx_tri vanish = docx_toggle(props, "vanish");

	return vanish == DOCX_ON ||
	       (vanish == DOCX_UNSET && docx_style_vanishes(x, xml_child_val(props, "rStyle")));
}

static void take_run(const struct xml_node *run, struct dbn_buf *out)
{
	for (const struct xml_node *n = xml_child(run, NULL); n; n = xml_next(n, NULL))
		if (xml_is(n, "t") || xml_is(n, "delText"))
			xml_text(n, out);
}

/* Runs below the node that are of the kind. Boxes with paragraphs of their own stand inside runs. */
static void gather(const struct docx *x, const struct xml_node *node, enum kind kind, bool deleted, struct dbn_buf *out)
{
	for (const struct xml_node *n = xml_child(node, NULL); n; n = xml_next(n, NULL)) {
		bool gone = deleted || xml_is(n, "del") || xml_is(n, "moveFrom");

		if (xml_is(n, "r")) {
			if (kind == BEFORE || (kind == DELETED ? gone : docx_run_vanishes(x, n)))
				take_run(n, out);
		} else if (kind != BEFORE || !(xml_is(n, "ins") || xml_is(n, "moveTo"))) {
			gather(x, n, kind, gone, out);
		}
	}
}

int docx_unseen(struct docx *x, const struct xml_node *par)
{
	bool deletes = false, found = false;

	for (int kind = DELETED; kind <= BEFORE && !found; kind++) {
		struct dbn_buf text;

		dbn_buf_init(&text, LINE_MAX);
		gather(x, par, (enum kind)kind, false, &text);
		deletes = deletes || (kind == DELETED && text.len);
		if (!text.failed) /* so much is no mark */
			found = mark_take_from(x->d, dbn_buf_str(&text), deletes && kind != HIDDEN ? DBN_MSG_DEC_MARK_DELETED
											       : DBN_MSG_DEC_MARK_HIDDEN);
		dbn_buf_release(&text);
	}
	return dec_status(x->d);
}
