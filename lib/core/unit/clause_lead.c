/* clause_lead.c - 列第一位的为牵头单位 and the like, applied to a clause. */
#include "clause_part.h"

void dbn_clause_apply_lead_rule(struct dbn_clause *clause, enum dbn_lead_rule rule)
{
	bool units = false, first = true;

	if (rule == DBN_LEAD_NONE || clause->leads_named)
		return;
	for (size_t i = 0; i < clause->parties.count; i++) {
		const struct dbn_party *p = &clause->parties.items[i];

		if (p->role == DBN_ROLE_LEAD)
			return;
		if (p->role == DBN_ROLE_UNITS && !p->group && !p->own_duty)
			units = true;
	}
	if (!units)
		return;
	for (size_t i = 0; i < clause->parties.count; i++) {
		struct dbn_party *p = &clause->parties.items[i];

		if (p->role != DBN_ROLE_UNITS || p->own_duty)
			continue;
		if (rule == DBN_LEAD_ALL || first)
			p->role = DBN_ROLE_LEAD;
		else if (rule == DBN_LEAD_FIRST_COOP)
			p->role = DBN_ROLE_COOP;
		first = false;
	}
	if (clause->open[DBN_ROLE_UNITS] && rule != DBN_LEAD_FIRST) {
		clause->open[DBN_ROLE_UNITS] = false;
		clause->open[rule == DBN_LEAD_ALL ? DBN_ROLE_LEAD : DBN_ROLE_COOP] = true;
	}
}
