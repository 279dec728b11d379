/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* report.c - the table of report.h. */
#include "model/report.h"

#include "model/grants.h"
#include "model/machines.h"

static const struct choice report_form[] = {
	{ "pdf",  "PDF" },
	{ "docx", "Word file" },
	{ "xlsx", "Excel" },
	{ 0 }
};
const struct choices report_form_codes = {
	"report_form", "Form of a report", report_form, .closed = 1
};

#define F(m) FIELD(struct donor_report, m)

const struct entity donor_report_entity = {
	.name   = "donor_report",
	.label  = "Report to a funder",
	.plural = "Reports to funders",
	.about  = "What a funder is told of a period: results, change, money and what was learnt.",
	.phase  = "evaluate",
	.size   = sizeof(struct donor_report),
	.home   = "programme",
	.order  = "-ends_on",
	.grants = report_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(title),     T_TEXT, "Title", .hint = "Such as Mid-term report.", .max = 200,
	    .flags = MUST | LIST | SEARCH | NAME },
	{ F(funder),    T_REF, "Funder", .to = "organisation", .flags = LIST },
	{ F(starts_on), T_DAY, "Period from", .flags = MUST | LIST },
	{ F(ends_on),   T_DAY, "Period to", .flags = MUST | LIST },
	{ F(due),       T_DAY, "Due", .flags = LIST },
	{ F(language),  T_TEXT, "Language", .hint = "Such as en or vi.", .max = 20 },
	{ F(summary),   T_LONG, "In one page", .hint = "Markdown: **bold**, lists, links.",
	    .flags = SEARCH },
	{ F(failures),  T_LONG, "What did not work" },
	{ F(lessons),   T_LONG, "What we learnt" },
	{ F(asks),      T_LONG, "What we ask for" },
	{ F(state),     T_STATE, "State", .machine = &donor_report_machine, .flags = LIST },
	{ F(send_on),   T_DAY, "To be mailed on", .hint = "Once it is submitted." },
	{ F(send_to),   T_LONG, "To be mailed to", .hint = "Addresses, one a line.", .max = 2000,
	    .flags = PERSONAL },
	{ F(send_as),   T_CHOICES, "Mailed as", .hint = "What goes along; PDF if nothing is "
	    "chosen.", .choices = &report_form_codes },
	{ F(sent_at),   T_MOMENT, "Mailed at", .flags = KEPT },
	{ F(submitted_on), T_DAY, "Submitted on", .flags = KEPT },
	{ F(edition),   T_COUNT, "Version", .hint = "How often it was submitted.", .min = 0,
	    .max = 1e6, .flags = KEPT },
	{ F(figures),   T_JSON, "Figures as submitted", .flags = KEPT },
	{ F(at_change), T_COUNT, "Of the change number", .min = 0, .max = 1e15, .flags = KEPT },
	{ F(by),        T_REF, "Begun by", .to = "user", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "ends_on", "starts_on", "The period ends before it begins." },
	{ 0 } },
};

#undef F
