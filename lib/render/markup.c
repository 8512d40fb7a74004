/* markup.c - a table as json, md and html. */
#include "cells.h"
#include "dubanc/json.h"
#include "dubanc/page.h"

enum { MD_WIDTH_MAX = 48 };

static void json_cell(struct dbn_json *j, const struct dbn_field *field,
		      const struct dbn_cell *cell)
{
	const char *key = field->key;

	if (field->flags & DBN_FIELD_LIST) {
		dbn_json_list(j, key, cell->type == DBN_CELL_TEXT ? cell->is.text : DBN_STR(""));
		return;
	}
	switch (cell->type) {
	case DBN_CELL_NONE:
		dbn_json_null(j, key);
		break;
	case DBN_CELL_TEXT:
		dbn_json_str(j, key, cell->is.text);
		break;
	case DBN_CELL_INT:
		dbn_json_int(j, key, cell->is.number);
		break;
	case DBN_CELL_DAY:
		dbn_json_day(j, key, (int32_t)cell->is.number);
		break;
	case DBN_CELL_TENTHS:
	case DBN_CELL_PERCENT:
		dbn_json_tenths(j, key, cell->is.number);
		break;
	case DBN_CELL_WORD:
		dbn_json_str(j, key,
			     dbn_str_of(dbn_word((enum dbn_vocabulary)cell->vocabulary,
						 (int)cell->is.number)));
		break;
	}
}

void render_json(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how)
{
	struct dbn_json j;

	(void)how;
	dbn_json_init(&j, out);
	dbn_json_object(&j, NULL);
	dbn_json_str(&j, "schema", dbn_str_of(t->schema));
	dbn_json_int(&j, "version", t->version);
	dbn_json_lines(&j, "rows");
	for (size_t r = 0; r < t->rows.count; r++) {
		if (t->rows.items[r].total)
			continue;
		dbn_json_object(&j, NULL);
		for (size_t f = 0; f < t->field_count; f++)
			json_cell(&j, &t->fields[f], &t->rows.items[r].cells[f]);
		dbn_json_end(&j);
	}
	dbn_json_end(&j);
	dbn_json_end(&j);
	dbn_buf_addc(out, '\n');
}

/* What stands for a byte: "" drops it, NULL keeps it. */
typedef const char *byte_fn(char c);

static void replaced(struct dbn_buf *out, struct dbn_str s, byte_fn *of)
{
	struct dbn_buf safe;
	size_t from = 0;

	dbn_buf_init(&safe, 16u << 20);
	for (size_t i = 0; i < s.len; i++) {
		const char *text = of(s.ptr[i]);

		if (!text)
			continue;
		dbn_buf_add(&safe, dbn_str_sub(s, from, i - from));
		dbn_buf_addz(&safe, text);
		from = i + 1;
	}
	if (from == 0) {
		cell_safe(out, s);
	} else {
		dbn_buf_add(&safe, dbn_str_from(s, from));
		cell_safe(out, dbn_buf_str(&safe));
	}
	out->failed = out->failed || safe.failed;
	dbn_buf_release(&safe);
}

static const char *md_byte(char c)
{
	switch (c) {
	case '\n':
		return "<br>";
	case '\r':
		return "";
	case '<':
		return "&lt;";
	case '|':
		return "\\|";
	case '\\':
		return "\\\\";
	case '`':
		return "\\`";
	case '*':
		return "\\*";
	default:
		return NULL;
	}
}

void dbn_md_text(struct dbn_buf *out, struct dbn_str s)
{
	replaced(out, s, md_byte);
}

static size_t md_text_width(struct dbn_str s, const struct dbn_how *how)
{
	size_t width;

	return cell_plain(s, how->width, &width) ? width : dbn_text_width(s, how->width);
}

static void md_cell(struct dbn_buf *out, const struct dbn_table *t, size_t f, struct dbn_str s,
		    size_t width, const struct dbn_how *how)
{
	size_t own = md_text_width(s, how), pad = width > own ? width - own : 0;
	bool right = t->fields[f].align == DBN_RIGHT;

	dbn_buf_addz(out, f ? " | " : "| ");
	dbn_buf_fill(out, ' ', right ? pad : 0);
	dbn_buf_add(out, s);
	dbn_buf_fill(out, ' ', right ? 0 : pad);
}

static struct dbn_str md_shown(struct dbn_buf scratch[2], const struct dbn_cell *cell,
			       const struct dbn_field *field, enum dbn_lang lang)
{
	dbn_buf_clear(&scratch[0]);
	dbn_buf_clear(&scratch[1]);
	cell_shown(&scratch[0], cell, field, lang);
	dbn_md_text(&scratch[1], dbn_buf_str(&scratch[0]));
	return dbn_buf_str(&scratch[1]);
}

static size_t md_width(struct dbn_buf scratch[2], const struct dbn_table *t, size_t f,
		       const struct dbn_how *how)
{
	size_t width = dbn_text_width(dbn_str_of(t->fields[f].heading[how->lang]), how->width);

	for (size_t r = 0; r < t->rows.count; r++) {
		struct dbn_str s =
			md_shown(scratch, &t->rows.items[r].cells[f], &t->fields[f], how->lang);
		size_t own = md_text_width(s, how);

		if (own > width)
			width = own;
	}
	/* One long cell does not push all the others apart. */
	return width < 3 ? 3 : width > MD_WIDTH_MAX ? MD_WIDTH_MAX : width;
}

static void md_head(struct dbn_buf *out, const struct dbn_table *t, const size_t *width, const struct dbn_how *how)
{
	for (size_t f = 0; f < t->field_count; f++)
		md_cell(out, t, f, dbn_str_of(t->fields[f].heading[how->lang]), width[f], how);
	dbn_buf_addz(out, " |\n");
	for (size_t f = 0; f < t->field_count; f++) {
		bool right = t->fields[f].align == DBN_RIGHT;

		dbn_buf_addz(out, f ? " | " : "| ");
		dbn_buf_fill(out, '-', width[f] - right);
		dbn_buf_addz(out, right ? ":" : "");
	}
	dbn_buf_addz(out, " |\n");
}

/* A table has no row that is one heading: what a group is called stands above a table of its own. */
static void md_group(struct dbn_buf *out, struct dbn_str heading, bool first)
{
	dbn_buf_addz(out, first ? "**" : "\n**");
	dbn_md_text(out, heading);
	dbn_buf_addz(out, "**\n\n");
}

void render_md(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how)
{
	size_t *width = dbn_arena_alloc(t->arena, t->field_count, sizeof *width);
	struct dbn_buf scratch[2];

	if (!width) {
		out->failed = true;
		return;
	}
	dbn_buf_init(&scratch[0], 16u << 20);
	dbn_buf_init(&scratch[1], 16u << 20);
	if (t->title.len) {
		dbn_buf_addz(out, "## ");
		dbn_md_text(out, t->title);
		dbn_buf_addz(out, "\n\n");
	}
	for (size_t f = 0; f < t->field_count; f++)
		width[f] = md_width(scratch, t, f, how);
	if (t->rows.count == 0)
		md_head(out, t, width, how);
	for (size_t r = 0; r < t->rows.count; r++) {
		const struct dbn_row *row = &t->rows.items[r];

		if (row->group.len)
			md_group(out, row->group, r == 0);
		if (r == 0 || row->group.len)
			md_head(out, t, width, how);
		for (size_t f = 0; f < t->field_count; f++)
			md_cell(out, t, f, md_shown(scratch, &row->cells[f], &t->fields[f], how->lang), width[f], how);
		dbn_buf_addz(out, " |\n");
	}
	out->failed = out->failed || scratch[0].failed || scratch[1].failed;
	dbn_buf_release(&scratch[0]);
	dbn_buf_release(&scratch[1]);
}

static const char *html_byte(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\n':
		return "<br>";
	case '\r':
		return "";
	default:
		return NULL;
	}
}

void dbn_html_text(struct dbn_buf *out, struct dbn_str s)
{
	replaced(out, s, html_byte);
}

/* How long the day at i of s is, 0 where none stands there. */
static size_t day_at(struct dbn_str s, size_t i)
{
	static const char form[] = "dddd-dd-dd";

	if (s.len - i < sizeof form - 1 || (i && s.ptr[i - 1] >= '0' && s.ptr[i - 1] <= '9'))
		return 0;
	for (size_t k = 0; k < sizeof form - 1; k++)
		if (form[k] == '-' ? s.ptr[i + k] != '-' : s.ptr[i + k] < '0' || s.ptr[i + k] > '9')
			return 0;
	return sizeof form - 1;
}

void dbn_html_prose(struct dbn_buf *out, struct dbn_str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len;) {
		size_t day = day_at(s, i);

		if (!day) {
			i++;
			continue;
		}
		dbn_html_text(out, dbn_str_sub(s, from, i - from));
		dbn_buf_addz(out, "<span class=\"day\">");
		dbn_buf_add(out, dbn_str_sub(s, i, day));
		dbn_buf_addz(out, "</span>");
		from = i += day;
	}
	dbn_html_text(out, dbn_str_from(s, from));
}

static void html_cell(struct dbn_buf *out, const struct dbn_table *t, size_t f,
		      const struct dbn_cell *cell, const struct dbn_how *how,
		      struct dbn_buf *scratch)
{
	int light = cell_light(cell);

	dbn_buf_addz(out, light >= 0 ? "<td data-v=\"" : t->fields[f].align == DBN_RIGHT ? "<td class=\"n\">"
			  : cell->type == DBN_CELL_DAY ? "<td class=\"day\">"
			  : strcmp(t->fields[f].key, "title") == 0 ? "<td class=\"words\">"
			  : f == 0 && t->fields[f].fit == DBN_FIT_WHOLE ? "<td class=\"id\">" : "<td>");
	if (light >= 0) { /* lights are sorted by their precedence */
		dbn_buf_addi(out, light);
		dbn_buf_addz(out, "\">");
		dbn_page_light(out, how, (enum dbn_light)light);
	} else {
		dbn_buf_clear(scratch);
		cell_shown(scratch, cell, &t->fields[f], how->lang);
		out->failed = out->failed || scratch->failed;
		if (cell->type == DBN_CELL_DAY)
			dbn_html_text(out, dbn_buf_str(scratch));
		else
			dbn_html_prose(out, dbn_buf_str(scratch));
	}
	dbn_buf_addz(out, "</td>");
}

static void html_group(struct dbn_buf *out, const struct dbn_table *t, struct dbn_str heading)
{
	dbn_buf_addz(out, "<tr><th class=\"group\" colspan=\"");
	dbn_buf_add_padded(out, t->field_count, 1);
	dbn_buf_addz(out, "\">");
	dbn_html_text(out, heading);
	dbn_buf_addz(out, "</th></tr>\n");
}

static void html_table(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how)
{
	struct dbn_buf scratch;

	dbn_buf_init(&scratch, 16u << 20);
	dbn_buf_addz(out, "<div class=\"scroll fit\"><table>\n");
	if (t->title.len) {
		dbn_buf_addz(out, "<caption>");
		dbn_html_text(out, t->title);
		dbn_buf_addz(out, "</caption>\n");
	}
	dbn_buf_addz(out, "<thead><tr>");
	for (size_t f = 0; f < t->field_count; f++) {
		dbn_buf_addz(out, t->fields[f].align == DBN_RIGHT ? "<th scope=\"col\" class=\"n\">"
								  : "<th scope=\"col\">");
		dbn_html_text(out, dbn_str_of(t->fields[f].heading[how->lang]));
		dbn_buf_addz(out, "</th>");
	}
	dbn_buf_addz(out, "</tr></thead>\n<tbody>\n");
	for (size_t r = 0; r < t->rows.count; r++) {
		const struct dbn_row *row = &t->rows.items[r];

		if (row->group.len)
			html_group(out, t, row->group);
		dbn_buf_addz(out, row->total ? "<tr class=\"total\">" : "<tr>");
		for (size_t f = 0; f < t->field_count; f++)
			html_cell(out, t, f, &row->cells[f], how, &scratch);
		dbn_buf_addz(out, "</tr>\n");
	}
	dbn_buf_addz(out, "</tbody>\n</table></div>\n");
	out->failed = out->failed || scratch.failed;
	dbn_buf_release(&scratch);
}

void render_html(struct dbn_buf *out, const struct dbn_table *t, const struct dbn_how *how)
{
	if (how->fragment) {
		html_table(out, t, how);
		return;
	}
	dbn_page_begin(out, how->lang, t->title.len ? t->title : dbn_str_of(t->schema));
	html_table(out, t, how);
	dbn_page_end(out);
}
