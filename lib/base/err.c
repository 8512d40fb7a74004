/* err.c - errors and findings with positions. */
#include <stdarg.h>
#include <string.h>

#include "dubanc/err.h"

/* Copies s into out, cut before a code point that does not fit whole. */
static void copy_cut(char *out, size_t size, struct dbn_str s)
{
	size_t n = s.len;

	if (n > size - 1) {
		n = size - 1;
		while (n && ((unsigned char)s.ptr[n] & 0xc0) == 0x80)
			n--;
	}
	if (n)
		memcpy(out, s.ptr, n);
	out[n] = '\0';
}

struct dbn_pos dbn_pos_at(const char *file, size_t line, size_t col)
{
	struct dbn_pos pos = { "", line, col };

	copy_cut(pos.file, sizeof pos.file, dbn_str_of(file));
	return pos;
}

void dbn_diag_fill(struct dbn_diag *d, enum dbn_msg msg, struct dbn_pos pos,
		   const struct dbn_str *args, size_t nargs)
{
	memset(d, 0, sizeof *d);
	d->msg = msg;
	d->pos = pos;
	d->nargs = nargs > DBN_ARGS_MAX ? DBN_ARGS_MAX : nargs;
	for (size_t i = 0; i < d->nargs; i++)
		copy_cut(d->args[i], sizeof d->args[i], args[i]);
}

static size_t collect(struct dbn_str *args, va_list ap)
{
	size_t n = 0;
	const char *z;

	while (n < DBN_ARGS_MAX && (z = va_arg(ap, const char *)) != NULL)
		args[n++] = dbn_str_of(z);
	return n;
}

void dbn_diag_init(struct dbn_diag *d, enum dbn_msg msg, struct dbn_pos pos, ...)
{
	struct dbn_str args[DBN_ARGS_MAX];
	va_list ap;
	size_t n;

	va_start(ap, pos);
	n = collect(args, ap);
	va_end(ap);
	dbn_diag_fill(d, msg, pos, args, n);
}

/* Whether memory ran out for one of the arguments: then that is what is to be said. */
static bool any_lost(const struct dbn_str *args, size_t nargs)
{
	for (size_t i = 0; i < nargs; i++)
		if (dbn_str_lost(args[i]))
			return true;
	return false;
}

int dbn_fail_str(struct dbn_err *err, int code, enum dbn_msg msg, struct dbn_pos pos,
		 const struct dbn_str *args, size_t nargs)
{
	if (any_lost(args, nargs))
		return dbn_fail_memory(err);
	if (err && err->code == DBN_OK) {
		err->code = code;
		dbn_diag_fill(&err->diag, msg, pos, args, nargs);
	}
	return code;
}

int dbn_fail(struct dbn_err *err, int code, enum dbn_msg msg, struct dbn_pos pos, ...)
{
	struct dbn_str args[DBN_ARGS_MAX];
	va_list ap;
	size_t n;

	va_start(ap, pos);
	n = collect(args, ap);
	va_end(ap);
	return dbn_fail_str(err, code, msg, pos, args, n);
}

int dbn_fail_memory(struct dbn_err *err)
{
	return dbn_fail_str(err, DBN_ESYSTEM, DBN_MSG_NO_MEMORY, dbn_pos_at(NULL, 0, 0), NULL, 0);
}

void dbn_report(struct dbn_sink sink, enum dbn_msg msg, struct dbn_pos pos,
		const struct dbn_str *args, size_t nargs)
{
	struct dbn_diag d;

	if (!sink.fn)
		return;
	if (any_lost(args, nargs))
		dbn_diag_fill(&d, DBN_MSG_NO_MEMORY, pos, NULL, 0);
	else
		dbn_diag_fill(&d, msg, pos, args, nargs);
	sink.fn(sink.ctx, &d);
}

void dbn_diag_text(struct dbn_buf *out, const struct dbn_diag *d, enum dbn_lang lang)
{
	struct dbn_str args[DBN_ARGS_MAX];

	for (size_t i = 0; i < d->nargs; i++)
		args[i] = dbn_str_of(d->args[i]);
	dbn_msg_format(out, d->msg, lang, args, d->nargs);
}
