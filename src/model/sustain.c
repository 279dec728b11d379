/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sustain.c - the tables of sustain.h. */
#include "model/sustain.h"

#include "model/codes.h"
#include "model/grants.h"
#include "model/machines.h"

#define F(m) FIELD(struct sustainability_plan, m)

const struct entity sustainability_plan_entity = {
	.name   = "sustainability_plan",
	.label  = "Sustainability plan",
	.plural = "Sustainability plans",
	.about  = "How results will last after outside support ends: who takes over, with"
	          " what money, by when.",
	.phase  = "sustain",
	.size   = sizeof(struct sustainability_plan),
	.home   = "programme",
	.order  = "-version",
	.grants = sustain_grants,

	.fields = (const struct field[]){
	{ F(programme),          T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(version),            T_COUNT, "Version", .min = 1, .max = 1000,
	    .flags = MUST | LIST | NAME },
	{ F(results_to_sustain), T_TABLE, "Results to sustain",
	    .columns = "result owner_after how cost_per_year funding_source embedded_in" },
	{ F(exit_criteria),      T_TABLE, "Exit criteria",
	    .columns = "criterion threshold value met waived_by why",
	    .hint = "Met is yes or no. What is waived says by whom and why." },
	{ F(transfer_steps),     T_TABLE, "Steps of transfer",
	    .columns = "task function from to state date",
	    .hint = "State is shown, guided, alone or teaches." },
	{ F(assets),             T_TABLE, "Assets", .columns = "item to title_date" },
	{ F(knowledge_transfer), T_LONG, "Transfer of knowledge" },
	{ F(risks),              T_REFS, "Risks", .to = "risk" },
	{ F(phase_down),         T_TABLE, "Phasing down", .columns = "date external_share" },
	{ F(follow_up_dates),    T_TABLE, "Follow-ups", .columns = "date" },
	{ F(assessment_rounds),  T_REFS, "Assessment rounds", .to = "assessment_round" },
	{ F(approved),           T_DAY, "Approved on", .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "version", "programme", "This version is here already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct practice, m)

const struct entity practice_entity = {
	.name   = "practice",
	.label  = "Practice",
	.plural = "Practices",
	.about  = "A new way of working in an organisation, watched to see whether it stays.",
	.phase  = "sustain",
	.size   = sizeof(struct practice),
	.home   = "programme",
	.within = "programme",
	.order  = "introduced",
	.grants = sustain_grants,

	.fields = (const struct field[]){
	{ F(programme),       T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),            T_TEXT, "Code", .hint = "Such as PR01.", .max = 60,
	    .flags = MUST | LIST | SEARCH | CODE },
	{ F(organisation),    T_REF, "Organisation", .to = "party", .flags = MUST | LIST },
	{ F(activity),        T_REF, "Activity", .to = "activity" },
	{ F(title),           T_LANG, "Title", .flags = LIST | SEARCH | NAME },
	{ F(introduced),      T_DAY, "Introduced on", .flags = MUST | LIST },
	{ F(months_observed), T_REAL, "Months observed", .unit = "months", .min = 0, .max = 1200,
	    .flags = LIST },
	{ F(is_discontinued), T_BOOL, "Discontinued", .flags = LIST },
	{ F(discontinued_on), T_DAY, "Discontinued on", .flags = LIST },
	{ F(embedded_in),     T_CHOICE, "Embedded in", .choices = &embedded_in_codes },
	{ F(state),           T_STATE, "State", .machine = &practice_machine, .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "discontinued_on", "introduced",
	    "It was discontinued before it was introduced." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct practice_check, m)

const struct entity practice_check_entity = {
	.name   = "practice_check",
	.label  = "Check of a practice",
	.plural = "Checks of practices",
	.about  = "What was seen of a practice some months after support ended.",
	.phase  = "sustain",
	.size   = sizeof(struct practice_check),
	.home   = "practice.programme",
	.order  = "practice",
	.grants = sustain_grants,

	.fields = (const struct field[]){
	{ F(practice),        T_REF, "Practice", .to = "practice", .flags = MUST | LIST | NAME },
	{ F(organisation),    T_REF, "Organisation", .to = "party" },
	{ F(month_since_end), T_REAL, "Months after", .unit = "months", .min = 0, .max = 1200,
	    .flags = MUST | LIST | NAME },
	{ F(date),            T_DAY, "Date", .flags = LIST },
	{ F(state),           T_CHOICE, "State then", .choices = &practice_state_codes,
	    .flags = MUST | LIST },
	{ F(funded_by),       T_CHOICE, "Paid from", .choices = &fund_kind_codes },
	{ F(evidence),        T_REF, "Evidence", .to = "file" },
	{ F(checked_by),      T_REF, "Checked by", .to = "party" },
	{ F(note),            T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "month_since_end", "practice", "This check is recorded already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct sustainability_score, m)

const struct entity sustainability_score_entity = {
	.name   = "sustainability_score",
	.label  = "Sustainability score",
	.plural = "Sustainability scores",
	.about  = "One rater's score of the programme on one domain of sustainability.",
	.phase  = "sustain",
	.size   = sizeof(struct sustainability_score),
	.home   = "programme",
	.order  = "-period",
	.grants = issues_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(period),    T_TEXT, "Round or year", .max = 60, .flags = MUST | LIST | NAME },
	{ F(round),     T_REF, "Assessment round", .to = "assessment_round" },
	{ F(rater),     T_TEXT, "Rater", .hint = "A pseudonym.", .max = 80, .flags = MUST | LIST },
	{ F(domain),    T_CHOICE, "Domain", .choices = &sustainability_domain_codes,
	    .flags = MUST | LIST | NAME },
	{ F(score),     T_REAL, "Score", .min = 0, .max = 10, .flags = MUST | LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "domain", "programme period rater", "This score is here already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct collective_action, m)

const struct entity collective_action_entity = {
	.name   = "collective_action",
	.label  = "Collective action",
	.plural = "Collective actions",
	.about  = "Something people of a community did together, and what came of it.",
	.phase  = "sustain",
	.size   = sizeof(struct collective_action),
	.home   = "programme",
	.within = "programme",
	.order  = "-date",
	.grants = community_grants,

	.fields = (const struct field[]){
	{ F(programme),    T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),         T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(community),    T_REF, "Community", .to = "party", .flags = MUST | LIST },
	{ F(date),         T_DAY, "Date", .flags = MUST | LIST },
	{ F(title),        T_TEXT, "Title", .flags = MUST | LIST | SEARCH | NAME },
	{ F(participants), T_COUNT, "Participants", .unit = "people", .min = 0, .max = 10000000,
	    .flags = LIST },
	{ F(women),        T_COUNT, "Women", .unit = "people", .min = 0, .max = 10000000,
	    .flags = LIST },
	{ F(led_by),       T_CHOICE, "Led by", .choices = &action_lead_codes, .flags = LIST },
	{ F(result),       T_LONG, "Result", .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_ABOVE, "women", "participants", "More women than people took part." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct local_contribution, m)

const struct entity local_contribution_entity = {
	.name   = "local_contribution",
	.label  = "Local contribution",
	.plural = "Local contributions",
	.about  = "Money, labour or material that a community put in itself.",
	.phase  = "sustain",
	.size   = sizeof(struct local_contribution),
	.home   = "programme",
	.within = "programme",
	.order  = "-date",
	.grants = community_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),      T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(community), T_REF, "Community", .to = "party", .flags = MUST | LIST | NAME },
	{ F(date),      T_DAY, "Date", .flags = MUST | LIST | NAME },
	{ F(kind),      T_CHOICE, "Kind", .choices = &contribution_kind_codes,
	    .flags = MUST | LIST },
	{ F(quantity),  T_REAL, "Quantity", .min = 0, .max = 1e15, .flags = LIST },
	{ F(unit),      T_TEXT, "Unit", .max = 60, .flags = LIST },
	{ F(value),     T_MONEY, "Value", .max = 1e17, .flags = LIST },
	{ F(activity),  T_REF, "Activity", .to = "activity" },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct partnership, m)

const struct entity partnership_entity = {
	.name   = "partnership",
	.label  = "Partnership",
	.plural = "Partnerships",
	.about  = "An agreement between parties to do something together.",
	.phase  = "sustain",
	.size   = sizeof(struct partnership),
	.home   = "programme",
	.within = "programme",
	.order  = "signed_on",
	.grants = community_grants,

	.fields = (const struct field[]){
	{ F(programme), T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),      T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(parties),   T_REFS, "Parties", .to = "party", .flags = MUST | LIST },
	{ F(purpose),   T_TEXT, "Purpose", .flags = MUST | LIST | SEARCH | NAME },
	{ F(signed_on), T_DAY, "Signed on", .flags = LIST },
	{ F(ends),      T_DAY, "Ends", .flags = LIST },
	{ F(status),    T_CHOICE, "Status", .choices = &partnership_status_codes,
	    .flags = MUST | LIST },
	{ F(document),  T_REF, "Agreement", .to = "file" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "ends", "signed_on", "The agreement ends before it was signed." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct vn_ta_dossier, m)

const struct entity vn_ta_dossier_entity = {
	.name   = "vn_ta_dossier",
	.label  = "Vietnamese TA project document",
	.plural = "Vietnamese TA project documents",
	.about  = "The project document (văn kiện dự án hỗ trợ kỹ thuật) that Vietnamese"
	          " authorities appraise and approve.",
	.phase  = "plan",
	.size   = sizeof(struct vn_ta_dossier),
	.home   = "programme",
	.order  = "ngay_phe_duyet",
	.grants = dossier_grants,

	.fields = (const struct field[]){
	{ F(programme),                 T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(ten_du_an),                 T_LANG, "Project name",
	    .flags = MUST | LIST | SEARCH | NAME },
	{ F(co_quan_chu_quan),          T_TEXT, "Managing agency", .flags = MUST },
	{ F(don_vi_de_xuat),            T_TEXT, "Proposing unit" },
	{ F(chu_du_an),                 T_TEXT, "Project owner", .flags = MUST },
	{ F(nha_tai_tro),               T_TEXT, "Donor", .flags = MUST },
	{ F(dong_tai_tro),              T_TEXT, "Co-financing" },
	{ F(thoi_gian),                 T_TEXT, "Time" },
	{ F(dia_diem),                  T_TEXT, "Place" },
	{ F(can_cu_phap_ly),            T_TABLE, "Legal basis", .columns = "can_cu",
	    .help = "Decree 114/2021/ND-CP; from 10 September 2025 Decree 242/2025/ND-CP. A "
	            "document keeps the basis it was written under." },
	{ F(boi_canh_su_can_thiet),     T_LONG, "Context and need" },
	{ F(co_so_de_xuat_nha_tai_tro), T_LONG, "Why this donor" },
	{ F(muc_tieu_tong_quat),        T_LONG, "Overall objective" },
	{ F(muc_tieu_cu_the),           T_TABLE, "Specific objectives", .columns = "muc_tieu" },
	{ F(mo_ta_cau_phan),            T_TABLE, "Components",
	    .columns = "cau_phan hoat_dong ket_qua nguon_luc" },
	{ F(doi_tuong_thu_huong),       T_LONG, "Beneficiaries" },
	{ F(ke_hoach_thuc_hien),        T_TABLE, "Implementation plan",
	    .columns = "hoat_dong thoi_gian don_vi" },
	{ F(ke_hoach_tdgd),             T_LONG, "Monitoring and evaluation plan" },
	{ F(to_chuc_quan_ly),           T_LONG, "Management" },
	{ F(tong_von),                  T_TABLE, "Total capital",
	    .columns = "nguon nguyen_te vnd usd hinh_thuc" },
	{ F(von_oda),                   T_MONEY, "ODA capital", .max = 1e17 },
	{ F(von_doi_ung),               T_MONEY, "Counterpart capital", .max = 1e17 },
	{ F(co_che_tai_chinh),          T_LONG, "Financial mechanism" },
	{ F(dieu_kien_rang_buoc),       T_LONG, "Binding conditions" },
	{ F(rui_ro),                    T_TABLE, "Risks", .columns = "rui_ro bien_phap" },
	{ F(tac_dong_ben_vung),         T_LONG, "Impact and sustainability" },
	{ F(so_quyet_dinh),             T_TEXT, "Decision number", .max = 120, .flags = LIST },
	{ F(ngay_phe_duyet),            T_DAY, "Approved on", .flags = LIST },
	{ F(thu_nha_tai_tro),           T_REF, "Letter of the donor",
	    .hint = "The donor's letter that it will consider the project.", .to = "file" },
	{ F(von_oda_usd),               T_REAL, "ODA capital in US dollars", .unit = "USD",
	    .hint = "At most 200,000 may go to appraisal without asking for opinions.",
	    .min = 0, .max = 1e12 },
	{ F(y_kien_du_ngay),            T_DAY, "All opinions in on" },
	{ F(ngay_lap_ban_quan_ly),      T_DAY, "Management unit set up on" },
	{ F(bao_cao_ket_thuc),          T_REF, "Completion report", .to = "file" },
	{ F(von_oda_vnd),               T_REAL, "ODA capital in Vietnamese dong", .unit = "VND",
	    .min = 0, .max = 1e16 },
	{ F(mau),                       T_CHOICE, "Template",
	    .choices = &dossier_template_codes,
	    .hint = "The decree whose form it follows; it stays with the document." },
	{ F(phien_ban_mau),             T_TEXT, "Version of the template", .max = 60 },
	{ F(nhat_ky),                   T_TABLE, "Log", .columns = "trang_thai ngay" },
	{ F(ghi_chu),                   T_LONG, "Note" },
	{ F(state),                     T_STATE, "State", .machine = &vn_ta_dossier_machine,
	    .flags = LIST },
	{ 0 } },
};

#undef F
