/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/handover.h"

#include <math.h>
#include <sodium.h>

#include "base/write.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/save.h"
#include "format/canon.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/people.h"
#include "model/text.h"

enum { PRINT_BYTES = 24, TEXT_MOST = 1 << 20 };

static const char *const sides[] = { "giving", "receiving" };

/* ---- what passes ---- */

static void
take_item(struct ctx *c, const struct equipment_item *i,
    struct handover_line *l)
{
	*l = (struct handover_line){ .item = i->row.id,
		.no = str_none(i->tag_no) ? i->code : i->tag_no,
		.description = text_in(c->arena, i->description, c->lang),
		.model = i->brand_model, .serial = i->serial_no,
		.unit = i->unit, .condition = i->condition,
		.quantity = i->quantity == INT64_MIN ? NAN
		    : (double)i->quantity, .value = i->unit_cost };
	if (i->unit_cost.currency[0] != '\0' && i->quantity > 0 &&
	    i->unit_cost.minor <= INT64_MAX / i->quantity)
		l->total = (struct money){ i->unit_cost.minor * i->quantity,
			{ i->unit_cost.currency[0], i->unit_cost.currency[1],
			i->unit_cost.currency[2], '\0' } };
}

/* Those that the certificate names, and those that name it. */
static bool
take_items(struct ctx *c, struct handover *h)
{
	const struct equipment_item *all;
	str id, rest, one;
	size_t i, n;
	bool named;

	all = every(c, &equipment_item_entity, h->row.programme, &n);
	h->line = NEWS(c->arena, struct handover_line, n + HANDOVER_ITEMS);
	for (i = 0; all != NULL && i < n; i++) {
		id = id_text(c->arena, all[i].row.id);
		named = id_same(all[i].certificate, h->row.row.id);
		rest = h->row.equipment;
		while (!named && str_cut(&rest, ';', &one))
			named = str_same(str_trim(one), id);
		if (named)
			take_item(c, &all[i], &h->line[h->n++]);
	}
	return all != NULL;
}

static struct money
typed_money(const struct node *k, const char *column, const char *currency)
{
	struct money m = { 0 };

	if (!money_read(str_trim(json_text(k, column)), currency, &m) &&
	    !money_from_real(json_number(k, column), currency, &m))
		return (struct money){ 0 };
	return m;
}

/* As they stood on a paper that was typed in, without rows of their own;
 * amounts without a currency are in the programme's. */
static void
take_table(struct ctx *c, const char *currency, struct handover *h)
{
	struct errors quiet = { .arena = c->arena };
	struct handover_line *l;
	const struct node *k;
	struct node *tree;

	if (h->n > 0 || str_none(h->row.items) || !json_read(c->arena,
	    h->row.items, &tree, &quiet))
		return;
	for (k = json_first(tree, ""); k != NULL && h->n < HANDOVER_ITEMS;
	    k = k->next) {
		l = &h->line[h->n++];
		*l = (struct handover_line){ .no = json_text(k, "no"),
			.description = json_text(k, "description"),
			.model = json_text(k, "model"),
			.serial = json_text(k, "serial"),
			.unit = json_text(k, "unit"),
			.condition = json_text(k, "condition"),
			.note = json_text(k, "note"), .quantity = NAN };
		if (!str_real(json_text(k, "qty"), &l->quantity))
			l->quantity = json_number(k, "qty");
		l->value = typed_money(k, "unit_value", currency);
		l->total = typed_money(k, "total", currency);
		if (l->total.currency[0] == '\0' && !money_times(l->value,
		    l->quantity, currency, &l->total))
			l->total = (struct money){ 0 };
	}
}

static void
sum_up(struct handover *h)
{
	size_t i;

	h->total = h->row.total_value;
	if (h->total.currency[0] != '\0')
		return;
	for (i = 0; i < h->n; i++)
		if (h->line[i].total.currency[0] == '\0' ||
		    !money_add(&h->total, h->line[i].total)) {
			h->total = (struct money){ 0 };
			return;         /* not all known, or not of one */
		}
}

/* ---- what is signed ---- */

static str
print_of(struct ctx *c, const struct handover *h)
{
	struct write w = write_new(c->arena, TEXT_MOST);
	unsigned char out[PRINT_BYTES];
	size_t i;
	str all;

	write_format(&w, "%.*s|%d|%.*s|%.*s|%.*s\n", (int)h->row.no.n,
	    h->row.no.p, h->row.date.n, (int)h->giving.n, h->giving.p,
	    (int)h->receiving.n, h->receiving.p, (int)h->row.ownership.n,
	    str_none(h->row.ownership) ? "" : h->row.ownership.p);
	for (i = 0; i < h->n; i++)
		write_format(&w, "%.*s|%.*s|%.*s|%g\n", (int)h->line[i].no.n,
		    h->line[i].no.p, (int)h->line[i].description.n,
		    h->line[i].description.p, (int)h->line[i].serial.n,
		    str_none(h->line[i].serial) ? ""
		    : h->line[i].serial.p, h->line[i].quantity);
	all = write_done(&w);
	crypto_generichash(out, sizeof(out), (const unsigned char *)all.p,
	    all.n, NULL, 0);
	return canon_base64url(c->arena, out, sizeof(out));
}

static bool
take_signatures(struct ctx *c, struct handover *h)
{
	struct handover_signature *all;
	size_t i, n;
	int side;

	for (side = 0; side < 2; side++)
		row_blank(&handover_signature_entity, &h->signature[side]);
	if (!ctx_may(c, &handover_signature_entity, SEE, h->row.programme))
		return true;
	all = every_by(c, &handover_signature_entity, "certificate",
	    h->row.row.id, &n);
	for (i = 0; all != NULL && i < n; i++) {
		side = str_is(all[i].side, "receiving");
		h->signature[side] = all[i];
		h->is_changed[side] = !str_same(all[i].fingerprint,
		    h->fingerprint);
	}
	return all != NULL;
}

static str
party_name(struct ctx *c, struct id id)
{
	return id_none(id) ? (str){ 0 } : flow_name(c, &party_entity, id);
}

/* What is signed does not depend on the language of who reads it. */
static bool
take_print(struct ctx *c, struct handover *h)
{
	struct handover plain = *h;
	const char *lang = c->lang;
	bool fine;

	c->lang = "en";
	plain.n = 0;
	plain.line = NULL;
	fine = take_items(c, &plain);
	take_table(c, "", &plain);      /* amounts are not signed */
	c->lang = lang;
	h->fingerprint = print_of(c, &plain);
	return fine;
}

bool
handover_of(struct ctx *c, struct id id, struct handover *h)
{
	struct programme p;

	*h = (struct handover){ .n = 0 };
	if (!flow_find(c, &handover_certificate_entity, id, &h->row) ||
	    !store_find(c->store, &programme_entity, h->row.programme,
	    c->arena, &p, &c->errors) || !take_items(c, h))
		return false;
	h->country = p.country;
	h->giving = party_name(c, h->row.party_giving);
	h->receiving = party_name(c, h->row.party_receiving);
	take_table(c, str_z(c->arena, p.currency), h);
	sum_up(h);
	return take_print(c, h) && take_signatures(c, h);
}

/* ---- signing ---- */

bool
handover_may_sign(struct ctx *c, const struct handover *h,
    enum handover_side side)
{
	const struct handover_signature *mine = &h->signature[side];
	const struct handover_signature *his = &h->signature[!side];
	struct id home = h->row.programme;

	if (c->actor.reads_only || id_none(c->actor.user) || h->n == 0 ||
	    mine->row.revision > 0 || (his->row.revision > 0 &&
	    id_same(his->by, c->actor.user)))
		return false;
	return side == HANDOVER_RECEIVING ? ctx_holds(c, "BEN", home)
	    : ctx_holds(c, "SEC", home) || ctx_holds(c, "PM", home);
}

/* Lists of coordinates from 0 to 1, an even number in each. */
static bool
is_drawing(struct ctx *c, str text)
{
	struct errors quiet = { .arena = c->arena };
	const struct node *stroke, *k;
	size_t strokes = 0, points = 0, n;
	struct node *tree;
	double v;

	if (!json_read(c->arena, text, &tree, &quiet) ||
	    tree->kind != N_LIST)
		return false;
	for (stroke = tree->first; stroke != NULL; stroke = stroke->next) {
		if (stroke->kind != N_LIST || ++strokes > HANDOVER_STROKES)
			return false;
		for (n = 0, k = stroke->first; k != NULL; k = k->next, n++) {
			v = json_as_real(k);
			if (!(v >= 0 && v <= 1))
				return false;
		}
		points += n;
		if (n % 2 != 0 || points > 2 * HANDOVER_POINTS)
			return false;
	}
	return points > 0;
}

static bool
keep(struct ctx *c, struct handover *h, struct handover_signature *s)
{
	bool was = c->actor.system, fine;
	struct day today = moment_day(c->now);

	if (str_is(s->side, "receiving"))
		h->row.signed_receiving = today;
	else
		h->row.signed_giving = today;
	c->actor.system = true;
	fine = flow_save_verb(c, &handover_signature_entity, s, S("sign")) &&
	    flow_save_verb(c, &handover_certificate_entity, &h->row,
	    S("sign"));
	c->actor.system = was;
	return fine;
}

/* ---- what follows from both signatures ---- */

/* By both, and not changed behind either. */
static bool
is_signed(const struct handover *h)
{
	return h->signature[0].row.revision > 0 &&
	    h->signature[1].row.revision > 0 && !h->is_changed[0] &&
	    !h->is_changed[1];
}

static bool
takes_step(const struct equipment_item *i, const struct handover *h,
    bool title)
{
	return title ? str_among(i->state, "in_use idle")
	    : str_is(i->state, "received") && id_same(i->certificate,
	    h->row.row.id);
}

/* Taken back where a condition of the step does not hold. */
static bool
move_one(struct ctx *s, const struct equipment_item *i, const char *verb,
    str no, bool *moved)
{
	struct errors before = s->errors;

	if (!store_save(s->store, &s->errors))
		return false;
	*moved = flow_move(s, &equipment_item_entity, i->row.id,
	    i->row.revision, str_of(verb), str_print(s->arena,
	    "%s %s", words_say(s->words, "Signed by both:"), str_z(s->arena,
	    no)));
	if (*moved)
		return store_release(s->store, &s->errors);
	store_back(s->store);
	if (errors_worst(&s->errors) > CONFLICT)
		return false;
	s->errors = before;
	return true;
}

bool
handover_settle(struct ctx *c, struct id id, size_t *stay)
{
	struct ctx s = ctx_as_program(c);
	struct equipment_item i;
	struct handover h;
	size_t k;
	bool title, moved, fine;

	*stay = 0;
	fine = handover_of(&s, id, &h);
	title = fine && str_is(h.row.ownership, "title");
	for (k = 0; fine && is_signed(&h) && k < h.n; k++) {
		if (id_none(h.line[k].item))
			continue;
		fine = store_find(s.store, &equipment_item_entity,
		    h.line[k].item, s.arena, &i, &s.errors);
		if (!fine || !takes_step(&i, &h, title))
			continue;
		fine = move_one(&s, &i, title ? "transfer" : "hand_over",
		    h.row.no, &moved);
		*stay += fine && !moved;
	}
	c->errors = s.errors;
	return fine;
}

bool
handover_sign(struct ctx *c, struct id id, enum handover_side side, str name,
    str post, str drawing)
{
	struct handover_signature s;
	struct handover h;
	size_t stay;

	if (!handover_of(c, id, &h))
		return false;
	if (!handover_may_sign(c, &h, side))
		return fail(&c->errors, DENIED, NULL, side == HANDOVER_GIVING
		    ? "A programme manager or the support organisation signs "
		    "for the giver, once, and another person for the "
		    "receiver." : "A focal point of the beneficiary signs for "
		    "the receiver, once, and another person for the giver.");
	if (str_none(str_trim(name)))
		return fail(&c->errors, INVALID, "name",
		    "Type the name of who signs.");
	if (!str_none(drawing) && !is_drawing(c, drawing))
		return fail(&c->errors, INVALID, "drawing", "The drawing "
		    "cannot be read. Draw it again, or sign by name alone.");
	row_blank(&handover_signature_entity, &s);
	s.certificate = id;
	s.side = str_of(sides[side]);
	s.name = str_trim(name);
	s.post = str_none(str_trim(post)) ? (str){ 0 } : str_trim(post);
	s.strokes = str_none(drawing) ? (str){ 0 } : drawing;
	s.fingerprint = h.fingerprint;
	s.by = c->actor.user;
	s.at = c->now;
	return keep(c, &h, &s) && handover_settle(c, id, &stay);
}

/* ---- a new certificate ---- */

static bool
waits(const struct equipment_item *i, struct id receiver, bool title)
{
	if (!id_same(i->receiver, receiver))
		return false;
	return title ? str_is(i->state, "in_use") || str_is(i->state, "idle")
	    : str_is(i->state, "received") && id_none(i->certificate);
}

/* The next number after those there are: "BG-07" for a handover, "CG-02"
 * for a title. */
static bool
next_number(struct ctx *c, struct id programme, bool title, str *no)
{
	const struct handover_certificate *all;
	size_t i, k, n;
	bool taken;

	all = gather(c, &handover_certificate_entity, programme, &n);
	if (all == NULL)
		return false;
	for (i = 1;; i++) {
		*no = str_print(c->arena, "%s-%02zu", title ? "TT" : "HO", i);
		taken = false;
		for (k = 0; k < n; k++)
			taken |= str_same_nocase(all[k].no, *no);
		if (!taken)
			return true;
	}
}

static bool
link_items(struct ctx *c, struct equipment_item *all, size_t n,
    struct id receiver, struct id certificate)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (waits(&all[i], receiver, false)) {
			all[i].certificate = certificate;
			if (!flow_save(c, &equipment_item_entity, &all[i]))
				return false;
		}
	return true;
}

bool
handover_draft(struct ctx *c, struct id programme, struct id receiver,
    bool title, struct id *id)
{
	struct handover_certificate h;
	struct write w = write_new(c->arena, TEXT_MOST);
	struct equipment_item *all;
	size_t i, n, found = 0;

	all = every(c, &equipment_item_entity, programme, &n);
	if (all == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (waits(&all[i], receiver, title))
			write_format(&w, "%s%s", found++ > 0 ? ";" : "",
			    id_text(c->arena, all[i].row.id).p);
	if (found == 0)
		return fail(&c->errors, INVALID, "receiver", title ?
		    "Nothing of this receiver is in use or idle." :
		    "Nothing that was received waits for a certificate of "
		    "this receiver.");
	row_blank(&handover_certificate_entity, &h);
	h.row.id = id_new(c->random, c->now);
	h.programme = programme;
	h.date = moment_day(c->now);
	h.party_receiving = receiver;
	h.ownership = title ? S("title") : S("custody");
	h.equipment = write_done(&w);
	h.copies = 2;
	*id = h.row.id;
	return next_number(c, programme, title, &h.no) &&
	    flow_save(c, &handover_certificate_entity, &h) &&
	    (title || link_items(c, all, n, receiver, *id));
}
