/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* grants.c - who may do what; grants.h says how to read it. */
#include "model/grants.h"

/*
 * The programme itself: everyone in it sees it, the public what is
 * published.
 */
const struct grant programme_grants[] = {
	{ "PM",  SEE | ADD | EDIT },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "BEN", SEE },
	{ "FAC", SEE },
	{ "RAT", SEE },
	{ "EXP", SEE },
	{ "MEN", SEE },
	{ "PAR", SEE },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "PUB", SEE },
	{ "ADM", SEE | ADD },
	{ 0 }
};

/*
 * Names of persons are among parties, so only roles that may see persons
 * see the register as a whole.
 */
const struct grant party_grants[] = {
	{ "PM",  SEE | ADD | EDIT | DROP | SEE_PERSONAL },
	{ "SEC", SEE | ADD | EDIT | SEE_PERSONAL },
	{ "BEN", SEE | ADD | SEE_PERSONAL },
	{ "FAC", SEE | ADD | EDIT | SEE_PERSONAL },
	{ "MEL", SEE | ADD | EDIT | SEE_PERSONAL },
	{ "EXP", SEE | SEE_PERSONAL },
	{ "EVA", SEE | SEE_PERSONAL },
	{ 0 }
};

/*
 * Donors and the public meet persons in numbers only; an administrator sees
 * the structure, masked.
 */
const struct grant person_grants[] = {
	{ "PM",  SEE | ADD | EDIT | DROP | SEE_PERSONAL },
	{ "SEC", SEE | ADD | EDIT | SEE_PERSONAL },
	{ "BEN", SEE | ADD | EDIT | SEE_PERSONAL },
	{ "FAC", SEE | ADD | EDIT | SEE_PERSONAL },
	{ "MEL", SEE | ADD | EDIT | SEE_PERSONAL },
	{ "EXP", SEE | SEE_PERSONAL },
	{ "EVA", SEE | SEE_PERSONAL },
	{ "SC",  SEE },
	{ "RAT", SEE },
	{ "MEN", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Asked for by the person on his own page, decided on a page of its own. */
const struct grant person_request_grants[] = {
	{ "PM",  SEE | SEE_PERSONAL },
	{ "SEC", SEE | SEE_PERSONAL },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant org_grants[] = {
	{ "PM",  SEE | ADD | EDIT | DROP },
	{ "SEC", SEE | ADD | EDIT },
	{ "BEN", SEE | EDIT },
	{ "FAC", SEE | ADD | EDIT },
	{ "MEL", SEE | ADD | EDIT },
	{ "SC",  SEE },
	{ "RAT", SEE },
	{ "EXP", SEE },
	{ "MEN", SEE },
	{ "PAR", SEE },
	{ "EVA", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE | ADD | EDIT },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant register_grants[] = {
	{ "PM",  SEE | ADD | EDIT | DROP },
	{ "SEC", SEE | ADD | EDIT },
	{ "BEN", SEE | ADD | EDIT },
	{ "FAC", SEE | ADD | EDIT },
	{ "MEL", SEE | ADD | EDIT },
	{ "SC",  SEE },
	{ "EXP", SEE },
	{ "EVA", SEE },
	{ "RM",  SEE },
	{ "ADM", SEE },
	{ 0 }
};

/*
 * Decisions about the programme: proposed by the manager, taken by the
 * committee.
 */
/* Written by the program alone, when a step is taken (flow/both.h). */
const struct grant agreement_grants[] = {
	{ "PM",  SEE },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "BEN", SEE },
	{ "FAC", SEE },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "FIN", SEE, .own = "by" },
	{ "RM",  SEE, .own = "by" },
	{ "DON", SEE, .own = "by" },
	{ "EXP", SEE, .own = "by" },
	{ "MEN", SEE, .own = "by" },
	{ "PAR", SEE, .own = "by" },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant gates_grants[] = {
	{ "SC",  SEE | ADD | EDIT },
	{ "PM",  SEE | ADD },
	{ "SEC", SEE },
	{ "BEN", SEE },
	{ "FAC", SEE },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/*
 * Frameworks belong to the site and are read by all who work with them; a
 * manager changes what he added himself.
 */
const struct grant frame_grants[] = {
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "FAC", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD },
	{ "PM",  SEE | EDIT | DROP, .own = "by" },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "BEN", SEE },
	{ "RAT", SEE },
	{ "EXP", SEE },
	{ "MEN", SEE },
	{ "PAR", SEE },
	{ "EVA", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* The dimensions and items of a framework go with it. */
const struct grant part_grants[] = {
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "FAC", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE },
	{ "PM",  SEE | ADD | EDIT | DROP, .own = "framework.by" },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "BEN", SEE },
	{ "RAT", SEE },
	{ "EXP", SEE },
	{ "MEN", SEE },
	{ "PAR", SEE },
	{ "EVA", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant round_grants[] = {
	{ "FAC", SEE | ADD | EDIT | DROP },
	{ "MEL", SEE | ADD | EDIT },
	{ "PM",  SEE | ADD | EDIT },
	{ "BEN", SEE },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "RAT", SEE },
	{ "EXP", SEE },
	{ "EVA", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/*
 * A rater sees only his own sheets, and fills them through flow/sheet, which
 * lets him answer and nothing else; an administrator sees none.
 */
const struct grant sheets_grants[] = {
	{ "RAT", SEE, .own = "by" },
	{ "FAC", SEE | ADD },
	{ "MEL", SEE | ADD | EDIT },
	{ "PM",  SEE },
	{ "EVA", SEE },
	{ 0 }
};

/* Who a rater is know those who invite, not those who judge the answers. */
const struct grant invitation_grants[] = {
	{ "FAC", SEE | ADD | EDIT | DROP | SEE_PERSONAL },
	{ "PM",  SEE | ADD | EDIT | DROP | SEE_PERSONAL },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ 0 }
};

const struct grant cleaning_grants[] = {
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "FAC", SEE | ADD },
	{ "PM",  SEE },
	{ "EVA", SEE },
	{ 0 }
};

const struct grant levels_grants[] = {
	{ "BEN", SEE | ADD | EDIT },
	{ "FAC", SEE | ADD | EDIT },
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "EXP", SEE },
	{ "EVA", SEE },
	{ "RM",  SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant profile_grants[] = {
	{ "PM",  SEE | ADD | EDIT | DROP },
	{ "BEN", SEE | ADD | EDIT },
	{ "FAC", SEE | ADD | EDIT | DROP },
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "EXP", SEE },
	{ "MEN", SEE },
	{ "EVA", SEE },
	{ "RM",  SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant gaps_grants[] = {
	{ "MEL", SEE | ADD | EDIT },
	{ "FAC", SEE | EDIT },
	{ "BEN", SEE | EDIT },
	{ "PM",  SEE | EDIT },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "EXP", SEE },
	{ "MEN", SEE },
	{ "EVA", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Kept by the program when a round is locked; read by who reads gaps. */
const struct grant scores_grants[] = {
	{ "MEL", SEE },
	{ "FAC", SEE },
	{ "BEN", SEE },
	{ "PM",  SEE },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "EXP", SEE },
	{ "EVA", SEE },
	{ 0 }
};

const struct grant gap_events_grants[] = {
	{ "MEL", SEE | ADD },
	{ "FAC", SEE | ADD },
	{ "BEN", SEE | ADD },
	{ "PM",  SEE | ADD },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "EXP", SEE },
	{ "EVA", SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant gap_checks_grants[] = {
	{ "MEL", SEE | ADD | EDIT },
	{ "FAC", SEE | ADD | EDIT },
	{ "BEN", SEE | ADD | EDIT },
	{ "PM",  SEE | ADD | EDIT },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "EXP", SEE },
	{ "EVA", SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* What members report about their own work together. */
const struct grant community_grants[] = {
	{ "BEN", SEE | ADD | EDIT },
	{ "SEC", SEE | ADD | EDIT },
	{ "FAC", SEE | ADD | EDIT },
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "SC",  SEE },
	{ "EVA", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant issues_grants[] = {
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "FAC", SEE | ADD },
	{ "PM",  SEE },
	{ "EVA", SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant plan_grants[] = {
	{ "PM",  SEE | ADD | EDIT | DROP },
	{ "MEL", SEE | ADD | EDIT },
	{ "BEN", SEE },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "FAC", SEE },
	{ "EXP", SEE },
	{ "EVA", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* What a plan version was is written by the program alone. */
const struct grant plan_line_grants[] = {
	{ "PM",  SEE },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "BEN", SEE },
	{ "FAC", SEE },
	{ "EXP", SEE },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Whoever knows the field may say how well a plan is made. */
const struct grant design_review_grants[] = {
	{ "PM",  SEE | ADD | EDIT },
	{ "MEL", SEE | ADD | EDIT },
	{ "SC",  SEE | ADD | EDIT },
	{ "EXP", SEE | ADD | EDIT },
	{ "EVA", SEE | ADD },
	{ "BEN", SEE | ADD },
	{ "SEC", SEE },
	{ "FAC", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Rules of the whole site. */
const struct grant modality_rule_grants[] = {
	{ "PM",  SEE | ADD | EDIT | DROP },
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "BEN", SEE },
	{ "FAC", SEE },
	{ "EXP", SEE },
	{ "EVA", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE | ADD | EDIT | DROP },
	{ 0 }
};

/*
 * The secretariat starts and finishes, the M&E officer verifies, the
 * manager does the rest.
 */
const struct grant activity_grants[] = {
	{ "PM",  SEE | ADD | EDIT | DROP },
	{ "SEC", SEE | EDIT },
	{ "MEL", SEE | EDIT },
	{ "SC",  SEE | EDIT },
	{ "BEN", SEE },
	{ "FAC", SEE },
	{ "EXP", SEE },
	{ "MEN", SEE },
	{ "PAR", SEE },
	{ "EVA", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant budget_grants[] = {
	{ "FIN", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "BEN", SEE },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "RM",  SEE },
	{ "DON", SEE, .own = "funder" },
	{ "ADM", SEE },
	{ 0 }
};

/* What the published file says of a programme. */
const struct grant iati_grants[] = {
	{ "PM",  SEE | ADD | EDIT | DROP },
	{ "RM",  SEE | ADD | EDIT },
	{ "FIN", SEE | ADD | EDIT },
	{ "MEL", SEE | EDIT },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "EVA", SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Entered by finance, set right by a reversal; LATER fields may be changed. */
const struct grant ledger_grants[] = {
	{ "FIN", SEE | ADD | EDIT },
	{ "PM",  SEE },
	{ "SC",  SEE },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "RM",  SEE },
	{ "DON", SEE, .own = "funder" },
	{ "ADM", SEE },
	{ 0 }
};

/* Rates and accounts are of the site: whoever reads money reads them. */
const struct grant rate_grants[] = {
	{ "FIN", SEE | ADD | EDIT | DROP },
	{ "ADM", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "RM",  SEE },
	{ 0 }
};

/* Put forward by finance; who decides is told by the limits (books.h of
 * flow), never who put it forward. */
const struct grant pending_grants[] = {
	{ "FIN", SEE | ADD },
	{ "PM",  SEE },
	{ "SC",  SEE },
	{ 0 }
};

const struct grant variance_grants[] = {
	{ "FIN", SEE | ADD },
	{ "PM",  SEE | ADD },
	{ "SC",  SEE },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "RM",  SEE },
	{ 0 }
};

const struct grant bank_grants[] = {
	{ "FIN", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE },
	{ 0 }
};

/* What was agreed with funders, and what falls due under it. */
const struct grant funding_grants[] = {
	{ "FIN", SEE | ADD | EDIT | DROP },
	{ "RM",  SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* The public sees the notes that are published. */
const struct grant notes_grants[] = {
	{ "RM",  SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "SC",  SEE },
	{ "FIN", SEE },
	{ "BEN", SEE },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "DON", SEE },
	{ "PUB", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* What a note is made of stays among those who work on it: a donor and the
 * public see what was sent or published. */
const struct grant note_parts_grants[] = {
	{ "RM",  SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT | DROP },
	{ "SC",  SEE },
	{ "FIN", SEE },
	{ "BEN", SEE },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant note_comments_grants[] = {
	{ "RM",  SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT | DROP },
	{ "SC",  SEE | ADD },
	{ "FIN", SEE | ADD },
	{ "BEN", SEE | ADD },
	{ "MEL", SEE | ADD },
	{ "EVA", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Texts as they were submitted: written by the program alone. */
const struct grant note_kept_grants[] = {
	{ "RM",  SEE },
	{ "PM",  SEE },
	{ "SC",  SEE },
	{ "FIN", SEE },
	{ "BEN", SEE },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant note_drafts_grants[] = {
	{ "RM", SEE | ADD | EDIT | DROP, .own = "by" },
	{ "PM", SEE | ADD | EDIT | DROP, .own = "by" },
	{ 0 }
};

/* The site's own headings, for every programme. */
const struct grant note_template_grants[] = {
	{ "RM",  SEE | ADD | EDIT },
	{ "PM",  SEE | ADD | EDIT },
	{ "SC",  SEE },
	{ "FIN", SEE },
	{ "BEN", SEE },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "ADM", SEE | ADD | EDIT | DROP },
	{ 0 }
};

/* A donor sees the conversations with himself. */
const struct grant opportunity_grants[] = {
	{ "RM",  SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "SC",  SEE },
	{ "FIN", SEE | EDIT },
	{ "EVA", SEE },
	{ "DON", SEE | EDIT, .own = "donor" },
	{ "ADM", SEE },
	{ 0 }
};

/* Written by the program at each step. */
const struct grant opportunity_stage_grants[] = {
	{ "RM",  SEE },
	{ "PM",  SEE },
	{ "SC",  SEE },
	{ "FIN", SEE },
	{ "EVA", SEE },
	{ "DON", SEE, .own = "donor" },
	{ "ADM", SEE },
	{ 0 }
};

/* A funder may say himself what he pays for. */
const struct grant funder_profile_grants[] = {
	{ "RM",  SEE | ADD | EDIT | DROP | SEE_PERSONAL },
	{ "PM",  SEE | ADD | EDIT | SEE_PERSONAL },
	{ "SC",  SEE },
	{ "FIN", SEE },
	{ "EVA", SEE },
	{ "DON", SEE | EDIT, .own = "party" },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant funding_call_grants[] = {
	{ "RM",  SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "SC",  SEE },
	{ "FIN", SEE },
	{ "EVA", SEE },
	{ "DON", SEE | EDIT, .own = "funder" },
	{ "ADM", SEE },
	{ 0 }
};

/* An expert keeps his own entry. */
/* Experts declare; who contracts reads it. */
const struct grant interest_grants[] = {
	{ "EXP", SEE | ADD | EDIT },
	{ "SEC", SEE | ADD | EDIT },
	{ "PM",  SEE | ADD | EDIT },
	{ "BEN", SEE },
	{ "SC",  SEE },
	{ "EVA", SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant expert_grants[] = {
	{ "SEC", SEE | ADD | EDIT | DROP | SEE_PERSONAL },
	{ "PM",  SEE | ADD | EDIT | SEE_PERSONAL },
	{ "BEN", SEE },
	{ "SC",  SEE | SEE_PERSONAL },
	{ "EXP", SEE | EDIT | SEE_PERSONAL, .own = "party" },
	{ "FIN", SEE },
	{ "EVA", SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant deliver_grants[] = {
	{ "SEC", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "MEL", SEE | ADD | EDIT },
	{ "EXP", SEE | EDIT },
	{ "FAC", SEE },
	{ "BEN", SEE },
	{ "MEN", SEE },
	{ "PAR", SEE },
	{ "SC",  SEE },
	{ "EVA", SEE },
	{ "FIN", SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* A participant sees his own places, tests and follow-ups. */
const struct grant learners_grants[] = {
	{ "SEC", SEE | ADD | EDIT | SEE_PERSONAL },
	{ "MEL", SEE | ADD | EDIT | DROP | SEE_PERSONAL },
	{ "PM",  SEE | SEE_PERSONAL },
	{ "EXP", SEE | ADD | SEE_PERSONAL },
	{ "BEN", SEE },
	{ "EVA", SEE | SEE_PERSONAL },
	{ "PAR", SEE | ADD | EDIT | SEE_PERSONAL, .own = "person" },
	{ 0 }
};

/* Marks are only added: nobody changes or drops what another saw. */
const struct grant attendance_grants[] = {
	{ "SEC", SEE | ADD | SEE_PERSONAL },
	{ "MEL", SEE | ADD | SEE_PERSONAL },
	{ "PM",  SEE | ADD | SEE_PERSONAL },
	{ "EXP", SEE | ADD | SEE_PERSONAL },
	{ "BEN", SEE },
	{ "EVA", SEE | SEE_PERSONAL },
	{ "PAR", SEE | SEE_PERSONAL, .own = "person" },
	{ 0 }
};

/* Printed and keyed by whoever marks. */
const struct grant signin_grants[] = {
	{ "SEC", SEE | ADD },
	{ "MEL", SEE | ADD },
	{ "PM",  SEE | ADD },
	{ "EXP", SEE | ADD },
	{ "EVA", SEE },
	{ 0 }
};

const struct grant registration_grants[] = {
	{ "SEC", SEE | ADD | EDIT | DROP | SEE_PERSONAL },
	{ "MEL", SEE | ADD | EDIT | SEE_PERSONAL },
	{ "PM",  SEE | ADD | EDIT | SEE_PERSONAL },
	{ "EXP", SEE | SEE_PERSONAL },
	{ "BEN", SEE | ADD },
	{ "EVA", SEE | SEE_PERSONAL },
	{ "PAR", SEE | SEE_PERSONAL, .own = "person" },
	{ 0 }
};

/* Tests and questions of an event: its trainers make them. */
const struct grant exam_grants[] = {
	{ "EXP", SEE | ADD | EDIT | DROP },
	{ "SEC", SEE | ADD | EDIT | DROP },
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "FAC", SEE },
	{ "EVA", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Written by who sits the test, through its link; read and marked by its
 * trainers. */
const struct grant sitting_grants[] = {
	{ "EXP", SEE | EDIT | SEE_PERSONAL },
	{ "SEC", SEE | EDIT | SEE_PERSONAL },
	{ "MEL", SEE | EDIT | DROP | SEE_PERSONAL },
	{ "PM",  SEE | SEE_PERSONAL },
	{ "EVA", SEE },
	{ 0 }
};

const struct grant intake_grants[] = {
	{ "SEC", SEE | ADD | EDIT | DROP },
	{ "MEL", SEE | ADD | EDIT },
	{ "PM",  SEE | ADD | EDIT },
	{ "EXP", SEE },
	{ "EVA", SEE },
	{ 0 }
};

/* Whoever decides about a request sees who it is from. */
const struct grant seat_request_grants[] = {
	{ "SEC", SEE | EDIT | DROP | SEE_PERSONAL },
	{ "MEL", SEE | EDIT | SEE_PERSONAL },
	{ "PM",  SEE | EDIT | SEE_PERSONAL },
	{ "EVA", SEE },
	{ 0 }
};

/* That there are such rows; what they hold never leaves the program. */
const struct grant held_back_grants[] = {
	{ "ADM", SEE },
	{ 0 }
};

/* Who may change an award may issue and revoke its certificates, which the
 * program writes. */
const struct grant awards_grants[] = {
	{ "PM",  SEE | ADD | EDIT | DROP },
	{ "SEC", SEE | ADD | EDIT },
	{ "MEL", SEE | ADD | EDIT },
	{ "EXP", SEE },
	{ "MEN", SEE },
	{ "BEN", SEE },
	{ "PAR", SEE },
	{ "SC",  SEE },
	{ "EVA", SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant certificates_grants[] = {
	{ "PM",  SEE | SEE_PERSONAL },
	{ "SEC", SEE | SEE_PERSONAL },
	{ "MEL", SEE | SEE_PERSONAL },
	{ "EXP", SEE | SEE_PERSONAL },
	{ "BEN", SEE },
	{ "EVA", SEE | SEE_PERSONAL },
	{ "PAR", SEE | SEE_PERSONAL, .own = "person" },
	{ 0 }
};

const struct grant keys_grants[] = {
	{ "ADM", SEE },
	{ 0 }
};

/* Test questions with their keys are never shown to participants. */
const struct grant items_grants[] = {
	{ "EXP", SEE | ADD | EDIT | DROP },
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "SEC", SEE | ADD | EDIT },
	{ "PM",  SEE | ADD | EDIT },
	{ "EVA", SEE },
	{ 0 }
};

const struct grant reactions_grants[] = {
	{ "SEC", SEE | ADD },
	{ "MEL", SEE | ADD | EDIT | DROP | SEE_PERSONAL },
	{ "PM",  SEE },
	{ "EXP", SEE },
	{ "EVA", SEE },
	{ "PAR", SEE | ADD | EDIT, .own = "respondent" },
	{ 0 }
};

const struct grant advice_grants[] = {
	{ "BEN", SEE | ADD | EDIT },
	{ "SEC", SEE | ADD | EDIT | SEE_PERSONAL },
	{ "PM",  SEE | ADD | EDIT | SEE_PERSONAL },
	{ "EXP", SEE | EDIT | SEE_PERSONAL },
	{ "SC",  SEE | EDIT },
	{ "MEL", SEE },
	{ "EVA", SEE | SEE_PERSONAL },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* What the public may send in, and when. */
const struct grant call_grants[] = {
	{ "SEC", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT | DROP },
	{ "SC",  SEE },
	{ "BEN", SEE },
	{ "EXP", SEE },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "RM",  SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Written by the program when a public form is sent. */
const struct grant call_form_grants[] = {
	{ "SEC", SEE },
	{ "PM",  SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Several persons score a request, each a sheet of his own. */
const struct grant judging_grants[] = {
	{ "SC",  SEE | ADD },
	{ "SC",  SEE | EDIT, .own = "by" },
	{ "SEC", SEE | ADD },
	{ "SEC", SEE | EDIT, .own = "by" },
	{ "PM",  SEE | ADD },
	{ "PM",  SEE | EDIT, .own = "by" },
	{ "MEL", SEE | ADD },
	{ "MEL", SEE | EDIT, .own = "by" },
	{ "EVA", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* The beneficiary picks from the pool; what an expert declares of himself
 * is read by who contracts. */
const struct grant matching_grants[] = {
	{ "SEC", SEE | ADD | EDIT | DROP | SEE_PERSONAL },
	{ "PM",  SEE | ADD | EDIT | SEE_PERSONAL },
	{ "BEN", SEE | ADD | EDIT },
	{ "SC",  SEE | SEE_PERSONAL },
	{ "MEL", SEE },
	{ "EVA", SEE | SEE_PERSONAL },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant mission_feedback_grants[] = {
	{ "SEC", SEE | ADD | SEE_PERSONAL },
	{ "MEL", SEE | ADD | SEE_PERSONAL },
	{ "PM",  SEE | ADD | SEE_PERSONAL },
	{ "EXP", SEE },
	{ "BEN", SEE },
	{ "SC",  SEE },
	{ "EVA", SEE | SEE_PERSONAL },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant advisory_grants[] = {
	{ "SEC", SEE | ADD | EDIT | DROP | SEE_PERSONAL },
	{ "PM",  SEE | ADD | EDIT | SEE_PERSONAL },
	{ "EXP", SEE | ADD | EDIT | SEE_PERSONAL },
	{ "BEN", SEE | ADD },
	{ "MEL", SEE },
	{ "SC",  SEE },
	{ "EVA", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Who may talk in a network sees that it is there. */
const struct grant network_grants[] = {
	{ "BEN", SEE | ADD | EDIT },
	{ "SEC", SEE | ADD | EDIT },
	{ "FAC", SEE | ADD | EDIT },
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "EXP", SEE },
	{ "MEN", SEE },
	{ "PAR", SEE },
	{ "SC",  SEE },
	{ "EVA", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Whoever takes part may speak and put something on the shelf. */
const struct grant talk_grants[] = {
	{ "SEC", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT | DROP },
	{ "BEN", SEE | ADD | EDIT },
	{ "FAC", SEE | ADD | EDIT },
	{ "MEL", SEE | ADD | EDIT },
	{ "EXP", SEE | ADD },
	{ "MEN", SEE | ADD },
	{ "PAR", SEE | ADD },
	{ "SC",  SEE | ADD },
	{ "EVA", SEE },
	{ "RM",  SEE | ADD },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/*
 * The programme answers what an evaluator recommends; it does not rewrite
 * it.
 */
const struct grant recommendation_grants[] = {
	{ "EVA", SEE | ADD | EDIT },
	{ "SEC", SEE | ADD },
	{ "EXP", SEE | ADD },
	{ "PM",  SEE | EDIT },
	{ "BEN", SEE | EDIT },
	{ "MEL", SEE },
	{ "SC",  SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Mentor and mentee see their own agreements. */
const struct grant mentoring_grants[] = {
	{ "SEC", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD },
	{ "MEL", SEE | EDIT },
	{ "BEN", SEE },
	{ "EVA", SEE },
	{ "MEN", SEE | EDIT, .own = "mentor" },
	{ "PAR", SEE | EDIT, .own = "mentee" },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant mentoring_session_grants[] = {
	{ "MEN", SEE | ADD | EDIT, .own = "mentor" },
	{ "PAR", SEE | EDIT, .own = "mentee" },
	{ "SEC", SEE | ADD },
	{ "MEL", SEE },
	{ "PM",  SEE },
	{ "EVA", SEE },
	{ 0 }
};

/* The pair and nobody else, whatever else they may be. */
const struct grant pair_grants[] = {
	{ "MEN", SEE | ADD | EDIT | DROP | SEE_PERSONAL, .own = "mentor" },
	{ "PAR", SEE | ADD | EDIT | DROP | SEE_PERSONAL, .own = "mentee" },
	{ 0 }
};

const struct grant assets_grants[] = {
	{ "SEC", SEE | ADD | EDIT | DROP | SEE_PERSONAL },
	{ "PM",  SEE | ADD | EDIT },
	{ "BEN", SEE | EDIT | SEE_PERSONAL },
	{ "FIN", SEE | ADD | EDIT | SEE_PERSONAL },
	{ "MEL", SEE | EDIT },
	{ "SC",  SEE | EDIT },
	{ "EXP", SEE },
	{ "EVA", SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Whoever meets it on site may say how he found it. */
const struct grant checks_grants[] = {
	{ "SEC", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "BEN", SEE | ADD },
	{ "EXP", SEE | ADD },
	{ "FIN", SEE },
	{ "SC",  SEE },
	{ "EVA", SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Written by the page that somebody signs on (flow/handover.h). */
const struct grant signatures_grants[] = {
	{ "SEC", SEE | SEE_PERSONAL },
	{ "PM",  SEE | SEE_PERSONAL },
	{ "BEN", SEE | SEE_PERSONAL },
	{ "FIN", SEE | SEE_PERSONAL },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant policy_grants[] = {
	{ "BEN", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "SEC", SEE | ADD | EDIT },
	{ "MEL", SEE | EDIT },
	{ "EXP", SEE },
	{ "SC",  SEE },
	{ "EVA", SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Written by the program when a delivery closes. */
const struct grant dose_grants[] = {
	{ "PM",  SEE },
	{ "SEC", SEE | ADD },
	{ "MEL", SEE | ADD },
	{ "EXP", SEE },
	{ "BEN", SEE },
	{ "FIN", SEE },
	{ "EVA", SEE },
	{ "SC",  SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Who reports, and who accepts what was reported. */
const struct grant periods_grants[] = {
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "BEN", SEE },
	{ "EXP", SEE },
	{ "EVA", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant values_grants[] = {
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD },
	{ "SEC", SEE | ADD },
	{ "BEN", SEE | ADD },
	{ "SC",  SEE },
	{ "EXP", SEE },
	{ "EVA", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Anyone may send feedback; only those who answer it read it,
 * and what is sensitive the manager and who stands above him. */
const struct grant feedback_grants[] = {
	{ "SEC", SEE | ADD | EDIT | SEE_PERSONAL },
	{ "PM",  SEE | ADD | EDIT | SEE_PERSONAL | SEE_GUARDED },
	{ "MEL", SEE | ADD | EDIT | SEE_PERSONAL },
	{ "BEN", SEE },
	{ "SC",  SEE | SEE_GUARDED },
	{ "EVA", SEE },
	{ "PUB", ADD },
	{ "PAR", ADD },
	{ "RAT", ADD },
	{ "EXP", ADD },
	{ "MEN", ADD },
	{ 0 }
};

/* Findings are the evaluator's; the manager may fill their answer, no more. */
const struct grant evaluation_grants[] = {
	{ "EVA", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "BEN", SEE },
	{ "MEL", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "PUB", SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant finding_grants[] = {
	{ "EVA", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | EDIT },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "BEN", SEE },
	{ "MEL", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* Who manages writes down what he sees; the evaluator may say otherwise. */
const struct grant contribution_grants[] = {
	{ "EVA", SEE | ADD | EDIT | DROP },
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "BEN", SEE | ADD },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* The public sees the lessons that are published. */
const struct grant lessons_grants[] = {
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "SEC", SEE | ADD },
	{ "BEN", SEE | ADD },
	{ "FAC", SEE | ADD },
	{ "EXP", SEE | ADD },
	{ "MEN", SEE | ADD },
	{ "PAR", SEE | ADD },
	{ "EVA", SEE | ADD },
	{ "SC",  SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "PUB", SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant question_grants[] = {
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "SEC", SEE | ADD },
	{ "BEN", SEE | ADD },
	{ "FAC", SEE | ADD },
	{ "EXP", SEE | ADD },
	{ "MEN", SEE | ADD },
	{ "PAR", SEE | ADD },
	{ "EVA", SEE | ADD },
	{ "SC",  SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant sustain_grants[] = {
	{ "BEN", SEE | ADD | EDIT },
	{ "PM",  SEE | ADD | EDIT | DROP },
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "SEC", SEE },
	{ "SC",  SEE },
	{ "EVA", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

const struct grant dossier_grants[] = {
	{ "BEN", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE | ADD | EDIT },
	{ "SC",  SEE | EDIT },
	{ "SEC", SEE },
	{ "FIN", SEE },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "DON", SEE },
	{ "ADM", SEE },
	{ 0 }
};

/* An administrator keeps the users; nobody else reads them. */
const struct grant users_grants[] = {
	{ "ADM", SEE | ADD | EDIT | DROP | SEE_PERSONAL },
	{ 0 }
};

const struct grant roles_grants[] = {
	{ "ADM", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE },
	{ 0 }
};

/* Everybody keeps his own. */
const struct grant tokens_grants[] = {
	{ "ADM", SEE | DROP },
	{ "PM",  SEE | ADD | EDIT | DROP, .own = "user" },
	{ "SC",  SEE | ADD | EDIT | DROP, .own = "user" },
	{ "SEC", SEE | ADD | EDIT | DROP, .own = "user" },
	{ "BEN", SEE | ADD | EDIT | DROP, .own = "user" },
	{ "FAC", SEE | ADD | EDIT | DROP, .own = "user" },
	{ "EXP", SEE | ADD | EDIT | DROP, .own = "user" },
	{ "MEL", SEE | ADD | EDIT | DROP, .own = "user" },
	{ "EVA", SEE | ADD | EDIT | DROP, .own = "user" },
	{ "FIN", SEE | ADD | EDIT | DROP, .own = "user" },
	{ "RM",  SEE | ADD | EDIT | DROP, .own = "user" },
	{ "DON", SEE | ADD | EDIT | DROP, .own = "user" },
	{ 0 }
};

const struct grant settings_grants[] = {
	{ "ADM", SEE | ADD | EDIT | DROP },
	{ 0 }
};

/* Added by an administrator, read by everyone who fills in a form. */
const struct grant codes_grants[] = {
	{ "ADM", SEE | ADD | EDIT | DROP },
	{ "PM",  SEE },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "BEN", SEE },
	{ "FAC", SEE },
	{ "RAT", SEE },
	{ "EXP", SEE },
	{ "MEN", SEE },
	{ "PAR", SEE },
	{ "MEL", SEE },
	{ "EVA", SEE },
	{ "FIN", SEE },
	{ "RM",  SEE },
	{ "DON", SEE },
	{ 0 }
};

/* Who sees the row a file belongs to sees the file; who may change the row
 * may attach to it; who added it may take it away (flow/reach.c). */
const struct grant files_grants[] = {
	{ "PM",  SEE | ADD | EDIT | DROP },
	{ "SEC", SEE | ADD | EDIT },
	{ "BEN", SEE | ADD | EDIT },
	{ "FAC", SEE | ADD },
	{ "EXP", SEE | ADD },
	{ "MEL", SEE | ADD | EDIT | DROP },
	{ "EVA", SEE | ADD },
	{ "FIN", SEE | ADD },
	{ "RM",  SEE | ADD },
	{ "SC",  SEE },
	{ "DON", SEE },
	{ "ADM", SEE | DROP },
	{ 0 }
};

/* Everybody sees the work he started, and may stop it; which kinds he may
 * start is for flow/job to say. */
const struct grant jobs_grants[] = {
	{ "ADM", SEE | EDIT | DROP },
	{ "PM",  SEE | EDIT, .own = "by" },
	{ "SC",  SEE | EDIT, .own = "by" },
	{ "SEC", SEE | EDIT, .own = "by" },
	{ "BEN", SEE | EDIT, .own = "by" },
	{ "FAC", SEE | EDIT, .own = "by" },
	{ "RAT", SEE | EDIT, .own = "by" },
	{ "EXP", SEE | EDIT, .own = "by" },
	{ "MEN", SEE | EDIT, .own = "by" },
	{ "PAR", SEE | EDIT, .own = "by" },
	{ "MEL", SEE | EDIT, .own = "by" },
	{ "EVA", SEE | EDIT, .own = "by" },
	{ "FIN", SEE | EDIT, .own = "by" },
	{ "RM",  SEE | EDIT, .own = "by" },
	{ "DON", SEE | EDIT, .own = "by" },
	{ 0 }
};

/* Only the program writes mails and wishes; who keeps the site sees where
 * they went, who runs a programme that they did, not to whom. */
/* A funder gets the report itself; here are those who write it and those who
 * answer for it. */
const struct grant report_grants[] = {
	{ "PM",  SEE | ADD | EDIT | DROP | SEE_PERSONAL },
	{ "RM",  SEE | ADD | EDIT | SEE_PERSONAL },
	{ "MEL", SEE | ADD | EDIT },
	{ "FIN", SEE | EDIT },
	{ "SC",  SEE },
	{ "SEC", SEE },
	{ "EVA", SEE },
	{ 0 }
};

/* Web hooks see with the eyes of the administrator who made them. */
const struct grant hooks_grants[] = {
	{ "ADM", SEE | ADD | EDIT | DROP },
	{ 0 }
};

const struct grant mails_grants[] = {
	{ "ADM", SEE | SEE_PERSONAL | DROP },
	{ "PM",  SEE },
	{ 0 }
};

const struct grant wishes_grants[] = {
	{ "ADM", SEE | SEE_PERSONAL },
	{ 0 }
};

const struct grant comments_grants[] = {
	{ "PM",  SEE | ADD | EDIT | DROP },
	{ "SC",  SEE | ADD },
	{ "SEC", SEE | ADD },
	{ "BEN", SEE | ADD },
	{ "FAC", SEE | ADD },
	{ "EXP", SEE | ADD },
	{ "MEL", SEE | ADD },
	{ "EVA", SEE | ADD },
	{ "FIN", SEE | ADD },
	{ "RM",  SEE | ADD },
	{ "DON", SEE | ADD },
	{ "ADM", SEE | DROP },
	{ 0 }
};

const struct grant tasks_grants[] = {
	{ "PM",  SEE | ADD | EDIT | DROP },
	{ "SEC", SEE | ADD | EDIT },
	{ "MEL", SEE | ADD | EDIT },
	{ "FAC", SEE | ADD | EDIT },
	{ "BEN", SEE | EDIT, .own = "who" },
	{ "SC",  SEE | EDIT, .own = "who" },
	{ "EXP", SEE | EDIT, .own = "who" },
	{ "MEN", SEE | EDIT, .own = "who" },
	{ "PAR", SEE | EDIT, .own = "who" },
	{ "EVA", SEE | EDIT, .own = "who" },
	{ "FIN", SEE | EDIT, .own = "who" },
	{ "RM",  SEE | EDIT, .own = "who" },
	{ "DON", SEE | EDIT, .own = "who" },
	{ "ADM", SEE | ADD | EDIT, .own = "who" },
	{ 0 }
};
