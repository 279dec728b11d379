/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What an activity says of itself: its programme and the particulars. */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/text.h"
#include "standard/iati_codes.h"
#include "standard/iati_keep.h"
#include "standard/iati_load.h"

enum { CODE_MOST = 40 };

/* ---- its code here ---- */

/* What stands after the organisation's reference, of signs that an address
 * can carry. */
static str
code_from(struct iati_keep *k, str s)
{
	str ref = k->reporter_ref;
	char *p;
	size_t i;

	if (s.n > ref.n + 1 && str_starts(s, ref) && s.p[ref.n] == '-')
		s = str_part(s, ref.n + 1, s.n);
	if (s.n > CODE_MOST)
		s = str_part(s, s.n - CODE_MOST, s.n);
	p = str_z(k->c->arena, s);
	for (i = 0; i < s.n; i++)
		if (!isalnum((unsigned char)p[i]) &&
		    strchr("-_.", p[i]) == NULL)
			p[i] = '-';
	return (str){ p, s.n };
}

static str
own_code(struct iati_keep *k)
{
	struct iati *e;

	for (e = iati_first(k->a, "other-identifier"); e != NULL;
	    e = iati_next(e))
		if (str_is(iati_get(e, "type"), "A1") &&
		    !str_none(iati_get(e, "ref")))
			return iati_get(e, "ref");
	return iati_text(iati_first(k->a, "iati-identifier"));
}

static str
free_code(struct iati_keep *k)
{
	str code = code_from(k, own_code(k)), tried = code;
	struct id id;
	int i;

	for (i = 2; iati_known(k, k->by_code, tried, &id) && i < 10000; i++) {
		str tail = str_print(k->c->arena, "-%d", i);
		size_t room = CODE_MOST - tail.n;

		tried = str_print(k->c->arena, "%.*s%s", (int)(code.n > room
		    ? room : code.n), code.p, tail.p);
	}
	return tried;
}

/* ---- when ---- */

/* Of the last payment, budget or plan that has a day; none: nothing has. */
static struct day
last_day(struct iati_keep *k)
{
	struct day d, last = { 0 };
	struct iati *e;

	for (e = iati_first(k->a, "budget"); e != NULL; e = iati_next(e))
		if (iati_day(iati_child(e, "period-end", "iso-date"), &d) &&
		    d.n > last.n)
			last = d;
	for (e = iati_first(k->a, "transaction"); e != NULL; e = iati_next(e))
		if (iati_day(iati_child(e, "transaction-date", "iso-date"),
		    &d) && d.n > last.n)
			last = d;
	return last;
}

static void
set_days(struct iati_keep *k, struct programme *p)
{
	struct day *into[] = { &p->start_planned, &p->start_actual,
		&p->end_planned, &p->end_actual }, d;
	struct iati *e;
	int64_t type;

	for (e = iati_first(k->a, "activity-date"); e != NULL;
	    e = iati_next(e))
		if (str_int(iati_get(e, "type"), &type) && type >= 1 &&
		    type <= 4 && iati_day(iati_get(e, "iso-date"), &d))
			*into[type - 1] = d;
	if (p->start_planned.n == 0)
		p->start_planned = p->start_actual;
	if (p->start_planned.n == 0)
		p->start_planned = last_day(k);
	if (p->end_planned.n == 0)
		p->end_planned = p->end_actual;
	if (p->end_planned.n == 0)
		p->end_planned = last_day(k);
	if (p->end_planned.n < p->start_planned.n)
		p->end_planned = p->start_planned;
}

/* ---- what ---- */

static void
set_purposes(struct iati_keep *k, struct programme *p)
{
	str *into[] = { &p->purpose_what, &p->purpose_why, &p->purpose_whom };
	bool said[3] = { false };
	struct iati *e;
	int64_t type;

	for (e = k->a->first; e != NULL; e = e->next) {
		if (!str_is(e->name, "description"))
			continue;
		if (!str_int(iati_get(e, "type"), &type))
			type = 1;
		if (type < 1 || type > 3 || said[type - 1])
			continue;
		e->used = said[type - 1] = true;
		*into[type - 1] = iati_words(k, e);
	}
}

static bool
is_choice(const char *field, str code)
{
	return choice_coded(field_named(&programme_entity,
	    str_of(field))->choices, code) != NULL;
}

static void
set_choice(const char *field, str code, str *into)
{
	if (!str_none(code) && is_choice(field, code))
		*into = code;
}

static void
add_code(struct iati_keep *k, str *list, str code)
{
	str rest = *list, one;

	while (str_cut(&rest, ';', &one))
		if (str_same(one, code))
			return;
	*list = str_none(*list) ? code : str_print(k->c->arena, "%.*s;%.*s",
	    (int)list->n, list->p, (int)code.n, code.p);
}

static void
set_lists(struct iati_keep *k, struct programme *p)
{
	struct iati *e, *crs;
	str code, sdg = { 0 }, sector = { 0 }, flags = { 0 };

	for (e = iati_first(k->a, "tag"); e != NULL; e = iati_next(e)) {
		code = iati_get(e, "code");
		if (str_is(iati_get(e, "vocabulary"), "3") &&
		    is_choice("sdg", code))
			add_code(k, &sdg, code);
	}
	for (e = iati_first(k->a, "sector"); e != NULL; e = iati_next(e)) {
		code = iati_get(e, "vocabulary");
		if ((str_none(code) || str_is(code, "1")) &&
		    is_choice("dac_sector", iati_get(e, "code")))
			add_code(k, &sector, iati_get(e, "code"));
	}
	crs = iati_first(k->a, "crs-add");
	for (e = crs == NULL ? NULL : iati_first(crs, "other-flags");
	    e != NULL; e = iati_next(e))
		if (str_among(iati_get(e, "significance"), "1 true") &&
		    is_choice("crs_flags", iati_get(e, "code")))
			add_code(k, &flags, iati_get(e, "code"));
	if (!str_none(sdg))
		p->sdg = sdg;
	if (!str_none(sector))
		p->dac_sector = sector;
	if (!str_none(flags))
		p->crs_flags = flags;
}

/* One country, or one region of the publisher's own. */
static void
set_country(struct iati_keep *k, struct programme *p)
{
	struct iati *r = iati_first(k->a, "recipient-region");
	size_t countries = iati_count(k->a, "recipient-country"),
	    regions = iati_count(k->a, "recipient-region");
	str name;

	if (countries == 1 && regions == 0) {
		p->country = iati_child(k->a, "recipient-country", "code");
		(void)iati_child(k->a, "recipient-country", "percentage");
	} else if (countries == 0 && regions == 1 &&
	    str_is(iati_get(r, "vocabulary"), "99")) {
		name = iati_words(k, r);
		p->country = iati_get(r, "code");
		(void)iati_get(r, "percentage");
		if (!str_none(name))
			p->country = name;
	}
}

static void
set_kinds(struct iati_keep *k, struct programme *p)
{
	struct iati *e;
	str v;

	set_choice("scope", iati_child(k->a, "activity-scope", "code"),
	    &p->scope);
	set_choice("collaboration", iati_child(k->a, "collaboration-type",
	    "code"), &p->collaboration);
	set_choice("flow", iati_child(k->a, "default-flow-type", "code"),
	    &p->flow);
	set_choice("tied", iati_child(k->a, "default-tied-status", "code"),
	    &p->tied);
	for (e = k->a->first; e != NULL; e = e->next) {
		v = (str){ 0 };
		if (!str_is(e->name, "default-aid-type"))
			continue;
		v = iati_get(e, "vocabulary");
		if (!str_none(v) && !str_is(v, "1"))
			continue;
		e->used = true;
		set_choice("dac_aid_type", iati_get(e, "code"),
		    &p->dac_aid_type);
	}
}

static str
stage_of(str status)
{
	static const char *const as[] = { "draft", "draft", "implementing",
		"sustaining", "closed", "cancelled", "suspended" };
	int64_t n;

	return str_of(as[str_int(status, &n) && n >= 1 && n <= 6 ? n : 0]);
}

/* The currency of its amounts, where no default is said. */
static str
usual_currency(struct iati_keep *k)
{
	static const char *const with[] = { "budget", "transaction",
		"planned-disbursement" };
	str currency = iati_get(k->a, "default-currency");
	struct iati *e;
	size_t i;

	for (i = 0; i < 3 && str_none(currency); i++) {
		e = iati_first(k->a, with[i]);
		if (e != NULL)
			currency = iati_child(e, "value", "currency");
	}
	return str_none(currency) ? S("USD") : currency;
}

static void
set_all(struct iati_keep *k, struct programme *p)
{
	struct iati *title = iati_first(k->a, "title");
	str status = iati_child(k->a, "activity-status", "code");

	p->title = iati_all_words(k, title, p->title);
	set_purposes(k, p);
	set_days(k, p);
	set_choice("iati_status", status, &p->iati_status);
	set_country(k, p);
	set_lists(k, p);
	set_kinds(k, p);
	if (k->is_new) {
		p->code = free_code(k);
		p->kind = S("project");
		p->stage = stage_of(status);
		p->currency = usual_currency(k);
		p->cycle_no = 1;
	}
}

/* Whole activities are added by who may add programmes to the site. */
static bool
may_add(struct iati_keep *k)
{
	struct ctx c = *k->c;

	c.actor = k->who;
	return !k->by_hand || ctx_may(&c, &programme_entity, ADD,
	    (struct id){ { 0 } });
}

/* What another organisation reports is told as that says it: its money is
 * not in our books. */
static bool
is_theirs(struct iati_keep *k, bool *theirs)
{
	struct iati_entry x;

	if (!gather_one(k->c, &iati_entry_entity, "programme",
	    id_text(k->c->arena, k->p.row.id), &x))
		return false;
	return iati_is_theirs(k->c, &k->site, &x, theirs);
}

bool
iati_find_programme(struct iati_keep *k)
{
	struct id id;

	k->is_theirs = false;
	row_blank(&programme_entity, &k->p);
	k->is_new = !iati_known(k, k->by_identifier, iati_text(iati_first(k->a,
	    "iati-identifier")), &id);
	if (!k->is_new)
		return flow_find(k->c, &programme_entity, id, &k->p) &&
		    is_theirs(k, &k->is_theirs);
	return may_add(k) || fail(&k->c->errors, DENIED, NULL,
	    "Your roles do not let you add programmes.");
}

bool
iati_keep_programme(struct iati_keep *k)
{
	struct programme was = k->p;

	(void)own_code(k);
	set_all(k, &k->p);
	return iati_put(k, IATI_ACTIVITIES, &programme_entity, &k->p,
	    k->is_new ? NULL : &was);
}

/* ---- the particulars ---- */

#define TABLE(k) write_new((k)->c->arena, 1 << 20)

static str
countries(struct iati_keep *k)
{
	struct write w = TABLE(k);
	struct iati *e;

	if (iati_count(k->a, "recipient-country") +
	    iati_count(k->a, "recipient-region") < 2)
		return (str){ 0 };
	for (e = iati_first(k->a, "recipient-country"); e != NULL;
	    e = iati_next(e)) {
		iati_row(&w);
		iati_cell(&w, "code", iati_get(e, "code"));
		iati_cell(&w, "percent", iati_get(e, "percentage"));
	}
	return iati_table(&w);
}

static str
vocabulary_of(struct iati *e)
{
	str v = iati_get(e, "vocabulary");

	return str_none(v) ? S("1") : v;
}

/* Codes of several vocabularies: regions, sectors. */
static str
shares(struct iati_keep *k, const char *name)
{
	struct write w = TABLE(k);
	struct iati *e;

	for (e = iati_first(k->a, name); e != NULL; e = iati_next(e)) {
		iati_row(&w);
		iati_cell(&w, "vocabulary", vocabulary_of(e));
		iati_cell(&w, "code", iati_get(e, "code"));
		iati_cell(&w, "percent", iati_get(e, "percentage"));
		iati_cell(&w, "name", iati_words(k, e));
	}
	return iati_table(&w);
}

static str
regions(struct iati_keep *k)
{
	struct iati *r = iati_first(k->a, "recipient-region");

	if (r == NULL || (iati_count(k->a, "recipient-region") == 1 &&
	    iati_count(k->a, "recipient-country") == 0 &&
	    str_is(vocabulary_of(r), "99")))
		return (str){ 0 };
	return shares(k, "recipient-region");
}

/* Goals follow from the targets, and those stand in the programme. */
static bool
tag_is_said(struct iati_keep *k, struct iati *e)
{
	str v = iati_get(e, "vocabulary"), code = iati_get(e, "code"),
	    rest = k->p.sdg, one;

	while (str_cut(&rest, ';', &one))
		if ((str_is(v, "3") && str_same(one, code)) ||
		    (str_is(v, "2") && str_same(str_part(one, 0,
		    str_find(one, S("."))), code)))
			return true;
	return false;
}

static str
tags(struct iati_keep *k)
{
	struct write w = TABLE(k);
	struct iati *e;

	for (e = iati_first(k->a, "tag"); e != NULL; e = iati_next(e)) {
		if (tag_is_said(k, e))
			continue;
		iati_row(&w);
		iati_cell(&w, "vocabulary", vocabulary_of(e));
		iati_cell(&w, "code", iati_get(e, "code"));
		iati_cell(&w, "name", iati_words(k, e));
	}
	return iati_table(&w);
}

static str
markers(struct iati_keep *k)
{
	struct write w = TABLE(k);
	struct iati *e;

	for (e = iati_first(k->a, "policy-marker"); e != NULL;
	    e = iati_next(e)) {
		iati_row(&w);
		iati_cell(&w, "vocabulary", vocabulary_of(e));
		iati_cell(&w, "code", iati_get(e, "code"));
		iati_cell(&w, "significance", iati_get(e, "significance"));
		iati_cell(&w, "name", iati_words(k, e));
	}
	return iati_table(&w);
}

static void
put_point(struct write *w, struct iati *location)
{
	struct iati *point = iati_first(location, "point"), *pos;
	str s;
	size_t at;

	(void)iati_get(point, "srsName");
	pos = iati_first(point, "pos");
	s = iati_text(pos);
	at = str_find(s, S(" "));
	if (at == s.n)
		return;
	iati_cell(w, "latitude", str_part(s, 0, at));
	iati_cell(w, "longitude", str_trim(str_part(s, at, s.n)));
}

static str
locations(struct iati_keep *k)
{
	struct write w = TABLE(k);
	struct iati *e, *name;

	for (e = iati_first(k->a, "location"); e != NULL; e = iati_next(e)) {
		name = iati_first(e, "name");
		iati_row(&w);
		iati_cell(&w, "ref", iati_get(e, "ref"));
		iati_cell(&w, "name", iati_words(k, name));
		put_point(&w, e);
		iati_cell(&w, "reach", iati_child(e, "location-reach",
		    "code"));
		iati_cell(&w, "exactness", iati_child(e, "exactness", "code"));
		iati_cell(&w, "class", iati_child(e, "location-class",
		    "code"));
	}
	return iati_table(&w);
}

static str
identifiers(struct iati_keep *k)
{
	struct write w = TABLE(k);
	bool own = false;
	struct iati *e;

	for (e = iati_first(k->a, "other-identifier"); e != NULL;
	    e = iati_next(e)) {
		if (!own && str_is(iati_get(e, "type"), "A1")) {
			own = true;     /* the programme's code */
			continue;
		}
		iati_row(&w);
		iati_cell(&w, "type", iati_get(e, "type"));
		iati_cell(&w, "ref", iati_get(e, "ref"));
		iati_cell(&w, "owner", iati_words(k, iati_first(e,
		    "owner-org")));
	}
	return iati_table(&w);
}

static str
conditions(struct iati_keep *k)
{
	struct iati *up = iati_first(k->a, "conditions"), *e;
	struct write w = TABLE(k);

	(void)iati_get(up, "attached");
	for (e = up == NULL ? NULL : iati_first(up, "condition"); e != NULL;
	    e = iati_next(e)) {
		iati_row(&w);
		iati_cell(&w, "type", iati_get(e, "type"));
		iati_cell(&w, "text", iati_words(k, e));
	}
	return iati_table(&w);
}

static str
documents(struct iati_keep *k)
{
	struct write w = TABLE(k);
	struct iati *e;

	for (e = iati_first(k->a, "document-link"); e != NULL;
	    e = iati_next(e)) {
		iati_row(&w);
		iati_cell(&w, "url", iati_get(e, "url"));
		iati_cell(&w, "format", iati_get(e, "format"));
		iati_cell(&w, "title", iati_words(k, iati_first(e, "title")));
		iati_cell(&w, "category", iati_child(e, "category", "code"));
		iati_cell(&w, "language", iati_child(e, "language", "code"));
		iati_cell(&w, "date", iati_child(e, "document-date",
		    "iso-date"));
	}
	return iati_table(&w);
}

static str
disbursements(struct iati_keep *k)
{
	struct write w = TABLE(k);
	struct iati *e, *v;
	struct money m;
	struct day d;

	for (e = iati_first(k->a, "planned-disbursement"); e != NULL;
	    e = iati_next(e)) {
		v = iati_first(e, "value");
		if (!iati_sum(k, e, &m))
			continue;
		iati_row(&w);
		iati_cell(&w, "type", iati_get(e, "type"));
		if (iati_day(iati_child(e, "period-start", "iso-date"), &d))
			iati_cell(&w, "from", day_text(k->c->arena, d));
		if (iati_day(iati_child(e, "period-end", "iso-date"), &d))
			iati_cell(&w, "until", day_text(k->c->arena, d));
		iati_cell(&w, "amount", money_text(k->c->arena, m));
		iati_cell(&w, "currency", str_copy(k->c->arena,
		    str_of(m.currency)));
		if (iati_day(iati_get(v, "value-date"), &d))
			iati_cell(&w, "date", day_text(k->c->arena, d));
		iati_cell(&w, "provider", iati_words(k, iati_first(e,
		    "provider-org")));
		iati_cell(&w, "receiver", iati_words(k, iati_first(e,
		    "receiver-org")));
	}
	return iati_table(&w);
}

/* A parent that is here becomes the programme's own; one that comes later
 * in the file too, at its end. */
static str
related(struct iati_keep *k)
{
	struct write w = TABLE(k);
	struct iati_pending *p;
	struct iati *e;
	struct id id;
	str ref;

	for (e = iati_first(k->a, "related-activity"); e != NULL;
	    e = iati_next(e)) {
		ref = iati_get(e, "ref");
		if (str_is(iati_get(e, "type"), "1")) {
			p = NEW(k->keep, struct iati_pending);
			p->programme = k->p.row.id;
			p->parent = str_copy(k->keep, ref);
			p->is_new = k->is_new;
			p->next = k->pending;
			k->pending = p;
			if (iati_known(k, k->by_identifier, ref, &id) &&
			    !id_same(id, k->p.row.id))
				continue;
		}
		iati_row(&w);
		iati_cell(&w, "type", iati_get(e, "type"));
		iati_cell(&w, "ref", ref);
	}
	return iati_table(&w);
}

static void
set_contact(struct iati_keep *k, struct iati_entry *x)
{
	struct iati *e = iati_first(k->a, "contact-info");

	if (e == NULL)
		return;
	(void)iati_get(e, "type");
	x->contact_organisation = iati_words(k, iati_first(e,
	    "organisation"));
	x->contact_phone = iati_text(iati_first(e, "telephone"));
	x->contact_email = iati_text(iati_first(e, "email"));
	x->contact_web = iati_text(iati_first(e, "website"));
	x->contact_address = iati_words(k, iati_first(e, "mailing-address"));
}

static void
set_entry(struct iati_keep *k, struct iati_entry *x)
{
	struct iati *by = iati_first(k->a, "reporting-org");
	str share = iati_child(k->a, "capital-spend", "percentage");

	x->programme = k->p.row.id;
	x->identifier = iati_text(iati_first(k->a, "iati-identifier"));
	x->reporter = k->reporter;
	x->is_secondary = str_among(iati_get(by, "secondary-reporter"),
	    "1 true") ? YES : NO;
	if (k->is_new)
		x->is_theirs = str_none(k->reporter_ref) || !str_same(
		    k->reporter_ref, k->site.ref) ? YES : NO;
	x->language = str_of(k->lang);
	x->humanitarian = str_among(iati_get(k->a, "humanitarian"),
	    "1 true") ? YES : NO;
	x->finance_type = iati_child(k->a, "default-finance-type", "code");
	if (!str_real(share, &x->capital_share))
		x->capital_share = NAN;
	set_contact(k, x);
	x->countries = countries(k);
	x->regions = regions(k);
	x->sectors = shares(k, "sector");
	x->tags = tags(k);
	x->markers = markers(k);
	x->locations = locations(k);
	x->identifiers = identifiers(k);
	x->related = related(k);
	x->disbursements = disbursements(k);
	x->conditions = conditions(k);
	x->documents = documents(k);
}

bool
iati_keep_entry(struct iati_keep *k)
{
	struct iati_entry x, was;
	bool is_new = k->is_new;

	row_blank(&iati_entry_entity, &x);
	if (!is_new) {
		if (!gather_one(k->c, &iati_entry_entity, "programme",
		    id_text(k->c->arena, k->p.row.id), &x))
			return false;
		is_new = x.row.revision == 0;
	}
	was = x;
	set_entry(k, &x);
	return iati_put(k, IATI_PARTICULARS, &iati_entry_entity, &x,
	    is_new ? NULL : &was);
}

/* ---- parents that came later in the file ---- */

static bool
without_parent(struct iati_keep *k, struct id programme, str parent)
{
	const struct node *row;
	struct errors quiet = { .arena = k->c->arena };
	struct iati_entry x;
	struct write w = TABLE(k);
	struct node *tree;
	bool kept;

	if (!gather_one(k->c, &iati_entry_entity, "programme",
	    id_text(k->c->arena, programme), &x))
		return false;
	if (str_none(x.related) ||
	    !json_read(k->c->arena, x.related, &tree, &quiet))
		return true;
	for (row = json_first(tree, ""); row != NULL; row = row->next) {
		if (str_is(json_text(row, "type"), "1") &&
		    str_same(json_text(row, "ref"), parent))
			continue;
		iati_row(&w);
		iati_cell(&w, "type", json_text(row, "type"));
		iati_cell(&w, "ref", json_text(row, "ref"));
	}
	x.related = iati_table(&w);
	return iati_save(k, &iati_entry_entity, &x, &x, &kept);
}

/* Where it may not be changed, the parent stays in the particulars. */
bool
iati_keep_parents(struct iati_keep *k)
{
	struct iati_pending *at;
	struct programme p, was;
	struct id id;
	bool kept, by_hand = k->by_hand;

	for (at = k->pending; at != NULL; at = at->next) {
		if (!iati_known(k, k->by_identifier, at->parent, &id) ||
		    id_same(id, at->programme))
			continue;
		if (!flow_find(k->c, &programme_entity, at->programme, &p))
			return false;
		if (id_same(p.parent, id))
			continue;
		was = p;
		p.parent = id;
		k->by_hand = by_hand && !at->is_new;
		if (!iati_save(k, &programme_entity, &p, &was, &kept))
			return false;
		errors_clear(&k->c->errors);
		if (kept && !without_parent(k, at->programme, at->parent))
			return false;
	}
	return true;
}
