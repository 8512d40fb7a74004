/*
 * docx.c - Word files (ECMA-376), also as WPS writes them.
 *
 * The main part is streamed block by block, so that a book needs no more
 * memory than its longest table. Headers and footers are parts of their own
 * and are not read, but for a mark of secrecy; footnotes follow at the end, each
 * with its mark.
 */
#include <string.h>

#include "docx.h"
#include "mark.h"

enum { PARAGRAPH_MAX = 8 << 20, EMBEDDED_MAX = 20, HEADS_MAX = 200 };

/* Where the parts are, by the last word of their relationship type. */
struct parts {
	struct docx *x;
	struct dbn_str base;
	struct dbn_str main, styles, numbering, footnotes, endnotes, comments;
	DBN_LIST(struct dbn_str) heads; /* headers and footers */
};

static int add_head(struct parts *p, const struct xml_node *node)
{
	struct dbn_str *path = p->heads.count < HEADS_MAX ? DBN_PUSH(&p->x->d->arena, &p->heads) : NULL;

	return path ? zip_resolve(p->x->d, p->base, xml_attr(node, "Target"), path) : dec_status(p->x->d);
}

static int on_relationship(void *ctx, const struct xml_node *node)
{
	struct parts *p = ctx;
	const struct {
		const char *type;
		struct dbn_str *path;
	} wanted[] = {
		{ "/officeDocument", &p->main },     { "/styles", &p->styles },
		{ "/numbering", &p->numbering },     { "/footnotes", &p->footnotes },
		{ "/endnotes", &p->endnotes },	     { "/comments", &p->comments },
	};

	if (dbn_str_eqz(xml_attr(node, "TargetMode"), "External"))
		return DBN_OK;
	if (dbn_str_ends(xml_attr(node, "Type"), DBN_STR("/header")) ||
	    dbn_str_ends(xml_attr(node, "Type"), DBN_STR("/footer")))
		return add_head(p, node);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		if (dbn_str_ends(xml_attr(node, "Type"), dbn_str_of(wanted[i].type)) &&
		    !wanted[i].path->len)
			return zip_resolve(p->x->d, p->base, xml_attr(node, "Target"), wanted[i].path);
	}
	return DBN_OK;
}

static int read_relationships(struct parts *p, struct dbn_str base, struct dbn_str rels)
{
	static const char *const parents[] = { "Relationships", NULL };

	p->base = base;
	if (!zip_pkg_has(p->x->z, rels))
		return DBN_OK;
	return zip_pkg_stream(p->x->z, rels, parents, on_relationship, p);
}

/* word/document.xml → word/_rels/document.xml.rels */
static struct dbn_str rels_of(struct dec *d, struct dbn_str part)
{
	size_t cut = part.len;
	struct dbn_str pieces[4];

	while (cut && part.ptr[cut - 1] != '/')
		cut--;
	pieces[0] = dbn_str_sub(part, 0, cut);
	pieces[1] = DBN_STR("_rels/");
	pieces[2] = dbn_str_from(part, cut);
	pieces[3] = DBN_STR(".rels");
	return dbn_arena_join(&d->arena, pieces, 4);
}

static int find_parts(struct parts *p)
{
	int code = read_relationships(p, DBN_STR(""), DBN_STR("_rels/.rels"));

	if (!code && !p->main.len)
		p->main = DBN_STR("word/document.xml");
	if (!code)
		code = read_relationships(p, p->main, rels_of(p->x->d, p->main));
	return code;
}

static int on_block(void *ctx, const struct xml_node *node)
{
	return docx_block(ctx, node);
}

/* ---- headers ---- */

static int on_head(void *ctx, const struct xml_node *node)
{
	struct docx *x = ctx;

	return mark_in_tree(x->d, node);
}

static int read_heads(struct docx *x, const struct parts *p)
{
	static const char *const parents[] = { "hdr", "ftr", NULL };
	int code = DBN_OK;

	for (size_t i = 0; i < p->heads.count && !code; i++) {
		if (zip_pkg_has(x->z, p->heads.items[i]))
			code = zip_pkg_stream(x->z, p->heads.items[i], parents, on_head, x);
	}
	return code;
}

/* ---- notes ---- */

struct notes {
	struct docx *x;
	bool end;
};

static bool is_wanted(const struct docx *x, bool end, struct dbn_str id)
{
	for (size_t i = 0; i < x->notes.count; i++) {
		struct dbn_str note = x->notes.items[i];

		if (note.len && note.ptr[0] == (end ? 'e' : 'f') && dbn_str_eq(dbn_str_from(note, 1), id))
			return true;
	}
	return false;
}

static int on_note(void *ctx, const struct xml_node *node)
{
	struct notes *n = ctx;
	struct dbn_str id = xml_attr(node, "id");
	struct dbn_buf text, line;
	int code;

	/* The lines that part notes from text are kept as notes too; what nothing refers to does not show. */
	if (!id.len || !is_wanted(n->x, n->end, id))
		return mark_in_tree_from(n->x->d, node, DBN_MSG_DEC_MARK_HIDDEN);
	dbn_buf_init(&text, PARAGRAPH_MAX);
	dbn_buf_init(&line, PARAGRAPH_MAX);
	n->x->cell = &text;
	code = docx_blocks(n->x, node);
	n->x->cell = NULL;
	if (!code && text.len) {
		mark_take(n->x->d, dbn_buf_str(&text));
		dbn_buf_addz(&line, n->end ? "[尾注" : "[注");
		dbn_buf_add(&line, id);
		dbn_buf_addz(&line, "] ");
		dbn_buf_add(&line, dbn_buf_str(&text));
		dec_paragraph(n->x->d, dbn_buf_str(&line));
	}
	dbn_buf_release(&text);
	dbn_buf_release(&line);
	return code;
}

static int read_notes(struct docx *x, struct dbn_str path, bool end)
{
	static const char *const parents[] = { "footnotes", "endnotes", NULL };
	struct notes n = { x, end };

	if (!path.len || !zip_pkg_has(x->z, path))
		return DBN_OK;
	return zip_pkg_stream(x->z, path, parents, on_note, &n);
}

static int on_comment(void *ctx, const struct xml_node *node)
{
	struct docx *x = ctx;

	x->comments += xml_is(node, "comment");
	return mark_in_tree(x->d, node);
}

static int count_comments(struct docx *x, struct dbn_str path)
{
	static const char *const parents[] = { "comments", NULL };

	if (!path.len || !zip_pkg_has(x->z, path))
		return DBN_OK;
	return zip_pkg_stream(x->z, path, parents, on_comment, x);
}

/* ---- findings ---- */

static void note_embedded(struct docx *x)
{
	struct dbn_str name;
	size_t shown = 0;

	for (size_t i = 0; (name = zip_pkg_name(x->z, i)).ptr && shown < EMBEDDED_MAX; i++) {
		if (dbn_str_find(name, DBN_STR("/embeddings/")) == DBN_NONE)
			continue;
		dec_note(x->d, DBN_MSG_DEC_EMBEDDED, name, (struct dbn_str){ NULL, 0 });
		shown++;
	}
	if (x->chunks)
		dec_note(x->d, DBN_MSG_DEC_EMBEDDED, DBN_STR("altChunk"), (struct dbn_str){ NULL, 0 });
}

static void note_all(struct docx *x)
{
	dec_note_count(x->d, DBN_MSG_DEC_REVISIONS, x->revisions);
	dec_note_count(x->d, DBN_MSG_DEC_COMMENTS, x->comments);
	dec_note_count(x->d, DBN_MSG_DEC_PICTURES, x->pictures);
	/* LibreOffice loses "never restart": its （一） may have been （四）. */
	if (x->d->converted)
		dec_note_count(x->d, DBN_MSG_DEC_NUMBERS_AGAIN, x->restarts);
	note_embedded(x);
}

static int read_all(struct docx *x)
{
	static const char *const parents[] = { "body", NULL };
	struct parts p = { .x = x };
	int code = find_parts(&p);

	if (!code)
		code = docx_read_styles(x, p.styles);
	if (!code)
		code = docx_read_numbering(x, p.numbering);
	if (!code)
		code = read_heads(x, &p);
	if (!code)
		code = zip_pkg_stream(x->z, p.main, parents, on_block, x);
	/* What a deleted mark at the very end left over. */
	if (!code && x->joined.len)
		dec_paragraph(x->d, dbn_buf_str(&x->joined));
	if (!code)
		code = read_notes(x, p.footnotes, false);
	if (!code)
		code = read_notes(x, p.endnotes, true);
	if (!code)
		code = count_comments(x, p.comments);
	if (!code)
		code = mark_in_properties(x->d, x->z);
	return code ? code : dec_status(x->d);
}

int dec_docx(struct dec *d, struct dbn_str bytes)
{
	struct docx x = { .d = d };
	size_t before = d->out->len;
	int code = zip_pkg_open(d, bytes, &x.z);

	if (code)
		return code;
	dbn_buf_init(&x.joined, PARAGRAPH_MAX);
	code = read_all(&x);
	if (!code)
		note_all(&x);
	if (!code && d->out->len == before)
		code = x.pictures ? dec_fail(d, DBN_MSG_DEC_NO_TEXT, "1", NULL)
				  : dec_fail(d, DBN_MSG_DEC_EMPTY, NULL, NULL);
	dbn_buf_release(&x.joined);
	zip_pkg_close(x.z);
	return code;
}
