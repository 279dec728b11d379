/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/dossier.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/every.h"
#include "flow/grid.h"
#include "flow/note.h"
#include "flow/rate.h"
#include "flow/save.h"
#include "format/json.h"
#include "format/local.h"
#include "format/markdown.h"
#include "model/people.h"
#include "model/text.h"

enum { CELLS = 5 };

const char *
dossier_form_of(struct day d)
{
	return d.n >= day_of(2025, 9, 10).n ? "nd242" : "nd114";
}

str
dossier_form(const struct ctx *c, const struct vn_ta_dossier *d)
{
	if (!str_none(d->mau))
		return d->mau;
	return str_of(dossier_form_of(d->ngay_phe_duyet.n != 0 ?
	    d->ngay_phe_duyet : moment_day(c->now)));
}

/* ---- money ---- */

static bool
by_rate(struct ctx *c, const struct vn_ta_dossier *d, const char *to,
    struct money *out, str *by)
{
	struct day on = d->ngay_phe_duyet.n != 0 ? d->ngay_phe_duyet :
	    moment_day(c->now);
	struct rate r;
	bool is_there = false;

	if (out->currency[0] != '\0' || d->von_oda.currency[0] == '\0')
		return true;
	if (strcmp(d->von_oda.currency, to) == 0) {
		*out = d->von_oda;
		return true;
	}
	if (!rate_convert(c, d->von_oda, to, on, out, &r, &is_there))
		return false;
	if (is_there)
		*by = r.says;
	else
		*out = (struct money){ 0 };
	return true;
}

bool
dossier_money(struct ctx *c, const struct vn_ta_dossier *d,
    struct dossier_money *m)
{
	*m = (struct dossier_money){ .own = d->von_oda };
	if (!isnan(d->von_oda_vnd))
		(void)money_from_real(d->von_oda_vnd, "VND", &m->vnd);
	if (!isnan(d->von_oda_usd))
		(void)money_from_real(d->von_oda_usd, "USD", &m->usd);
	return by_rate(c, d, "VND", &m->vnd, &m->vnd_by) &&
	    by_rate(c, d, "USD", &m->usd, &m->usd_by);
}

int
dossier_asks(const struct dossier_money *m)
{
	if (m->usd.currency[0] == '\0')
		return UNSAID;
	return money_real(m->usd) > DOSSIER_SMALL ? YES : NO;
}

/* ---- as a document ---- */

struct paper {
	struct ctx                 *c;
	const struct vn_ta_dossier *d;
	struct doc                 *doc;
	struct local               *local;
	bool                        fine;
};

static void
put_text(struct paper *p, str text)
{
	p->fine = p->fine && markdown_read(p->doc, text, 1, NULL,
	    &p->c->errors);
	if (str_none(text)) {
		doc_text(p->doc, 0);
		doc_run(p->doc, DOC_ITALIC, S("(chưa có nội dung)"));
	}
}

static str
amount(struct paper *p, struct money m)
{
	struct write w = write_new(p->c->arena, 200);

	local_money(p->local, &w, m);
	return write_done(&w);
}

static str
cell_of(struct paper *p, const struct node *row, const char *name)
{
	const struct node *n = json_at(row, name);
	struct write w = write_new(p->c->arena, 1000);

	if (n == NULL)
		return (str){ 0 };
	if (n->kind == N_TEXT)
		return n->text;
	local_real(p->local, &w, json_number(row, name), -1);
	return write_done(&w);
}

static void
put_list(struct paper *p, str table, const char *name)
{
	const struct node *k;
	bool anew = true;
	str text;

	for (k = grid_first(p->c, table); k != NULL; k = k->next) {
		text = cell_of(p, k, name);
		if (str_none(text))
			continue;
		doc_item(p->doc, 1, true, anew);
		doc_run(p->doc, 0, text);
		anew = false;
	}
}

struct heads {
	const char *name, *heading;
	bool        number;
};

static void
put_table(struct paper *p, str table, str caption, const struct heads *h)
{
	const struct node *k = grid_first(p->c, table);
	struct doc_column column[CELLS];
	str cell[CELLS];
	size_t i, n;

	if (k == NULL)
		return;
	for (n = 0; h[n].name != NULL; n++)
		column[n] = (struct doc_column){ str_of(h[n].heading),
			h[n].number, 1 };
	doc_table(p->doc, caption, column, n);
	for (; k != NULL; k = k->next) {
		for (i = 0; i < n; i++)
			cell[i] = cell_of(p, k, h[i].name);
		doc_row(p->doc, cell);
	}
}

static void
put_basics(struct paper *p)
{
	const struct vn_ta_dossier *d = p->d;
	struct doc *doc = p->doc;

	doc_heading(doc, 1, S("I. Thông tin cơ bản về dự án"));
	doc_fact(doc, S("Tên dự án"), text_in(p->c->arena, d->ten_du_an,
	    "vi"));
	doc_fact(doc, S("Tên tiếng Anh"), text_in(p->c->arena, d->ten_du_an,
	    "en"));
	doc_fact(doc, S("Cơ quan chủ quản"), d->co_quan_chu_quan);
	doc_fact(doc, S("Đơn vị đề xuất dự án"), d->don_vi_de_xuat);
	doc_fact(doc, S("Chủ dự án"), d->chu_du_an);
	doc_fact(doc, S("Nhà tài trợ"), d->nha_tai_tro);
	doc_fact(doc, S("Đồng tài trợ"), d->dong_tai_tro);
	doc_fact(doc, S("Thời gian thực hiện"), d->thoi_gian);
	doc_fact(doc, S("Địa điểm thực hiện"), d->dia_diem);
	if (grid_first(p->c, d->can_cu_phap_ly) == NULL)
		return;
	doc_heading(doc, 2, S("Căn cứ pháp lý"));
	put_list(p, d->can_cu_phap_ly, "can_cu");
}

static void
put_contents(struct paper *p)
{
	static const struct heads components[] = {
		{ "cau_phan", "Cấu phần", false },
		{ "hoat_dong", "Hoạt động", false },
		{ "ket_qua", "Kết quả", false },
		{ "nguon_luc", "Nguồn lực", false }, { 0 } };
	static const struct heads steps[] = {
		{ "hoat_dong", "Hoạt động", false },
		{ "thoi_gian", "Thời gian", false },
		{ "don_vi", "Đơn vị thực hiện", false }, { 0 } };
	const struct vn_ta_dossier *d = p->d;
	struct doc *doc = p->doc;

	doc_heading(doc, 1, S("II. Bối cảnh và sự cần thiết của dự án"));
	put_text(p, d->boi_canh_su_can_thiet);
	doc_heading(doc, 1, S("III. Cơ sở đề xuất nhà tài trợ"));
	put_text(p, d->co_so_de_xuat_nha_tai_tro);
	doc_heading(doc, 1, S("IV. Mục tiêu của dự án"));
	doc_heading(doc, 2, S("Mục tiêu tổng quát"));
	put_text(p, d->muc_tieu_tong_quat);
	doc_heading(doc, 2, S("Mục tiêu cụ thể"));
	put_list(p, d->muc_tieu_cu_the, "muc_tieu");
	doc_heading(doc, 1, S("V. Mô tả dự án"));
	put_table(p, d->mo_ta_cau_phan, S("Các cấu phần"), components);
	doc_heading(doc, 1, S("VI. Đối tượng thụ hưởng"));
	put_text(p, d->doi_tuong_thu_huong);
	doc_heading(doc, 1, S("VII. Kế hoạch thực hiện, theo dõi và đánh "
	    "giá"));
	put_table(p, d->ke_hoach_thuc_hien, S("Kế hoạch thực hiện"), steps);
	put_text(p, d->ke_hoach_tdgd);
	doc_heading(doc, 1, S("VIII. Tổ chức quản lý thực hiện"));
	put_text(p, d->to_chuc_quan_ly);
}

static void
put_capital(struct paper *p, const struct dossier_money *m)
{
	static const struct heads sources[] = {
		{ "nguon", "Nguồn vốn", false },
		{ "nguyen_te", "Nguyên tệ", true }, { "vnd", "VND", true },
		{ "usd", "USD", true },
		{ "hinh_thuc", "Hình thức", false }, { 0 } };
	struct doc *doc = p->doc;

	doc_heading(doc, 1, S("IX. Tổng vốn và cơ chế tài chính"));
	doc_fact(doc, S("Vốn ODA theo nguyên tệ"), amount(p, m->own));
	doc_fact(doc, S("Vốn ODA quy ra đồng Việt Nam"), amount(p, m->vnd));
	if (!str_none(m->vnd_by))
		doc_fact(doc, S("Theo tỷ giá"), m->vnd_by);
	doc_fact(doc, S("Vốn ODA quy ra đô la Mỹ"), amount(p, m->usd));
	if (!str_none(m->usd_by))
		doc_fact(doc, S("Theo tỷ giá"), m->usd_by);
	doc_fact(doc, S("Vốn đối ứng"), amount(p, p->d->von_doi_ung));
	put_table(p, p->d->tong_von, S("Các nguồn vốn"), sources);
	doc_heading(doc, 2, S("Cơ chế tài chính"));
	put_text(p, p->d->co_che_tai_chinh);
}

static void
put_end(struct paper *p)
{
	static const struct heads risks[] = { { "rui_ro", "Rủi ro", false },
		{ "bien_phap", "Biện pháp", false }, { 0 } };
	struct doc *doc = p->doc;

	doc_heading(doc, 1, S("X. Điều kiện ràng buộc"));
	put_text(p, p->d->dieu_kien_rang_buoc);
	doc_heading(doc, 1, S("XI. Đánh giá tác động, tính bền vững và rủi "
	    "ro"));
	put_text(p, p->d->tac_dong_ben_vung);
	put_table(p, p->d->rui_ro, S("Rủi ro và biện pháp"), risks);
	if (!str_none(p->d->so_quyet_dinh)) {
		doc_heading(doc, 1, S("Phê duyệt"));
		doc_fact(doc, S("Số quyết định"), p->d->so_quyet_dinh);
		doc_fact(doc, S("Ngày phê duyệt"), day_text(p->c->arena,
		    p->d->ngay_phe_duyet));
	}
}

static void
put_form(struct paper *p)
{
	const char *decree = str_is(dossier_form(p->c, p->d), "nd242") ?
	    "Nghị định 242/2025/NĐ-CP" : "Nghị định 114/2021/NĐ-CP";

	doc_text(p->doc, 0);
	doc_run(p->doc, DOC_ITALIC, str_print(p->c->arena, "%s%s%.*s ",
	    decree, str_none(p->d->phien_ban_mau) ? "" : ", phiên bản ",
	    (int)p->d->phien_ban_mau.n, p->d->phien_ban_mau.p));
	doc_run(p->doc, DOC_ITALIC, S("(tiêu đề các mục theo kiến thức chung; "
	    "mẫu phụ lục chính thức chưa được kiểm chứng)"));
}

bool
dossier_document(struct ctx *c, const struct vn_ta_dossier *d,
    struct doc **out)
{
	struct paper p = { .c = c, .d = d, .fine = true };
	struct programme of;
	struct dossier_money m;

	p.doc = doc_new(c->arena, text_in(c->arena, d->ten_du_an, "vi"),
	    S("vi"));
	p.doc->date = d->ngay_phe_duyet.n != 0 ? d->ngay_phe_duyet :
	    moment_day(c->now);
	p.local = local_open("vi", &c->errors);
	if (p.local == NULL)
		return false;
	if (!dossier_money(c, d, &m) || !flow_find(c, &programme_entity,
	    d->programme, &of) || !note_style(c, &of, &p.doc->style)) {
		local_close(p.local);
		return false;
	}
	p.doc->style.head = S("Văn kiện dự án hỗ trợ kỹ thuật");
	doc_heading(p.doc, 0, p.doc->title);
	put_form(&p);
	put_basics(&p);
	put_contents(&p);
	put_capital(&p, &m);
	put_end(&p);
	local_close(p.local);
	*out = p.doc;
	return p.fine;
}

/* ---- opinions ---- */

struct day
dossier_due(const struct dossier_opinion *o)
{
	return o->due_on.n != 0 || o->asked_on.n == 0 ? o->due_on :
	    (struct day){ o->asked_on.n + DOSSIER_DAYS };
}

bool
dossier_late(const struct dossier_opinion *o, struct day today)
{
	struct day due = dossier_due(o);

	return due.n != 0 && (o->answered_on.n != 0 ? o->answered_on.n :
	    today.n) > due.n;
}

static bool
ask_one(struct ctx *c, struct id dossier, str agency, struct day on)
{
	struct dossier_opinion o;

	row_blank(&dossier_opinion_entity, &o);
	o.dossier = dossier;
	o.agency = agency;
	o.asked_on = on;
	o.due_on = (struct day){ on.n + DOSSIER_DAYS };
	return flow_save(c, &dossier_opinion_entity, &o);
}

bool
dossier_ask(struct ctx *c, struct id dossier, str lines, struct day on)
{
	size_t n = 0;
	str one;

	if (on.n == 0)
		return fail(&c->errors, INVALID, "asked_on",
		    "Say on which day they were asked.");
	while (str_cut(&lines, '\n', &one)) {
		one = str_trim(one);
		if (str_none(one))
			continue;
		if (++n > DOSSIER_AGENCIES)
			return fail(&c->errors, INVALID, "agencies",
			    "At most %d agencies are asked at once.",
			    DOSSIER_AGENCIES);
		if (!ask_one(c, dossier, one, on))
			return false;
	}
	return n > 0 || fail(&c->errors, INVALID, "agencies",
	    "Name at least one agency.");
}

bool
dossier_all_in(struct ctx *c, struct vn_ta_dossier *d)
{
	const struct dossier_opinion *o;
	struct day last = { 0 };
	size_t i, n;

	if ((o = every_by(c, &dossier_opinion_entity, "dossier", d->row.id,
	    &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (o[i].answered_on.n == 0)
			return fail(&c->errors, INVALID, NULL,
			    "'%.*s' has not answered yet.",
			    (int)o[i].agency.n, o[i].agency.p);
		if (o[i].answered_on.n > last.n)
			last = o[i].answered_on;
	}
	if (n == 0)
		return fail(&c->errors, INVALID, NULL,
		    "No agency has been asked.");
	d->y_kien_du_ngay = last;
	return flow_save(c, &vn_ta_dossier_entity, d);
}
