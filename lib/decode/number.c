/* number.c - numbers in files. */
#include "number.h"

static bool is_gap(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',';
}

struct dbn_str number_word(struct dbn_str *s)
{
	size_t n = 0;
	struct dbn_str word;

	while (s->len && is_gap(s->ptr[0]))
		*s = dbn_str_from(*s, 1);
	while (n < s->len && !is_gap(s->ptr[n]))
		n++;
	word = dbn_str_sub(*s, 0, n);
	*s = dbn_str_from(*s, n);
	return word;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Plain decimals with an exponent; no inf, no nan, no hex; beyond 1e12 is no length. */
static bool parse(struct dbn_str w, double *out)
{
	double value = 0, scale = 1;
	bool minus = false, some = false;
	size_t at = 0;

	if (at < w.len && (w.ptr[at] == '-' || w.ptr[at] == '+'))
		minus = w.ptr[at++] == '-';
	for (; at < w.len && is_digit(w.ptr[at]); at++, some = true)
		value = value * 10 + (w.ptr[at] - '0');
	if (at < w.len && w.ptr[at] == '.')
		at++;
	for (; at < w.len && is_digit(w.ptr[at]); at++, some = true) {
		scale /= 10;
		value += scale * (w.ptr[at] - '0');
	}
	if (some && at < w.len && (w.ptr[at] == 'e' || w.ptr[at] == 'E')) {
		bool down = at + 1 < w.len && w.ptr[at + 1] == '-';
		int power = 0;

		at += down || (at + 1 < w.len && w.ptr[at + 1] == '+') ? 2 : 1;
		for (; at < w.len && is_digit(w.ptr[at]) && power < 400; at++)
			power = power * 10 + (w.ptr[at] - '0');
		for (; power > 0; power--)
			value = down ? value / 10 : value * 10;
	}
	*out = minus ? -value : value;
	return some && at == w.len && value < 1e12;
}

bool number_take(struct dbn_str *s, double *out)
{
	struct dbn_str word = number_word(s);

	return word.len && word.len < 64 && parse(word, out);
}

size_t number_list(struct dbn_str s, double *out, size_t n)
{
	size_t count = 0;

	while (count < n && number_take(&s, &out[count]))
		count++;
	return count;
}

bool number_take_all(struct dbn_str *s, double *out, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!number_take(s, &out[i]))
			return false;
	}
	return true;
}

int number_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}
