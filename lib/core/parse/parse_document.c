/* parse_document.c - items as rows of TSV: the 14 columns of dubanc-parse(1). */
#include <string.h>

#include "dubanc/parse.h"
#include "dubanc/text.h"

const char dbn_parse_document_header[] = "path\tkind\ttitle\tlead\tcoop\tunits\tgroups\topen\tperso"
					 "ns\tdeadline_text\tdeadline\ttargets\tclause\tnotes";

static const char ROLE_LETTERS[] = "LCUS";

/* A cell: control bytes become blanks, so that a row stays a row. */
static void add_cell(struct dbn_buf *out, struct dbn_str s)
{
	for (size_t i = 0; i < s.len; i++)
		dbn_buf_addc(out,
			     (unsigned char)s.ptr[i] < 0x20 || s.ptr[i] == 0x7f ? ' ' : s.ptr[i]);
}

/* A value in notes: blanks would end it. */
static void add_value(struct dbn_buf *out, struct dbn_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.ptr[i] <= 0x20 || s.ptr[i] == 0x7f)
			dbn_buf_addz(out, "%20");
		else if (s.ptr[i] == '%')
			dbn_buf_addz(out, "%25");
		else
			dbn_buf_addc(out, s.ptr[i]);
	}
}

struct members {
	struct dbn_buf *out;
	size_t n;
	const char *sep;
};

static void next_member(struct members *m)
{
	if (m->n++)
		dbn_buf_addz(m->out, m->sep);
}

static void add_units(struct dbn_buf *out, const struct dbn_clause *c, enum dbn_role role)
{
	struct members m = { out, 0, ";" };

	for (size_t i = 0; i < c->parties.count; i++) {
		const struct dbn_party *p = &c->parties.items[i];

		if (p->role != role || p->group)
			continue;
		next_member(&m);
		add_cell(out, p->name);
	}
}

static void add_group(struct dbn_buf *out, const struct dbn_party *p)
{
	add_cell(out, p->name);
	if (!p->member_count)
		return;
	dbn_buf_addc(out, '{');
	for (size_t i = 0; i < p->member_count; i++) {
		if (i)
			dbn_buf_addc(out, '+');
		add_cell(out, p->members[i]);
	}
	dbn_buf_addc(out, '}');
}

static void add_groups(struct dbn_buf *out, const struct dbn_clause *c)
{
	struct members m = { out, 0, ";" };

	for (unsigned role = 0; role < DBN_ROLE_COUNT; role++) {
		for (size_t i = 0; i < c->parties.count; i++) {
			const struct dbn_party *p = &c->parties.items[i];

			if (p->role != (enum dbn_role)role || !p->group)
				continue;
			next_member(&m);
			dbn_buf_addc(out, ROLE_LETTERS[role]);
			dbn_buf_addc(out, ':');
			add_group(out, p);
		}
	}
}

static void add_open(struct dbn_buf *out, const struct dbn_clause *c)
{
	for (unsigned role = 0; role < DBN_ROLE_SUPERVISE; role++) {
		if (c->open[role])
			dbn_buf_addc(out, ROLE_LETTERS[role]);
	}
}

static void add_persons(struct dbn_buf *out, const struct dbn_clause *c)
{
	struct members m = { out, 0, ";" };

	for (size_t i = 0; i < c->persons.count; i++) {
		next_member(&m);
		add_cell(out, c->persons.items[i].label);
		dbn_buf_addc(out, '=');
		add_cell(out, c->persons.items[i].value);
	}
}

static void add_targets(struct dbn_buf *out, const struct dbn_targets *list)
{
	struct members m = { out, 0, ";" };

	for (size_t i = 0; i < list->count; i++) {
		next_member(&m);
		dbn_target_put(out, &list->items[i]);
	}
}

static void add_from(struct dbn_buf *out, const struct dbn_item *item)
{
	static const char *const names[] = {
		[DBN_FROM_NONE] = "none",        [DBN_FROM_OWN] = "own",
		[DBN_FROM_INHERIT] = "inherit:", [DBN_FROM_DEFAULT] = "default",
		[DBN_FROM_TABLE] = "table",      [DBN_FROM_SLIP] = "slip",
		[DBN_FROM_FIELD] = "field",
	};

	dbn_buf_addz(out, names[item->from]);
	if (item->from == DBN_FROM_INHERIT)
		add_cell(out, item->inherit_path);
}

/* ---- notes ---- */

static void add_note(struct members *m, const char *key, struct dbn_str value)
{
	if (!value.len)
		return;
	next_member(m);
	dbn_buf_addz(m->out, key);
	dbn_buf_addc(m->out, '=');
	add_value(m->out, value);
}

/* supervise=X、S:Y ; alias=unit:alias,unit:alias */
static void add_party_notes(struct members *m, const struct dbn_clause *c)
{
	size_t aliases = 0, supervisors = 0;

	for (size_t i = 0; i < c->parties.count; i++) {
		const struct dbn_party *p = &c->parties.items[i];

		if (!p->alias.len)
			continue;
		if (aliases++)
			dbn_buf_addc(m->out, ',');
		else
			next_member(m), dbn_buf_addz(m->out, "alias=");
		add_value(m->out, p->name);
		dbn_buf_addc(m->out, ':');
		add_value(m->out, p->alias);
	}
	for (size_t i = 0; i < c->parties.count; i++) {
		const struct dbn_party *p = &c->parties.items[i];

		if (p->role != DBN_ROLE_SUPERVISE || p->group)
			continue;
		if (supervisors++)
			dbn_buf_addz(m->out, "、");
		else
			next_member(m), dbn_buf_addz(m->out, "supervise=");
		add_value(m->out, p->name);
	}
}

static void add_notes(struct dbn_buf *out, const struct dbn_item *item)
{
	struct members m = { out, 0, " " };
	uint64_t doubts = item->doubts;

	add_party_notes(&m, &item->clause);
	add_note(&m, "ocr", item->ocr);
	for (unsigned d = 0; d < DBN_DOUBT_COUNT; d++) {
		if (doubts & (UINT64_C(1) << d))
			add_note(&m, "doubt", dbn_str_of(dbn_doubt_code((enum dbn_doubt)d)));
	}
}

static void add_day(struct members *m, const char *key, int32_t day)
{
	char text[11];

	if (day != DBN_NO_DAY)
		add_note(m, key, dbn_str_of(dbn_day_format(text, day)));
}

static void add_meta(struct dbn_buf *out, const struct dbn_head *h)
{
	static const char *const rules[] = { [DBN_LEAD_NONE] = "none",
					     [DBN_LEAD_FIRST] = "first",
					     [DBN_LEAD_FIRST_COOP] = "first-coop",
					     [DBN_LEAD_ALL] = "all" };
	struct members m = { out, 0, " " };

	dbn_buf_addz(out, "@\tmeta\t");
	add_cell(out, h->title);
	dbn_buf_fill(out, '\t', 11);
	add_note(&m, "number", h->number);
	add_note(&m, "title", h->title);
	add_note(&m, "issuer", h->issuer);
	add_day(&m, "date", h->date);
	add_day(&m, "received", h->received);
	add_note(&m, "serial", h->serial);
	add_note(&m, "urgency", h->urgency);
	add_note(&m, "secrecy", h->secrecy);
	add_note(&m, "channel", h->channel);
	add_note(&m, "distribution", h->distribution);
	add_note(&m, "level", h->level);
	add_note(&m, "lead_rule", dbn_str_of(rules[h->lead_rule]));
	add_note(&m, "secrecy_mark", h->secrecy_mark);
	if (h->internal)
		add_note(&m, "internal", DBN_STR("yes"));
	dbn_buf_addc(out, '\n');
}

static void add_item(struct dbn_buf *out, const struct dbn_item *item)
{
	static const char *const kinds[] = {
		[DBN_ITEM_TASK] = "task", [DBN_ITEM_MEASURE] = "measure", [DBN_ITEM_SLIP] = "slip"
	};
	const struct dbn_clause *c = &item->clause;

	add_cell(out, item->path);
	dbn_buf_addc(out, '\t');
	dbn_buf_addz(out, kinds[item->kind]);
	dbn_buf_addc(out, '\t');
	add_cell(out, item->title);
	for (unsigned role = DBN_ROLE_LEAD; role <= DBN_ROLE_UNITS; role++) {
		dbn_buf_addc(out, '\t');
		add_units(out, c, (enum dbn_role)role);
	}
	dbn_buf_addc(out, '\t');
	add_groups(out, c);
	dbn_buf_addc(out, '\t');
	add_open(out, c);
	dbn_buf_addc(out, '\t');
	add_persons(out, c);
	dbn_buf_addc(out, '\t');
	for (size_t i = 0; i < item->limits.count; i++) {
		dbn_buf_addz(out, i ? ";" : "");
		add_cell(out, item->limits.items[i].text);
	}
	dbn_buf_addc(out, '\t');
	for (size_t i = 0; i < item->limits.count; i++) {
		dbn_buf_addz(out, i ? ";" : "");
		add_cell(out, item->limits.items[i].code);
	}
	dbn_buf_addc(out, '\t');
	add_targets(out, &item->targets);
	dbn_buf_addc(out, '\t');
	add_from(out, item);
	dbn_buf_addc(out, '\t');
	add_notes(out, item);
	dbn_buf_addc(out, '\n');
}

int dbn_parse_document_rows(const struct dbn_document *doc, struct dbn_buf *out,
			    struct dbn_err *err)
{
	add_meta(out, &doc->head);
	for (size_t i = 0; i < doc->items.count; i++)
		add_item(out, &doc->items.items[i]);
	return out->failed ? dbn_fail_memory(err) : DBN_OK;
}
