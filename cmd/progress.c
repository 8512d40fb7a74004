/* progress.c - how far a long command is, on a terminal only. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cmd.h"

enum { PATIENCE_MS = 1000, PAUSE_MS = 100, LINE_MAX_BYTES = 1 << 14, LINE_COLUMNS = 79 };

static int64_t milliseconds(void)
{
	struct timespec ts = { 0, 0 };

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static bool can_show(void)
{
	const char *term = getenv("TERM");

	return term && strcmp(term, "dumb") != 0 && isatty(STDERR_FILENO);
}

void progress(struct ctx *ctx, size_t done, size_t total, const char *name)
{
	int64_t now = milliseconds();
	struct dbn_buf line, safe;
	struct dbn_str shown;
	char n[2][24];

	if (!ctx->progress.begun)
		ctx->progress.begun = now;
	if (total < 2 || now - ctx->progress.begun < PATIENCE_MS || now - ctx->progress.shown < PAUSE_MS || !can_show())
		return;
	dbn_buf_init(&line, LINE_MAX_BYTES);
	dbn_buf_init(&safe, LINE_MAX_BYTES * 4);
	text_of(ctx, &line, DBN_MSG_PROGRESS, number(n[0], (int64_t)done), number(n[1], (int64_t)total), name, NULL);
	dbn_text_visible(&safe, dbn_buf_str(&line));
	shown = dbn_text_fit(dbn_buf_str(&safe), LINE_COLUMNS, ctx->width);
	fprintf(stderr, "\r\033[K%.*s", DBN_ARG(shown));
	fflush(stderr);
	ctx->progress.shown = now;
	ctx->progress.visible = true;
	dbn_buf_release(&line);
	dbn_buf_release(&safe);
}

void progress_clear(struct ctx *ctx)
{
	if (ctx->progress.visible)
		fputs("\r\033[K", stderr);
	ctx->progress.visible = false;
}
