/* test_str.c - slices, buffers, arenas, UTF-8, civil days. */
#include "unit.h"

#include "dubanc/arena.h"
#include "dubanc/origin.h"
#include "dubanc/date.h"
#include "dubanc/text.h"

static void split_sees_every_member(void **state)
{
	struct dbn_str rest = DBN_STR("a;;b");

	(void)state;
	assert_str(dbn_str_split(&rest, ';'), "a");
	assert_str(dbn_str_split(&rest, ';'), "");
	assert_str(dbn_str_split(&rest, ';'), "b");
	assert_null(rest.ptr);
}

static void trim_takes_ideographic_space(void **state)
{
	(void)state;
	assert_str(dbn_str_trim(DBN_STR("　 市委 　\t")), "市委");
	assert_str(dbn_str_trim(DBN_STR(" \t")), "");
}

static void find_gives_the_first(void **state)
{
	(void)state;
	assert_int_equal(dbn_str_find(DBN_STR("aab"), DBN_STR("ab")), 1);
	assert_true(dbn_str_find(DBN_STR("aa"), DBN_STR("ab")) == DBN_NONE);
	assert_true(dbn_str_find(DBN_STR(""), DBN_STR("a")) == DBN_NONE);
}

static void uint_is_strict(void **state)
{
	int32_t v;

	(void)state;
	assert_true(dbn_str_uint(DBN_STR("2147483647"), &v) && v == INT32_MAX);
	assert_false(dbn_str_uint(DBN_STR("2147483648"), &v));
	assert_false(dbn_str_uint(DBN_STR("+1"), &v));
	assert_false(dbn_str_uint(DBN_STR(""), &v));
	assert_false(dbn_str_uint(DBN_STR("1 "), &v));
}

static void what_memory_lost_is_no_text_of_nothing(void **state)
{
	struct dbn_str lost = { dbn_lost, 0 }, parts[] = { DBN_STR("a"), { dbn_lost, 0 } };
	struct dbn_arena small;
	struct dbn_buf b;

	(void)state;
	dbn_buf_init(&b, 64);
	dbn_buf_addz(&b, "ab");
	dbn_text_visible(&b, lost);
	assert_true(b.failed && b.starved);
	assert_true(dbn_str_lost(dbn_buf_str(&b)));
	dbn_buf_addz(&b, "c");
	assert_int_equal(b.len, 0);
	dbn_buf_clear(&b);
	dbn_buf_addz(&b, "c");
	assert_str(dbn_buf_str(&b), "c");
	dbn_arena_init(&small, 64);
	assert_true(dbn_str_lost(dbn_arena_join(&small, parts, 2)));
	assert_true(small.failed);
	dbn_arena_release(&small);
	dbn_arena_init(&small, 16);
	lost = dbn_arena_dup(&small, DBN_STR("more than there is room for"));
	assert_true(dbn_str_lost(dbn_str_trim(lost)));
	dbn_buf_add(&b, dbn_str_of(lost.ptr));
	assert_true(b.failed);
	dbn_buf_release(&b);
	dbn_arena_release(&small);
}

static void buffer_keeps_its_limit(void **state)
{
	struct dbn_buf b;

	(void)state;
	dbn_buf_init(&b, 4);
	dbn_buf_addz(&b, "abcd");
	assert_false(b.failed);
	dbn_buf_addc(&b, 'e');
	assert_true(b.failed);
	assert_str(dbn_buf_str(&b), "abcd");
	dbn_buf_clear(&b);
	dbn_buf_addi(&b, -12);
	assert_str(dbn_buf_str(&b), "-12");
	dbn_buf_release(&b);
}

static void list_grows_and_keeps(void **state)
{
	DBN_LIST(int) list = { 0 };
	struct dbn_arena a;

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	for (int i = 0; i < 1000; i++) {
		int *p = DBN_PUSH(&a, &list);

		assert_non_null(p);
		*p = i;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(list.items[i], i);
	dbn_arena_release(&a);
}

/* A long list moves and takes little more than it holds; others beside it stay as they are. */
static void long_list_grows_and_keeps(void **state)
{
	enum { COUNT = 200000, LIMIT = 4 << 20 };
	DBN_LIST(int) list = { 0 };
	DBN_LIST(int) other = { 0 };
	struct dbn_arena a;

	(void)state;
	dbn_arena_init(&a, LIMIT);
	for (int i = 0; i < COUNT; i++) {
		int *p = DBN_PUSH_LONG(&a, &list), *q = i % 100 ? NULL : DBN_PUSH(&a, &other);

		assert_non_null(p);
		assert_int_equal(*p, 0);
		*p = i;
		if (q)
			*q = i;
	}
	for (int i = 0; i < COUNT; i++)
		assert_int_equal(list.items[i], i);
	for (int i = 0; i < COUNT / 100; i++)
		assert_int_equal(other.items[i], i * 100);
	assert_true(a.used < 3 * COUNT * sizeof(int) / 2);
	while (DBN_PUSH_LONG(&a, &list))
		;
	assert_true(a.failed);
	assert_true(list.count > COUNT);
	assert_int_equal(list.items[COUNT - 1], COUNT - 1);
	dbn_arena_release(&a);
}

/* What is copied from a list of the arena is not its own, though the arena could lengthen it. */
static void copied_list_leaves_its_source(void **state)
{
	DBN_LIST(uint64_t) list = { 0 }, copy;
	struct dbn_arena a;

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	for (uint64_t i = 0; i < 16; i++)
		*DBN_PUSH(&a, &list) = i;
	memcpy(&copy, &list, sizeof copy);
	copy.cap = copy.count;
	*DBN_PUSH(&a, &copy) = 100;
	*DBN_PUSH(&a, &list) = 200;
	assert_int_equal(copy.items[16], 100);
	assert_int_equal(list.items[16], 200);
	dbn_arena_release(&a);
}

static void arena_text_grows(void **state)
{
	const struct dbn_str parts[] = { DBN_STR("；"), DBN_STR("市水利局") };
	struct dbn_str text = DBN_STR("市民政局"), first;
	size_t room = 0, before;
	struct dbn_arena a;

	(void)state;
	dbn_arena_init(&a, 1u << 20);
	assert_true(dbn_arena_append(&a, &text, &room, parts, 2));
	first = text;
	assert_str(first, "市民政局；市水利局");
	before = a.used;
	for (size_t i = 0; i < 4000; i++)
		assert_true(dbn_arena_append(&a, &text, &room, parts, 2));
	assert_int_equal(text.len, 12 + 4001 * 15);
	assert_int_equal(text.ptr[text.len], '\0');
	assert_memory_equal(text.ptr, first.ptr, first.len);
	/* all storage it ever had is a small multiple of what it holds */
	assert_true(a.used - before < 6 * text.len);
	/* no room: the text stays as it was */
	a.max = a.used;
	before = text.len;
	while (dbn_arena_append(&a, &text, &room, parts, 2))
		before = text.len;
	assert_true(a.failed);
	assert_int_equal(text.len, before);
	dbn_arena_release(&a);
}

static void arena_keeps_its_limit(void **state)
{
	struct dbn_arena a;

	(void)state;
	dbn_arena_init(&a, 64);
	assert_non_null(dbn_arena_alloc(&a, 1, 64));
	assert_null(dbn_arena_alloc(&a, 1, 1));
	assert_true(a.failed);
	dbn_arena_release(&a);
}

static void utf8_refuses_what_is_not(void **state)
{
	static const char *bad[] = { "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe5\x8a", "\x80" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(dbn_utf8_bad(dbn_str_of(bad[i])), 0);
	assert_true(dbn_utf8_bad(DBN_STR("督办𠮷")) == DBN_NONE);
	assert_int_equal(dbn_utf8_length(DBN_STR("督办𠮷")), 3);
}

static void utf8_goes_back(void **state)
{
	struct dbn_str s = DBN_STR("a督");
	size_t at = s.len;

	(void)state;
	assert_int_equal(dbn_utf8_prev(s, &at), 0x7763);
	assert_int_equal(dbn_utf8_prev(s, &at), 'a');
	assert_int_equal(dbn_utf8_prev(s, &at), 0);
}

static void width_counts_columns(void **state)
{
	struct dbn_width one = { 1 }, two = { 2 };
	struct dbn_buf cut;

	(void)state;
	assert_int_equal(dbn_text_width(DBN_STR("督办a"), one), 5);
	assert_int_equal(dbn_text_width(DBN_STR("“十四五”"), one), 8);
	assert_int_equal(dbn_text_width(DBN_STR("“十四五”"), two), 10);
	assert_str(dbn_text_fit(DBN_STR("督办事项"), 5, one), "督办");
	dbn_buf_init(&cut, 64);
	dbn_text_cut(&cut, DBN_STR("督办事项"), 8, one);
	assert_str(dbn_buf_str(&cut), "督办事项");
	dbn_buf_clear(&cut);
	dbn_text_cut(&cut, DBN_STR("督办事项"), 7, one);
	assert_str(dbn_buf_str(&cut), "督办事…");
	dbn_buf_clear(&cut);
	dbn_text_cut(&cut, DBN_STR("督办事项"), 0, one);
	assert_str(dbn_buf_str(&cut), "");
	dbn_buf_release(&cut);
}

static void terminal_is_safe(void **state)
{
	struct dbn_buf b;

	(void)state;
	dbn_buf_init(&b, 1000);
	dbn_text_visible(&b, DBN_STR("甲\x1b[31m\xe2\x80\xae\xff\n"));
	assert_str(dbn_buf_str(&b), "甲\\x1b[31m\\u202e\\xff\\x0a");
	dbn_buf_release(&b);
}

static void every_day_reads_back(void **state)
{
	char text[11];

	(void)state;
	for (int32_t d = dbn_day_of(1900, 1, 1); d <= dbn_day_of(2100, 12, 31); d++) {
		struct dbn_ymd ymd = dbn_day_ymd(d);

		assert_int_equal(dbn_day_of(ymd.year, ymd.month, ymd.day), d);
		assert_int_equal(dbn_day_parse(dbn_str_of(dbn_day_format(text, d))), d);
	}
	assert_int_equal(dbn_day_of(1970, 1, 1), 0);
	assert_int_equal(dbn_day_weekday(dbn_day_of(2026, 11, 23)), 1);
}

static void no_such_day(void **state)
{
	(void)state;
	assert_int_equal(dbn_day_of(2023, 2, 29), DBN_NO_DAY);
	assert_int_equal(dbn_day_parse(DBN_STR("2024-13-01")), DBN_NO_DAY);
	assert_int_equal(dbn_day_parse(DBN_STR("2024-1-01x")), DBN_NO_DAY);
	assert_int_equal(dbn_day_add_months(dbn_day_of(2024, 1, 31), 1), dbn_day_of(2024, 2, 29));
	assert_int_equal(dbn_day_add_months(dbn_day_of(2024, 1, 31), -2), dbn_day_of(2023, 11, 30));
}

static void arena_goes_back_to_a_mark(void **state)
{
	struct dbn_arena_mark mark;
	struct dbn_str kept, again;
	struct dbn_arena a;
	size_t used;

	(void)state;
	dbn_arena_init(&a, 1 << 20);
	mark = dbn_arena_mark(&a);
	dbn_arena_alloc(&a, 1, 100);
	dbn_arena_rewind(&a, mark);
	assert_int_equal(a.used, 0);
	kept = dbn_arena_dup(&a, DBN_STR("kept"));
	mark = dbn_arena_mark(&a);
	used = a.used;
	for (int round = 0; round < 1000; round++) { /* more in all than the limit allows */
		dbn_arena_alloc(&a, 3, 20000);
		dbn_arena_rewind(&a, mark);
	}
	assert_int_equal(a.used, used);
	assert_false(a.failed);
	again = dbn_arena_dup(&a, DBN_STR("again"));
	assert_true(dbn_str_eqz(kept, "kept") && dbn_str_eqz(again, "again"));
	dbn_arena_release(&a);
}

static void lines_are_rows_again(void **state)
{
	struct dbn_origins none = { NULL, 0, 0 }, o = none;
	struct dbn_arena a;

	(void)state;
	dbn_arena_init(&a, 64 << 20);
	assert_int_equal(dbn_origins_row(NULL, 7), 7);
	assert_int_equal(dbn_origins_row(&none, 7), 7);
	/* a name, rows 1 2 3, rows 6 7, a name, row 1 */
	for (size_t i = 0; i < 8; i++) {
		static const size_t rows[] = { 0, 1, 2, 3, 6, 7, 0, 1 };

		assert_true(dbn_origins_add(&a, &o, i + 1, rows[i]));
	}
	assert_int_equal(o.count, 5);
	assert_int_equal(dbn_origins_row(&o, 1), 0);
	assert_int_equal(dbn_origins_row(&o, 4), 3);
	assert_int_equal(dbn_origins_row(&o, 5), 6);
	assert_int_equal(dbn_origins_row(&o, 6), 7);
	assert_int_equal(dbn_origins_row(&o, 7), 0);
	assert_int_equal(dbn_origins_row(&o, 9), 2);
	assert_true(dbn_origins_add(&a, &o, 3, 99)); /* what goes back is passed over */
	assert_int_equal(dbn_origins_row(&o, 8), 1);
	/* More runs than are kept: nothing is said of what lies behind. */
	for (size_t i = 0; i < DBN_ORIGINS_MAX + 10; i++)
		assert_true(dbn_origins_add(&a, &o, 10 + i, 2 * i + 10));
	assert_int_equal(o.count, DBN_ORIGINS_MAX + 1);
	assert_int_equal(dbn_origins_row(&o, DBN_ORIGINS_MAX), 2 * (DBN_ORIGINS_MAX - 10) + 10);
	assert_int_equal(dbn_origins_row(&o, 10 + DBN_ORIGINS_MAX + 5), 0);
	dbn_arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(split_sees_every_member),
		cmocka_unit_test(trim_takes_ideographic_space),
		cmocka_unit_test(find_gives_the_first),
		cmocka_unit_test(uint_is_strict),
		cmocka_unit_test(what_memory_lost_is_no_text_of_nothing),
		cmocka_unit_test(buffer_keeps_its_limit),
		cmocka_unit_test(list_grows_and_keeps),
		cmocka_unit_test(long_list_grows_and_keeps),
		cmocka_unit_test(copied_list_leaves_its_source),
		cmocka_unit_test(arena_text_grows),
		cmocka_unit_test(arena_keeps_its_limit),
		cmocka_unit_test(arena_goes_back_to_a_mark),
		cmocka_unit_test(lines_are_rows_again),
		cmocka_unit_test(utf8_refuses_what_is_not),
		cmocka_unit_test(utf8_goes_back),
		cmocka_unit_test(width_counts_columns),
		cmocka_unit_test(terminal_is_safe),
		cmocka_unit_test(every_day_reads_back),
		cmocka_unit_test(no_such_day),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
