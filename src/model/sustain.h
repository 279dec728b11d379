/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * sustain.h - what lasts after support ends.
 *
 * Practices are watched for years after the programme; the plan says who
 * takes over.
 *
 * Each struct goes with the table of the same name in sustain.c, whose rows
 * say what a member means; a member that is absent has the "none" of its
 * type (model.h).
 */
#ifndef MODEL_SUSTAIN_H
#define MODEL_SUSTAIN_H

#include "model/model.h"

struct sustainability_plan {
	struct row row;
	struct id programme;
	int64_t version;
	str results_to_sustain, exit_criteria, transfer_steps, assets;
	str knowledge_transfer, risks, phase_down, follow_up_dates;
	str assessment_rounds;
	struct day approved;
};

struct practice {
	struct row row;
	struct id programme;
	str code;
	struct id organisation, activity;
	str title;
	struct day introduced;
	double months_observed;
	int is_discontinued;
	struct day discontinued_on;
	str embedded_in, state;
};

struct practice_check {
	struct row row;
	struct id practice, organisation;
	double month_since_end;
	struct day date;
	str state, funded_by;
	struct id evidence, checked_by;
	str note;
};

struct sustainability_score {
	struct row row;
	struct id programme;
	str period;
	struct id round;
	str rater, domain;
	double score;
};

struct collective_action {
	struct row row;
	struct id programme;
	str code;
	struct id community;
	struct day date;
	str title;
	int64_t participants, women;
	str led_by, result;
};

struct local_contribution {
	struct row row;
	struct id programme;
	str code;
	struct id community;
	struct day date;
	str kind;
	double quantity;
	str unit;
	struct money value;
	struct id activity;
};

struct partnership {
	struct row row;
	struct id programme;
	str code, parties, purpose;
	struct day signed_on, ends;
	str status;
	struct id document;
};

struct vn_ta_dossier {
	struct row row;
	struct id programme;
	str ten_du_an, co_quan_chu_quan, don_vi_de_xuat, chu_du_an, nha_tai_tro;
	str dong_tai_tro, thoi_gian, dia_diem, can_cu_phap_ly;
	str boi_canh_su_can_thiet, co_so_de_xuat_nha_tai_tro;
	str muc_tieu_tong_quat, muc_tieu_cu_the, mo_ta_cau_phan;
	str doi_tuong_thu_huong, ke_hoach_thuc_hien, ke_hoach_tdgd;
	str to_chuc_quan_ly, tong_von;
	struct money von_oda, von_doi_ung;
	str co_che_tai_chinh, dieu_kien_rang_buoc, rui_ro, tac_dong_ben_vung;
	str so_quyet_dinh;
	struct day ngay_phe_duyet;
	struct id thu_nha_tai_tro, bao_cao_ket_thuc;
	double von_oda_usd;
	struct day y_kien_du_ngay, ngay_lap_ban_quan_ly;
	str nhat_ky, ghi_chu, state;
	str mau, phien_ban_mau;
	double von_oda_vnd;
};

extern const struct entity sustainability_plan_entity;
extern const struct entity practice_entity;
extern const struct entity practice_check_entity;
extern const struct entity sustainability_score_entity;
extern const struct entity collective_action_entity;
extern const struct entity local_contribution_entity;
extern const struct entity partnership_entity;
extern const struct entity vn_ta_dossier_entity;

#endif
