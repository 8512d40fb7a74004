/* ofd_path.c - lines drawn on a page of an OFD file (GB/T 33190, 9.3): AbbreviatedData. */
#include "number.h"
#include "ofd.h"

/* S and M begin, L draws, Q, B and A bend to their last two numbers, C closes. */
static int step(struct flow_path *path, char what, struct dbn_str *rest, bool *more)
{
	size_t n = what == 'Q' ? 4 : what == 'B' ? 6 : what == 'A' ? 7 : 2;
	double numbers[7];

	if (what == 'C')
		return flow_path_close(path);
	*more = (what == 'S' || what == 'M' || what == 'L' || n > 2) && number_take_all(rest, numbers, n);
	if (!*more)
		return DBN_OK;
	return flow_path_step(path, n > 2 ? FLOW_CURVE : what == 'L' ? FLOW_LINE : FLOW_MOVE, numbers[n - 2], numbers[n - 1]);
}

int ofd_path(struct ofd *o, const struct xml_node *node)
{
	static const double same[6] = { 1, 0, 0, 1, 0, 0 };
	struct dbn_str rest = xml_leaf(xml_child(node, "AbbreviatedData"));
	bool stroked = !dbn_str_eqz(dbn_str_trim(xml_attr(node, "Stroke")), "false"), more = true;
	double box[4] = { 0, 0, 0, 0 }, ctm[6];
	struct flow_path path;
	int code = DBN_OK;

	/* Neither drawn nor filled: a path to cut by. */
	if (!stroked && !dbn_str_eqz(dbn_str_trim(xml_attr(node, "Fill")), "true"))
		return DBN_OK;
	number_list(xml_attr(node, "Boundary"), box, 4);
	flow_path_begin(&path, &o->flow, stroked, number_list(xml_attr(node, "CTM"), ctm, 6) == 6 ? ctm : same, box);
	while (more && !code) {
		struct dbn_str word = number_word(&rest);

		if (word.len != 1)
			break;
		code = step(&path, word.ptr[0], &rest, &more);
	}
	return code ? code : flow_path_end(&path);
}
