/* check_git.c - what git knows of the ledger's files that the files do not show. */
#include <sys/stat.h>

#include "check_git.h"
#include "dubanc/file.h"
#include "dubanc/merge.h"
#include "git.h"

enum { LIST_MAX = 64 << 20 };

static bool is_listed(const char *root, const char *path)
{
	char list[DBN_FILE_PATH_MAX];
	struct stat st;
	int n = snprintf(list, sizeof list, "%s/conflicts/%s", root, path);

	return n > 0 && (size_t)n < sizeof list && stat(list, &st) == 0;
}

void check_git(const char *root, struct dbn_sink sink)
{
	struct dbn_buf names;
	char path[DBN_PATH_MAX];

	dbn_buf_init(&names, LIST_MAX);
	if (git_unmerged(root, &names) != 0)
		dbn_buf_clear(&names);
	for (struct dbn_str rest = dbn_buf_str(&names); rest.ptr && rest.len;) {
		struct dbn_str name = dbn_str_split(&rest, '\0');

		if (name.len >= sizeof path || dbn_table_of_path(name) == DBN_TABLES)
			continue;
		memcpy(path, name.ptr, name.len);
		path[name.len] = '\0';
		if (is_listed(root, path))
			continue; /* its conflicts are told one by one */
		dbn_report(sink, DBN_MSG_UNMERGED, dbn_pos_at(path, 0, 0), &name, 1);
	}
	dbn_buf_release(&names);
	if (git_lacks_driver(root))
		dbn_report(sink, DBN_MSG_DRIVER_MISSING, dbn_pos_at(".gitattributes", 1, 1), NULL, 0);
}
