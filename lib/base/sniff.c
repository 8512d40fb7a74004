/*
 * sniff.c - what a file is, told by its content.
 *
 * Nothing is parsed here: signatures, the names in a zip's directory and the
 * stream names of an OLE file, all within fixed windows.
 */
#include <string.h>

#include "dubanc/sniff.h"

enum { HEAD = 65536, TAIL = 66000, ENTRIES_MAX = 65535 };

/* ---- zip ---- */

struct names {
	bool word, sheet, ofd, slides, odf;
};

static void note_name(struct names *n, struct dbn_str name)
{
	while (name.len && (name.ptr[0] == '/' || name.ptr[0] == '\\'))
		name = dbn_str_from(name, 1);
	n->word |= dbn_str_starts_fold(name, "word/") || dbn_str_starts_fold(name, "word\\");
	n->sheet |= dbn_str_starts_fold(name, "xl/") || dbn_str_starts_fold(name, "xl\\");
	n->slides |= dbn_str_starts_fold(name, "ppt/");
	n->ofd |= name.len == 7 && dbn_str_starts_fold(name, "ofd.xml");
	n->odf |= name.len == 11 && dbn_str_starts_fold(name, "content.xml");
}

static enum dbn_filekind judge(const struct names *n)
{
	if (n->ofd)
		return DBN_IS_OFD;
	if (n->word)
		return DBN_IS_DOCX;
	if (n->sheet)
		return DBN_IS_XLSX;
	if (n->slides)
		return DBN_IS_PPT;
	return n->odf ? DBN_IS_ODF : DBN_IS_ZIP;
}

/* Names by the local headers: what a cut-off archive still tells. */
static enum dbn_filekind zip_by_headers(struct dbn_str s)
{
	struct names n = { 0 };

	for (size_t at = 0; at + 30 <= s.len; at++) {
		const char *p = memchr(s.ptr + at, 'P', s.len - at);

		if (!p)
			break;
		at = (size_t)(p - s.ptr);
		if (at + 30 > s.len || memcmp(p, "PK\3\4", 4) != 0)
			continue;
		note_name(&n, dbn_str_sub(s, at + 30, dbn_bytes_le(p + 26, 2)));
	}
	return judge(&n);
}

/* OpenDocument begins with its type, uncompressed. */
static enum dbn_filekind zip_kind(struct dbn_str s)
{
	size_t low = s.len > TAIL ? s.len - TAIL : 0;
	struct names n = { 0 };

	for (size_t at = s.len < 22 ? 0 : s.len - 22; at > low; at--) {
		const char *p = s.ptr + at;
		size_t dir, count;

		if (memcmp(p, "PK\5\6", 4) != 0)
			continue;
		dir = dbn_bytes_le(p + 16, 4);
		count = dbn_bytes_le(p + 10, 2);
		for (size_t i = 0; i < count && i < ENTRIES_MAX; i++) {
			const char *e = s.ptr + dir;

			if (dir > s.len || s.len - dir < 46 || memcmp(e, "PK\1\2", 4) != 0)
				break;
			note_name(&n, dbn_str_sub(s, dir + 46, dbn_bytes_le(e + 28, 2)));
			dir += 46 + dbn_bytes_le(e + 28, 2) + dbn_bytes_le(e + 30, 2) + dbn_bytes_le(e + 32, 2);
		}
		if (n.odf && dbn_str_find(dbn_str_sub(s, 0, 200), DBN_STR("opendocument.spreadsheet")) != DBN_NONE)
			return DBN_IS_ODS;
		if (judge(&n) != DBN_IS_ZIP)
			return judge(&n);
		break;
	}
	return zip_by_headers(dbn_str_sub(s, 0, 1u << 20));
}

/* ---- OLE ---- */

/* A stream name in UTF-16LE as it stands in the directory. */
static bool has_stream(struct dbn_str s, const char *name)
{
	char wide[64];
	size_t n = 0;

	for (; name[n] && 2 * n + 2 < sizeof wide; n++) {
		wide[2 * n] = name[n];
		wide[2 * n + 1] = 0;
	}
	for (size_t at = 512; at + 128 <= s.len; at += 128) {
		if (memcmp(s.ptr + at, wide, 2 * n) == 0 && dbn_bytes_le(s.ptr + at + 64, 2) == 2 * n + 2)
			return true;
	}
	return false;
}

static enum dbn_filekind ole_kind(struct dbn_str s)
{
	if (has_stream(s, "EncryptedPackage"))
		return DBN_IS_LOCKED;
	if (has_stream(s, "WordDocument"))
		return DBN_IS_DOC;
	if (has_stream(s, "Workbook") || has_stream(s, "Book"))
		return DBN_IS_XLS;
	if (has_stream(s, "PowerPoint Document"))
		return DBN_IS_PPT;
	/* The directory of a large file may lie anywhere; most are documents. */
	return DBN_IS_DOC;
}

/* ---- text ---- */

static enum dbn_filekind markup_kind(struct dbn_str s)
{
	static const char *const html[] = { "<!doctype html", "<html", "<head", "<body", "<table",
					    "<meta ", "<div", "<p>", "<p ", "<title", "<!--", "<style",
					    "<script", "<center", "<font", "<span" };
	struct dbn_str head = dbn_str_sub(s, 0, 8192);

	if (s.len && s.ptr[0] != '<')
		return DBN_IS_TEXT;
	if (dbn_str_starts_fold(s, "<?xml")) {
		if (dbn_str_find_fold(head, "<html") != DBN_NONE)
			return DBN_IS_HTML;
		if (dbn_str_find_fold(head, "progid=\"excel.sheet") != DBN_NONE ||
		    dbn_str_find_fold(head, "office:spreadsheet") != DBN_NONE)
			return DBN_IS_FLAT_SHEET;
		return dbn_str_find_fold(head, "progid=\"word.document") != DBN_NONE ||
				       dbn_str_find_fold(head, "pkg:package") != DBN_NONE ||
				       dbn_str_find_fold(head, "office/word/2003") != DBN_NONE
			       ? DBN_IS_FLAT
			       : DBN_IS_TEXT;
	}
	for (size_t i = 0; i < sizeof html / sizeof *html; i++) {
		if (dbn_str_starts_fold(s, html[i]) &&
		    (html[i][1] != '!' || html[i][2] != '-' || dbn_str_find_fold(head, "<html") != DBN_NONE))
			return DBN_IS_HTML;
	}
	return DBN_IS_TEXT;
}

static struct dbn_str skip_blank(struct dbn_str s)
{
	if (dbn_str_starts(s, DBN_STR("\xef\xbb\xbf")))
		s = dbn_str_from(s, 3);
	while (s.len && (s.ptr[0] == ' ' || (s.ptr[0] >= '\t' && s.ptr[0] <= '\r')))
		s = dbn_str_from(s, 1);
	return s;
}

/* Markup in UTF-16: the same letters with NUL between them. */
static enum dbn_filekind wide_kind(struct dbn_str s, size_t first)
{
	char narrow[4096];
	size_t n = 0;

	for (size_t i = first; i < s.len && n < sizeof narrow; i += 2)
		narrow[n++] = s.ptr[i];
	return markup_kind(skip_blank((struct dbn_str){ narrow, n }));
}

/* Text has no control characters beside the blanks; UTF-16 has NULs in half. */
static bool is_binary(struct dbn_str s)
{
	size_t controls = 0, nuls = 0, n = s.len < HEAD ? s.len : HEAD;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c >= 32) /* nearly all */
			continue;
		nuls += c == 0;
		controls += (c && c < 9) || (c > 13 && c < 27) || c > 27;
	}
	if (dbn_str_starts(s, DBN_STR("\xff\xfe")) || dbn_str_starts(s, DBN_STR("\xfe\xff")))
		return false;
	/* Of UTF-16 without a mark line ends, digits and blanks alone show NULs,
	 * and Han bytes may look like controls: only text of both kinds passes. */
	if (nuls)
		return n < 4 || controls > n / 8 || nuls > n / 2 + 1;
	return controls > n / 50;
}

struct magic {
	struct dbn_str bytes;
	enum dbn_filekind kind;
};

enum dbn_filekind dbn_sniff(struct dbn_str s)
{
	static const struct magic table[] = {
		{ { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8 }, DBN_IS_DOC },
		{ { "{\\rtf", 5 }, DBN_IS_RTF },
		{ { "Founder CEB", 11 }, DBN_IS_CEB },
		{ { "FOUNDER CEB", 11 }, DBN_IS_CEB },
		{ { "Foundercebx", 11 }, DBN_IS_CEB },
		{ { "\x89PNG\r\n\x1a\n", 8 }, DBN_IS_IMAGE },
		{ { "\xff\xd8\xff", 3 }, DBN_IS_IMAGE },
		{ { "GIF8", 4 }, DBN_IS_IMAGE },
		{ { "BM", 2 }, DBN_IS_IMAGE },
		{ { "II*\0", 4 }, DBN_IS_IMAGE },
		{ { "MM\0*", 4 }, DBN_IS_IMAGE },
		{ { "AT&TFORM", 8 }, DBN_IS_IMAGE },
		{ { "Rar!\x1a\a", 6 }, DBN_IS_RAR },
		{ { "7z\xbc\xaf\x27\x1c", 6 }, DBN_IS_RAR },
		{ { "\x1f\x8b\b", 3 }, DBN_IS_RAR },
		{ { "BZh", 3 }, DBN_IS_RAR },
		{ { "\xfd" "7zXZ\0", 6 }, DBN_IS_RAR },
	};
	struct dbn_str head = dbn_str_sub(s, 0, 1024), text;
	bool binary;

	if (!s.len)
		return DBN_IS_EMPTY;
	if (dbn_str_starts(s, DBN_STR("PK\3\4")) || dbn_str_starts(s, DBN_STR("PK\5\6")))
		return zip_kind(s);
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (!dbn_str_starts(s, table[i].bytes))
			continue;
		if (table[i].kind == DBN_IS_DOC)
			return ole_kind(s);
		/* Two letters alone are no picture. */
		if (table[i].bytes.len == 2 && !is_binary(s))
			continue;
		return table[i].kind;
	}
	if (dbn_str_find(head, DBN_STR("%PDF-")) != DBN_NONE)
		return DBN_IS_PDF;
	/* Sursen's GD and SEP, and CEB: their names stand in a binary head. */
	binary = is_binary(s);
	if (binary && (dbn_str_find_fold(head, "founder") != DBN_NONE ||
			     dbn_str_find_fold(head, "sursen") != DBN_NONE ||
			     dbn_str_starts(s, DBN_STR("SEP")) || dbn_str_starts(s, DBN_STR("GD"))))
		return DBN_IS_CEB;
	text = skip_blank(dbn_str_sub(s, 0, HEAD));
	if (!text.len)
		return s.len > HEAD ? DBN_IS_TEXT : DBN_IS_EMPTY;
	if (dbn_str_starts(s, DBN_STR("\xff\xfe")) ||
	    (s.len > 3 && s.ptr[0] == '<' && s.ptr[1] == 0))
		return wide_kind(s, s.ptr[0] == '<' ? 0 : 2);
	if (dbn_str_starts(s, DBN_STR("\xfe\xff")))
		return wide_kind(s, 3);
	/* A page saved with the header that it came with. */
	if (dbn_str_starts_fold(text, "http/") && dbn_str_find_fold(dbn_str_sub(text, 0, 4096), "content-type: text/html") != DBN_NONE)
		return DBN_IS_HTML;
	if (dbn_str_starts_fold(text, "mime-version:") ||
	    (dbn_str_starts_fold(text, "from: ") && dbn_str_find_fold(dbn_str_sub(text, 0, 2048), "\nmime-version:") != DBN_NONE))
		return DBN_IS_MHT;
	if (binary)
		return DBN_IS_UNKNOWN;
	return markup_kind(text);
}

const char *dbn_filekind_name(enum dbn_filekind kind)
{
	static const char *const names[DBN_IS_COUNT] = {
		[DBN_IS_TEXT] = "text",	      [DBN_IS_DOCX] = "docx",   [DBN_IS_XLSX] = "xlsx",
		[DBN_IS_OFD] = "ofd",	      [DBN_IS_HTML] = "html",   [DBN_IS_PDF] = "pdf",
		[DBN_IS_DOC] = "doc",	      [DBN_IS_XLS] = "xls",     [DBN_IS_RTF] = "rtf",
		[DBN_IS_FLAT] = "xml", [DBN_IS_FLAT_SHEET] = "xml", [DBN_IS_ODS] = "ods", 	      [DBN_IS_MHT] = "mht",     [DBN_IS_LOCKED] = "locked",
		[DBN_IS_ODF] = "odf",	      [DBN_IS_PPT] = "ppt",     [DBN_IS_ZIP] = "zip",
		[DBN_IS_RAR] = "archive",     [DBN_IS_CEB] = "ceb",     [DBN_IS_IMAGE] = "image",
		[DBN_IS_EMPTY] = "empty",     [DBN_IS_UNKNOWN] = "unknown",
	};

	return kind >= 0 && kind < DBN_IS_COUNT ? names[kind] : "unknown";
}
