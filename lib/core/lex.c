/* lex.c - reading official Chinese piece by piece. */
#include <string.h>

#include "lex.h"
#include "dubanc/text.h"

bool dbn_lex_eat(struct dbn_str s, size_t *at, const char *word)
{
	size_t i = *at;

	for (; *word; word++, i++) {
		if (i >= s.len || s.ptr[i] != *word)
			return false;
	}
	*at = i;
	return true;
}

/* The next member of a list; *list moves behind it, to NULL at the end. */
static struct dbn_str member(const char **list)
{
	const char *bar = strchr(*list, '|');
	struct dbn_str out = { *list, bar ? (size_t)(bar - *list) : strlen(*list) };

	*list = bar ? bar + 1 : NULL;
	return out;
}

int dbn_lex_any(struct dbn_str s, size_t *at, const char *list)
{
	const char *text = s.ptr + *at;
	size_t left = *at <= s.len ? s.len - *at : 0;

	for (int n = 1;; n++) {
		size_t i = 0;

		while (i < left && list[i] && list[i] != '|' && list[i] == text[i])
			i++;
		if (!list[i] || list[i] == '|') {
			*at += i;
			return n;
		}
		while (*list && *list != '|')
			list++;
		if (!*list)
			return 0;
		list++;
	}
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
