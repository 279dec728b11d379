/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of what others send: what breaks is refused with its place, and
 * nobody changes by a file what he may not change by hand.
 */
#include "iati_site.h"

#include <string.h>

#include "flow/find.h"
#include "flow/gather.h"
#include "flow/job.h"
#include "model/fund.h"
#include "test.h"

/* ---- bad files ---- */

static void
a_bad_activity_is_refused_with_line_and_path_and_the_rest_lands(
    struct arena *a)
{
	static const struct { const char *more, *path; } bad[] = {
		{ "<budget><period-start iso-date=\"2025-01-01\"/><period-end "
		    "iso-date=\"2025-12-31\"/><value currency=\"QQQ\" "
		    "value-date=\"2025-01-01\">5</value></budget>",
		    "budget/value/@currency" },
		{ "<budget status=\"7\"><period-start iso-date=\"2025-01-01\"/>"
		    "<period-end iso-date=\"2025-12-31\"/><value value-date="
		    "\"2025-01-01\">5</value></budget>", "budget/@status" },
		{ "<transaction><transaction-type code=\"4\"/><transaction-date "
		    "iso-date=\"2025-02-30\"/><value value-date=\"2025-01-01\">5"
		    "</value></transaction>",
		    "transaction/transaction-date/@iso-date" },
		{ "<transaction><transaction-type code=\"4\"/><transaction-date "
		    "iso-date=\"2025-02-03\"/><value value-date=\"2025-01-01\">"
		    "five</value></transaction>", "transaction/value" },
		{ "<capital-spend percentage=\"5\"/><sector code=\"14010\" "
		    "percentage=\"140\"/>", "sector[2]/@percentage" },
	};
	struct iati_import *in;
	const struct iati_note *at;
	struct site s;
	int64_t before;
	size_t i;
	bool fine, found;

	if (!iati_open_site(&s, a, "iati_bad"))
		return;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		before = iati_programmes(&s);
		in = iati_bring(&s, str_print(a, HEAD "\n%.*s\n%s%zu%s%s\n" TAIL,
		    0, "", "<iati-activity xml:lang=\"en\" default-currency="
		    "\"USD\"><iati-identifier>B-", i, "</iati-identifier>"
		    "<title><narrative>x</narrative></title><description>"
		    "<narrative>x</narrative></description><sector code="
		    "\"14030\"/>", str_print(a, "%s</iati-activity>"
		    ONE("G-1", ""), bad[i].more).p), &fine);
		CHECK(fine);
		CHECK(in->n[IATI_ACTIVITIES][REFUSED] == 1);
		for (found = false, at = in->first; at != NULL; at = at->next)
			found = found || (at->refuses && at->line == 3 &&
			    str_is(at->path, bad[i].path));
		CHECK(found);
		CHECK(iati_programmes(&s) == before + (i == 0));
	}
	site_close(&s);
}

static bool
refuses(struct site *s, const char *text, const char *says)
{
	int64_t before = iati_programmes(s);
	bool fine, told;

	(void)iati_bring(s, str_of(text), &fine);
	told = site_says(s, says);
	errors_clear(&s->c.errors);
	return !fine && told && iati_programmes(s) == before;
}

static void
a_file_with_tricks_or_of_another_kind_is_refused_whole(struct arena *a)
{
	struct site s;
	struct write w;
	int i;

	if (!iati_open_site(&s, a, "iati_tricks"))
		return;
	CHECK(refuses(&s, "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/"
	    "passwd\">]>" HEAD "<iati-activity><title>&e;</title>"
	    "</iati-activity>" TAIL, "document type"));
	CHECK(refuses(&s, HEAD "<iati-activity>", "not well-formed"));
	CHECK(refuses(&s, "<iati-organisations version=\"2.03\"/>",
	    "organisation file"));
	CHECK(refuses(&s, "<iati-activities version=\"1.05\"/>",
	    "before 2.01"));
	CHECK(refuses(&s, "<iati-activities/>", "before 2.01"));
	CHECK(refuses(&s, "<html/>", "no IATI activity file"));
	w = write_new(a, 0);
	write_z(&w, HEAD "<iati-activity><title><narrative>");
	for (i = 0; i < 2 << 20; i += 16)
		write_z(&w, "0123456789abcdef");
	write_z(&w, "</narrative></title></iati-activity>" TAIL);
	CHECK(refuses(&s, write_done(&w).p, "is not read"));
	site_close(&s);
}


/* Sixteen bits a letter, the mark of that before them. */
static str
in_utf16(struct arena *a, const char *text)
{
	struct write w = write_new(a, 1 << 16);

	write_str(&w, (str){ "\xff\xfe", 2 });
	for (; *text != '\0'; text++)
		write_str(&w, (str){ (const char[]){ *text, '\0' }, 2 });
	return write_done(&w);
}

static void
bytes_of_other_kinds_are_read_or_refused_whole(struct arena *a)
{
	static const char laughs[] = "<!DOCTYPE l [<!ENTITY a \"haha\">"
	    "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c "
	    "\"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>" HEAD
	    ONE("L-1", "<note>&c;</note>") TAIL;
	static const char whole[] = HEAD ONE("T-1", "") ONE("T-2", "") TAIL;
	struct iati_import *in;
	struct site s;
	bool fine;

	if (!iati_open_site(&s, a, "iati_bytes"))
		return;
	CHECK(refuses(&s, laughs, "document type"));
	/* Cut off in its second activity: the caller takes the first back. */
	site_try(&s);
	(void)iati_bring(&s, str_part(str_of(whole), 0, sizeof(whole) - 40),
	    &fine);
	CHECK(!fine && site_says(&s, "not well-formed"));
	CHECK(site_fault(&s) == INVALID);
	site_back(&s);
	CHECK(refuses(&s, "", ""));
	CHECK(refuses(&s, "\x01\x02", ""));
	CHECK(refuses(&s, "<a:iati-activities xmlns:a=\"urn:other\" "
	    "version=\"2.03\"/>", "no IATI activity file"));
	in = iati_bring(&s, in_utf16(a, whole), &fine);
	CHECK(fine && in->n[IATI_ACTIVITIES][ADDED] == 2);
	in = iati_bring(&s, str_print(a, "\xef\xbb\xbf%s", whole), &fine);
	CHECK(fine && in->n[IATI_ACTIVITIES][UNCHANGED] == 2);
	site_close(&s);
}

/* ---- whose rows they are ---- */

#define BUDGET(sum) "<budget><period-start iso-date=\"2025-01-01\"/>" \
	"<period-end iso-date=\"2025-12-31\"/><value value-date=" \
	"\"2025-01-01\">" sum "</value></budget>"
#define PAID(ref) "<transaction ref=\"" ref "\"><transaction-type " \
	"code=\"3\"/><transaction-date iso-date=\"2025-01-01\"/><value " \
	"value-date=\"2025-01-01\">5</value></transaction>"

static struct programme
coded(struct site *s, const char *code)
{
	struct ctx c = ctx_as_program(&s->c);
	struct programme p;

	CHECK(flow_find_code(&c, &programme_entity, str_of(code),
	    (struct id){ { 0 } }, &p));
	return p;
}

static int64_t
rows_of(struct site *s, const struct entity *e, const char *code)
{
	size_t n = 0;

	CHECK(gather(&s->c, e, coded(s, code).row.id, &n) != NULL);
	return (int64_t)n;
}

/* T-1 and T-2 stand there, of a day; then they come with more, and T-3 is
 * new. */
static struct iati_import *
bring_more(struct site *s)
{
	struct iati_import *in;
	bool fine;

	in = iati_bring(s, S(HEAD ONE("T-1", "<activity-scope code=\"4\"/>"
	    BUDGET("7") PAID("A")) ONE("T-2", "<activity-scope code=\"4\"/>"
	    BUDGET("7") PAID("A")) ONE("T-3", PAID("A")) TAIL), &fine);
	CHECK(fine && errors_worst(&s->c.errors) == FINE);
	return in;
}

/* They are reported by XM-DAC-7; `us`: which is ourselves. */
static bool
open_with_two(struct site *s, struct arena *a, const char *name, bool us)
{
	bool fine;

	if (!iati_open_site(s, a, name))
		return false;
	iati_set_up(s, "iati_ref", us ? "XM-DAC-7" : "XM-DAC-1");
	(void)iati_bring(s, S(HEAD ONE("T-1", "") ONE("T-2", "") TAIL), &fine);
	CHECK(fine);
	return fine;
}

/* Entries of the ledger are made by the finance officer alone. */
static void
a_manager_changes_by_a_file_his_own_programme_alone(struct arena *a)
{
	struct iati_import *in;
	struct site s;

	if (!open_with_two(&s, a, "iati_one_manager", true))
		return;
	site_sit(&s, "PM", coded(&s, "T-1").row.id);
	in = bring_more(&s);
	CHECK(in->n[IATI_ACTIVITIES][CHANGED] == 1);
	CHECK(in->n[IATI_ACTIVITIES][REFUSED] == 2 && in->refusals == 2);
	CHECK(in->n[IATI_BUDGETS][ADDED] == 1);
	CHECK(in->n[IATI_TRANSACTIONS][ADDED] == 0);
	CHECK(in->n[IATI_TRANSACTIONS][REFUSED] == 1);
	site_system(&s);
	CHECK(str_is(coded(&s, "T-1").scope, "4"));
	CHECK(str_none(coded(&s, "T-2").scope));
	CHECK(rows_of(&s, &transaction_entity, "T-1") == 0);
	CHECK(rows_of(&s, &budget_line_entity, "T-1") == 1);
	CHECK(rows_of(&s, &budget_line_entity, "T-2") == 0);
	site_close(&s);
}

/* He reads money and programmes, and writes neither. */
static void
who_looks_for_funds_changes_no_programme_by_a_file(struct arena *a)
{
	struct iati_import *in;
	struct site s;

	if (!open_with_two(&s, a, "iati_mobiliser", true))
		return;
	site_sit(&s, "RM", (struct id){ { 0 } });
	CHECK(!import_may(&s.c) && site_fault(&s) == DENIED);
	in = bring_more(&s);
	CHECK(in->n[IATI_ACTIVITIES][REFUSED] == 3);
	CHECK(in->n[IATI_ACTIVITIES][CHANGED] == 0 &&
	    in->n[IATI_BUDGETS][ADDED] == 0 &&
	    in->n[IATI_TRANSACTIONS][ADDED] == 0);
	site_close(&s);
}

/* An administrator adds programmes, with all that comes with them, but
 * does not manage those that stand here. */
static void
an_administrator_brings_new_programmes_and_changes_none(struct arena *a)
{
	struct iati_import *in;
	struct site s;

	if (!open_with_two(&s, a, "iati_admin", true))
		return;
	site_sit(&s, "ADM", (struct id){ { 0 } });
	CHECK(import_may(&s.c));
	in = bring_more(&s);
	CHECK(in->n[IATI_ACTIVITIES][ADDED] == 1 &&
	    in->n[IATI_ACTIVITIES][REFUSED] == 2);
	CHECK(in->n[IATI_TRANSACTIONS][ADDED] == 1);
	site_system(&s);
	CHECK(rows_of(&s, &transaction_entity, "T-3") == 1);
	CHECK(str_none(coded(&s, "T-1").scope));
	site_close(&s);
}

/* Beside the whole site's manager the finance officer is needed, and the
 * limit above which two persons decide holds for files too. */
static void
money_comes_by_a_file_as_far_as_by_hand(struct arena *a)
{
	struct id all = { { 0 } };
	struct iati_import *in;
	struct site s;

	if (!open_with_two(&s, a, "iati_money_by_hand", true))
		return;
	iati_set_up(&s, "approval_limits", "FIN 4 USD");
	site_sit(&s, "PM", all);
	site_also(&s, "FIN", all);
	in = bring_more(&s);
	CHECK(in->n[IATI_ACTIVITIES][CHANGED] == 2 &&
	    in->n[IATI_ACTIVITIES][ADDED] == 1);
	CHECK(in->n[IATI_TRANSACTIONS][REFUSED] == 2 &&
	    in->n[IATI_TRANSACTIONS][ADDED] == 1);
	site_close(&s);
}

/* It is not our ledger: its payments come as they are, once somebody may
 * enter any. */
static void
what_others_report_is_brought_up_to_date_by_their_file(struct arena *a)
{
	struct id all = { { 0 } };
	struct iati_import *in;
	struct site s;

	if (!open_with_two(&s, a, "iati_of_others", false))
		return;
	iati_set_up(&s, "approval_limits", "FIN 4 USD");
	site_sit(&s, "PM", all);
	site_try(&s);
	in = bring_more(&s);
	CHECK(in->n[IATI_TRANSACTIONS][REFUSED] == 2 &&
	    in->n[IATI_TRANSACTIONS][ADDED] == 1);
	site_back(&s);
	site_also(&s, "FIN", all);
	in = bring_more(&s);
	CHECK(in->n[IATI_TRANSACTIONS][ADDED] == 3 &&
	    in->n[IATI_TRANSACTIONS][REFUSED] == 0);
	site_close(&s);
}

static void
an_identifier_that_stands_twice_counts_once(struct arena *a)
{
	struct iati_import *in;
	struct site s;
	bool fine;

	if (!iati_open_site(&s, a, "iati_twice"))
		return;
	in = iati_bring(&s, S(HEAD ONE("T-1", "") "\n" ONE("T-1", PAID("A"))
	    TAIL), &fine);
	CHECK(fine && in->n[IATI_ACTIVITIES][ADDED] == 1 &&
	    in->n[IATI_ACTIVITIES][REFUSED] == 1);
	CHECK(in->first != NULL && in->first->refuses &&
	    in->first->line == 2 &&
	    str_is(in->first->path, "iati-identifier"));
	CHECK(rows_of(&s, &transaction_entity, "T-1") == 0);
	site_close(&s);
}

#define HIRED(ref, whom) "<transaction" ref "><transaction-type code=" \
	"\"4\"/><transaction-date iso-date=\"2025-03-01\"/><value value-date=" \
	"\"2025-03-01\">5</value><description><narrative>To " whom ", hall " \
	"hire</narrative></description></transaction>"

/* Names of persons are not in it: what stands here with them is met all the
 * same, with a reference and without, and no budget line is asked for. */
static void
our_own_payments_that_come_back_are_those_that_stand_here(struct arena *a)
{
	struct id all = { { 0 } };
	struct iati_import *in;
	struct person *who;
	struct site s;
	bool fine;

	if (!open_with_two(&s, a, "iati_own_back", true))
		return;
	(void)iati_bring(&s, S(HEAD ONE("T-1", HIRED("", "Zenobia Quill")
	    HIRED(" ref=\"A\"", "Zenobia Quill")) TAIL), &fine);
	CHECK(fine && rows_of(&s, &transaction_entity, "T-1") == 2);
	who = site_blank(&s, &person_entity, coded(&s, "T-1").row.id);
	who->name = S("Zenobia Quill");
	site_keep(&s, &person_entity, who);
	site_sit(&s, "PM", all);
	site_also(&s, "FIN", all);
	in = iati_bring(&s, S(HEAD ONE("T-1", HIRED(" ref=\"A\"", "…")
	    HIRED("", "…")) TAIL), &fine);
	CHECK(fine && in->n[IATI_TRANSACTIONS][UNCHANGED] == 2);
	CHECK(in->n[IATI_TRANSACTIONS][REFUSED] == 0);
	CHECK(in->n[IATI_TRANSACTIONS][ADDED] == 0);
	in = iati_bring(&s, S(HEAD ONE("T-1", HIRED(" ref=\"A\"",
	    "… and another")) TAIL), &fine);
	CHECK(fine && in->n[IATI_TRANSACTIONS][REFUSED] == 1);
	site_system(&s);
	CHECK(rows_of(&s, &transaction_entity, "T-1") == 2);
	site_close(&s);
}

#define SPENT(sum, more) "<transaction><transaction-type code=\"4\"/>" \
	"<transaction-date iso-date=\"2025-03-01\"/><value value-date=" \
	"\"2025-03-01\">" sum "</value>" more "</transaction>"
#define OF(sector, country) "<sector code=\"" sector "\"/><sector " \
	"vocabulary=\"99\" code=\"X\"/><recipient-country code=\"" country "\"/>"
#define BARE(id, more) "<iati-activity default-currency=\"USD\" xml:lang=" \
	"\"en\"><iati-identifier>" id "</iati-identifier><title><narrative>" \
	"Wells</narrative></title>" more "</iati-activity>"

static struct iati_entry
entry_of(struct site *s, const char *code)
{
	struct iati_entry *e;
	size_t n;

	e = gather(&s->c, &iati_entry_entity, coded(s, code).row.id, &n);
	CHECK(e != NULL && n == 1);
	return *e;
}

/* Of 80 spent 20 are a quarter.  Of two currencies no share is known, and
 * what the activity says itself is not changed. */
static void
what_stands_at_transactions_alone_is_of_the_activity_in_shares(
    struct arena *a)
{
	const str file = S(HEAD BARE("S-1", SPENT("20", OF("14030", "VN"))
	    SPENT("70", OF("11110", "LA")) SPENT("-10", OF("11110", "LA")))
	    BARE("S-2", SPENT("20", OF("14030", "VN")))
	    BARE("S-3", SPENT("20", OF("14030", "VN")) "<transaction>"
	    "<transaction-type code=\"4\"/><transaction-date iso-date="
	    "\"2025-03-01\"/><value currency=\"EUR\" value-date="
	    "\"2025-03-01\">5</value>" OF("11110", "LA") "</transaction>")
	    ONE("S-4", SPENT("20", OF("11110", "LA"))) TAIL);
	struct iati_import *in;
	struct iati_entry e;
	struct site s;
	bool fine;

	if (!iati_open_site(&s, a, "iati_split"))
		return;
	in = iati_bring(&s, file, &fine);
	CHECK(fine && in->n[IATI_ACTIVITIES][ADDED] == 4);
	e = entry_of(&s, "S-1");
	CHECK(str_find(e.sectors, S("\"14030\",\"percent\":\"25.00\""))
	    < e.sectors.n);
	CHECK(str_find(e.sectors, S("\"11110\",\"percent\":\"75.00\""))
	    < e.sectors.n);
	CHECK(str_find(e.sectors, S("\"X\"")) == e.sectors.n);
	CHECK(str_find(e.countries, S("\"LA\",\"percent\":\"75.00\""))
	    < e.countries.n);
	CHECK(str_is(coded(&s, "S-2").country, "VN"));
	e = entry_of(&s, "S-2");
	CHECK(str_find(e.sectors, S("\"14030\"")) < e.sectors.n);
	CHECK(str_none(coded(&s, "S-3").country));
	CHECK(str_none(entry_of(&s, "S-3").sectors));
	CHECK(str_is(coded(&s, "S-4").country, "VN"));
	in = iati_bring(&s, file, &fine);
	CHECK(fine && in->n[IATI_ACTIVITIES][UNCHANGED] == 4);
	CHECK(in->n[IATI_PARTICULARS][CHANGED] == 0);
	site_close(&s);
}

const struct test iati_in_tests[] = {
	{ "what stands at transactions alone is of the activity in shares",
	   what_stands_at_transactions_alone_is_of_the_activity_in_shares },
	{ "our own payments that come back are those that stand here",
	   our_own_payments_that_come_back_are_those_that_stand_here },
	{ "bytes of other kinds are read or refused whole",
	   bytes_of_other_kinds_are_read_or_refused_whole },
	{ "a manager changes by a file his own programme alone",
	   a_manager_changes_by_a_file_his_own_programme_alone },
	{ "who looks for funds changes no programme by a file",
	   who_looks_for_funds_changes_no_programme_by_a_file },
	{ "an administrator brings new programmes and changes none",
	   an_administrator_brings_new_programmes_and_changes_none },
	{ "money comes by a file as far as by hand",
	   money_comes_by_a_file_as_far_as_by_hand },
	{ "what others report is brought up to date by their file",
	   what_others_report_is_brought_up_to_date_by_their_file },
	{ "an identifier that stands twice counts once",
	   an_identifier_that_stands_twice_counts_once },
	{ "a bad activity is refused with line and path and the rest lands",
	   a_bad_activity_is_refused_with_line_and_path_and_the_rest_lands },
	{ "a file with tricks or of another kind is refused whole",
	   a_file_with_tricks_or_of_another_kind_is_refused_whole },
	{ 0 }
};
