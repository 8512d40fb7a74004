/* encoding.c - bytes of unknown encoding to UTF-8. The only file that sees iconv. */
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "dubanc/encoding.h"
#include "dubanc/text.h"

/* One damaged character in so many is still text. */
enum { DAMAGE_SHARE = 10, CHUNK = 16384 };

/* U+FFFD in the encodings that we write. */
static const char BAD_UTF8[] = "\xef\xbf\xbd", BAD_GB18030[] = "\x84\x31\xa4\x37";

struct bom {
	struct dbn_str bytes;
	const char *encoding;
};

static const struct bom *bom_of(struct dbn_str bytes)
{
	static const struct bom boms[] = {
		{ { "\xef\xbb\xbf", 3 }, "UTF-8" },
		{ { "\x84\x31\x95\x33", 4 }, "GB18030" },
		{ { "\xff\xfe", 2 }, "UTF-16LE" },
		{ { "\xfe\xff", 2 }, "UTF-16BE" },
	};

	for (size_t i = 0; i < sizeof boms / sizeof *boms; i++) {
		if (dbn_str_starts(bytes, boms[i].bytes))
			return &boms[i];
	}
	return NULL;
}

/* A unit of UTF-16 as Chinese and Latin text is made of. */
static bool is_common(unsigned unit)
{
	return (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x20 && unit < 0x7f) || unit == '\n' || unit == '\r' ||
	       unit == '\t' || (unit >= 0x3000 && unit < 0x3040) || (unit >= 0xff00 && unit < 0xfff0) ||
	       (unit >= 0x2000 && unit < 0x2070) || (unit >= 0xa0 && unit < 0x180);
}

/*
 * UTF-16 without BOM: line ends and digits have a NUL on one side, 一 and the wide blank on
 * the other; in one order of the bytes nearly all are characters that papers are made of.
 */
static const char *utf16_pattern(struct dbn_str bytes)
{
	size_t little = 0, big = 0, n = (bytes.len < 4096 ? bytes.len : 4096) / 2;

	if (bytes.len % 2 || !n)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		unsigned a = (unsigned char)bytes.ptr[2 * i], b = (unsigned char)bytes.ptr[2 * i + 1];

		little += is_common(b << 8 | a);
		big += is_common(a << 8 | b);
	}
	if (little == big || (little > big ? little : big) * 10 < n * 9)
		return NULL;
	return little > big ? "UTF-16LE" : "UTF-16BE";
}

/* Characters that a strict reader of UTF-8 refuses. */
static size_t utf8_damage(struct dbn_str bytes)
{
	size_t at = 0, bad = 0;

	while (at < bytes.len) {
		if (dbn_utf8_next(bytes, &at) == DBN_BAD_CODE_POINT)
			bad++;
	}
	return bad;
}

static void add_utf8(struct dbn_str bytes, struct dbn_buf *out)
{
	size_t at = 0, good = 0;

	while (at < bytes.len) {
		size_t start = at;

		if (dbn_utf8_next(bytes, &at) != DBN_BAD_CODE_POINT)
			continue;
		dbn_buf_add(out, dbn_str_sub(bytes, good, start - good));
		dbn_buf_addz(out, BAD_UTF8);
		good = at;
	}
	dbn_buf_add(out, dbn_str_from(bytes, good));
}

/*
 * Runs iconv over bytes into out (NULL: count only). A byte that does not fit
 * becomes U+FFFD and is counted. False where the tables are missing.
 */
static bool convert(const char *to, const char *from, struct dbn_str bytes, struct dbn_buf *out,
		    size_t *damaged)
{
	/* iconv's prototype is not const-correct; it does not write to its input. */
	union {
		const char *ro;
		char *rw;
	} in = { bytes.ptr };
	size_t left = bytes.len;
	char chunk[CHUNK];
	iconv_t cd = iconv_open(to, from);

	*damaged = 0;
	if (cd == (iconv_t)-1)
		return false;
	while (left > 0) {
		char *to_at = chunk;
		size_t room = sizeof chunk, got;
		size_t status = iconv(cd, &in.rw, &left, &to_at, &room);
		int why = errno;

		got = sizeof chunk - room;
		if (out)
			dbn_buf_add(out, (struct dbn_str) { chunk, got });
		if (status != (size_t)-1 || why == E2BIG)
			continue;
		(*damaged)++;
		if (out)
			dbn_buf_addz(out, strcmp(to, "UTF-8") == 0 ? BAD_UTF8 : BAD_GB18030);
		in.rw++;
		left--;
		iconv(cd, NULL, NULL, NULL, NULL);
	}
	iconv_close(cd);
	return true;
}

/* What glibc calls the widest table of an encoding. */
static const char *iconv_name(const char *encoding)
{
	return strcmp(encoding, "Big5") == 0 ? "BIG5-HKSCS" : encoding;
}

static int add_converted(const char *encoding, struct dbn_str bytes, const char *name,
			 struct dbn_buf *out, struct dbn_decoded *how, struct dbn_err *err)
{
	size_t before = out->len;

	how->encoding = encoding;
	if (!convert("UTF-8", iconv_name(encoding), bytes, out, &how->damaged))
		return dbn_fail(err, DBN_ESYSTEM, DBN_MSG_ICONV_MISSING, dbn_pos_at(name, 0, 0),
				encoding, name, (char *)NULL);
	if (how->damaged > dbn_utf8_length(dbn_str_from(dbn_buf_str(out), before)) / DAMAGE_SHARE)
		return dbn_fail(err, DBN_EDATA, DBN_MSG_BAD_ENCODING, dbn_pos_at(name, 0, 0), name,
				(char *)NULL);
	return DBN_OK;
}

static int add_as_utf8(struct dbn_str bytes, size_t bad, const char *name, struct dbn_buf *out,
		       struct dbn_decoded *how, struct dbn_err *err)
{
	how->encoding = "UTF-8";
	how->damaged = bad;
	if (bad > dbn_utf8_length(bytes) / DAMAGE_SHARE)
		return dbn_fail(err, DBN_EDATA, DBN_MSG_BAD_ENCODING, dbn_pos_at(name, 0, 0), name,
				(char *)NULL);
	add_utf8(bytes, out);
	return DBN_OK;
}

/*
 * Whether two-byte characters look like Big5 and not like GB18030: half of Big5's
 * second bytes are ASCII letters, which GB2312 never has and GBK only behind
 * first bytes that Big5 leaves out.
 */
static bool looks_big5(struct dbn_str bytes)
{
	size_t pairs = 0, low = 0, foreign = 0;

	for (size_t i = 0; i + 1 < bytes.len; i++) {
		unsigned char lead = (unsigned char)bytes.ptr[i], trail = (unsigned char)bytes.ptr[i + 1];

		if (lead < 0x81)
			continue;
		pairs++;
		low += trail >= 0x40 && trail < 0x7f;
		foreign += lead < 0xa1 || lead > 0xf9 || trail < 0x40 || (trail > 0x7e && trail < 0xa1);
		i++;
	}
	return low > pairs / 8 && foreign <= pairs / 50;
}

struct label {
	const char *name, *encoding;
};

/* The encoding that a label means, or NULL where it is unknown. */
static const char *label_encoding(struct dbn_str label)
{
	static const struct label labels[] = {
		{ "utf-8", "UTF-8" },	   { "utf8", "UTF-8" },	      { "gb2312", "GB18030" },
		{ "gbk", "GB18030" },	   { "gb18030", "GB18030" },  { "x-gbk", "GB18030" },
		{ "cp936", "GB18030" },	   { "ms936", "GB18030" },    { "windows-936", "GB18030" },
		{ "gb_2312-80", "GB18030" }, { "euc-cn", "GB18030" }, { "big5", "Big5" },
		{ "big5-hkscs", "Big5" },  { "x-x-big5", "Big5" },    { "cn-big5", "Big5" },
		{ "cp950", "Big5" },	   { "ms950", "Big5" },
	};

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		if (dbn_str_eqz_fold(label, labels[i].name))
			return labels[i].encoding;
	}
	return NULL;
}

/* No mark at the front, no UTF-8: the label decides, or what the bytes look like. */
static int decode_local(struct dbn_str bytes, size_t bad, const char *label, const char *name,
			struct dbn_buf *out, struct dbn_decoded *how, struct dbn_err *err)
{
	const char *local = looks_big5(bytes) ? "Big5" : "GB18030";
	size_t local_bad;

	how->guessed = !label || strcmp(label, "UTF-8") == 0;
	if (!how->guessed)
		local = label;
	if (!convert("UTF-8", iconv_name(local), bytes, NULL, &local_bad))
		return dbn_fail(err, DBN_ESYSTEM, DBN_MSG_ICONV_MISSING, dbn_pos_at(name, 0, 0),
				local, name, (char *)NULL);
	/* Three bytes a character against two: UTF-8 that is damaged here and there
	 * still leaves far fewer bad characters than the same bytes read otherwise. */
	if (bad <= local_bad)
		return add_as_utf8(bytes, bad, name, out, how, err);
	return add_converted(local, bytes, name, out, how, err);
}

static int decode_unmarked(struct dbn_str bytes, const char *label, const char *name, struct dbn_buf *out,
			   struct dbn_decoded *how, struct dbn_err *err)
{
	bool has_nul = bytes.len && memchr(bytes.ptr, 0, bytes.len) != NULL;
	const char *wide = has_nul ? utf16_pattern(bytes) : NULL;
	size_t bad = utf8_damage(bytes);

	if (wide) {
		how->guessed = true;
		return add_converted(wide, bytes, name, out, how, err);
	}
	if (bad == 0)
		return add_as_utf8(bytes, 0, name, out, how, err);
	return decode_local(bytes, bad, label, name, out, how, err);
}

int dbn_decode_labelled(struct dbn_str bytes, struct dbn_str label, const char *name, struct dbn_buf *out,
			struct dbn_decoded *how, struct dbn_err *err)
{
	const struct bom *bom = bom_of(bytes);
	int code;

	*how = (struct dbn_decoded) { "UTF-8", bom != NULL, 0, false };
	if (!bom) {
		code = decode_unmarked(bytes, label_encoding(label), name, out, how, err);
	} else {
		bytes = dbn_str_from(bytes, bom->bytes.len);
		if (strcmp(bom->encoding, "UTF-8") == 0)
			code = add_as_utf8(bytes, utf8_damage(bytes), name, out, how, err);
		else
			code = add_converted(bom->encoding, bytes, name, out, how, err);
	}
	if (code == DBN_OK && out->failed)
		return dbn_fail_memory(err);
	return code;
}

int dbn_decode(struct dbn_str bytes, const char *name, struct dbn_buf *out, struct dbn_decoded *how,
	       struct dbn_err *err)
{
	return dbn_decode_labelled(bytes, DBN_STR(""), name, out, how, err);
}

int dbn_encode_gb18030(struct dbn_str utf8, struct dbn_buf *out, struct dbn_err *err)
{
	size_t damaged;

	if (!convert("GB18030", "UTF-8", utf8, out, &damaged))
		return dbn_fail(err, DBN_ESYSTEM, DBN_MSG_ICONV_MISSING, dbn_pos_at(NULL, 0, 0),
				"GB18030", "", (char *)NULL);
	return out->failed ? dbn_fail_memory(err) : DBN_OK;
}
