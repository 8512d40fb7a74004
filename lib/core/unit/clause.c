/* clause.c - reads a responsibility clause: labels, then lists and verbs, then names. */
#include <stdio.h>

#include "../text/scan.h"
#include "clause_part.h"

enum { CHAR = 3, KEPT_NAME_MAX = 16 * CHAR };

struct reader {
	struct dbn_arena *arena;
	struct dbn_str text;
	const struct dbn_clause_ctx *ctx;
	struct dbn_clause *out;
	struct clause_parts parts;
	struct clause_parts later;
	size_t from;  /* parts before it have their roles */
	bool forward; /* 会同 was read, its units follow */
	bool stars;   /* ★ marks the lead: the clause or the document says so */
	bool verbs;   /* a verb phrase was read */
	bool labels;
	enum dbn_role role; /* of the label that we stand behind, or units */
	size_t unsure;      /* pieces that are no name, no time, no remark */
	struct dbn_err *err;
};

static void settle(struct reader *r, enum dbn_role role, bool duty)
{
	size_t run = r->parts.count, helping = r->from;

	/* 市教育局；市财政局配合: who helps stands behind the semicolon */
	for (size_t i = 1; role == DBN_ROLE_COOP && !r->from && i < r->parts.count; i++)
		helping = r->parts.items[i].sep == ';' ? i : helping;
	/* a duty is that of the last run of names only: A会同B；各镇街落实 */
	while (run > r->from && (run == r->parts.count || r->parts.items[run].sep == 'd' ||
				 r->parts.items[run].sep == 'a'))
		run--;
	for (size_t i = r->from; i < r->parts.count; i++) {
		struct clause_part *p = &r->parts.items[i];

		if (p->settled)
			continue;
		if (i < helping && !p->forward)
			p->role = r->role;
		else
			p->role = p->forward && !(duty && i >= run && run > r->from && p->group) ? DBN_ROLE_COOP : role;
		p->duty = duty && i >= run;
		p->settled = true;
	}
	r->from = r->parts.count;
	r->forward = false;
}

static bool add_limits(struct reader *r, struct dbn_str s)
{
	struct dbn_limit_ctx none = { .issued = DBN_NO_DAY, .received = DBN_NO_DAY };
	const struct dbn_limit_ctx *ctx = r->ctx && r->ctx->limits ? r->ctx->limits : &none;
	size_t before = r->out->limits.count;

	if (dbn_deadline_find(r->arena, s, DBN_PLACE_FIELD, ctx, &r->out->limits, r->err) != DBN_OK)
		return false;
	for (size_t i = before; i < r->out->limits.count; i++)
		r->out->limits.items[i].off += (size_t)(s.ptr - r->text.ptr);
	return r->out->limits.count > before;
}

/* Adds the names of one element that has no verb any more. */
static bool add_names(struct reader *r, struct dbn_str s, char sep, bool open)
{
	size_t before = r->parts.count, name;

	if (!clause_is_name(s) && !ENDS(s, "）")) {
		/* 市民政局6月底: a unit with a time behind it */
		name = unit_lead_in(s);
		if (name && clause_is_time(dbn_str_from(s, name)) &&
		    !clause_is_time(dbn_str_sub(s, 0, name)) &&
		    add_limits(r, dbn_str_from(s, name)))
			s = dbn_str_sub(s, 0, name);
		else if (clause_is_time(s) && add_limits(r, s))
			return true;
		else if (clause_has_tail(s, name)) {
			/* a unit with words behind it that we do not know: kept, looked at */
			s = dbn_str_sub(s, 0, name);
			r->unsure++;
			r->out->doubts |= DBN_DOUBT_BIT(ROLE_UNKNOWN);
		}
	}
	if (r->err && r->err->code)
		return false;
	if (!parts_add(r->arena, s, sep, &r->parts, r->out))
		return false;
	for (size_t i = before; i < r->parts.count; i++) {
		struct clause_part *p = &r->parts.items[i];
		struct unit_shape shape = unit_read(p->text);

		p->forward = r->forward;
		if (!p->group && (p->unknown || shape.class == UNIT_NONE))
			r->unsure++;
	}
	if (open && r->parts.count)
		r->parts.items[r->parts.count - 1].open = true;
	return true;
}

static bool add_person(struct reader *r, struct dbn_str label, struct dbn_str value)
{
	struct dbn_person *p;
	size_t stop;

	value = part_trim(value);
	stop = dbn_str_find(value, DBN_STR("；"));
	if (stop != DBN_NONE) { /* what follows has no label that we know */
		value = part_trim(dbn_str_sub(value, 0, stop));
		r->out->doubts |= DBN_DOUBT_BIT(CLAUSE_UNREAD);
	}
	if (part_is_void(value))
		return true;
	p = DBN_PUSH(r->arena, &r->out->persons);
	if (!p)
		return false;
	p->label = label;
	p->value = value;
	return true;
}

static bool read_later(struct reader *r, struct dbn_str s);

/* 承办单位：甲局、乙局（牵头）: the mark tells the lead, the others are responsible. */
static bool marks_a_lead(const struct reader *r, size_t first)
{
	for (size_t i = first; i < r->parts.count; i++)
		if ((r->parts.items[i].marked && r->parts.items[i].role == DBN_ROLE_LEAD) ||
		    (r->parts.items[i].starred && r->stars))
			return true;
	return false;
}

/*
 * 甲局、乙局、丙局，甲局牵头: one of a list is named again with its verb, which says
 * nothing of the others. The part added at `last` marks the one before it.
 */
static bool mark_again(struct reader *r, size_t last)
{
	if (r->parts.count != last + 1)
		return false;
	for (size_t i = r->from; i < last; i++) {
		struct clause_part *p = &r->parts.items[i];

		if (p->settled || !dbn_str_eq(p->text, r->parts.items[last].text))
			continue;
		p->role = DBN_ROLE_LEAD;
		p->settled = p->marked = true;
		r->parts.count = last;
		return true;
	}
	return false;
}

static bool read_element(struct reader *r, struct dbn_str s, char sep)
{
	struct clause_verb v;
	struct dbn_str core, name;
	size_t fwd, cut, first;
	bool open;

	s = part_trim(s);
	if (part_is_void(s))
		return true;
	if (s.len > ELEMENT_BYTES_MAX && bracket_outside(s) > ELEMENT_BYTES_MAX) {
		r->unsure++;
		r->out->doubts |= DBN_DOUBT_BIT(CLAUSE_UNREAD);
		return true;
	}
	if (verb_is_remark(s)) {
		enum dbn_lead_rule rule = verb_lead_rule(s);

		if (rule != DBN_LEAD_NONE)
			r->out->states_rule = rule;
		if (r->out->states_rule == DBN_LEAD_FIRST &&
		    (dbn_str_find(s, DBN_STR("其余")) != DBN_NONE ||
		     dbn_str_find(s, DBN_STR("其他")) != DBN_NONE) &&
		    (dbn_str_find(s, DBN_STR("配合")) != DBN_NONE ||
		     dbn_str_find(s, DBN_STR("协办")) != DBN_NONE))
			r->out->states_rule = DBN_LEAD_FIRST_COOP;
		if (dbn_str_find(s, DBN_STR("下同")) != DBN_NONE)
			r->out->states_from_here = true;
		if (!ENDS(s, "）") || (rule == DBN_LEAD_NONE && !clause_is_name(s) &&
				       dbn_str_find(s, DBN_STR("（")) == DBN_NONE))
			return true;
	}
	s = clause_cut_call(clause_cut_reference(s));
	cut = clause_two_phrases(s);
	if (cut)
		return read_element(r, dbn_str_sub(s, 0, cut), sep) &&
		       read_element(r, dbn_str_from(s, cut), 'd');
	fwd = clause_find_forward(s);
	if (fwd != DBN_NONE) {
		size_t word = verb_forward(dbn_str_from(s, fwd));

		if (fwd > 0) { /* 市文旅局牵头|会同市体育局 */
			v = verb_suffix(dbn_str_sub(s, 0, fwd));
			if (v.at && !add_names(r, dbn_str_sub(s, 0, v.at), sep, false))
				return false;
			if (v.found)
				settle(r, v.role, false);
		}
		if (fwd > 0 || r->from < r->parts.count)
			settle(r, DBN_ROLE_LEAD, false);
		r->forward = true;
		r->verbs = true;
		return read_element(r, dbn_str_from(s, fwd + word), 'd');
	}
	v = verb_suffix(s);
	core = v.found ? part_trim(dbn_str_sub(s, 0, v.at)) : s;
	name = core; /* 各镇等|配合 */
	part_cut_open(&name);
	if (v.found && clause_is_name(s) && !clause_is_name(name) && core.len) {
		v.found = false; /* a name that ends like a verb */
		core = s;
	}
	if (v.found && core.len && !clause_is_name(core) && verb_is_post(core)) {
		r->verbs = true;
		settle(r, v.role, v.duty);
		return add_person(
		    r, v.role == DBN_ROLE_LEAD ? DBN_STR("牵头领导") : DBN_STR("责任领导"), core);
	}
	if (v.found && v.role == DBN_ROLE_COOP && r->from < r->parts.count &&
	    clause_speaks_of_others(core)) {
		/* behind a marked lead the others are those named; else some not named */
		bool named = STARTS(core, "其余") && marks_a_lead(r, 0);

		settle(r, named ? DBN_ROLE_COOP : r->role, false);
		r->verbs = true;
		if (named)
			return true;
	}
	open = part_cut_open(&core);
	if (core.len && !clause_is_name(core) && !ENDS(core, "）")) {
		struct clause_verb within = verb_inside(core);

		if (within.found) {
			core = dbn_str_sub(core, 0, within.at);
			/* 负责审计监督: what it is in charge of, not whom it supervises */
			if (!v.found || v.role == DBN_ROLE_SUPERVISE)
				v = within;
		}
	}
	first = r->parts.count;
	/* 甲局、乙局，各镇配合 (指导): nobody leads, and only those behind the comma help */
	if (v.found && (v.role == DBN_ROLE_COOP || v.role == DBN_ROLE_SUPERVISE) && core.len && sep == ',' && !r->verbs && r->from < first)
		settle(r, r->role, false);
	if (core.len && !add_names(r, core, sep, open))
		return false;
	if (v.found && v.role == DBN_ROLE_LEAD && mark_again(r, first)) {
		r->verbs = true;
		return true;
	}
	if (!core.len && open && r->parts.count)
		r->parts.items[r->parts.count - 1].open = true;
	if (v.found) {
		r->verbs = true;
		settle(r, v.role, v.duty);
	}
	return true;
}

static bool read_later(struct reader *r, struct dbn_str s)
{
	struct dbn_clause *own = r->out, later = { 0 };
	struct reader inner = *r;
	size_t cut = DBN_NONE;
	bool ok;

	for (size_t at = 0, word; at < s.len && cut == DBN_NONE; at = unit_skip(s, at, 1))
		if ((word = dbn_scan_any_at(s, at, CHARGES_ALL "|由")) != 0)
			cut = at + word;
	if (cut == DBN_NONE)
		return true;
	inner.out = &later;
	inner.parts = (struct clause_parts) { .scratch = r->parts.scratch };
	inner.from = 0;
	inner.forward = false;
	ok = read_element(&inner, dbn_str_from(s, cut), 0);
	settle(&inner, DBN_ROLE_UNITS, true);
	ok = ok && parts_canonical(r->arena, &inner.parts, r->text, &later);
	own->later = later.parties;
	return ok;
}

/* A stretch without labels; `role` is what its label says, or DBN_ROLE_COUNT. */
static bool read_list(struct reader *r, struct dbn_str s, enum dbn_role role)
{
	struct part_cursor c = { s, 0, 0 };
	struct dbn_str element;
	size_t first = r->parts.count;
	char sep;

	r->role = role == DBN_ROLE_COUNT ? DBN_ROLE_UNITS : role;
	while (part_next(&c, &element, &sep)) {
		struct dbn_str e = part_trim(element);

		if (clause_states_default(e)) {
			/* the statement runs to the stop; its own commas are 、 */
			size_t before = (size_t)(e.ptr - s.ptr), stop = before;

			while (stop < s.len && !STARTS(dbn_str_from(s, stop), "。") &&
			       !STARTS(dbn_str_from(s, stop), "，"))
				stop = unit_skip(s, stop, 1);
			if (!read_later(r, dbn_str_sub(s, before, stop - before)))
				return false;
			c.at = stop;
			c.sep = ';';
			if (stop >= s.len)
				break;
			c.at = unit_skip(s, stop, 1);
			continue;
		}
		if (r->parts.count > DBN_CLAUSE_UNITS_MAX)
			return true;
		if (e.len && c.at < s.len && clause_time_label_alone(e))
			continue; /* 完成时限；6月底: a misread colon */
		if (e.len) {
			struct clause_label bare = label_bare(e);
			size_t next;

			bool alone = clause_label_alone(e) && c.at < s.len;

			if (alone || (bare.kind == LABEL_UNITS &&
				      (unit_lead_in(dbn_str_from(e, bare.len)) ||
				       unit_is_group(dbn_str_from(e, bare.len))) &&
				      !unit_is_group(e))) {
				if (alone) /* 责任单位；市交通局: a misread colon */
					bare = label_before(e, 0, e.len), bare.len = e.len;
				settle(r, role == DBN_ROLE_COUNT ? DBN_ROLE_UNITS : role, false);
				role = bare.role;
				r->labels = true;
				r->out->units_label |= bare.plain;
				e = dbn_str_from(e, bare.len);
			}
			next = clause_label_behind(e, &bare);
			if (next) { /* 主办单位县交通局|协办单位县公安局 */
				if (!read_element(r, dbn_str_sub(e, 0, next), sep))
					return false;
				settle(r, role == DBN_ROLE_COUNT ? DBN_ROLE_UNITS : role, false);
				role = bare.role;
				r->labels = true;
				e = dbn_str_from(e, next + bare.len);
			}
		}
		if (!read_element(r, e, sep))
			return false;
	}
	if (role == DBN_ROLE_LEAD && marks_a_lead(r, first))
		role = DBN_ROLE_UNITS;
	settle(r, role == DBN_ROLE_COUNT ? DBN_ROLE_UNITS : role, false);
	return true;
}

/* 按职责分工负责 behind 配合单位： does not make them responsible; 各镇街具体落实 does. */
static void keep_label(struct reader *r, size_t first, enum dbn_role role)
{
	if (role == DBN_ROLE_UNITS || role == DBN_ROLE_COUNT ||
	    (role == DBN_ROLE_LEAD && marks_a_lead(r, first)))
		return;
	for (size_t i = first; i < r->parts.count; i++)
		if (r->parts.items[i].role == DBN_ROLE_UNITS &&
		    !(r->parts.items[i].duty && r->parts.items[i].group && i > first))
			r->parts.items[i].role = role;
}

/* What the words before a label make of it: 列首位的为|牵头单位： is no label for all. */
static enum dbn_lead_rule label_states(struct dbn_str s, size_t from,
				       const struct clause_label *label)
{
	struct dbn_str before = dbn_str_sub(s, from, label->off - from);

	return label->kind == LABEL_UNITS && label->role == DBN_ROLE_LEAD && label->off > from &&
		       ENDS(before, "为")
		   ? verb_lead_rule(dbn_str_sub(s, from, label->off + label->len - from))
		   : DBN_LEAD_NONE;
}

static bool read_labels(struct reader *r, struct dbn_str s, enum dbn_role role)
{
	struct clause_label label = { .kind = LABEL_NONE, .role = role, .name = { "", 0 } };
	size_t at = 0;

	for (;;) {
		struct clause_label next = label_next(s, at);
		size_t end = next.kind == LABEL_NONE ? s.len : next.off, first = r->parts.count;
		struct dbn_str value = dbn_str_sub(s, at, end - at);

		enum dbn_lead_rule stated = label_states(s, at, &next);

		if (stated != DBN_LEAD_NONE)
			value.len = 0;

		switch (label.kind) {
		case LABEL_TIME:
			if (!add_limits(r, value) && part_trim(value).len > 2 * CHAR)
				r->out->doubts |= DBN_DOUBT_BIT(LIMIT_UNREAD);
			if (r->err && r->err->code)
				return false;
			break;
		case LABEL_PERSON:
			if (!add_person(r, label.name, value))
				return false;
			break;
		default:
			if (!read_list(r, value, label.role))
				return false;
			if (label.kind == LABEL_UNITS)
				keep_label(r, first, label.role);
		}
		if (next.kind == LABEL_NONE)
			return true;
		if (stated != DBN_LEAD_NONE) { /* 列首位的为牵头单位：A、B */
			r->out->states_rule = stated;
			next.role = DBN_ROLE_UNITS;
			next.plain = true;
		}
		r->labels = true;
		r->out->units_label |= next.plain;
		r->out->doubts |= next.guessed ? DBN_DOUBT_BIT(ROLE_UNKNOWN) : 0;
		r->out->doubts |= next.misread ? DBN_DOUBT_BIT(LABEL_MISREAD) : 0;
		label = next;
		at = next.off + next.len;
	}
}

/* Several brackets side by side are read one after another: 〔牵头单位：…〕〔配合单位：…〕. */
static bool read_brackets(struct reader *r, struct dbn_str s, enum dbn_role role)
{
	struct clause_label label =
	    label_next(bracket_strip(dbn_str_sub(s, 0, bracket_first(s))), 0);
	size_t one = bracket_first(s);

	/* 【牵头单位】市林业局 is a label of its own */
	if (label.kind == LABEL_NONE || label.off != 0 || !one || one == s.len ||
	    !bracket_first(dbn_str_from(s, one)))
		return read_labels(r, s, role);
	return read_labels(r, bracket_strip(dbn_str_sub(s, 0, one)), role) &&
	       read_brackets(r, bracket_strip(dbn_str_from(s, one)), role);
}

/* Text that is no name, kept or dropped; doubts where a person should look. */
static void judge_unknown(struct reader *r)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->parts.count; i++) {
		struct clause_part p = r->parts.items[i];

		if (p.unknown) {
			size_t hit = dbn_str_find(p.text, DBN_STR("《"));
			bool name = (r->labels && p.text.len <= KEPT_NAME_MAX && hit == DBN_NONE &&
				     !clause_is_time(p.text) && p.text.len >= 2 * CHAR) ||
				    (r->verbs && clause_ends_like_body(p.text));

			r->out->doubts |=
			    name ? DBN_DOUBT_BIT(UNIT_FORM) : DBN_DOUBT_BIT(CLAUSE_UNREAD);
			if (!name)
				continue;
		}
		r->parts.items[kept++] = p;
	}
	r->parts.count = kept;
}

/* ★ leads where a note says so; else a person has to say what it means. */
static void judge_stars(struct reader *r)
{
	bool starred = false, rest = r->ctx && r->ctx->star_rest;

	for (size_t i = 0; i < r->parts.count; i++) {
		struct clause_part *p = &r->parts.items[i];

		starred = starred || (p->starred && r->stars);
		if (p->starred && r->stars)
			p->role = DBN_ROLE_LEAD;
		else if (p->starred && p->role != DBN_ROLE_LEAD)
			r->out->doubts |= DBN_DOUBT_BIT(LEAD_MARK);
	}
	for (size_t i = 0; rest && starred && i < r->parts.count; i++)
		if (r->parts.items[i].role == DBN_ROLE_UNITS && !r->parts.items[i].duty)
			r->parts.items[i].role = DBN_ROLE_COOP;
}

static void finish(struct reader *r)
{
	struct dbn_clause *c = r->out;

	c->labelled = r->labels || r->verbs;
	for (size_t i = 0; i < c->parties.count; i++)
		if (c->parties.items[i].role == DBN_ROLE_LEAD)
			c->leads_named = true;
	if (r->ctx && r->ctx->lead_rule != DBN_LEAD_NONE)
		dbn_clause_apply_lead_rule(c, r->ctx->lead_rule);
	else if (c->states_rule != DBN_LEAD_NONE)
		dbn_clause_apply_lead_rule(c, c->states_rule);
}

/* Whether what was read of a bracket of unknown kind is a clause. */
static bool is_clause(const struct reader *r)
{
	if (r->labels && !r->parts.count && r->out->persons.count &&
	    clause_is_contact(r->out->persons.items[0].label))
		return false;
	if (r->labels)
		return true;
	if (r->unsure && !r->verbs)
		return false;
	for (size_t i = 0; i < r->parts.count; i++) {
		const struct clause_part *p = &r->parts.items[i];

		if (p->group ? clause_group_is_evidence(p->text) : unit_is_evidence(p->text))
			return true;
		if (r->verbs && !r->unsure && !p->group && clause_is_department(p->text))
			return true;
	}
	return r->parts.count > 1 && !r->unsure && clause_are_offices(&r->parts);
}

int dbn_clause_refuse(struct dbn_err *err, enum dbn_msg which, size_t line)
{
	int limit = which == DBN_MSG_CLAUSE_LONG    ? DBN_CLAUSE_BYTES_MAX
		    : which == DBN_MSG_CLAUSE_UNITS ? DBN_CLAUSE_UNITS_MAX
						    : DBN_CLAUSE_DEPTH_MAX;
	char digits[16];

	snprintf(digits, sizeof digits, "%d", limit);
	return dbn_fail(err, DBN_EDATA, which, dbn_pos_at(NULL, line, 0), digits, (char *)NULL);
}

/* Reads the clause with r, whose pieces lie in r->parts.scratch. */
static int parse(struct reader *r, enum dbn_clause_form form)
{
	static const enum dbn_role roles[] = {
		[DBN_CLAUSE_FREE] = DBN_ROLE_COUNT,          [DBN_CLAUSE_LEAD] = DBN_ROLE_LEAD,
		[DBN_CLAUSE_COOP] = DBN_ROLE_COOP,           [DBN_CLAUSE_UNITS] = DBN_ROLE_UNITS,
		[DBN_CLAUSE_SUPERVISE] = DBN_ROLE_SUPERVISE,
	};
	struct dbn_arena *arena = r->arena;
	struct dbn_clause *out = r->out;
	struct dbn_err *err = r->err;
	struct dbn_str text = r->text, inside;
	struct clause_change change;

	*out = (struct dbn_clause) { 0 };
	if (text.len > DBN_CLAUSE_BYTES_MAX)
		return dbn_clause_refuse(err, DBN_MSG_CLAUSE_LONG, 0);
	if (bracket_depth(text) > DBN_CLAUSE_DEPTH_MAX)
		return dbn_clause_refuse(err, DBN_MSG_CLAUSE_DEPTH, 0);
	change = clause_change(arena, text);
	r->text = text = change.text;
	inside = bracket_strip(text);
	if (form == DBN_CLAUSE_FREE && (inside.len == 0 || verb_is_not_clause(inside))) {
		out->not_a_clause = true;
		return DBN_OK;
	}
	r->labels = form != DBN_CLAUSE_FREE;
	r->stars = (r->ctx && r->ctx->star_leads) || verb_star_leads(text);
	out->units_label = form == DBN_CLAUSE_UNITS;
	if (!read_brackets(r, inside, roles[form]))
		return err && err->code ? err->code : dbn_fail_memory(err);
	if (form != DBN_CLAUSE_FREE && form != DBN_CLAUSE_UNITS)
		keep_label(r, 0, roles[form]);
	if (r->parts.count > DBN_CLAUSE_UNITS_MAX)
		return dbn_clause_refuse(err, DBN_MSG_CLAUSE_UNITS, 0);
	r->unsure -= parts_share_endings(arena, &r->parts);
	if (form == DBN_CLAUSE_FREE && !is_clause(r)) {
		*out = (struct dbn_clause) { .not_a_clause = true };
		return DBN_OK;
	}
	judge_unknown(r);
	judge_stars(r);
	if (!parts_canonical(arena, &r->parts, text, out))
		return dbn_fail_memory(err);
	if (!out->parties.count && !out->persons.count && !out->limits.count && !out->later.count)
		out->doubts |= DBN_DOUBT_BIT(CLAUSE_UNREAD);
	out->doubts |= clause_doubts(text, false, &r->parts, out);
	finish(r);
	clause_change_back(&change, 0, out);
	return DBN_OK;
}

int dbn_clause_parse(struct dbn_arena *arena, struct dbn_str text, enum dbn_clause_form form,
		     const struct dbn_clause_ctx *ctx, struct dbn_clause *out, struct dbn_err *err)
{
	struct reader r = { .arena = arena, .text = text, .ctx = ctx, .out = out, .err = err };
	struct dbn_arena scratch;
	int code;

	dbn_arena_init(&scratch, arena->max);
	r.parts.scratch = &scratch;
	code = parse(&r, form);
	dbn_arena_release(&scratch);
	return code;
}
