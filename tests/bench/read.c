/*
 * read.c - what reading a document costs, inside the process: time and memory of
 * dbn_document_parse(), arena and all.
 *
 *	read RUNS FILE		a file of UTF-8 text
 *	read RUNS SHAPE BYTES	a text of that shape, made here
 *	read			the names of the shapes
 *
 * Prints: BYTES ITEMS MIN_US MEDIAN_US PEAK_KIB; a text that is refused has -1 items.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "dubanc/document.h"

/* What a shape repeats; %u becomes a running number. */
static const struct shape {
	const char *name, *head, *piece, *tail;
	unsigned per; /* pieces a line or paragraph takes; 0: all the text is one */
} shapes[] = {
	/* an ordinary plan, item after item */
	{ "items", "", "%u.完善城市供水设施，2024年底前完成管网改造%u公里，漏损率降到9%%以下。"
	  "（责任单位：市住建局、市财政局，各区县政府）\n", "", 1 },
	/* paragraphs of some 100 KB */
	{ "long", "1.", "推进第%u处老旧小区改造，加强质量管理，6月底前完成验收，确保群众满意；", "\n", 2000 },
	/* nothing but numbers of items */
	{ "markers", "", "%u.\n", "", 1 },
	{ "same-marker", "", "（一）\n", "", 1 },
	{ "markers-in-line", "", "一是%u。①", "\n", 300 },
	/* brackets that open and never close; that close; around names */
	{ "open-brackets", "", "（（（（（（（（（（（（（（（（", "\n", 40 },
	{ "nested", "", "（（（（（（（（市住建局）））））））", "\n", 40 },
	{ "clauses", "", "（责任单位：市住建局（市人防办）、市财政局）", "\n", 20 },
	{ "owned", "", "1.修路。（责任单位：市住建局（市人防办）、市财政局）（配合单位：市民政局）\n"
	  "（牵头单位：市水利局）（完成时限：2024年6月底）\n", "", 1 },
	{ "book-marks", "", "《〈“‘", "\n", 300 },
	/* one table */
	{ "table", "序号\t任务\t责任单位\t完成时限\n", "%u\t完成管网改造\t市住建局、市财政局\t2024年6月底前\n", "", 1 },
	{ "ruled", "| 序号 | 任务 | 责任单位 | 完成时限 |\n|---|---|---|---|\n",
	  "| %u | 完成管网改造 | 市住建局、市财政局 | 2024年6月底前 |\n", "", 1 },
	/* limits, names, digits, blanks, one character, no line ends for long */
	{ "limits", "", "%u年12月底前，每月5日前，收到本通知之日起10个工作日内，", "\n", 200 },
	{ "names", "", "市住建局、市财政局、各区县政府，", "\n", 200 },
	{ "digits", "", "%u", "\n", 3000 },
	{ "headings", "", "一、加强组织领导\n（一）建立机制\n", "", 1 },
	{ "fields", "", "责任单位：市住建局\n完成时限：6月底前\n", "", 1 },
	{ "blanks", "", "    \t　　　　", "\n", 100 },
	{ "empty-lines", "", "\n\n\n\n", "", 1 },
	{ "same", "", "工", "\n", 10000 },
	{ "sentences", "", "好。", "\n", 5000 },
	{ "commas", "", "，、；", "\n", 3000 },
};

static const struct shape *shape_of(const char *name)
{
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		if (strcmp(shapes[i].name, name) == 0)
			return &shapes[i];
	}
	return NULL;
}

static size_t put(char *at, const char *piece, unsigned number)
{
	char *start = at;

	for (; *piece; piece++) {
		if (*piece != '%') {
			*at++ = *piece;
		} else if (*++piece == 'u') {
			at += sprintf(at, "%u", number);
		} else {
			*at++ = *piece;
		}
	}
	return (size_t)(at - start);
}

static char *make(const struct shape *shape, size_t bytes, size_t *len)
{
	char *text = malloc(bytes + 1024);
	unsigned number = 0;
	size_t at = 0;

	if (!text)
		return NULL;
	at += put(text, shape->head, 0);
	while (at < bytes) {
		at += put(text + at, shape->piece, ++number);
		if (shape->per > 1 && number % shape->per == 0)
			at += put(text + at, shape->tail, 0);
	}
	*len = at;
	return text;
}

static char *load(const char *path, size_t *len)
{
	enum { ROOM = 64 << 20 };
	FILE *f = fopen(path, "rb");
	char *text = f ? malloc(ROOM) : NULL;

	if (text)
		*len = fread(text, 1, ROOM, f);
	if (f)
		fclose(f);
	return text;
}

static long microseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Reads the text once; *items is -1 where it is refused. */
static long once(struct dbn_str text, long *items)
{
	struct dbn_document_ctx how = { .date = DBN_NO_DAY, .received = DBN_NO_DAY };
	struct dbn_document doc;
	struct dbn_err err = { 0 };
	struct dbn_arena arena;
	long start = microseconds();

	dbn_arena_init(&arena, (size_t)4 << 30);
	*items = dbn_document_parse(&arena, text, &how, &doc, &err) ? -1 : (long)doc.items.count;
	dbn_arena_release(&arena);
	return microseconds() - start;
}

static int by_size(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	size_t runs = argc > 2 ? strtoul(argv[1], NULL, 10) : 0, len = 0;
	const struct shape *shape = argc > 3 ? shape_of(argv[2]) : NULL;
	long *took = calloc(runs + 1, sizeof *took), items = 0;
	struct rusage use;
	char *text;

	if (argc == 1) {
		for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
			puts(shapes[i].name);
		free(took);
		return 0;
	}
	text = shape ? make(shape, strtoul(argv[3], NULL, 10), &len) : argc == 3 ? load(argv[2], &len) : NULL;
	if (!runs || !took || !text)
		return 2;
	for (size_t i = 0; i < runs; i++)
		took[i] = once((struct dbn_str){ text, len }, &items);
	qsort(took, runs, sizeof *took, by_size);
	getrusage(RUSAGE_SELF, &use);
	printf("%zu %ld %ld %ld %ld\n", len, items, took[0], took[runs / 2], use.ru_maxrss);
	free(text);
	free(took);
	return 0;
}
