/*
 * sample.h - a draw for spot checks that anyone can repeat. Pure.
 *
 * Every task of the frame gets a ticket from the seed and its own id alone:
 *
 *	h = FNV-1a 64 over  seed bytes, LF, id bytes
 *	ticket = one output of SplitMix64 with h as its state
 *
 * (state += 0x9e3779b97f4a7c15; z = state; z = (z ^ z>>30) * 0xbf58476d1ce4e5b9;
 * z = (z ^ z>>27) * 0x94d049bb133111eb; z ^ z>>31.) The lowest tickets are
 * drawn. So the draw does not depend on the order of files, and whoever knows
 * the seed can check a single task with a pocket calculator. At least one task
 * of each unit is drawn: first the lowest ticket of every unit (all of them
 * with a percentage; as many as fit, lowest first, with a count), then the
 * lowest of the rest.
 *
 * What is left out of the frame is listed with its reason. `frame` is FNV-1a
 * 64 over the ids of the frame in order, each with LF, so that a record of the
 * draw says what it was drawn from.
 */
#ifndef DUBANC_SAMPLE_H
#define DUBANC_SAMPLE_H

#include "dubanc/light.h"
#include "dubanc/roster.h"

enum dbn_sample_out {
	DBN_SAMPLE_IN,
	DBN_SAMPLE_CANCELLED,
	DBN_SAMPLE_SUSPENDED,
	DBN_SAMPLE_NOBODY,   /* no lead to be checked */
	DBN_SAMPLE_EXCLUDED, /* its unit was excluded (conflict of interest) */
	DBN_SAMPLE_RECENT,   /* drawn or inspected lately */
};

struct dbn_sample_entry {
	const struct dbn_task *task;
	struct dbn_str unit; /* reporting unit, canonical */
	size_t order;	     /* of the unit in the roster */
	uint64_t ticket;
	enum dbn_sample_out out;
	bool drawn;
};

struct dbn_sample {
	struct {
		struct dbn_sample_entry *items;
		size_t count, cap;
	} frame, left_out;
	uint64_t fingerprint; /* of the frame */
	size_t drawn, units;  /* how many; of how many units */
	size_t asked;	      /* what the count or the percentage alone comes to */
	bool short_of_units;  /* the count is smaller than the number of units */
};

/* Who and what is left out. */
struct dbn_sample_rule {
	struct dbn_str excluded; /* units joined by ; (names or aliases) */
	int32_t from, to;	 /* drawn or inspected from..to, inclusive; from DBN_NO_DAY: no matter when.
				  * to lies before the day of the draw, which can be drawn again on it */
};
/* Adds a document's tasks to the frame or to what is left out. */
int dbn_sample_add(struct dbn_sample *s, const struct dbn_roster *roster, struct dbn_arena *arena,
		   const struct dbn_doc *doc, const bool *chosen, struct dbn_sample_rule rule,
		   struct dbn_err *err);
/* Why something was left out, in words; static. */
const char *dbn_sample_why(enum dbn_sample_out out, enum dbn_lang lang);
/*
 * Draws `count` tasks, or with count 0 `percent` of the frame, rounded up and
 * one a unit at least. The frame is put into the order of tickets, what is
 * drawn first. DBN_EUSAGE for a percentage outside 1-100.
 */
int dbn_sample_draw(struct dbn_sample *s, struct dbn_arena *arena, struct dbn_str seed,
		    size_t count, int percent, struct dbn_err *err);
/* The ticket of one id. */
uint64_t dbn_sample_ticket(struct dbn_str seed, struct dbn_str id);
/* What a draw event says: `seed=… frame=COUNT:FINGERPRINT drawn=N left-out=N ticket=…`. */
void dbn_sample_text(struct dbn_buf *out, const struct dbn_sample *s,
		     const struct dbn_sample_entry *entry, struct dbn_str seed);

/*
 * The result of an inspection as an event says it: `pass …` or `fail DAY …`
 * (to be put right by that day; `fail …` without one).
 */
void dbn_inspect_text(struct dbn_buf *out, bool pass, int32_t rectify_by, struct dbn_str note);
enum dbn_inspected { DBN_INSPECT_NONE, DBN_INSPECT_PASS, DBN_INSPECT_FAIL };
/* Reads it back; *rectify_by may be NULL. */
enum dbn_inspected dbn_inspect_read(const struct dbn_event *e, int32_t *rectify_by);
/* Appends what an inspection found in words: 不合格，2024-05-01 前整改，台账不符. False, and
 * nothing is appended, where the event is none. */
bool dbn_inspect_shown(struct dbn_buf *out, const struct dbn_event *e, enum dbn_lang lang);
/* Whether the task was drawn and nothing has been recorded about it since. */
bool dbn_draw_open(const struct dbn_task *task);
/* Whether a finding waits to be put right (no pass and no rectify event since); *by the last
 * day set for it, or DBN_NO_DAY. */
bool dbn_rectify_pending(const struct dbn_task *task, int32_t *by);

#endif
