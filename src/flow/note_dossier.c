/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A note taken over into the Vietnamese project document. */
#include "base/write.h"
#include "flow/note_in.h"
#include "flow/save.h"
#include "format/json.h"
#include "format/markdown.h"
#include "model/sustain.h"
#include "model/text.h"

enum { TEXT_MOST = 100000, ROWS_MOST = 1 << 20 };

/* A section as plain text, a line to a paragraph or row: the fields of a
 * dossier know no Markdown. */
static str
plain(struct ctx *c, str body)
{
	struct doc *d = doc_new(c->arena, (str){ 0 }, (str){ 0 });
	struct write w = write_new(c->arena, TEXT_MOST);
	const struct doc_block *b;
	const struct doc_line *l;
	size_t i;

	if (!markdown_read(d, body, 0, "figure:", &c->errors))
		return (str){ 0 };
	for (b = d->first; b != NULL; b = b->next) {
		if (b->run != NULL) {
			write_z(&w, b->kind == DOC_ITEM ? "- " : "");
			write_str(&w, doc_plain(c->arena, b->run));
			write_z(&w, b->kind == DOC_ITEM ? "\n" : "\n\n");
		}
		for (l = b->line; l != NULL; l = l->next)
			for (i = 0; i < b->n; i++) {
				write_z(&w, i == 0 ? "- " : "");
				write_str(&w, doc_plain(c->arena,
				    l->cell[i]));
				write_z(&w, i + 1 < b->n ? "; " : "\n");
			}
	}
	return str_trim(write_done(&w));
}

static str
of_source(struct ctx *c, const struct note_read *n, enum note_source source)
{
	size_t i;

	for (i = 0; i < n->n; i++)
		if (str_is(n->section[i].source, note_source_code(source)) &&
		    !str_none(n->section[i].body))
			return plain(c, n->section[i].body);
	return (str){ 0 };
}

/* The activities, under the names that a table of a dossier has. */
static str
table(struct ctx *c, const struct note_read *n, bool with_time)
{
	struct write w = write_new(c->arena, ROWS_MOST);
	struct node *all = node_new(c->arena), *row;
	const struct activity *k;
	size_t i;

	all->kind = N_LIST;
	for (i = 0; i < n->figures->activities; i++) {
		k = &n->figures->activity[i]->row;
		row = node_item(all);
		node_text(row, "hoat_dong", text_in(c->arena, k->title,
		    "vi"));
		if (with_time && k->start.n != 0 && k->end.n != 0)
			node_text(row, "thoi_gian", str_print(c->arena,
			    "%s – %s", day_text(c->arena, k->start).p,
			    day_text(c->arena, k->end).p));
		else if (with_time)
			node_text(row, "thoi_gian", day_text(c->arena,
			    k->start.n != 0 ? k->start : k->end));
	}
	if (n->figures->activities == 0)
		return (str){ 0 };
	json_write(&w, all, false);
	return write_done(&w);
}

bool
note_dossier(struct ctx *c, const struct note_read *n,
    const struct note_parties *by, struct id *made)
{
	struct concept_note k = n->note;
	struct vn_ta_dossier d;

	row_blank(&vn_ta_dossier_entity, &d);
	d.programme = k.programme;
	d.ten_du_an = k.title;
	d.co_quan_chu_quan = str_trim(by->agency);
	d.chu_du_an = str_trim(by->owner);
	d.nha_tai_tro = str_trim(by->donor);
	d.boi_canh_su_can_thiet = of_source(c, n, NOTE_PROBLEM);
	d.muc_tieu_tong_quat = of_source(c, n, NOTE_OBJECTIVES);
	d.doi_tuong_thu_huong = of_source(c, n, NOTE_BENEFICIARIES);
	d.tac_dong_ben_vung = of_source(c, n, NOTE_SUSTAINABILITY);
	d.thoi_gian = of_source(c, n, NOTE_TIMELINE);
	d.mo_ta_cau_phan = table(c, n, false);
	d.ke_hoach_thuc_hien = table(c, n, true);
	d.von_oda = k.budget;
	if (!flow_save(c, &vn_ta_dossier_entity, &d))
		return false;
	*made = d.row.id;
	k.dossier = d.row.id;
	return flow_save_verb(c, &concept_note_entity, &k, S("dossier"));
}
