/* sheet.c - sheets sent out for feedback, read back. */
#include "dubanc/sheet.h"
#include "dubanc/text.h"
#include "map.h"
#include "table.h"

static const struct {
	const char *name, *heading;
} columns[] = {
	[DBN_SHEET_ID] = { "id", "编号" },	   [DBN_SHEET_TITLE] = { "title", "事项" },
	[DBN_SHEET_DUE] = { "due", "完成时限" },   [DBN_SHEET_NOW] = { "now", "目前进度" },
	[DBN_SHEET_PROGRESS] = { "progress", "完成进度" }, [DBN_SHEET_DONE] = { "done", "是否办结" },
	[DBN_SHEET_NOTE] = { "note", "进展情况" }, [DBN_SHEET_ACTUAL] = { "actual", "实际值" },
	[DBN_SHEET_SHEET] = { "sheet", "表号" },   [DBN_SHEET_UNIT] = { "unit", "单位" },
	[DBN_SHEET_SENT] = { "sent", "发出日期" }, [DBN_SHEET_REPLY_BY] = { "reply_by", "反馈期限" },
	[DBN_SHEET_RETURNED] = { "returned", "收回日期" }, [DBN_SHEET_TIMES] = { "times", "收回次数" },
	[DBN_SHEET_AGAINST] = { "against", "待定夺" },
};

const char *dbn_sheet_heading(enum dbn_sheet_column column)
{
	return columns[column].heading;
}

const char *dbn_sheet_name(enum dbn_sheet_column column)
{
	return columns[column].name;
}

bool dbn_sheet_id_valid(struct dbn_str s)
{
	if (s.len < 6 || s.len > 60 || s.ptr[0] != 'S')
		return false;
	for (size_t i = 1; i < s.len; i++)
		if (s.ptr[i] != '-' && !(s.ptr[i] >= '0' && s.ptr[i] <= '9') && !(s.ptr[i] >= 'a' && s.ptr[i] <= 'z'))
			return false;
	return true;
}

struct dbn_sheet_row *dbn_sheet_find(const struct dbn_sheet *sheet, struct dbn_str id)
{
	size_t at = sheet->by_id && id.ptr ? map_get(sheet->by_id, id) : DBN_NONE;

	if (at < sheet->rows.count && dbn_str_eq(sheet->rows.items[at].cell[DBN_SHEET_ID], id))
		return &sheet->rows.items[at];
	for (size_t i = 0; !sheet->by_id && i < sheet->rows.count; i++)
		if (dbn_str_eq(sheet->rows.items[i].cell[DBN_SHEET_ID], id))
			return &sheet->rows.items[i];
	return NULL;
}

/* Rows by their id; the first of two with the same. */
static bool index_rows(struct dbn_sheet *sheet, struct dbn_arena *arena)
{
	struct map *map = dbn_arena_alloc(arena, 1, sizeof *map);

	if (!map || !map_init(map, arena, sheet->rows.count))
		return false;
	for (size_t i = 0; i < sheet->rows.count; i++)
		if (sheet->rows.items[i].cell[DBN_SHEET_ID].ptr)
			map_add(map, sheet->rows.items[i].cell[DBN_SHEET_ID], i);
	sheet->by_id = map;
	return !arena->failed;
}

static size_t column_of(struct dbn_str heading)
{
	heading = dbn_str_trim(heading);
	for (size_t c = 0; c < DBN_SHEET_COLUMNS; c++)
		if (dbn_str_eqz(heading, columns[c].heading) || dbn_str_eqz(heading, columns[c].name))
			return c;
	return DBN_NONE;
}

static bool is_heading(struct dbn_str line)
{
	return (dbn_str_find(line, DBN_STR("编号")) != DBN_NONE && dbn_str_find(line, DBN_STR("表号")) != DBN_NONE) ||
	       dbn_str_starts(line, DBN_STR("id,title,"));
}

/* Cells of lines parted by TAB, up to the next sheet of the workbook. */
static bool split_tabs(struct dbn_csv *csv, struct dbn_arena *a, struct dbn_str text)
{
	struct dbn_str line = dbn_str_split(&text, '\n');
	size_t number = 1;

	*csv = (struct dbn_csv){ .arena = a };
	csv->header = dbn_arena_alloc(a, 512, sizeof *csv->header);
	while (csv->header && line.ptr && csv->header_count < 512)
		csv->header[csv->header_count++] = dbn_str_split(&line, '\t');
	while (csv->header && text.ptr) {
		struct dbn_csv_row *row;

		line = dbn_str_split(&text, '\n');
		number++;
		if (dbn_str_starts(line, DBN_STR("## ")) && dbn_str_find(line, DBN_STR("\t")) == DBN_NONE)
			break;
		if (!line.len)
			continue;
		row = dbn_csv_insert(csv, csv->row_count);
		for (size_t c = 0; row && line.ptr && c < csv->header_count; c++)
			row->cells[c] = dbn_str_split(&line, '\t');
		if (!row)
			return false;
		row->line = number;
	}
	return csv->header != NULL;
}

struct below {
	struct dbn_sink sink;
	size_t above; /* lines of the text before the headings */
};

/* Passes a finding on with the line that the whole text has for it. */
static void below_title(void *data, const struct dbn_diag *d)
{
	const struct below *below = data;
	struct dbn_diag whole = *d;

	whole.pos.line += whole.pos.line ? below->above : 0;
	if (below->sink.fn)
		below->sink.fn(below->sink.ctx, &whole);
}

/* above: lines of the text before the headings. */
static int take_rows(struct dbn_sheet *out, const struct dbn_csv *csv, const size_t *map, size_t above,
		     const char *name, struct dbn_err *err)
{
	for (size_t r = 0; r < csv->row_count; r++) {
		struct dbn_sheet_row row = { .line = csv->rows[r].line + above };
		size_t filled = 0;

		for (size_t c = 0; c < csv->header_count; c++) {
			struct dbn_str cell = dbn_str_trim(csv->rows[r].cells[c]);

			if (map[c] == DBN_NONE)
				continue;
			if (dbn_str_find(cell, DBN_STR("\xef\xbf\xbd")) != DBN_NONE)
				return dbn_fail(err, DBN_EDATA, DBN_MSG_SHEET_DAMAGED, dbn_pos_at(name, row.line, c + 1),
						columns[map[c]].heading, (char *)NULL);
			row.cell[map[c]] = cell;
			filled += cell.len > 0 && map[c] != DBN_SHEET_SHEET;
		}
		if (filled) {
			struct dbn_sheet_row *to = DBN_PUSH_LONG(csv->arena, &out->rows);

			if (!to)
				return dbn_fail_memory(err);
			*to = row;
		}
	}
	return DBN_OK;
}

/* Saved in an encoding without Han: question marks are left of it. */
static bool lost_han(struct dbn_str text)
{
	for (size_t at = 0; at < text.len;)
		if (dbn_is_han(dbn_utf8_next(text, &at)))
			return false;
	return dbn_str_find(text, DBN_STR("??")) != DBN_NONE;
}

/* The first column of those sent that the headings lack, or NULL. */
static const char *missing_column(const size_t *map, size_t count)
{
	for (size_t want = 0; want <= DBN_SHEET_SHEET; want++) {
		size_t c = 0;

		while (c < count && map[c] != want)
			c++;
		if (c == count)
			return columns[want].heading;
	}
	return NULL;
}

int dbn_sheet_read(struct dbn_sheet *out, struct dbn_arena *arena, struct dbn_str text, bool tabs,
		   const char *name, struct dbn_sink sink, struct dbn_err *err)
{
	struct dbn_str rest = dbn_arena_dup(arena, text);
	struct dbn_csv csv;
	size_t above = 0, *map;
	int code = DBN_OK;

	*out = (struct dbn_sheet){ .id = { "", 0 } };
	while (rest.ptr) {
		struct dbn_str after = rest;

		struct dbn_str line = dbn_str_split(&after, '\n');

		if (is_heading(line))
			break;
		rest = after;
		above++;
	}
	if (!rest.ptr)
		return dbn_fail(err, DBN_EDATA, lost_han(text) ? DBN_MSG_SHEET_LOST_HAN : DBN_MSG_SHEET_NO_HEADING,
				dbn_pos_at(name, 0, 0), name, (char *)NULL);
	if (tabs && !split_tabs(&csv, arena, rest))
		return dbn_fail_memory(err);
	if (!tabs)
		code = dbn_csv_parse(&csv, arena, rest, name, (struct dbn_sink){ below_title, &(struct below){ sink, above } },
				     err);
	map = code ? NULL : dbn_arena_alloc(arena, csv.header_count + 1, sizeof *map);
	for (size_t c = 0; map && c < csv.header_count; c++) {
		map[c] = column_of(csv.header[c]);
		for (size_t k = 0; k < c && map[c] != DBN_NONE; k++)
			if (map[k] == map[c])
				return dbn_fail(err, DBN_EDATA, DBN_MSG_SHEET_TWICE, dbn_pos_at(name, above + 1, c + 1),
						columns[map[c]].heading, (char *)NULL);
	}
	if (!code && map && missing_column(map, csv.header_count))
		return dbn_fail(err, DBN_EDATA, DBN_MSG_SHEET_COLUMN, dbn_pos_at(name, above + 1, 0),
				missing_column(map, csv.header_count), (char *)NULL);
	if (!code)
		code = map ? take_rows(out, &csv, map, above, name, err) : dbn_fail_memory(err);
	for (size_t r = 0; r < out->rows.count && !out->id.len; r++)
		out->id = out->rows.items[r].cell[DBN_SHEET_SHEET];
	return code || index_rows(out, arena) ? code : dbn_fail_memory(err);
}

void dbn_sheet_write(struct dbn_buf *out, const struct dbn_sheet *sheet)
{
	struct dbn_str header[DBN_SHEET_COLUMNS];

	for (size_t c = 0; c < DBN_SHEET_COLUMNS; c++)
		header[c] = dbn_str_of(columns[c].name);
	dbn_csv_put_row(out, header, DBN_SHEET_COLUMNS);
	for (size_t r = 0; r < sheet->rows.count; r++)
		dbn_csv_put_row(out, sheet->rows.items[r].cell, DBN_SHEET_COLUMNS);
}

/* Appends what was typed with wide digits and signs made narrow and blanks left out. */
static void narrow(struct dbn_buf *b, struct dbn_str typed)
{
	for (size_t at = 0; at < typed.len;) {
		uint32_t cp = dbn_utf8_next(typed, &at);
		char utf8[4];

		if (cp == ' ' || cp == 0x3000 || cp == 0xa0)
			continue;
		cp = cp >= 0xff05 && cp <= 0xff19 ? cp - 0xfee0 : cp; /* ％ ， ． ０ … */
		dbn_buf_add(b, (struct dbn_str){ utf8, dbn_utf8_put(utf8, cp) });
	}
}

/* Leaves out the commas of 1,300 and 12,000.5: three digits behind each. */
static struct dbn_str without_commas(struct dbn_arena *arena, struct dbn_str s)
{
	struct dbn_str rest = s, out = dbn_str_split(&rest, ',');
	size_t whole;

	if (!rest.ptr || !out.len || out.len > 4)
		return s;
	while (rest.ptr) {
		struct dbn_str group = dbn_str_split(&rest, ','), parts[] = { out, group };

		whole = dbn_str_find(group, DBN_STR("."));
		whole = whole == DBN_NONE || rest.ptr ? group.len : whole;
		if (whole != 3)
			return s;
		out = dbn_arena_join(arena, parts, 2);
	}
	return out;
}

static bool is_decimal(struct dbn_str s)
{
	size_t i = s.len && s.ptr[0] == '-', points = 0, digits = 0;

	for (; i < s.len; i++) {
		if (s.ptr[i] == '.' && digits && i + 1 < s.len && !points)
			points++;
		else if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
			digits++;
		else
			return false;
	}
	return digits > 0;
}

bool dbn_sheet_actual(struct dbn_arena *arena, struct dbn_str typed, struct dbn_str uom, struct dbn_str *out)
{
	struct dbn_buf b;

	dbn_buf_init(&b, 4096);
	narrow(&b, typed);
	*out = dbn_arena_dup(arena, dbn_buf_str(&b));
	dbn_buf_release(&b);
	if (uom.len && dbn_str_ends(*out, uom))
		out->len -= uom.len;
	*out = without_commas(arena, *out);
	if (!out->len && !typed.len)
		return true;
	if (is_decimal(*out))
		return true;
	*out = typed;
	return false;
}

bool dbn_sheet_progress(struct dbn_arena *arena, struct dbn_str typed, struct dbn_str *out)
{
	struct dbn_buf b;
	int32_t n = 0;
	bool ok;

	dbn_buf_init(&b, 64);
	narrow(&b, typed);
	*out = b.failed ? typed : cell_canonical(arena, DBN_TASKS, DBN_TASK_PROGRESS, dbn_arena_dup(arena, dbn_buf_str(&b)));
	dbn_buf_release(&b);
	ok = !out->len || (dbn_str_uint(*out, &n) && n <= 100);
	return ok && !arena->failed;
}

struct dbn_str dbn_sheet_plain(struct dbn_arena *arena, enum dbn_sheet_column column, struct dbn_str cell)
{
	if (column == DBN_SHEET_DUE)
		return cell_canonical(arena, DBN_TASKS, DBN_TASK_DUE, cell);
	return column == DBN_SHEET_NOW ? cell_canonical(arena, DBN_TASKS, DBN_TASK_PROGRESS, cell) : cell;
}

int dbn_sheet_yes(struct dbn_str typed)
{
	static const char *const yes[] = { "是", "√", "✓", "已办结", "办结", "已完成", "完成", "yes", "Y", "y", "1" };
	static const char *const no[] = { "", "否", "×", "未办结", "未完成", "no", "N", "n", "0" };

	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (dbn_str_eqz(typed, yes[i]))
			return 1;
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (dbn_str_eqz(typed, no[i]))
			return 0;
	return -1;
}

bool dbn_sheet_damaged(struct dbn_str sent, struct dbn_str returned)
{
	return dbn_str_find(returned, DBN_STR("?")) != DBN_NONE && dbn_str_find(sent, DBN_STR("?")) == DBN_NONE;
}
