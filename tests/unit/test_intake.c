/* test_intake.c - rows of a parsed document, and what a second import changes. */
#include "unit.h"

#include "dubanc/intake.h"

/* A document built by hand: items with a path, a title and limits. */
struct fixture {
	struct dbn_arena arena;
	struct dbn_document doc;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	assert_non_null(f);
	dbn_arena_init(&f->arena, 64u << 20);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	dbn_arena_release(&f->arena);
	free(f);
	return 0;
}

static struct dbn_item *add_item(struct fixture *f, const char *path, const char *title)
{
	struct dbn_item *item = DBN_PUSH(&f->arena, &f->doc.items);

	assert_non_null(item);
	item->path = dbn_str_of(path);
	item->title = dbn_str_of(title);
	item->text = dbn_str_of(title);
	item->section = item->clause_text = item->inherit_path = item->ocr = DBN_STR("");
	item->first_line = item->last_line = 1;
	return item;
}

static void add_limit(struct fixture *f, struct dbn_item *item, const char *text, const char *code)
{
	struct dbn_limit *l = DBN_PUSH(&f->arena, &item->limits);

	assert_non_null(l);
	l->text = dbn_str_of(text);
	l->code = dbn_str_of(code);
	l->due = dbn_day_parse(dbn_str_sub(l->code, 0, 10));
	l->off = dbn_str_find(item->text, l->text);
	if (l->off == DBN_NONE)
		l->off = 0;
	l->len = l->text.len;
}

static void add_party(struct fixture *f, struct dbn_item *item, enum dbn_role role, const char *name)
{
	struct dbn_party *p = DBN_PUSH(&f->arena, &item->clause.parties);

	assert_non_null(p);
	p->role = role;
	p->name = p->written = dbn_str_of(name);
	p->alias = DBN_STR("");
}

static void rows_of(struct fixture *f, struct dbn_intake *in)
{
	struct dbn_intake_opts opts = { .key = DBN_STR("测办发2024-1"), .office_level = DBN_STR("") };
	struct dbn_err err = { 0 };

	assert_int_equal(dbn_intake_rows(&f->arena, &f->doc, &opts, in, &err), DBN_OK);
}

/* 党政办牵头，司法局、重点任务牵头部门（党政办、经发局、商务局）配合 */
static void named_members_of_a_group_assist(void **state)
{
	static struct dbn_str members[] = { { "党政办", 9 }, { "经发局", 9 }, { "商务局", 9 } };
	struct fixture *f = *state;
	struct dbn_item *item = add_item(f, "批办/1", "制定方案");
	struct dbn_intake in = { 0 };
	struct dbn_party *group;

	item->kind = DBN_ITEM_SLIP;
	add_party(f, item, DBN_ROLE_LEAD, "党政办");
	add_party(f, item, DBN_ROLE_COOP, "司法局");
	add_party(f, item, DBN_ROLE_COOP, "重点任务牵头部门");
	group = &item->clause.parties.items[2];
	group->group = true;
	group->members = members;
	group->member_count = 3;
	rows_of(f, &in);
	assert_str(in.rows.items[0].cell[DBN_TASK_LEAD], "党政办");
	assert_str(in.rows.items[0].cell[DBN_TASK_COOP], "司法局;经发局;商务局");
	assert_str(in.rows.items[0].cell[DBN_TASK_UNITS], "党政办;司法局");
	assert_str(in.rows.items[0].cell[DBN_TASK_GROUPS], "C:重点任务牵头部门{党政办+经发局+商务局}");
}

/* The label decides; what the body says besides becomes nodes. */
static void label_limit_decides(void **state)
{
	struct fixture *f = *state;
	struct dbn_item *item = add_item(f, "一/1", "摸清底数，5月底前建成台账");
	struct dbn_intake in;

	add_limit(f, item, "2024年9月底", "2024-09-30");
	add_limit(f, item, "5月底前", "2024-05-31");
	item->label_limits = 1;
	rows_of(f, &in);
	assert_int_equal(in.rows.count, 2);
	assert_str(in.rows.items[0].cell[DBN_TASK_DUE], "2024-09-30");
	assert_str(in.rows.items[0].cell[DBN_TASK_DUE_ORIGINAL], "2024-09-30");
	assert_str(in.rows.items[1].cell[DBN_TASK_KIND], "node");
	assert_str(in.rows.items[1].cell[DBN_TASK_DUE], "2024-05-31");
	assert_str(in.rows.items[1].cell[DBN_TASK_PARENT], "测办发2024-1:1");
	assert_str(in.rows.items[1].cell[DBN_TASK_TITLE], "5月底前建成台账");
}

/* Without a label the latest fixed date of the body decides. */
static void latest_date_of_the_body_decides(void **state)
{
	struct fixture *f = *state;
	struct dbn_item *item = add_item(f, "一/1", "3月底前试点，11月底前推开，每月调度");
	struct dbn_intake in;

	add_limit(f, item, "3月底前", "2024-03-31");
	add_limit(f, item, "11月底前", "2024-11-30");
	add_limit(f, item, "每月", "every:month");
	rows_of(f, &in);
	assert_str(in.rows.items[0].cell[DBN_TASK_DUE], "2024-11-30");
	assert_str(in.rows.items[0].cell[DBN_TASK_RECUR], "");
	assert_int_equal(in.nodes, 2);
	assert_str(in.rows.items[2].cell[DBN_TASK_RECUR], "every:month");
}

/* Long-term and at-once are no dates and make no nodes. */
static void long_term_has_no_date(void **state)
{
	struct fixture *f = *state;
	struct dbn_item *item = add_item(f, "一/1", "坚持");
	struct dbn_intake in;

	add_limit(f, item, "长期坚持", "long");
	item->label_limits = 1;
	rows_of(f, &in);
	assert_int_equal(in.rows.count, 1);
	assert_str(in.rows.items[0].cell[DBN_TASK_DUE], "");
	assert_str(in.rows.items[0].cell[DBN_TASK_RECUR], "long");
}

static void leads_of_another_level_stay_units(void **state)
{
	struct fixture *f = *state;
	struct dbn_item *item = add_item(f, "一/1", "任务");
	struct dbn_intake_opts opts = { .key = DBN_STR("测办发2024-1"), .office_level = DBN_STR("县") };
	struct dbn_intake in;
	struct dbn_err err = { 0 };

	add_party(f, item, DBN_ROLE_LEAD, "市水务局");
	add_party(f, item, DBN_ROLE_COOP, "市财政局");
	f->doc.head.level = DBN_STR("市");
	assert_int_equal(dbn_intake_rows(&f->arena, &f->doc, &opts, &in, &err), DBN_OK);
	assert_str(in.rows.items[0].cell[DBN_TASK_LEAD], "");
	assert_str(in.rows.items[0].cell[DBN_TASK_UNITS], "市水务局;市财政局");
	rows_of(f, &in);
	assert_str(in.rows.items[0].cell[DBN_TASK_LEAD], "市水务局");
	assert_str(in.rows.items[0].cell[DBN_TASK_LEAD_FROM], "doc");
}

/* A document in the ledger as the first import left it. */
static struct dbn_doc ledger_of(struct fixture *f, const struct dbn_intake *in)
{
	struct dbn_doc doc = { 0 };

	doc.tasks = dbn_arena_alloc(&f->arena, in->rows.count, sizeof *doc.tasks);
	assert_non_null(doc.tasks);
	doc.task_count = in->rows.count;
	for (size_t i = 0; i < in->rows.count; i++)
		memcpy(doc.tasks[i].cell, in->rows.items[i].cell, sizeof doc.tasks[i].cell);
	return doc;
}

static void first_import_brings_every_row(void **state)
{
	struct fixture *f = *state;
	struct dbn_intake_plan plan;
	struct dbn_doc empty = { 0 };
	struct dbn_intake in;
	struct dbn_err err = { 0 };

	add_item(f, "一/1", "甲");
	add_item(f, "一/2", "乙");
	rows_of(f, &in);
	assert_int_equal(dbn_intake_plan(&f->arena, &in, &empty, DBN_STR(""), &plan, &err), DBN_OK);
	assert_int_equal(plan.events.count, 2);
	assert_int_equal(plan.added, 2);
	assert_true(dbn_str_find(plan.events.items[1].changes, DBN_STR("title=乙")) != DBN_NONE);
}

/* The same text changes nothing; an amended one only what it amends, and what
 * the office did meanwhile stays. */
static void second_import_changes_what_changed(void **state)
{
	struct fixture *f = *state;
	struct dbn_intake_plan plan;
	struct dbn_intake in, amended;
	struct dbn_buf base;
	struct dbn_doc doc;
	struct dbn_err err = { 0 };

	add_item(f, "一/1", "甲");
	add_item(f, "一/2", "乙");
	rows_of(f, &in);
	doc = ledger_of(f, &in);
	doc.tasks[0].cell[DBN_TASK_LEAD] = DBN_STR("水务局");
	dbn_buf_init(&base, 1u << 20);
	dbn_intake_save(&base, &in);
	assert_int_equal(dbn_intake_plan(&f->arena, &in, &doc, dbn_buf_str(&base), &plan, &err), DBN_OK);
	assert_int_equal(plan.events.count, 0);

	f->doc.items.items[1].title = DBN_STR("乙（修订）");
	add_item(f, "一/3", "丙");
	rows_of(f, &amended);
	assert_int_equal(dbn_intake_plan(&f->arena, &amended, &doc, dbn_buf_str(&base), &plan, &err), DBN_OK);
	assert_int_equal(plan.changed, 1);
	assert_int_equal(plan.added, 1);
	assert_int_equal(plan.events.count, 2);
	assert_str(plan.events.items[0].task, "测办发2024-1:2");
	assert_str(plan.events.items[0].changes, "title=乙（修订）");
	dbn_buf_release(&base);
}

/* A row that the text dropped is kept and named. */
static void dropped_rows_are_named(void **state)
{
	struct fixture *f = *state;
	struct dbn_intake_plan plan;
	struct dbn_intake in, shorter;
	struct dbn_buf base;
	struct dbn_doc doc;
	struct dbn_err err = { 0 };

	add_item(f, "一/1", "甲");
	add_item(f, "一/2", "乙");
	rows_of(f, &in);
	doc = ledger_of(f, &in);
	dbn_buf_init(&base, 1u << 20);
	dbn_intake_save(&base, &in);
	f->doc.items.count = 1;
	rows_of(f, &shorter);
	assert_int_equal(dbn_intake_plan(&f->arena, &shorter, &doc, dbn_buf_str(&base), &plan, &err), DBN_OK);
	assert_int_equal(plan.events.count, 0);
	assert_int_equal(plan.gone.count, 1);
	assert_str(plan.gone.items[0], "测办发2024-1:2");
	dbn_buf_release(&base);
}

/* Both sides changed one cell: ours stays, the conflict is named. */
static void both_sides_changed_is_a_conflict(void **state)
{
	struct fixture *f = *state;
	struct dbn_intake_plan plan;
	struct dbn_intake in, amended;
	struct dbn_buf base;
	struct dbn_doc doc;
	struct dbn_err err = { 0 };

	add_item(f, "一/1", "甲");
	rows_of(f, &in);
	doc = ledger_of(f, &in);
	doc.tasks[0].cell[DBN_TASK_TITLE] = DBN_STR("甲（本单位更正）");
	dbn_buf_init(&base, 1u << 20);
	dbn_intake_save(&base, &in);
	f->doc.items.items[0].title = DBN_STR("甲（发文更正）");
	rows_of(f, &amended);
	assert_int_equal(dbn_intake_plan(&f->arena, &amended, &doc, dbn_buf_str(&base), &plan, &err), DBN_OK);
	assert_int_equal(plan.events.count, 0);
	assert_int_equal(plan.conflicts.count, 1);
	assert_str(plan.conflicts.items[0].column, "title");
	dbn_buf_release(&base);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(named_members_of_a_group_assist),
		CASE(label_limit_decides),
		CASE(latest_date_of_the_body_decides),
		CASE(long_term_has_no_date),
		CASE(leads_of_another_level_stay_units),
		CASE(first_import_brings_every_row),
		CASE(second_import_changes_what_changed),
		CASE(dropped_rows_are_named),
		CASE(both_sides_changed_is_a_conflict),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
