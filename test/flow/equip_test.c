/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/equip and flow/handover, worked by hand. */
#include "flow/equip.h"

#include "flow/daily.h"
#include "flow/find.h"
#include "flow/handover.h"
#include "flow/save.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

static struct id
item(struct site *s, const char *code, const char *state)
{
	struct equipment_item *i = site_blank(s, &equipment_item_entity,
	    s->one);

	i->code = str_of(code);
	i->description = S("{\"en\":\"Recorder\",\"vi\":\"Máy ghi âm\"}");
	i->state = str_of(state);
	i->receiver = site_any(s, &organisation_entity, s->one);
	i->certificate = (struct id){ { 0 } };
	i->quantity = 2;
	i->unit_cost = (struct money){ 85000, "USD" };
	i->checks = (str){ 0 };
	site_keep(s, &equipment_item_entity, i);
	return i->row.id;
}

static bool
check(struct site *s, struct id of, const char *found, int32_t days_ago)
{
	struct equipment_check k;

	row_blank(&equipment_check_entity, &k);
	k.item = of;
	k.date = (struct day){ moment_day(s->c.now).n - days_ago };
	k.found = str_of(found);
	return equip_check(&s->c, &k);
}

static bool
stands(struct site *s, struct id of, const char *state)
{
	return str_is(((struct equipment_item *)site_find(s,
	    &equipment_item_entity, of))->state, state);
}

static void
a_check_moves_the_item_to_where_it_was_found(struct arena *a)
{
	struct site s;
	struct id i;

	if (!site_open(&s, a, "equip1"))
		return;
	site_system(&s);
	i = item(&s, "E1", "handed_over");
	site_sit(&s, "BEN", s.one);     /* who may not take those steps */
	CHECK(check(&s, i, "idle", 9) && stands(&s, i, "idle"));
	CHECK(check(&s, i, "broken", 8) && stands(&s, i, "repair"));
	CHECK(check(&s, i, "in_use", 7) && stands(&s, i, "in_use"));
	CHECK(check(&s, i, "idle", 30) && stands(&s, i, "in_use")); /* older */
	CHECK(check(&s, i, "lost", 1) && stands(&s, i, "in_use"));
	CHECK(!check(&s, i, "idle", -3));       /* days to come */
	CHECK(site_on(&s, "date"));
	site_sit(&s, "DON", s.one);
	CHECK(!check(&s, i, "idle", 0));
	CHECK(site_fault(&s) == DENIED);
	site_close(&s);
}

static void
the_idle_share_is_of_what_is_with_its_receivers(struct arena *a)
{
	struct equip e;
	struct site s;
	struct id lost;

	if (!site_open(&s, a, "equip2"))
		return;
	site_system(&s);
	item(&s, "E1", "received");     /* not out yet */
	item(&s, "E2", "handed_over");
	item(&s, "E3", "in_use");
	lost = item(&s, "E4", "in_use");
	item(&s, "E5", "idle");
	item(&s, "E6", "repair");
	item(&s, "E7", "title_transferred");
	item(&s, "E8", "disposed");
	CHECK(check(&s, lost, "lost", 2));
	CHECK(equip_of(&s.c, s.one, &e));
	CHECK(e.out == 5 && e.unused == 3);     /* E2 to E6; E4, E5, E6 */
	NEAR(e.idle, 3.0 / 5, 1e-12);
	CHECK(e.count[EQUIP_LOST] == 1 && e.count[EQUIP_PASSED] == 1);
	CHECK(equip_of(&s.c, s.two, &e) && e.out == 0 && isnan(e.idle));
	site_close(&s);
}

static void
two_persons_sign_each_for_one_side(struct arena *a)
{
	struct handover h;
	struct site s;
	struct id i, id, to, none;

	if (!site_open(&s, a, "equip3"))
		return;
	site_system(&s);
	i = item(&s, "E1", "received");
	to = ((struct equipment_item *)site_find(&s, &equipment_item_entity,
	    i))->receiver;
	site_sit(&s, "SEC", s.one);
	CHECK(handover_draft(&s.c, s.one, to, false, &id));
	CHECK(!handover_draft(&s.c, s.one, to, false, &none));
	CHECK(site_on(&s, "receiver"));
	CHECK(handover_of(&s.c, id, &h) && h.n == 1);
	/* 2 pieces of USD 850.00 each */
	CHECK(h.total.minor == 170000 && str_is(str_of(h.total.currency),
	    "USD"));
	CHECK(!handover_sign(&s.c, id, HANDOVER_RECEIVING, S("A"), (str){ 0 },
	    (str){ 0 }));
	CHECK(site_fault(&s) == DENIED);
	CHECK(!handover_sign(&s.c, id, HANDOVER_GIVING, S(" "), (str){ 0 },
	    (str){ 0 }));
	CHECK(site_on(&s, "name"));
	CHECK(!handover_sign(&s.c, id, HANDOVER_GIVING, S("A"), (str){ 0 },
	    S("[[0,2]]")));
	CHECK(site_on(&s, "drawing"));
	CHECK(!handover_sign(&s.c, id, HANDOVER_GIVING, S("A"), (str){ 0 },
	    S("[[0.1,0.2,0.3]]")));
	(void)site_fault(&s);
	CHECK(handover_sign(&s.c, id, HANDOVER_GIVING, S("Nguyễn A"),
	    S("Head"), S("[[0.1,0.2,0.3,0.4],[0.5,0.5]]")));
	site_also(&s, "BEN", s.one);    /* still the same person */
	CHECK(!handover_sign(&s.c, id, HANDOVER_RECEIVING, S("A"), (str){ 0 },
	    (str){ 0 }));
	CHECK(site_fault(&s) == DENIED);
	site_sit_other(&s, "BEN", s.one);
	CHECK(handover_sign(&s.c, id, HANDOVER_RECEIVING, S("Trần B"),
	    (str){ 0 }, (str){ 0 }));
	CHECK(handover_of(&s.c, id, &h));
	CHECK(h.row.signed_giving.n == moment_day(s.c.now).n &&
	    h.row.signed_receiving.n == moment_day(s.c.now).n);
	CHECK(!h.is_changed[0] && !h.is_changed[1]);
	CHECK(stands(&s, i, "handed_over"));    /* by itself */
	site_close(&s);
}

/* A paper that was typed in says its amounts too: 3 at 12.50 are 37.50;
 * 100 was written for the other; together 137.50. */
static void
amounts_typed_on_a_paper_are_kept(struct arena *a)
{
	struct handover_certificate *r;
	struct handover h;
	struct site s;
	struct id id;

	if (!site_open(&s, a, "equip_typed"))
		return;
	id = site_new(&s, &handover_certificate_entity, s.one);
	site_system(&s);
	r = site_find(&s, &handover_certificate_entity, id);
	r->equipment = (str){ 0 };
	r->total_value = (struct money){ 0 };
	r->items = S("[{\"no\":\"1\",\"description\":\"Pump\",\"qty\":\"3\","
	    "\"unit_value\":\"12.50\"},{\"no\":\"2\",\"description\":\"Kit\","
	    "\"qty\":\"2\",\"total\":100}]");
	site_keep(&s, &handover_certificate_entity, r);
	CHECK(handover_of(&s.c, id, &h) && h.n == 2);
	CHECK(h.line[0].value.minor == 1250 && h.line[0].total.minor == 3750);
	CHECK(h.line[1].value.currency[0] == '\0' &&
	    h.line[1].total.minor == 10000);
	CHECK(h.total.minor == 13750 && str_is(str_of(h.total.currency),
	    "EUR"));
	site_close(&s);
}

static void
set_stage(struct site *s, const char *stage)
{
	struct programme *p = site_find(s, &programme_entity, s->one);

	p->stage = str_of(stage);
	site_keep(s, &programme_entity, p);
}

static void
a_title_passes_when_both_signed_and_the_programme_ends(struct arena *a)
{
	struct site s;
	struct id i, id, to;
	size_t n;

	if (!site_open(&s, a, "equip5"))
		return;
	site_system(&s);
	set_stage(&s, "implementing");
	i = item(&s, "E1", "in_use");
	to = ((struct equipment_item *)site_find(&s, &equipment_item_entity,
	    i))->receiver;
	site_sit(&s, "SEC", s.one);
	CHECK(handover_draft(&s.c, s.one, to, true, &id));
	CHECK(handover_sign(&s.c, id, HANDOVER_GIVING, S("A"), (str){ 0 },
	    (str){ 0 }));
	CHECK(stands(&s, i, "in_use"));         /* one side only */
	site_sit_other(&s, "BEN", s.one);
	CHECK(handover_sign(&s.c, id, HANDOVER_RECEIVING, S("B"), (str){ 0 },
	    (str){ 0 }));
	CHECK(stands(&s, i, "in_use"));         /* it goes on */
	site_system(&s);
	CHECK(daily_handovers(&s.c, &n) && n == 1);
	CHECK(stands(&s, i, "in_use"));
	set_stage(&s, "sustaining");
	CHECK(daily_handovers(&s.c, &n));
	CHECK(stands(&s, i, "title_transferred"));
	CHECK(daily_handovers(&s.c, &n));       /* nothing more to do */
	CHECK(stands(&s, i, "title_transferred"));
	site_close(&s);
}

static void
a_change_after_a_signature_is_seen(struct arena *a)
{
	struct equipment_item *i;
	struct handover h;
	struct site s;
	struct id of, id;
	str pdf;

	if (!site_open(&s, a, "equip4"))
		return;
	site_system(&s);
	of = item(&s, "E1", "received");
	i = site_find(&s, &equipment_item_entity, of);
	site_sit(&s, "SEC", s.one);
	CHECK(handover_draft(&s.c, s.one, i->receiver, false, &id));
	CHECK(handover_sign(&s.c, id, HANDOVER_GIVING, S("A"), (str){ 0 },
	    S("[[0.1,0.2,0.3,0.4]]")));
	CHECK(handover_of(&s.c, id, &h) && !h.is_changed[HANDOVER_GIVING]);
	s.c.lang = "vi";                /* the language of who reads */
	CHECK(handover_of(&s.c, id, &h) && !h.is_changed[HANDOVER_GIVING]);
	CHECK(handover_pdf(&s.c, &h, S("vi"), &pdf) &&
	    str_starts(pdf, S("%PDF-")));
	s.c.lang = "en";
	site_system(&s);
	i = site_find(&s, &equipment_item_entity, of);
	i->quantity = 3;
	CHECK(flow_save(&s.c, &equipment_item_entity, i));
	CHECK(handover_of(&s.c, id, &h) && h.is_changed[HANDOVER_GIVING]);
	site_close(&s);
}

static void
a_month_of_a_heading_reads_as_a_month(struct arena *a)
{
	CHECK(str_is(equip_month(a, S("2025_06")), "2025-06"));
	CHECK(str_is(equip_month(a, S("2025")), "2025"));
	CHECK(str_is(equip_month(a, S("2025-06-30")), "2025-06-30"));
}

const struct test equip_tests[] = {
	{ "a month of a heading reads as a month", a_month_of_a_heading_reads_as_a_month },
	{ "a check moves the item to where it was found",
	   a_check_moves_the_item_to_where_it_was_found },
	{ "the idle share is of what is with its receivers",
	   the_idle_share_is_of_what_is_with_its_receivers },
	{ "two persons sign, each for one side",
	   two_persons_sign_each_for_one_side },
	{ "amounts typed on a paper are kept",
	   amounts_typed_on_a_paper_are_kept },
	{ "a title passes when both signed and the programme ends",
	   a_title_passes_when_both_signed_and_the_programme_ends },
	{ "a change after a signature is seen",
	   a_change_after_a_signature_is_seen },
	{ 0 }
};
