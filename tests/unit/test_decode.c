/* test_decode.c - the readers of docx, ofd, xlsx, html and pdf layouts, over fixtures made here. */
#include "decode.h"

/* ---- docx ---- */

static const struct {
	const char *body, *text, *notes;
} words[] = {
	/* Numbers that are not in the text; （三） goes on under 二、. */
	{ PS("1", "强化引领") PS("2", "抓学习。") PS("2", "抓机制。") PS("1", "补齐短板") PS("2", "建台账。"),
	  "一、强化引领\n（一）抓学习。\n（二）抓机制。\n二、补齐短板\n（三）建台账。\n", "" },
	{ PN("2", "1", "甲") PN("2", "1", "乙") PN("0", "1", "丙") PN("2", "1", "丁") PN("3", "1", "戊"),
	  "1.甲\n2.乙\n一、丙\n1.丁\n1.1.1 戊\n", "" },
	{ PN("0", "2", "甲") PN("0", "2", "乙") PN("0", "3", "丙") PN("0", "4", "丁") PN("0", "0", "戊"),
	  "①甲\n②乙\n①丙\n• 丁\n戊\n", "" },
	/* 第一条 stands apart from its text, unless the list says otherwise; starts of a list
	 * of its own hold whenever its level begins anew; every Chinese way of counting. */
	{ PN("0", "5", "为了") PN("0", "5", "本市") PN("1", "5", "甲") PN("2", "5", "乙") PN("0", "5", "各县") PN("1", "5", "丙"),
	  "第一条 为了\n第二条 本市\n贰拾甲\nIV 乙\n第三条 各县\n贰拾丙\n", "" },
	{ PN("3", "5", "甲") PN("4", "5", "乙") PN("5", "5", "丙") PN("6", "5", "丁"), "一〇一、甲\n一百〇一、乙\n１.丙\n㊀丁\n", "" },
	/* A table in a cell. */
	{ "<w:tbl><w:tr>" TC("", "一") "<w:tc><w:tbl><w:tr>" TC("", "甲") TC("", "乙") "</w:tr></w:tbl>" P("丙") "</w:tc></w:tr></w:tbl>" P("完"),
	  "一\t甲 乙 丙\n完\n", "" },
	/* An empty numbered paragraph counts and is not shown. */
	{ PN("0", "1", "甲") PN("0", "1", "") PN("0", "1", "乙"), "一、甲\n三、乙\n", "" },
	/* Revisions: as if accepted. */
	{ "<w:p><w:r><w:t>于</w:t></w:r><w:del " ID "><w:r><w:delText>6</w:delText></w:r></w:del>"
	  "<w:ins " ID "><w:r><w:t>9</w:t></w:r></w:ins><w:r><w:t>月底前</w:t></w:r></w:p>", "于9月底前\n", "revisions 2\n" },
	{ "<w:p><w:pPr><w:rPr><w:del " ID "/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p>" P("后半。"),
	  "前半，后半。\n", "revisions 1\n" },
	/* Hidden text, by itself and by style. */
	{ "<w:p><w:r><w:t>看</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>不</w:t></w:r>"
	  "<w:r><w:rPr><w:rStyle w:val=\"h\"/></w:rPr><w:t>不</w:t></w:r>"
	  "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>见</w:t></w:r></w:p>", "看见\n", "" },
	/* Fields show their result; contents are left out; a lost end hides one paragraph at most. */
	{ "<w:p>" FLD("begin") "<w:r><w:instrText> REF x </w:instrText></w:r>" FLD("separate")
	  "<w:r><w:t>2024年底</w:t></w:r>" FLD("end") "<w:r><w:t>。</w:t></w:r></w:p>", "2024年底。\n", "" },
	{ PS("t", "一、总则 1") P("正文"), "正文\n", "" },
	{ "<w:p>" FLD("begin") "<w:r><w:instrText>TOC \\o</w:instrText></w:r>" FLD("separate")
	  "<w:r><w:t>目录</w:t></w:r></w:p>" P("目录项") "<w:p>" FLD("end") "</w:p>" P("正文"), "正文\n", "" },
	{ "<w:p>" FLD("begin") "<w:r><w:t>藏</w:t></w:r></w:p>" P("显"), "显\n", "" },
	/* Text boxes: once, before their paragraph. */
	{ "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>" P("某发〔2024〕5号") "</w:txbxContent></w:drawing>"
	  "</mc:Choice><mc:Fallback><w:pict><w:txbxContent>" P("某发〔2024〕5号") "</w:txbxContent></w:pict></mc:Fallback>"
	  "</mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>", "某发〔2024〕5号\n正文\n", "" },
	/* Footnotes that are referred to, at the end. */
	{ "<w:p><w:r><w:t>年度</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>" P("完"),
	  "年度[注2]\n完\n[注2] 指当年。\n", "" },
	/* Symbols, ruby, line breaks, blanks that count. */
	{ "<w:p><w:r><w:sym w:font=\"Wingdings 2\" w:char=\"F052\"/><w:t>是</w:t><w:br/><w:t xml:space=\"preserve\"> 否 a</w:t>"
	  "<w:t xml:space=\"preserve\"> </w:t><w:t>b&amp;c</w:t></w:r></w:p>", "☑是\n否 a b&c\n", "" },
	/* One TAB is a blank, several are columns. */
	{ "<w:p><w:r><w:t>印发</w:t><w:tab/><w:t>二月</w:t></w:r></w:p>"
	  "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>", "印发 二月\n甲\t乙\t丙\n", "" },
	/* Tables: spans, merges that repeat, a frame of one cell, a control around a row. */
	{ "<w:tbl><w:tr>" TC("", "序号") TC("", "任务") TC("", "单位") "</w:tr><w:tr>" TC("", "1") TC("", "修渠")
	  "<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>" P("甲局") P("乙局") "</w:tc></w:tr>"
	  "<w:sdt><w:sdtContent><w:tr>" TC("", "2") TC("", "筑坝") TC("<w:vMerge/>", "") "</w:tr></w:sdtContent></w:sdt>"
	  "<w:tr>" TC("<w:gridSpan w:val=\"2\"/>", "合计") TC("", "2项") "</w:tr>"
	  "<w:tr><w:trPr><w:del " ID "/></w:trPr>" TC("", "删") TC("", "删") "</w:tr></w:tbl>",
	  "序号\t任务\t单位\n1\t修渠\t甲局 乙局\n2\t筑坝\t甲局 乙局\n合计\t\t2项\n", "revisions 1\n" },
	{ "<w:tbl><w:tr><w:tc>" P("第一段") P("第二段") "</w:tc></w:tr></w:tbl>", "第一段\n第二段\n", "" },
	{ "<w:sdt><w:sdtContent>" P("控件") "</w:sdtContent></w:sdt><w:altChunk/>", "控件\n", "embedded altChunk\n" },
	/* Control characters and marks of direction go. */
	{ P("甲&#x200b;乙&#x202e;丙&#xfeff;"), "甲乙丙\n", "" },
};

static void word_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct pack z;

		pack_init(&z);
		expect(dec_docx, make_docx(&z, dbn_str_of(words[i].body)), words[i].text, words[i].notes);
		pack_release(&z);
	}
}

static int converted(struct dec *d, struct dbn_str bytes)
{
	d->converted = true;
	return dec_docx(d, bytes);
}

/* A number whose sign a conversion lost. */
static void word_numbers_converted(void **state)
{
	static const char list[] = "<w:numbering " W_NS "><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
				   "<w:numFmt w:val=\"chineseCountingThousand\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"%1?\"/></w:lvl></w:abstractNum>"
				   "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>";

	(void)state;
	for (int k = 0; k < 2; k++) {
		struct pack z;

		pack_init(&z);
		pack_addz(&z, "word/document.xml", "<w:document " W_NS "><w:body>" PN("0", "1", "甲") "</w:body></w:document>");
		pack_addz(&z, "word/_rels/document.xml.rels",
			  "<Relationships " RELS_NS "><Relationship Id=\"r1\" Type=\"" REL_TYPE "numbering\" Target=\"n.xml\"/></Relationships>");
		pack_addz(&z, "word/n.xml", list);
		expect(k ? converted : dec_docx, pack_end(&z), k ? "一、甲\n" : "一?甲\n", "");
		pack_release(&z);
	}
}

static void word_without_anything(void **state)
{
	struct pack z;

	(void)state;
	pack_init(&z);
	refuse(dec_docx, make_docx(&z, DBN_STR("<w:p/>")), "empty");
	pack_release(&z);
	pack_init(&z);
	pack_addz(&z, "word/document.xml", "<d><body><p><r><t>只有正文</t></r></p></body></d>");
	expect(dec_docx, pack_end(&z), "只有正文\n", "");
	pack_release(&z);
}

/* ---- ofd ---- */

#define T(x, y, size, attrs, text) \
	"<ofd:TextObject ID=\"3\" Boundary=\"" x " " y " 150 8\" Font=\"1\" Size=\"" size "\"><ofd:TextCode X=\"0\" Y=\"5\" " attrs ">" \
	text "</ofd:TextCode></ofd:TextObject>"

static const struct {
	const char *objects, *text, *notes;
} papers[] = {
	{ T("30", "40", "5", "DeltaX=\"g 2 5\"", "关于通知"), "关于通知\n", "" },
	/* Paint order is not reading order; characters one by one; drawn twice for bold. */
	{ T("40", "50", "5", "", "丙") T("30", "50", "5", "", "甲") T("35", "50", "5", "", "乙") T("35.3", "50", "5", "", "乙")
	  T("30", "40", "5", "", "首"), "首\n甲乙丙\n", "" },
	/* A wide gap is a column. */
	{ T("30", "40", "5", "DeltaX=\"5\"", "文号") T("60", "40", "5", "DeltaX=\"5\"", "密级"), "文号\t密级\n", "" },
	/* Escaped code units, too few deltas, a count that lies. */
	{ T("30", "40", "5", "DeltaX=\"g 99999999 5\"", "甲\\4e59丙"), "甲乙丙\n", "" },
	{ T("30", "40", "5", "DeltaX=\"nan\"", "甲乙"), "甲乙\n", "" },
	/* A page number at the foot, invisible text, a slanting watermark. */
	{ T("30", "40", "5", "", "文") T("100", "280", "5", "DeltaX=\"5 5\"", "—3—")
	  "<ofd:PageBlock Visible=\"false\">" T("30", "60", "5", "", "隐") "</ofd:PageBlock>"
	  "<ofd:TextObject Boundary=\"0 0 9 9\" CTM=\"0.7 0.7 -0.7 0.7 0 0\" Size=\"9\"><ofd:TextCode X=\"0\" Y=\"5\">样</ofd:TextCode></ofd:TextObject>",
	  "文\n", "" },
	/* ⼀ is 一. */
	{ T("30", "40", "5", "", "⼀"), "一\n", "" },
};

static void ofd_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
		struct pack z;

		pack_init(&z);
		expect(dec_ofd, make_ofd(&z, dbn_str_of(papers[i].objects)), papers[i].text, papers[i].notes);
		pack_release(&z);
	}
}

static void ofd_refusals(void **state)
{
	static const struct {
		const char *root, *more, *slug;
	} table[] = {
		{ OFD_ROOT("../../etc/passwd"), NULL, "bad-path" },
		{ OFD_ROOT("http://example.org/x"), NULL, "bad-path" },
		{ OFD_ROOT("Doc_9/Document.xml"), NULL, "part-missing" },
		{ OFD_ROOT("Doc_0/Document.xml"), "Encryptions.xml", "encrypted" },
		{ "<OFD/>", NULL, "empty" },
	};
	struct pack z;

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		pack_init(&z);
		pack_addz(&z, "OFD.xml", table[i].root);
		if (table[i].more)
			pack_addz(&z, table[i].more, "<x/>");
		refuse(dec_ofd, pack_end(&z), table[i].slug);
		pack_release(&z);
	}
	pack_init(&z);
	refuse(dec_ofd, make_ofd(&z, DBN_STR("<ofd:ImageObject/>")), "no-text");
	pack_release(&z);
	/* Private codes that no font explains. */
	pack_init(&z);
	refuse(dec_ofd, make_ofd(&z, DBN_STR(T("30", "40", "5", "", "\xee\x80\x81\xee\x80\x82"))), "garbled");
	pack_release(&z);
}

/* ---- xlsx ---- */

#define C(ref, type, value) "<c r=\"" ref "\" t=\"" type "\"><v>" value "</v></c>"
#define N(ref, style, value) "<c r=\"" ref "\" s=\"" style "\"><v>" value "</v></c>"

#define ROWS \
		"<sheetData><row r=\"1\">" C("A1", "s", "0") C("B1", "s", "1") C("C1", "s", "2") C("D1", "s", "3") "</row>" \
		"<row r=\"2\">" N("A2", "0", "1") "<c r=\"B2\" t=\"inlineStr\"><is><t>修渠</t></is></c>" C("C2", "s", "4") \
		N("D2", "1", "45291") "</row>" \
		"<row r=\"3\">" N("A3", "0", "2") C("B3", "str", "筑坝") N("D3", "2", "45261") "</row>" \
		"<row r=\"4\"><c r=\"B4\"/></row>" \
		"<row r=\"6\"><c t=\"s\"><v>5</v></c>" N("C6", "3", "45000.75") N("D6", "1", "60") N("E6", "1", "1") \
		N("F6", "0", "0.30000000000000004") C("G6", "e", "#N/A") C("H6", "b", "1") N("I6", "1", "-5") "</row></sheetData>" \
		"<mergeCells><mergeCell ref=\"C2:C4\"/></mergeCells>"

static void excel_files(void **state)
{
	struct pack z;

	(void)state;
	pack_init(&z);
	expect(dec_xlsx, make_xlsx(&z, BOOK(""), DBN_STR(ROWS)),
	       "## 台账\n序号\t任务\t责任单位\t完成时限\n1\t修渠\t市水利局 市财政局\t2023-12-31\n"
	       "2\t筑坝\t市水利局 市财政局\t2023年12月\n東京\t\t2023-03-15 18:00\t1900-02-29\t1900-01-01\t0.3\t#N/A\tTRUE\t-5\n",
	       "hidden-sheets 1\n");
	pack_release(&z);
	pack_init(&z);
	expect(dec_xlsx, make_xlsx(&z, BOOK("<workbookPr date1904=\"1\"/>"),
				   DBN_STR("<sheetData><row>" N("A1", "1", "45291") "</row></sheetData>")),
	       "## 台账\n2028-01-01\n", "hidden-sheets 1\n");
	pack_release(&z);
	pack_init(&z);
	expect(dec_xlsx, make_xlsx(&z, BOOK(""),
				   DBN_STR("<sheetData><row>" N("A1", "4", "0.57") N("B1", "4", "1") N("C1", "4", "0.405") "</row></sheetData>")),
	       "## 台账\n57%\t100%\t40.5%\n", "hidden-sheets 1\n");
	pack_release(&z);
	pack_init(&z);
	refuse(dec_xlsx, make_xlsx(&z, BOOK(""), DBN_STR("<sheetData><row>" N("ZZZ1", "0", "1") "</row></sheetData>")),
	       "too-much");
	pack_release(&z);
	pack_init(&z);
	refuse(dec_xlsx, make_xlsx(&z, BOOK(""), DBN_STR("<sheetData/>")), "empty");
	pack_release(&z);
}

/* ---- html ---- */

static const struct {
	const char *page, *text, *notes;
} pages[] = {
	{ "<html><body><ul><li><a href=/>首页</a></ul><div class='nav TRS_Editor x'><p>　　一、总则&nbsp;</p><p>甲 &amp; 乙&#20108;</p></div>"
	  "<div>版权所有</div></body></html>", "一、总则\n甲 & 乙二\n", "" },
	{ "<html><head><meta name=ArticleTitle content='关于某事的通知'></head><body><div id=zoom><p>各县：<br>现通知如下。</div></body></html>",
	  "关于某事的通知\n各县：\n现通知如下。\n", "" },
	{ "<HTML><BODY><div id=zoom><p>一、修渠<p>二、筑", "一、修渠\n二、筑\n", "page-cut \n" },
	{ "<table><tr><td>索引号：<td>X-2025-1<td>发文字号：<td>某政办发〔2025〕8号</tr></table><div id=zoom><p>各县：</p></div>",
	  "某政办发〔2025〕8号\n各县：\n", "" },
	{ "<p>文　　号：某教〔2025〕3号</p><div id=zoom><p>某教 〔2025〕3号</p><p>各校：</p></div>", "某教 〔2025〕3号\n各校：\n", "" },
	{ "<table><tr><td>发文字号<td>无</tr><tr><td>文件编号<td> </tr></table><div id=zoom><p>现将8号</p></div>", "现将8号\n", "" },
	/* No mark: the deepest block with most of the text outside links. */
	{ "<body><div><a href=1>菜单一二三四五六七八九十</a></div><div><div>短</div><div><p>这一段是正文，比别处都长得多。</p></div></div></body>",
	  "这一段是正文，比别处都长得多。\n", "" },
	{ "<body><!--ZJEG_RSS.content.begin--><p>正文</p><script>var a='<p>不是</p>'</script><p style='display:none'>藏</p></body>", "正文\n", "" },
	{ "<div id=zoom><table><tr><td>序号<td>任务<td>单位</tr><tr><td>1<td>修渠<td rowspan=2>甲局<br>乙局</tr><tr><td>2<td>筑坝</tr>"
	  "<tr><td colspan=2>合计<td>2项</tr></table></div>", "序号\t任务\t单位\n1\t修渠\t甲局 乙局\n2\t筑坝\t甲局 乙局\n合计\t\t2项\n", "" },
	{ "<div id=zoom><table><tr><td><p>排版用的表</p><p>不是表</p></td></tr></table></div>", "排版用的表\n不是表\n", "" },
	{ "<div id=zoom><ol start=3><li>甲<li>乙</ol><a href='x/f.xlsx'>附件：任务表</a></div>", "3.甲\n4.乙\n附件：任务表\n", "attachment 附件：任务表\n" },
	{ "\xd6\xc6<html><body><div id=zoom>\xb6\xbd\xb2\xe9</div></body></html>", "督查\n", "encoding-guessed GB18030\n" },
};

/* Where a page names its encoding; a comment is no place for it. */
static void web_charsets(void **state)
{
#define BIG "<p>\xc3\xf6\xa9\xf3\xa5\x5b\xa7\xd6\xa4\xf4\xae\x77\xab\xd8\xb3\x5d\xaa\xba\xb3\x71\xaa\xbe\xa1\x43</p></html>"
	static const struct {
		const char *page, *notes;
	} table[] = {
		{ "<html><meta charset=big5>" BIG, "" },
		{ "<html><META http-equiv='Content-Type' content='text/html; CharSet = Big5'>" BIG, "" },
		{ "<?xml version=\"1.0\" encoding=\"Big5\"?><html>" BIG "</html>", "" },
		{ "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=big5\r\n\r\n<html>" BIG, "" },
		{ "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=big5\r\n\r\n<html><meta charset=gbk>" BIG, "" },
		{ "<html><!-- <meta charset=gbk> --><meta charset=big5>" BIG, "" },
		{ "<html><meta name=charset content=gbk>" BIG, "encoding-guessed Big5\n" },
		{ "<html>" BIG, "encoding-guessed Big5\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		expect(dec_html, dbn_str_of(table[i].page), "關於加快水庫建設的通知。\n", table[i].notes);
#undef BIG
}

static void web_pages(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		expect(dec_html, dbn_str_of(pages[i].page), pages[i].text, pages[i].notes);
	refuse(dec_html, DBN_STR("<html><body><img src=a></body></html>"), "no-text");
	refuse(dec_html, DBN_STR("<html></html>"), "empty");
}

/* ---- pdf ---- */

static void pdf_layouts(void **state)
{
	(void)state;
	expect(dec_pdf_layout,
	       DBN_STR("<!DOCTYPE html PUBLIC \"x\" \"y\"><html><body><doc>"
		       PAGE(WORD("132", "100", "200", "116", "甲乙丙\x01丁") WORD("100", "130", "260", "146", "子丑寅卯辰巳午未申酉")
			    WORD("132", "160", "260", "176", "一二三四五六七八") WORD("100", "190", "148", "206", "九十完")
			    WORD("290", "800", "310", "812", "- 1 -"))
		       PAGE(WORD("132", "100", "164", "116", "另起")) "</doc></body></html>"),
	       "甲乙丙 丁\n子丑寅卯辰巳午未申酉\n一二三四五六七八九十完\n另起\n", "");
	/* Full rows of a table, whose last cells begin at one place, are no running text. */
	expect(dec_pdf_layout,
	       DBN_STR("<html><body><doc>"
		       PAGE(WORD("100", "100", "180", "116", "一二三四五") WORD("260", "100", "500", "116", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰")
			    WORD("100", "130", "196", "146", "六七八九十一") WORD("260", "130", "500", "146", "子丑寅卯辰巳午未申酉戌亥甲乙丙"))
		       "</doc></body></html>"),
	       "一二三四五\t甲乙丙丁戊己庚辛壬癸子丑寅卯辰\n六七八九十一\t子丑寅卯辰巳午未申酉戌亥甲乙丙\n", "");
	/* Two columns under a title, a page number under both: one after the other. */
	expect(dec_pdf_layout,
	       DBN_STR("<html><body><doc>"
		       PAGE(WORD("180", "40", "420", "56", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰")
			    WORD("92", "100", "268", "116", "一二三四五六七八九十甲") WORD("328", "104", "504", "120", "续续续续续续续续续续续")
			    WORD("60", "130", "268", "146", "乙丙丁戊己庚辛壬癸子丑寅卯") WORD("328", "134", "440", "150", "到此为止的一段")
			    WORD("60", "160", "140", "176", "第一段完。") WORD("360", "164", "536", "180", "另起的一段在右边一栏里")
			    WORD("92", "190", "268", "206", "二二二二二二二二二二二") WORD("328", "194", "536", "210", "三三三三三三三三三三三三三")
			    WORD("60", "220", "268", "236", "四四四四四四四四四四四四四") WORD("328", "224", "536", "240", "五五五五五五五五五五五五五")
			    WORD("60", "250", "268", "266", "六六六六六六六六六六六六六") WORD("328", "254", "390", "270", "全完了。")
			    WORD("290", "800", "310", "812", "- 1 -"))
		       "</doc></body></html>"),
	       "甲乙丙丁戊己庚辛壬癸子丑寅卯辰\n一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯第一段完。\n"
	       "二二二二二二二二二二二四四四四四四四四四四四四四六六六六六六六六六六六六六续续续续续续续续续续续到此为止的一段\n"
	       "另起的一段在右边一栏里三三三三三三三三三三三三三五五五五五五五五五五五五五全完了。\n", "");
	refuse(dec_pdf_layout, DBN_STR("<doc>" PAGE("") PAGE("") "</doc>"), "no-text-pdf");
	refuse(dec_pdf_layout, DBN_STR("<doc>" PAGE("")), "damaged");
	refuse(dec_pdf_layout, DBN_STR("nothing"), "empty");
	refuse(dec_pdf_layout, DBN_STR("<doc>" PAGE(WORD("1", "1", "20", "9", "\xee\x80\x81")) "</doc>"), "garbled");
}

/* Pages saved as one file: how the page is packed, where it is, what is none. */
static void saved_pages(void **state)
{
#define SAVED(type, more) "MIME-Version: 1.0\r\nContent-Type: " type "\r\n" more
#define PART(boundary, type, how, body) \
	"--" boundary "\r\nContent-Type: " type "\r\nContent-Transfer-Encoding: " how "\r\n\r\n" body "\r\n"
	static const char *const saved[] = {
		/* a character in two lines, a line end that is none, a sign that is no code */
		SAVED("multipart/related;\r\n\tboundary=\"b\"", "\r\n" PART("b", "text/html; charset=utf-8", "quoted-printable",
			"<html><p class=3D\"a\">=E7=9D=\r\n=A3=E5=8A=9E</p></html>") "--b--\r\n"),
		SAVED("multipart/related; boundary=b", "\r\n" PART("b", "text/html; charset=\"gb2312\"", "Base64",
			"PGh0bWw+PHA+\r\ntr2w7DwvcD48L2h0bWw+") "--b--\r\n"),
		/* a picture before it, the page inside another part, no end */
		SAVED("multipart/mixed; boundary=\"a\"", "\r\nfor old readers\r\n" PART("a", "image/png", "base64", "iVBORw0KGgo=")
			PART("a", "multipart/alternative; boundary=b", "7bit", "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
			PART("b", "text/html", "8bit", "<html><p>\xe7\x9d\xa3\xe5\x8a\x9e</p></html>"))),
		SAVED("text/html; charset=utf-8", "\r\n<html><p>\xe7\x9d\xa3\xe5\x8a\x9e</p></html>"),
	};
	static const char *const others[] = {
		SAVED("multipart/related", "\r\n"), SAVED("multipart/related; boundary=b", ""), SAVED("text/plain", "\r\nx"), "MIME-Version: 1.0",
		SAVED("multipart/related; boundary=\"", "\r\n--\r\n"), SAVED("multipart/related; boundary=b", "\r\n--b\r\n--b\r\n--b--"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof saved / sizeof *saved; i++)
		expect(dec_any, dbn_str_of(saved[i]), "督办\n", "");
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		refuse(dec_any, dbn_str_of(others[i]), "empty");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(saved_pages),
		cmocka_unit_test(word_files),
		cmocka_unit_test(word_numbers_converted),
		cmocka_unit_test(word_without_anything),
		cmocka_unit_test(ofd_files),
		cmocka_unit_test(ofd_refusals),
		cmocka_unit_test(excel_files),
		cmocka_unit_test(web_pages),
		cmocka_unit_test(web_charsets),
		cmocka_unit_test(pdf_layouts),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
