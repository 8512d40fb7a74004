/*
 * csv_read.c - CSV in; the only file that includes libcsv.
 *
 * libcsv judges every record in which there is anything to judge, strictly,
 * fed line by line so that each record has its line number and its bytes. It
 * is told to keep blanks, refuses a quote left open only with both strict
 * flags, and is started anew after an error (its state is dirty then). A line
 * without CR whose quotes enclose whole cells is split here, eight times as
 * fast (the tests compare both ways); any other is libcsv's to judge.
 */
#include <csv.h>
#include <string.h>

#include "dubanc/csv.h"
#include "dubanc/encoding.h"
#include "dubanc/text.h"
#include "table.h"

enum {
	FILE_MAX = 64 << 20, FIELD_MAX = 1 << 20, COLUMNS_MAX = 4096,
	ERRORS_MAX = 100, UNCLOSED_MAX = 8,
};

struct reader {
	struct dbn_csv *csv;
	struct dbn_sink sink;
	struct csv_parser parser;
	bool parser_live;
	unsigned char separator;
	struct dbn_str record; /* its bytes so far */
	size_t line;	       /* on which it begins */
	struct dbn_str *cells; /* of the record being read */
	size_t count, cap;
	struct dbn_buf text;   /* their bytes, one after the other */
	size_t emitted;	       /* records finished since the line began */
	size_t errors, unclosed, header_width;
	bool have_header, failed, too_long;
	bool plain; /* no quote: cells are slices of the record */
	bool split; /* they have their places: split_quoted() */
	bool slow;  /* everything through libcsv (tests) */
};

static int no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

static struct dbn_pos at(const struct reader *r, size_t line, size_t col)
{
	return dbn_pos_at(r->csv->file, line, col);
}

static void note_damage(struct reader *r, size_t line)
{
	dbn_csv_note(r->csv, DBN_CSV_DAMAGED, line);
	if (!r->csv->damaged_line)
		r->csv->damaged_line = line;
}

static void tell(struct reader *r, enum dbn_msg msg, struct dbn_pos pos, size_t a, size_t b)
{
	char text[2][24];
	struct dbn_str args[2];
	struct dbn_buf n;

	dbn_buf_init(&n, sizeof text[0]);
	for (size_t i = 0; i < 2; i++) {
		dbn_buf_clear(&n);
		dbn_buf_addi(&n, (int64_t)(i ? b : a));
		memcpy(text[i], n.ptr, n.len + 1);
		args[i] = dbn_str_of(text[i]);
	}
	dbn_buf_release(&n);
	dbn_report(r->sink, msg, pos, args, 2);
}

/* ---- libcsv's callbacks ---- */

static void on_cell(void *bytes, size_t len, void *ctx)
{
	struct reader *r = ctx;
	struct dbn_str *cell;

	if (len > FIELD_MAX || r->count >= COLUMNS_MAX) {
		r->too_long = true;
		return;
	}
	if (r->count == r->cap) {
		r->cells = dbn_arena_more(r->csv->arena, r->cells, r->count, &r->cap, sizeof *r->cells);
		if (r->count == r->cap) {
			r->failed = true;
			return;
		}
	}
	cell = &r->cells[r->count++];
	cell->ptr = "";
	cell->len = len;
	if (!r->plain && !r->split)
		dbn_buf_add(&r->text, (struct dbn_str){ bytes, len });
}

/* Gives the cells of the record their places: in the file or in a copy. */
static bool place_cells(struct reader *r)
{
	const char *p = r->record.ptr;

	if (r->split)
		return true;
	if (!r->plain) {
		struct dbn_str copy = dbn_arena_dup(r->csv->arena, dbn_buf_str(&r->text));

		if (r->text.failed || r->csv->arena->failed)
			return false;
		p = copy.ptr;
	}
	for (size_t i = 0; i < r->count; i++) {
		r->cells[i].ptr = p;
		p += r->cells[i].len + (r->plain ? 1 : 0);
	}
	return true;
}

static bool take_header(struct reader *r)
{
	struct dbn_csv *csv = r->csv;

	r->header_width = r->count;
	while (r->count && dbn_str_trim(r->cells[r->count - 1]).len == 0) {
		dbn_csv_note(csv, DBN_CSV_RAGGED, r->line);
		r->count--;
	}
	csv->header = dbn_arena_alloc(csv->arena, r->count, sizeof *csv->header);
	if (!csv->header)
		return false;
	csv->header_count = r->count;
	for (size_t i = 0; i < r->count; i++) {
		csv->header[i] = dbn_str_trim(r->cells[i]);
		if (csv->header[i].len != r->cells[i].len)
			dbn_csv_note(csv, DBN_CSV_QUOTING, r->line);
		for (size_t k = 0; k < i; k++) {
			if (!csv->header[i].len || !dbn_str_eq(csv->header[i], csv->header[k]))
				continue;
			note_damage(r, r->line);
			dbn_report(r->sink, DBN_MSG_CSV_HEADER_TWICE, at(r, r->line, 1), &csv->header[i], 1);
			break;
		}
	}
	r->have_header = true;
	return true;
}

static bool take_row(struct reader *r)
{
	struct dbn_csv *csv = r->csv;
	size_t filled = r->count, width;
	bool too_long = false;
	struct dbn_csv_row *row;

	while (filled && r->cells[filled - 1].len == 0)
		filled--;
	if (filled == 0) {
		dbn_csv_note(csv, DBN_CSV_BLANK_LINES, r->line);
		return true;
	}
	if (r->count != csv->header_count) {
		/* Empty cells behind are harmless only where the header has them too. */
		too_long = filled > csv->header_count || (r->count > csv->header_count && r->count != r->header_width);
		if (too_long)
			tell(r, DBN_MSG_CSV_ROW_LONG, at(r, r->line, 1), r->count, csv->header_count);
		else if (r->count < csv->header_count)
			tell(r, DBN_MSG_CSV_ROW_SHORT, at(r, r->line, 1), r->count, csv->header_count);
		else
			dbn_csv_note(csv, DBN_CSV_RAGGED, r->line);
	}
	row = dbn_csv_insert(csv, csv->row_count);
	width = too_long ? r->count : csv->header_count;
	if (row && width > csv->header_count)
		row->cells = dbn_arena_alloc(csv->arena, width, sizeof *row->cells);
	if (!row || !row->cells)
		return false;
	for (size_t i = 0; i < width; i++)
		row->cells[i] = i < filled ? r->cells[i] : DBN_STR("");
	row->cell_count = too_long || r->count < csv->header_count ? r->count : csv->header_count;
	row->line = r->line;
	return true;
}

static void on_record(int end, void *ctx)
{
	struct reader *r = ctx;

	(void)end;
	r->emitted++;
	if (r->failed)
		return;
	if (r->too_long) {
		tell(r, DBN_MSG_CSV_FIELD_LONG, at(r, r->line, 1), FIELD_MAX, COLUMNS_MAX);
		note_damage(r, r->line);
		r->too_long = false;
	}
	if (!place_cells(r) || !(r->have_header ? take_row(r) : take_header(r)))
		r->failed = true;
	r->count = 0;
	dbn_buf_clear(&r->text);
}

/* ---- lines ---- */

static bool parser_start(struct reader *r, unsigned char options)
{
	if (r->parser_live)
		csv_free(&r->parser);
	r->parser_live = csv_init(&r->parser, options) == 0;
	if (!r->parser_live)
		return false;
	csv_set_delim(&r->parser, r->separator);
	csv_set_space_func(&r->parser, no_blank);
	r->count = 0;
	dbn_buf_clear(&r->text);
	return true;
}

/* Behind the line that begins at pos: its LF, or a CR that stands alone (old Macs). */
static size_t line_end(struct dbn_str bytes, size_t pos)
{
	const char *lf = memchr(bytes.ptr + pos, '\n', bytes.len - pos);
	size_t end = lf ? (size_t)(lf - bytes.ptr) + 1 : bytes.len;
	const char *cr = memchr(bytes.ptr + pos, '\r', end - pos);
	size_t behind = cr ? (size_t)(cr - bytes.ptr) + 1 : end;

	return behind < end && bytes.ptr[behind] != '\n' ? behind : end;
}

static bool is_marker(struct dbn_str line)
{
	static const char marks[] = "<=>|";

	for (size_t i = 0; i < sizeof marks - 1; i++) {
		size_t n = 0;

		while (n < line.len && line.ptr[n] == marks[i])
			n++;
		if (n >= 7 && (n == line.len || line.ptr[n] == ' ' || line.ptr[n] == '\r' ||
			       line.ptr[n] == '\n'))
			return true;
	}
	return false;
}

static size_t column_of(struct dbn_str line, size_t byte)
{
	return dbn_utf8_length(dbn_str_sub(line, 0, byte)) + 1;
}

/* After a strict error: what a lax reading makes of the record's first line. */
static bool salvage(struct reader *r, struct dbn_str first)
{
	while (first.len && (first.ptr[first.len - 1] == '\n' || first.ptr[first.len - 1] == '\r'))
		first.len--;
	r->record = first;
	r->plain = false;
	if (!parser_start(r, 0))
		return false;
	csv_parse(&r->parser, first.ptr, first.len, on_cell, on_record, r);
	csv_fini(&r->parser, on_cell, on_record, r);
	return parser_start(r, CSV_STRICT | CSV_STRICT_FINI);
}

/* The bytes of a finished record, if they are as we would write them. */
static void keep_bytes(struct reader *r)
{
	struct dbn_csv *csv = r->csv;
	struct dbn_str *place = csv->row_count ? &csv->rows[csv->row_count - 1].bytes :
						 &csv->header_bytes;
	struct dbn_buf again;
	struct dbn_csv_row *row = csv->row_count ? &csv->rows[csv->row_count - 1] : NULL;

	if (r->separator != ',')
		return;
	if (r->plain) {
		*place = r->record;
		return;
	}
	dbn_buf_init(&again, FILE_MAX);
	dbn_csv_put_row(&again, row ? row->cells : csv->header, row ? row->cell_count : csv->header_count);
	if (again.failed)
		r->failed = true;
	else if (dbn_str_eq(dbn_buf_str(&again), r->record))
		*place = r->record;
	else
		dbn_csv_note(csv, DBN_CSV_QUOTING, r->line);
	dbn_buf_release(&again);
}

static int too_broken(struct reader *r, struct dbn_err *err)
{
	return dbn_fail(err, DBN_EDATA, DBN_MSG_CSV_BROKEN, at(r, r->line, 1), r->csv->file, (char *)NULL);
}

/* A line without quotes and CR, its LF included. */
static bool split_plain(struct reader *r, struct dbn_str line)
{
	struct dbn_str rest = { line.ptr, line.len - 1 };

	r->record = line;
	r->plain = true;
	r->count = 0;
	while (rest.ptr && !r->failed) {
		struct dbn_str cell = dbn_str_split(&rest, (char)r->separator);

		on_cell(NULL, cell.len, r);
	}
	on_record('\n', r);
	return !r->failed;
}

/* A cell in quotes, whose first byte is at *from: what it holds; *from moves behind the last
 * quote. False where no quote closes it in the line. */
static bool quoted_cell(struct reader *r, struct dbn_str line, size_t *from, struct dbn_str *cell)
{
	size_t start = ++*from, doubled = 0, n = 0;
	char *copy;

	for (;;) {
		const char *hit = memchr(line.ptr + *from, '"', line.len - *from);

		if (!hit)
			return false;
		*from = (size_t)(hit - line.ptr) + 1; /* a line feed follows at the least */
		if (line.ptr[*from] != '"')
			break;
		++*from;
		doubled++;
	}
	*cell = dbn_str_sub(line, start, *from - 1 - start);
	if (!doubled)
		return true;
	copy = dbn_arena_alloc(r->csv->arena, cell->len - doubled + 1, 1);
	if (!copy) {
		r->failed = true;
		return false;
	}
	for (size_t i = 0; i < cell->len; i++) {
		copy[n++] = cell->ptr[i];
		i += cell->ptr[i] == '"';
	}
	*cell = (struct dbn_str){ copy, n };
	return true;
}

/* A line without CR, its LF included, whose quotes enclose whole cells; false: another, untouched. */
static bool split_quoted(struct reader *r, struct dbn_str line)
{
	size_t at = 0;
	bool more = true;

	r->record = line;
	r->plain = false;
	r->split = true;
	r->count = 0;
	while (more) {
		struct dbn_str cell;
		size_t had = r->count;

		if (line.ptr[at] == '"') {
			if (!quoted_cell(r, line, &at, &cell))
				break;
		} else {
			const char *hit = memchr(line.ptr + at, r->separator, line.len - at);
			size_t end = hit ? (size_t)(hit - line.ptr) : line.len - 1;

			cell = dbn_str_sub(line, at, end - at);
			if (memchr(cell.ptr, '"', cell.len))
				break;
			at = end;
		}
		if (line.ptr[at] != (char)r->separator && at + 1 != line.len)
			break;
		more = at + 1 != line.len;
		at++;
		on_cell(NULL, cell.len, r);
		if (r->failed)
			break;
		if (r->count > had)
			r->cells[had] = cell;
	}
	if (!more && !r->failed)
		on_record('\n', r);
	r->split = false;
	if (more) {
		r->count = 0;
		r->too_long = false;
	}
	return !more;
}

/* Reads on from the line at *pos; moves it. */
static int read_record(struct reader *r, struct dbn_str bytes, size_t *pos, size_t *line_no,
		       struct dbn_err *err)
{
	size_t start = *pos, first_line = *line_no, first_end = 0, rows = r->csv->row_count, col = 0;
	bool had_header = r->have_header, open = true;

	r->line = first_line;
	r->emitted = 0;
	if (!r->slow) {
		struct dbn_str line = dbn_str_sub(bytes, start, line_end(bytes, start) - start);

		bool whole = line.ptr[line.len - 1] == '\n' && !memchr(line.ptr, '\r', line.len) &&
			     r->separator != '"';
		bool quotes = whole && memchr(line.ptr, '"', line.len);

		if (whole && (quotes ? split_quoted(r, line) : split_plain(r, line))) {
			*pos += line.len;
			++*line_no;
			if (r->csv->row_count > rows || !had_header)
				keep_bytes(r);
			return r->failed ? dbn_fail_memory(err) : DBN_OK;
		}
		if (r->failed)
			return dbn_fail_memory(err);
	}
	while (open && *pos < bytes.len) {
		size_t end = line_end(bytes, *pos), done;
		struct dbn_str line = dbn_str_sub(bytes, *pos, end - *pos);
		bool torn = end == bytes.len && bytes.ptr[end - 1] != '\n';

		if (!first_end)
			first_end = end;
		r->record = dbn_str_sub(bytes, start, end - start);
		r->plain = *pos == start && !memchr(line.ptr, '"', line.len) &&
			   !memchr(line.ptr, '\r', line.len);
		done = csv_parse(&r->parser, line.ptr, line.len, on_cell, on_record, r);
		if (done < line.len && csv_error(&r->parser) != CSV_EPARSE)
			return dbn_fail_memory(err);
		if (done < line.len) {
			col = column_of(line, done);
			break;
		}
		*pos = end;
		++*line_no;
		open = r->emitted == 0;
		if (open && torn && csv_fini(&r->parser, on_cell, on_record, r) == 0)
			open = false;
		if (torn) {
			dbn_csv_note(r->csv, DBN_CSV_NO_FINAL_LF, *line_no - 1);
			r->csv->cut = start;
		}
	}
	if (r->failed)
		return dbn_fail_memory(err);
	if (!open) {
		struct dbn_str end = dbn_str_from(r->record, r->record.len > 2 ? r->record.len - 2 : 0);
		bool crlf = memchr(end.ptr, '\r', end.len) != NULL &&
			    (end.ptr[end.len - 1] == '\r' || end.ptr[0] == '\r');

		if (crlf)
			dbn_csv_note(r->csv, DBN_CSV_CRLF, first_line);
		if (!crlf && r->csv->cut == DBN_NONE && (r->csv->row_count > rows || !had_header))
			keep_bytes(r);
		return r->failed ? dbn_fail_memory(err) : DBN_OK;
	}
	/* A quote that is wrong or never closed: name it, take what can be read, go on. */
	note_damage(r, first_line);
	dbn_report(r->sink, col ? DBN_MSG_CSV_QUOTE : DBN_MSG_CSV_QUOTE_OPEN,
		   *line_no == first_line ? at(r, first_line, col) : at(r, first_line, 1), NULL, 0);
	r->unclosed += *line_no != first_line;
	if (++r->errors > ERRORS_MAX || r->unclosed > UNCLOSED_MAX)
		return too_broken(r, err);
	r->csv->row_count = rows;
	r->csv->cut = DBN_NONE;
	if (!salvage(r, dbn_str_sub(bytes, start, first_end - start)) || r->failed)
		return dbn_fail_memory(err);
	*pos = first_end;
	*line_no = first_line + 1;
	return DBN_OK;
}

static int read_lines(struct reader *r, struct dbn_str bytes, struct dbn_err *err)
{
	size_t pos = 0, line_no = 1;

	while (pos < bytes.len) {
		size_t end = line_end(bytes, pos);
		struct dbn_str line = dbn_str_sub(bytes, pos, end - pos);
		bool skip = false;
		int ret;

		if (is_marker(line)) {
			dbn_report(r->sink, DBN_MSG_CSV_CONFLICT_MARKER, at(r, line_no, 1), NULL, 0);
			note_damage(r, line_no);
			skip = true;
		} else if (line.len < 4096 && dbn_str_trim(line).len == 0) {
			dbn_csv_note(r->csv, DBN_CSV_BLANK_LINES, line_no);
			skip = true;
		}
		if (skip) {
			pos = end;
			line_no++;
			continue;
		}
		ret = read_record(r, bytes, &pos, &line_no, err);
		if (ret)
			return ret;
	}
	return DBN_OK;
}

/* Comma, or what the header line shows instead; skips Excel's `sep=;` line. */
static struct dbn_str find_separator(struct reader *r, struct dbn_str bytes)
{
	struct dbn_str rest = bytes, line = dbn_str_split(&rest, '\n');

	r->separator = ',';
	if (dbn_str_starts(line, DBN_STR("sep=")) && line.len >= 5 && line.len <= 6 && rest.ptr) {
		r->separator = (unsigned char)line.ptr[4];
		dbn_csv_note(r->csv, DBN_CSV_SEPARATOR, 1);
		return rest;
	}
	if (memchr(line.ptr, ',', line.len))
		return bytes;
	if (memchr(line.ptr, '\t', line.len))
		r->separator = '\t';
	else if (memchr(line.ptr, ';', line.len))
		r->separator = ';';
	if (r->separator != ',')
		dbn_csv_note(r->csv, DBN_CSV_SEPARATOR, 1);
	return bytes;
}

/* UTF-8 without BOM; what is so already stays where it is. */
static int decode(struct reader *r, struct dbn_str *bytes, struct dbn_err *err)
{
	struct dbn_decoded how = { .encoding = "" };
	struct dbn_buf text;
	int ret;

	if (dbn_str_starts(*bytes, DBN_STR("\xef\xbb\xbf"))) {
		dbn_csv_note(r->csv, DBN_CSV_BOM, 1);
		*bytes = dbn_str_from(*bytes, 3);
	}
	if (dbn_utf8_bad(*bytes) == DBN_NONE && !memchr(bytes->ptr, '\0', bytes->len))
		return DBN_OK;
	dbn_buf_init(&text, 3u * FILE_MAX);
	ret = dbn_decode(*bytes, r->csv->file, &text, &how, err);
	if (!ret) {
		*bytes = dbn_arena_dup(r->csv->arena, dbn_buf_str(&text));
		if (text.failed || r->csv->arena->failed)
			ret = dbn_fail_memory(err);
		dbn_csv_note(r->csv, DBN_CSV_ENCODING, 1);
		if (how.damaged)
			tell(r, DBN_MSG_ENCODING_DAMAGED, at(r, 0, 0), how.damaged, 0);
		if (memchr(bytes->ptr, '\0', bytes->len)) {
			dbn_report(r->sink, DBN_MSG_CSV_NUL, at(r, 0, 0), NULL, 0);
			note_damage(r, 1);
		}
	}
	dbn_buf_release(&text);
	return ret;
}

int csv_parse_with(struct dbn_csv *out, struct dbn_arena *arena, struct dbn_str bytes,
		   const char *file, bool slow, struct dbn_sink sink, struct dbn_err *err)
{
	struct reader r = { .csv = out, .sink = sink, .slow = slow };
	int ret = DBN_OK;

	memset(out, 0, sizeof *out);
	out->arena = arena;
	out->cut = DBN_NONE;
	memcpy(out->file, dbn_pos_at(file, 0, 0).file, sizeof out->file);
	dbn_buf_init(&r.text, FILE_MAX);
	if (bytes.len > FILE_MAX)
		return dbn_fail(err, DBN_EDATA, DBN_MSG_FILE_TOO_LARGE, dbn_pos_at(file, 0, 0), file,
				"67108864", (char *)NULL);
	if (bytes.len)
		ret = decode(&r, &bytes, err);
	if (!ret && bytes.len) {
		bytes = find_separator(&r, bytes);
		if (parser_start(&r, CSV_STRICT | CSV_STRICT_FINI))
			ret = read_lines(&r, bytes, err);
		else
			ret = dbn_fail_memory(err);
	}
	if (r.parser_live)
		csv_free(&r.parser);
	dbn_buf_release(&r.text);
	if (!ret && arena->failed)
		ret = dbn_fail_memory(err);
	return ret;
}

int dbn_csv_parse(struct dbn_csv *out, struct dbn_arena *arena, struct dbn_str bytes,
		  const char *file, struct dbn_sink sink, struct dbn_err *err)
{
	return csv_parse_with(out, arena, bytes, file, false, sink, err);
}
