/*
 * flow_rule.c - lines that are drawn on a page, level or upright: the rulings of tables.
 *
 * A program draws a ruling as a stroke or as a rectangle as thin as one; both are
 * one line here. What is slanted, curved or a surface is none.
 */
#include <math.h>

#include "flow.h"

enum { RULES_MAX = 20000, CORNERS_MAX = 5 };

/* Of the height of the page: how thin a surface is a line, how long a line is at least, how straight. */
static const double THIN = 1.0 / 240, SHORT = 1.0 / 170, STRAIGHT = 1.0 / 1600;

static int add(struct flow *f, double x0, double y0, double x1, double y1)
{
	bool level = fabs(y1 - y0) <= STRAIGHT * f->height, upright = fabs(x1 - x0) <= STRAIGHT * f->height;
	struct flow_rule *rule;

	if (level == upright || !isfinite(x0) || !isfinite(y0) || !isfinite(x1) || !isfinite(y1) ||
	    fabs(x1 - x0) + fabs(y1 - y0) < SHORT * f->height || f->rules.count >= RULES_MAX)
		return DBN_OK;
	rule = DBN_PUSH(&f->page_arena, &f->rules);
	if (!rule)
		return dec_too_much(f->d, "page", f->page_arena.max);
	*rule = level ? (struct flow_rule){ true, (y0 + y1) / 2, fmin(x0, x1), fmax(x0, x1) }
		      : (struct flow_rule){ false, (x0 + x1) / 2, fmin(y0, y1), fmax(y0, y1) };
	return DBN_OK;
}

void flow_path_begin(struct flow_path *p, struct flow *f, bool stroked, const double *matrix, const double *origin)
{
	*p = (struct flow_path){ .f = f, .stroked = stroked };
	for (size_t i = 0; i < 6; i++)
		p->matrix[i] = matrix[i] + (i < 4 ? 0 : origin[i - 4]);
}

/* A rectangle as thin as a line. */
static int end_surface(struct flow_path *p)
{
	double wide = p->right - p->left, high = p->bottom - p->top, thin = THIN * p->f->height;

	if (p->stroked || p->corners < 2 || p->corners > CORNERS_MAX || p->curved)
		return DBN_OK;
	if (high <= thin && wide > high)
		return add(p->f, p->left, (p->top + p->bottom) / 2, p->right, (p->top + p->bottom) / 2);
	return wide <= thin ? add(p->f, (p->left + p->right) / 2, p->top, (p->left + p->right) / 2, p->bottom) : DBN_OK;
}

static void widen(struct flow_path *p, double x, double y)
{
	p->left = p->corners ? fmin(p->left, x) : x;
	p->right = p->corners ? fmax(p->right, x) : x;
	p->top = p->corners ? fmin(p->top, y) : y;
	p->bottom = p->corners ? fmax(p->bottom, y) : y;
	p->corners++;
	p->x = x;
	p->y = y;
}

int flow_path_step(struct flow_path *p, enum flow_step how, double x, double y)
{
	const double *m = p->matrix;
	double px = m[0] * x + m[2] * y + m[4], py = m[1] * x + m[3] * y + m[5];
	int code = DBN_OK;

	if (how == FLOW_MOVE) {
		code = end_surface(p);
		p->corners = 0;
		p->curved = false;
		p->from_x = px;
		p->from_y = py;
	} else if (how == FLOW_LINE && p->stroked) {
		code = add(p->f, p->x, p->y, px, py);
	}
	p->curved |= how == FLOW_CURVE;
	widen(p, px, py);
	return code;
}

int flow_path_close(struct flow_path *p)
{
	int code = p->stroked ? add(p->f, p->x, p->y, p->from_x, p->from_y) : DBN_OK;

	p->x = p->from_x;
	p->y = p->from_y;
	return code;
}

int flow_path_end(struct flow_path *p)
{
	int code = end_surface(p);

	p->corners = 0;
	return code;
}
