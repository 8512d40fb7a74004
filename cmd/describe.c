/* describe.c - in words: what an event set, for log, update and commits; what happened in a time. */
#include "cmd.h"
#include "dubanc/sample.h"
#include "dubanc/tally.h"

/* The columns that people are told about. */
static bool is_told(size_t column)
{
	return column == DBN_TASK_TITLE || column == DBN_TASK_LEAD || column == DBN_TASK_COOP ||
	       column == DBN_TASK_DUE || column == DBN_TASK_STATE || column == DBN_TASK_PROGRESS ||
	       column == DBN_TASK_OWNER;
}

static void add_value(struct dbn_buf *out, size_t column, struct dbn_str value, enum dbn_lang lang)
{
	if (column == DBN_TASK_STATE)
		dbn_buf_addz(out, dbn_word_shown(DBN_WORDS_STATE, dbn_word_find(DBN_WORDS_STATE, value), lang));
	else
		dbn_buf_add(out, value);
	if (column == DBN_TASK_PROGRESS)
		dbn_buf_addc(out, '%');
}

void describe_event(struct dbn_buf *out, struct dbn_arena *arena, const struct dbn_event *event,
		    enum dbn_lang lang)
{
	size_t n, start = out->len;
	const struct dbn_column *columns = dbn_columns(DBN_TASKS, &n);
	struct dbn_str rest = event->changes;
	struct dbn_change change;
	bool bad = false;

	while (event->kind != DBN_EV_IMPORT && rest.ptr && dbn_changes_next(arena, &rest, &change, &bad)) {
		struct dbn_str name = change.column;
		/* lead+=X and lead-=X add and take away members of a list. */
		char sign = name.len ? name.ptr[name.len - 1] : ' ';

		if (sign == '+' || sign == '-')
			name.len--;
		for (size_t c = 0; c < DBN_TASK_COLUMNS; c++) {
			if (!is_told(c) || !dbn_str_eqz(name, columns[c].name) || !change.value.len)
				continue;
			dbn_buf_addz(out, out->len > start ? "  " : "");
			dbn_buf_addz(out, lang == DBN_EN ? columns[c].name : columns[c].heading);
			dbn_buf_addz(out, sign == '-' ? " −" : " ");
			add_value(out, c, change.value, lang);
		}
	}
	if (event->text.len) {
		dbn_buf_addz(out, out->len > start ? "  " : "");
		if (!dbn_inspect_shown(out, event, lang))
			dbn_buf_add(out, event->text);
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
