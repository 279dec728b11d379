/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/programme.h"

#include <math.h>
#include <string.h>

#include "derive/fieldtext.h"
#include "flow/dossier.h"
#include "format/json.h"
#include "model/people.h"
#include "model/plan.h"
#include "model/sustain.h"
#include "store/store.h"

/* Where a programme stands, as its IATI status says. */
static const char *const stages[] = {
	[1] = "formulating", [2] = "implementing", [3] = "sustaining",
	[4] = "closed", [5] = "cancelled", [6] = "suspended",
};

static str
as_json(struct arena *a, const struct node *n)
{
	struct write w = write_new(a, 1 << 20);

	json_write(&w, n, false);
	return write_done(&w);
}

/* A member that is a field of the same name goes into it, whatever its
 * form: texts by the field's type, lists of codes with semicolons. */
static bool
set_member(struct land *l, const struct entity *e, const struct node *n,
    void *row)
{
	const struct field *f = field_named(e, str_of(n->name));
	struct write w = write_new(l->c->arena, 1 << 20);
	const struct node *k;

	if (f == NULL || f->type == T_REF || f->type == T_REFS ||
	    f->type == T_STATE)
		return true;
	if (n->kind == N_LIST && f->type != T_TABLE && f->type != T_JSON) {
		for (k = n->first; k != NULL; k = k->next) {
			if (w.n > 0)
				write_char(&w, ';');
			write_str(&w, json_as_text(k));
		}
	} else if (n->kind == N_TEXT)
		write_str(&w, n->text);
	else if (n->kind == N_BOOL)
		write_z(&w, n->yes ? "yes" : "no");
	else
		json_write(&w, n, false);
	return fieldtext_read(l->c->arena, f, write_done(&w), row,
	    &l->c->errors);
}

static bool
set_members(struct land *l, const struct entity *e, const struct node *doc,
    void *row)
{
	const struct node *n;
	bool fine = true;

	for (n = doc->first; n != NULL; n = n->next)
		fine &= set_member(l, e, n, row);
	return fine;
}

/* "XM (user-assigned, ...)" is the country XM and a note. */
static void
set_country(const struct node *doc, struct programme *p)
{
	str text = json_text(doc, "country");

	p->country = str_part(text, 0, 2);
	if (text.n > 2 && str_none(p->note))
		p->note = text;
}

static bool
set_frameworks(struct land *l, const struct node *doc, struct programme *p)
{
	struct write w = write_new(l->c->arena, 1 << 16);
	const struct node *k;
	struct id id;
	str code;

	for (k = json_first(doc, "frameworks"); k != NULL; k = k->next) {
		code = json_as_text(k);
		if (!land_framework(l, code, &id))
			return fail(&l->c->errors, INVALID, "frameworks",
			    "The framework '%.*s' is not here: import its file "
			    "first.", (int)code.n, code.p);
		if (w.n > 0)
			write_char(&w, ';');
		write_str(&w, id_text(l->c->arena, id));
	}
	p->frameworks = w.n > 0 ? write_done(&w) : (str){ 0 };
	return true;
}

static bool
fill_programme(struct land *l, const struct node *doc, struct programme *p)
{
	const struct node *purpose = json_at(doc, "purpose");
	int64_t status;

	if (!set_members(l, &programme_entity, doc, p) ||
	    !set_frameworks(l, doc, p))
		return false;
	set_country(doc, p);
	p->purpose_why = json_text(purpose, "why");
	p->purpose_whom = json_text(purpose, "whom");
	p->purpose_what = json_text(purpose, "what");
	p->is_fictional = json_bool(doc, "fictional", false) ? YES : NO;
	if (p->cycle_no == INT64_MIN)
		p->cycle_no = 1;
	if (p->row.revision == 0 && str_int(p->iati_status, &status) &&
	    status >= 1 && status <= 6)
		p->stage = str_of(stages[status]);
	return true;
}

static bool
land_events(struct land *l, const struct node *doc)
{
	const struct node *k;
	struct context_event ev;
	struct id id;

	for (k = json_first(doc, "context_events"); k != NULL; k = k->next) {
		id = land_id(l, &context_event_entity, json_text(k, "date"));
		if (!land_begin(l, &context_event_entity, id, &ev) ||
		    !set_members(l, &context_event_entity, k, &ev) ||
		    land_row(l, &context_event_entity, &ev) == REFUSED)
			return false;
	}
	return true;
}

bool
programme_land(struct land *l, const struct node *doc)
{
	struct programme p;
	struct id id;
	enum outcome came;

	l->code = str_copy(l->keep, json_text(doc, "code"));
	if (str_none(l->code))
		return fail(&l->c->errors, INVALID, "code",
		    "programme.json does not say the programme's code.");
	l->report->programme = l->code;
	if (!land_code(l, &programme_entity, l->code, &id))
		id = id_from(S("programme"), l->code);
	if (!land_begin(l, &programme_entity, id, &p) ||
	    !fill_programme(l, doc, &p))
		return false;
	p.code = l->code;
	came = land_row(l, &programme_entity, &p);
	if (came == REFUSED)
		return false;
	import_count(l->report, came);
	l->programme = id;
	memcpy(l->currency, "\0\0\0", 4);
	if (p.currency.n == 3)
		memcpy(l->currency, p.currency.p, 3);
	return land_events(l, doc);
}

/* ---- theory of change ---- */

static bool
land_link(struct land *l, str from, str to, const struct node *n)
{
	struct toc_link t;
	struct id target, id = land_id(l, &toc_link_entity, str_print(
	    l->c->arena, "%.*s/%.*s", (int)from.n, from.p, (int)to.n, to.p));
	bool is_activity;

	if (!land_code(l, &result_entity, to, &target) ||
	    !land_begin(l, &toc_link_entity, id, &t))
		return errors_worst(&l->c->errors) == FINE;
	t.to = target;
	is_activity = land_code(l, &activity_entity, from, &t.from_activity);
	if (!is_activity && !land_code(l, &result_entity, from, &t.from_result))
		return true;            /* names nothing that is there */
	t.mechanism = json_text(n, "mechanism");
	return land_row(l, &toc_link_entity, &t) != REFUSED;
}

bool
programme_links(struct land *l, const struct node *doc)
{
	const struct node *k;
	str from, one;

	for (k = json_first(doc, "theory_of_change"); k != NULL; k = k->next) {
		from = json_text(k, "frm");
		while (str_cut(&from, ',', &one))
			if (!land_link(l, str_trim(one), json_text(k, "to"), k))
				return false;
	}
	return true;
}

/* ---- the Vietnamese dossier ---- */

/* ["a", "b"] as the rows of a table with one column. */
static str
one_column(struct arena *a, const struct node *list, const char *column)
{
	struct write w = write_new(a, 1 << 20);
	const struct node *k;

	write_char(&w, '[');
	for (k = list->first; k != NULL; k = k->next) {
		write_z(&w, w.n > 1 ? ",{" : "{");
		json_quote(&w, str_of(column));
		write_char(&w, ':');
		json_write(&w, k, false);
		write_char(&w, '}');
	}
	write_char(&w, ']');
	return write_done(&w);
}

/* The grant and what the province adds: each a row and an amount. */
static bool
set_capital(struct land *l, const struct node *n, struct vn_ta_dossier *d)
{
	struct write w = write_new(l->c->arena, 1 << 16);
	double usd = json_number(n, "oda_usd"),
	    vnd = json_number(n, "doi_ung_vnd");

	write_z(&w, "[{\"nguon\":\"ODA\",\"usd\":");
	write_real(&w, isnan(usd) ? 0 : usd);
	write_z(&w, ",\"hinh_thuc\":");
	json_quote(&w, json_text(n, "ghi_chu"));
	write_z(&w, "},{\"nguon\":\"Đối ứng\",\"vnd\":");
	write_real(&w, isnan(vnd) ? 0 : vnd);
	write_z(&w, "}]");
	d->tong_von = write_done(&w);
	return (isnan(usd) || money_from_real(usd, "USD", &d->von_oda)) &&
	    (isnan(vnd) || money_from_real(vnd, "VND", &d->von_doi_ung));
}

static bool
set_dossier(struct land *l, const struct node *n, struct vn_ta_dossier *d)
{
	struct arena *a = l->c->arena;

	if (strcmp(n->name, "can_cu_phap_ly") == 0)
		d->can_cu_phap_ly = one_column(a, n, "can_cu");
	else if (strcmp(n->name, "muc_tieu_cu_the") == 0)
		d->muc_tieu_cu_the = one_column(a, n, "muc_tieu");
	else if (strcmp(n->name, "cau_phan") == 0)
		d->mo_ta_cau_phan = one_column(a, n, "cau_phan");
	else if (strcmp(n->name, "tong_von") == 0)
		return set_capital(l, n, d);
	else if (strcmp(n->name, "nhat_ky") == 0)
		d->nhat_ky = as_json(a, n);
	else if (strcmp(n->name, "danh_gia_tac_dong_ben_vung") == 0)
		d->tac_dong_ben_vung = n->text;
	else if (strcmp(n->name, "luu_y") == 0)
		d->ghi_chu = n->text;
	else
		return set_member(l, &vn_ta_dossier_entity, n, d);
	return true;
}

bool
programme_dossier(struct land *l, const struct node *doc)
{
	struct vn_ta_dossier d;
	const struct node *n, *log = json_at(doc, "nhat_ky");
	enum outcome came;

	if (!land_begin(l, &vn_ta_dossier_entity, land_id(l,
	    &vn_ta_dossier_entity, S("dossier")), &d))
		return false;
	for (n = doc->first; n != NULL; n = n->next)
		if (!set_dossier(l, n, &d))
			return false;
	if (log != NULL && log->last != NULL && d.row.revision == 0)
		d.state = json_text(log->last, "trang_thai");
	if (str_none(d.mau)) {
		d.mau = str_of(dossier_form_of(d.ngay_phe_duyet));
		d.phien_ban_mau = S("1");
	}
	if (isnan(d.von_oda_usd) && strcmp(d.von_oda.currency, "USD") == 0)
		d.von_oda_usd = money_real(d.von_oda);
	came = land_row(l, &vn_ta_dossier_entity, &d);
	if (came == REFUSED)
		return false;
	import_count(l->report, came);
	return true;
}
