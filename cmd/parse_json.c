/* parse_json.c - what the parsers found, as JSON. */
#include "parse_json.h"

void parse_json_begin(struct dbn_json *j, struct dbn_buf *out, const char *schema)
{
	dbn_json_init(j, out);
	dbn_json_object(j, NULL);
	dbn_json_str(j, "schema", dbn_str_of(schema));
	dbn_json_lines(j, "rows");
}

void parse_json_end(struct dbn_json *j, struct dbn_buf *out)
{
	dbn_json_end(j);
	dbn_json_end(j);
	dbn_buf_addc(out, '\n');
}

/* Where text[off, off + len) stands in the line as it was read. */
static void put_place(struct dbn_json *j, const struct dbn_norm *norm, size_t off, size_t len)
{
	size_t from, to;

	if (!norm)
		return;
	from = dbn_norm_source(norm, off);
	to = dbn_norm_source(norm, off + len);
	dbn_json_int(j, "offset", (int64_t)from);
	dbn_json_int(j, "length", (int64_t)(to > from ? to - from : 0));
}

static void put_doubts(struct dbn_json *j, uint64_t doubts)
{
	dbn_json_array(j, "doubts");
	for (int d = 0; d < DBN_DOUBT_COUNT; d++) {
		if (doubts >> d & 1u)
			dbn_json_str(j, NULL, dbn_str_of(dbn_doubt_code((enum dbn_doubt)d)));
	}
	dbn_json_end(j);
}

static void put_limits(struct dbn_json *j, const struct dbn_norm *norm, const struct dbn_limits *limits)
{
	dbn_json_array(j, "limits");
	for (size_t i = 0; i < limits->count; i++) {
		const struct dbn_limit *l = &limits->items[i];

		dbn_json_object(j, NULL);
		dbn_json_str(j, "kind", dbn_str_of(dbn_limit_kind_name(l->kind)));
		dbn_json_day(j, "due", l->due);
		dbn_json_str(j, "limit", l->code);
		dbn_json_str(j, "text", l->text);
		put_place(j, norm, l->off, l->len);
		dbn_json_end(j);
	}
	dbn_json_end(j);
}

static void put_targets(struct dbn_json *j, const struct dbn_norm *norm, const struct dbn_targets *targets)
{
	dbn_json_array(j, "targets");
	for (size_t i = 0; i < targets->count; i++) {
		const struct dbn_target *t = &targets->items[i];

		dbn_json_object(j, NULL);
		dbn_json_str(j, "metric", t->metric);
		dbn_json_str(j, "op", dbn_str_of(dbn_target_op_sign(t->op)));
		dbn_json_str(j, "value", t->value);
		dbn_json_str(j, "uom", t->uom);
		dbn_json_str(j, "by", t->by);
		put_place(j, norm, t->off, t->len);
		dbn_json_end(j);
	}
	dbn_json_end(j);
}

/* What units.csv has for a name that it does not know. */
static void put_near(struct dbn_json *j, struct dbn_str name, const struct dbn_registry *registry,
		     const struct dbn_unit_misses *misses)
{
	for (size_t i = 0; misses && i < misses->count; i++) {
		const struct dbn_lookup *l = &misses->items[i].lookup;

		if (!dbn_str_eq(misses->items[i].name, name))
			continue;
		dbn_json_array(j, l->found == DBN_FOUND_MANY ? "ambiguous" : "near");
		for (size_t k = 0; k < l->candidate_count; k++)
			dbn_json_str(j, NULL, registry->units[l->candidates[k]].name);
		dbn_json_end(j);
		return;
	}
}

static void put_parties(struct dbn_json *j, const struct dbn_norm *norm, const struct dbn_clause *c,
			const struct dbn_registry *registry, const struct dbn_unit_misses *misses)
{
	static const char *const roles[] = { "lead", "coop", "units", "supervise" };

	dbn_json_array(j, "parties");
	for (size_t i = 0; i < c->parties.count; i++) {
		const struct dbn_party *p = &c->parties.items[i];

		dbn_json_object(j, NULL);
		dbn_json_str(j, "role", dbn_str_of(roles[p->role]));
		dbn_json_str(j, p->group ? "group" : "unit", p->name);
		dbn_json_str(j, "written", p->written);
		if (p->alias.len)
			dbn_json_str(j, "alias", p->alias);
		if (p->member_count) {
			dbn_json_array(j, "members");
			for (size_t k = 0; k < p->member_count; k++)
				dbn_json_str(j, NULL, p->members[k]);
			dbn_json_end(j);
		}
		put_near(j, p->name, registry, misses);
		put_place(j, norm, p->off, p->len);
		dbn_json_end(j);
	}
	dbn_json_end(j);
	dbn_json_array(j, "open");
	for (int role = 0; role < DBN_ROLE_COUNT; role++) {
		if (c->open[role])
			dbn_json_str(j, NULL, dbn_str_of(roles[role]));
	}
	dbn_json_end(j);
	dbn_json_array(j, "persons");
	for (size_t i = 0; i < c->persons.count; i++) {
		dbn_json_object(j, NULL);
		dbn_json_str(j, "label", c->persons.items[i].label);
		dbn_json_str(j, "value", c->persons.items[i].value);
		dbn_json_end(j);
	}
	dbn_json_end(j);
}

void parse_json_clause(struct dbn_json *j, size_t line, const struct dbn_norm *norm, const struct dbn_clause *clause,
		       const struct dbn_registry *registry, const struct dbn_unit_misses *misses)
{
	dbn_json_object(j, NULL);
	dbn_json_int(j, "line", (int64_t)line);
	put_parties(j, norm, clause, registry, misses);
	put_limits(j, norm, &clause->limits);
	put_doubts(j, clause->doubts);
	dbn_json_end(j);
}

void parse_json_limits(struct dbn_json *j, size_t line, const struct dbn_norm *norm, const struct dbn_limits *limits,
		       uint64_t doubts)
{
	dbn_json_object(j, NULL);
	dbn_json_int(j, "line", (int64_t)line);
	put_limits(j, norm, limits);
	put_doubts(j, doubts);
	dbn_json_end(j);
}

void parse_json_targets(struct dbn_json *j, size_t line, const struct dbn_norm *norm,
			const struct dbn_targets *targets)
{
	dbn_json_object(j, NULL);
	dbn_json_int(j, "line", (int64_t)line);
	put_targets(j, norm, targets);
	dbn_json_end(j);
}

/* ---- documents ---- */

static void put_head(struct dbn_json *j, const struct dbn_head *h)
{
	dbn_json_object(j, "head");
	dbn_json_str(j, "number", h->number);
	dbn_json_str(j, "title", h->title);
	dbn_json_str(j, "issuer", h->issuer);
	dbn_json_str(j, "level", h->level);
	dbn_json_day(j, "date", h->date);
	dbn_json_day(j, "received", h->received);
	dbn_json_str(j, "serial", h->serial);
	dbn_json_str(j, "urgency", h->urgency);
	dbn_json_str(j, "secrecy", h->secrecy);
	dbn_json_str(j, "channel", h->channel);
	dbn_json_str(j, "distribution", h->distribution);
	dbn_json_end(j);
}

static void put_item(struct dbn_json *j, const struct dbn_item *item)
{
	static const char *const kinds[] = {
		[DBN_ITEM_TASK] = "task", [DBN_ITEM_MEASURE] = "measure", [DBN_ITEM_SLIP] = "slip"
	};

	dbn_json_object(j, NULL);
	dbn_json_str(j, "path", item->path);
	dbn_json_str(j, "kind", dbn_str_of(kinds[item->kind]));
	dbn_json_str(j, "section", item->section);
	dbn_json_str(j, "title", item->title);
	dbn_json_str(j, "text", item->text);
	dbn_json_str(j, "clause", item->clause_text);
	put_parties(j, NULL, &item->clause, NULL, NULL);
	put_limits(j, NULL, &item->limits);
	put_targets(j, NULL, &item->targets);
	put_doubts(j, item->doubts);
	dbn_json_int(j, "first_line", (int64_t)item->first_line);
	dbn_json_int(j, "last_line", (int64_t)item->last_line);
	dbn_json_int(j, "offset", (int64_t)item->off);
	dbn_json_int(j, "length", (int64_t)item->len);
	dbn_json_end(j);
}

void parse_json_document(struct dbn_buf *out, const struct dbn_document *doc)
{
	struct dbn_json j;

	dbn_json_init(&j, out);
	dbn_json_object(&j, NULL);
	dbn_json_str(&j, "schema", DBN_STR("dubanc.document"));
	put_head(&j, &doc->head);
	dbn_json_lines(&j, "rows");
	for (size_t i = 0; i < doc->items.count; i++)
		put_item(&j, &doc->items.items[i]);
	dbn_json_end(&j);
	dbn_json_end(&j);
	dbn_buf_addc(out, '\n');
}
