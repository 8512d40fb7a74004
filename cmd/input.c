/* input.c - files named on the command line, or standard input, as text. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "dubanc/file.h"
#include "input.h"

enum { CHUNK = 1 << 16 };

void input_init(const struct ctx *ctx, struct dbn_buf *bytes)
{
	dbn_buf_init(bytes, ctx->limits.file + 2 * CHUNK);
}

static int read_stdin(size_t max, struct dbn_buf *out, struct dbn_err *err)
{
	while (out->len <= max) {
		char *room = dbn_buf_reserve(out, CHUNK);
		ssize_t n;

		if (!room)
			return dbn_fail_memory(err);
		n = read(STDIN_FILENO, room, CHUNK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return dbn_fail_file(err, DBN_ACT_READ, "-", errno);
		if (n == 0)
			return DBN_OK;
		out->len += (size_t)n;
		out->ptr[out->len] = '\0';
	}
	return dbn_fail_limit(err, "-", "file", max);
}

int input_bytes(const struct ctx *ctx, const char *file, struct dbn_buf *out, struct dbn_err *err)
{
	size_t max = ctx->limits.file;
	int code;

	if (strcmp(file, "-") == 0)
		return read_stdin(max, out, err);
	code = dbn_file_read(file, max, out, err);
	if (code && err->diag.msg == DBN_MSG_FILE_TOO_LARGE) {
		*err = (struct dbn_err){ 0 };
		code = dbn_fail_limit(err, file, "file", max);
	}
	if (code && err->diag.msg == DBN_MSG_FILE_MISSING)
		code = err->code = DBN_EUSAGE; /* the command line names what is not there */
	return code;
}

int input_text(const struct ctx *ctx, const char *file, struct dbn_buf *out, struct dbn_decoded *how,
	       struct dbn_err *err)
{
	struct dbn_decoded unused;
	struct dbn_buf bytes;
	int code;

	input_init(ctx, &bytes);
	code = input_bytes(ctx, file, &bytes, err);
	if (!code)
		code = dbn_decode(dbn_buf_str(&bytes), file, out, how ? how : &unused, err);
	dbn_buf_release(&bytes);
	return code;
}
