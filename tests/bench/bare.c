/*
 * bare.c - the least that a durable update costs: appends a line to one file and
 * fdatasyncs it; rewrites another to a temporary, fsyncs, renames, fsyncs the folder.
 *
 *	bare EVENTS TASKS TEMPORARY FOLDER
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char line[] = "e1,2026-01-05T00:42:00.000Z,2026-01-05,A1:7,,feedback,clerk,"
			   "state=doing;progress=42,\"办理进展，含逗号, 与“引号”\"\n";

int main(int argc, char **argv)
{
	struct stat st;
	char *text;
	int fd;

	if (argc != 5)
		return 2;
	fd = open(argv[1], O_WRONLY | O_APPEND);
	if (fd < 0 || write(fd, line, sizeof line - 1) < 0 || fdatasync(fd) < 0 || close(fd) < 0)
		return 4;
	fd = open(argv[2], O_RDONLY);
	if (fd < 0 || fstat(fd, &st) < 0 || !(text = malloc((size_t)st.st_size)) ||
	    read(fd, text, (size_t)st.st_size) != st.st_size || close(fd) < 0)
		return 4;
	fd = open(argv[3], O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (fd < 0 || write(fd, text, (size_t)st.st_size) != st.st_size || fsync(fd) < 0 || close(fd) < 0)
		return 4;
	free(text);
	if (rename(argv[3], argv[2]) < 0)
		return 4;
	fd = open(argv[4], O_RDONLY | O_DIRECTORY);
	return fd < 0 || fsync(fd) < 0 ? 4 : 0;
}
