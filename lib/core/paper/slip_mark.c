/* slip_mark.c - where a slip stands in a document, and what its cells are called. */
#include "dubanc/text.h"
#include "field.h"
#include "slip.h"
#include "tree.h"
#include "../text/scan.h"

enum { SLIP_LINES = 80, TITLE_LINES = 3 };

/* 领导批示交办单, 批示件办理表: any form that carries an instruction down; lists of them are none. */
static bool names_instruction(struct dbn_str s)
{
	return s.len < 75 && dbn_scan_has_any(s, "批示|批件|批办") && dbn_scan_ends_any(s, "单|笺|签|表|卡") &&
	       !dbn_scan_has_any(s, "清单|名单|情况|统计|汇总|登记|一览");
}

bool slip_is_title(struct dbn_str s)
{
	if (s.len >= 150 || dbn_scan_has_any(s, "。|，|："))
		return false;
	return names_instruction(s) ||
	       dbn_scan_ends_any(s, "批办单|处理单|办文单|批办笺|处理笺|办理单|阅办单|呈批单|"
				    "呈批表|收文登记单|传阅单|签批单|批阅单|"
				    "批示单|处理签|批办签|阅批单|拟办单|阅处单|批转单|办文笺|"
				    "批办卡|处理表|收文单|办理笺|呈阅单|电话记录|电话记录单|来电记录|来电登记表|值班电话记录");
}

/* The line by itself, no cell and no field, without the stops of a sentence. */
static bool is_plain(const struct line *l)
{
	return !l->cells && !dbn_field_line(l->text) && l->text.len < 120 && !dbn_scan_has_any(l->text, "。|：");
}

/* The title of the paper behind the slip: 关于…的通知, which a page sets over two lines or three. */
static bool begins_title(const struct reader *r, size_t at)
{
	const struct line *l = &r->lines.items[at];

	if (!dbn_scan_has(l->text, "关于"))
		return false;
	for (size_t i = at; i < r->lines.count && i < at + TITLE_LINES; i++) {
		const struct line *next = &r->lines.items[i];

		if (i > at && (!is_plain(l) || !is_plain(next) || next->kind != LINE_TEXT))
			return false;
		if (dbn_scan_ends_any(next->text, "通知|意见|方案|函|决定|办法|报告|纪要"))
			return true;
	}
	return false;
}

static bool ends_slip(const struct reader *r, size_t at)
{
	const struct line *l = &r->lines.items[at];
	struct marker m;

	if (l->cells || dbn_field_line(l->text))
		return false;
	return (dbn_scan_ends(l->text, "文件") && is_plain(l)) || l->kind == LINE_RULE || l->kind == LINE_PAGE ||
	       (dbn_marker_read(l->text, &m) && m.kind == MARK_HAN && l->gap) || begins_title(r, at);
}

enum field_kind slip_field_of(struct dbn_str cell)
{
	static const char *const opinions[] = { "批示", "意见", "拟办", "批办" };
	enum field_kind kind = dbn_field_word(cell);

	if (kind != FIELD_NONE)
		return kind;
	/* 7.21 承办人: a date has slipped before the name */
	while (cell.len && (dbn_scan_is_digit((unsigned char)cell.ptr[0]) || cell.ptr[0] == '.'))
		cell = dbn_str_from(cell, 1);
	kind = dbn_field_word(cell);
	if (kind != FIELD_NONE || cell.len > LABEL_CELL_MAX ||
	    dbn_scan_has_any(cell, "。|，|：|；") ||
	    dbn_scan_any_at(cell, 0, "请|呈|送|同意|拟|转|由|按"))
		return kind;
	for (size_t i = 0; i < sizeof opinions / sizeof *opinions; i++) {
		if (dbn_scan_ends(cell, opinions[i]))
			return i == 0 || i == 3 ? FIELD_ORDER : FIELD_OPINION;
	}
	return FIELD_NONE;
}

/* 【督办事项1】 below the title: a form of records, each with what was instructed, and no slip. */
static bool has_records(const struct reader *r, size_t from)
{
	for (size_t i = from; i < r->lines.count && i < from + SLIP_LINES && !ends_slip(r, i); i++) {
		struct marker m;

		if (dbn_marker_read(r->lines.items[i].text, &m) && m.kind == MARK_RECORD && tree_is_supervision(m.word))
			return true;
	}
	return false;
}

int dbn_slip_mark(struct reader *r)
{
	size_t first = 0, last, n = 0;

	while (first < r->lines.count && first < 20 && !slip_is_title(r->lines.items[first].text))
		first++;
	if (first >= r->lines.count || first >= 20 || has_records(r, first + 1))
		return DBN_OK;
	last = first;
	for (size_t i = first + 1; i < r->lines.count && n < SLIP_LINES; i++, n++) {
		const struct line *l = &r->lines.items[i];
		struct dbn_str name = l->text;
		size_t colon = dbn_str_find(name, DBN_STR("："));

		if (ends_slip(r, i))
			break;
		if (colon != DBN_NONE)
			name.len = colon;
		if (l->cells || dbn_field_line(l->text) || slip_field_of(name) != FIELD_NONE)
			last = i;
	}
	/* The last opinion may run on over several lines. */
	while (last + 1 < r->lines.count && !r->lines.items[last + 1].gap &&
	       !r->lines.items[last + 1].cells && r->lines.items[last + 1].kind == LINE_TEXT &&
	       !ends_slip(r, last + 1))
		last++;
	for (size_t i = 0; i <= last; i++) {
		if (r->lines.items[i].kind == LINE_TEXT)
			r->lines.items[i].kind = LINE_SLIP;
	}
	return DBN_OK;
}
