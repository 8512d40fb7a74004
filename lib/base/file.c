/* file.c - files read whole, replaced whole, appended to durably, locked. */
#define _XOPEN_SOURCE 700 /* realpath */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "dubanc/file.h"

enum { POLL_MS = 20, QUIET_MS = 50 * 20, TEMP_TRIES = 1000, HOLDER_MAX = 200 };

static enum dbn_msg cause_message(enum dbn_file_act act, int cause)
{
	bool reading = act == DBN_ACT_READ;

	switch (cause) {
	case ENOSPC: case EDQUOT: case EFBIG: return DBN_MSG_FILE_NO_SPACE;
	case EACCES: case EPERM: return reading ? DBN_MSG_FILE_DENIED_READ : DBN_MSG_FILE_DENIED;
	case EROFS: return DBN_MSG_FILE_READ_ONLY;
	case ENOTDIR: return DBN_MSG_FILE_NOT_FOLDER;
	case EISDIR: return DBN_MSG_FILE_IS_FOLDER;
	case ENOENT: return reading ? DBN_MSG_FILE_MISSING : DBN_MSG_FILE_FOLDER_GONE;
	case EIO: return reading ? DBN_MSG_FILE_IO_READ : DBN_MSG_FILE_IO;
	case EMFILE: case ENFILE: return DBN_MSG_FILE_TOO_MANY;
	default: return reading ? DBN_MSG_FILE_READ : DBN_MSG_FILE_WRITE;
	}
}

int dbn_fail_file(struct dbn_err *err, enum dbn_file_act act, const char *path, int cause)
{
	if (cause == ENOMEM)
		return dbn_fail_memory(err);
	return dbn_fail(err, DBN_ESYSTEM, cause_message(act, cause), dbn_pos_at(path, 0, 0), path,
			strerror(cause), (char *)NULL);
}

static int open_again(const char *path, int flags, mode_t mode)
{
	int fd;

	do
		fd = open(path, flags | O_CLOEXEC, mode);
	while (fd < 0 && errno == EINTR);
	return fd;
}

static int stat_again(const char *path, struct stat *st)
{
	int r;

	do
		r = stat(path, st);
	while (r < 0 && errno == EINTR);
	return r;
}

static int fstat_again(int fd, struct stat *st)
{
	int r;

	do
		r = fstat(fd, st);
	while (r < 0 && errno == EINTR);
	return r;
}

static int chmod_again(int fd, mode_t mode)
{
	int r;

	do
		r = fchmod(fd, mode);
	while (r < 0 && errno == EINTR);
	return r;
}

static int sync_again(int fd, int (*sync_fn)(int))
{
	int r;

	do
		r = sync_fn(fd);
	while (r < 0 && errno == EINTR);
	return r;
}

static int truncate_again(int fd, int64_t size)
{
	int r;

	do
		r = ftruncate(fd, (off_t)size);
	while (r < 0 && errno == EINTR);
	return r;
}

static int write_all(int fd, struct dbn_str bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n == 0)
			errno = ENOSPC;
		if (n <= 0)
			return -1;
		bytes = dbn_str_from(bytes, (size_t)n);
	}
	return 0;
}

static void id_of(struct dbn_file_id *id, const struct stat *st)
{
	*id = (struct dbn_file_id){ (uint64_t)st->st_dev, (uint64_t)st->st_ino, st->st_size,
				    st->st_mtim.tv_sec, st->st_mtim.tv_nsec, true };
}

int dbn_file_stat(const char *path, struct dbn_file_id *id, struct dbn_err *err)
{
	struct stat st;

	memset(id, 0, sizeof *id);
	if (stat_again(path, &st) < 0)
		return errno == ENOENT ? DBN_OK : dbn_fail_file(err, DBN_ACT_READ, path, errno);
	id_of(id, &st);
	return DBN_OK;
}

bool dbn_file_same(const struct dbn_file_id *a, const struct dbn_file_id *b)
{
	return a->exists == b->exists &&
	       (!a->exists || (a->dev == b->dev && a->ino == b->ino && a->size == b->size &&
			       a->sec == b->sec && a->nsec == b->nsec));
}

static int too_large(struct dbn_err *err, const char *path, size_t max)
{
	char limit[24];

	snprintf(limit, sizeof limit, "%zu", max);
	return dbn_fail(err, DBN_EDATA, DBN_MSG_FILE_TOO_LARGE, dbn_pos_at(path, 0, 0), path, limit,
			(char *)NULL);
}

/* Reads up to size bytes; less at the end of the file. */
static ssize_t read_some(int fd, char *p, size_t size)
{
	size_t got = 0;

	while (got < size) {
		ssize_t n = read(fd, p + got, size - got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		got += (size_t)n;
	}
	return (ssize_t)got;
}

static int open_to_read(const char *path, struct stat *st)
{
	int fd = open_again(path, O_RDONLY | O_NOCTTY, 0);
	int cause;

	if (fd < 0)
		return -1;
	if (fstat_again(fd, st) == 0 && !S_ISDIR(st->st_mode))
		return fd;
	cause = S_ISDIR(st->st_mode) ? EISDIR : errno;
	close(fd);
	errno = cause;
	return -1;
}

int dbn_file_load(struct dbn_arena *a, const char *path, size_t max, struct dbn_str *out,
		  struct dbn_file_id *id, struct dbn_err *err)
{
	struct stat st = { 0 };
	int fd = open_to_read(path, &st), ret = DBN_OK;
	ssize_t n;
	char *p;

	*out = (struct dbn_str){ "", 0 };
	if (id)
		memset(id, 0, sizeof *id);
	if (fd < 0) { /* a link that leads nowhere is not the same as no file: it was there */
		int cause = errno;

		return id && cause == ENOENT && lstat(path, &st) < 0 ? DBN_OK : dbn_fail_file(err, DBN_ACT_READ, path, cause);
	}
	if (id)
		id_of(id, &st);
	if (st.st_size < 0 || (uint64_t)st.st_size > max) {
		ret = too_large(err, path, max);
	} else if (!(p = dbn_arena_alloc(a, (size_t)st.st_size + 1, 1))) {
		ret = dbn_fail_memory(err);
	} else if ((n = read_some(fd, p, (size_t)st.st_size)) < 0) {
		ret = dbn_fail_file(err, DBN_ACT_READ, path, errno);
	} else {
		*out = (struct dbn_str){ p, (size_t)n };
	}
	close(fd);
	return ret;
}

int dbn_file_read(const char *path, size_t max, struct dbn_buf *out, struct dbn_err *err)
{
	enum { CHUNK = 64 * 1024 };
	size_t total = 0;
	struct stat st = { 0 };
	int fd = open_to_read(path, &st), ret = DBN_OK;

	if (fd < 0)
		return dbn_fail_file(err, DBN_ACT_READ, path, errno);
	for (;;) {
		char *p = dbn_buf_reserve(out, CHUNK);
		ssize_t n = p ? read_some(fd, p, CHUNK) : -1;

		if (!p) {
			ret = out->len + CHUNK > out->max ? too_large(err, path, max) : dbn_fail_memory(err);
			break;
		}
		if (n < 0) {
			ret = dbn_fail_file(err, DBN_ACT_READ, path, errno);
			break;
		}
		if (n == 0)
			break;
		out->len += (size_t)n;
		out->ptr[out->len] = '\0';
		total += (size_t)n;
		if (total > max) {
			ret = too_large(err, path, max);
			break;
		}
	}
	close(fd);
	return ret;
}

/* ---- replacing ---- */

/* Length of the folder part of path, with its slash. */
static size_t folder_len(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) + 1 : 0;
}

static void folder_of(const char *path, char out[DBN_FILE_PATH_MAX])
{
	size_t n = folder_len(path);

	snprintf(out, DBN_FILE_PATH_MAX, "%.*s", n > 1 ? (int)n - 1 : 1, n ? path : ".");
}

static int resolve(const char *path, char out[DBN_FILE_PATH_MAX])
{
	char *real = realpath(path, NULL);
	int n;

	if (!real && errno != ENOENT)
		return -1;
	n = snprintf(out, DBN_FILE_PATH_MAX, "%s", real ? real : path);
	free(real);
	if (n < 0 || n >= DBN_FILE_PATH_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	return 0;
}

/* Opens a new file; its name in temp. */
static int open_temp(const char *folder, const char *hint, char temp[DBN_FILE_PATH_MAX])
{
	for (int i = 0; i < TEMP_TRIES; i++) {
		int n = snprintf(temp, DBN_FILE_PATH_MAX, "%s/%stmp.%ld.%d", folder, hint,
				 (long)getpid(), i);
		int fd;

		if (n < 0 || n >= DBN_FILE_PATH_MAX) {
			errno = ENAMETOOLONG;
			break;
		}
		fd = open_again(temp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0666);
		if (fd >= 0)
			return fd;
		if (errno != EEXIST)
			break;
	}
	temp[0] = '\0';
	return -1;
}

static bool same_device(const char *folder, const char *scratch)
{
	struct stat a, b;

	return stat_again(folder, &a) == 0 && stat_again(scratch, &b) == 0 && a.st_dev == b.st_dev;
}

/* Gives the temporary the mode and, where permitted, the owner of the old file. */
static int keep_mode(int fd, const char *path)
{
	struct stat old, now;

	if (stat_again(path, &old) < 0)
		return errno == ENOENT ? 0 : -1;
	if (S_ISDIR(old.st_mode)) {
		errno = EISDIR;
		return -1;
	}
	if (fstat_again(fd, &now) < 0)
		return -1;
	if ((now.st_uid != old.st_uid || now.st_gid != old.st_gid) &&
	    fchown(fd, old.st_uid, old.st_gid) < 0 && fchown(fd, (uid_t)-1, old.st_gid) < 0)
		errno = 0; /* not ours to give away */
	return (now.st_mode & 07777) == (old.st_mode & 07777) ? 0 : chmod_again(fd, old.st_mode & 07777);
}

/* Whether the file could be written in place: a file kept from writing stays so. */
static int writable(const char *path)
{
	if (access(path, W_OK) == 0 || errno == ENOENT)
		return 0;
	return -1;
}

int dbn_replace_prepare(struct dbn_replace *r, const char *path, const char *scratch,
			struct dbn_str bytes, struct dbn_err *err)
{
	char folder[DBN_FILE_PATH_MAX];
	int fd, cause;

	r->temp[0] = '\0';
	if (resolve(path, r->path) < 0 || writable(r->path) < 0)
		return dbn_fail_file(err, DBN_ACT_WRITE, path, errno);
	folder_of(r->path, folder);
	if (scratch && same_device(folder, scratch))
		fd = open_temp(scratch, "", r->temp);
	else
		fd = open_temp(folder, ".dubanc-", r->temp);
	if (fd < 0)
		return dbn_fail_file(err, DBN_ACT_WRITE, path, errno);
	if (keep_mode(fd, r->path) == 0 && write_all(fd, bytes) == 0 && sync_again(fd, fsync) == 0) {
		if (close(fd) == 0 || errno == EINTR)
			return DBN_OK;
		cause = errno;
	} else {
		cause = errno;
		close(fd);
	}
	dbn_replace_drop(r);
	return dbn_fail_file(err, DBN_ACT_WRITE, path, cause);
}

int dbn_replace_commit(struct dbn_replace *r, struct dbn_err *err)
{
	int n;

	do
		n = rename(r->temp, r->path);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return dbn_fail_file(err, DBN_ACT_WRITE, r->path, errno);
	r->temp[0] = '\0';
	return DBN_OK;
}

int dbn_sync_dir(const char *path, struct dbn_err *err)
{
	int fd = open_again(path, O_RDONLY | O_DIRECTORY, 0), cause = 0;

	/* EINVAL: this file system cannot; it has no better to offer. */
	if (fd < 0 || (sync_again(fd, fsync) < 0 && errno != EINVAL))
		cause = errno;
	if (fd >= 0)
		close(fd);
	return cause ? dbn_fail_file(err, DBN_ACT_WRITE, path, cause) : DBN_OK;
}

int dbn_replace_sync(const struct dbn_replace *r, struct dbn_err *err)
{
	char folder[DBN_FILE_PATH_MAX];

	folder_of(r->path, folder);
	return dbn_sync_dir(folder, err);
}

void dbn_replace_drop(struct dbn_replace *r)
{
	if (r->temp[0])
		unlink(r->temp);
	r->temp[0] = '\0';
}

int dbn_file_replace(const char *path, const char *scratch, struct dbn_str bytes,
		     struct dbn_err *err)
{
	struct dbn_replace r;
	int ret = dbn_replace_prepare(&r, path, scratch, bytes, err);

	if (ret)
		return ret;
	ret = dbn_replace_commit(&r, err);
	if (!ret)
		ret = dbn_replace_sync(&r, err);
	dbn_replace_drop(&r);
	return ret;
}

/* ---- appending ---- */

static int append_to(int fd, int64_t keep, struct dbn_str bytes)
{
	struct stat st;
	int cause;

	if (fstat_again(fd, &st) < 0)
		return errno;
	if (st.st_size != keep && truncate_again(fd, keep) < 0)
		return errno;
	if (write_all(fd, bytes) == 0 && sync_again(fd, fdatasync) == 0)
		return 0;
	cause = errno;
	if (truncate_again(fd, keep) == 0)
		sync_again(fd, fdatasync);
	return cause;
}

int dbn_file_append(const char *path, int64_t keep, struct dbn_str bytes, struct dbn_err *err)
{
	int fd = open_again(path, O_WRONLY | O_APPEND, 0), cause;

	if (fd < 0)
		return dbn_fail_file(err, DBN_ACT_WRITE, path, errno);
	cause = append_to(fd, keep, bytes);
	close(fd);
	return cause ? dbn_fail_file(err, DBN_ACT_WRITE, path, cause) : DBN_OK;
}

int dbn_file_cut(const char *path, int64_t keep, struct dbn_err *err)
{
	return dbn_file_append(path, keep, DBN_STR(""), err);
}

/* ---- folders, lock ---- */

int dbn_make_dirs(const char *path, struct dbn_err *err)
{
	char part[DBN_FILE_PATH_MAX];
	size_t n = strlen(path);

	if (n >= sizeof part)
		return dbn_fail_file(err, DBN_ACT_WRITE, path, ENAMETOOLONG);
	for (size_t i = 1; i <= n; i++) {
		struct stat st;

		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, 0777) == 0)
			continue;
		if (errno != EEXIST && (errno != EROFS && errno != EACCES))
			return dbn_fail_file(err, DBN_ACT_WRITE, part, errno);
		if (stat_again(part, &st) < 0)
			return dbn_fail_file(err, DBN_ACT_WRITE, part, errno);
		if (!S_ISDIR(st.st_mode))
			return dbn_fail_file(err, DBN_ACT_WRITE, part, ENOTDIR);
	}
	return DBN_OK;
}

static void read_holder(int fd, char holder[HOLDER_MAX])
{
	ssize_t n = pread(fd, holder, HOLDER_MAX - 1, 0);

	holder[n > 0 ? n : 0] = '\0';
	holder[strcspn(holder, "\n")] = '\0';
	if (!holder[0])
		snprintf(holder, HOLDER_MAX, "?");
}

static int wait_for_lock(int fd, const char *path, int timeout_ms,
			 void (*wait_fn)(void *ctx, const char *holder), void *ctx,
			 struct dbn_err *err)
{
	const struct timespec nap = { 0, POLL_MS * 1000000L };
	char holder[HOLDER_MAX], seconds[24];

	for (int waited = 0;;) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return DBN_OK;
		if (errno == EINTR)
			continue;
		if (errno != EWOULDBLOCK)
			return dbn_fail_file(err, DBN_ACT_WRITE, path, errno);
		if (waited == QUIET_MS && wait_fn) { /* what is over in a moment is not worth a mail of cron */
			read_holder(fd, holder);
			wait_fn(ctx, holder);
		}
		if (waited >= timeout_ms)
			break;
		nanosleep(&nap, NULL);
		waited += POLL_MS;
	}
	read_holder(fd, holder);
	snprintf(seconds, sizeof seconds, "%d.%d", timeout_ms / 1000, timeout_ms % 1000 / 100);
	return dbn_fail(err, DBN_ELOCKED, DBN_MSG_LOCKED, dbn_pos_at(NULL, 0, 0), holder, seconds,
			(char *)NULL);
}

int dbn_file_lock(const char *path, const char *who, int timeout_ms,
		  void (*wait_fn)(void *ctx, const char *holder), void *ctx, int *fd_out,
		  struct dbn_err *err)
{
	int fd = open_again(path, O_RDWR | O_CREAT, 0666), ret;
	char line[HOLDER_MAX];
	size_t len;

	*fd_out = -1;
	if (fd < 0)
		return dbn_fail_file(err, DBN_ACT_WRITE, path, errno);
	ret = wait_for_lock(fd, path, timeout_ms, wait_fn, ctx, err);
	if (ret) {
		close(fd);
		return ret;
	}
	/* Only a courtesy to those who wait: a full disk must not stop the lock.
	 * It stays in the file afterwards and says nothing without the lock. */
	len = (size_t)snprintf(line, sizeof line, "%s\n", who);
	if (len >= sizeof line || pwrite(fd, line, len, 0) != (ssize_t)len)
		truncate_again(fd, 0);
	*fd_out = fd;
	return DBN_OK;
}

void dbn_file_unlock(int fd)
{
	if (fd >= 0)
		close(fd);
}
