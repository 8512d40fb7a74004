/*
 * html_article.c - where the article is, among menus and footers.
 *
 * First the marks of the content systems that government sites run on, then
 * the deepest block that holds most of the text outside links.
 */
#include <string.h>

#include "html.h"

enum { SHARE_NUMERATOR = 3, SHARE_DENOMINATOR = 5 };

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool contains_fold(struct dbn_str s, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= s.len; i++) {
		size_t k = 0;

		while (k < n && lower(s.ptr[i + k]) == lower(word[k]))
			k++;
		if (k == n)
			return true;
	}
	return false;
}

bool html_has_word(const struct xml_node *node, const char *word)
{
	return contains_fold(xml_attr(node, "class"), word) || contains_fold(xml_attr(node, "id"), word);
}

bool html_is_unshown(const struct xml_node *node)
{
	struct dbn_str style = xml_attr(node, "style");

	return xml_attr(node, "hidden").ptr != NULL ||
	       (style.len && (contains_fold(style, "display:none") || contains_fold(style, "display: none")));
}

bool html_is_hidden(const struct xml_node *node)
{
	static const char *const tags[] = { "script", "style", "noscript", "template", "iframe", "select",
					    "button", "textarea", "head", "object", "svg", "nav" };
	static const char *const words[] = { "bdshare", "bshare", "jiathis", "share-", "sharebox", "qrcode",
					     "ewm" };

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		if (xml_is(node, tags[i]))
			return true;
	}
	for (size_t i = 0; node->attr_count && i < sizeof words / sizeof *words; i++) {
		if (html_has_word(node, words[i]))
			return true;
	}
	return html_is_unshown(node) || dbn_str_eqz(xml_attr(node, "class"), "share") ||
	       dbn_str_eqz(xml_attr(node, "id"), "share");
}

/* Bytes of text that a reader sees; with links or without. */
static size_t weigh(const struct xml_node *node, bool links)
{
	size_t n = 0;

	if (!node->name.len)
		return dbn_str_trim(node->text).len;
	if (html_is_hidden(node) || (!links && xml_is(node, "a")))
		return 0;
	for (const struct xml_node *c = node->child; c; c = c->next)
		n += weigh(c, links);
	return n;
}

/* ---- marks of content systems ---- */

struct mark {
	const char *attr, *value;
	bool whole; /* the whole attribute, else one of its words */
};

static const struct mark marks[] = {
	{ "id", "UCAP-CONTENT", true },
	{ "class", "TRS_UEDITOR", false },
	{ "class", "TRS_Editor", false },
	{ "class", "trs_editor_view", false },
	{ "class", "pages_content", false },
	{ "id", "zoom", true },
	{ "id", "ivs_content", true },
	{ "id", "vsb_content", false },
	{ "class", "v_news_content", false },
	{ "class", "article-content", false },
	{ "class", "article_content", false },
	{ "class", "bt-content", false },
	{ "id", "NewsContent", true },
	{ "id", "articleContent", true },
	{ "id", "js_content", true },
	{ "class", "article-con", false },
	{ "class", "xl_content", false },
	{ "class", "content_txt", false },
};

static bool has_mark(const struct xml_node *node, const struct mark *m)
{
	struct dbn_str rest = xml_attr(node, m->attr);

	if (!rest.len)
		return false;
	if (m->whole || strcmp(m->attr, "id") == 0)
		return rest.len >= strlen(m->value) && contains_fold(rest, m->value) &&
		       (!m->whole || rest.len == strlen(m->value));
	while (rest.ptr) {
		struct dbn_str word = dbn_str_split(&rest, ' ');

		if (word.len == strlen(m->value) && contains_fold(word, m->value))
			return true;
	}
	return false;
}

/* The heaviest node below with the mark: a page may hold it for an empty summary too. */
static void find_marked(const struct xml_node *node, const struct mark *m, const struct xml_node **best,
			size_t *weight)
{
	if (!node->name.len)
		return;
	if (has_mark(node, m)) {
		size_t w = weigh(node, true);

		if (w > *weight) {
			*weight = w;
			*best = node;
		}
		return;
	}
	for (const struct xml_node *c = node->child; c; c = c->next)
		find_marked(c, m, best, weight);
}

/* <!--ZJEG_RSS.content.begin--> stands inside the block that is the article. */
static const struct xml_node *find_comment(const struct xml_node *node)
{
	if (xml_is(node, "!") && contains_fold(xml_attr(node, "text"), "ZJEG_RSS.content.begin"))
		return node->parent;
	for (const struct xml_node *c = node->child; c; c = c->next) {
		const struct xml_node *found = find_comment(c);

		if (found)
			return found;
	}
	return NULL;
}

/* ---- by weight ---- */

static bool is_block(const struct xml_node *node)
{
	static const char *const tags[] = { "div", "td", "section", "article", "body", "main",
					    "table", "tbody", "tr", "center", "html", "form" };

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		if (xml_is(node, tags[i]))
			return true;
	}
	return false;
}

static const struct xml_node *heaviest(const struct xml_node *root)
{
	const struct xml_node *at = root, *next = root;
	size_t all = weigh(root, false);

	/* Down as long as one child holds most of what the page says. */
	while (next) {
		at = next;
		next = NULL;
		for (const struct xml_node *c = at->child; c && !next; c = c->next) {
			if (is_block(c) && weigh(c, false) * SHARE_DENOMINATOR >= all * SHARE_NUMERATOR)
				next = c;
		}
	}
	/* A row or a table by itself is a part of a table: keep the table whole. */
	while ((xml_is(at, "tr") || xml_is(at, "tbody") || xml_is(at, "table")) && at->parent)
		at = at->parent;
	return at;
}

const struct xml_node *html_article(const struct xml_node *root)
{
	size_t all = weigh(root, false);
	const struct xml_node *found;

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const struct xml_node *best = NULL;
		size_t weight = 0;

		find_marked(root, &marks[i], &best, &weight);
		/* A tenth of the text is no article, whatever it is called. */
		if (best && weight * 10 > all)
			return best;
	}
	found = find_comment(root);
	return found ? found : heaviest(root);
}
