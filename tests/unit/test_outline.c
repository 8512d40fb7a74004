/* test_outline.c - markers, joined lines, which node a clause governs, paths. */
#include "unit.h"

#include "core/paper/reader.h"
#include "documents.h"

static void markers(void **state)
{
	static const struct {
		const char *text;
		enum marker_kind kind;
		int number;
		const char *norm;
	} list[] = {
		{ "一、总体要求", MARK_HAN, 1, "一" },
		{ "二十三、其他", MARK_HAN, 23, "二十三" },
		{ "—、总体要求", MARK_HAN, 1, "一" },
		{ "（十二）做好", MARK_HAN_PAREN, 12, "（十二）" },
		{ "（—）做好", MARK_HAN_PAREN, 1, "（一）" },
		{ "㈢做好", MARK_HAN_PAREN, 3, "（三）" },
		{ "〔四）做好", MARK_HAN_PAREN, 4, "（四）" },
		{ "12.做好", MARK_NUM, 12, "12" },
		{ "3、做好", MARK_NUM, 3, "3" },
		{ "3）做好", MARK_NUM_HALF, 3, "3" },
		{ "（2）做好", MARK_NUM_PAREN, 2, "（2）" },
		{ "⑵做好", MARK_NUM_PAREN, 2, "（2）" },
		{ "④做好", MARK_CIRCLE, 4, "④" },
		{ "1.2做好", MARK_DECIMAL, 2, "1.2" },
		{ "第三条做好", MARK_ARTICLE, 3, "第三条" },
		{ "第二章总则", MARK_PART, 2, "第二章" },
		{ "问题一：做得不好", MARK_RECORD, 1, "问题一" },
		{ "【事项二】做好", MARK_RECORD, 2, "事项二" },
		{ "二是做好", MARK_SHI, 2, "#7" },
		{ "——做好", MARK_BULLET, 0, "#7" },
		{ "●做好", MARK_BULLET, 0, "#7" },
		{ "●6月底前做好", MARK_BULLET, 0, "#7" },
		{ "第二阶段：自查", MARK_STAGE, 2, "第二阶段" },
		{ "第一阶段（3月）。动员", MARK_STAGE, 1, "第一阶段" },
	};
	static const char *const none[] = { "二、三产业融合",
					    "1.5亿元投资",
					    "2024年底",
					    "第三条线路",
					    "第一季度",
					    "第一阶段任务完成",
					    "●3",
					    "十二届三次全会",
					    "（试行）",
					    "（2024年）",
					    "一是否",
					    "—3—",
					    "" };
	struct dbn_arena arena;

	(void)state;
	dbn_arena_init(&arena, 1u << 20);
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		struct marker m;

		if (!dbn_marker_read(dbn_str_of(list[i].text), &m))
			fail_msg("no marker: %s", list[i].text);
		assert_int_equal(m.kind, list[i].kind);
		assert_int_equal(m.number, list[i].number);
		assert_str(dbn_marker_norm(&arena, &m, 7), list[i].norm);
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		struct marker m;

		if (dbn_marker_read(dbn_str_of(none[i]), &m))
			fail_msg("a marker: %s", none[i]);
	}
	dbn_arena_release(&arena);
}

static void page_numbers(void **state)
{
	static const char *const pages[] = { "—3—",         "- 12 -",  "— — — 2 —",
					     "第3页共9页",  "第 3 页", "P.3",
					     "Page 3 of 9", "-l-",     "·4·" };
	static const char *const none[] = {
		"3", "2024", "第三条", "3个", "—做好—", "Page", "12.5"
	};

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		if (!dbn_line_is_page(dbn_str_of(pages[i])))
			fail_msg("no page number: %s", pages[i]);
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		if (dbn_line_is_page(dbn_str_of(none[i])))
			fail_msg("a page number: %s", none[i]);
	}
}

/* What was broken is whole again: the title tells. */
static void joined_lines(void **state)
{
	(void)state;
	assert_rows("一、任务\n（一）推进管网改\n\n— 2 —\n\n造工程。（责任单\n\n位：市住建局）\n",
		    "一/（一） 推进管网改造工程");
	assert_rows("一、任务\n（一）完善、基\n\n— 2 —\n\n基础设施。（市住建局）\n",
		    "一/（一） 完善、基础设施");
	/* Two words that meet in one character stay. */
	assert_rows("一、任务\n（一）改进行政管理\n\n- 3 -\n\n理念。（市住建局）\n",
		    "一/（一） 改进行政管理理念");
	assert_rows("一、任务\n（一）推进事事\n\n- 3 -\n\n事有回音。（市住建局）\n",
		    "一/（一） 推进事事事有回音");
}

static void clause_places(void **state)
{
	(void)state;
	/* heading, own line, lead-in */
	assert_rows("一、就业（市人社局牵头）\n1.开展培训。\n2.举办招聘会。\n",
		    "一/1 开展培训|一/2 举办招聘会");
	assert_rows("一、就业\n（责任单位：市人社局）\n1.开展培训。\n2.举办招聘会。\n",
		    "一/1 开展培训|一/2 举办招聘会");
	assert_rows(
	    "一、就业\n以下任务由市人社局牵头，市财政局配合：\n——开展培训。\n——举办招聘会。\n",
	    "一/#1 开展培训|一/#2 举办招聘会");
	/* several clauses in one item; numbers inside one paragraph */
	assert_rows("一、就业\n1.开展培训。（市人社局）举办招聘会。（市总工会）\n",
		    "一/1#1 开展培训|一/1#2 举办招聘会");
	assert_rows(
	    "一、就业\n1.做好服务。一是开展培训（市人社局）；二是举办招聘会（市总工会）。\n",
	    "一/1/#1 开展培训|一/1/#2 举办招聘会");
	/* the next item on the same line */
	assert_rows(
	    "一、就业\n1.开展培训。责任单位：市人社局。2.举办招聘会。责任单位：市总工会。\n",
	    "一/1 开展培训|一/2 举办招聘会");
	/* lines behind the last of several sub-items govern the item */
	assert_rows("一、就业\n（一）做好服务：\n（1）开展培训；\n（2）举办招聘会。\n责任单位：市人"
		    "社局\n（二）落实补贴。\n责任单位：市财政局\n",
		    "一/（一） 做好服务|一/（二） 落实补贴");
	/* unnumbered paragraphs */
	assert_rows("一、就业\n开展培训。（市人社局）\n举办招聘会。（市总工会）\n",
		    "一/¶1 开展培训|一/¶2 举办招聘会");
}

static void what_is_no_task(void **state)
{
	(void)state;
	assert_rows("一、总体要求\n（一）提高认识。\n二、任务\n（一）修路。（市交通局）\n（二）架桥"
		    "。\n三、保障措施\n（一）加强领导。\n",
		    "二/（一） 修路|二/（二） 架桥");
	assert_rows("第一条 为了规范管理，制定本办法。\n第二条 修路。（市交通局）\n第三条 "
		    "本办法由市交通局负责解释。\n",
		    "第二条 修路");
	assert_rows("一、任务\n1.修路。（市交通局）\n（此件公开发布）\n抄送：市委办公室。\n",
		    "一/1 修路");
	assert_rows("一、任务\n1.修路（含桥梁、隧道）。（市交通局）\n2."
		    "报市发改委（市物价局）核定。（市交通局）\n",
		    "一/1 修路（含桥梁、隧道）|一/2 报市发改委（市物价局）核定");
}

static void attachments(void **state)
{
	(void)state;
	assert_rows(
	    "一、任务\n1.修路。（市交通局）\n附件：1.名单\n2.任务表\n\n附件1\n\n一、名单\n1."
	    "架桥。（市水利局）\n\n附件2\n\n1.植树。（市林草局）\n",
	    "一/1 修路|附1/一/1 架桥|附2/1 植树");
}

static void measures(void **state)
{
	(void)state;
	assert_rows("一、任务\n（一）办好教育。坚持优先发展。扩大学位供给。新建学校3所。建强教师队"
		    "伍。招聘教师50名。（市教育局）\n",
		    "一/（一） 办好教育|一/（一）/m1 扩大学位供给|一/（一）/m2 建强教师队伍");
}

/* Sentences and colons that look like a clause and name nobody in charge. */
static void general_duties_are_no_clauses(void **state)
{
	(void)state;
	assert_rows("关于做好工作的通知\n\n一、加强协作。建立机制。各部门密切配合。\n"
		    "二、压实责任。从严管理。实行行政首长负责。\n"
		    "三、区司法局：清理文件。\n四、强化督查。各级各部门负责。\n",
		    "");
	assert_rows("某区安全生产责任清单\n\n1.区司法局：清理文件。\n2.各部门：学习文件。\n",
		    "1 清理文件|2 各部门");
}

/* A red head printed again inside a paragraph is no part of a unit's name. */
static void red_heads_inside_the_body(void **state)
{
	struct parsed p;

	(void)state;
	parse_text(&p, "关于做好工作的通知\n\n一、修路。改造公路。（责任单位：县交通局、县财政\n"
		       "清源县人民政府文件\n局）\n");
	assert_int_equal(p.doc.items.count, 1);
	assert_int_equal(p.doc.items.items[0].clause.parties.count, 2);
	assert_str(p.doc.items.items[0].clause.parties.items[1].name, "县财政局");
	dbn_arena_release(&p.arena);
}

/* 6月底 without a date of issue: no day, and the clerk is told why. */
static void limits_without_a_date(void **state)
{
	static const char text[] =
	    "关于做好工作的通知\n\n一、修路。6月底前完成。（责任单位：县交通局）\n"
	    "二、架桥。汛期前完成。（责任单位：县水利局）\n";
	struct dbn_document_ctx ctx = { .date = DBN_NO_DAY, .received = DBN_NO_DAY };
	struct dbn_err err = { .code = DBN_OK };
	struct parsed p;

	(void)state;
	dbn_arena_init(&p.arena, 64u << 20);
	assert_int_equal(dbn_document_parse(&p.arena, dbn_str_of(text), &ctx, &p.doc, &err),
			 DBN_OK);
	assert_int_equal(p.doc.items.count, 2);
	assert_true(p.doc.items.items[0].doubts & DBN_DOUBT_BIT(DATE_UNKNOWN));
	assert_false(p.doc.items.items[1].doubts & DBN_DOUBT_BIT(DATE_UNKNOWN));
	dbn_arena_release(&p.arena);
}

static bool doubted(const struct dbn_document *doc, enum dbn_doubt doubt, const char *text)
{
	for (size_t i = 0; i < doc->doubts.count; i++)
		if (doc->doubts.items[i].doubt == doubt &&
		    dbn_str_find(doc->doubts.items[i].text, dbn_str_of(text)) != DBN_NONE)
			return true;
	return false;
}

/* Text behind a clause goes to the item before the next number, or is asked about. */
static void text_behind_a_clause(void **state)
{
	static const char text[] =
	    "关于做好工作的通知\n\n一、修路。改造公路。（责任单位：县交通局）\n"
	    "改造公路不少于12公里。\n二、架桥。\n责任单位：县水利局\n"
	    "新建桥梁3座。\n三、植树。绿化荒山。（责任单位：县林业局）\n"
	    "植树面积不少于30亩。\n";
	struct parsed p;

	(void)state;
	parse_text(&p, text);
	assert_int_equal(p.doc.items.count, 3);
	assert_int_equal(p.doc.items.items[0].targets.count, 1);
	assert_true(p.doc.items.items[0].doubts & DBN_DOUBT_BIT(TEXT_BEHIND));
	assert_int_equal(p.doc.items.items[1].targets.count, 1); /* title, label, text */
	assert_false(p.doc.items.items[1].doubts & DBN_DOUBT_BIT(TEXT_BEHIND));
	assert_int_equal(p.doc.items.items[2].targets.count, 0);
	assert_true(doubted(&p.doc, DBN_DOUBT_TEXT_BEHIND, "植树面积"));
	assert_false(doubted(&p.doc, DBN_DOUBT_TEXT_BEHIND, "桥梁"));
	dbn_arena_release(&p.arena);
}

/* Who signs belongs to no item and is nothing to ask about. */
static void signatures(void **state)
{
	static const char *const list[] = { "北山县迎检工作组\n2024年3月1日\n", "北山县人民政府办公室\n", "（北山县水利局代章）\n2024年3月1日\n",
					    "甲方（盖章）　　乙方（盖章）\n" };

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		struct parsed p;
		struct dbn_buf text;

		dbn_buf_init(&text, 1 << 12);
		dbn_buf_addz(&text, "关于做好工作的通知\n\n1.翻修石板路。备料。（责任单位：县交通局）\n\n");
		dbn_buf_addz(&text, list[i]);
		dbn_buf_addc(&text, 0);
		parse_text(&p, text.ptr);
		assert_int_equal(p.doc.items.count, 1);
		assert_int_equal(p.doc.doubts.count, 0);
		dbn_arena_release(&p.arena);
		dbn_buf_release(&text);
	}
}

/* A closing bracket lost, a character doubled at the break, short labels on a line. */
static void damaged_clauses(void **state)
{
	static const char text[] =
	    "关于做好工作的通知\n\n（一）检查药店。检查城乡药店。（县市场监\n"
	    "监管局牵头，县医保局配合）\n（二）规范收费。清理收费。（县市场监管局、"
	    "县财政局\n（三）巡查市场。每周巡查。\n牵头：县商务局　配合：县公安局\n"
	    "（四）清理货架。（责任单位：县市场监管局、县财政局。每周清理\n";
	struct parsed p;

	(void)state;
	parse_text(&p, text);
	assert_int_equal(p.doc.items.count, 4);
	assert_str(p.doc.items.items[0].clause.parties.items[0].name, "县市场监管局");
	assert_int_equal(p.doc.items.items[1].clause.parties.count, 2);
	/* it ends with its paragraph; where another sentence follows, nobody knows */
	assert_false(p.doc.items.items[1].doubts & DBN_DOUBT_BIT(BRACKET_MISMATCH));
	assert_true(p.doc.items.items[3].doubts & DBN_DOUBT_BIT(BRACKET_MISMATCH));
	assert_int_equal(p.doc.items.items[2].clause.parties.count, 2);
	assert_int_equal(p.doc.items.items[2].clause.parties.items[1].role, DBN_ROLE_COOP);
	dbn_arena_release(&p.arena);
}

/* 以下各项均需X落实 between two items: X belongs to those behind it, in whatever words. */
static void charges_all_that_follow(void **state)
{
	static const char *const words[] = { "均需", "均需由", "均须", "均由", "均应由", "均要",
					     "都由", "都需",   "都要", "都要由", "都须由" };

	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct parsed p;
		struct dbn_buf text;

		dbn_buf_init(&text, 1 << 12);
		dbn_buf_addz(&text, "关于做好工作的通知\n\n一、任务\n\n1.清渠。清理渠道。（责任单位：县水利局）\n\n以下各项");
		dbn_buf_addz(&text, words[i]);
		dbn_buf_addz(&text, "各乡镇人民政府落实。\n\n2.修路。修补路面。（责任单位：县交通局）\n");
		dbn_buf_addc(&text, 0);
		parse_text(&p, text.ptr);
		assert_int_equal(p.doc.items.count, 2);
		assert_int_equal(p.doc.items.items[0].clause.parties.count, 1);
		assert_int_equal(p.doc.items.items[1].clause.parties.count, 2);
		assert_str(p.doc.items.items[1].clause.parties.items[1].name, "各乡镇人民政府");
		dbn_arena_release(&p.arena);
		dbn_buf_release(&text);
	}
}

/* What a web page or an editor makes blanks of: points behind numbers, colons behind labels. */
static void lost_points(void **state)
{
	struct parsed p;

	(void)state;
	assert_rows("一　修路架桥\n1 翻修石板路。（责任单位：县交通局）\n2 平整晒谷场。（责任单位：县水利局）\n"
		    "二　植树\n1 绿化荒坡。（责任单位：县林业局）\n2 点验苗木。（责任单位：县林业局）\n",
		    "一/1 翻修石板路|一/2 平整晒谷场|二/1 绿化荒坡|二/2 点验苗木");
	assert_rows("一，翻修石板路。（责任单位：县交通局）\n二，平整晒谷场。（责任单位：县水利局）\n",
		    "一 翻修石板路|二 平整晒谷场");
	assert_rows("## 一、修路\n### （一）翻修石板路。（责任单位：县交通局）\n", "一/（一） 翻修石板路");
	/* one number alone is running text */
	assert_rows("（一）翻修石板路，全长\n5 公里有余。（责任单位：县交通局）\n", "（一） 翻修石板路，全长");
	parse_text(&p, "1.翻修石板路。先易后难。\n牵头单位　县交通局　配合单位　县水利局\n完成时限　6月底前\n"
		       "2.平整晒谷场。\n责任单位 要落实到人。\n");
	assert_int_equal(p.doc.items.count, 2);
	assert_int_equal(p.doc.items.items[0].clause.parties.count, 2);
	assert_int_equal(p.doc.items.items[0].clause.parties.items[1].role, DBN_ROLE_COOP);
	assert_int_equal(p.doc.items.items[0].limits.count, 1);
	assert_int_equal(p.doc.items.items[1].clause.parties.count, 0);
	dbn_arena_release(&p.arena);
}

static void assert_parties(const char *text, size_t item, const char *want)
{
	static const char *const roles[] = { [DBN_ROLE_LEAD] = "L", [DBN_ROLE_COOP] = "C", [DBN_ROLE_UNITS] = "U" };
	struct parsed p;
	struct dbn_buf got;

	parse_text(&p, text);
	assert_true(p.doc.items.count > item);
	dbn_buf_init(&got, 1u << 16);
	for (size_t i = 0; i < p.doc.items.items[item].clause.parties.count; i++) {
		const struct dbn_party *party = &p.doc.items.items[item].clause.parties.items[i];

		dbn_buf_addz(&got, i ? " " : "");
		dbn_buf_addz(&got, roles[party->role] ? roles[party->role] : "-");
		dbn_buf_add(&got, party->name);
	}
	assert_str(dbn_buf_str(&got), want);
	dbn_buf_release(&got);
	dbn_arena_release(&p.arena);
}

/* Traditional script is read in simplified, each byte in its place; a name alone makes none of it. */
static void traditional_script(void **state)
{
	static const char text[] = "關於做好農田水利工作的通知\n\n一、翻修「石板路」。年內備料12噸。（牽頭單位：縣交通局；配合單位：縣財政局、縣發展改革局）\n"
				   "責任領導：陳縣長\n";
	struct parsed p;

	(void)state;
	parse_text(&p, text);
	assert_int_equal(p.doc.items.count, 1);
	assert_str(p.doc.items.items[0].title, "翻修“石板路”");
	assert_int_equal(p.doc.items.items[0].off, dbn_str_find(dbn_str_of(text), DBN_STR("一、")));
	dbn_arena_release(&p.arena);
	assert_parties(text, 0, "L县交通局 C县财政局 C县发展改革局");
	parse_text(&p, "1.翻修石板路。备料铺设。（责任单位：县交通局；责任人：王昇祕）\n");
	assert_str(p.doc.items.items[0].clause.persons.items[0].value, "王昇祕");
	dbn_arena_release(&p.arena);
}

/* Headings that only a blank or bold type parts from their text, where most items have it so. */
static void parted_titles(void **state)
{
	(void)state;
	assert_rows("1.翻修石板路　年内全部完成备料铺设。（责任单位：县交通局）\n2.平整晒谷场　清理堆放的杂物秸秆。（责任单位：县水利局）\n",
		    "1 翻修石板路|2 平整晒谷场");
	assert_rows("1.**翻修石板路**年内全部完成备料铺设。（责任单位：县交通局）\n2.**平整晒谷场**清理堆放的杂物秸秆。（责任单位：县水利局）\n",
		    "1 翻修石板路|2 平整晒谷场");
	/* once: a blank of the scanner */
	assert_rows("1.翻修石板路 并且全部完成备料铺设。（责任单位：县交通局）\n2.平整晒谷场，清理堆放的杂物秸秆。（责任单位：县水利局）\n"
		    "3.绿化荒坡，补种今年冻死的树苗。（责任单位：县林业局）\n",
		    "1 翻修石板路并且全部完成备料铺设|2 平整晒谷场，清理堆放的杂物秸秆|3 绿化荒坡，补种今年冻死的树苗");
}

/* Small numbers nest in either order: the paper shows which. */
static void small_numbers(void **state)
{
	(void)state;
	assert_rows("一、修路\n1）翻修石板路\n（1）备料。（责任单位：县交通局）\n（2）铺设。（责任单位：县住建局）\n"
		    "2）平整晒谷场。（责任单位：县水利局）\n",
		    "一/1/（1） 备料|一/1/（2） 铺设|一/2 平整晒谷场");
	assert_rows("一、修路\n（1）翻修石板路\n①备料。（责任单位：县交通局）\n②铺设。（责任单位：县住建局）\n"
		    "（2）平整晒谷场。（责任单位：县水利局）\n",
		    "一/（1）/① 备料|一/（1）/② 铺设|一/（2） 平整晒谷场");
}

/* Labels said with a verb or a dash, names in front of those that carry the role, departments alone. */
static void said_clauses(void **state)
{
	(void)state;
	assert_parties("1.翻修石板路。备料铺设。（牵头单位为县交通局，配合单位为县水利局）\n", 0, "L县交通局 C县水利局");
	assert_parties("1.翻修石板路。备料铺设。（责任单位——县交通局、县水利局）\n", 0, "U县交通局 U县水利局");
	assert_parties("1.翻修石板路。备料铺设。县交通局，各乡镇人民政府负责。\n", 0, "U县交通局 U各乡镇人民政府");
	assert_parties("1.翻修石板路。备料铺设。总务科、财务科负责。\n", 0, "U总务科 U财务科");
	assert_parties("1.翻修石板路。备料铺设。（责任单位：县交通局）清理边沟。县水利局、县住建局负责。\n", 1,
		       "U县水利局 U县住建局");
	assert_parties("1.翻修石板路。备料铺设。\n责任属地：北山镇\n会同单位：县水利局\n", 0, "U北山镇 C县水利局");
	/* in a list of duties: a group in front */
	assert_parties("防汛责任分工\n\n一、职责分工\n（一）县水利局：加固堤防。\n（二）各乡镇人民政府：备足沙袋。\n", 1,
		       "U各乡镇人民政府");
	/* units one a line below an empty label; a bracket in the clause, its own lost; whom to ask */
	assert_parties("1.翻修石板路。备料铺设。\n责任单位：\n县交通局\n县水利局\n县住建局\n", 0, "U县交通局 U县水利局 U县住建局");
	assert_parties("1.翻修石板路。备料铺设。（责任单位：县交通局，各街道（镇）\n", 0, "U县交通局 U各街道（镇）");
	assert_rows("1.翻修石板路。（责任单位：县交通局）\n2.报送名单。每单位报一人（联系人：张某）。\n",
		    "1 翻修石板路|2 报送名单");
	assert_parties("1.翻修石板路。（责任单位：县交通局）\n2.报送名单。每单位报一人（联系人：张某）。\n", 1, "");
	assert_parties("1.翻修石板路。县交通局牵头制定方案，县水利局配合。\n2.植树。（责任单位：县林业局）\n", 0, "L县交通局 C县水利局");
}

/* A clause under which no sub-item stands is told: the item itself is no task. */
static void unused_clause_is_told(void **state)
{
	static const char used[] = "一、修路\n（一）翻修石板路。（县交通局牵头）\n1.备料。（县住建局负责）\n2.铺设。\n";
	static const char unused[] = "一、修路\n（一）翻修石板路。（县交通局牵头）\n1.备料。（县住建局负责）\n2.铺设。（县水利局负责）\n";
	struct parsed p;

	(void)state;
	parse_text(&p, used);
	assert_int_equal(p.doc.doubts.count, 0);
	dbn_arena_release(&p.arena);
	parse_text(&p, unused);
	assert_int_equal(p.doc.doubts.count, 1);
	assert_int_equal(p.doc.doubts.items[0].doubt, DBN_DOUBT_CLAUSE_PLACE);
	assert_int_equal(p.doc.doubts.items[0].line, 2);
	dbn_arena_release(&p.arena);
}

/* What a slip asks for each Friday begins when the paper has come, not when it was written. */
static void slips_count_from_receipt(void **state)
{
	struct parsed p;

	(void)state;
	parse_text(&p, "文件批办单\n\n收文号：12\t登记日期：2024.3.25\n文号\t甲发〔2024〕1号\t密级\t无\n"
		       "文件标题\t关于修桥的通知\n拟办意见\t请建设局牵头，每周五前报进展。\n\n"
		       "甲市人民政府关于修桥的通知\n\n一、修桥。每周五前报进展。（责任单位：市交通局）\n\n"
		       "甲市人民政府\n2024年3月20日\n");
	assert_int_equal(p.doc.items.count, 2);
	assert_int_equal(p.doc.items.items[0].limits.items[0].due, dbn_day_of(2024, 3, 29));
	assert_int_equal(p.doc.items.items[1].limits.items[0].due, dbn_day_of(2024, 3, 1));
	dbn_arena_release(&p.arena);
}

/* What a meeting asks of all behind the last item is no rhythm of that item. */
static void closing_of_minutes(void **state)
{
	struct parsed p;

	(void)state;
	parse_text(&p, "会议纪要\n1.修桥。\n牵头单位：市交通局\n会议要求，督查室要每半月通报一次进度。\n");
	assert_int_equal(p.doc.items.count, 1);
	assert_int_equal(p.doc.items.items[0].limits.count, 0);
	dbn_arena_release(&p.arena);
}

/* A default that stands between two items charges those behind it, and makes no row. */
static void default_between_items(void **state)
{
	static const char text[] = "一、整治\n1.修渠。（责任单位：镇水利站）\n以下各项均需各村（居）民委员会落实，不再列出。\n"
				   "2.修路。（责任单位：镇村建办）\n3.清淤。\n";
	struct parsed p;

	(void)state;
	assert_rows(text, "一/1 修渠|一/2 修路|一/3 清淤");
	parse_text(&p, text);
	assert_int_equal(p.doc.items.items[0].clause.parties.count, 1);
	assert_int_equal(p.doc.items.items[1].clause.parties.count, 2);
	assert_true(p.doc.items.items[1].clause.parties.items[1].group);
	assert_int_equal(p.doc.items.items[2].clause.parties.count, 1);
	dbn_arena_release(&p.arena);
}

/* Labels that offices make of a role, or a time, and their own kinds of bodies. */
static void composed_labels(void **state)
{
	static const struct {
		const char *text;
		enum label_kind kind; /* LABEL_NONE: no label */
	} list[] = {
		{ "责任股室：秘书股", LABEL_UNITS },   { "牵头庭室：立案庭", LABEL_LEAD },
		{ "县级配合部门：县水利局", LABEL_COOP }, { "配合镇街：北山镇", LABEL_COOP },
		{ "责任科：秘书科", LABEL_UNITS },     { "督查室：每周通报", LABEL_NONE },
		{ "协作处：负责联络", LABEL_NONE },    { "包案领导：副县长", LABEL_PERSON },
		{ "化解时限：年底前", LABEL_LIMIT },   { "报送时间：每月5日", LABEL_NONE },
		{ "督促指导单位：县水利局", LABEL_SUPERVISE }, { "会议地点：一号楼", LABEL_NONE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		struct label label;

		if (!dbn_label_at(dbn_str_of(list[i].text), 0, &label))
			label.kind = LABEL_NONE;
		if (label.kind != list[i].kind)
			fail_msg("%s: %d", list[i].text, (int)label.kind);
	}
	assert_parties("1.翻修石板路。\n牵头股室：公路股\n配合站所：养护站、路政所\n", 0, "L公路股 C养护站 C路政所");
	assert_parties("1.翻修石板路。（县级责任单位：县交通局；责任镇街：北山镇）\n", 0, "U县交通局 U北山镇");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_behind_a_clause),
		cmocka_unit_test(damaged_clauses),
		cmocka_unit_test(signatures),
		cmocka_unit_test(general_duties_are_no_clauses),
		cmocka_unit_test(limits_without_a_date),
		cmocka_unit_test(red_heads_inside_the_body),
		cmocka_unit_test(markers),
		cmocka_unit_test(page_numbers),
		cmocka_unit_test(joined_lines),
		cmocka_unit_test(clause_places),
		cmocka_unit_test(what_is_no_task),
		cmocka_unit_test(attachments),
		cmocka_unit_test(measures),
		cmocka_unit_test(lost_points),
		cmocka_unit_test(small_numbers),
		cmocka_unit_test(said_clauses),
		cmocka_unit_test(unused_clause_is_told),
		cmocka_unit_test(default_between_items),
		cmocka_unit_test(closing_of_minutes),
		cmocka_unit_test(slips_count_from_receipt),
		cmocka_unit_test(parted_titles),
		cmocka_unit_test(traditional_script),
		cmocka_unit_test(composed_labels),
		cmocka_unit_test(charges_all_that_follow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
