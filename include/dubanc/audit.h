/*
 * audit.h - limits that moved and how: each move of a due day with its event,
 * and whether somebody was entitled to it. Pure.
 *
 * A due day moves rightly by an extension that was granted, by a document that
 * was imported again and confirmed, or when a task that had none is given one
 * (assign, edit). One that was typed wrong is corrected on the day of its entry
 * or with a reason: that is told apart, with the reason. Everything else is a
 * finding: an edit that moves a day, and a row whose day none of its events
 * explains.
 */
#ifndef DUBANC_AUDIT_H
#define DUBANC_AUDIT_H

#include "dubanc/light.h"

enum dbn_audit_basis {
	DBN_AUDIT_GRANTED,  /* an extension */
	DBN_AUDIT_IMPORTED, /* the document, imported again */
	DBN_AUDIT_SET,	    /* the first day that the task was given */
	DBN_AUDIT_CORRECTED, /* typed wrong: on the day of its entry, or with a reason */
	DBN_AUDIT_EDITED,   /* a finding: moved by hand, without an extension */
	DBN_AUDIT_NO_EVENT, /* a finding: the row says another day than its events */
};

struct dbn_audit_move {
	const struct dbn_task *task;
	const struct dbn_event *event; /* NULL with DBN_AUDIT_NO_EVENT */
	int32_t before, after;	       /* either may be DBN_NO_DAY */
	enum dbn_audit_basis basis;
};

/* A column that an `edit` changed, and what it was before. */
struct dbn_audit_edit {
	const struct dbn_task *task;
	const struct dbn_event *event;
	struct dbn_str column, before, after;
};

struct dbn_audit {
	struct {
		struct dbn_audit_move *items;
		size_t count, cap;
	} moves;
	struct {
		struct dbn_audit_edit *items;
		size_t count, cap;
	} edits; /* of the other columns; `due` stands among the moves */
	bool failed;
};

/* Takes in the moves and the edits of one row, of nodes and measures too, in the order of its events. */
void dbn_audit_add(struct dbn_audit *a, struct dbn_arena *arena, const struct dbn_task *task);
/* Whether a move is a finding. */
bool dbn_audit_is_finding(const struct dbn_audit_move *move);
/* "granted", "imported" …: the word of the contract; what people read. Static. */
const char *dbn_audit_basis_name(enum dbn_audit_basis basis);
enum dbn_msg dbn_audit_basis_msg(enum dbn_audit_basis basis);

#endif
