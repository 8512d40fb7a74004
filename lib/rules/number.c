/* number.c - decimals without floats. */
#include "number.h"

bool number_parse(struct dbn_str text, int places, int64_t *out)
{
	bool negative = text.len && text.ptr[0] == '-', point = false, digits = false;
	int64_t value = 0;
	int after = 0;

	for (size_t i = negative; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '.' && !point && digits && i + 1 < text.len) {
			point = true;
			continue;
		}
		if (c < '0' || c > '9' || value > INT64_MAX / 100 || (point && after == places))
			return false;
		value = value * 10 + (c - '0');
		digits = true;
		after += point;
	}
	for (; after < places; after++) {
		if (value > INT64_MAX / 100)
			return false;
		value *= 10;
	}
	*out = negative ? -value : value;
	return digits;
}

int64_t number_share(int64_t a, int64_t b, int64_t c)
{
	int64_t product = a * b;

	return product < 0 ? -((-product * 2 + c) / (c * 2)) : (product * 2 + c) / (c * 2);
}
