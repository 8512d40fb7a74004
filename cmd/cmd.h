/*
 * cmd.h - what every command sees.
 *
 * A command is one file cmd/NAME.c that ends in
 *
 *	int cmd_NAME(struct ctx *ctx)
 *
 * It reads its options from ctx->opts, appends its answer to ctx->out and
 * returns an exit status. main.c has opened what commands.def says it needs,
 * and writes ctx->out to standard output when it returns. Talk goes to
 * standard error through say(), errors through complain().
 */
#ifndef CMD_H
#define CMD_H

#include <stdio.h>

#include "dubanc/decode.h"
#include "dubanc/ledger.h"
#include "dubanc/origin.h"
#include "dubanc/roster.h"
#include "dubanc/text.h"
#include "opt.h"

/* Exit statuses; dubanc(1) EXIT STATUS. */
enum {
	EXIT_CLEAN = 0,	 /* done, nothing to say */
	EXIT_YES = 1,	 /* the answer is "yes, there are" or "not clean" */
	EXIT_USAGE = 2,	 /* wrong use */
	EXIT_DATA = 3,	 /* bad data */
	EXIT_SYSTEM = 4, /* memory, files, the machine */
	EXIT_LOCKED = 5, /* locked, try again */
};

enum cmd_group { GROUP_START, GROUP_DAILY, GROUP_REPORT, GROUP_CARE, GROUP_PLUMBING, GROUPS };
enum cmd_needs { NEEDS_NOTHING, NEEDS_READ, NEEDS_WRITE };

struct ctx;

struct cmd {
	const char *name;
	int (*run)(struct ctx *ctx);
	enum cmd_group group;
	enum cmd_needs needs;
	int min, max;
	const char *operands, *sets;
	const char *summary[2]; /* by enum dbn_lang */
};

/* What place.h knows of the text that was read last. */
struct sheet_name {
	size_t line;
	struct dbn_str name;
};
struct places {
	char file[DBN_PATH_MAX];
	struct dbn_origins origins; /* no runs: it was no workbook */
	DBN_LIST(struct sheet_name) sheets;
};

struct ctx {
	const struct cmd *cmd;
	struct opts opts;
	enum dbn_lang lang;
	bool color;
	struct dbn_width width;
	int32_t today, as_of, on; /* as_of: DBN_NO_DAY unless given */
	int64_t now_ms;		  /* UTC milliseconds of the moment of entry */
	struct dbn_ledger ledger;
	bool ledger_open;
	struct dbn_decode_limits limits; /* of dubanc.ini, or the defaults */
	struct dbn_decode_tools *tools;  /* in the arena; NULL until a document wants them */
	struct dbn_arena tools_arena;
	struct dbn_buf out;
	size_t findings[4]; /* how many of each enum dbn_severity were said */
	unsigned event_serial;
	struct {
		int64_t begun, shown; /* milliseconds of some clock */
		bool visible;
	} progress;
	struct {
		bool gathered; /* of several files: told once, behind the last */
		size_t count;
		char encoding[DBN_ARG_MAX], first[DBN_PATH_MAX];
	} guessed; /* files whose encoding was told by their content */
	struct places places;
	void *work; /* the command's own, for what is called back */
};

#define CMD(name, ...) int cmd_##name(struct ctx *ctx);
#include "commands.def"
#undef CMD

/* The table of commands and its length. */
const struct cmd *cmd_table(size_t *count);
const struct cmd *cmd_find(const char *name);

/* Appends a message to ctx->out, in the user's language, with a line feed.
 * Arguments are NUL-terminated strings, ended by NULL. */
void put(struct ctx *ctx, enum dbn_msg msg, ...);
/* The same to standard error, without a prefix. */
void say(struct ctx *ctx, enum dbn_msg msg, ...);
/* A message for its own sake: appended to buf without a line feed. */
void text_of(struct ctx *ctx, struct dbn_buf *buf, enum dbn_msg msg, ...);
/* A number in decimal, and part of whole in per cent with one decimal (rounded
 * half up, 0.0 where there is nothing), for an argument of put(); returns out. */
const char *number(char out[24], int64_t n);
const char *percent(char out[24], int64_t part, int64_t whole);
/* Prints an error as `dubanc: COMMAND: …` and returns its exit status. */
int complain(struct ctx *ctx, const struct dbn_err *err);
/* The same for memory that ran out. */
int out_of_memory(struct ctx *ctx);
/* An error of usage: message and arguments as put(); returns EXIT_USAGE. */
int misuse(struct ctx *ctx, enum dbn_msg msg, ...);
/* Appends a finding as `level: text  [slug]`, without its position, and counts it. */
void finding_text(struct ctx *ctx, struct dbn_buf *line, const struct dbn_diag *diag);
/* A sink that prints findings to standard error as file:line:col: level: text [slug]. */
struct dbn_sink to_stderr(struct ctx *ctx);
/* Tells how far a long command is: on a terminal, once it has taken a second. name is
 * what it is at now; progress_clear() takes the line away before anything else is said. */
void progress(struct ctx *ctx, size_t done, size_t total, const char *name);
void progress_clear(struct ctx *ctx);
/* Writes bytes to a descriptor; an exit status. A reader who leaves is content. */
int write_fd(struct ctx *ctx, int fd, struct dbn_str bytes);
/* Writes ctx->out (through the pager, or to -o FILE); returns an exit status. */
int flush_out(struct ctx *ctx);

/* Appends DIR/NNN-UNITSUFFIX, NNN the unit's place in units.csv, so that the name is the same on
 * every day; DIR/UNITSUFFIX where it has none. What would be no plain file name becomes _. */
void unit_path(struct dbn_buf *path, const struct dbn_roster *roster, const char *dir, struct dbn_str unit,
	       const char *suffix);
/* The next free id of a document and its path; in the ledger's arena. */
struct dbn_str next_task_id(struct ctx *ctx, const struct dbn_doc *doc, struct dbn_str *path);

/* Opens the ledger for reading or writing as commands.def says (main does it). */
int open_ledger(struct ctx *ctx, enum cmd_needs needs, struct dbn_err *err);
/* The office's units as the rules see them, in the ledger's arena; NULL: err says why. */
const struct dbn_roster *office_roster(struct ctx *ctx, struct dbn_err *err);
/* The next of UNIT,… UNIT、… as typed, trimmed; false behind the last. */
bool next_unit(struct dbn_str *rest, struct dbn_str *one);
/* Whether a unit that something is asked about (--unit) is known to units.csv or, with a
 * warning, to the rows of the ledger alone; else complains, names the nearest and returns a
 * status. asked_units(): UNIT,… or NULL. */
int asked_unit(struct ctx *ctx, struct dbn_str name);
int asked_units(struct ctx *ctx, const char *typed);
/* The one task that `id` names; on failure complains, lists what is near, and
 * returns NULL with *status set. */
struct dbn_task *one_task(struct ctx *ctx, const char *id, int *status);
/* A fresh event id and moment of entry in ctx->ledger's arena. */
void stamp_event(struct ctx *ctx, struct dbn_event *event);
/* The day on which this is typed, by the clock: --on and --today do not move it. */
int32_t day_of_entry(const struct ctx *ctx);
/* Warns where a day given is before --on: true at times, and a slip more often. */
void warn_if_past(struct ctx *ctx, enum dbn_msg msg, int32_t day);
/* The name for `by`: --by, else the clerk of dubanc.ini. */
struct dbn_str typist(struct ctx *ctx);
struct dbn_flow;
/* What happened in a time (period names it), in a sentence, and of rarer things in one
 * more, which stays empty where there were none. Both are the caller's to release. */
void describe_flow(struct ctx *ctx, const struct dbn_flow *f, const char *period, struct dbn_buf *said,
		   struct dbn_buf *more);
/* Appends a recurrence (every:month@28, long) in words; what has none as it is stored. */
void describe_recur(struct dbn_buf *out, struct dbn_str recur, enum dbn_lang lang);
/* Appends what an event set and said, in words; scratch from arena. */
void describe_event(struct dbn_buf *out, struct dbn_arena *arena, const struct dbn_event *event,
		    enum dbn_lang lang);
/* Edits between two short names (a byte each); many where one is long. */
size_t typed_distance(struct dbn_str a, struct dbn_str b);
/* Nearest of n names to `name` by edit distance, or NULL where none is near. */
const char *nearest(const char *name, const char *const *names, size_t n);

#endif
