/*
 * file.h - files as the ledger needs them: read whole, replaced whole, appended
 * to durably, locked.
 *
 * Interrupted calls are repeated, short writes finished. An error names the
 * file and the cause, each common cause (full disk, no permission, read-only,
 * a file where a folder should be …) with a message of its own.
 *
 * A file is replaced in two steps, so that several files may be prepared (and
 * a full disk noticed) before the first one changes:
 *
 *	struct dbn_replace r;
 *	dbn_replace_prepare(&r, path, scratch, bytes, err)   temporary written and fsynced
 *	dbn_replace_commit(&r, err)                          renamed over the file
 *	dbn_replace_sync(&r, err)                            its folder fsynced
 *	dbn_replace_drop(&r)                                 always; removes what is left
 *
 * A symbolic link stays one (what it points at is replaced); mode and, where
 * permitted, owner are kept. The temporary lies in `scratch` if that is on the
 * same file system, else beside the file.
 */
#ifndef DUBANC_FILE_H
#define DUBANC_FILE_H

#include "dubanc/arena.h"
#include "dubanc/err.h"

enum { DBN_FILE_PATH_MAX = 4096, DBN_SHA256_HEX = 65 };

/* What tells one state of a file from another; all zero: no such file. */
struct dbn_file_id {
	uint64_t dev, ino;
	int64_t size, sec, nsec;
	bool exists;
};

struct dbn_replace {
	char path[DBN_FILE_PATH_MAX]; /* the real file, links followed */
	char temp[DBN_FILE_PATH_MAX]; /* "" once renamed */
};

/*
 * The whole file in the arena (NUL behind it). A missing file is an error
 * unless `id` is given: then it is empty and id->exists false. Folders and
 * files beyond max bytes are errors.
 */
int dbn_file_load(struct dbn_arena *a, const char *path, size_t max, struct dbn_str *out,
		  struct dbn_file_id *id, struct dbn_err *err);
/* The same, appended to a buffer; a missing file is an error. */
int dbn_file_read(const char *path, size_t max, struct dbn_buf *out, struct dbn_err *err);
/* The state of the file now; not existing is no error. */
int dbn_file_stat(const char *path, struct dbn_file_id *id, struct dbn_err *err);
bool dbn_file_same(const struct dbn_file_id *a, const struct dbn_file_id *b);

/* scratch may be NULL. After a failure nothing is left behind and drop need not be called. */
int dbn_replace_prepare(struct dbn_replace *r, const char *path, const char *scratch,
			struct dbn_str bytes, struct dbn_err *err);
int dbn_replace_commit(struct dbn_replace *r, struct dbn_err *err);
int dbn_replace_sync(const struct dbn_replace *r, struct dbn_err *err);
void dbn_replace_drop(struct dbn_replace *r);
/* All steps at once. */
int dbn_file_replace(const char *path, const char *scratch, struct dbn_str bytes,
		     struct dbn_err *err);

/*
 * Cuts the file to `keep` bytes (what lies behind is a torn line), appends
 * bytes in one write and makes them durable. After a failure the file has
 * `keep` bytes again as far as the system allows.
 */
int dbn_file_append(const char *path, int64_t keep, struct dbn_str bytes, struct dbn_err *err);
/* Cuts the file to `keep` bytes, durably. */
int dbn_file_cut(const char *path, int64_t keep, struct dbn_err *err);

/* Makes a folder and those above it. */
int dbn_make_dirs(const char *path, struct dbn_err *err);
/* Fsyncs a folder. */
int dbn_sync_dir(const char *path, struct dbn_err *err);

/*
 * Takes an exclusive lock on the file (made if need be), which dies with the
 * process; `who` ("pid command") is written into it. While somebody else has
 * it: calls wait_fn(ctx, holder) once, polls, gives DBN_ELOCKED after
 * timeout_ms. *fd is the lock; dbn_file_unlock() gives it back.
 */
int dbn_file_lock(const char *path, const char *who, int timeout_ms,
		  void (*wait_fn)(void *ctx, const char *holder), void *ctx, int *fd,
		  struct dbn_err *err);
void dbn_file_unlock(int fd);

/* Lower-case hexadecimal digest, NUL-terminated; returns out. */
const char *dbn_sha256(struct dbn_str bytes, char out[DBN_SHA256_HEX]);

/* The error for a failed call on path; `cause` is errno. For other files of
 * lib/ that call the system themselves. */
enum dbn_file_act { DBN_ACT_READ, DBN_ACT_WRITE };
int dbn_fail_file(struct dbn_err *err, enum dbn_file_act act, const char *path, int cause);

#endif
