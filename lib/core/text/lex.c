/* lex.c - reading official Chinese piece by piece. */
#include <string.h>

#include "lex.h"
#include "dubanc/text.h"

/* The next member of a list; *list moves behind it, to NULL at the end. */
static struct dbn_str member(const char **list)
{
	const char *bar = strchr(*list, '|');
	struct dbn_str out = { *list, bar ? (size_t)(bar - *list) : strlen(*list) };

	*list = bar ? bar + 1 : NULL;
	return out;
}

/* The number of the member that begins at `at` of the list, or 0 where none begins there. */
static int number_of(const char *list, const char *at)
{
	int n = 1;

	if (at != list && at[-1] != '|')
		return 0;
	for (; list < at; list++)
		n += *list == '|';
	return n;
}

/*
 * A member begins as the text does: the third byte of a character, which varies
 * most, is looked up in the list first. One to two bytes of text go the same way.
 */
int dbn_lex_any(struct dbn_str s, size_t *at, const char *list)
{
	const char *text = s.ptr + *at;
	size_t left = *at < s.len ? s.len - *at : 0, tell;

	if (!left)
		return 0;
	tell = left >= 3 && (unsigned char)text[0] >= 0xe0 ? 2 : 0;
	if (!text[tell]) /* a NUL in the text is in no list */
		return 0;
	for (const char *hit = list; (hit = strchr(hit, text[tell])); hit++) {
		const char *member = hit - tell;
		size_t i = 0;
		int n;

		if ((size_t)(hit - list) < tell)
			continue;
		while (i < left && member[i] && member[i] != '|' && member[i] == text[i])
			i++;
		if (i > tell && (!member[i] || member[i] == '|') && (n = number_of(list, member)) != 0) {
			*at += i;
			return n;
		}
	}
	return 0;
}

bool dbn_lex_at(struct dbn_str s, size_t at, const char *list)
{
	return dbn_lex_any(s, &at, list) != 0;
}

size_t dbn_lex_before(struct dbn_str s, size_t at, const char *list)
{
	if (at > s.len)
		return 0;
	for (;;) {
		size_t len = 0;

		while (list[len] && list[len] != '|')
			len++;
		if (len && len <= at && s.ptr[at - 1] == list[len - 1] &&
		    memcmp(s.ptr + at - len, list, len) == 0)
			return len;
		if (!list[len])
			return 0;
		list += len + 1;
	}
}

bool dbn_lex_within(struct dbn_str s, size_t from, size_t to, const char *list)
{
	struct dbn_str part;

	if (from >= to)
		return false;
	part = dbn_str_sub(s, from, to - from);
	while (list) {
		if (dbn_str_find(part, member(&list)) != DBN_NONE)
			return true;
	}
	return false;
}

void dbn_lex_blanks(struct dbn_str s, size_t *at)
{
	while (*at < s.len && s.ptr[*at] == ' ')
		++*at;
}
