/*
 * fuzz_clause.c - normalise, then read as a clause and as a sentence. Offsets
 * lie inside the text, names are UTF-8, and the list printed with its levels
 * reads back as the same list.
 */
#include <stdlib.h>

#include "dubanc/normalise.h"
#include "dubanc/parse.h"
#include "dubanc/text.h"

#define CHECK(x)                                                                                   \
	do {                                                                                       \
		if (!(x))                                                                          \
			abort();                                                                   \
	} while (0)

static void check(const struct dbn_clause *c, struct dbn_str text)
{
	for (size_t i = 0; i < c->parties.count; i++) {
		const struct dbn_party *p = &c->parties.items[i];

		CHECK(p->off <= text.len && p->len <= text.len - p->off);
		CHECK(p->name.len > 0 && dbn_utf8_bad(p->name) == DBN_NONE);
		CHECK(dbn_str_eq(dbn_str_sub(text, p->off, p->len), p->written));
		CHECK(p->role < DBN_ROLE_COUNT);
		for (size_t k = 0; k < p->member_count; k++)
			CHECK(dbn_utf8_bad(p->members[k]) == DBN_NONE);
	}
	for (size_t i = 0; i < c->limits.count; i++)
		CHECK(c->limits.items[i].off <= text.len &&
		      c->limits.items[i].len <= text.len - c->limits.items[i].off);
}

/* 责任单位：A，B,C … of the plain names of one clause gives the same names. */
static void check_again(struct dbn_arena *arena, const struct dbn_clause *c)
{
	struct dbn_buf b;
	struct dbn_clause again;
	size_t n = 0, k = 0;

	dbn_buf_init(&b, 1 << 20);
	dbn_buf_addz(&b, "责任单位：");
	for (size_t i = 0; i < c->parties.count; i++) {
		const struct dbn_party *p = &c->parties.items[i];

		if (p->group || p->role == DBN_ROLE_SUPERVISE || !dbn_is_unit_name(p->name))
			continue;
		dbn_buf_addz(&b, n++ ? "；" : "");
		dbn_buf_add(&b, p->name);
	}
	/* only where every name stands by itself: with a level or complete */
	if (n && dbn_clause_parse(arena, dbn_buf_str(&b), DBN_CLAUSE_FREE, NULL, &again, NULL) ==
		     DBN_OK) {
		struct dbn_clause third;
		struct dbn_buf d;

		dbn_buf_init(&d, 1 << 20);
		dbn_buf_addz(&d, "责任单位：");
		for (size_t i = 0; i < again.parties.count; i++) {
			dbn_buf_addz(&d, i ? "；" : "");
			dbn_buf_add(&d, again.parties.items[i].name);
		}
		/* reading one's own output changes nothing any more */
		if (dbn_clause_parse(arena, dbn_buf_str(&d), DBN_CLAUSE_FREE, NULL, &third, NULL) ==
		    DBN_OK)
			for (k = 0; k < third.parties.count && k < again.parties.count; k++)
				CHECK(again.parties.items[k].group ||
				      third.parties.items[k].group ||
				      dbn_str_eq(third.parties.items[k].name,
						 again.parties.items[k].name));
		dbn_buf_release(&d);
	}
	dbn_buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dbn_arena arena;
	struct dbn_norm norm;
	struct dbn_clause c;
	struct dbn_str title;
	struct dbn_err err = { 0 };

	dbn_arena_init(&arena, (size_t)64 << 20);
	if (dbn_normalise(&arena, (struct dbn_str) { (const char *)data, size }, &norm, &err) ==
	    DBN_OK) {
		(void)dbn_clause_looks(norm.text);
		for (int form = DBN_CLAUSE_FREE; form <= DBN_CLAUSE_SUPERVISE; form++)
			if (dbn_clause_parse(&arena, norm.text, (enum dbn_clause_form)form, NULL,
					     &c, &err) == DBN_OK) {
				check(&c, norm.text);
				if (form == DBN_CLAUSE_FREE)
					check_again(&arena, &c);
			}
		err = (struct dbn_err) { 0 };
		if (dbn_clause_sentence(&arena, norm.text, NULL, &c, &title, &err)) {
			check(&c, norm.text);
			CHECK(dbn_utf8_bad(title) == DBN_NONE);
		}
	}
	dbn_arena_release(&arena);
	return 0;
}
