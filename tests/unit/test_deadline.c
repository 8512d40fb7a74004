/* test_deadline.c - time limits: tests/data/deadlines.tsv (lines), limits.tsv (items and fields).
 */
#include "table.h"

#include "dubanc/normalise.h"
#include "dubanc/parse.h"

static size_t failed;

static struct dbn_limit_ctx context(struct dbn_str ref)
{
	return (struct dbn_limit_ctx) { .issued = dbn_day_parse(ref), .received = DBN_NO_DAY };
}

static void check(size_t line, struct dbn_str text, const char *what, struct dbn_str got,
		  struct dbn_str want)
{
	if (dbn_str_eq(got, want))
		return;
	print_error("line %zu: %.*s\n  %s: got '%.*s', want '%.*s'\n", line, DBN_ARG(text), what,
		    DBN_ARG(got), DBN_ARG(want));
	failed++;
}

/* text ref kind due limit doubt */
static void line_row(struct dbn_str *c, size_t count, size_t line)
{
	struct dbn_limit_ctx ctx = context(c[1]);
	struct dbn_str rest, cells[6];
	struct dbn_buf b;

	dbn_buf_init(&b, 1u << 20);
	assert_int_equal(dbn_parse_deadline_row(c[0], &ctx, &b, NULL), DBN_OK);
	rest = dbn_buf_str(&b);
	for (size_t i = 0; i < 6; i++) {
		assert_non_null(rest.ptr);
		cells[i] = dbn_str_split(&rest, '\t');
	}
	assert_null(rest.ptr);
	check(line, c[0], "kind", cells[0], c[2]);
	check(line, c[0], "due", cells[1], c[3]);
	check(line, c[0], "limit", cells[4], c[4]);
	if (count > 5 && c[5].len)
		check(line, c[0], "doubt", cells[5], c[5]);
	dbn_buf_release(&b);
}

static void sentences(void **state)
{
	(void)state;
	failed = 0;
	each_row("deadlines.tsv", line_row);
	assert_int_equal(failed, 0);
}

/* place ref received text codes doubts */
static void item_row(struct dbn_str *c, size_t count, size_t line)
{
	struct dbn_limit_ctx ctx = context(c[1]);
	struct dbn_limits limits = { NULL, 0, 0 };
	struct dbn_buf codes, doubts;
	struct dbn_arena arena;
	struct dbn_norm norm;
	uint64_t set = 0;

	(void)count;
	ctx.received = dbn_day_parse(c[2]);
	dbn_arena_init(&arena, 1u << 20);
	dbn_buf_init(&codes, 1u << 16);
	dbn_buf_init(&doubts, 1u << 16);
	assert_int_equal(dbn_normalise(&arena, c[3], &norm, NULL), DBN_OK);
	assert_int_equal(
	    dbn_deadline_find(&arena, norm.text,
			      dbn_str_eqz(c[0], "field") ? DBN_PLACE_FIELD : DBN_PLACE_BODY, &ctx,
			      &limits, NULL),
	    DBN_OK);
	for (size_t i = 0; i < limits.count; i++) {
		const struct dbn_limit *l = &limits.items[i];

		if (i)
			dbn_buf_addc(&codes, ';');
		dbn_buf_add(&codes, l->code);
		set |= l->doubts;
		assert_true(l->off + l->len <= norm.text.len);
		assert_true(dbn_str_eq(l->text, dbn_str_sub(norm.text, l->off, l->len)));
	}
	for (int i = 0; i < DBN_DOUBT_COUNT; i++) {
		if (!(set & (UINT64_C(1) << i)))
			continue;
		if (doubts.len)
			dbn_buf_addc(&doubts, ';');
		dbn_buf_addz(&doubts, dbn_doubt_code((enum dbn_doubt)i));
	}
	check(line, c[3], "codes", dbn_buf_str(&codes), c[4]);
	check(line, c[3], "doubts", dbn_buf_str(&doubts), c[5]);
	dbn_buf_release(&codes);
	dbn_buf_release(&doubts);
	dbn_arena_release(&arena);
}

static void items_and_fields(void **state)
{
	(void)state;
	failed = 0;
	each_row("limits.tsv", item_row);
	assert_int_equal(failed, 0);
}

/* How many limits a text holds. */
static size_t count_limits(struct dbn_str text, enum dbn_limit_place place)
{
	struct dbn_limit_ctx ctx = context(DBN_STR("2024-05-08"));
	struct dbn_limits limits = { NULL, 0, 0 };
	struct dbn_arena arena;

	dbn_arena_init(&arena, 1u << 20);
	assert_int_equal(dbn_deadline_find(&arena, text, place, &ctx, &limits, NULL), DBN_OK);
	dbn_arena_release(&arena);
	return limits.count;
}

/* Every limit without a date of the table is one in a field: its first character is known. */
static void every_word_is_read(void **state)
{
	static const char *const rows[] = {
#define WORD(words, kind, how) words,
#include "../../lib/data/limit_words.def"
#undef WORD
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dbn_str rest = dbn_str_of(rows[i]);

		while (rest.ptr) {
			struct dbn_str word = dbn_str_split(&rest, '|');

			if (count_limits(word, DBN_PLACE_FIELD) != 1)
				fail_msg("%.*s", DBN_ARG(word));
		}
	}
}

/* What begins otherwise than with a name or word of a table (lib/data/limit_first.def). */
static void every_beginning_is_known(void **state)
{
	static const char *const fields[] = {
		"每月5日前", "逢5日、15日", "按季度", "逐月", "一月一调度", "半年一评估", "两年内", "年度终了后4个月内", "2024年6月底前",
		"二〇二四年底前", "6月底前", "八月十五前", "十月底前", "百日内", "廿五日前", "半年内", "今年底前", "明年6月底前", "后天前",
		"次年3月底前", "翌年3月底前", "来年3月底前", "当年底前", "本月底前", "上半年", "下半年", "前三季度", "这个月底前", "年底前", "月底前",
		"季末前", "全年", "岁末前", "整年内", "周五前", "星期五前", "礼拜五前", "第一季度末前", "大后天前", "下旬前", "中旬前",
		"“十四五”末", "十四五期末", "农历八月十五前", "正月十五前", "腊月二十三前", "任期内", "届期内", "本届任期内", "年前", "节前",
		"3·15前",
	};

	(void)state;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (!count_limits(dbn_str_of(fields[i]), DBN_PLACE_FIELD))
			fail_msg("%s", fields[i]);
}

/* Every feast and event of the tables is found in a sentence, with its day or without. */
static void every_name_is_read(void **state)
{
	static const char *const feasts[] = {
#define SOLAR(name, month, day) name,
#define LUNAR(name, month, day) name,
#define TERM(name, month, c) name,
#define NTH(name, month, n, weekday) name,
#include "../../lib/data/feasts.def"
#undef SOLAR
#undef LUNAR
#undef TERM
#undef NTH
	};
	static const char *const events[] = {
#define EVENT(words) words,
#include "../../lib/data/events.def"
#undef EVENT
	};
	struct dbn_limit_ctx ctx = context(DBN_STR("2024-05-08"));
	size_t feast_count = sizeof feasts / sizeof *feasts;
	size_t event_count = sizeof events / sizeof *events;

	(void)state;
	for (size_t i = 0; i < feast_count + event_count; i++) {
		bool feast = i < feast_count;
		const char *name = feast ? feasts[i] : events[i - feast_count];
		struct dbn_limits limits = { NULL, 0, 0 };
		struct dbn_arena arena;
		struct dbn_buf b;

		dbn_arena_init(&arena, 1u << 20);
		dbn_buf_init(&b, 1024);
		dbn_buf_addz(&b, name);
		dbn_buf_addz(&b, "前完成整改。");
		assert_int_equal(dbn_deadline_find(&arena, dbn_buf_str(&b), DBN_PLACE_BODY, &ctx,
						   &limits, NULL),
				 DBN_OK);
		if (limits.count != 1 || (limits.items[0].due == DBN_NO_DAY) == feast)
			fail_msg("%s: %zu limits", name, limits.count);
		dbn_buf_release(&b);
		dbn_arena_release(&arena);
	}
}

static struct dbn_str one(struct dbn_arena *arena, struct dbn_str text,
			  const struct dbn_limit_ctx *ctx)
{
	struct dbn_limits limits = { NULL, 0, 0 };

	assert_int_equal(dbn_deadline_find(arena, text, DBN_PLACE_BODY, ctx, &limits, NULL),
			 DBN_OK);
	assert_int_equal(limits.count, 1);
	return limits.items[0].code;
}

static void the_office_names_days(void **state)
{
	struct dbn_named_day named[] = {
		{ DBN_STR("本届任期"), dbn_day_of(2026, 9, 30) },
		{ DBN_STR("汛期"), dbn_day_of(2025, 5, 31) },
	};
	struct dbn_limit_ctx ctx = { .issued = dbn_day_of(2025, 1, 6),
				     .received = DBN_NO_DAY,
				     .named = named,
				     .named_count = 2 };
	struct dbn_arena arena;

	(void)state;
	dbn_arena_init(&arena, 1u << 20);
	assert_str(one(&arena, DBN_STR("本届党委任期内完成巡察全覆盖。"), &ctx), "2026-09-30");
	assert_str(one(&arena, DBN_STR("汛期前完成堤防加固。"), &ctx), "2025-05-31");
	dbn_arena_release(&arena);
}

static void rest_days_move_on_demand(void **state)
{
	struct dbn_limit_ctx ctx = { .issued = dbn_day_of(2025, 5, 6), .received = DBN_NO_DAY };
	struct dbn_arena arena;

	(void)state;
	dbn_arena_init(&arena, 1u << 20);
	assert_str(one(&arena, DBN_STR("5月31日前报送。"), &ctx), "2025-05-31");
	ctx.rest_day = DBN_REST_NEXT;
	assert_str(one(&arena, DBN_STR("5月31日前报送。"), &ctx), "2025-06-03");
	ctx.rest_day = DBN_REST_PREVIOUS;
	assert_str(one(&arena, DBN_STR("5月31日前报送。"), &ctx), "2025-05-30");
	dbn_arena_release(&arena);
}

static void at_the_same_time_as_before(void **state)
{
	struct dbn_limit earlier = { .kind = DBN_LIMIT_PERIOD_END,
				     .due = dbn_day_of(2025, 8, 31),
				     .code = DBN_STR("2025-08-31") };
	struct dbn_limit_ctx ctx = { .issued = dbn_day_of(2025, 5, 6),
				     .received = DBN_NO_DAY,
				     .earlier = &earlier };
	struct dbn_arena arena;

	(void)state;
	dbn_arena_init(&arena, 1u << 20);
	assert_str(one(&arena, DBN_STR("管线迁改同步完成。"), &ctx), "2025-08-31");
	dbn_arena_release(&arena);
}

static void without_a_date_of_issue(void **state)
{
	struct dbn_limit_ctx ctx = { .issued = DBN_NO_DAY, .received = DBN_NO_DAY };
	struct dbn_arena arena;

	(void)state;
	dbn_arena_init(&arena, 1u << 20);
	assert_str(one(&arena, DBN_STR("6月底前完成。"), &ctx), "?");
	assert_str(one(&arena, DBN_STR("2025年6月底前完成。"), &ctx), "2025-06-30");
	assert_str(one(&arena, DBN_STR("每月5日前报送。"), &ctx), "every:month@05");
	dbn_arena_release(&arena);
}

/* A paragraph of a megabyte is read in the time of its length. */
static void long_paragraphs_are_linear(void **state)
{
	static const char *const pieces[] = { "《",     "每年", "2024年6月底前，",
					      "（2024", "“",    "后30日内",
					      "、6月",  "1.",   "分别",
					      "每10天", "验收前完成", "9月1日开学前" };
	struct dbn_limit_ctx ctx = { .issued = dbn_day_of(2025, 5, 6), .received = DBN_NO_DAY };

	(void)state;
	for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
		struct dbn_arena arena;
		struct dbn_limits limits = { NULL, 0, 0 };
		struct dbn_buf b;

		dbn_buf_init(&b, 2u << 20);
		while (b.len < 1u << 20)
			dbn_buf_addz(&b, pieces[k]);
		dbn_arena_init(&arena, 512u << 20);
		assert_int_equal(
		    dbn_deadline_find(&arena, dbn_buf_str(&b), DBN_PLACE_BODY, &ctx, &limits, NULL),
		    DBN_OK);
		dbn_arena_release(&arena);
		dbn_buf_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences),
		cmocka_unit_test(items_and_fields),
		cmocka_unit_test(every_name_is_read),
		cmocka_unit_test(every_word_is_read),
		cmocka_unit_test(every_beginning_is_known),
		cmocka_unit_test(the_office_names_days),
		cmocka_unit_test(rest_days_move_on_demand),
		cmocka_unit_test(at_the_same_time_as_before),
		cmocka_unit_test(without_a_date_of_issue),
		cmocka_unit_test(long_paragraphs_are_linear),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
