/*
 * ofd.c - OFD files (GB/T 33190): from the container to pages.
 *
 * Producers disagree on prefixes, on case and on slashes: names are local,
 * parts are found without regard to case. Annotations (watermarks, stamps)
 * and seals are not text: both are told, seals are never verified.
 */
#include "mark.h"
#include "number.h"
#include "ofd.h"

enum { BODIES_MAX = 64, FONTS_MAX = 4096, TEMPLATES_MAX = 512, ATTACHMENTS_MAX = 32 };

/* Reads the part that `target` names in `base`; DBN_OK with root NULL where it is missing. */
static int optional_tree(struct ofd *o, struct dbn_str base, struct dbn_str target,
			 struct xml_tree *out, struct dbn_str *path)
{
	int code = zip_resolve(o->d, base, dbn_str_trim(target), path);

	*out = (struct xml_tree){ .root = NULL };
	dbn_arena_init(&out->arena, 0);
	if (code || !path->len || !zip_pkg_has(o->z, *path))
		return code;
	return zip_pkg_tree(o->z, *path, out);
}

/* ---- resources ---- */

static int read_fonts(struct ofd *o, const struct xml_node *res, struct dbn_str path)
{
	struct dbn_str parts[2] = { xml_attr(res, "BaseLoc"), DBN_STR("/x") }, base = path;
	const struct xml_node *fonts = xml_child(res, "Fonts");
	int code = DBN_OK;

	/* BaseLoc is a folder: file names are looked up as from a file inside it. */
	if (parts[0].len)
		code = zip_resolve(o->d, path, dbn_arena_join(&o->d->arena, parts, 2), &base);
	for (const struct xml_node *n = xml_child(fonts, "Font"); n && !code; n = xml_next(n, "Font")) {
		const struct xml_node *file = xml_child(n, "FontFile");
		struct ofd_font *font;

		if (o->fonts.count >= FONTS_MAX)
			return dec_too_much(o->d, "fonts", FONTS_MAX);
		font = DBN_PUSH(&o->d->arena, &o->fonts);
		if (!font)
			return dec_status(o->d);
		font->id = dbn_arena_dup(&o->d->arena, xml_attr(n, "ID"));
		if (file)
			code = zip_resolve(o->d, base, dbn_str_trim(xml_leaf(file)), &font->file);
	}
	return code;
}

static int read_resources(struct ofd *o, const struct xml_node *common, const char *name,
			  struct dbn_str base)
{
	int code = DBN_OK;

	for (const struct xml_node *n = xml_child(common, name); n && !code; n = xml_next(n, name)) {
		struct xml_tree tree;
		struct dbn_str path;

		code = optional_tree(o, base, xml_leaf(n), &tree, &path);
		if (!code && tree.root)
			code = read_fonts(o, tree.root, path);
		xml_tree_release(&tree);
	}
	return code;
}

static int read_templates(struct ofd *o, const struct xml_node *common, struct dbn_str base)
{
	const struct xml_node *n = xml_child(common, "TemplatePage");
	int code = DBN_OK;

	for (; n && !code; n = xml_next(n, "TemplatePage")) {
		struct ofd_template *t;

		if (o->templates.count >= TEMPLATES_MAX)
			return dec_too_much(o->d, "templates", TEMPLATES_MAX);
		t = DBN_PUSH(&o->d->arena, &o->templates);
		if (!t)
			return dec_status(o->d);
		t->id = dbn_arena_dup(&o->d->arena, xml_attr(n, "ID"));
		code = zip_resolve(o->d, base, xml_attr(n, "BaseLoc"), &t->path);
	}
	return code;
}

/* ---- pages ---- */

static void page_size(const struct xml_node *area, double *width, double *height)
{
	double box[4];
	static const char *const names[] = { "PhysicalBox", "ApplicationBox" };

	for (size_t i = 0; i < 2; i++) {
		struct dbn_str text = xml_leaf(xml_child(area, names[i]));

		if (text.ptr && number_list(text, box, 4) == 4 && box[2] > 0 && box[3] > 0) {
			*width = box[2];
			*height = box[3];
			return;
		}
	}
}

static int use_template(struct ofd *o, struct dbn_str id)
{
	for (size_t i = 0; i < o->templates.count; i++) {
		const struct ofd_template *t = &o->templates.items[i];
		struct xml_tree tree;
		int code;

		if (!dbn_str_eq(t->id, id))
			continue;
		if (!zip_pkg_has(o->z, t->path))
			return DBN_OK;
		code = zip_pkg_tree(o->z, t->path, &tree);
		if (!code)
			code = ofd_content(o, tree.root);
		xml_tree_release(&tree);
		return code;
	}
	return DBN_OK;
}

static int read_page(struct ofd *o, const struct xml_node *page)
{
	double width = o->width, height = o->height;
	int code = DBN_OK;

	page_size(xml_child(page, "Area"), &width, &height);
	flow_page(&o->flow, width, height);
	for (const struct xml_node *n = xml_child(page, "Template"); n && !code; n = xml_next(n, "Template"))
		code = use_template(o, xml_attr(n, "TemplateID"));
	if (!code)
		code = ofd_content(o, page);
	return code ? code : flow_page_end(&o->flow);
}

static int read_pages(struct ofd *o, const struct xml_node *pages, struct dbn_str base)
{
	int code = DBN_OK;

	for (const struct xml_node *n = xml_child(pages, "Page"); n && !code; n = xml_next(n, "Page")) {
		struct xml_tree tree;
		struct dbn_str path;

		if (o->flow.pages >= o->d->limits->pages)
			return dec_too_much(o->d, "pages", o->d->limits->pages);
		code = zip_resolve(o->d, base, dbn_str_trim(xml_attr(n, "BaseLoc")), &path);
		if (code)
			break;
		code = zip_pkg_tree(o->z, path, &tree);
		if (!code)
			code = read_page(o, tree.root);
		xml_tree_release(&tree);
	}
	return code;
}

/* ---- what is told ---- */

static int note_attachments(struct ofd *o, const struct xml_node *doc, struct dbn_str base)
{
	const struct xml_node *node = xml_child(doc, "Attachments");
	struct xml_tree tree;
	struct dbn_str path;
	size_t shown = 0;
	int code;

	if (!node)
		return DBN_OK;
	code = optional_tree(o, base, xml_leaf(node), &tree, &path);
	for (const struct xml_node *n = xml_child(tree.root, "Attachment"); n && shown < ATTACHMENTS_MAX;
	     n = xml_next(n, "Attachment"), shown++)
		dec_note(o->d, DBN_MSG_DEC_ATTACHMENT, xml_attr(n, "Name"), (struct dbn_str){ NULL, 0 });
	xml_tree_release(&tree);
	return code;
}

static int count_seals(struct ofd *o, const struct xml_node *body)
{
	const struct xml_node *node = xml_child(body, "Signatures");
	struct xml_tree tree;
	struct dbn_str path;
	int code;

	if (!node)
		return DBN_OK;
	code = optional_tree(o, DBN_STR(""), xml_leaf(node), &tree, &path);
	for (const struct xml_node *n = xml_child(tree.root, "Signature"); n; n = xml_next(n, "Signature"))
		o->seals++;
	xml_tree_release(&tree);
	return code;
}

/* ---- documents ---- */

static int read_document(struct ofd *o, const struct xml_node *doc, struct dbn_str path)
{
	const struct xml_node *common = xml_child(doc, "CommonData");
	int code;

	o->width = 210;
	o->height = 297;
	o->fonts.count = o->templates.count = 0;
	page_size(xml_child(common, "PageArea"), &o->width, &o->height);
	code = read_resources(o, common, "PublicRes", path);
	if (!code)
		code = read_resources(o, common, "DocumentRes", path);
	if (!code)
		code = read_templates(o, common, path);
	if (!code)
		code = read_pages(o, xml_child(doc, "Pages"), path);
	if (!code)
		code = ofd_notes(o, doc, path);
	return code ? code : note_attachments(o, doc, path);
}

static int read_body(struct ofd *o, const struct xml_node *body)
{
	struct xml_tree tree;
	struct dbn_str path;
	int code = zip_resolve(o->d, DBN_STR(""), dbn_str_trim(xml_leaf(xml_child(body, "DocRoot"))), &path);

	if (code)
		return code;
	flow_init(&o->flow, o->d, 0.75);
	code = zip_pkg_tree(o->z, path, &tree);
	if (!code)
		code = read_document(o, tree.root, path);
	if (!code)
		code = flow_finish(&o->flow);
	xml_tree_release(&tree);
	return code;
}

/* Private codes without a font to explain them: a few are told, many refuse the file. */
static int judge(struct ofd *o, size_t pages)
{
	struct dbn_buf a, b;
	int code = DBN_OK;

	dbn_buf_init(&a, 32);
	dbn_buf_init(&b, 32);
	if (o->unknown * 20 > o->characters) {
		dbn_buf_addi(&a, (int64_t)o->characters);
		dbn_buf_addi(&b, (int64_t)o->unknown);
		code = dec_fail(o->d, DBN_MSG_DEC_GARBLED, a.ptr, b.ptr);
	} else if (!o->characters) {
		dbn_buf_addi(&a, (int64_t)pages);
		code = dec_fail(o->d, DBN_MSG_DEC_NO_TEXT, a.ptr, NULL);
	} else {
		dec_note_count(o->d, DBN_MSG_DEC_PRIVATE_GLYPHS, o->unknown);
		dec_note_count(o->d, DBN_MSG_DEC_SEAL, o->seals);
		dec_note_count(o->d, DBN_MSG_DEC_ANNOTATIONS, o->notes);
	}
	dbn_buf_release(&a);
	dbn_buf_release(&b);
	return code;
}

static int read_all(struct ofd *o, const struct xml_node *root)
{
	size_t bodies = 0, pages = 0;
	int code = DBN_OK;

	for (const struct xml_node *n = xml_child(root, "DocBody"); n && !code; n = xml_next(n, "DocBody")) {
		if (++bodies > BODIES_MAX)
			return dec_too_much(o->d, "documents", BODIES_MAX);
		/* Its fields, of which an office may keep one for the grade. */
		code = mark_in_tree(o->d, n);
		if (!code)
			code = read_body(o, n);
		pages += o->flow.pages;
		flow_release(&o->flow);
		if (!code)
			code = count_seals(o, n);
	}
	if (code)
		return code;
	if (!bodies)
		return dec_fail(o->d, DBN_MSG_DEC_EMPTY, NULL, NULL);
	if (bodies > 1)
		dec_note_count(o->d, DBN_MSG_DEC_SEVERAL, bodies);
	return judge(o, pages);
}

int dec_ofd(struct dec *d, struct dbn_str bytes)
{
	struct ofd o = { .d = d };
	struct xml_tree tree;
	int code = zip_pkg_open(d, bytes, &o.z);

	if (code)
		return code;
	if (zip_pkg_has(o.z, DBN_STR("Encryptions.xml"))) {
		zip_pkg_close(o.z);
		return dec_fail(d, DBN_MSG_DEC_ENCRYPTED, NULL, NULL);
	}
	code = zip_pkg_tree(o.z, DBN_STR("OFD.xml"), &tree);
	if (!code)
		code = read_all(&o, tree.root);
	xml_tree_release(&tree);
	zip_pkg_close(o.z);
	return code;
}
