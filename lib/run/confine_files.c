/*
 * confine_files.c - which files a program that is not ours may still see.
 *
 * Landlock: every user may ask for it, in containers too; older kernels have
 * none. bwrap does the same and more where it works.
 */
#define _GNU_SOURCE /* syscall(), O_PATH */
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#endif

#include "confine.h"

#if defined(LANDLOCK_CREATE_RULESET_VERSION) && defined(SYS_landlock_create_ruleset)

/* Rights that the first version knows, in the order of its bits. */
enum {
	LOOK = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	ALL = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1
};

static void allow(int rules, const char *path, unsigned long long rights)
{
	struct landlock_path_beneath_attr beneath = { .allowed_access = rights,
						      .parent_fd = open(path, O_PATH | O_CLOEXEC) };

	if (beneath.parent_fd < 0)
		return;
	syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
	close(beneath.parent_fd);
}

/* Where a program lies that was not installed with the system; LibreOffice keeps more beside that. */
static void allow_folder_of(int rules, const char *program)
{
	static const char office[] = "/program";
	char path[4096];
	size_t n = strlen(program);

	if (n >= sizeof path)
		return;
	memcpy(path, program, n + 1);
	while (n && path[n] != '/')
		n--;
	path[n] = '\0';
	if (n >= sizeof office && strcmp(path + n - (sizeof office - 1), office) == 0)
		path[n - (sizeof office - 1)] = '\0';
	if (path[0])
		allow(rules, path, LOOK);
}

bool confine_has_files(void)
{
	return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) > 0;
}

void confine_files(enum dbn_confine how, const char *program, const char *folder)
{
	/* Programs, fonts and tables; what is not there is passed over. */
	static const char *const programs[] = { "/usr", "/lib", "/lib64", "/bin", "/opt", "/nix", "/gnu", "/snap" };
	static const char *const settings[] = { "/etc", "/var/lib/libreoffice", "/var/spool/libreoffice", "/proc", "/dev" };
	struct landlock_ruleset_attr attr = { .handled_access_fs = ALL };
	int rules;

	if (how == DBN_CONFINE_NOT)
		return;
	rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr.handled_access_fs, 0);
	if (rules < 0)
		return;
	for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
		allow(rules, programs[i], LOOK);
	allow_folder_of(rules, program);
	allow(rules, "/dev/null", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
	if (how == DBN_CONFINE_WRITER) {
		for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
			allow(rules, settings[i], LOOK);
		/* Its socket to itself is there, whatever it is told. */
		allow(rules, "/tmp", LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_REMOVE_FILE);
		if (folder)
			allow(rules, folder, ALL);
	}
	syscall(SYS_landlock_restrict_self, rules, 0);
	close(rules);
}

#else

bool confine_has_files(void)
{
	return false;
}

void confine_files(enum dbn_confine how, const char *program, const char *folder)
{
	(void)how;
	(void)program;
	(void)folder;
}

#endif
