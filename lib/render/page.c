/* page.c - pages of html: their frame, and what is drawn on them. */
#include "cells.h"
#include "dubanc/page.h"

enum { COLUMN = 36, HEIGHT = 190, TOP = 18, BASE = 150, BULLET_MAX = 100 };

static const char *const style[] = {
#include "page.css.h"
};
static const char *const script[] = {
#include "page.js.h"
};

static void lines(struct dbn_buf *out, const char *const *line, size_t count)
{
	for (size_t i = 0; i < count; i++)
		dbn_buf_addz(out, line[i]);
}

void dbn_page_begin(struct dbn_buf *out, enum dbn_lang lang, struct dbn_str title)
{
	dbn_buf_addz(out, "<!DOCTYPE html>\n<html lang=\"");
	dbn_buf_addz(out, lang == DBN_EN ? "en" : "zh-CN");
	dbn_buf_addz(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
			  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	dbn_html_text(out, title);
	dbn_buf_addz(out, "</title>\n<style>\n");
	lines(out, style, sizeof style / sizeof *style);
	dbn_buf_addz(out, "</style>\n</head>\n<body>\n<main>\n");
}

void dbn_page_end(struct dbn_buf *out)
{
	dbn_buf_addz(out, "</main>\n<script>\n");
	lines(out, script, sizeof script / sizeof *script);
	dbn_buf_addz(out, "</script>\n</body>\n</html>\n");
}

void dbn_page_attribute(struct dbn_buf *out, const char *name, struct dbn_str value)
{
	dbn_buf_addc(out, ' ');
	dbn_buf_addz(out, name);
	dbn_buf_addz(out, "=\"");
	dbn_html_text(out, value);
	dbn_buf_addc(out, '"');
}

/* ---- lights ---- */

const char *html_colour(const struct dbn_how *how, enum dbn_light light)
{
	static const char *const classes[] = { "grey", "green", "yellow", "red", "blue", "orange", "black" };

	return classes[dbn_scheme_colour(how->scheme, dbn_light_colour(light))];
}

void dbn_page_light(struct dbn_buf *out, const struct dbn_how *how, enum dbn_light light)
{
	dbn_buf_addz(out, "<span class=\"light ");
	dbn_buf_addz(out, html_colour(how, light));
	dbn_buf_addz(out, "\">");
	dbn_html_text(out, dbn_str_of(dbn_word_shown(DBN_WORDS_LIGHT, (int)light, how->lang)));
	dbn_buf_addz(out, "</span>");
}

/* Worst first, so that what wants action stands at one edge. */
static const enum dbn_light drawn[] = {
	DBN_LIGHT_OVERDUE, DBN_LIGHT_UNASSIGNED, DBN_LIGHT_SILENT, DBN_LIGHT_BEHIND, DBN_LIGHT_NEAR, DBN_LIGHT_ON_TRACK,
	DBN_LIGHT_LONG_TERM, DBN_LIGHT_UNDATED, DBN_LIGHT_PAUSED, DBN_LIGHT_LATE, DBN_LIGHT_DONE, DBN_LIGHT_CLOSED,
};
enum { DRAWN = sizeof drawn / sizeof *drawn };

static void segment_class(struct dbn_buf *out, const struct dbn_how *how, enum dbn_light light)
{
	dbn_buf_addz(out, " class=\"seg ");
	dbn_buf_addz(out, html_colour(how, light));
	dbn_buf_addz(out, " l-");
	dbn_buf_addz(out, dbn_word(DBN_WORDS_LIGHT, (int)light));
	dbn_buf_addz(out, "\"");
}

static void segment(struct dbn_buf *out, const struct dbn_how *how, const struct dbn_page_bar *bar,
		    enum dbn_light light)
{
	const char *word = dbn_word_shown(DBN_WORDS_LIGHT, (int)light, how->lang), *tag = bar->pick.len ? "button" : "span";
	int n = bar->light[light];

	dbn_buf_addc(out, '<');
	dbn_buf_addz(out, tag);
	segment_class(out, how, light);
	dbn_buf_addz(out, " style=\"flex-grow:");
	dbn_buf_addi(out, n);
	dbn_buf_addz(out, "\" title=\"");
	dbn_buf_addz(out, word);
	dbn_buf_addc(out, ' ');
	dbn_buf_addi(out, n);
	dbn_buf_addc(out, '"');
	if (bar->pick.len) {
		dbn_page_attribute(out, "data-pick", bar->pick);
		dbn_page_attribute(out, "data-light", dbn_str_of(dbn_word(DBN_WORDS_LIGHT, (int)light)));
		dbn_buf_addz(out, " aria-label=\"");
		dbn_html_text(out, bar->name);
		dbn_buf_addc(out, ' ');
		dbn_buf_addz(out, word);
		dbn_buf_addc(out, ' ');
		dbn_buf_addi(out, n);
		dbn_buf_addc(out, '"');
	}
	dbn_buf_addc(out, '>');
	dbn_buf_addi(out, n);
	dbn_buf_addz(out, "</");
	dbn_buf_addz(out, tag);
	dbn_buf_addc(out, '>');
}

static void bar_row(struct dbn_buf *out, const struct dbn_how *how, const struct dbn_page_bar *bar, int most)
{
	dbn_buf_addz(out, "<tr><th scope=\"row\">");
	if (bar->pick.len) {
		dbn_buf_addz(out, "<button type=\"button\" class=\"pick\"");
		dbn_page_attribute(out, "data-pick", bar->pick);
		dbn_buf_addc(out, '>');
	}
	dbn_html_text(out, bar->name);
	dbn_buf_addz(out, bar->pick.len ? "</button></th><td class=\"n\">" : "</th><td class=\"n\">");
	dbn_buf_addi(out, bar->total);
	dbn_buf_addz(out, "</td><td>");
	if (bar->total) {
		dbn_buf_addz(out, "<div class=\"bar\" style=\"width:");
		dbn_buf_addi(out, (int64_t)bar->total * 100 / most);
		dbn_buf_addz(out, "%\">");
		for (size_t i = 0; i < DRAWN; i++)
			if (bar->light[drawn[i]])
				segment(out, how, bar, drawn[i]);
		dbn_buf_addz(out, "</div>");
	}
	dbn_buf_addz(out, "</td></tr>\n");
}

static void bar_legend(struct dbn_buf *out, const struct dbn_how *how, const struct dbn_page_bar *bars, size_t count)
{
	dbn_buf_addz(out, "<ul class=\"legend\">");
	for (size_t i = 0; i < DRAWN; i++) {
		int n = 0;

		for (size_t b = 0; b < count; b++)
			n += bars[b].light[drawn[i]];
		if (!n)
			continue;
		dbn_buf_addz(out, "<li><span");
		segment_class(out, how, drawn[i]);
		dbn_buf_addz(out, "></span>");
		dbn_buf_addz(out, dbn_word_shown(DBN_WORDS_LIGHT, (int)drawn[i], how->lang));
		dbn_buf_addc(out, ' ');
		dbn_buf_addi(out, n);
		dbn_buf_addz(out, "</li>");
	}
	dbn_buf_addz(out, "</ul>\n");
}

void dbn_page_bars(struct dbn_buf *out, const struct dbn_how *how, const struct dbn_page_bar *bars,
		   size_t count, const char *const headings[3])
{
	int most = 1;

	for (size_t i = 0; i < count; i++)
		if (bars[i].total > most)
			most = bars[i].total;
	bar_legend(out, how, bars, count);
	dbn_buf_addz(out, "<div class=\"scroll\"><table class=\"bars\">\n<thead><tr>");
	for (size_t i = 0; i < 3; i++) {
		dbn_buf_addz(out, i == 1 ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
		dbn_buf_addz(out, headings[i]);
		dbn_buf_addz(out, "</th>");
	}
	dbn_buf_addz(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < count; i++)
		bar_row(out, how, &bars[i], most);
	dbn_buf_addz(out, "</tbody>\n</table></div>\n");
}

/* ---- deadlines ---- */

static const char *const due_class[DBN_PAGE_DUES] = { "done", "missed", "ahead", "other" };

static int month_total(const struct dbn_page_month *m)
{
	int n = 0;

	for (size_t k = 0; k < DBN_PAGE_DUES; k++)
		n += m->due[k];
	return n;
}

/* name="value" of a number. */
static void at(struct dbn_buf *out, const char *name, int64_t value)
{
	dbn_buf_addc(out, ' ');
	dbn_buf_addz(out, name);
	dbn_buf_addz(out, "=\"");
	dbn_buf_addi(out, value);
	dbn_buf_addc(out, '"');
}

static void begin_text(struct dbn_buf *out, int64_t x, int64_t y, const char *class_name)
{
	dbn_buf_addz(out, "<text");
	at(out, "x", x);
	at(out, "y", y);
	if (*class_name)
		dbn_page_attribute(out, "class", dbn_str_of(class_name));
	dbn_buf_addc(out, '>');
}

static void text_at(struct dbn_buf *out, int64_t x, int64_t y, const char *class_name, struct dbn_str text)
{
	begin_text(out, x, y, class_name);
	dbn_html_text(out, text);
	dbn_buf_addz(out, "</text>");
}

static void number_at(struct dbn_buf *out, int64_t x, int64_t y, const char *class_name, int64_t value)
{
	begin_text(out, x, y, class_name);
	dbn_buf_addi(out, value);
	dbn_buf_addz(out, "</text>");
}

static void month_column(struct dbn_buf *out, const struct dbn_page_month *m, int64_t x, int most,
			 const char *const *words)
{
	int64_t below = BASE;
	int total = month_total(m), so_far = 0;

	dbn_buf_addz(out, "<g><title>");
	dbn_html_text(out, m->name);
	for (size_t k = 0; k < DBN_PAGE_DUES; k++) {
		if (!m->due[k])
			continue;
		dbn_buf_addz(out, "  ");
		dbn_html_text(out, dbn_str_of(words[k]));
		dbn_buf_addc(out, ' ');
		dbn_buf_addi(out, m->due[k]);
	}
	dbn_buf_addz(out, "</title>");
	for (size_t k = 0; k < DBN_PAGE_DUES; k++) {
		int64_t top;

		so_far += m->due[k];
		top = BASE - (int64_t)(BASE - TOP - 14) * (so_far < most ? so_far : most) / most;
		if (!m->due[k] || top == below)
			continue;
		dbn_buf_addz(out, "<rect");
		at(out, "x", x + 6);
		at(out, "y", top);
		at(out, "width", COLUMN - 12);
		at(out, "height", below - top);
		dbn_page_attribute(out, "class", dbn_str_of(due_class[k]));
		dbn_buf_addz(out, "/>");
		below = top;
	}
	if (total > most) { /* cut: a gap says so */
		dbn_buf_addz(out, "<rect");
		at(out, "x", x + 4);
		at(out, "y", below + 8);
		at(out, "width", COLUMN - 8);
		at(out, "height", 4);
		dbn_buf_addz(out, " class=\"gap\"/>");
	}
	if (total)
		number_at(out, x + COLUMN / 2, below - 4, "", total);
	if (m->month)
		number_at(out, x + COLUMN / 2, BASE + 15, "", m->month);
	else
		text_at(out, x + COLUMN / 2, BASE + 15, "soft", m->name);
	dbn_buf_addz(out, "</g>\n");
}

static void months_legend(struct dbn_buf *out, const struct dbn_page_month *months, size_t count,
			  const char *const *words)
{
	dbn_buf_addz(out, "<ul class=\"legend\">");
	for (size_t k = 0; k < DBN_PAGE_DUES; k++) {
		int n = 0;

		for (size_t i = 0; i < count; i++)
			n += months[i].due[k];
		if (!n)
			continue;
		dbn_buf_addz(out, "<li><span class=\"swatch ");
		dbn_buf_addz(out, due_class[k]);
		dbn_buf_addz(out, "\"></span>");
		dbn_html_text(out, dbn_str_of(words[k]));
		dbn_buf_addc(out, ' ');
		dbn_buf_addi(out, n);
		dbn_buf_addz(out, "</li>");
	}
	dbn_buf_addz(out, "</ul>\n");
}

/* The line for today, at its day of its month. */
static void today_line(struct dbn_buf *out, int64_t month_x, int32_t today, const char *word)
{
	int64_t x = month_x + (int64_t)(dbn_day_ymd(today).day - 1) * COLUMN / 31;

	dbn_buf_addz(out, "<line class=\"now\"");
	at(out, "x1", x);
	at(out, "x2", x);
	at(out, "y1", TOP - 4);
	at(out, "y2", BASE + 3);
	dbn_buf_addz(out, "/>");
	text_at(out, x, TOP - 7, "", dbn_str_of(word));
}

/*
 * What the highest column stands for: that of a month. What is earlier or later, of many years
 * maybe, is cut where it would make the months too small to see.
 */
static int most_a_month(const struct dbn_page_month *months, size_t count)
{
	int most = 0, any = 1;

	for (size_t i = 0; i < count; i++) {
		int total = month_total(&months[i]);

		any = total > any ? total : any;
		most = months[i].month && total > most ? total : most;
	}
	return any > 2 * most && most ? 2 * most : any;
}

void dbn_page_months(struct dbn_buf *out, const struct dbn_page_month *months, size_t count, int32_t today,
		     const char *const words[DBN_PAGE_DUES + 1], struct dbn_str label)
{
	struct dbn_ymd now = dbn_day_ymd(today);
	int64_t width = (int64_t)count * COLUMN;
	int most = most_a_month(months, count);

	months_legend(out, months, count, words);
	dbn_buf_addz(out, "<div class=\"scroll\"><svg class=\"line\" role=\"img\"");
	dbn_page_attribute(out, "aria-label", label);
	dbn_buf_addz(out, " viewBox=\"0 0 ");
	dbn_buf_addi(out, width);
	dbn_buf_addc(out, ' ');
	dbn_buf_addi(out, HEIGHT);
	dbn_buf_addz(out, "\">\n<line class=\"axis\"");
	at(out, "x1", 0);
	at(out, "x2", width);
	at(out, "y1", BASE);
	at(out, "y2", BASE);
	dbn_buf_addz(out, "/>\n");
	for (size_t i = 0; i < count; i++) {
		int64_t x = (int64_t)i * COLUMN;

		month_column(out, &months[i], x, most, words);
		if (months[i].month && (i == 0 || months[i - 1].year != months[i].year || !months[i - 1].month))
			number_at(out, x + COLUMN / 2, BASE + 32, "soft", months[i].year);
		if (months[i].year == now.year && months[i].month == now.month)
			today_line(out, x, today, words[DBN_PAGE_DUES]);
	}
	dbn_buf_addz(out, "</svg></div>\n");
}

/* ---- targets ---- */

static void mark(struct dbn_buf *out, const char *tag, const char *what, int percent)
{
	if (percent < 0)
		return;
	dbn_buf_addc(out, '<');
	dbn_buf_addz(out, tag);
	dbn_buf_addz(out, " style=\"");
	dbn_buf_addz(out, what);
	dbn_buf_addc(out, ':');
	dbn_buf_addi(out, percent > BULLET_MAX ? BULLET_MAX : percent);
	dbn_buf_addz(out, "%\"></");
	dbn_buf_addz(out, tag);
	dbn_buf_addc(out, '>');
}

void dbn_page_bullet(struct dbn_buf *out, const char *course, int actual, int plan, int forecast,
		     struct dbn_str label)
{
	dbn_buf_addz(out, "<div role=\"img\" class=\"bullet ");
	dbn_buf_addz(out, course);
	dbn_buf_addc(out, '"');
	dbn_page_attribute(out, "aria-label", label);
	dbn_page_attribute(out, "title", label);
	dbn_buf_addc(out, '>');
	mark(out, "i", "width", actual);
	mark(out, "b", "left", plan);
	mark(out, "u", "left", forecast);
	dbn_buf_addz(out, "</div>");
}
