/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A programme as an activity: who, what, where and when. */
#include "standard/iati_load.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/sort.h"
#include "flow/changed.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/publish.h"
#include "flow/setting.h"
#include "format/json.h"
#include "model/text.h"
#include "standard/iati_codes.h"

#define ROOM(a) (sizeof(a) / sizeof((a)[0]))

bool
iati_site(struct ctx *c, str base, struct iati_site *s)
{
	const struct { const char *key; str *into; } keys[] = {
		{ "iati_ref", &s->ref }, { "iati_name", &s->name },
		{ "iati_type", &s->type }, { "iati_email", &s->email },
		{ "iati_phone", &s->phone }, { "iati_web", &s->web },
		{ "iati_address", &s->address }, { "iati_flow", &s->flow },
		{ "iati_finance", &s->finance }, { "iati_aid", &s->aid },
		{ "iati_tied", &s->tied },
		{ "iati_collaboration", &s->collaboration },
	};
	size_t i;

	*s = (struct iati_site){ .base = base };
	for (i = 0; i < ROOM(keys); i++)
		if (!setting_text(c, keys[i].key, keys[i].into))
			return false;
	if (str_none(s->finance))
		s->finance = S("110");
	return changed_dropped(c, &s->dropped);
}

/* ---- helpers ---- */

const struct node *
iati_rows(struct ctx *c, str table)
{
	struct errors quiet = { .arena = c->arena };
	struct node *tree;

	if (str_none(table) || !json_read(c->arena, table, &tree, &quiet))
		return NULL;
	return json_first(tree, "");
}

/* The first language of a text, or none. */
static const char *
first_language(struct ctx *c, str langs)
{
	struct errors quiet = { .arena = c->arena };
	struct node *tree;

	if (!str_starts(langs, S("{")) ||
	    !json_read(c->arena, langs, &tree, &quiet) || tree->first == NULL)
		return NULL;
	return tree->first->name;
}

void
iati_texts(struct iati_made *m, struct iati *up, str langs)
{
	struct errors quiet = { .arena = m->c->arena };
	const struct node *at;
	struct node *tree;

	if (!str_starts(langs, S("{")) ||
	    !json_read(m->c->arena, langs, &tree, &quiet)) {
		iati_says(up, langs, NULL);
		return;
	}
	iati_says(up, json_text(tree, m->lang), NULL);
	for (at = tree->first; at != NULL; at = at->next)
		if (strcmp(at->name, m->lang) != 0)
			iati_says(up, json_as_text(at), at->name);
}

bool
iati_without_names(struct iati_made *m, str text, str *out)
{
	*out = text;
	if (str_none(str_trim(text)))
		return true;
	if (m->names == NULL && !publish_names(m->c, m->p->row.id,
	    &m->names))
		return false;
	*out = publish_text(m->c, m->names, text, NULL);
	return true;
}

struct iati *
iati_org(struct iati *up, const char *name, const struct iati_party *p)
{
	struct iati *e;

	if (p == NULL || p->is_person || (str_none(p->ref) &&
	    str_none(p->name)))
		return NULL;
	e = iati_add(up, name);
	iati_set(e, "ref", p->ref);
	iati_set(e, "type", p->type);
	iati_says(e, p->name, NULL);
	return e;
}

void
iati_value(struct iati *up, struct money m, struct day on)
{
	struct iati *v = iati_add(up, "value");

	v->text = money_text(up->arena, m);
	iati_set_z(v, "currency", str_copy(up->arena, str_of(m.currency)).p);
	iati_set_day(v, "value-date", on);
}

/* ---- parties ---- */

static str
type_of(const struct organisation *o)
{
	const struct choice *k;

	if (iati_listed("OrganisationType", o->iati_type))
		return o->iati_type;
	k = str_none(o->type) ? NULL : choice_coded(field_named(
	    &organisation_entity, S("type"))->choices, o->type);
	return k == NULL ? (str){ 0 } : str_of(k->alias);
}

static bool
look_up(struct iati_made *m, struct id id, struct iati_party *p)
{
	struct ctx s = ctx_as_program(m->c);
	struct organisation o;
	struct party any;

	p->id = id;
	if (!flow_find(&s, &party_entity, id, &any)) {
		m->c->errors = s.errors;
		return false;
	}
	p->name = any.name;
	p->is_person = str_is(any.kind, "IND");
	if (str_is(any.kind, "ORG") &&
	    flow_find(&s, &organisation_entity, id, &o)) {
		p->ref = o.iati_id;
		p->type = type_of(&o);
	}
	return true;
}

bool
iati_party_of(struct iati_made *m, struct id id, const struct iati_party **out)
{
	struct iati_party *p;
	size_t i;

	*out = NULL;
	if (id_none(id))
		return true;
	for (i = 0; i < m->parties && *out == NULL; i++)
		if (id_same(m->party[i]->id, id))
			*out = m->party[i];
	if (*out != NULL)
		return true;
	p = NEW(m->c->arena, struct iati_party);
	if (!look_up(m, id, p))
		return false;
	if (id_same(id, m->reporter.id))
		*p = m->reporter;
	m->party = arena_more(m->c->arena, m->party, m->parties, &m->room,
	    sizeof(struct iati_party *));
	m->party[m->parties++] = p;
	*out = p;
	return true;
}

bool
iati_is_theirs(struct ctx *c, const struct iati_site *site,
    const struct iati_entry *x, bool *theirs)
{
	struct iati_made m = { .c = c, .site = site };
	const struct iati_party *by;

	*theirs = x->is_secondary == YES;
	if (*theirs || x->is_theirs != YES)
		return true;
	if (!iati_party_of(&m, x->reporter, &by))
		return false;
	*theirs = by == NULL || str_none(by->ref) ||
	    !str_same(by->ref, site->ref);
	return true;
}

static int64_t
weight_of(const struct stakeholder *s)
{
	return (s->power > 0 ? s->power : 0) +
	    (s->interest > 0 ? s->interest : 0);
}

/* Of those that carry it out or answer for it: one with a reference, then
 * the one with most power and interest, then by name. */
static bool
likely_reporter(struct iati_made *m, const struct stakeholder *s, size_t n)
{
	const struct iati_party *p, *best = NULL;
	int64_t weight = 0;
	int order;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!str_among(s[i].iati_role, "4 2"))
			continue;
		if (!iati_party_of(m, s[i].party, &p))
			return false;
		if (p->is_person)
			continue;
		order = best == NULL ? 1 : !str_none(p->ref) -
		    !str_none(best->ref);
		if (order == 0)
			order = (weight_of(&s[i]) > weight) -
			    (weight_of(&s[i]) < weight);
		if (order > 0 || (order == 0 && str_order(p->name,
		    best->name) < 0)) {
			best = p;
			weight = weight_of(&s[i]);
		}
	}
	if (best != NULL)
		m->reporter = *best;
	return true;
}

/* Who reports: as the particulars say, the settings, or the rows. */
static bool
find_reporter(struct iati_made *m, const struct stakeholder *s, size_t n)
{
	const struct iati_party *p;

	if (!iati_party_of(m, m->entry.reporter, &p))
		return false;
	if (p != NULL)
		m->reporter = *p;
	else if (!str_none(m->site->ref))
		m->reporter = (struct iati_party){ .ref = m->site->ref,
			.name = m->site->name, .type = m->site->type };
	else if (!likely_reporter(m, s, n))
		return false;
	if (str_none(m->reporter.ref))
		m->reporter.ref = str_print(m->c->arena, "XX-TEMP-%.*s",
		    (int)m->p->code.n, m->p->code.p);
	if (str_none(m->reporter.type))
		m->reporter.type = S("90");
	if (str_none(m->reporter.name))
		m->reporter.name = m->reporter.ref;
	m->parties = 0;         /* told by its reference from now on */
	return true;
}

/* ---- identity ---- */

static str
identifier_of(const struct iati_made *m)
{
	if (!str_none(m->entry.identifier))
		return m->entry.identifier;
	return str_print(m->c->arena, "%.*s-%.*s", (int)m->reporter.ref.n,
	    m->reporter.ref.p, (int)m->p->code.n, m->p->code.p);
}

static bool
begin(struct iati_made *m, struct ctx *c, const struct iati_site *site,
    const struct programme *p, struct stakeholder **s, size_t *n)
{
	*m = (struct iati_made){ .c = c, .site = site, .p = p };
	*s = gather(c, &stakeholder_entity, p->row.id, n);
	if (*s == NULL || !gather_one(c, &iati_entry_entity, "programme",
	    id_text(c->arena, p->row.id), &m->entry))
		return false;
	m->lang = str_none(m->entry.language) ? first_language(c, p->title)
	    : str_z(c->arena, m->entry.language);
	if (m->lang == NULL)
		m->lang = "en";
	return find_reporter(m, *s, *n);
}

bool
iati_identify(struct ctx *c, const struct iati_site *site,
    const struct programme *p, str *identifier)
{
	struct ctx program = ctx_as_program(c);
	struct stakeholder *s;
	struct iati_made m;
	size_t n;
	bool fine;

	fine = begin(&m, &program, site, p, &s, &n);
	c->errors = program.errors;
	if (fine)
		*identifier = identifier_of(&m);
	return fine;
}

static void
describe(struct iati_made *m, const char *type, str text)
{
	struct iati *e;

	if (str_none(str_trim(text)))
		return;
	e = iati_add(m->a, "description");
	iati_set_z(e, "type", type);
	iati_texts(m, e, text);
}

static void
name_it(struct iati_made *m)
{
	const struct programme *p = m->p;
	struct iati *e;

	iati_add(m->a, "iati-identifier")->text = identifier_of(m);
	e = iati_org(m->a, "reporting-org", &m->reporter);
	iati_set_z(e, "secondary-reporter",
	    m->entry.is_secondary == YES ? "1" : "0");
	iati_texts(m, iati_add(m->a, "title"), p->title);
	describe(m, "1", p->purpose_what);
	describe(m, "2", p->purpose_why);
	describe(m, "3", p->purpose_whom);
	if (iati_count(m->a, "description") == 0)
		describe(m, "1", p->title);
}

struct taking_part {
	str role;
	const struct iati_party *party;
};

static int
by_role(const void *one, const void *other, const void *with)
{
	const struct taking_part *a = one, *b = other;
	int order = str_order(a->role, b->role);

	(void)with;
	if (order == 0)
		order = str_order(a->party->name, b->party->name);
	return order != 0 ? order : str_order(a->party->ref, b->party->ref);
}

static bool
participants(struct iati_made *m, const struct stakeholder *s, size_t n)
{
	struct taking_part *t = NEWS(m->c->arena, struct taking_part, n + 1);
	const struct iati_party *p;
	struct iati *e;
	size_t i, k = 0;

	for (i = 0; i < n; i++) {
		if (str_none(s[i].iati_role))
			continue;
		if (!iati_party_of(m, s[i].party, &p))
			return false;
		if (!p->is_person)
			t[k++] = (struct taking_part){ s[i].iati_role, p };
	}
	if (k == 0)
		t[k++] = (struct taking_part){ S("4"), &m->reporter };
	sort(m->c->arena, t, k, sizeof(*t), by_role, NULL);
	for (i = 0; i < k; i++) {
		if (i > 0 && by_role(&t[i - 1], &t[i], NULL) == 0)
			continue;       /* one organisation, two parts */
		e = iati_org(m->a, "participating-org", t[i].party);
		if (e != NULL)
			iati_set(e, "role", t[i].role);
	}
	return true;
}

static void
other_identifiers(struct iati_made *m)
{
	const struct node *row = iati_rows(m->c, m->entry.identifiers);
	struct iati *e = iati_add(m->a, "other-identifier"), *owner;

	iati_set(e, "ref", m->p->code);
	iati_set_z(e, "type", "A1");
	for (; row != NULL; row = row->next) {
		if (str_none(json_text(row, "ref")))
			continue;
		e = iati_add(m->a, "other-identifier");
		iati_set(e, "ref", json_text(row, "ref"));
		iati_set(e, "type", json_text(row, "type"));
		if (!str_none(json_text(row, "owner"))) {
			owner = iati_add(e, "owner-org");
			iati_says(owner, json_text(row, "owner"), NULL);
		}
	}
}

/* ---- when ---- */

static str
status_of(const struct programme *p)
{
	static const char *const as[][2] = {
		{ "implementing", "2" }, { "evaluating", "2" },
		{ "sustaining", "3" }, { "closed", "4" },
		{ "cancelled", "5" }, { "suspended", "6" },
	};
	size_t i;

	if (!str_none(p->iati_status))
		return p->iati_status;
	for (i = 0; i < ROOM(as); i++)
		if (str_is(p->stage, as[i][0]))
			return str_of(as[i][1]);
	return S("1");
}

static void
dates(struct iati_made *m)
{
	const struct programme *p = m->p;
	const struct day day[] = { p->start_planned, p->start_actual,
		p->end_planned, p->end_actual };
	static const char *const type[] = { "1", "2", "3", "4" };
	struct day today = moment_day(m->c->now);
	struct iati *e;
	size_t i;

	iati_code(m->a, "activity-status", status_of(p));
	for (i = 0; i < 4; i++) {
		if (day[i].n == 0 || (i % 2 == 1 && day[i].n > today.n))
			continue;
		e = iati_add(m->a, "activity-date");
		iati_set_day(e, "iso-date", day[i]);
		iati_set_z(e, "type", type[i]);
	}
}

static void
contact(struct iati_made *m)
{
	const struct iati_entry *x = &m->entry;
	bool own = !str_none(x->contact_organisation) ||
	    !str_none(x->contact_email) || !str_none(x->contact_phone) ||
	    !str_none(x->contact_web) || !str_none(x->contact_address);
	str name = own ? x->contact_organisation : m->site->name,
	    phone = own ? x->contact_phone : m->site->phone,
	    email = own ? x->contact_email : m->site->email,
	    web = own ? x->contact_web : m->site->web,
	    address = own ? x->contact_address : m->site->address;
	struct iati *e;

	if (str_none(phone) && str_none(email) && str_none(web) &&
	    str_none(address) && str_none(name))
		return;
	e = iati_add(m->a, "contact-info");
	iati_set_z(e, "type", "1");
	if (!str_none(name))
		iati_says(iati_add(e, "organisation"), name, NULL);
	if (!str_none(phone))
		iati_add(e, "telephone")->text = phone;
	if (!str_none(email))
		iati_add(e, "email")->text = email;
	if (!str_none(web))
		iati_add(e, "website")->text = web;
	if (!str_none(address))
		iati_says(iati_add(e, "mailing-address"), address, NULL);
}

/* ---- where ---- */

static bool
regions(struct iati_made *m)
{
	const struct node *row = iati_rows(m->c, m->entry.regions);
	struct iati *e;
	bool any = row != NULL;

	for (; row != NULL; row = row->next) {
		e = iati_add(m->a, "recipient-region");
		iati_set(e, "code", json_text(row, "code"));
		iati_set(e, "vocabulary", str_none(json_text(row,
		    "vocabulary")) ? S("1") : json_text(row, "vocabulary"));
		iati_set(e, "percentage", json_text(row, "percent"));
		iati_says(e, json_text(row, "name"), NULL);
	}
	return any;
}

/* "XM (user-assigned ...)" is no listed country: a region of one's own. */
static void
country_alone(struct iati_made *m)
{
	str said = str_trim(m->p->country), code = str_upper(m->c->arena,
	    str_part(said, 0, 2));
	struct iati *e;

	if (said.n < 2 || (said.n > 2 && isalpha((unsigned char)said.p[2])))
		code = (str){ 0 };
	if (iati_listed("Country", code)) {
		iati_code(m->a, "recipient-country", code);
	} else if (!str_none(said)) {
		e = iati_add(m->a, "recipient-region");
		iati_set(e, "code", str_none(code) ? said : code);
		iati_set_z(e, "vocabulary", "99");
		iati_says(e, said, NULL);
	}
}

static void
places(struct iati_made *m)
{
	const struct node *row = iati_rows(m->c, m->entry.countries);
	bool any = row != NULL;
	struct iati *e;

	iati_code(m->a, "activity-scope", m->p->scope);
	for (; row != NULL; row = row->next) {
		e = iati_add(m->a, "recipient-country");
		iati_set(e, "code", json_text(row, "code"));
		iati_set(e, "percentage", json_text(row, "percent"));
	}
	any = regions(m) || any;
	if (!any)
		country_alone(m);
	for (row = iati_rows(m->c, m->entry.locations); row != NULL;
	    row = row->next) {
		e = iati_add(m->a, "location");
		iati_set(e, "ref", json_text(row, "ref"));
		iati_code(e, "location-reach", json_text(row, "reach"));
		if (!str_none(json_text(row, "name")))
			iati_says(iati_add(e, "name"), json_text(row, "name"),
			    NULL);
		if (!str_none(json_text(row, "latitude"))) {
			struct iati *point = iati_add(e, "point");
			str lat = json_text(row, "latitude"),
			    lon = json_text(row, "longitude");

			iati_set_z(point, "srsName",
			    "http://www.opengis.net/def/crs/EPSG/0/4326");
			iati_add(point, "pos")->text = str_print(m->c->arena,
			    "%.*s %.*s", (int)lat.n, lat.p, (int)lon.n, lon.p);
		}
		iati_code(e, "exactness", json_text(row, "exactness"));
		iati_code(e, "location-class", json_text(row, "class"));
	}
}

/* ---- what about ---- */

/* n equal parts of 100 in hundredths; the first take what is left over. */
static void
equal_part(struct iati *e, size_t i, size_t n)
{
	size_t part = 10000 / n + (i < 10000 % n);

	if (n > 1)
		iati_set(e, "percentage", str_print(e->arena, "%zu.%02zu",
		    part / 100, part % 100));
}

static void
sectors(struct iati_made *m)
{
	const struct node *row = iati_rows(m->c, m->entry.sectors);
	str rest = m->p->dac_sector, code;
	struct iati *e;
	size_t i = 0, n = 0;

	for (; row != NULL; row = row->next, i++) {
		e = iati_add(m->a, "sector");
		iati_set(e, "code", json_text(row, "code"));
		iati_set(e, "vocabulary", str_none(json_text(row,
		    "vocabulary")) ? S("1") : json_text(row, "vocabulary"));
		iati_set(e, "percentage", json_text(row, "percent"));
		iati_says(e, json_text(row, "name"), NULL);
	}
	if (i > 0)
		return;
	while (str_cut(&rest, ';', &code))
		n++;
	for (rest = m->p->dac_sector; str_cut(&rest, ';', &code); i++) {
		e = iati_add(m->a, "sector");
		iati_set(e, "code", code);
		iati_set_z(e, "vocabulary", "1");
		equal_part(e, i, n);
	}
}

static void
tag(struct iati_made *m, str vocabulary, str code, str name)
{
	struct iati *e;

	if (str_none(code))
		return;
	for (e = iati_first(m->a, "tag"); e != NULL; e = iati_next(e))
		if (str_same(iati_get(e, "vocabulary"), vocabulary) &&
		    str_same(iati_get(e, "code"), code))
			return;
	e = iati_add(m->a, "tag");
	iati_set(e, "code", code);
	iati_set(e, "vocabulary", vocabulary);
	iati_says(e, name, NULL);
}

/* Targets and the goals they belong to, then the others. */
static void
tags(struct iati_made *m)
{
	const struct node *row = iati_rows(m->c, m->entry.tags);
	str rest, code;

	for (rest = m->p->sdg; str_cut(&rest, ';', &code);)
		if (iati_listed("UNSDG-Targets", code))
			tag(m, S("3"), code, (str){ 0 });
	for (rest = m->p->sdg; str_cut(&rest, ';', &code);)
		tag(m, S("2"), str_part(code, 0, str_find(code, S("."))),
		    (str){ 0 });
	for (; row != NULL; row = row->next)
		tag(m, json_text(row, "vocabulary"), json_text(row, "code"),
		    json_text(row, "name"));
}

str
iati_either(str own, str usual)
{
	return str_none(own) ? usual : own;
}

static void
kinds(struct iati_made *m)
{
	const struct node *row = iati_rows(m->c, m->entry.markers);
	const struct programme *p = m->p;
	struct iati *e;

	for (; row != NULL; row = row->next) {
		e = iati_add(m->a, "policy-marker");
		iati_set(e, "code", json_text(row, "code"));
		iati_set(e, "vocabulary", iati_either(json_text(row,
		    "vocabulary"), S("1")));
		iati_set(e, "significance", json_text(row, "significance"));
		iati_says(e, json_text(row, "name"), NULL);
	}
	iati_code(m->a, "collaboration-type", iati_either(p->collaboration,
	    m->site->collaboration));
	iati_code(m->a, "default-flow-type", iati_either(p->flow,
	    m->site->flow));
	iati_code(m->a, "default-finance-type",
	    iati_either(m->entry.finance_type, m->site->finance));
	if (!str_none(iati_either(p->dac_aid_type, m->site->aid))) {
		e = iati_add(m->a, "default-aid-type");
		iati_set(e, "code", iati_either(p->dac_aid_type, m->site->aid));
		iati_set_z(e, "vocabulary", "1");
	}
	iati_code(m->a, "default-tied-status", iati_either(p->tied,
	    m->site->tied));
}

static void
crs_flags(struct iati_made *m)
{
	struct iati *up = NULL, *e;
	str rest = m->p->crs_flags, code;

	while (str_cut(&rest, ';', &code)) {
		if (up == NULL)
			up = iati_add(m->a, "crs-add");
		e = iati_add(up, "other-flags");
		iati_set(e, "code", code);
		iati_set_z(e, "significance", "1");
	}
}

/* Texts of people, of what is not an organisation's name. */
static bool
clean(struct iati_made *m, struct iati *e)
{
	struct iati *k;
	bool is_name = str_among(e->name, "reporting-org participating-org "
	    "provider-org receiver-org owner-org organisation");

	for (k = e->first; k != NULL; k = k->next)
		if (str_is(k->name, "narrative") ? !is_name &&
		    !iati_without_names(m, k->text, &k->text) : !clean(m, k))
			return false;
	return true;
}

/* A day that was entered before it came changed the file when it came. */
static void
come_days(struct iati_made *m, int64_t at)
{
	struct iati_attr *t = m->a->attr;
	struct iati *e;
	struct day d;

	for (e = m->a->first; e != NULL; e = e->next) {
		if (str_is(e->name, "transaction") ? !iati_day(iati_child(e,
		    "transaction-date", "iso-date"), &d)
		    : !str_is(e->name, "activity-date") ||
		    !str_among(iati_get(e, "type"), "2 4") ||
		    !iati_day(iati_get(e, "iso-date"), &d))
			continue;
		if (moment_of_day(d) > at)
			at = moment_of_day(d);
	}
	while (!str_is(t->name, "last-updated-datetime"))
		t = t->next;
	t->value = moment_text(m->c->arena, at - at % 1000);
}

static bool
make(struct ctx *c, const struct iati_site *site, const struct programme *p,
    bool open, struct iati **out)
{
	struct stakeholder *s;
	struct iati_made m;
	int64_t at;
	size_t n;

	if (!begin(&m, c, site, p, &s, &n) ||
	    !changed_outside(c, p->row.id, site->dropped, &at))
		return false;
	*out = m.a = iati_new(c->arena, "iati-activity");
	iati_set(m.a, "last-updated-datetime", moment_text(c->arena, at -
	    at % 1000));
	iati_set_z(m.a, "lang", m.lang);
	iati_set(m.a, "default-currency", p->currency);
	iati_set_z(m.a, "humanitarian", m.entry.humanitarian == YES ? "1"
	    : "0");
	iati_set_z(m.a, "hierarchy", id_none(p->parent) ? "1" : "2");
	name_it(&m);
	if (!participants(&m, s, n))
		return false;
	other_identifiers(&m);
	dates(&m);
	contact(&m);
	places(&m);
	sectors(&m);
	tags(&m);
	kinds(&m);
	if (!iati_money(&m) || !iati_transactions(&m))
		return false;
	if (!iati_links(&m) || !iati_results(&m))
		return false;
	crs_flags(&m);
	come_days(&m, at);
	return !open || clean(&m, m.a);
}

/* The file is the same whoever asks: rows are read as the program. */
bool
iati_make(struct ctx *c, const struct iati_site *site,
    const struct programme *p, struct iati **out)
{
	struct ctx program = ctx_as_program(c);
	bool fine = make(&program, site, p, false, out);

	c->errors = program.errors;
	return fine;
}

bool
iati_make_clean(struct ctx *c, const struct iati_site *site,
    const struct programme *p, struct iati **out)
{
	struct ctx program = ctx_as_program(c);
	bool fine = make(&program, site, p, true, out);

	c->errors = program.errors;
	return fine;
}
