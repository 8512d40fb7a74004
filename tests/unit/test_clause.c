/* test_clause.c - responsibility clauses: the table in tests/data/clauses.tsv, rules, sentences. */
#include "unit.h"

#include "dubanc/normalise.h"
#include "dubanc/parse.h"
#include "dubanc/text.h"

enum { COLUMNS = 12, LINE_MAX_BYTES = 4096 };
enum {
	CLAUSE,
	LEVEL,
	LEAD,
	COOP,
	UNITS,
	OPEN,
	NOTES,
	GROUPS,
	DEADLINE,
	DOC_DATE,
	PERSONS,
	SUPERVISE
};

static void split_row(struct dbn_str line, struct dbn_str *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		cells[i] = line.ptr ? dbn_str_split(&line, '\t') : DBN_STR("");
}

/* The order of columns of `parse clause`. */
static const int row_order[] = {
	LEAD, COOP, UNITS, GROUPS, OPEN, PERSONS, -1, DEADLINE, SUPERVISE
};

static bool row_is_right(struct dbn_str got, const struct dbn_str *want)
{
	struct dbn_str cells[9];

	split_row(got, cells, 9);
	for (size_t i = 0; i < 9; i++)
		if (row_order[i] >= 0 && !dbn_str_eq(cells[i], want[row_order[i]]))
			return false;
	return true;
}

static void file_holds(const char *path, size_t least)
{
	FILE *f = fopen(path, "r");
	char line[LINE_MAX_BYTES];
	size_t rows = 0, wrong = 0;

	assert_non_null(f);
	assert_non_null(fgets(line, sizeof line, f));
	while (fgets(line, sizeof line, f)) {
		struct dbn_str cells[COLUMNS], s = dbn_str_of(line);
		struct dbn_limit_ctx limits = { .issued = DBN_NO_DAY, .received = DBN_NO_DAY };
		struct dbn_clause_ctx ctx = { .limits = &limits };
		struct dbn_err err = { 0 };
		struct dbn_buf row;

		if (s.len && s.ptr[s.len - 1] == '\n')
			s.len--;
		split_row(s, cells, COLUMNS);
		limits.issued = dbn_day_parse(cells[DOC_DATE]);
		ctx.level = cells[LEVEL];
		dbn_buf_init(&row, 1 << 20);
		assert_int_equal(dbn_parse_clause_row(cells[CLAUSE], &ctx, &row, &err), DBN_OK);
		if (!row_is_right(dbn_buf_str(&row), cells)) {
			print_message("%.*s\n  got %s\n", DBN_ARG(cells[CLAUSE]), row.ptr);
			wrong++;
		}
		rows++;
		dbn_buf_release(&row);
	}
	fclose(f);
	assert_true(rows > least);
	assert_int_equal(wrong, 0);
}

static void table_holds(void **state)
{
	(void)state;
	file_holds("tests/data/clauses.tsv", 300);
}

/* Bodies of other kinds, orders with 请, lines that are no bracket. */
static void wide_table_holds(void **state)
{
	(void)state;
	file_holds("tests/data/clauses-wide.tsv", 200);
}

/* What looks() says agrees with what parse() finds. */
static void looks_agrees(void **state)
{
	FILE *f = fopen("tests/data/clauses.tsv", "r");
	char line[LINE_MAX_BYTES];

	(void)state;
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof line, f));
	while (fgets(line, sizeof line, f)) {
		struct dbn_str cells[COLUMNS];
		struct dbn_arena arena;
		struct dbn_norm norm;
		bool none;

		split_row(dbn_str_of(line), cells, COLUMNS);
		none = dbn_str_eqz(cells[NOTES], "not a clause");
		dbn_arena_init(&arena, 1 << 20);
		assert_int_equal(dbn_normalise(&arena, cells[CLAUSE], &norm, NULL), DBN_OK);
		if (dbn_clause_looks(norm.text) == none)
			fail_msg("looks: %.*s", DBN_ARG(norm.text));
		dbn_arena_release(&arena);
	}
	fclose(f);
}

/* A list of the units of a role, printed and read again, gives the same units. */
static size_t reads_again(struct dbn_arena *arena, const struct dbn_clause *clause,
			  enum dbn_role role, struct dbn_str line)
{
	struct dbn_buf list;
	struct dbn_clause again;
	struct dbn_err err = { 0 };
	size_t n = 0, k = 0, wrong = 0;

	dbn_buf_init(&list, 1 << 20);
	for (size_t i = 0; i < clause->parties.count; i++)
		if (clause->parties.items[i].role == role && !clause->parties.items[i].group) {
			dbn_buf_addz(&list, n++ ? "；" : "责任单位：");
			dbn_buf_add(&list, clause->parties.items[i].name);
		}
	if (n) {
		assert_int_equal(dbn_clause_parse(arena, dbn_buf_str(&list), DBN_CLAUSE_FREE, NULL,
						  &again, &err),
				 DBN_OK);
		for (size_t i = 0; i < clause->parties.count; i++) {
			const struct dbn_party *p = &clause->parties.items[i];

			if (p->role != role || p->group)
				continue;
			if (k >= again.parties.count ||
			    !dbn_str_eq(p->name, again.parties.items[k++].name))
				wrong++;
		}
		wrong += k != again.parties.count;
		if (wrong)
			print_message("%.*s\n  read again: %.*s\n", DBN_ARG(line),
				      DBN_ARG(dbn_buf_str(&list)));
	}
	dbn_buf_release(&list);
	return wrong;
}

static void check_again(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[LINE_MAX_BYTES];
	size_t wrong = 0;

	assert_non_null(f);
	assert_non_null(fgets(line, sizeof line, f));
	while (fgets(line, sizeof line, f)) {
		struct dbn_str cells[COLUMNS];
		struct dbn_arena arena;
		struct dbn_norm norm;
		struct dbn_clause clause;
		struct dbn_err err = { 0 };

		split_row(dbn_str_of(line), cells, COLUMNS);
		dbn_arena_init(&arena, 1 << 22);
		assert_int_equal(dbn_normalise(&arena, cells[CLAUSE], &norm, NULL), DBN_OK);
		assert_int_equal(
		    dbn_clause_parse(&arena, norm.text, DBN_CLAUSE_FREE, NULL, &clause, &err),
		    DBN_OK);
		for (size_t i = 0; i < clause.parties.count; i++) {
			const struct dbn_party *p = &clause.parties.items[i];

			assert_true(p->off <= norm.text.len && p->len <= norm.text.len - p->off);
			assert_true(dbn_str_eq(dbn_str_sub(norm.text, p->off, p->len), p->written));
		}
		for (int role = 0; role < DBN_ROLE_COUNT; role++)
			wrong += reads_again(&arena, &clause, (enum dbn_role)role, cells[CLAUSE]);
		dbn_arena_release(&arena);
	}
	fclose(f);
	assert_int_equal(wrong, 0);
}

static void lists_read_again(void **state)
{
	(void)state;
	check_again("tests/data/clauses.tsv");
	check_again("tests/data/clauses-wide.tsv");
}

static void append_parties(struct dbn_buf *out, const struct dbn_clause *c)
{
	for (size_t i = 0; i < c->parties.count; i++) {
		dbn_buf_addz(out, i ? " " : "");
		dbn_buf_addc(out, "LCUS"[c->parties.items[i].role]);
		dbn_buf_addc(out, ':');
		dbn_buf_add(out, c->parties.items[i].name);
	}
}

static void lead_rules(void **state)
{
	static const struct {
		const char *text;
		enum dbn_lead_rule rule;
		const char *want;
	} cases[] = {
		{ "责任单位：市水利局、林业局", DBN_LEAD_NONE, "U:市水利局 U:市林业局" },
		{ "责任单位：市水利局、林业局", DBN_LEAD_FIRST, "L:市水利局 U:市林业局" },
		{ "责任单位：市水利局、林业局", DBN_LEAD_FIRST_COOP, "L:市水利局 C:市林业局" },
		{ "责任单位：市水利局、林业局", DBN_LEAD_ALL, "L:市水利局 L:市林业局" },
		{ "牵头单位：市水利局；责任单位：市林业局", DBN_LEAD_FIRST,
		  "L:市水利局 U:市林业局" },
		{ "责任单位：各县区，市直有关部门", DBN_LEAD_FIRST, "U:各县区 U:市直有关部门" },
		{ "责任单位：各乡镇，县水利局", DBN_LEAD_FIRST, "L:各乡镇 U:县水利局" },
		{ "责任单位：县水利局；各乡镇负责落实", DBN_LEAD_FIRST, "L:县水利局 U:各乡镇" },
		{ "责任单位：县水利局；配合单位：县林业局", DBN_LEAD_FIRST,
		  "L:县水利局 C:县林业局" },
		{ "县水利局、林业局", DBN_LEAD_FIRST, "L:县水利局 U:县林业局" },
		{ "县水利局牵头，林业局配合", DBN_LEAD_FIRST, "L:县水利局 C:县林业局" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dbn_clause_ctx ctx = { .lead_rule = cases[i].rule };
		struct dbn_arena arena;
		struct dbn_clause c;
		struct dbn_buf out;

		dbn_arena_init(&arena, 1 << 20);
		dbn_buf_init(&out, 1 << 16);
		assert_int_equal(dbn_clause_parse(&arena, dbn_str_of(cases[i].text),
						  DBN_CLAUSE_FREE, &ctx, &c, NULL),
				 DBN_OK);
		append_parties(&out, &c);
		assert_str(dbn_buf_str(&out), cases[i].want);
		dbn_buf_release(&out);
		dbn_arena_release(&arena);
	}
}

static void statements_inside(void **state)
{
	struct dbn_arena arena;
	struct dbn_clause c;

	(void)state;
	dbn_arena_init(&arena, 1 << 20);
	assert_int_equal(
	    dbn_clause_parse(&arena,
			     DBN_STR("责任单位：市水利局、林业局（列首位的为牵头单位，下同）"),
			     DBN_CLAUSE_FREE, NULL, &c, NULL),
	    DBN_OK);
	assert_int_equal(c.states_rule, DBN_LEAD_FIRST);
	assert_true(c.states_from_here);
	assert_int_equal(c.parties.items[0].role, DBN_ROLE_LEAD);
	assert_int_equal(
	    dbn_clause_parse(
		&arena,
		DBN_STR("（区水利局牵头，各街道落实。以下各项任务均需各街道落实，不再列出）"),
		DBN_CLAUSE_FREE, NULL, &c, NULL),
	    DBN_OK);
	assert_int_equal(c.later.count, 1);
	assert_str(c.later.items[0].name, "各街道");
	assert_int_equal(c.parties.count, 2);
	assert_int_equal(c.doubts, 0);
	dbn_arena_release(&arena);
}

static void aliases_and_members(void **state)
{
	struct dbn_arena arena;
	struct dbn_clause c;

	(void)state;
	dbn_arena_init(&arena, 1 << 20);
	assert_int_equal(
	    dbn_clause_parse(
		&arena,
		DBN_STR("（市发改委（市能源局）、两个工作组牵头部门（教育局、民政局）配合）"),
		DBN_CLAUSE_FREE, NULL, &c, NULL),
	    DBN_OK);
	assert_int_equal(c.parties.count, 2);
	assert_str(c.parties.items[0].alias, "市能源局");
	assert_true(c.parties.items[1].group);
	assert_int_equal(c.parties.items[1].member_count, 2);
	assert_str(c.parties.items[1].members[1], "民政局");
	dbn_arena_release(&arena);
}

static void forms_of_cells(void **state)
{
	struct dbn_arena arena;
	struct dbn_clause c;

	(void)state;
	dbn_arena_init(&arena, 1 << 20);
	assert_int_equal(
	    dbn_clause_parse(&arena, DBN_STR("市教育局、财政局"), DBN_CLAUSE_LEAD, NULL, &c, NULL),
	    DBN_OK);
	assert_int_equal(c.parties.items[1].role, DBN_ROLE_LEAD);
	assert_str(c.parties.items[1].name, "市财政局");
	assert_int_equal(dbn_clause_parse(&arena, DBN_STR("—"), DBN_CLAUSE_COOP, NULL, &c, NULL),
			 DBN_OK);
	assert_int_equal(c.parties.count, 0);
	assert_false(c.not_a_clause);
	assert_int_equal(
	    dbn_clause_parse(&arena, DBN_STR("办公室"), DBN_CLAUSE_UNITS, NULL, &c, NULL), DBN_OK);
	assert_str(c.parties.items[0].name, "办公室");
	dbn_arena_release(&arena);
}

static void sentences(void **state)
{
	static const struct {
		const char *text, *parties, *title; /* parties NULL: charges nobody */
	} cases[] = {
		{ "请县民政局牵头，县财政局、残联配合，6月底前拿出方案。",
		  "L:县民政局 C:县财政局 C:县残联", "6月底前拿出方案" },
		{ "由县水利局牵头，会同县应急局、气象局，抓紧修订预案。",
		  "L:县水利局 C:县应急局 C:县气象局", "抓紧修订预案" },
		{ "县水利局要加快堤防加固，县财政局配合。", "L:县水利局 C:县财政局",
		  "加快堤防加固" },
		{ "县水利局负责，汛前完成清淤", "U:县水利局", "汛前完成清淤" },
		{ "拆迁费用由县财政局负责，年内结清", "U:县财政局",
		  "拆迁费用由县财政局负责，年内结清" },
		{ "请各乡镇、县直各单位认真执行", "U:各乡镇 U:县直各单位", "认真执行" },
		{ "县融媒体中心做好宣传", "U:县融媒体中心", "做好宣传" },
		{ "教务处要会同学生处修订办法，各学院配合", "L:教务处 C:学生处 C:各学院",
		  "修订办法" },
		{ "请局办公室会同财务科起草通知", "L:局办公室 C:财务科", "起草通知" },
		{ "请营商科会同法制室对各窗口开展暗访", "L:营商科 C:法制室", "对各窗口开展暗访" },
		{ "请秘书股、收发室于周五前移交卷宗", "U:秘书股 U:收发室", "于周五前移交卷宗" },
		{ "请建设局牵头，做好自查", "L:建设局", "做好自查" },
		{ "县教育局和县财政局共同负责资金监管", "U:县教育局 U:县财政局", "资金监管" },
		{ "同意县住建局提出的方案", NULL, NULL },
		{ "呈主要领导阅示", NULL, NULL },
		{ "送分管领导阅", NULL, NULL },
		{ "会议听取了县水利局的汇报", NULL, NULL },
		{ "办公室设在县教育局", NULL, NULL },
		{ "本办法由县教育局负责解释", NULL, NULL },
		{ "各乡镇主要负责人为第一责任人", NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dbn_arena arena;
		struct dbn_clause c;
		struct dbn_str title;
		struct dbn_buf out;
		bool found;

		dbn_arena_init(&arena, 1 << 20);
		dbn_buf_init(&out, 1 << 16);
		found =
		    dbn_clause_sentence(&arena, dbn_str_of(cases[i].text), NULL, &c, &title, NULL);
		if (found != (cases[i].parties != NULL))
			fail_msg("%s", cases[i].text);
		if (found) {
			append_parties(&out, &c);
			assert_str(dbn_buf_str(&out), cases[i].parties);
			assert_str(title, cases[i].title);
		}
		dbn_buf_release(&out);
		dbn_arena_release(&arena);
	}
}

static void limits_are_refused(void **state)
{
	struct dbn_arena arena;
	struct dbn_clause c;
	struct dbn_buf text;
	struct dbn_err err = { 0 };

	(void)state;
	dbn_arena_init(&arena, (size_t)256 << 20);
	dbn_buf_init(&text, 1 << 20);
	for (int i = 0; i < 17; i++)
		dbn_buf_addz(&text, "（");
	dbn_buf_addz(&text, "市教育局");
	for (int i = 0; i < 17; i++)
		dbn_buf_addz(&text, "）");
	assert_int_equal(
	    dbn_clause_parse(&arena, dbn_buf_str(&text), DBN_CLAUSE_FREE, NULL, &c, &err),
	    DBN_EDATA);
	dbn_buf_clear(&text);
	while (text.len <= 64 * 1024)
		dbn_buf_addz(&text, "市教育局、");
	err = (struct dbn_err) { 0 };
	assert_int_equal(
	    dbn_clause_parse(&arena, dbn_buf_str(&text), DBN_CLAUSE_FREE, NULL, &c, &err),
	    DBN_EDATA);
	text.len = 64 * 1024;
	while (dbn_utf8_bad(dbn_buf_str(&text)) != DBN_NONE)
		text.len--;
	err = (struct dbn_err) { 0 };
	assert_int_equal(
	    dbn_clause_parse(&arena, dbn_buf_str(&text), DBN_CLAUSE_FREE, NULL, &c, &err), DBN_OK);
	assert_true(c.parties.count <= 2);
	dbn_buf_release(&text);
	dbn_arena_release(&arena);
}

static void signs_raise_doubts(void **state)
{
	static const struct {
		const char *text;
		uint64_t doubts;
	} list[] = {
		{ "责任单位：市教育局、阿尔法", DBN_DOUBT_BIT(UNIT_FORM) },
		{ "责任单位：市教育局育局、市体育局", DBN_DOUBT_BIT(UNIT_FORM) },
		{ "责任单位：市教育局局、市体育局", DBN_DOUBT_BIT(UNIT_FORM) },
		{ "责任单位：市教育局、市牵头财政局", DBN_DOUBT_BIT(UNIT_FORM) },
		{ "责任单位：★市教育局、市体育局", DBN_DOUBT_BIT(LEAD_MARK) },
		{ "责任单位：★市教育局、市体育局。★为牵头单位", 0 },
		{ "牵头单位：市教育局；配合单位：市教育局、市体育局", DBN_DOUBT_BIT(UNIT_TWICE) },
		{ "牵头单位：市教育局、市体育局、市财政局、市民政局、市统计局",
		  DBN_DOUBT_BIT(LEADS_MANY) },
		{ "责任单位：市大数据中心、12345热线办", DBN_DOUBT_BIT(PREFIX_GUESSED) },
		{ "责任单位：市委组织部、政协办公室、铁路局", 0 },
		{ "责任单位：第一检察部、第二检察部", 0 },
		{ "责任单位：团市委宣传部、市客运运营公司、监事会", 0 },
		{ "牵头单位：市教育局；助力单位：市体育局", DBN_DOUBT_BIT(ROLE_UNKNOWN) },
		{ "责任单位：市教育局；来文单位：市体育局", DBN_DOUBT_BIT(UNIT_FORM) },
		{ "责任单垃：市教育局、市体育局", DBN_DOUBT_BIT(LABEL_MISREAD) },
		{ "责任单位：市教育局（市体育局旧址办公），各县（市、区）", 0 },
	};
	struct dbn_arena arena;

	(void)state;
	dbn_arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		struct dbn_clause c;

		assert_int_equal(dbn_clause_parse(&arena, dbn_str_of(list[i].text),
						  DBN_CLAUSE_FREE, NULL, &c, NULL),
				 DBN_OK);
		if (c.doubts != list[i].doubts)
			fail_msg("%s: doubts %llx", list[i].text, (unsigned long long)c.doubts);
	}
	dbn_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_holds),
		cmocka_unit_test(wide_table_holds),
		cmocka_unit_test(lists_read_again),
		cmocka_unit_test(looks_agrees),
		cmocka_unit_test(lead_rules),
		cmocka_unit_test(statements_inside),
		cmocka_unit_test(aliases_and_members),
		cmocka_unit_test(forms_of_cells),
		cmocka_unit_test(sentences),
		cmocka_unit_test(limits_are_refused),
		cmocka_unit_test(signs_raise_doubts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
