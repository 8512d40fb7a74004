/* slip.h - what the files of the slip share (private to lib/core/paper). */
#ifndef PAPER_SLIP_H
#define PAPER_SLIP_H

#include "field.h"
#include "reader.h"

enum { LABEL_CELL_MAX = 42 }; /* bytes of a field's name */

/* 文件批办单, 收文处理笺: a line that names the form. */
bool slip_is_title(struct dbn_str line);
/* The kind of a cell that is a field's name: 文号, 党工委管委会领导批示; or FIELD_NONE. */
enum field_kind slip_field_of(struct dbn_str cell);

#endif
