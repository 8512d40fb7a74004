/* columns.c - the tables of columns. */
#include "dubanc/columns.h"

#define COLUMN(id, name, heading, type, merge, shown) \
	{ name, heading, DBN_TYPE_##type, DBN_MERGE_##merge, #shown[0] },

static const struct dbn_column tasks[] = {
#define TASK_COLUMN COLUMN
#include "dubanc/columns.def"
};
static const struct dbn_column targets[] = {
#define TARGET_COLUMN COLUMN
#include "dubanc/columns.def"
};
static const struct dbn_column events[] = {
#define EVENT_COLUMN COLUMN
#include "dubanc/columns.def"
};
static const struct dbn_column documents[] = {
#define DOCUMENT_COLUMN COLUMN
#include "dubanc/columns.def"
};
static const struct dbn_column units[] = {
#define UNIT_COLUMN COLUMN
#include "dubanc/columns.def"
};
static const struct dbn_column holidays[] = {
#define HOLIDAY_COLUMN COLUMN
#include "dubanc/columns.def"
};

static const struct {
	const struct dbn_column *items;
	size_t count;
} tables[DBN_TABLES] = {
	[DBN_TASKS] = { tasks, DBN_TASK_COLUMNS },
	[DBN_TARGETS] = { targets, DBN_TARGET_COLUMNS },
	[DBN_EVENTS] = { events, DBN_EVENT_COLUMNS },
	[DBN_DOCUMENTS] = { documents, DBN_DOC_COLUMNS },
	[DBN_UNITS] = { units, DBN_UNIT_COLUMNS },
	[DBN_HOLIDAYS] = { holidays, DBN_HOLIDAY_COLUMNS },
};

const struct dbn_column *dbn_columns(enum dbn_table_id table, size_t *count)
{
	*count = tables[table].count;
	return tables[table].items;
}

size_t dbn_column_find(enum dbn_table_id table, struct dbn_str name)
{
	for (size_t i = 0; i < tables[table].count; i++) {
		const struct dbn_column *c = &tables[table].items[i];

		if (dbn_str_eqz(name, c->name) || dbn_str_eqz(name, c->heading))
			return i;
	}
	return DBN_NONE;
}
