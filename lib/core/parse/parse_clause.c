/* parse_clause.c - `parse clause`: a line of text to one row. */
#include "dubanc/parse.h"

const char dbn_parse_clause_header[] =
	"lead\tcoop\tunits\tgroups\topen\tpersons\tdeadline_text\tdeadline\tsupervise\tdoubt";

enum { ARENA_MAX = 256 * 1024 * 1024 };

/* Data in a cell: control bytes are blanks. */
static void add_text(struct dbn_buf *out, struct dbn_str s)
{
	for (size_t i = 0; i < s.len; i++)
		dbn_buf_addc(out,
			     (unsigned char)s.ptr[i] < 0x20 || s.ptr[i] == 0x7f ? ' ' : s.ptr[i]);
}

static void add_names(struct dbn_buf *out, const struct dbn_clause *c, enum dbn_role role)
{
	bool first = true;

	for (size_t i = 0; i < c->parties.count; i++) {
		const struct dbn_party *p = &c->parties.items[i];

		if (p->role != role || p->group)
			continue;
		if (!first)
			dbn_buf_addc(out, ';');
		add_text(out, p->name);
		first = false;
	}
}

static void add_groups(struct dbn_buf *out, const struct dbn_clause *c)
{
	bool first = true;

	for (int role = 0; role < DBN_ROLE_COUNT; role++)
		for (size_t i = 0; i < c->parties.count; i++) {
			const struct dbn_party *p = &c->parties.items[i];

			if (p->role != (enum dbn_role)role || !p->group)
				continue;
			if (!first)
				dbn_buf_addc(out, ';');
			first = false;
			dbn_buf_addc(out, "LCUS"[role]);
			dbn_buf_addc(out, ':');
			add_text(out, p->name);
			for (size_t k = 0; k < p->member_count; k++) {
				dbn_buf_addc(out, k ? '+' : '{');
				add_text(out, p->members[k]);
			}
			if (p->member_count)
				dbn_buf_addc(out, '}');
		}
}

static void add_limits(struct dbn_buf *out, const struct dbn_limits *limits, bool code)
{
	for (size_t i = 0; i < limits->count; i++) {
		bool again = false;

		for (size_t k = 0; k < i; k++)
			again |= dbn_str_eq(limits->items[k].code, limits->items[i].code);
		if (again)
			continue;
		if (i)
			dbn_buf_addc(out, ';');
		add_text(out, code ? limits->items[i].code : limits->items[i].text);
	}
}

void dbn_parse_clause_put(struct dbn_buf *out, const struct dbn_clause *c)
{
	for (int role = 0; role <= DBN_ROLE_UNITS; role++) {
		add_names(out, c, (enum dbn_role)role);
		dbn_buf_addc(out, '\t');
	}
	add_groups(out, c);
	dbn_buf_addc(out, '\t');
	for (int role = 0; role < DBN_ROLE_COUNT; role++)
		if (c->open[role])
			dbn_buf_addc(out, "LCUS"[role]);
	dbn_buf_addc(out, '\t');
	for (size_t i = 0; i < c->persons.count; i++) {
		if (i)
			dbn_buf_addc(out, ';');
		add_text(out, c->persons.items[i].label);
		dbn_buf_addc(out, '=');
		add_text(out, c->persons.items[i].value);
	}
	dbn_buf_addc(out, '\t');
	add_limits(out, &c->limits, false);
	dbn_buf_addc(out, '\t');
	add_limits(out, &c->limits, true);
	dbn_buf_addc(out, '\t');
	add_names(out, c, DBN_ROLE_SUPERVISE);
	dbn_buf_addc(out, '\t');
	dbn_doubts_put(out, c->doubts);
}

/* 请A、B研究制定…, 责成A…: an order, not a list. */
static bool is_order(struct dbn_str s)
{
	static const char *const calls[] = { "请",   "责成",   "建议由", "拟由",
					     "拟请", "建议请", "并请" };

	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if (dbn_str_starts(s, dbn_str_of(calls[i])))
			return true;
	return false;
}

int dbn_parse_clause_line(struct dbn_arena *arena, struct dbn_str line, const struct dbn_clause_ctx *ctx,
			  struct dbn_norm *norm, struct dbn_clause *out, struct dbn_err *err)
{
	struct dbn_clause order;
	struct dbn_str title;
	int code = dbn_normalise(arena, line, norm, err);

	if (code == DBN_OK)
		code = dbn_clause_parse(arena, norm->text, DBN_CLAUSE_FREE, ctx, out, err);
	if (code == DBN_OK && is_order(norm->text) &&
	    dbn_clause_sentence(arena, norm->text, ctx, &order, &title, err)) {
		order.limits = out->limits; /* the list's reader has found them */
		order.persons = out->persons;
		*out = order;
	}
	return code;
}

int dbn_parse_clause_row(struct dbn_str line, const struct dbn_clause_ctx *ctx, struct dbn_buf *out,
			 struct dbn_err *err)
{
	struct dbn_arena arena;
	struct dbn_norm norm;
	struct dbn_clause clause;
	int code;

	dbn_arena_init(&arena, ARENA_MAX);
	code = dbn_parse_clause_line(&arena, line, ctx, &norm, &clause, err);
	if (code == DBN_OK) {
		dbn_parse_clause_put(out, &clause);
		if (out->failed)
			code = dbn_fail_memory(err);
	}
	dbn_arena_release(&arena);
	return code;
}
