/*
 * pdf_rule.c - the rulings of a PDF, from what `pdftocairo -svg` draws of its pages.
 *
 * Only its <path> elements are looked at, by their letters: what the drawing says beside
 * them is not needed, and a drawing that is not whole gives fewer rulings and no error.
 */
#include "number.h"
#include "pdf.h"

enum { ATTRIBUTE_MAX = 4096 };

#define FROM "<rules from=\""

void pdf_rules_init(struct pdf_rules *r, struct dbn_str text)
{
	size_t at = dbn_str_find(text, DBN_STR(FROM));

	*r = (struct pdf_rules){ .page = 0 };
	if (at == DBN_NONE)
		return;
	r->rest = dbn_str_from(text, at + sizeof FROM - 1);
	r->page = dec_number(dbn_str_sub(r->rest, 0, dbn_str_find(r->rest, DBN_STR("\""))), 1000000, 0);
	/* Pages are marked where there are several; what stands before the first is shared by all. */
	at = dbn_str_find(r->rest, DBN_STR("<page>"));
	if (at != DBN_NONE)
		r->rest = dbn_str_from(r->rest, at + 6);
}

/* The value of an attribute of an element; "" where it is missing or longer than any ruling's. */
static struct dbn_str value_of(struct dbn_str element, const char *name)
{
	size_t at = dbn_str_find(element, dbn_str_of(name)), end;

	if (at == DBN_NONE)
		return DBN_STR("");
	element = dbn_str_from(element, at + dbn_str_of(name).len);
	end = dbn_str_find(dbn_str_sub(element, 0, ATTRIBUTE_MAX), DBN_STR("\""));
	return end == DBN_NONE ? DBN_STR("") : dbn_str_sub(element, 0, end);
}

static bool has(struct dbn_str element, const char *word)
{
	return dbn_str_find(element, dbn_str_of(word)) != DBN_NONE;
}

/* M begins, L draws, C bends to its last two numbers, Z closes. */
static int draw(struct flow_path *path, struct dbn_str d)
{
	int code = DBN_OK;

	while (!code) {
		struct dbn_str word = number_word(&d);
		char what = word.len == 1 ? word.ptr[0] : '\0';
		size_t n = what == 'C' ? 6 : 2;
		double numbers[6];

		if (what == 'Z') {
			code = flow_path_close(path);
			continue;
		}
		if ((what != 'M' && what != 'L' && what != 'C') || !number_take_all(&d, numbers, n))
			break;
		code = flow_path_step(path, what == 'C' ? FLOW_CURVE : what == 'L' ? FLOW_LINE : FLOW_MOVE, numbers[n - 2],
				      numbers[n - 1]);
	}
	return code ? code : flow_path_end(path);
}

static int take_path(struct flow *f, struct dbn_str element)
{
	static const double same[6] = { 1, 0, 0, 1, 0, 0 }, nowhere[2] = { 0, 0 };
	struct dbn_str transform = value_of(element, " transform=\"matrix("), d = value_of(element, " d=\"");
	bool stroked = has(element, "stroke-width"), filled = !has(element, "fill:none") && !has(element, "fill=\"none\"");
	struct flow_path path;
	double matrix[6];

	if (!d.len || (!stroked && !filled))
		return DBN_OK;
	transform = dbn_str_sub(transform, 0, transform.len ? transform.len - 1 : 0);
	flow_path_begin(&path, f, stroked, number_list(transform, matrix, 6) == 6 ? matrix : same, nowhere);
	return draw(&path, d);
}

/* Letters, patterns and edges to cut by are drawn elsewhere, or not at all. */
static struct dbn_str skip_hidden(struct dbn_str s)
{
	static const struct {
		const char *open, *close;
	} hidden[] = {
		{ "<defs>", "</defs>" }, { "<clipPath", "</clipPath>" }, { "<symbol", "</symbol>" },
		{ "<mask", "</mask>" },  { "<pattern", "</pattern>" },
	};

	for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
		if (dbn_str_starts(s, dbn_str_of(hidden[i].open))) {
			size_t end = dbn_str_find(s, dbn_str_of(hidden[i].close));

			return dbn_str_from(s, end == DBN_NONE ? s.len : end);
		}
	}
	return dbn_str_from(s, 1);
}

static int take_page(struct flow *f, struct dbn_str s)
{
	int code = DBN_OK;

	while (!code) {
		size_t at = dbn_str_find(s, DBN_STR("<")), end;

		if (at == DBN_NONE)
			break;
		s = dbn_str_from(s, at);
		if (!dbn_str_starts(s, DBN_STR("<path "))) {
			s = skip_hidden(s);
			continue;
		}
		end = dbn_str_find(s, DBN_STR(">"));
		if (end == DBN_NONE)
			break;
		code = take_path(f, dbn_str_sub(s, 0, end));
		s = dbn_str_from(s, end);
	}
	return code;
}

int pdf_rules_page(struct pdf_rules *r, size_t page, struct flow *f)
{
	while (r->page && r->page <= page && r->rest.len) {
		size_t end = dbn_str_find(r->rest, DBN_STR("<page>"));
		struct dbn_str own = dbn_str_sub(r->rest, 0, end == DBN_NONE ? r->rest.len : end);

		r->rest = dbn_str_from(r->rest, end == DBN_NONE ? r->rest.len : end + 6);
		if (r->page++ == page)
			return take_page(f, own);
	}
	return DBN_OK;
}
