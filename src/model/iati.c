/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* iati.c - the tables of iati.h. */
#include "model/iati.h"

#include "model/codes.h"
#include "model/grants.h"

#define F(m) FIELD(struct iati_entry, m)

const struct entity iati_entry_entity = {
	.name   = "iati_entry",
	.label  = "IATI particulars",
	.plural = "IATI particulars",
	.about  = "What the IATI file says of a programme beside what its own rows say.",
	.phase  = "resources",
	.size   = sizeof(struct iati_entry),
	.home   = "programme",
	.order  = "programme",
	.grants = iati_grants,

	.fields = (const struct field[]){
	{ F(programme),     T_REF, "Programme", .to = "programme", .flags = MUST | LIST | NAME },
	{ F(identifier),    T_TEXT, "IATI identifier",
	    .hint = "None: the organisation's reference, a hyphen and the programme's code. Once "
	            "published it never changes.", .max = 200, .flags = LIST | SEARCH },
	{ F(reporter),      T_REF, "Reporting organisation",
	    .hint = "None: that of the site's settings.", .to = "party", .flags = LIST },
	{ F(is_secondary),  T_BOOL, "Reported for others",
	    .hint = "The organisation repeats what somebody else publishes too." },
	{ F(is_theirs),     T_BOOL, "Taken in from others",
	    .hint = "The file of another organisation brought the programme: that organisation "
	            "publishes it.", .flags = KEPT },
	{ F(language),      T_TEXT, "Language of the texts",
	    .hint = "Two letters; none: the first language of the title.", .max = 2 },
	{ F(humanitarian),  T_BOOL, "Humanitarian" },
	{ F(finance_type),  T_TEXT, "Type of finance",
	    .hint = "A code of the DAC's list: 110 is a standard grant.", .max = 4 },
	{ F(capital_share), T_REAL, "Share of capital spending",
	    .hint = "None: the share of equipment in the budget.", .unit = "%", .min = 0,
	    .max = 100 },
	{ F(contact_organisation), T_TEXT, "Contact: organisation",
	    .hint = "Never a person: the file is open to everybody." },
	{ F(contact_email), T_TEXT, "Contact: e-mail", .hint = "An address of the office." },
	{ F(contact_phone), T_TEXT, "Contact: telephone", .max = 60 },
	{ F(contact_web),   T_TEXT, "Contact: website" },
	{ F(contact_address), T_LONG, "Contact: postal address" },
	{ F(countries),     T_TABLE, "Countries and their shares",
	    .hint = "Two letters each; the shares come to 100 together with the regions'.",
	    .columns = "code percent" },
	{ F(regions),       T_TABLE, "Regions and their shares",
	    .hint = "Vocabulary 1 is the DAC's, 99 one's own, with a name.",
	    .columns = "vocabulary code percent name" },
	{ F(sectors),       T_TABLE, "Sectors and their shares",
	    .hint = "None: the programme's DAC sectors in equal parts.",
	    .columns = "vocabulary code percent name" },
	{ F(tags),          T_TABLE, "Tags",
	    .hint = "Beside the goals and targets that the programme names.",
	    .columns = "vocabulary code name" },
	{ F(markers),       T_TABLE, "Policy markers",
	    .hint = "Significance: 0 not targeted, 1 significant, 2 principal.",
	    .columns = "vocabulary code significance name" },
	{ F(locations),     T_TABLE, "Places", .hint = "In degrees; north and east are above 0.",
	    .columns = "ref name latitude longitude reach exactness class" },
	{ F(identifiers),   T_TABLE, "Other identifiers",
	    .hint = "Such as A2, the number a funder gave it.", .columns = "type ref owner" },
	{ F(related),       T_TABLE, "Related activities",
	    .hint = "Type 1 parent, 2 child, 3 sibling, 4 funded together, 5 by others.",
	    .columns = "type ref" },
	{ F(disbursements), T_TABLE, "Planned disbursements",
	    .columns = "type from until amount currency date provider receiver" },
	{ F(conditions),    T_TABLE, "Conditions",
	    .hint = "Type 1 policy, 2 performance, 3 fiduciary.", .columns = "type text" },
	{ F(documents),     T_TABLE, "Documents elsewhere",
	    .hint = "By their web address; files kept here are not open to everybody.",
	    .columns = "url format title category language date" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "programme", "", "This programme has its IATI particulars already." },
	{ 0 } },
};

#undef F
