/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/calls.h"

#include <string.h>

#include "base/fold.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/keyed.h"
#include "flow/reference.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/text.h"
#include "store/store.h"

enum { HOUR_MS = 3600 * 1000, DAY_MS = 24 * HOUR_MS, TRIES = 20,
	LEVEL_MOST = 3, TABLE_MOST = 8000 };

bool
calls_find(struct ctx *c, str code, struct calls_call *k)
{
	struct ctx s = keyed_as_program(c, "form");
	int32_t today = moment_day(c->now).n;
	bool fine = flow_find_code(&s, &call_entity, code,
	    (struct id){ { 0 } }, &k->row) && flow_find(&s, &programme_entity,
	    k->row.programme, &k->programme);

	if (!fine)
		return fail(&c->errors, ABSENT, NULL,
		    "There is no call at this address. Look at the letter or "
		    "page that led you here.");
	k->stands = today < k->row.opens.n ? CALLS_EARLY :
	    k->row.deadline.n != 0 && today > k->row.deadline.n ? CALLS_OVER
	    : CALLS_OPEN;
	return true;
}

/* ---- floods ---- */

static str
mark_of(struct ctx *c, const struct calls_call *k, str address)
{
	return link_digest(c->arena, str_print(c->arena, "%.*s %s %s",
	    (int)address.n, address.p, id_text(c->arena, k->row.row.id).p,
	    day_text(c->arena, moment_day(c->now)).p), "call form");
}

static bool
count_since(struct ctx *c, const struct calls_call *k, int64_t since,
    str mark, int64_t *n)
{
	const struct entity *e = &call_form_entity;
	struct filter of[] = {
		{ field_named(e, S("call")), IS,
		    id_text(c->arena, k->row.row.id) },
		{ field_named(e, S("at")), AT_LEAST,
		    moment_text(c->arena, since) },
		{ field_named(e, S("mark")), IS, mark } };
	struct ask ask = { .filters = of, .n = str_none(mark) ? 2 : 3 };

	return store_count(c->store, e, &ask, n, &c->errors);
}

static bool
has_room(struct ctx *c, const struct calls_call *k, str mark)
{
	int64_t most = k->row.per_day == INT64_MIN ? CALLS_DAY
	    : k->row.per_day, n;

	if (!count_since(c, k, c->now - HOUR_MS, mark, &n))
		return false;
	if (n >= CALLS_HOUR)
		return fail(&c->errors, BUSY, NULL, "%d forms came from your "
		    "address within an hour. Wait a while, then send this "
		    "again: what you typed is kept here.", CALLS_HOUR);
	if (!count_since(c, k, c->now - DAY_MS, (str){ 0 }, &n))
		return false;
	return n < most || fail(&c->errors, BUSY, NULL,
	    "This call has taken all the forms it takes in a day. Send this "
	    "again tomorrow, or write to the programme.");
}

/* ---- what is missing ---- */

struct wanted {
	const char *field, *says;
	str         typed;
};

static void
want_all(struct ctx *c, const struct wanted *w, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (str_none(str_trim(w[i].typed)))
			(void)fail(&c->errors, INVALID, w[i].field, "%s",
			    words_say(c->words, w[i].says));
}

static void
want_number(struct ctx *c, const char *field, str typed, int64_t lo,
    int64_t hi, int64_t *n)
{
	*n = INT64_MIN;
	if (str_none(str_trim(typed)))
		return;
	if (!str_int(str_trim(typed), n) || *n < lo || *n > hi) {
		*n = INT64_MIN;
		(void)fail(&c->errors, INVALID, field,
		    "'%.*s' is not a whole number from %lld to %lld.",
		    (int)typed.n, typed.p, (long long)lo, (long long)hi);
	}
}

static void
want_reach(struct ctx *c, const struct calls_form *f)
{
	str at = str_trim(f->email);

	if (!str_none(at) && (str_find(at, S("@")) == 0 ||
	    str_find(at, S("@")) + 1 >= at.n || str_find(at, S(" ")) < at.n))
		(void)fail(&c->errors, INVALID, "email",
		    "'%.*s' is not an e-mail address.", (int)at.n, at.p);
	if (!f->agrees)
		(void)fail(&c->errors, INVALID, "agrees",
		    "Tick that you agree: without that, nothing is kept.");
	if (!str_none(f->trap))
		(void)fail(&c->errors, INVALID, NULL,
		    "A field that should stay empty was filled in. Nothing was "
		    "kept.");
}

/* ---- who asks ---- */

static bool
code_is_free(struct ctx *c, str code, struct id programme)
{
	struct filter of = { field_named(&party_entity, S("code")), IS, code };
	struct ask ask = { .filters = &of, .n = 1, .home = programme };
	int64_t n = 1;

	return store_count(c->store, &party_entity, &ask, &n, &c->errors) &&
	    n == 0;
}

static bool
add_organisation(struct ctx *s, const struct calls_call *k, str name,
    str number, struct id *out)
{
	struct organisation o;
	int i = 1;

	row_blank(&organisation_entity, &o);
	o.name = name;
	o.programme = k->programme.row.id;
	o.note = str_print(s->arena, "Came with the form %.*s; not checked.",
	    (int)number.n, number.p);
	for (; i < 1000; i++) {
		o.code = str_print(s->arena, "NEW%03d", i);
		if (code_is_free(s, o.code, o.programme))
			break;
	}
	if (!flow_save(s, &organisation_entity, &o))
		return false;
	*out = o.row.id;
	return true;
}

/* An organisation of the programme with that name, however it is cased or
 * accented; else a new one. */
static bool
party_named(struct ctx *s, const struct calls_call *k, str name, str number,
    struct id *out)
{
	const struct organisation *all;
	str wanted = fold(s->arena, str_trim(name));
	size_t i, n;

	all = gather(s, &organisation_entity, k->programme.row.id, &n);
	if (all == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (str_same(fold(s->arena, all[i].name), wanted) ||
		    str_same_nocase(all[i].code, str_trim(name))) {
			*out = all[i].row.id;
			return true;
		}
	return add_organisation(s, k, str_trim(name), number, out);
}

static bool
hang_file(struct ctx *s, const struct entity *e, struct id row,
    const struct calls_form *f, const char *as, const char *title)
{
	struct files_said said = { .title = str_of(title),
		.as = str_of(as), .source = str_trim(f->contact) };
	struct file file;
	bool was;

	return f->file == NULL || files_attach(s, e, row, f->file, &said,
	    &file, &was);
}

/* ---- three kinds ---- */

static str
kept(str typed)
{
	typed = str_trim(typed);
	return str_none(typed) ? (str){ 0 } : typed;
}

static bool
take_request(struct ctx *c, struct ctx *s, const struct calls_call *k,
    const struct calls_form *f, str number)
{
	const struct wanted wanted[] = {        /* words: */
		{ "organisation", "Say which authority or organisation asks.",
		  f->organisation },
		{ "signatory", "Say who signs for it: name and post.",
		  f->signatory },
		{ "contact", "Say whom we may ask.", f->contact },
		{ "email", "Say by which e-mail address we reach you.",
		  f->email },
		{ "gap", "Say which gap it is about.", f->gap },
		{ "objective", "Say what you want to reach.", f->objective },
		{ "expected_results", "Say what should be there at the end.",
		  f->expected_results },
	};
	struct ta_request r;

	row_blank(&ta_request_entity, &r);
	want_all(c, wanted, sizeof(wanted) / sizeof(wanted[0]));
	want_reach(c, f);
	want_number(c, "weeks", f->weeks, 0, 1000, &r.duration_weeks);
	want_number(c, "urgency", f->urgency, 1, 5, &r.urgency);
	if (f->file == NULL)
		(void)fail(&c->errors, INVALID, "letter",
		    "Add the letter of the authority as a file.");
	if (errors_worst(&c->errors) != FINE)
		return false;
	r.programme = k->programme.row.id;
	r.ref_no = number;
	r.received = moment_day(c->now);
	r.deadline = k->row.deadline;
	r.call = k->row.row.id;
	r.signatory = kept(f->signatory);
	r.contact = kept(f->contact);
	r.email = kept(f->email);
	r.gap = kept(f->gap);
	r.objective = kept(f->objective);
	r.expected_results = kept(f->expected_results);
	r.process_supported = kept(f->process);
	r.beneficiaries = kept(f->beneficiaries);
	r.thematic_area = kept(f->areas);
	r.own_contribution = kept(f->own_contribution);
	return party_named(s, k, f->organisation, number, &r.requester) &&
	    flow_save(s, &ta_request_entity, &r) && flow_move(s,
	    &ta_request_entity, r.row.id, r.row.revision, S("submit"),
	    S("form")) && hang_file(s, &ta_request_entity,
	    r.row.id, f, "letter", "Letter of the authority");
}

str
calls_levels(struct arena *a, str typed, const char *column)
{
	struct write w = write_new(a, TABLE_MOST);
	str rest = typed, one, name;
	size_t at, n = 0;
	int64_t level;

	write_char(&w, '[');
	while (str_cut(&rest, ';', &one)) {
		at = str_find(one, S(":"));
		name = str_trim(str_part(one, 0, at));
		if (str_none(name))
			continue;
		if (!str_int(str_trim(str_part(one, at + 1, one.n)), &level) ||
		    level < 0 || level > LEVEL_MOST)
			level = LEVEL_MOST;
		write_format(&w, "%s{\"%s\":", n++ > 0 ? "," : "", column);
		json_quote(&w, name);
		write_format(&w, ",\"level\":\"%lld\"}", (long long)level);
	}
	write_char(&w, ']');
	return n == 0 || w.over ? (str){ 0 } : write_done(&w);
}

static bool
take_expert(struct ctx *c, struct ctx *s, const struct calls_call *k,
    const struct calls_form *f, str number)
{
	const struct wanted wanted[] = {        /* words: */
		{ "name", "Say your name.", f->name },
		{ "email", "Say by which e-mail address we reach you.",
		  f->email },
		{ "areas", "Say in which areas you work.", f->areas },
		{ "languages", "Say which languages you work in.",
		  f->languages },
	};
	struct expert x;
	str currency = kept(f->currency);

	row_blank(&expert_entity, &x);
	want_all(c, wanted, sizeof(wanted) / sizeof(wanted[0]));
	want_reach(c, f);
	want_number(c, "years", f->years, 0, 80, &x.years);
	if (str_none(currency))
		currency = k->programme.currency;
	if (!str_none(str_trim(f->day_fee)) && !money_read(str_trim(f->day_fee),
	    str_z(c->arena, currency), &x.day_fee))
		(void)fail(&c->errors, INVALID, "day_fee",
		    "'%.*s' is not an amount such as 450 or 450.50.",
		    (int)f->day_fee.n, f->day_fee.p);
	if (errors_worst(&c->errors) != FINE)
		return false;
	x.programme = k->programme.row.id;
	x.code = number;
	x.name = kept(f->name);
	x.email = kept(f->email);
	x.residence = kept(f->residence);
	x.sex = kept(f->sex);
	x.areas = calls_levels(c->arena, f->areas, "area");
	x.languages = calls_levels(c->arena, f->languages, "language");
	x.education = kept(f->education);
	x.conflicts = kept(f->conflicts);
	x.status = S("candidate");
	x.consent = YES;
	x.call_reference = k->row.code;
	x.applied_on = moment_day(c->now);
	if (k->row.renewal_months != INT64_MIN)
		x.renew_by = day_add_months(x.applied_on,
		    (int)k->row.renewal_months);
	return flow_save(s, &expert_entity, &x) && hang_file(s, &expert_entity,
	    x.row.id, f, "cv", "Curriculum vitae");
}

static bool
take_question(struct ctx *c, struct ctx *s, const struct calls_call *k,
    const struct calls_form *f, str number)
{
	const struct wanted wanted[] = {        /* words: */
		{ "question", "Say what you want to know.", f->question },
		{ "contact", "Say whom we may ask.", f->contact },
	};
	struct advisory_case q;

	want_all(c, wanted, sizeof(wanted) / sizeof(wanted[0]));
	want_reach(c, f);
	if (errors_worst(&c->errors) != FINE)
		return false;
	row_blank(&advisory_case_entity, &q);
	q.programme = k->programme.row.id;
	q.ref_no = number;
	q.asked_by = kept(f->contact);
	q.organisation = kept(f->organisation);
	q.contact = kept(f->email);
	q.area = kept(f->areas);
	q.question = kept(f->question);
	q.asked_at = c->now;
	return flow_save(s, &advisory_case_entity, &q);
}

/* ---- taking ---- */

static bool
note_form(struct ctx *s, const struct calls_call *k, str mark, str number)
{
	struct call_form in;

	row_blank(&call_form_entity, &in);
	in.call = k->row.row.id;
	in.mark = mark;
	in.number = number;
	in.at = s->now;
	return flow_save(s, &call_form_entity, &in);
}

/* What a number begins with tells what it is of. */
static const char *
letters_of(str kind)
{
	static const char letters[3][3] = { { 'H', 'D' }, { 'T', 'A' },
		{ 'E', 'X' } };

	return letters[str_is(kind, "requests") ? 1 : str_is(kind, "experts")
	    ? 2 : 0];
}

bool
calls_take(struct ctx *c, const struct calls_call *k,
    const struct calls_form *f, str *number)
{
	struct ctx s = keyed_as_program(c, "form");
	str mark = mark_of(c, k, f->address), kind = k->row.kind;
	bool fine;

	if (k->stands != CALLS_OPEN)
		return fail(&c->errors, INVALID, NULL, k->stands ==
		    CALLS_EARLY ? "This call is not open yet." :
		    "This call is over: nothing is taken any more.");
	if (!has_room(c, k, mark))
		return false;
	*number = reference_new(c->arena, letters_of(kind));
	s.errors = c->errors;
	fine = str_is(kind, "requests") ? take_request(c, &s, k, f, *number) :
	    str_is(kind, "experts") ? take_expert(c, &s, k, f, *number) :
	    take_question(c, &s, k, f, *number);
	fine = fine && note_form(&s, k, mark, *number);
	if (errors_worst(&s.errors) > errors_worst(&c->errors))
		c->errors = s.errors;
	return fine;
}

/* ---- what became of it ---- */

static bool
find_by(struct ctx *c, const struct entity *e, const char *field, str value,
    void *row, bool *found)
{
	struct filter of = { field_named(e, str_of(field)), IS, value };
	struct ask ask = { .filters = &of, .n = 1, .limit = 1 };
	struct cursor *cursor;

	if (!store_list(c->store, e, &ask, c->arena, &cursor, &c->errors))
		return false;
	*found = store_next(cursor, c->arena, row);
	if (!*found)
		row_blank(e, row);
	return store_end(cursor, &c->errors);
}

bool
calls_look(struct ctx *c, str number, struct calls_found *f)
{
	struct ctx s = keyed_as_program(c, "form");
	struct call_form in;
	struct call call;
	bool is_in, found;

	*f = (struct calls_found){ .number = reference_typed(c->arena,
	    number) };
	if (!find_by(c, &call_form_entity, "number", f->number, &in, &is_in))
		return false;
	if (!is_in)
		return fail(&c->errors, ABSENT, NULL, "Nothing was sent under "
		    "this number. Look whether each letter is right.");
	f->at = in.at;
	if (!flow_find(&s, &call_entity, in.call, &call) ||
	    !flow_find(&s, &programme_entity, call.programme, &f->programme) ||
	    !find_by(c, &ta_request_entity, "ref_no", f->number, &f->request,
	        &found) ||
	    !find_by(c, &expert_entity, "code", f->number, &f->expert,
	        &found) ||
	    !find_by(c, &advisory_case_entity, "ref_no", f->number,
	        &f->question, &found)) {
		c->errors = s.errors;
		return false;
	}
	f->title = text_in(c->arena, call.title, c->lang);
	return true;
}
