/* input.c - files named on the command line, or standard input, as text. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "dubanc/file.h"
#include "input.h"

static int read_stdin(struct dbn_buf *out, struct dbn_err *err)
{
	for (;;) {
		char *room = dbn_buf_reserve(out, 65536);
		ssize_t n;

		if (!room)
			return dbn_fail(err, DBN_EDATA, DBN_MSG_FILE_TOO_LARGE, dbn_pos_at(NULL, 0, 0),
					"-", "67108864", NULL);
		n = read(STDIN_FILENO, room, 65536);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return dbn_fail(err, DBN_ESYSTEM, DBN_MSG_FILE_READ, dbn_pos_at(NULL, 0, 0),
					"-", strerror(errno), NULL);
		if (n == 0)
			return DBN_OK;
		out->len += (size_t)n;
		out->ptr[out->len] = '\0';
	}
}

int input_bytes(const char *file, struct dbn_buf *out, struct dbn_err *err)
{
	return strcmp(file, "-") == 0 ? read_stdin(out, err) : dbn_file_read(file, INPUT_MAX, out, err);
}

int input_text(const char *file, struct dbn_buf *out, struct dbn_decoded *how, struct dbn_err *err)
{
	struct dbn_decoded unused;
	struct dbn_buf bytes;
	int code;

	dbn_buf_init(&bytes, INPUT_MAX + 65536);
	code = input_bytes(file, &bytes, err);
	if (!code)
		code = dbn_decode(dbn_buf_str(&bytes), file, out, how ? how : &unused, err);
	dbn_buf_release(&bytes);
	return code;
}
