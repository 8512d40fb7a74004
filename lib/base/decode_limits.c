/* decode_limits.c - the limits of documents: defaults, settings, one error. */
#include "dubanc/buf.h"
#include "dubanc/decode_limits.h"

static const struct {
	const char *name, *initial, *least, *most;
	size_t at;
} table[] = {
#define LIMIT(name, initial, least, most, takes, zh, en) \
	{ #name, initial, least, most, offsetof(struct dbn_decode_limits, name) },
#include "dubanc/decode_limits.def"
#undef LIMIT
};

enum { LIMITS = sizeof table / sizeof *table };

static size_t *member(struct dbn_decode_limits *limits, size_t i)
{
	return (size_t *)(void *)((char *)limits + table[i].at);
}

static size_t size_of(const char *z)
{
	size_t n = 0;

	dbn_size_parse(dbn_str_of(z), &n);
	return n;
}

/* Its place in the table, or LIMITS. */
static size_t find(struct dbn_str name)
{
	size_t i = 0;

	while (i < LIMITS && !dbn_str_eqz(name, table[i].name))
		i++;
	return i;
}

void dbn_decode_limits_init(struct dbn_decode_limits *limits)
{
	for (size_t i = 0; i < LIMITS; i++)
		*member(limits, i) = size_of(table[i].initial);
	limits->unconfined = false;
}

bool dbn_decode_limits_has(struct dbn_str name)
{
	return find(name) < LIMITS;
}

static bool put(struct dbn_decode_limits *limits, struct dbn_str name, struct dbn_str value, bool bounded)
{
	size_t i = find(name), n;

	if (i == LIMITS || !dbn_size_parse(value, &n) || !n)
		return false;
	if (bounded && (n < size_of(table[i].least) || n > size_of(table[i].most)))
		return false;
	*member(limits, i) = n;
	return true;
}

bool dbn_decode_limits_take(struct dbn_decode_limits *limits, struct dbn_str name, struct dbn_str value)
{
	return put(limits, name, value, false);
}

bool dbn_decode_limits_set(struct dbn_decode_limits *limits, struct dbn_str name, struct dbn_str value)
{
	return put(limits, name, value, true);
}

int dbn_fail_limit(struct dbn_err *err, const char *file, const char *name, size_t value)
{
	enum dbn_msg msg = dbn_decode_limits_has(dbn_str_of(name)) ? DBN_MSG_TOO_MUCH : DBN_MSG_TOO_MUCH_FIXED;
	struct dbn_buf number;
	int code;

	dbn_buf_init(&number, 32);
	dbn_size_format(&number, value);
	code = dbn_fail(err, DBN_EDATA, msg, dbn_pos_at(file, 0, 0), file, name, number.ptr, (char *)NULL);
	dbn_buf_release(&number);
	return code;
}

/* ---- sizes ---- */

static const char units[] = "KMG";

bool dbn_size_parse(struct dbn_str s, size_t *out)
{
	size_t n = 0, shift = 0;

	if (s.len > 1) {
		for (size_t i = 0; units[i]; i++)
			if ((s.ptr[s.len - 1] & ~0x20) == units[i])
				shift = 10 * (i + 1);
		s.len -= shift > 0;
	}
	if (!s.len)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9' || n > (SIZE_MAX >> 31) / 10)
			return false;
		n = n * 10 + (size_t)(s.ptr[i] - '0');
	}
	*out = n << shift;
	return true;
}

void dbn_size_format(struct dbn_buf *out, size_t size)
{
	size_t unit = 0;

	while (size && size % 1024 == 0 && units[unit]) {
		size /= 1024;
		unit++;
	}
	dbn_buf_addi(out, (int64_t)size);
	if (unit)
		dbn_buf_addc(out, units[unit - 1]);
}
