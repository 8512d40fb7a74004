/* zip.c - the container of docx, xlsx and ofd. The only file that sees libzip. */
#include <stdlib.h>
#include <string.h>

#include <zip.h>

#include "zip.h"
#include "dubanc/encoding.h"
#include "dubanc/text.h"

enum { NAME_MAX_LEN = 1024, RATIO_FREE = 1 << 20 };

struct entry {
	struct dbn_str name; /* UTF-8, '/' as separator */
	zip_uint64_t index;
};

struct zip_pkg {
	struct dec *d;
	zip_t *zip;
	struct entry *entries; /* sorted, in the arena */
	size_t count;
};

/* One part being read, counting what it inflates. */
struct part {
	struct zip_pkg *z;
	zip_file_t *file;
	char *name;
	size_t stored, got;
	bool done;
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int compare_fold(struct dbn_str a, struct dbn_str b)
{
	for (size_t i = 0; i < a.len && i < b.len; i++) {
		int diff = (unsigned char)lower(a.ptr[i]) - (unsigned char)lower(b.ptr[i]);

		if (diff)
			return diff;
	}
	return a.len < b.len ? -1 : a.len > b.len;
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int diff = compare_fold(x->name, y->name);

	if (!diff)
		diff = dbn_str_cmp(x->name, y->name);
	return diff ? diff : (x->index > y->index) - (x->index < y->index);
}

static int fail_zip(struct dec *d, zip_error_t *error)
{
	int code = zip_error_code_zip(error) == ZIP_ER_MEMORY
			   ? dbn_fail_memory(d->err)
			   : dec_fail(d, DBN_MSG_DEC_ZIP, zip_error_strerror(error), NULL);

	zip_error_fini(error);
	return code;
}

/* Names are UTF-8 whatever the flag says, or GB18030 from old Chinese tools. */
static struct dbn_str clean_name(struct dec *d, const char *raw)
{
	struct dbn_str name = dbn_str_of(raw);
	struct dbn_decoded how;
	struct dbn_buf utf8;
	char *p;

	dbn_buf_init(&utf8, NAME_MAX_LEN * 2);
	if (dbn_utf8_bad(name) == DBN_NONE || dbn_decode(name, d->name, &utf8, &how, NULL))
		dbn_buf_add(&utf8, name);
	name = dbn_arena_dup(&d->arena, dbn_buf_str(&utf8));
	dbn_buf_release(&utf8);
	p = (char *)(uintptr_t)name.ptr;
	for (size_t i = 0; i < name.len; i++) {
		if (p[i] == '\\')
			p[i] = '/';
	}
	while (name.len && name.ptr[0] == '/')
		name = dbn_str_from(name, 1);
	return name;
}

/* Whether a step of the path would leave it, or it names a drive or holds a control byte. */
static bool is_trick(struct dbn_str name)
{
	struct dbn_str rest = name;

	for (size_t i = 0; i < name.len; i++) {
		if ((unsigned char)name.ptr[i] < 0x20 || name.ptr[i] == ':')
			return true;
	}
	while (rest.ptr) {
		if (dbn_str_eqz(dbn_str_split(&rest, '/'), ".."))
			return true;
	}
	return false;
}

/* A name that stands twice shows one reader this and another that. */
static int check_names(struct zip_pkg *z)
{
	for (size_t i = 0; i < z->count; i++) {
		struct dbn_str name = z->entries[i].name;

		if (is_trick(name))
			return dec_fail(z->d, DBN_MSG_DEC_BAD_PATH, name.ptr, NULL);
		if (i && dbn_str_eq(name, z->entries[i - 1].name))
			return dec_fail(z->d, DBN_MSG_DEC_DUPLICATE, name.ptr, NULL);
	}
	return DBN_OK;
}

static int list_entries(struct zip_pkg *z)
{
	struct dec *d = z->d;
	zip_int64_t count = zip_get_num_entries(z->zip, 0);
	int code;

	if (count < 0 || (zip_uint64_t)count > d->limits->entries)
		return dec_too_much(d, "entries", d->limits->entries);
	z->entries = dbn_arena_alloc(&d->arena, (size_t)count + 1, sizeof *z->entries);
	if (!z->entries)
		return dbn_fail_memory(d->err);
	for (zip_uint64_t i = 0; i < (zip_uint64_t)count; i++) {
		const char *raw = zip_get_name(z->zip, i, ZIP_FL_ENC_RAW);

		if (!raw || !*raw || strlen(raw) > NAME_MAX_LEN)
			continue;
		z->entries[z->count].index = i;
		z->entries[z->count++].name = clean_name(d, raw);
	}
	qsort(z->entries, z->count, sizeof *z->entries, compare_entries);
	code = dec_status(d);
	return code ? code : check_names(z);
}

int zip_pkg_open(struct dec *d, struct dbn_str bytes, struct zip_pkg **out)
{
	zip_error_t error;
	zip_source_t *source;
	struct zip_pkg *z;
	int code;

	*out = NULL;
	code = zip_layout_check(d, bytes);
	if (code)
		return code;
	zip_error_init(&error);
	source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &error);
	if (!source)
		return fail_zip(d, &error);
	z = dbn_arena_alloc(&d->arena, 1, sizeof *z);
	if (!z) {
		zip_source_free(source);
		return dbn_fail_memory(d->err);
	}
	z->d = d;
	z->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
	if (!z->zip) {
		zip_source_free(source);
		return fail_zip(d, &error);
	}
	zip_error_fini(&error);
	code = list_entries(z);
	if (code)
		zip_pkg_close(z);
	else
		*out = z;
	return code;
}

void zip_pkg_close(struct zip_pkg *z)
{
	if (z && z->zip)
		zip_discard(z->zip);
	if (z)
		z->zip = NULL;
}

static const struct entry *find(const struct zip_pkg *z, struct dbn_str path)
{
	size_t low = 0, high = z->count;
	const struct entry *first;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (compare_fold(z->entries[mid].name, path) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == z->count || compare_fold(z->entries[low].name, path) != 0)
		return NULL;
	/* The very spelling wins over another case. */
	first = &z->entries[low];
	for (; low < z->count && compare_fold(z->entries[low].name, path) == 0; low++) {
		if (dbn_str_eq(z->entries[low].name, path))
			return &z->entries[low];
	}
	return first;
}

bool zip_pkg_has(const struct zip_pkg *z, struct dbn_str path)
{
	return find(z, path) != NULL;
}

struct dbn_str zip_pkg_name(const struct zip_pkg *z, size_t k)
{
	return k < z->count ? z->entries[k].name : (struct dbn_str){ NULL, 0 };
}

static int part_open(struct zip_pkg *z, struct dbn_str path, struct part *out)
{
	struct dec *d = z->d;
	const struct entry *e = find(z, path);
	zip_stat_t st;

	*out = (struct part){ .z = z };
	out->name = (char *)(uintptr_t)dbn_arena_dup(&d->arena, path).ptr;
	if (!e)
		return dec_fail(d, DBN_MSG_DEC_PART_MISSING, out->name, NULL);
	if (zip_stat_index(z->zip, e->index, 0, &st) || !(st.valid & ZIP_STAT_COMP_SIZE))
		return dec_fail(d, DBN_MSG_DEC_DAMAGED, out->name, NULL);
	if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE)
		return dec_fail(d, DBN_MSG_DEC_ENCRYPTED, NULL, NULL);
	if ((st.valid & ZIP_STAT_SIZE) && st.size > d->limits->part)
		return dec_too_much(d, "part", d->limits->part);
	out->stored = (size_t)st.comp_size;
	out->file = zip_fopen_index(z->zip, e->index, 0);
	if (!out->file)
		return dec_fail(d, DBN_MSG_DEC_ZIP, zip_strerror(z->zip), NULL);
	return DBN_OK;
}

/* libzip checks CRC and size when the end is reached. */
static long part_read(void *ctx, char *to, size_t n)
{
	struct part *p = ctx;
	struct dec *d = p->z->d;
	zip_int64_t got;

	if (p->done)
		return 0;
	got = zip_fread(p->file, to, n);
	if (got < 0)
		return dec_fail(d, DBN_MSG_DEC_ZIP, zip_file_strerror(p->file), NULL);
	p->done = got == 0;
	p->got += (size_t)got;
	d->inflated += (size_t)got;
	if (p->got > d->limits->part)
		return dec_too_much(d, "part", d->limits->part);
	if (d->inflated > d->limits->total)
		return dec_too_much(d, "total", d->limits->total);
	if (p->got > RATIO_FREE && p->got / d->limits->ratio > p->stored)
		return dec_too_much(d, "ratio", d->limits->ratio);
	return (long)got;
}

/* What the reader left is read too: the checksum is judged at the end. */
static int part_close(struct part *p, int code)
{
	char rest[4096];
	long got = 1;

	while (!code && p->file && got > 0)
		got = part_read(p, rest, sizeof rest);
	if (p->file)
		zip_fclose(p->file);
	return code ? code : got < 0 ? (int)got : DBN_OK;
}

int zip_pkg_read(struct zip_pkg *z, struct dbn_str path, struct dbn_buf *out)
{
	struct part p;
	int code = part_open(z, path, &p);
	long got = 1;

	while (!code && got > 0) {
		char *room = dbn_buf_reserve(out, 65536);

		if (!room) {
			code = dec_full(z->d, out->starved, "part", z->d->limits->part);
			break;
		}
		got = part_read(&p, room, 65536);
		if (got < 0)
			code = (int)got;
		else
			out->len += (size_t)got;
	}
	return part_close(&p, code);
}

int zip_pkg_tree(struct zip_pkg *z, struct dbn_str path, struct xml_tree *out)
{
	struct part p;
	int code = part_open(z, path, &p);
	struct xml_source source = { part_read, &p, p.name };

	dbn_arena_init(&out->arena, 0);
	out->root = NULL;
	if (!code)
		code = xml_tree_read(z->d, &source, out);
	return part_close(&p, code);
}

int zip_pkg_stream(struct zip_pkg *z, struct dbn_str path, const char *const *parents,
		   xml_block_fn *fn, void *ctx)
{
	struct part p;
	int code = part_open(z, path, &p);
	struct xml_source source = { part_read, &p, p.name };

	if (!code)
		code = xml_stream(z->d, &source, parents, fn, ctx);
	return part_close(&p, code);
}

/* Removes the last folder of path[0..n). */
static size_t up(const char *path, size_t n)
{
	while (n && path[n - 1] != '/')
		n--;
	return n ? n - 1 : 0;
}

int zip_resolve(struct dec *d, struct dbn_str base, struct dbn_str target, struct dbn_str *out)
{
	char path[NAME_MAX_LEN + 1], shown[128];
	size_t n = 0, at = 0;
	bool absolute = target.len && (target.ptr[0] == '/' || target.ptr[0] == '\\');

	memcpy(shown, target.ptr ? target.ptr : "", target.len < 120 ? target.len : 120);
	shown[target.len < 120 ? target.len : 120] = '\0';
	*out = (struct dbn_str){ "", 0 };
	if (base.len + target.len + 1 > NAME_MAX_LEN || dbn_str_find(target, DBN_STR("://")) != DBN_NONE)
		return dec_fail(d, DBN_MSG_DEC_BAD_PATH, shown, NULL);
	if (!absolute) {
		memcpy(path, base.ptr, base.len);
		n = up(path, base.len);
	}
	while (at < target.len) {
		size_t end = at;
		struct dbn_str step;

		while (end < target.len && target.ptr[end] != '/' && target.ptr[end] != '\\')
			end++;
		step = dbn_str_sub(target, at, end - at);
		at = end + 1;
		if (!step.len || dbn_str_eqz(step, "."))
			continue;
		if (dbn_str_eqz(step, "..")) {
			if (!n)
				return dec_fail(d, DBN_MSG_DEC_BAD_PATH, shown, NULL);
			n = up(path, n);
			continue;
		}
		if (n)
			path[n++] = '/';
		memcpy(path + n, step.ptr, step.len);
		n += step.len;
	}
	*out = dbn_arena_dup(&d->arena, (struct dbn_str){ path, n });
	return dec_status(d);
}
