/* intake.c - rows of a parsed document. */
#include "dubanc/intake.h"
#include "dubanc/text.h"

enum { CELL_MAX = 4 << 20, NODE_TITLE_MAX = 30 };

struct builder {
	struct dbn_arena *arena;
	const struct dbn_intake_opts *opts;
	struct dbn_intake *out;
	struct dbn_buf cell; /* scratch for one cell */
};

/* The scratch cell as a slice in the arena; empties the scratch. */
static struct dbn_str take(struct builder *b)
{
	struct dbn_str s = dbn_arena_dup(b->arena, dbn_buf_str(&b->cell));

	if (b->cell.failed)
		b->arena->failed = true;
	dbn_buf_clear(&b->cell);
	return s;
}

static void add_member(struct builder *b, struct dbn_str name)
{
	struct dbn_str rest = dbn_buf_str(&b->cell);

	while (b->cell.len && rest.ptr)
		if (dbn_str_eq(dbn_str_split(&rest, ';'), name))
			return;
	if (b->cell.len)
		dbn_buf_addc(&b->cell, ';');
	dbn_buf_add(&b->cell, name);
}

/* Units of one role, or of every role but supervision where role is COUNT. */
static struct dbn_str units_of(struct builder *b, const struct dbn_clause *c, enum dbn_role role)
{
	for (int r = 0; r < DBN_ROLE_COUNT; r++) {
		if (role != DBN_ROLE_COUNT ? r != (int)role : r == DBN_ROLE_SUPERVISE)
			continue;
		for (size_t i = 0; i < c->parties.count; i++)
			if (!c->parties.items[i].group && (int)c->parties.items[i].role == r)
				add_member(b, c->parties.items[i].name);
	}
	return take(b);
}

static bool leads(const struct dbn_clause *c, struct dbn_str name)
{
	for (size_t i = 0; i < c->parties.count; i++)
		if (c->parties.items[i].role == DBN_ROLE_LEAD && dbn_str_eq(c->parties.items[i].name, name))
			return true;
	return false;
}

/* Who assists: the units that do, and those that the document itself names as the members of a
 * group that does (重点任务牵头部门（经济发展局、商务局）配合). */
static struct dbn_str assisting(struct builder *b, const struct dbn_clause *c)
{
	for (size_t i = 0; i < c->parties.count; i++) {
		const struct dbn_party *p = &c->parties.items[i];

		if (p->role != DBN_ROLE_COOP)
			continue;
		if (!p->group)
			add_member(b, p->name);
		for (size_t k = 0; p->group && k < p->member_count; k++)
			if (!leads(c, p->members[k]))
				add_member(b, p->members[k]);
	}
	return take(b);
}

/* R:text{a+b};… as GOLD writes groups. */
static struct dbn_str groups_of(struct builder *b, const struct dbn_clause *c)
{
	static const char letters[] = "LCUS";

	for (size_t i = 0; i < c->parties.count; i++) {
		const struct dbn_party *p = &c->parties.items[i];

		if (!p->group)
			continue;
		if (b->cell.len)
			dbn_buf_addc(&b->cell, ';');
		dbn_buf_addc(&b->cell, letters[p->role]);
		dbn_buf_addc(&b->cell, ':');
		dbn_buf_add(&b->cell, p->name);
		for (size_t k = 0; k < p->member_count; k++) {
			dbn_buf_addc(&b->cell, k ? '+' : '{');
			dbn_buf_add(&b->cell, p->members[k]);
		}
		if (p->member_count)
			dbn_buf_addc(&b->cell, '}');
	}
	return take(b);
}

static struct dbn_str open_of(struct builder *b, const struct dbn_clause *c)
{
	for (int r = 0; r < DBN_ROLE_SUPERVISE; r++)
		if (c->open[r])
			dbn_buf_addc(&b->cell, "LCU"[r]);
	return take(b);
}

static struct dbn_str persons_of(struct builder *b, const struct dbn_clause *c)
{
	for (size_t i = 0; i < c->persons.count; i++) {
		if (i)
			dbn_buf_addc(&b->cell, ';');
		dbn_buf_add(&b->cell, c->persons.items[i].label);
		dbn_buf_addc(&b->cell, '=');
		dbn_buf_add(&b->cell, c->persons.items[i].value);
	}
	return take(b);
}

static struct dbn_str aliases_of(struct builder *b, const struct dbn_clause *c)
{
	for (size_t i = 0; i < c->parties.count; i++) {
		const struct dbn_party *p = &c->parties.items[i];

		if (!p->alias.len)
			continue;
		dbn_buf_addz(&b->cell, b->cell.len ? ";alias=" : "alias=");
		dbn_buf_add(&b->cell, p->name);
		dbn_buf_addc(&b->cell, ':');
		dbn_buf_add(&b->cell, p->alias);
	}
	return take(b);
}

static bool is_recurrence(const struct dbn_limit *l)
{
	return dbn_str_starts(l->code, DBN_STR("every:"));
}

/* The fixed day of a limit: its code is a date. */
static int32_t fixed_day(const struct dbn_limit *l)
{
	return dbn_day_parse(dbn_str_sub(l->code, 0, 10));
}

/* The deciding one of limits [from, to): the latest fixed date, else the first
 * recurrence, else the first of any kind; DBN_NONE where there is none. */
static size_t deciding_in(const struct dbn_limits *limits, size_t from, size_t to)
{
	size_t best = DBN_NONE;

	for (size_t i = from; i < to; i++)
		if (fixed_day(&limits->items[i]) != DBN_NO_DAY &&
		    (best == DBN_NONE ||
		     fixed_day(&limits->items[i]) > fixed_day(&limits->items[best])))
			best = i;
	for (size_t i = from; i < to && best == DBN_NONE; i++)
		if (is_recurrence(&limits->items[i]))
			best = i;
	return best == DBN_NONE && from < to ? from : best;
}

/* A task's deciding limit is that of its label, clause or cell; else the body's. */
static size_t deciding(const struct dbn_item *item)
{
	size_t labels = item->label_limits < item->limits.count ? item->label_limits
								: item->limits.count;

	return labels ? deciding_in(&item->limits, 0, labels)
		      : deciding_in(&item->limits, 0, item->limits.count);
}

static void fill_limit(struct builder *b, struct dbn_intake_row *row, const struct dbn_limit *l,
		       bool label)
{
	int32_t day = fixed_day(l);
	char iso[11];

	row->cell[DBN_TASK_DUE_TEXT] = l->text;
	row->cell[DBN_TASK_DUE_FROM] = label ? DBN_STR("clause") : DBN_STR("text");
	if (day == DBN_NO_DAY)
		row->cell[DBN_TASK_RECUR] = l->code;
	if (day == DBN_NO_DAY && is_recurrence(l))
		day = l->due;
	if (day == DBN_NO_DAY)
		return;
	row->cell[DBN_TASK_DUE] = dbn_arena_dup(b->arena, dbn_str_of(dbn_day_format(iso, day)));
	row->cell[DBN_TASK_DUE_ORIGINAL] = row->cell[DBN_TASK_DUE];
}

/* Offset behind the last sentence mark or comma before `at`. */
static size_t sentence_start(struct dbn_str text, size_t at)
{
	static const char *const marks[] = { "。", "；", "！", "？", "，" };

	for (size_t i = at; i >= 3; i--)
		for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
			if (dbn_str_eqz(dbn_str_sub(text, i - 3, 3), marks[k]))
				return i;
	return 0;
}

/* What a node is called: the words around its limit, else the limit itself. */
static struct dbn_str node_title(struct builder *b, const struct dbn_item *item,
				 const struct dbn_limit *l, bool label)
{
	static const char *const marks[] = { "。", "；", "！", "？" };
	struct dbn_str text = item->text, words;
	size_t start, end, at = 0;

	if (label || l->off > text.len || !l->text.len)
		return l->text;
	start = sentence_start(text, l->off);
	end = text.len;
	for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
		size_t hit = dbn_str_find(dbn_str_from(text, l->off), dbn_str_of(marks[k]));

		if (hit != DBN_NONE && l->off + hit < end)
			end = l->off + hit;
	}
	words = dbn_str_sub(text, start, end - start);
	for (size_t n = 0; at < words.len && n < NODE_TITLE_MAX; n++)
		dbn_utf8_next(words, &at);
	dbn_buf_add(&b->cell, dbn_str_sub(words, 0, at));
	if (at < words.len)
		dbn_buf_addz(&b->cell, "…");
	return take(b);
}

static struct dbn_intake_row *new_row(struct builder *b, const char *kind)
{
	struct dbn_intake_row *row = DBN_PUSH(b->arena, &b->out->rows);

	if (!row)
		return NULL;
	for (size_t i = 0; i < DBN_TASK_COLUMNS; i++)
		row->cell[i] = DBN_STR("");
	row->targets = DBN_STR("");
	row->cell[DBN_TASK_KIND] = dbn_str_of(kind);
	row->cell[DBN_TASK_STATE] = DBN_STR("open");
	return row;
}

/* Whether a limit that does not decide gets a row of its own. */
static bool makes_node(const struct dbn_limit *l)
{
	return !dbn_str_eqz(l->code, "long") && !dbn_str_eqz(l->code, "now");
}

static void add_nodes(struct builder *b, const struct dbn_item *item, struct dbn_str parent_path,
		      size_t decides)
{
	size_t serial = 0;

	for (size_t i = 0; i < item->limits.count; i++) {
		const struct dbn_limit *l = &item->limits.items[i];
		bool label = i < item->label_limits;
		struct dbn_intake_row *row;

		if (i == decides || !makes_node(l))
			continue;
		row = new_row(b, "node");
		if (!row)
			return;
		dbn_buf_add(&b->cell, parent_path);
		dbn_buf_addz(&b->cell, "/n");
		dbn_buf_addi(&b->cell, (int64_t)++serial);
		row->cell[DBN_TASK_PATH] = take(b);
		row->cell[DBN_TASK_PARENT] = parent_path; /* becomes an id with the others */
		row->cell[DBN_TASK_SECTION] = item->section;
		row->cell[DBN_TASK_TITLE] = node_title(b, item, l, label);
		fill_limit(b, row, l, label);
		b->out->nodes++;
	}
}

static struct dbn_str lines_of(struct builder *b, const struct dbn_item *item)
{
	dbn_buf_addi(&b->cell, (int64_t)item->first_line);
	if (item->last_line > item->first_line) {
		dbn_buf_addc(&b->cell, '-');
		dbn_buf_addi(&b->cell, (int64_t)item->last_line);
	}
	return take(b);
}

static void fill_parties(struct builder *b, struct dbn_intake_row *row, const struct dbn_item *item,
			 struct dbn_str doc_level)
{
	const struct dbn_clause *c = &item->clause;
	/* Leads of another level's document are no units of this office. */
	bool ours = item->kind == DBN_ITEM_SLIP || !b->opts->office_level.len || !doc_level.len ||
		    dbn_str_eq(doc_level, b->opts->office_level);

	row->cell[DBN_TASK_UNITS] = units_of(b, c, DBN_ROLE_COUNT);
	if (ours) {
		row->cell[DBN_TASK_LEAD] = units_of(b, c, DBN_ROLE_LEAD);
		row->cell[DBN_TASK_COOP] = assisting(b, c);
	}
	if (row->cell[DBN_TASK_LEAD].len)
		row->cell[DBN_TASK_LEAD_FROM] = item->kind == DBN_ITEM_SLIP ? DBN_STR("slip") : DBN_STR("doc");
	row->cell[DBN_TASK_GROUPS] = groups_of(b, c);
	row->cell[DBN_TASK_OPEN] = open_of(b, c);
	row->cell[DBN_TASK_SUPERVISE] = units_of(b, c, DBN_ROLE_SUPERVISE);
	row->cell[DBN_TASK_PERSONS] = persons_of(b, c);
	row->cell[DBN_TASK_NOTE] = aliases_of(b, c);
}

/* What a roll says of how far the task is. */
static void fill_roll(struct builder *b, struct dbn_intake_row *row, const struct dbn_roll_cells *roll)
{
	struct dbn_str note = row->cell[DBN_TASK_NOTE];
	char day[11];

	if (roll->state.len)
		row->cell[DBN_TASK_STATE] = roll->state;
	row->cell[DBN_TASK_PROGRESS] = roll->progress;
	row->cell[DBN_TASK_OWNER] = roll->owner;
	row->cell[DBN_TASK_DONE] = dbn_arena_dup(b->arena, dbn_str_of(dbn_day_format(day, roll->done)));
	if (!roll->note.len)
		return;
	dbn_buf_add(&b->cell, note);
	dbn_buf_addz(&b->cell, note.len ? ";" : "");
	dbn_buf_add(&b->cell, roll->note);
	row->cell[DBN_TASK_NOTE] = take(b);
}

static void add_item(struct builder *b, const struct dbn_item *item, struct dbn_str doc_level)
{
	static const char *const kinds[] = { "task", "measure", "slip" };
	size_t decides = deciding(item);
	struct dbn_intake_row *row;
	size_t index;

	if (item->kind == DBN_ITEM_MEASURE && !b->opts->split_measures)
		return;
	row = new_row(b, kinds[item->kind]);
	if (!row)
		return;
	index = b->out->rows.count - 1;
	row->item = item;
	row->cell[DBN_TASK_PATH] = item->path;
	if (item->kind == DBN_ITEM_MEASURE)
		row->cell[DBN_TASK_PARENT] = item->inherit_path;
	row->cell[DBN_TASK_SECTION] = item->kind == DBN_ITEM_SLIP && !item->section.len ? DBN_STR("批办")
												: item->section;
	row->cell[DBN_TASK_TITLE] = item->title;
	row->cell[DBN_TASK_TEXT] = item->text;
	row->cell[DBN_TASK_CLAUSE] = item->clause_text;
	row->cell[DBN_TASK_LINES] = lines_of(b, item);
	fill_parties(b, row, item, doc_level);
	if (item->roll)
		fill_roll(b, row, item->roll);
	if (decides != DBN_NONE)
		fill_limit(b, row, &item->limits.items[decides], decides < item->label_limits);
	b->out->tasks += item->kind == DBN_ITEM_TASK;
	b->out->slips += item->kind == DBN_ITEM_SLIP;
	b->out->measures += item->kind == DBN_ITEM_MEASURE;
	b->out->limits += item->kind == DBN_ITEM_MEASURE ? 0 : item->limits.count;
	/* A task whose measures are rows leaves its nodes and targets to them. */
	if (item->kind != DBN_ITEM_MEASURE || b->opts->split_measures)
		add_nodes(b, item, b->out->rows.items[index].cell[DBN_TASK_PATH], decides);
}

/* A parent stands before its children, its nodes and measures right behind it. */
static struct dbn_str parent_id(const struct dbn_str *paths, const struct dbn_str *ids, size_t child,
				struct dbn_str path)
{
	for (size_t back = child; back-- > 0;)
		if (dbn_str_eq(paths[back], path))
			return ids[back];
	return DBN_STR("");
}

/* Paths of parents become ids; paths stay. */
static int give_ids(struct builder *b, struct dbn_err *err)
{
	size_t n = b->out->rows.count;
	struct dbn_str *paths = dbn_arena_alloc(b->arena, n + 1, sizeof *paths);
	struct dbn_str *ids = dbn_arena_alloc(b->arena, n + 1, sizeof *ids);
	int code;

	if (!paths || !ids)
		return dbn_fail_memory(err);
	for (size_t i = 0; i < n; i++)
		paths[i] = b->out->rows.items[i].cell[DBN_TASK_PATH];
	b->out->nested = b->opts->fixed && b->opts->nested;
	code = dbn_ids_make(b->arena, b->opts->key, paths, n, &b->out->nested, ids, err);
	if (code)
		return code;
	for (size_t i = 0; i < n; i++) {
		struct dbn_str *cell = b->out->rows.items[i].cell;

		cell[DBN_TASK_ID] = ids[i];
		if (cell[DBN_TASK_PARENT].len)
			cell[DBN_TASK_PARENT] = parent_id(paths, ids, i, cell[DBN_TASK_PARENT]);
	}
	return DBN_OK;
}

static void add_target_cell(struct dbn_buf *changes, struct dbn_str id, const char *column,
			    struct dbn_str value)
{
	struct dbn_buf name;

	if (!value.len)
		return;
	dbn_buf_init(&name, DBN_PATH_MAX);
	dbn_buf_addz(&name, "target.");
	dbn_buf_add(&name, id);
	dbn_buf_addc(&name, '.');
	dbn_buf_addz(&name, column);
	dbn_changes_add(changes, dbn_buf_str(&name), value);
	changes->failed = changes->failed || name.failed;
	dbn_buf_release(&name);
}

/* targets/KEY.csv rows of one task, as changes of its import event. */
static void add_targets(struct builder *b, struct dbn_intake_row *row)
{
	const struct dbn_targets *targets = &row->item->targets;
	struct dbn_buf id;

	dbn_buf_init(&id, DBN_PATH_MAX);
	for (size_t i = 0; i < targets->count; i++) {
		const struct dbn_target *t = &targets->items[i];

		dbn_buf_clear(&id);
		dbn_buf_add(&id, row->cell[DBN_TASK_ID]);
		dbn_buf_addz(&id, ".g");
		dbn_buf_addi(&id, (int64_t)i + 1);
		add_target_cell(&b->cell, dbn_buf_str(&id), "task", row->cell[DBN_TASK_ID]);
		add_target_cell(&b->cell, dbn_buf_str(&id), "metric", t->metric);
		add_target_cell(&b->cell, dbn_buf_str(&id), "op", dbn_str_of(dbn_target_op_name(t->op)));
		add_target_cell(&b->cell, dbn_buf_str(&id), "value", t->value);
		add_target_cell(&b->cell, dbn_buf_str(&id), "uom", t->uom);
		add_target_cell(&b->cell, dbn_buf_str(&id), "due", t->by);
		b->out->targets++;
	}
	row->targets = take(b);
	dbn_buf_release(&id);
}

/* Whether the targets of an item are its own row's: with measures as rows,
 * those of the task stand there. */
static bool keeps_targets(const struct dbn_intake *in, size_t i, bool split)
{
	const struct dbn_intake_row *row = &in->rows.items[i];

	if (!row->item)
		return false;
	if (!split || row->item->kind != DBN_ITEM_TASK)
		return true;
	for (size_t k = i + 1; k < in->rows.count; k++)
		if (in->rows.items[k].item && in->rows.items[k].item->kind == DBN_ITEM_MEASURE &&
		    dbn_str_eq(in->rows.items[k].item->inherit_path, row->item->path))
			return false;
		else if (in->rows.items[k].item)
			break;
	return true;
}

int dbn_intake_rows(struct dbn_arena *arena, const struct dbn_document *doc,
		    const struct dbn_intake_opts *opts, struct dbn_intake *out, struct dbn_err *err)
{
	struct builder b = { arena, opts, out, { 0 } };
	int code;

	*out = (struct dbn_intake){ 0 };
	dbn_buf_init(&b.cell, CELL_MAX);
	for (size_t i = 0; i < doc->items.count; i++)
		add_item(&b, &doc->items.items[i], doc->head.level);
	code = arena->failed ? dbn_fail_memory(err) : give_ids(&b, err);
	for (size_t i = 0; i < out->rows.count && !code; i++)
		if (keeps_targets(out, i, opts->split_measures))
			add_targets(&b, &out->rows.items[i]);
	if (!code && (arena->failed || b.cell.failed))
		code = dbn_fail_memory(err);
	dbn_buf_release(&b.cell);
	return code;
}
