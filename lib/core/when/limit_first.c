/* limit_first.c - which readers know an expression of time that begins with a character. */
#include "when.h"

enum {
	RHYTHM = FIRST_RHYTHM,
	NUMBER = FIRST_NUMBER,
	DAY = FIRST_DAY,
	NAME = FIRST_NAME,
	WORD = FIRST_WORD,
	BEFORE = FIRST_BEFORE,
};

unsigned dbn_limit_first(uint32_t cp)
{
	enum { LOW = 0x2000, HIGH = 0x9fff };
	static const uint8_t first[HIGH - LOW + 1] = {
#define FIRST(c, readers) [u##c - LOW] = readers,
#include "../../data/limit_first.def"
#undef FIRST
	};

	if (cp >= 0x80)
		return cp >= LOW && cp <= HIGH ? first[cp - LOW] : 0;
	if (cp >= '0' && cp <= '9')
		return NUMBER | NAME; /* 3·15 */
	return cp == 'l' || cp == 'O' ? NUMBER : cp == '"' ? NAME : 0;
}
