/* test_file.c - files replaced, appended to, locked; the digest. */
#include <signal.h>
#include <sys/wait.h>

#include "unit.h"

#include "office.h"

static int setup(void **state)
{
	*state = office_folder();
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	office_remove(*state);
	return 0;
}

static void replacing_keeps_mode_and_leaves_nothing(void **state)
{
	struct dbn_err err = { 0 };
	struct stat st;
	DIR *d;
	int names = 0;

	office_put(*state, "f", "old");
	chmod(office_path(*state, "f"), 0600);
	assert_done(dbn_file_replace(office_path(*state, "f"), NULL, DBN_STR("new"), &err), &err);
	assert_file(*state, "f", "new");
	assert_int_equal(stat(office_path(*state, "f"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	d = opendir(*state);
	while (readdir(d))
		names++;
	closedir(d);
	assert_int_equal(names, 3);
}

static void preparing_changes_nothing(void **state)
{
	struct dbn_err err = { 0 };
	struct dbn_replace r;

	office_put(*state, "f", "old");
	assert_done(dbn_replace_prepare(&r, office_path(*state, "f"), NULL, DBN_STR("new"), &err), &err);
	assert_file(*state, "f", "old");
	dbn_replace_drop(&r);
	assert_file(*state, "f", "old");
}

static void errors_name_the_cause(void **state)
{
	struct {
		const char *path;
		enum dbn_msg msg;
	} rows[] = {
		{ "no/f", DBN_MSG_FILE_FOLDER_GONE }, { "f/g", DBN_MSG_FILE_NOT_FOLDER }, { "d", DBN_MSG_FILE_IS_FOLDER },
	};

	office_put(*state, "f", "x");
	mkdir(office_path(*state, "d"), 0777);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dbn_err err = { 0 };

		assert_int_equal(dbn_file_replace(office_path(*state, rows[i].path), NULL, DBN_STR("x"), &err), DBN_ESYSTEM);
		assert_int_equal(err.diag.msg, rows[i].msg);
	}
	{
		struct dbn_err err = { 0 };
		struct dbn_buf b;

		dbn_buf_init(&b, 100);
		assert_int_equal(dbn_file_read(office_path(*state, "none"), 10, &b, &err), DBN_ESYSTEM);
		assert_int_equal(err.diag.msg, DBN_MSG_FILE_MISSING);
		dbn_buf_release(&b);
	}
}

static void full_disks_are_named(void **state)
{
	struct dbn_err err = { 0 };

	(void)state;
	if (access("/dev/full", W_OK) < 0)
		return;
	assert_int_equal(dbn_file_append("/dev/full", 0, DBN_STR("x"), &err), DBN_ESYSTEM);
	assert_int_equal(err.diag.msg, DBN_MSG_FILE_NO_SPACE);
}

static void limits_hold(void **state)
{
	struct dbn_err err = { 0 };
	struct dbn_arena a;
	struct dbn_str s;
	struct dbn_buf b;

	office_put(*state, "f", "12345");
	dbn_arena_init(&a, 1u << 20);
	dbn_buf_init(&b, 1u << 20);
	assert_int_equal(dbn_file_load(&a, office_path(*state, "f"), 4, &s, NULL, &err), DBN_EDATA);
	assert_int_equal(err.diag.msg, DBN_MSG_FILE_TOO_LARGE);
	assert_int_equal(dbn_file_read(office_path(*state, "f"), 4, &b, NULL), DBN_EDATA);
	dbn_buf_clear(&b);
	assert_int_equal(dbn_file_read(office_path(*state, "f"), 5, &b, NULL), 0);
	assert_str(dbn_buf_str(&b), "12345");
	dbn_buf_release(&b);
	dbn_arena_release(&a);
}

static void appending_cuts_what_is_torn(void **state)
{
	struct dbn_err err = { 0 };

	office_put(*state, "f", "a\nto");
	assert_done(dbn_file_append(office_path(*state, "f"), 2, DBN_STR("b\n"), &err), &err);
	assert_file(*state, "f", "a\nb\n");
	assert_done(dbn_file_cut(office_path(*state, "f"), 2, &err), &err);
	assert_file(*state, "f", "a\n");
}

static void folders_are_made(void **state)
{
	struct dbn_err err = { 0 };

	assert_done(dbn_make_dirs(office_path(*state, "a/b/c"), &err), &err);
	assert_done(dbn_make_dirs(office_path(*state, "a/b/c"), &err), &err);
	office_put(*state, "f", "");
	assert_int_equal(dbn_make_dirs(office_path(*state, "f/x"), &err), DBN_ESYSTEM);
	assert_int_equal(err.diag.msg, DBN_MSG_FILE_NOT_FOLDER);
}

static void remember(void *ctx, const char *holder)
{
	snprintf(ctx, 64, "%s", holder);
}

static void a_lock_says_who_has_it_and_dies_with_its_process(void **state)
{
	const char *path = strdup(office_path(*state, "lock"));
	struct dbn_err err = { 0 };
	char holder[64] = "", ready;
	int fd, pipes[2];
	pid_t child;

	assert_int_equal(pipe(pipes), 0);
	child = fork();
	if (child == 0) {
		if (dbn_file_lock(path, "4711 import", 0, NULL, NULL, &fd, NULL) == 0 && write(pipes[1], "x", 1) == 1)
			pause();
		_exit(1);
	}
	assert_int_equal(read(pipes[0], &ready, 1), 1);
	assert_int_equal(dbn_file_lock(path, "12 update", 1100, remember, holder, &fd, &err), DBN_ELOCKED);
	assert_string_equal(holder, "4711 import");
	assert_int_equal(err.diag.msg, DBN_MSG_LOCKED);
	assert_string_equal(err.diag.args[0], "4711 import");
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	memset(&err, 0, sizeof err);
	assert_done(dbn_file_lock(path, "12 update", 0, NULL, NULL, &fd, &err), &err);
	dbn_file_unlock(fd);
	close(pipes[0]);
	close(pipes[1]);
	free((char *)(uintptr_t)path);
}

static void digests_are_those_of_the_standard(void **state)
{
	static const char *const rows[][2] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	};
	char out[DBN_SHA256_HEX];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(dbn_sha256(dbn_str_of(rows[i][0]), out), rows[i][1]);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(replacing_keeps_mode_and_leaves_nothing), T(preparing_changes_nothing), T(errors_name_the_cause),
		T(full_disks_are_named), T(limits_hold), T(appending_cuts_what_is_torn), T(folders_are_made),
		T(a_lock_says_who_has_it_and_dies_with_its_process), T(digests_are_those_of_the_standard),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
