/*
 * pack.h - containers for tests, made by hand: a zip writer (stored, or one
 * character repeated under deflate), so that fixtures need no tool and no
 * binary file lies in the tree.
 */
#ifndef PACK_H
#define PACK_H

#include "dubanc/buf.h"

struct pack {
	struct dbn_buf file, directory;
	unsigned count;
};

static inline void pack_le(struct dbn_buf *b, uint64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		dbn_buf_addc(b, (char)(unsigned char)(i < 8 ? value >> (8 * i) : 0));
}

static inline uint32_t pack_crc(uint32_t crc, const char *p, size_t n)
{
	crc = ~crc;
	for (size_t i = 0; i < n; i++) {
		crc ^= (unsigned char)p[i];
		for (int k = 0; k < 8; k++)
			crc = crc & 1 ? crc >> 1 ^ 0xedb88320u : crc >> 1;
	}
	return ~crc;
}

static inline void pack_init(struct pack *z)
{
	dbn_buf_init(&z->file, (size_t)1 << 30);
	dbn_buf_init(&z->directory, (size_t)1 << 28);
	z->count = 0;
}

static inline void pack_release(struct pack *z)
{
	dbn_buf_release(&z->file);
	dbn_buf_release(&z->directory);
}

/* One entry; `size` is what the headers say of it. */
static inline void pack_entry(struct pack *z, const char *name, struct dbn_str data, int method,
			      uint32_t crc, size_t size)
{
	struct dbn_str n = dbn_str_of(name);
	size_t at = z->file.len;

	pack_le(&z->file, 0x04034b50, 4);
	pack_le(&z->directory, 0x02014b50, 4);
	pack_le(&z->directory, 20, 2);
	for (int i = 0; i < 2; i++) {
		struct dbn_buf *b = i ? &z->directory : &z->file;

		pack_le(b, 20, 2);
		pack_le(b, 0x800, 2); /* names are UTF-8 */
		pack_le(b, (uint64_t)method, 2);
		pack_le(b, 0x58210000, 4); /* 1 January 2024 */
		pack_le(b, crc, 4);
		pack_le(b, data.len, 4);
		pack_le(b, size, 4);
		pack_le(b, n.len, 2);
		pack_le(b, 0, 2);
	}
	pack_le(&z->directory, 0, 10);
	pack_le(&z->directory, at, 4);
	dbn_buf_add(&z->file, n);
	dbn_buf_add(&z->directory, n);
	dbn_buf_add(&z->file, data);
	z->count++;
}

static inline void pack_add(struct pack *z, const char *name, struct dbn_str data)
{
	pack_entry(z, name, data, 0, pack_crc(0, data.ptr, data.len), data.len);
}

/* Names the last entry again in the directory: both share its bytes. The names
 * have one length. */
static inline void pack_again(struct pack *z, const char *name)
{
	struct dbn_str n = dbn_str_of(name);
	size_t at = z->directory.len - 46 - n.len;

	for (size_t i = 0; i < 46; i++)
		dbn_buf_addc(&z->directory, z->directory.ptr[at + i]);
	dbn_buf_add(&z->directory, n);
	z->count++;
}

static inline void pack_addz(struct pack *z, const char *name, const char *data)
{
	pack_add(z, name, dbn_str_of(data));
}

/* ---- deflate of one character, n times ---- */

struct pack_bits {
	struct dbn_buf *out;
	uint32_t held;
	int count;
};

static inline void pack_bits(struct pack_bits *b, uint32_t value, int n)
{
	b->held |= value << b->count;
	for (b->count += n; b->count >= 8; b->count -= 8, b->held >>= 8)
		dbn_buf_addc(b->out, (char)(unsigned char)b->held);
}

/* A fixed Huffman code goes out with its highest bit first. */
static inline void pack_code(struct pack_bits *b, uint32_t code, int n)
{
	while (n-- > 0)
		pack_bits(b, code >> n & 1, 1);
}

/* `head`, then blanks up to n bytes in all, then `tail`: a bomb when n is large. */
static inline void pack_bomb(struct pack *z, const char *name, size_t n, size_t said)
{
	struct dbn_buf data;
	struct pack_bits bits = { &data, 0, 0 };
	char blanks[4096];
	uint32_t crc = 0;

	dbn_buf_init(&data, (size_t)1 << 28);
	pack_bits(&bits, 3, 3); /* last block, fixed codes */
	pack_code(&bits, 0x30 + ' ', 8);
	for (size_t left = n - 1; left >= 258; left -= 258) {
		pack_code(&bits, 0xc0 + 285 - 280, 8); /* length 258 */
		pack_code(&bits, 0, 5);		       /* distance 1 */
	}
	for (size_t left = (n - 1) % 258; left; left--)
		pack_code(&bits, 0x30 + ' ', 8);
	pack_code(&bits, 0, 7);
	pack_bits(&bits, 0, 7);
	for (size_t i = 0; i < sizeof blanks; i++)
		blanks[i] = ' ';
	for (size_t left = n; left; left -= left < sizeof blanks ? left : sizeof blanks)
		crc = pack_crc(crc, blanks, left < sizeof blanks ? left : sizeof blanks);
	pack_entry(z, name, dbn_buf_str(&data), 8, crc, said);
	dbn_buf_release(&data);
}

/* The finished file; borrowed until release. */
static inline struct dbn_str pack_end(struct pack *z)
{
	size_t at = z->file.len;

	dbn_buf_add(&z->file, dbn_buf_str(&z->directory));
	pack_le(&z->file, 0x06054b50, 4);
	pack_le(&z->file, 0, 4);
	pack_le(&z->file, z->count, 2);
	pack_le(&z->file, z->count, 2);
	pack_le(&z->file, z->directory.len, 4);
	pack_le(&z->file, at, 4);
	pack_le(&z->file, 0, 2);
	return dbn_buf_str(&z->file);
}

#endif
