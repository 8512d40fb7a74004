/* test_mark.c - marks of secrecy that stand outside the text, in each format. */
#include <zlib.h>

#include "decode.h"

/* A mark that stands outside the body must not be lost; nothing else of it is read. */
static void marks_outside_the_body(void **state)
{
	static const char head[] =
		"<w:hdr " W_NS "><w:p><w:r><w:t>第</w:t></w:r></w:p><w:p><w:r><w:t>机密★</w:t></w:r><w:r><w:t>1年</w:t></w:r></w:p>"
		"<w:p><w:r><w:pict><v:textpath xmlns:v=\"urn:v\" string=\"绝密\"/></w:pict></w:r></w:p></w:hdr>";
	static const char sheet[] = "<sheetData><row>" "<c t=\"inlineStr\"><is><t>甲</t></is></c>" "</row></sheetData>"
				    "<headerFooter><oddHeader>&amp;L&amp;\"宋体,常规\"&amp;14秘密★6个月&amp;R第&amp;P页</oddHeader>"
				    "<oddFooter>&amp;C机密文件管理</oddFooter></headerFooter>";
	struct pack z;

	(void)state;
	pack_init(&z);
	pack_addz(&z, "word/document.xml", "<w:document " W_NS "><w:body>" P("正文") "</w:body></w:document>");
	pack_addz(&z, "word/_rels/document.xml.rels",
		  "<Relationships " RELS_NS "><Relationship Id=\"r1\" Type=\"" REL_TYPE "header\" Target=\"h.xml\"/></Relationships>");
	pack_addz(&z, "word/h.xml", head);
	expect(dec_docx, pack_end(&z), "机密★1年\n绝密\n正文\n", "mark-aside 机密★1年\n");
	pack_release(&z);
	pack_init(&z);
	expect(dec_xlsx, make_xlsx(&z, BOOK(""), dbn_str_of(sheet)), "秘密★6个月\n## 台账\n甲\n秘密★6个月\n", "mark-aside 秘密★6个月\nhidden-sheets 1\n");
	pack_release(&z);
	expect(dec_html, DBN_STR("<html><meta charset=utf-8><body><div><span> 机密★1年 </span></div><div class=\"TRS_Editor\"><p>正文一。</p></div></html>"),
	       "机密★1年\n正文一。\n", "mark-aside 机密★1年\n");
	expect(dec_html, DBN_STR("<html><meta charset=utf-8><body><div class=\"TRS_Editor\"><p>机密★1年</p><p>正文一。</p></div></html>"),
	       "机密★1年\n正文一。\n", "");
	/* At the top of every page. */
	expect(dec_pdf_layout,
	       DBN_STR("<html><body><doc>"
		       PAGE(WORD("100", "30", "180", "46", "机密★1年") WORD("100", "100", "200", "116", "甲。"))
		       PAGE(WORD("100", "30", "180", "46", "机密★1年") WORD("100", "100", "200", "116", "乙。"))
		       PAGE(WORD("100", "30", "180", "46", "机密★1年") WORD("100", "100", "200", "116", "丙。"))
		       "</doc></body></html>"), "机密★1年\n甲。乙。丙。\n", "");
}

/* The mark, where a reader of the text would not see it. */
static void marks_in_comments_and_annotations(void **state)
{
	static const char comments[] = "<w:comments " W_NS "><w:comment w:id=\"0\">" P("请改。") P("机密★1年") "</w:comment></w:comments>";
	static const char over[] = "<comments><commentList><comment ref=\"A1\"><text><r><t>秘</t></r><r><t>密</t></r></text></comment>"
				   "<comment ref=\"A2\"><text><t>秘密文件的管理</t></text></comment></commentList></comments>";
	static const char box[] = "<xdr:wsDr xmlns:xdr=\"urn:x\" xmlns:a=\"urn:a\"><xdr:twoCellAnchor><xdr:sp><xdr:txBody><a:p><a:r>"
				  "<a:t>绝密</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>";
	struct pack z;

	(void)state;
	pack_init(&z);
	pack_addz(&z, "word/document.xml", "<w:document " W_NS "><w:body>" P("正文") "</w:body></w:document>");
	pack_addz(&z, "word/_rels/document.xml.rels",
		  "<Relationships " RELS_NS "><Relationship Id=\"r1\" Type=\"" REL_TYPE "comments\" Target=\"c.xml\"/></Relationships>");
	pack_addz(&z, "word/c.xml", comments);
	pack_addz(&z, "docProps/custom.xml", "<Properties><property name=\"密级\"><vt:lpwstr xmlns:vt=\"urn:v\">绝密</vt:lpwstr></property></Properties>");
	expect(dec_docx, pack_end(&z), "正文\n机密★1年\n绝密\n", "mark-aside 机密★1年\ncomments 1\n");
	pack_release(&z);
	pack_init(&z);
	pack_addz(&z, "xl/comments1.xml", over);
	pack_addz(&z, "xl/drawings/drawing1.xml", box);
	expect(dec_xlsx, make_xlsx(&z, BOOK(""), DBN_STR("<sheetData><row><c t=\"inlineStr\"><is><t>甲</t></is></c></row></sheetData>")),
	       "秘密\n绝密\n## 台账\n甲\n", "mark-aside 秘密\nhidden-sheets 1\n");
	pack_release(&z);
}

/* A watermark, a note of a reader, a field of the office. */
static void marks_over_an_ofd(void **state)
{
	static const struct {
		const char *info, *annot, *text;
	} table[] = {
		{ "", "<ofd:Annot Type=\"Watermark\"><ofd:Appearance><ofd:TextObject><ofd:TextCode>机</ofd:TextCode></ofd:TextObject>"
		      "<ofd:TextObject><ofd:TextCode>密</ofd:TextCode></ofd:TextObject></ofd:Appearance></ofd:Annot>", "机密\n" },
		{ "", "<ofd:Annot Type=\"Stamp\"><ofd:Remark>秘密★6个月</ofd:Remark></ofd:Annot>", "秘密★6个月\n" },
		{ "<ofd:CustomDatas><ofd:CustomData Name=\"密级\">绝密</ofd:CustomData></ofd:CustomDatas>",
		  "<ofd:Annot><ofd:Remark>请核对机密文件</ofd:Remark></ofd:Annot>", "绝密\n" },
		{ "<ofd:Keywords><ofd:Keyword>督查</ofd:Keyword><ofd:Keyword>机密★1年</ofd:Keyword></ofd:Keywords>",
		  "<ofd:Annot/>", "机密★1年\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct dbn_buf root, notes, text, told;
		struct pack z;

		dbn_buf_init(&root, 1 << 14);
		dbn_buf_init(&notes, 1 << 14);
		dbn_buf_init(&text, 1 << 14);
		dbn_buf_init(&told, 1 << 14);
		join3(&told, "mark-aside ", dbn_str_of(table[i].text), "annotations 1\n");
		join3(&root, "<ofd:OFD " OFD_NS "><ofd:DocBody><ofd:DocInfo>", dbn_str_of(table[i].info),
		      "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>");
		join3(&notes, "<ofd:PageAnnot " OFD_NS ">", dbn_str_of(table[i].annot), "</ofd:PageAnnot>");
		join3(&text, "", dbn_str_of(table[i].text), "甲乙丙丁\n");
		pack_init(&z);
		pack_add(&z, "OFD.xml", dbn_buf_str(&root));
		pack_addz(&z, "Doc_0/Document.xml",
			  "<ofd:Document " OFD_NS "><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"P.xml\"/></ofd:Pages>"
			  "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>");
		pack_addz(&z, "Doc_0/P.xml", "<ofd:Page " OFD_NS "><ofd:Content><ofd:Layer>" "<ofd:TextObject Size=\"5\" Boundary=\"30 30 140 8\">"
			  "<ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"g 3 5\">甲乙丙丁</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>");
		pack_addz(&z, "Doc_0/Annots/Annotations.xml",
			  "<ofd:Annotations " OFD_NS "><ofd:Page PageID=\"1\"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>");
		pack_add(&z, "Doc_0/Annots/Page_0/Annotation.xml", dbn_buf_str(&notes));
		expect(dec_ofd, pack_end(&z), text.ptr, told.ptr);
		pack_release(&z);
		dbn_buf_release(&root);
		dbn_buf_release(&notes);
		dbn_buf_release(&text);
		dbn_buf_release(&told);
	}
}

/* Strings as programs write them: UTF-16, escapes, hexadecimal, GB18030; and what is none. */
static void marks_over_a_pdf(void **state)
{
	static const struct {
		const char *pdf, *text, *notes;
	} table[] = {
		{ "%PDF-1.4\n9 0 obj<</Type/Annot/Subtype/Text/Contents(\\376\\377\\147\\072\\133\\306)>>endobj", "机密\n", "mark-aside 机密\nannotations 1\n" },
		{ "%PDF-1.4\n9 0 obj<</Subtype/FreeText/Contents <FEFF 673A 5BC6 2605 0031 5E74>>>endobj", "机密★1年\n", "mark-aside 机密★1年\nannotations 1\n" },
		{ "%PDF-1.4\n9 0 obj<</Contents(\xbb\xfa\xc3\xdc)>>endobj", "机密\n", "mark-aside 机密\nannotations 1\n" },
		{ "%PDF-1.4\n9 0 obj<</Contents(\xef\xbb\xbf审阅\\(一\\)\\n绝密\\\n)>>endobj", "绝密\n", "mark-aside 绝密\nannotations 1\n" },
		{ "%PDF-1.4\n3 0 obj<</Type/Page/Contents 4 0 R>>endobj", "", "" },
		{ "%PDF-1.4\n3 0 obj<</Type/Sig/ByteRange[0 1 2 3]/Contents<308206AB>>>endobj", "", "seal 1\n" },
		/* What the file says of itself; a field of a form; a version. */
		{ "%PDF-1.4\n2 0 obj<</Title(a)/Keywords(\376\377\147\072\133\306)>>endobj", "机密\n", "mark-aside 机密\n" },
		{ "%PDF-1.4\n2 0 obj<</Subject<FEFF673A5BC6>>>endobj", "机密\n", "mark-aside 机密\n" },
		{ "%PDF-1.4\n9 0 obj<</FT/Tx/T(a)/V <FEFF673A5BC6>>>endobj", "机密\n", "mark-aside 机密\n" },
		{ "%PDF-1.4\n9 0 obj<</V 4/VV(\376\377\147\072\133\306)>>endobj", "", "" },
		{ "%PDF-1.4\n9 0 obj<</Contents(", "", "" },
		{ "%PDF-1.4\n9 0 obj<</Contents<6", "", "" },
		{ "%PDF-1.4\n9 0 obj<</Contents(\\", "", "annotations 1\n" },
		{ "%PDF-1.4\n9 0 obj<</Contents", "", "" },
		{ "%PDF-1.4\ntrailer<</Encrypt 5 0 R>>", "", "annotations-hidden \n" }, /* without an argument */
	};
	static const char objects[] = "9 0 <</Type/Annot/Contents<FEFF673A5BC6>>>";
	static const char head[] = "%PDF-1.5\n7 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length 99>>stream\r\n";
	unsigned char packed[256];
	uLongf size = sizeof packed;
	struct dbn_buf pdf;

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		expect(dec_pdf_notes, dbn_str_of(table[i].pdf), table[i].text, table[i].notes);
	assert_int_equal(compress(packed, &size, (const unsigned char *)objects, sizeof objects - 1), Z_OK);
	dbn_buf_init(&pdf, 1 << 12);
	dbn_buf_addz(&pdf, head);
	dbn_buf_add(&pdf, (struct dbn_str){ (const char *)packed, size });
	expect(dec_pdf_notes, dbn_buf_str(&pdf), "机密\n", "mark-aside 机密\nannotations 1\n");
	/* Cut short, or not what it says. */
	for (size_t n = sizeof head - 1; n < pdf.len; n++) {
		struct result r = read_with(dec_pdf_notes, dbn_str_sub(dbn_buf_str(&pdf), 0, n), NULL);

		assert_string_equal(said(&r), "ok");
		release(&r);
	}
	dbn_buf_release(&pdf);
}

#define GONE(text) "<w:del " ID "><w:r><w:delText>" text "</w:delText></w:r></w:del>"
#define DARK(text) "<w:r><w:rPr><w:vanish/></w:rPr><w:t>" text "</w:t></w:r>"
#define SEEN(text) "<w:r><w:t>" text "</w:t></w:r>"
#define BOX(content) "<w:r><w:pict><v:textbox xmlns:v=\"urn:v\"><w:txbxContent>" content "</w:txbxContent></v:textbox></w:pict></w:r>"

/* What the reader of a Word file does not see, or sees struck out. */
static void marks_unseen_in_word(void **state)
{
	static const struct {
		const char *body, *text, *notes;
	} table[] = {
		{ "<w:p>" GONE("机密★") GONE("1年") "</w:p>" P("甲"), "机密★1年\n甲\n", "mark-deleted 机密★1年\nrevisions 2\n" },
		{ "<w:p>" SEEN("机") GONE("密") "<w:ins " ID "><w:r><w:t>关</w:t></w:r></w:ins></w:p>", "机密\n机关\n",
		  "mark-deleted 机密\nrevisions 2\n" },
		{ "<w:tbl><w:tr><w:trPr><w:del " ID "/></w:trPr>" TC("", "绝密") "</w:tr><w:tr>" TC("", "甲") TC("", "乙") "</w:tr></w:tbl>",
		  "绝密\n甲\t乙\n", "mark-deleted 绝密\nrevisions 1\n" },
		{ "<w:p>" DARK("秘") DARK("密★10年") "</w:p>" P("甲"), "秘密★10年\n甲\n", "mark-hidden 秘密★10年\n" },
		{ "<w:p>" SEEN("甲") DARK("机密") "</w:p>", "机密\n甲\n", "mark-hidden 机密\n" },
		/* What is hidden around a box, and in it. */
		{ "<w:p>" DARK("机密") BOX(P("乙")) SEEN("甲") "</w:p>", "乙\n机密\n甲\n", "mark-hidden 机密\n" },
		{ "<w:p>" BOX("<w:p>" DARK("机密") SEEN("乙") "</w:p>") SEEN("甲") "</w:p>", "机密\n乙\n甲\n", "mark-hidden 机密\n" },
		/* No mark. */
		{ "<w:p>" SEEN("做好") GONE("机密文件的") SEEN("管理") DARK("秘密文件清单") "</w:p>", "做好管理\n", "revisions 1\n" },
		{ "<w:p>" GONE("机") SEEN("密") "</w:p>", "机密\n密\n", "mark-deleted 机密\nrevisions 1\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct pack z;

		pack_init(&z);
		expect(dec_docx, make_docx(&z, dbn_str_of(table[i].body)), table[i].text, table[i].notes);
		pack_release(&z);
	}
}

static void marks_in_notes_of_word(void **state)
{
	static const char rels[] = "<Relationships " RELS_NS "><Relationship Id=\"r1\" Type=\"" REL_TYPE "footnotes\" Target=\"f.xml\"/></Relationships>";
	static const char note[] = "<w:footnotes " W_NS "><w:footnote w:id=\"2\">" P("机密★1年") "</w:footnote></w:footnotes>";
	static const struct {
		const char *body, *text, *notes;
	} table[] = {
		{ "<w:document " W_NS "><w:body><w:p>" SEEN("甲") "<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p></w:body></w:document>",
		  "甲[注2]\n机密★1年\n[注2] 机密★1年\n", "mark-aside 机密★1年\n" },
		{ "<w:document " W_NS "><w:body>" P("甲") "</w:body></w:document>", "甲\n机密★1年\n", "mark-hidden 机密★1年\n" },
	};
	struct pack z;

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		pack_init(&z);
		pack_addz(&z, "word/document.xml", table[i].body);
		pack_addz(&z, "word/_rels/document.xml.rels", rels);
		pack_addz(&z, "word/f.xml", note);
		expect(dec_docx, pack_end(&z), table[i].text, table[i].notes);
		pack_release(&z);
	}
	pack_init(&z);
	pack_addz(&z, "word/document.xml", "<w:document " W_NS "><w:body>" P("甲") "</w:body></w:document>");
	pack_addz(&z, "docProps/core.xml", "<cp:coreProperties xmlns:cp=\"urn:c\"><cp:keywords>秘密★1年</cp:keywords></cp:coreProperties>");
	expect(dec_docx, pack_end(&z), "甲\n秘密★1年\n", "mark-aside 秘密★1年\n");
	pack_release(&z);
}

#define WEB(head, body) "<html><meta charset=utf-8>" head "<body>" body "<div class=\"TRS_Editor\"><p>机密文件专人保管。</p></div></html>"

static void marks_unseen_on_a_page(void **state)
{
	static const struct {
		const char *page, *mark, *note;
	} table[] = {
		{ WEB("", "<div style=\"display:none\"><p>机密</p></div>"), "机密\n", "mark-hidden 机密\n" },
		{ WEB("", "<p hidden>秘密★1年</p>"), "秘密★1年\n", "mark-hidden 秘密★1年\n" },
		{ WEB("", "<div style=\"display:none\">甲</div><p>机密</p>"), "机密\n", "mark-aside 机密\n" },
		{ WEB("<meta name=\"SecurityLevel\" content=\"机密\">", ""), "机密\n", "mark-aside 机密\n" },
		{ WEB("", "<img src=\"a.png\" alt=\"绝密\">"), "绝密\n", "mark-aside 绝密\n" },
		{ WEB("", "<input type=hidden value=\"机密★1年\">"), "机密★1年\n", "mark-aside 机密★1年\n" },
		/* A list to choose from, and a program. */
		{ WEB("", "<select><option>机密</option></select><input type=radio value=\"机密\"><script>机密</script>"), "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct dbn_buf text;

		dbn_buf_init(&text, 1 << 10);
		join3(&text, table[i].mark, DBN_STR("机密文件专人保管。"), "\n");
		expect(dec_html, dbn_str_of(table[i].page), text.ptr, table[i].note);
		dbn_buf_release(&text);
	}
}

/* A sheet that is hidden, an object that is not drawn. */
static void marks_unseen_elsewhere(void **state)
{
	static const char visible[] = "<sheetData><row><c t=\"inlineStr\"><is><t>甲</t></is></c></row></sheetData>";
	static const char hidden[] = "<worksheet " SHEET_NS "><sheetData><row><c t=\"inlineStr\"><is><t>甲</t></is></c></row><row><c t=\"inlineStr\">"
				     "<is><t>000012</t></is></c><c/><c t=\"inlineStr\"><is><t>机密★1年</t></is></c></row></sheetData></worksheet>";
	static const char book[] =
		"<workbook " SHEET_NS " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
		"<sheets><sheet name=\"台账\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"旧\" sheetId=\"2\" state=\"veryHidden\" r:id=\"r2\"/></sheets></workbook>";
	static const char rels[] =
		"<Relationships " RELS_NS "><Relationship Id=\"r1\" Type=\"" REL_TYPE "worksheet\" Target=\"worksheets/sheet1.xml\"/>"
		"<Relationship Id=\"r2\" Type=\"" REL_TYPE "worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>";
	struct dbn_buf part;
	struct pack z;

	(void)state;
	dbn_buf_init(&part, 1 << 12);
	join3(&part, "<worksheet " SHEET_NS ">", dbn_str_of(visible), "</worksheet>");
	pack_init(&z);
	pack_addz(&z, "xl/workbook.xml", book);
	pack_addz(&z, "xl/_rels/workbook.xml.rels", rels);
	pack_add(&z, "xl/worksheets/sheet1.xml", dbn_buf_str(&part));
	pack_addz(&z, "xl/worksheets/sheet2.xml", hidden);
	expect(dec_xlsx, pack_end(&z), "## 台账\n甲\n000012\t\t机密★1年\n", "mark-hidden 000012\t\t机密★1年\nhidden-sheets 1\n");
	pack_release(&z);
	dbn_buf_release(&part);
	pack_init(&z);
	expect(dec_ofd, make_ofd(&z, DBN_STR("<ofd:TextObject Size=\"5\" Boundary=\"30 30 140 8\"><ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"5\">甲乙</ofd:TextCode></ofd:TextObject>"
					     "<ofd:PageBlock Visible=\"false\"><ofd:TextObject Size=\"5\" Boundary=\"30 50 140 8\"><ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"5\">机密</ofd:TextCode>"
					     "</ofd:TextObject></ofd:PageBlock>")), "机密\n甲乙\n", "mark-hidden 机密\n");
	pack_release(&z);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_outside_the_body),
		cmocka_unit_test(marks_in_comments_and_annotations),
		cmocka_unit_test(marks_over_an_ofd),
		cmocka_unit_test(marks_over_a_pdf),
		cmocka_unit_test(marks_unseen_in_word),
		cmocka_unit_test(marks_in_notes_of_word),
		cmocka_unit_test(marks_unseen_on_a_page),
		cmocka_unit_test(marks_unseen_elsewhere),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
