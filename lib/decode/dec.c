/* dec.c - what the readers share: failing, noting, paragraphs, cells. */
#include "dubanc/decoder.h"
#include "dubanc/text.h"

void dec_init(struct dec *d, const struct dbn_decode_limits *limits, const char *name,
	      struct dbn_buf *out, struct dbn_sink sink, struct dbn_err *err)
{
	*d = (struct dec){ .limits = limits, .name = name, .out = out, .sink = sink, .err = err };
	dbn_arena_init(&d->arena, limits->memory);
}

void dec_release(struct dec *d)
{
	dbn_arena_release(&d->arena);
}

int dec_fail(struct dec *d, enum dbn_msg msg, const char *a, const char *b)
{
	return dbn_fail(d->err, DBN_EDATA, msg, dbn_pos_at(d->name, 0, 0), d->name, a ? a : "",
			b ? b : "", (char *)NULL);
}

int dec_too_much(struct dec *d, const char *what, size_t limit)
{
	return dbn_fail_limit(d->err, d->name, what, limit);
}

int dec_full(struct dec *d, bool starved, const char *what, size_t limit)
{
	return starved ? dec_too_much(d, "memory", d->limits->memory) : dec_too_much(d, what, limit);
}

int dec_status(struct dec *d)
{
	if (d->err->code)
		return d->err->code;
	if (d->arena.failed)
		return dec_too_much(d, "memory", d->limits->memory);
	if (d->out->failed)
		return dec_full(d, d->out->starved, "text", d->limits->text);
	return DBN_OK;
}

void dec_note(struct dec *d, enum dbn_msg msg, struct dbn_str a, struct dbn_str b)
{
	struct dbn_str args[2] = { a, b };

	dbn_report(d->sink, msg, dbn_pos_at(d->name, 0, 0), args, b.len ? 2 : 1);
}

void dec_note_count(struct dec *d, enum dbn_msg msg, size_t count)
{
	struct dbn_buf number;

	if (!count)
		return;
	dbn_buf_init(&number, 32);
	dbn_buf_addi(&number, (int64_t)count);
	dec_note(d, msg, dbn_buf_str(&number), (struct dbn_str){ NULL, 0 });
	dbn_buf_release(&number);
}

/* Marks that carry no text: zero width, soft hyphen, directions, object places. */
static bool is_noise(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xad || (cp >= 0x200b && cp <= 0x200f) ||
	       (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff ||
	       cp == 0xfffc;
}

static void add_line(struct dbn_buf *out, struct dbn_str line)
{
	size_t at = 0, good = 0;

	line = dbn_str_trim(line);
	while (at < line.len) {
		size_t start = at;
		uint32_t cp = dbn_utf8_next(line, &at);

		if (cp == '\t' || (cp != DBN_BAD_CODE_POINT && !is_noise(cp)))
			continue;
		dbn_buf_add(out, dbn_str_sub(line, good, start - good));
		if (cp == DBN_BAD_CODE_POINT)
			dbn_buf_addz(out, "\xef\xbf\xbd");
		good = at;
	}
	dbn_buf_add(out, dbn_str_from(line, good));
}

void dec_paragraph(struct dec *d, struct dbn_str text)
{
	struct dbn_str rest = text;

	while (rest.ptr) {
		size_t before = d->out->len;

		add_line(d->out, dbn_str_split(&rest, '\n'));
		if (d->out->len > before)
			dbn_buf_addc(d->out, '\n');
	}
}

void dec_cell(struct dbn_buf *out, struct dbn_str text)
{
	struct dbn_str rest = dbn_str_trim(text);
	size_t start = out->len;

	while (rest.ptr) {
		size_t cut = 0, before = out->len;
		struct dbn_str piece;

		while (cut < rest.len && rest.ptr[cut] != '\n' && rest.ptr[cut] != '\t' &&
		       rest.ptr[cut] != '\r')
			cut++;
		piece = dbn_str_trim(dbn_str_sub(rest, 0, cut));
		if (piece.len && before > start)
			dbn_buf_addc(out, ' ');
		add_line(out, piece);
		if (cut == rest.len)
			return;
		rest = dbn_str_from(rest, cut + 1);
	}
}

size_t dec_number(struct dbn_str text, size_t max, size_t fallback)
{
	int32_t value;

	if (!dbn_str_uint(dbn_str_trim(text), &value))
		return fallback;
	return (size_t)value > max ? max : (size_t)value;
}
