/*
 * sniff.h - what a file is, told by its content; its name says nothing.
 */
#ifndef DUBANC_SNIFF_H
#define DUBANC_SNIFF_H

#include "dubanc/str.h"

enum dbn_filekind {
	DBN_IS_TEXT,   /* text in some encoding, tables as CSV too */
	DBN_IS_DOCX,
	DBN_IS_XLSX,
	DBN_IS_OFD,
	DBN_IS_HTML,
	DBN_IS_PDF,
	DBN_IS_DOC,    /* Word 97, WPS */
	DBN_IS_XLS,    /* Excel 97, ET */
	DBN_IS_RTF,
	DBN_IS_FLAT,   /* Word XML in one file */
	DBN_IS_FLAT_SHEET, /* Excel XML in one file */
	DBN_IS_MHT,    /* a web page saved as one file */
	DBN_IS_LOCKED, /* an Office file with a password */
	DBN_IS_ODF,    /* OpenDocument text */
	DBN_IS_ODS,    /* OpenDocument sheet */
	DBN_IS_PPT,    /* slides, old or new */
	DBN_IS_ZIP,    /* some other zip archive */
	DBN_IS_RAR,    /* rar, 7z, gzip and such */
	DBN_IS_CEB,    /* closed: Founder CEB, Sursen GD and SEP */
	DBN_IS_IMAGE,  /* a picture or a scan */
	DBN_IS_EMPTY,
	DBN_IS_UNKNOWN,
	DBN_IS_COUNT
};

/* Reads at most the first and last 64 KiB and, of a zip, its directory. */
enum dbn_filekind dbn_sniff(struct dbn_str bytes);
/* "docx", "ofd" …; static. */
const char *dbn_filekind_name(enum dbn_filekind kind);

#endif
