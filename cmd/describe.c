/* describe.c - in words: what an event set, for log, update and commits; what happened in a time. */
#include "cmd.h"
#include "dubanc/act.h"
#include "dubanc/sample.h"
#include "dubanc/tally.h"

enum { SUM_SHOWN = 12 }; /* of a checksum, for people */

/* The columns that people are told about: of a correction, all that it corrects. */
static bool is_told(size_t column, int kind)
{
	if (kind == DBN_EV_EDIT)
		return column != DBN_TASK_ID && column != DBN_TASK_EVENT;
	return column == DBN_TASK_TITLE || column == DBN_TASK_LEAD || column == DBN_TASK_COOP ||
	       column == DBN_TASK_DUE || column == DBN_TASK_STATE || column == DBN_TASK_PROGRESS ||
	       column == DBN_TASK_OWNER || column == DBN_TASK_RECUR || column == DBN_TASK_FEEDBACK;
}

static void add_value(struct dbn_buf *out, size_t column, struct dbn_str value, enum dbn_lang lang)
{
	if (!value.len) {
		dbn_buf_addz(out, dbn_msg_text(DBN_MSG_CELL_EMPTIED, lang));
		return;
	}
	if (column == DBN_TASK_STATE)
		dbn_buf_addz(out, dbn_word_shown(DBN_WORDS_STATE, dbn_word_find(DBN_WORDS_STATE, value), lang));
	else if (column == DBN_TASK_RECUR || column == DBN_TASK_FEEDBACK)
		describe_recur(out, value, lang);
	else
		for (bool more = false; value.len; more = true) { /* members of a list */
			dbn_buf_addz(out, more ? dbn_msg_text(DBN_MSG_LIST_COMMA, lang) : "");
			dbn_buf_add(out, column == DBN_TASK_LEAD || column == DBN_TASK_COOP ? dbn_str_split(&value, ';') : value);
			value = column == DBN_TASK_LEAD || column == DBN_TASK_COOP ? value : DBN_STR("");
		}
	if (column == DBN_TASK_PROGRESS)
		dbn_buf_addc(out, '%');
}

static void add_message(struct dbn_buf *out, enum dbn_msg msg, enum dbn_lang lang, struct dbn_str a, struct dbn_str b,
			struct dbn_str c)
{
	struct dbn_str args[] = { a, b, c };

	dbn_msg_format(out, msg, lang, args, 3);
}

void describe_recur(struct dbn_buf *out, struct dbn_str recur, enum dbn_lang lang)
{
	static const struct {
		const char *stored;
		enum dbn_msg msg;
	} words[] = {
		{ "long", DBN_MSG_RECUR_LONG },		{ "now", DBN_MSG_RECUR_NOW },
		{ "every:day", DBN_MSG_RECUR_DAY },	{ "every:week", DBN_MSG_RECUR_WEEK },
		{ "every:month", DBN_MSG_RECUR_MONTH }, { "every:quarter", DBN_MSG_RECUR_QUARTER },
		{ "every:half", DBN_MSG_RECUR_HALF },	{ "every:year", DBN_MSG_RECUR_YEAR },
	};
	struct dbn_str rest = recur, head = dbn_str_split(&rest, '@');
	int32_t day;

	if (dbn_str_eqz(head, "every:month") && rest.ptr && dbn_str_uint(rest, &day)) {
		struct dbn_str plain = dbn_str_from(rest, rest.len > 1 && rest.ptr[0] == '0');

		add_message(out, DBN_MSG_RECUR_MONTH_DAY, lang, plain, plain, plain);
		return;
	}
	if (dbn_str_eqz(head, "every:week") && rest.ptr && dbn_str_uint(rest, &day) && day >= 1 && day <= 7) {
		static const char *const names[][7] = {
			[DBN_ZH] = { "一", "二", "三", "四", "五", "六", "日" },
			[DBN_EN] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
		};
		struct dbn_str name = dbn_str_of(names[lang][day - 1]);

		add_message(out, DBN_MSG_RECUR_WEEKDAY, lang, name, name, name);
		return;
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (dbn_str_eqz(head, words[i].stored)) {
			dbn_buf_addz(out, dbn_msg_text(words[i].msg, lang));
			if (rest.ptr)
				add_message(out, DBN_MSG_RECUR_AT, lang, rest, rest, rest);
			return;
		}
	dbn_buf_add(out, recur);
}

/* The value of `key=` in what a draw says, up to the next key. */
static struct dbn_str part_of(struct dbn_str text, const char *key, const char *next)
{
	size_t at = dbn_str_find(text, dbn_str_of(key)), end;
	struct dbn_str value;

	if (at == DBN_NONE)
		return DBN_STR("");
	value = dbn_str_from(text, at + dbn_str_of(key).len);
	end = dbn_str_find(value, dbn_str_of(next));
	return end == DBN_NONE ? value : dbn_str_sub(value, 0, end);
}

/* What an event says, for people: no sums of files in full, no words of programs. */
static void add_text(struct dbn_buf *out, const struct dbn_event *e, enum dbn_lang lang)
{
	struct dbn_str text = e->text, hash = part_of(text, "sha256:", " "), none = DBN_STR("");

	if (e->kind == DBN_EV_DRAW && dbn_str_starts(text, DBN_STR("seed="))) {
		add_message(out, DBN_MSG_EVENT_DRAWN, lang, part_of(text, " frame=", ":"), part_of(text, " drawn=", " "),
			    part_of(text, "seed=", " frame="));
		return;
	}
	if (e->kind == DBN_EV_EVIDENCE && hash.len > SUM_SHOWN && dbn_str_starts(text, DBN_STR("sha256:"))) {
		add_message(out, DBN_MSG_EVENT_FILE, lang, dbn_str_trim(dbn_str_from(text, 7 + hash.len)),
			    dbn_str_sub(hash, 0, SUM_SHOWN), none);
		return;
	}
	if (e->kind == DBN_EV_CANCEL && dbn_str_starts(text, DBN_STR(DBN_WITHDRAWN " "))) {
		add_message(out, DBN_MSG_WITHDRAWN_SHOWN, lang, dbn_str_from(text, sizeof DBN_WITHDRAWN), none, none);
		return;
	}
	if (!dbn_inspect_shown(out, e, lang))
		dbn_buf_add(out, text);
}

/* lead-=A behind which lead+=B stands is one change: A → B. */
static bool is_replaced(struct dbn_arena *arena, struct dbn_str column, struct dbn_str rest)
{
	struct dbn_change next;
	bool bad = false;

	return rest.ptr && dbn_changes_next(arena, &rest, &next, &bad) && next.value.len &&
	       next.column.len == column.len + 1 && dbn_str_starts(next.column, column) &&
	       next.column.ptr[column.len] == '+';
}

void describe_event(struct dbn_buf *out, struct dbn_arena *arena, const struct dbn_event *event,
		    enum dbn_lang lang)
{
	size_t n, start = out->len;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &n);
	struct dbn_str rest = event->changes;
	struct dbn_str title = DBN_STR("");
	struct dbn_change change;
	bool bad = false, replaced = false;

	while (event->kind != DBN_EV_IMPORT && rest.ptr && dbn_changes_next(arena, &rest, &change, &bad)) {
		struct dbn_str name = change.column;
		/* lead+=X and lead-=X add and take away members of a list. */
		char sign = name.len ? name.ptr[name.len - 1] : ' ';

		if (sign == '+' || sign == '-')
			name.len--;
		for (size_t c = 0; c < DBN_TASK_COLUMNS; c++) {
			if (!is_told(c, event->kind) || !dbn_str_eqz(name, columns[c].name) ||
			    (!change.value.len && event->kind != DBN_EV_EDIT && event->kind != DBN_EV_ASSIGN))
				continue;
			if (replaced) {
				dbn_buf_addz(out, " → ");
				add_value(out, c, change.value, lang);
				replaced = false;
				continue;
			}
			title = c == DBN_TASK_TITLE ? change.value : title;
			replaced = sign == '-' && is_replaced(arena, name, rest);
			dbn_buf_addz(out, out->len > start ? "  " : "");
			dbn_buf_addz(out, lang == DBN_EN ? columns[c].name : columns[c].heading);
			dbn_buf_addz(out, sign == '-' && !replaced ? " −" : " ");
			add_value(out, c, change.value, lang);
		}
	}
	/* Of a node that is added the text is its title: not twice. */
	if (event->text.len && !(event->kind == DBN_EV_ADD && dbn_str_eq(event->text, title))) {
		dbn_buf_addz(out, out->len > start ? "  " : "");
		add_text(out, event, lang);
	}
}

void describe_flow(struct ctx *ctx, const struct dbn_flow *f, const char *period, struct dbn_buf *said,
		   struct dbn_buf *more)
{
	char n[6][24];

	dbn_buf_init(said, 1 << 16);
	dbn_buf_init(more, 1 << 16);
	text_of(ctx, said, DBN_MSG_REPORT_FLOW, number(n[0], f->added), number(n[1], f->finished),
		number(n[2], f->finished_late), number(n[3], f->fed_back), number(n[4], f->returned), period, NULL);
	if (f->cancelled + f->closed + f->extended + f->noticed + f->inspected + f->failed)
		text_of(ctx, more, DBN_MSG_REPORT_FLOW_MORE, number(n[0], f->closed), number(n[1], f->extended),
			number(n[2], f->noticed), number(n[3], f->inspected), number(n[4], f->failed),
			number(n[5], f->cancelled), NULL);
}
