/* parts.h - the fixed parts of test documents, and the documents around a body. */
#ifndef PARTS_H
#define PARTS_H

#include "pack.h"

#define W_NS \
	"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" " \
	"xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" " \
	"xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
#define OFD_NS "xmlns:ofd=\"http://www.ofdspec.org/2016\""
#define REL_TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELS_NS "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""

/* Heading 1 is 一、, heading 2 is （一） and goes on under the next chapter. */
#define STYLES \
	"<w:styles " W_NS "><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>" \
	"<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"a\"/>" \
	"<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>" \
	"<w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"1\"/>" \
	"<w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>" \
	"<w:style w:type=\"paragraph\" w:styleId=\"t\"><w:name w:val=\"toc 1\"/></w:style>" \
	"<w:style w:type=\"character\" w:styleId=\"h\"><w:name w:val=\"hidden\"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
#define LEVEL(i, fmt, text, more) \
	"<w:lvl w:ilvl=\"" i "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" fmt "\"/>" more "<w:lvlText w:val=\"" text "\"/></w:lvl>"
#define NUMBERING \
	"<w:numbering " W_NS "><w:abstractNum w:abstractNumId=\"0\">" \
	LEVEL("0", "chineseCountingThousand", "%1、", "") \
	LEVEL("1", "chineseCounting", "（%2）", "<w:lvlRestart w:val=\"0\"/>") \
	LEVEL("2", "decimal", "%3.", "") LEVEL("3", "decimal", "%1.%3.%4 ", "<w:isLgl/>") "</w:abstractNum>" \
	"<w:abstractNum w:abstractNumId=\"1\">" LEVEL("0", "decimalEnclosedCircle", "%1", "") "</w:abstractNum>" \
	"<w:abstractNum w:abstractNumId=\"2\">" LEVEL("0", "bullet", "\xef\x81\xac", "") "</w:abstractNum>" \
	"<w:abstractNum w:abstractNumId=\"3\">" LEVEL("0", "chineseCountingThousand", "第%1条", "") \
	LEVEL("1", "chineseLegalSimplified", "%2", "<w:suff w:val=\"nothing\"/>") LEVEL("2", "upperRoman", "%3", "<w:suff w:val=\"nothing\"/>") \
	LEVEL("3", "chineseCounting", "%4、", "") LEVEL("4", "chineseCountingThousand", "%5、", "") \
	LEVEL("5", "decimalFullWidth", "%6.", "") LEVEL("6", "ideographEnclosedCircle", "%7", "") "</w:abstractNum>" \
	"<w:num w:numId=\"5\"><w:abstractNumId w:val=\"3\"/><w:lvlOverride w:ilvl=\"1\"><w:startOverride w:val=\"20\"/></w:lvlOverride>" \
	"<w:lvlOverride w:ilvl=\"2\"><w:startOverride w:val=\"4\"/></w:lvlOverride>" \
	"<w:lvlOverride w:ilvl=\"3\"><w:startOverride w:val=\"101\"/></w:lvlOverride>" \
	"<w:lvlOverride w:ilvl=\"4\"><w:startOverride w:val=\"101\"/></w:lvlOverride></w:num>" \
	"<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>" \
	"<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>" \
	"<w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>" \
	"<w:num w:numId=\"4\"><w:abstractNumId w:val=\"2\"/></w:num></w:numbering>"
#define FOOTNOTES \
	"<w:footnotes " W_NS "><w:footnote w:id=\"2\"><w:p><w:r><w:t>指当年。</w:t></w:r></w:p></w:footnote>" \
	"<w:footnote w:id=\"3\"><w:p><w:r><w:t>没有人提到。</w:t></w:r></w:p></w:footnote></w:footnotes>"
#define ROOT_RELS(target) \
	"<Relationships " RELS_NS "><Relationship Id=\"r1\" Type=\"" REL_TYPE "officeDocument\" Target=\"" target "\"/></Relationships>"
#define WORD_RELS \
	"<Relationships " RELS_NS "><Relationship Id=\"r1\" Type=\"" REL_TYPE "styles\" Target=\"styles.xml\"/>" \
	"<Relationship Id=\"r2\" Type=\"" REL_TYPE "numbering\" Target=\"numbering.xml\"/>" \
	"<Relationship Id=\"r3\" Type=\"" REL_TYPE "footnotes\" Target=\"footnotes.xml\"/></Relationships>"

static inline void join3(struct dbn_buf *out, const char *a, struct dbn_str b, const char *c)
{
	dbn_buf_clear(out);
	dbn_buf_addz(out, a);
	dbn_buf_add(out, b);
	dbn_buf_addz(out, c);
}

/* A Word file around the children of w:body. */
static inline struct dbn_str make_docx(struct pack *z, struct dbn_str body)
{
	struct dbn_buf part;

	dbn_buf_init(&part, (size_t)1 << 28);
	join3(&part, "<w:document " W_NS "><w:body>", body, "</w:body></w:document>");
	pack_addz(z, "[Content_Types].xml", "<Types/>");
	pack_addz(z, "_rels/.rels", ROOT_RELS("word/document.xml"));
	pack_add(z, "word/document.xml", dbn_buf_str(&part));
	pack_addz(z, "word/_rels/document.xml.rels", WORD_RELS);
	pack_addz(z, "word/styles.xml", STYLES);
	pack_addz(z, "word/numbering.xml", NUMBERING);
	pack_addz(z, "word/footnotes.xml", FOOTNOTES);
	dbn_buf_release(&part);
	return pack_end(z);
}

#define OFD_ROOT(root) \
	"<ofd:OFD " OFD_NS "><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>" root "</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
#define OFD_DOCUMENT \
	"<ofd:Document " OFD_NS "><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>" \
	"</ofd:CommonData><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages\\Page_0\\Content.xml\"/></ofd:Pages></ofd:Document>"

/* An OFD file of one page around the children of its layer. */
static inline struct dbn_str make_ofd(struct pack *z, struct dbn_str objects)
{
	struct dbn_buf part;

	dbn_buf_init(&part, (size_t)1 << 28);
	join3(&part, "<ofd:Page " OFD_NS "><ofd:Content><ofd:Layer ID=\"2\">", objects,
	      "</ofd:Layer></ofd:Content></ofd:Page>");
	pack_addz(z, "OFD.xml", OFD_ROOT("Doc_0/Document.xml"));
	pack_addz(z, "Doc_0/Document.xml", OFD_DOCUMENT);
	pack_add(z, "Doc_0/Pages/Page_0/Content.xml", dbn_buf_str(&part));
	dbn_buf_release(&part);
	return pack_end(z);
}

#define SHEET_NS "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define BOOK(more) \
	"<workbook " SHEET_NS " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" more \
	"<sheets><sheet name=\"台账\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"旧\" sheetId=\"2\" state=\"hidden\" r:id=\"r1\"/></sheets></workbook>"
#define BOOK_RELS \
	"<Relationships " RELS_NS "><Relationship Id=\"r1\" Type=\"" REL_TYPE "worksheet\" Target=\"/xl/worksheets/sheet1.xml\"/>" \
	"<Relationship Id=\"r2\" Type=\"" REL_TYPE "styles\" Target=\"styles.xml\"/>" \
	"<Relationship Id=\"r3\" Type=\"" REL_TYPE "sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
#define SHEET_STYLES \
	"<styleSheet " SHEET_NS "><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/>" \
	"<numFmt numFmtId=\"177\" formatCode=\"yyyy/m/d\\ h:mm\"/></numFmts><cellXfs><xf numFmtId=\"0\"/>" \
	"<xf numFmtId=\"14\"/><xf numFmtId=\"176\"/><xf numFmtId=\"177\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>"
#define STRINGS \
	"<sst " SHEET_NS "><si><t>序号</t></si><si><t>任务</t></si><si><r><t>责任</t></r><r><rPr><b/></rPr><t>单位</t></r></si>" \
	"<si><t>完成时限</t></si><si><t>市水利局_x000D_\n市财政局</t></si><si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si></sst>"

#define SHEET_PART "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define BOOK_TYPES \
	"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">" \
	"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>" \
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/>" \
	"<Override PartName=\"/xl/workbook.xml\" ContentType=\"" SHEET_PART "sheet.main+xml\"/>" \
	"<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" SHEET_PART "worksheet+xml\"/>" \
	"<Override PartName=\"/xl/styles.xml\" ContentType=\"" SHEET_PART "styles+xml\"/>" \
	"<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"" SHEET_PART "sharedStrings+xml\"/></Types>"

/* An Excel file around the children of its worksheet. */
static inline struct dbn_str make_xlsx(struct pack *z, const char *book, struct dbn_str sheet)
{
	struct dbn_buf part;

	dbn_buf_init(&part, (size_t)1 << 28);
	join3(&part, "<worksheet " SHEET_NS ">", sheet, "</worksheet>");
	pack_addz(z, "[Content_Types].xml", BOOK_TYPES);
	pack_addz(z, "_rels/.rels", ROOT_RELS("xl/workbook.xml"));
	pack_addz(z, "xl/workbook.xml", book);
	pack_addz(z, "xl/_rels/workbook.xml.rels", BOOK_RELS);
	pack_addz(z, "xl/styles.xml", SHEET_STYLES);
	pack_addz(z, "xl/sharedStrings.xml", STRINGS);
	pack_add(z, "xl/worksheets/sheet1.xml", dbn_buf_str(&part));
	dbn_buf_release(&part);
	return pack_end(z);
}

#endif
