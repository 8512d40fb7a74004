/* test_run.c - other programs: bytes in and out, limits, and the refusals of documents. */
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

#include "dubanc/decode.h"
#include "dubanc/subprocess.h"

static struct dbn_run shell(const char **argv, const char *script, struct dbn_buf *out)
{
	argv[0] = "/bin/sh";
	argv[1] = "-c";
	argv[2] = script;
	argv[3] = NULL;
	return (struct dbn_run){ .argv = argv, .output = out, .wall = 10, .cpu = 10 };
}

static void bytes_go_through(void **state)
{
	struct dbn_buf out, findings, in;
	const char *argv[4];
	struct dbn_run run = shell(argv, "wc -c; echo found >&3; echo noise >&2; exit 3", &out);

	(void)state;
	dbn_buf_init(&out, 1000);
	dbn_buf_init(&findings, 1000);
	dbn_buf_init(&in, 1 << 20);
	dbn_buf_fill(&in, 'x', 500000);
	run.input = dbn_buf_str(&in);
	run.findings = &findings;
	assert_int_equal(dbn_run(&run, NULL), DBN_OK);
	assert_int_equal(run.status, 3);
	assert_str(dbn_str_trim(dbn_buf_str(&out)), "500000");
	assert_str(dbn_buf_str(&findings), "found\n");
	dbn_buf_release(&out);
	dbn_buf_release(&findings);
	dbn_buf_release(&in);
}

/* A program that does not read its input is no signal to us. */
static void input_nobody_reads(void **state)
{
	struct dbn_buf in;
	const char *argv[4];
	struct dbn_run run = shell(argv, "exec <&-; exit 0", NULL);

	(void)state;
	dbn_buf_init(&in, 4 << 20);
	dbn_buf_fill(&in, 'x', 2 << 20);
	run.input = dbn_buf_str(&in);
	assert_int_equal(dbn_run(&run, NULL), DBN_OK);
	assert_int_equal(run.status, 0);
	dbn_buf_release(&in);
}

static void time_and_size_end_it(void **state)
{
	struct dbn_buf out;
	const char *argv[4];
	struct dbn_run run = shell(argv, "sleep 100 & sleep 100", &out);

	(void)state;
	dbn_buf_init(&out, 1000);
	run.wall = 1;
	assert_int_equal(dbn_run(&run, NULL), DBN_OK);
	assert_true(run.end == DBN_RUN_WALL && run.status == -9);
	run = shell(argv, "while :; do echo 0123456789; done", &out);
	assert_int_equal(dbn_run(&run, NULL), DBN_OK);
	assert_true(run.end == DBN_RUN_OUTPUT);
	assert_true(out.len <= 1000);
	dbn_buf_release(&out);
}

static void little_is_inherited(void **state)
{
	struct dbn_buf out;
	const char *argv[4];
	struct dbn_run run = shell(argv, "env | grep -v -e ^PWD= -e ^_= -e ^OLDPWD= -e ^SHLVL= | sort; ls /proc/self/fd | wc -l", &out);

	(void)state;
	dbn_buf_init(&out, 1000);
	assert_int_equal(dbn_run(&run, NULL), DBN_OK);
	/* 0, 1, 2 and the folder that ls reads. */
	assert_str(dbn_buf_str(&out), "HOME=/nonexistent\nLC_ALL=C.UTF-8\nPATH=/usr/bin:/bin\n4\n");
	dbn_buf_release(&out);
}

static void program_that_is_not_there(void **state)
{
	const char *argv[] = { "/nonexistent/program", NULL };
	struct dbn_run run = { .argv = argv, .wall = 5 };

	(void)state;
	assert_int_equal(dbn_run(&run, NULL), DBN_OK);
	assert_int_equal(run.status, 127);
}

/* What a reader may not do, as whoever runs it: a line for each door that is open. */
static bool reader_is_shut_in(void)
{
	static const char script[] = "echo x >/tmp/dubanc-test-written && echo write\n"
				     "read -r line </etc/hosts && echo read\n"
				     "echo x >/dev/tcp/127.0.0.1/1 && echo network\n"
				     "kill -0 $PPID && echo kill\n"
				     "echo end\n";
	static const char child[] = "(exit 0); echo process";
	struct dbn_buf out;
	const char *argv[4];
	struct dbn_run run = shell(argv, script, &out);
	bool shut;

	argv[0] = "/bin/bash";
	argv[2] = script;
	run.confine = DBN_CONFINE_READER;
	dbn_buf_init(&out, 1000);
	shut = dbn_run(&run, NULL) == DBN_OK && !run.end;
	/* Older kernels do not hide files. */
	shut = shut && (dbn_str_eqz(dbn_buf_str(&out), "end\n") || dbn_str_eqz(dbn_buf_str(&out), "read\nend\n"));
	argv[2] = child;
	dbn_buf_clear(&out);
	shut = dbn_run(&run, NULL) == DBN_OK && shut && !dbn_str_eqz(dbn_buf_str(&out), "process\n") &&
	       access("/tmp/dubanc-test-written", F_OK) != 0;
	dbn_buf_release(&out);
	return shut;
}

static void reader_is_confined(void **state)
{
	pid_t pid;
	int status;

	(void)state;
	if (!dbn_can_confine())
		skip();
	assert_true(reader_is_shut_in());
	/* The same for nobody in particular. */
	if (geteuid() != 0)
		return;
	pid = fork();
	if (pid == 0)
		_exit(setgid(65534) != 0 || setuid(65534) != 0 || !reader_is_shut_in());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* A writer writes to its home and nowhere else, and reaches no other machine. */
static void writer_is_confined(void **state)
{
	static const char script[] = "echo x >$HOME/a && echo y >$TMPDIR/b && (cat $HOME/a $HOME/b)\n"
				     "echo x >/tmp/dubanc-test-elsewhere && echo elsewhere\n"
				     "echo x >/dev/tcp/127.0.0.1/1 && echo network\n";
	char home[] = "/tmp/dubanc-home-XXXXXX";
	struct dbn_buf out, path;
	const char *argv[4];
	struct dbn_run run = shell(argv, script, &out);

	(void)state;
	if (!dbn_can_confine())
		skip();
	assert_non_null(mkdtemp(home));
	argv[0] = "/bin/bash";
	run.home = home;
	run.confine = DBN_CONFINE_WRITER;
	dbn_buf_init(&out, 1000);
	dbn_buf_init(&path, 1000);
	assert_int_equal(dbn_run(&run, NULL), DBN_OK);
	if (!dbn_str_eqz(dbn_buf_str(&out), "x\ny\nelsewhere\n")) /* no Landlock here */
		assert_str(dbn_buf_str(&out), "x\ny\n");
	unlink("/tmp/dubanc-test-elsewhere");
	for (const char *name = "ab"; *name; name++) {
		dbn_buf_clear(&path);
		dbn_buf_addz(&path, home);
		dbn_buf_addc(&path, '/');
		dbn_buf_addc(&path, *name);
		unlink(path.ptr);
	}
	assert_int_equal(rmdir(home), 0);
	dbn_buf_release(&out);
	dbn_buf_release(&path);
}

/* What is said where no tool is there, and that nothing is left in the text. */
static void refusals(void **state)
{
	static const struct {
		struct dbn_str bytes;
		const char *slug;
	} table[] = {
		{ { "<html>x", 7 }, "need-helper" },
		{ { "%PDF-1.4", 8 }, "need-pdftotext" },
		{ { "{\\rtf1", 6 }, "need-libreoffice" },
		{ { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8 }, "need-libreoffice" },
		{ { "Founder CEB\0\1\2", 14 }, "closed-format" },
		{ { "\x89PNG\r\n\x1a\n", 8 }, "image" },
		{ { "Rar!\x1a\7\0", 7 }, "archive" },
		{ { "", 0 }, "empty" },
		{ { "\x7f" "ELF\1\2\3\4\5\6\7", 11 }, "unknown-format" },
		{ { "0123456789012345678901234567890123456789012345678901", 52 }, "too-much" },
	};
	struct dbn_decode_limits limits;
	struct dbn_decode_tools tools = { NULL };
	struct dbn_decode_opts opts = { .tools = &tools, .limits = &limits };

	(void)state;
	dbn_decode_limits_init(&limits);
	limits.file = 50;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct dbn_err err = { 0 };
		struct dbn_buf out;

		dbn_buf_init(&out, 1000);
		dbn_buf_addz(&out, "前");
		assert_true(dbn_decode_document(&opts, table[i].bytes, "文件", &out, NULL,
						(struct dbn_sink){ NULL, NULL }, &err) < 0);
		assert_string_equal(dbn_msg_slug(err.diag.msg), table[i].slug);
		assert_str(dbn_buf_str(&out), "前");
		dbn_buf_release(&out);
	}
}

/* A helper that lies: output that is no UTF-8, findings that nobody knows, a crash. */
static void a_helper_is_not_trusted(void **state)
{
	static const struct {
		const char *script, *slug;
	} table[] = {
		{ "#!/bin/sh\nprintf '\\377'\n", "tool-failed" },
		{ "#!/bin/sh\nprintf 'nonsense\\tx\\n' >&3; echo x; kill -SEGV $$\n", "tool-failed" },
		{ "#!/bin/sh\nprintf 'garbled\\tx\\t9\\t9\\n' >&3; exit 3\n", "garbled" },
		{ "#!/bin/sh\nwhile :; do :; done\n", "tool-time" },
		{ "#!/bin/sh\nwhile :; do echo 0123456789; done\n", "too-much" },
		{ "#!/bin/sh\nkill -KILL $$\n", "tool-killed" },
		{ "#!/bin/sh\nexit 126\n", "not-confined" },
	};
	struct dbn_decode_limits limits;
	struct dbn_decode_tools tools = { NULL };
	struct dbn_decode_opts opts = { .tools = &tools, .limits = &limits };
	char path[] = "/tmp/dubanc-test-XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(chmod(path, 0700), 0);
	tools.helper = path;
	dbn_decode_limits_init(&limits);
	limits.cpu = limits.wall = 1;
	limits.text = 100000;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct dbn_err err = { 0 };
		struct dbn_buf out;
		FILE *f = fopen(path, "w");

		assert_non_null(f);
		fputs(table[i].script, f);
		fclose(f);
		dbn_buf_init(&out, 1 << 20);
		assert_true(dbn_decode_document(&opts, DBN_STR("<html>x"), "文件", &out, NULL,
						(struct dbn_sink){ NULL, NULL }, &err) < 0);
		assert_string_equal(dbn_msg_slug(err.diag.msg), table[i].slug);
		assert_int_equal(out.len, 0);
		dbn_buf_release(&out);
	}
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_go_through),
		cmocka_unit_test(input_nobody_reads),
		cmocka_unit_test(time_and_size_end_it),
		cmocka_unit_test(little_is_inherited),
		cmocka_unit_test(program_that_is_not_there),
		cmocka_unit_test(reader_is_confined),
		cmocka_unit_test(writer_is_confined),
		cmocka_unit_test(refusals),
		cmocka_unit_test(a_helper_is_not_trusted),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
