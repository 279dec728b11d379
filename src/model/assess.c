/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* assess.c - the tables of assess.h. */
#include "model/assess.h"

#include "model/codes.h"
#include "model/grants.h"
#include "model/machines.h"

#define F(m) FIELD(struct framework, m)

const struct entity framework_entity = {
	.name   = "framework",
	.label  = "Framework",
	.plural = "Frameworks",
	.about  = "A published or own set of dimensions and items, in one version, on one scale.",
	.phase  = "assess",
	.size   = sizeof(struct framework),
	.order  = "code",
	.flags  = SHARED,
	.grants = frame_grants,

	.fields = (const struct field[]){
	{ F(code),             T_TEXT, "Code",
	    .hint = "The same in every version, such as pact_opi.", .max = 80,
	    .flags = MUST | LIST | SEARCH },
	{ F(version),          T_TEXT, "Version", .hint = "Such as 1.0.0.", .max = 40,
	    .flags = MUST | LIST },
	{ F(title),            T_LANG, "Title", .flags = MUST | LIST | SEARCH | NAME },
	{ F(target),           T_CHOICE, "Meant for", .choices = &subject_type_codes,
	    .flags = MUST | LIST },
	{ F(scale_min),        T_REAL, "Lowest level", .min = -1000, .max = 1000, .flags = MUST },
	{ F(scale_max),        T_REAL, "Highest level", .min = -1000, .max = 1000, .flags = MUST },
	{ F(scale_step),       T_REAL, "Step between levels", .min = 0, .max = 1000 },
	{ F(levels),           T_TABLE, "Levels of the scale",
	    .columns = "value label label_vi descriptor" },
	{ F(is_higher_better), T_BOOL, "A higher level is better" },
	{ F(allow_na),         T_BOOL, "Not applicable may be answered" },
	{ F(allow_dont_know),  T_BOOL, "Don't know may be answered" },
	{ F(rater_rule),       T_CHOICE, "From raters to an item",
	    .hint = "How the answers of several raters become one level.",
	    .help = "Median over raters whose role has a weight above 0; mean weighted by role, "
	            "the weights made to add up over the roles present; the agreed score, which is "
	            "the median of the external raters; or the one rater there is.",
	    .choices = &rater_rule_codes, .flags = MUST },
	{ F(dimension_rule),   T_CHOICE, "From items to a dimension",
	    .choices = &dimension_rule_codes, .flags = MUST },
	{ F(overall_rule),     T_CHOICE, "From dimensions to the whole",
	    .choices = &overall_rule_codes },
	{ F(min_share),        T_REAL, "Smallest share answered",
	    .hint = "Below it a dimension has no score.", .min = 0, .max = 1,
	    .help = "Items answered over items asked, in one dimension; what is missing is never "
	            "taken as zero." },
	{ F(role_weights),     T_JSON, "Weights of raters' roles",
	    .hint = "Such as {\"self\": 0.3, \"peer\": 0.7}; 0 leaves a role out." },
	{ F(source),           T_JSON, "Source and licence" },
	{ F(note),             T_LONG, "Note" },
	{ F(other),            T_JSON, "Further details",
	    .hint = "What the framework's file says beyond the fields here." },
	{ F(is_frozen),        T_BOOL, "Frozen",
	    .hint = "Used in a round, so it never changes again; a change is a new version.",
	    .flags = KEPT },
	{ F(replaces),         T_REF, "Replaces", .hint = "The version before.",
	    .to = "framework" },
	{ F(mapping),          T_JSON, "Mapping from the version before",
	    .hint = "From old item codes to new ones." },
	{ F(by),               T_REF, "Added by", .to = "user", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_ABOVE, "scale_min", "scale_max", "The lowest level is above the highest." },
	{ ONCE_PER, "code", "version", "This version is here already." },
	{ NO_CYCLE, "replaces", NULL, "A version cannot replace itself." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct dimension, m)

const struct entity dimension_entity = {
	.name   = "dimension",
	.label  = "Dimension",
	.plural = "Dimensions",
	.about  = "One side of capacity within a framework, measured by its items.",
	.phase  = "assess",
	.size   = sizeof(struct dimension),
	.within = "framework",
	.order  = "seq",
	.flags  = SHARED,
	.grants = part_grants,

	.fields = (const struct field[]){
	{ F(framework),   T_REF, "Framework", .to = "framework", .flags = MUST | LIST },
	{ F(code),        T_TEXT, "Code", .max = 60, .flags = MUST | LIST | SEARCH | CODE },
	{ F(title),       T_LANG, "Title", .flags = MUST | LIST | SEARCH | NAME },
	{ F(description), T_LONG, "Description" },
	{ F(weight),      T_REAL, "Weight", .min = 0, .max = 1000 },
	{ F(area),        T_CHOICE, "Area of improvement", .choices = &capacity_area_codes },
	{ F(seq),         T_COUNT, "Position", .hint = "1 for the first.", .min = 1, .max = 10000,
	    .flags = MUST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "seq", "framework", "Another dimension has this place." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct item, m)

const struct entity item_entity = {
	.name   = "item",
	.label  = "Item",
	.plural = "Items",
	.about  = "One question of a framework, answered with a level.",
	.phase  = "assess",
	.size   = sizeof(struct item),
	.within = "framework",
	.order  = "seq",
	.flags  = SHARED,
	.grants = part_grants,

	.fields = (const struct field[]){
	{ F(framework),   T_REF, "Framework", .to = "framework", .flags = MUST },
	{ F(dimension),   T_REF, "Dimension", .to = "dimension", .flags = MUST | LIST },
	{ F(code),        T_TEXT, "Code", .max = 60, .flags = MUST | LIST | SEARCH | CODE },
	{ F(question),    T_LANG, "Question", .flags = MUST | LIST | SEARCH | NAME },
	{ F(kind),        T_CHOICE, "Kind of capacity", .choices = &capacity_kind_codes },
	{ F(evidence),    T_LONG, "Evidence asked for" },
	{ F(descriptors), T_JSON, "What each level looks like" },
	{ F(is_reverse),  T_BOOL, "Reverse",
	    .hint = "A high answer means little; it is turned round before scoring.",
	    .flags = LIST },
	{ F(seq),         T_COUNT, "Place in the sheet",
	    .hint = "1 for the first; packed sheets follow it.", .min = 1, .max = 10000,
	    .flags = MUST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "seq", "framework", "Another item has this place." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct assessment_round, m)

const struct entity assessment_round_entity = {
	.name   = "assessment_round",
	.label  = "Assessment round",
	.plural = "Assessment rounds",
	.about  = "One collection of answers with one framework, from invitations to locked"
	          " results.",
	.phase  = "assess",
	.size   = sizeof(struct assessment_round),
	.home   = "programme",
	.within = "programme",
	.order  = "opens",
	.grants = round_grants,

	.fields = (const struct field[]){
	{ F(programme),    T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),         T_TEXT, "Code", .hint = "Such as A-ORG-BL.", .max = 60,
	    .flags = MUST | LIST | SEARCH | CODE | NAME },
	{ F(framework),    T_REF, "Framework",
	    .hint = "The version is fixed once the round is open.", .to = "framework",
	    .flags = MUST | LIST },
	{ F(kind),         T_CHOICE, "Kind", .choices = &round_kind_codes, .flags = MUST | LIST },
	{ F(subject_type), T_CHOICE, "Who is assessed", .choices = &subject_type_codes,
	    .flags = MUST | LIST },
	{ F(subjects),     T_REFS, "Parties assessed",
	    .hint = "Left empty: all of that kind in the programme.", .to = "party" },
	{ F(opens),        T_DAY, "Opens", .flags = MUST | LIST },
	{ F(due),          T_DAY, "Answers due", .flags = MUST | LIST },
	{ F(grace_until),  T_DAY, "Late answers until",
	    .hint = "Later answers are kept but not counted." },
	{ F(closes),       T_DAY, "Closes" },
	{ F(method),       T_CHOICE, "Method", .choices = &round_method_codes,
	    .flags = MUST | LIST },
	{ F(min_raters),   T_COUNT, "Fewest raters per subject",
	    .hint = "Results of fewer are not shown, unless they agreed on one score.", .min = 1,
	    .max = 1000 },
	{ F(min_response), T_REAL, "Smallest response",
	    .hint = "Share of the sheets that must come, such as 0.6, before results are "
	            "released.", .min = 0, .max = 1 },
	{ F(consent_text), T_LONG, "Consent text",
	    .hint = "What raters agree to before they answer." },
	{ F(rule),         T_JSON, "Rule of aggregation",
	    .hint = "Where it differs from the framework's: role_weights, dimension_weights, "
	            "priority_weights." },
	{ F(baseline),     T_REF, "Compared with",
	    .hint = "The earlier round results are compared with.", .to = "assessment_round" },
	{ F(validated_in), T_REF, "Validated in", .to = "consultation" },
	{ F(version),      T_COUNT, "Version", .hint = "One more in each correction.",
	    .min = 1, .max = 1000, .flags = KEPT },
	{ F(corrects),     T_REF, "Corrects", .hint = "The locked round that this one replaces.",
	    .to = "assessment_round", .flags = KEPT },
	{ F(state),        T_STATE, "State", .machine = &assessment_round_machine, .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ NOT_BEFORE, "due", "opens", "Answers are due before the round opens." },
	{ NOT_BEFORE, "grace_until", "due", "The days of grace end before answers are due." },
	{ NOT_BEFORE, "closes", "opens", "The round closes before it opens." },
	{ NO_CYCLE, "baseline", NULL, "A round cannot be compared with itself." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct round_score, m)

const struct entity round_score_entity = {
	.name   = "round_score",
	.label  = "Kept score",
	.plural = "Kept scores",
	.about  = "What a subject scored when its round was locked, as it was told to the"
	          " meeting.",
	.phase  = "assess",
	.size   = sizeof(struct round_score),
	.home   = "round.programme",
	.order  = "subject",
	.flags  = LEDGER,
	.grants = scores_grants,

	.fields = (const struct field[]){
	{ F(round),   T_REF, "Round", .to = "assessment_round", .flags = MUST | LIST | KEPT },
	{ F(subject), T_REF, "Subject", .to = "party", .flags = MUST | LIST | NAME | KEPT },
	{ F(overall), T_REAL, "Overall", .min = -100000, .max = 100000, .flags = LIST | KEPT },
	{ F(scores),  T_JSON, "Scores", .hint = "By the code of the dimension.", .flags = KEPT },
	{ F(sheets),  T_COUNT, "Sheets that counted", .min = 0, .max = 10000000,
	    .flags = LIST | KEPT },
	{ F(at),      T_MOMENT, "Kept at", .flags = MUST | LIST | KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "subject", "round", "This subject's score is kept already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct response, m)

const struct entity response_entity = {
	.name   = "response",
	.label  = "Response",
	.plural = "Responses",
	.about  = "One rater's sheet on one subject in one round.",
	.phase  = "assess",
	.size   = sizeof(struct response),
	.home   = "round.programme",
	.order  = "-submitted_at",
	.scan   = "round subject rater rater_role version status late scores",
	.grants = sheets_grants,
	.flags  = BULK,

	.fields = (const struct field[]){
	{ F(round),        T_REF, "Round", .to = "assessment_round", .flags = MUST | LIST },
	{ F(subject),      T_REF, "Subject", .to = "party", .flags = MUST | LIST | NAME },
	{ F(rater),        T_TEXT, "Rater", .hint = "A pseudonym; never a name.", .max = 80,
	    .flags = MUST | LIST | SEARCH | NAME },
	{ F(rater_role),   T_CHOICE, "Rater's role", .choices = &rater_role_codes,
	    .flags = MUST | LIST },
	{ F(by),           T_REF, "Answered by",
	    .hint = "Whose sheet it is while the round is open; nobody else reads it.",
	    .to = "user", .flags = KEPT | PERSONAL },
	{ F(scores),       T_BYTES, "Scores",
	    .hint = "Two bytes for each item, in the framework's order." },
	{ F(confidence),   T_BYTES, "Confidence", .hint = "One byte for each item, 1 to 4." },
	{ F(importance),   T_BYTES, "Importance", .hint = "One byte for each item, 1 to 5." },
	{ F(beside),       T_JSON, "Beside the scores",
	    .hint = "Comments, evidence, unreadable raw text and exact values, by item." },
	{ F(submitted_at), T_MOMENT, "Submitted at", .flags = LIST },
	{ F(late),         T_BOOL, "Late", .hint = "It came after the due day.", .flags = LIST },
	{ F(source),       T_CHOICE, "Came by", .choices = &response_source_codes, .flags = LIST },
	{ F(version),      T_COUNT, "Version", .hint = "One more each time the sheet comes back.",
	    .min = 1, .max = 1000, .flags = MUST },
	{ F(status),       T_STATE, "Status", .machine = &response_machine, .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "version", "round subject rater rater_role",
	    "This rater's sheet on this subject is here already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct invitation, m)

const struct entity invitation_entity = {
	.name   = "invitation",
	.label  = "Invitation",
	.plural = "Invitations",
	.about  = "Whom a sheet was given to, and the personal link that opens it; kept apart"
	          " from the answers.",
	.phase  = "assess",
	.size   = sizeof(struct invitation),
	.home   = "round.programme",
	.order  = "rater",
	.grants = invitation_grants,

	.fields = (const struct field[]){
	{ F(round),      T_REF, "Round", .to = "assessment_round", .flags = MUST | LIST | KEPT },
	{ F(response),   T_REF, "Sheet", .to = "response", .flags = MUST | KEPT },
	{ F(rater),      T_TEXT, "Rater's code name", .max = 80,
	    .flags = MUST | LIST | SEARCH | NAME | KEPT },
	{ F(person),     T_REF, "Person", .to = "party", .flags = PERSONAL | KEPT },
	{ F(name),       T_TEXT, "Name", .hint = "To send the link to; raters stay nameless in"
	    " results.", .flags = LIST | PERSONAL },
	{ F(contact),    T_TEXT, "E-mail or telephone", .flags = LIST | PERSONAL },
	{ F(language),   T_TEXT, "Language", .hint = "Such as en or vi.", .max = 20,
	    .flags = LIST },
	{ F(link),       T_TEXT, "Link", .hint = "Kept only as a hash; none: it was ended.",
	    .max = 200, .flags = SECRET | KEPT },
	{ F(created_at), T_MOMENT, "Invited at", .flags = LIST | KEPT },
	{ F(opened_at),  T_MOMENT, "First opened at", .flags = LIST | KEPT },
	{ F(agreed_at),  T_MOMENT, "Agreed to the consent text at", .flags = KEPT },
	{ F(is_paper_checked), T_BOOL, "Typed twice from paper", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "response", "", "This sheet has an invitation already." },
	{ ONCE_PER, "link", "", "This link is known already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct cleaning, m)

const struct entity cleaning_entity = {
	.name   = "cleaning",
	.label  = "Cleaning decision",
	.plural = "Cleaning decisions",
	.about  = "One reversible decision about a raw answer: what was there, what is used"
	          " instead and why.",
	.phase  = "assess",
	.size   = sizeof(struct cleaning),
	.home   = "round.programme",
	.order  = "-decided_at",
	.grants = cleaning_grants,

	.fields = (const struct field[]){
	{ F(round),      T_REF, "Round", .to = "assessment_round", .flags = MUST | LIST | KEPT },
	{ F(response),   T_REF, "Sheet", .to = "response", .flags = KEPT },
	{ F(rule),       T_CHOICE, "Rule", .choices = &cleaning_rule_codes,
	    .flags = MUST | LIST | NAME | KEPT },
	{ F(decision),   T_CHOICE, "Decision", .hint = "None: as its rule says.",
	    .choices = &cleaning_decision_codes, .flags = LIST | KEPT },
	{ F(item),       T_TEXT, "Item", .hint = "None: the whole sheet.", .max = 60,
	    .flags = LIST | NAME | KEPT },
	{ F(source_key), T_TEXT, "Key in the file", .hint = "Such as R000262.", .max = 120,
	    .flags = LIST | SEARCH | KEPT },
	{ F(raw),        T_TEXT, "Was", .hint = "As it came.", .flags = LIST | KEPT },
	{ F(taken),      T_TEXT, "Taken as", .hint = "Empty: missing.",
	    .flags = LIST | KEPT },
	{ F(in_force),   T_BOOL, "Holds", .hint = "No: taken back, the raw answer counts again.",
	    .flags = MUST | LIST | KEPT },
	{ F(reason),     T_LONG, "Reason", .flags = KEPT },
	{ F(decided_at), T_MOMENT, "Decided at", .flags = KEPT },
	{ F(decided_by), T_REF, "Decided by", .to = "user", .flags = KEPT },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct desired_level, m)

const struct entity desired_level_entity = {
	.name   = "desired_level",
	.label  = "Desired level",
	.plural = "Desired levels",
	.about  = "The level a subject should reach on a dimension, how much it matters and"
	          " how soon.",
	.phase  = "gaps",
	.size   = sizeof(struct desired_level),
	.home   = "programme",
	.order  = "subject",
	.scan   = "programme framework subject dimension desired importance urgency",
	.grants = levels_grants,

	.fields = (const struct field[]){
	{ F(programme),  T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(subject),    T_REF, "Subject", .to = "party", .flags = MUST | LIST | NAME },
	{ F(framework),  T_REF, "Framework", .to = "framework", .flags = MUST },
	{ F(dimension),  T_REF, "Dimension", .to = "dimension", .flags = MUST | LIST | NAME },
	{ F(desired),    T_REAL, "Desired level", .min = -1000, .max = 1000, .flags = MUST | LIST },
	{ F(kind),       T_CHOICE, "Kind", .choices = &desired_kind_codes, .flags = LIST },
	{ F(importance), T_COUNT, "Importance", .hint = "1 low, 5 high.", .min = 1, .max = 5,
	    .flags = MUST | LIST },
	{ F(urgency),    T_COUNT, "Urgency", .hint = "1 can wait, 5 at once.", .min = 1, .max = 5,
	    .flags = MUST | LIST },
	{ F(agreed_in),  T_REF, "Agreed in", .to = "consultation" },
	{ F(profile),    T_REF, "Role profile", .hint = "Whose standard it is, or was.",
	    .to = "role_profile" },
	{ F(basis),      T_TEXT, "Where it comes from",
	    .hint = "Such as a standard, if no consultation is named." },
	{ F(by_date),    T_DAY, "To be reached by" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "subject", "programme dimension",
	    "This dimension has a desired level already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct gap, m)

const struct entity gap_entity = {
	.name   = "gap",
	.label  = "Gap",
	.plural = "Gaps",
	.about  = "How far a subject is below the level it should reach on a dimension; it"
	          " lives on until it is closed.",
	.phase  = "gaps",
	.size   = sizeof(struct gap),
	.home   = "programme",
	.order  = "rank",
	.grants = gaps_grants,

	.fields = (const struct field[]){
	{ F(programme),     T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(subject),       T_REF, "Subject", .to = "party", .flags = MUST | LIST | NAME },
	{ F(framework),     T_REF, "Framework", .to = "framework", .flags = MUST },
	{ F(dimension),     T_REF, "Dimension", .to = "dimension", .flags = MUST | LIST | NAME },
	{ F(round),         T_REF, "Measured in", .to = "assessment_round", .flags = LIST },
	{ F(current),       T_REAL, "Current level", .min = -1000, .max = 1000, .flags = LIST },
	{ F(desired),       T_REAL, "Desired level", .min = -1000, .max = 1000,
	    .flags = MUST | LIST },
	{ F(gap),           T_REAL, "Gap",
	    .hint = "Desired less current; below zero, more is there than asked for.",
	    .min = -2000, .max = 2000, .flags = LIST },
	{ F(importance),    T_COUNT, "Importance", .min = 1, .max = 5, .flags = MUST },
	{ F(urgency),       T_COUNT, "Urgency", .min = 1, .max = 5, .flags = MUST },
	{ F(weight),        T_REAL, "Weight of the dimension",
	    .hint = "As the round weighs its dimensions, the heaviest being 1.", .min = 0,
	    .max = 1 },
	{ F(priority),      T_REAL, "Priority",
	    .help = "Product rule: gap x importance x urgency, a gap below zero counting as zero. "
	            "Additive rule: the weighted sum of the three, each on 0 to 1. Times the "
	            "weight of the dimension, where the round weighs them." },
	{ F(priority_norm), T_REAL, "Priority, 0 to 1", .min = 0, .max = 1, .flags = LIST,
	    .help = "Priority over the greatest there could be on this scale." },
	{ F(rule),          T_CHOICE, "Rule", .hint = "Which rule made the ranking.",
	    .choices = &priority_rule_codes, .flags = MUST },
	{ F(rank),          T_COUNT, "Rank", .min = 1, .max = 10000000, .flags = LIST },
	{ F(n_raters),      T_COUNT, "Raters", .min = 0, .max = 1000000 },
	{ F(alpha),         T_REAL, "Agreement of raters",
	    .hint = "Krippendorff's alpha of the round, 1 at best.", .min = -1, .max = 1,
	    .help = "From 0.800 rely on it; from 0.667 take it with care; below, talk about it in "
	            "the validation meeting (Krippendorff). Undefined where all answers of a "
	            "round are the same." },
	{ F(cause),         T_CHOICE, "Main cause", .choices = &gap_cause_codes, .flags = LIST },
	{ F(owner),         T_REF, "Looked after by", .to = "party" },
	{ F(reassess_on),   T_DAY, "Re-assess on" },
	{ F(state),         T_STATE, "State", .machine = &gap_machine, .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "subject", "programme dimension", "This gap is recorded already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct gap_event, m)

const struct entity gap_event_entity = {
	.name   = "gap_event",
	.label  = "Event of a gap",
	.plural = "Events of gaps",
	.about  = "One step in the life of a gap; these lines are never changed.",
	.phase  = "gaps",
	.size   = sizeof(struct gap_event),
	.home   = "gap.programme",
	.order  = "-at",
	.flags  = LEDGER,
	.grants = gap_events_grants,

	.fields = (const struct field[]){
	{ F(gap),      T_REF, "Gap", .to = "gap", .flags = MUST | LIST },
	{ F(at),       T_MOMENT, "At", .flags = MUST | LIST },
	{ F(kind),     T_CHOICE, "What happened", .choices = &gap_event_kind_codes,
	    .flags = MUST | LIST | NAME },
	{ F(round),    T_REF, "Round", .to = "assessment_round" },
	{ F(activity), T_REF, "Activity", .to = "activity" },
	{ F(source),   T_TEXT, "From",
	    .hint = "The kind of row that tells it, such as event or transaction.", .max = 60 },
	{ F(source_id), T_TEXT, "Which row", .max = 60 },
	{ F(current),  T_REAL, "Level then", .min = -1000, .max = 1000 },
	{ F(note),     T_LONG, "Note" },
	{ F(by),       T_REF, "By", .to = "user", .flags = KEPT },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct gap_check, m)

const struct entity gap_check_entity = {
	.name   = "gap_check",
	.label  = "Check of a closed gap",
	.plural = "Checks of closed gaps",
	.about  = "A look, months after support ended, at whether a closed gap is still closed;"
	          " it outlives the programme.",
	.phase  = "sustain",
	.size   = sizeof(struct gap_check),
	.home   = "gap.programme",
	.order  = "due_on",
	.grants = gap_checks_grants,

	.fields = (const struct field[]){
	{ F(gap),     T_REF, "Gap", .to = "gap", .flags = MUST | LIST | NAME },
	{ F(months),  T_COUNT, "Months after", .unit = "months", .min = 1, .max = 240,
	    .hint = "Counted from the end of support, or from the day the gap closed if"
	            " that is later.", .flags = MUST | LIST | NAME },
	{ F(due_on),  T_DAY, "Due on", .flags = MUST | LIST },
	{ F(who),     T_REF, "Who looks", .to = "party", .flags = LIST },
	{ F(how),     T_CHOICE, "How", .choices = &gap_check_how_codes, .flags = LIST },
	{ F(done_on), T_DAY, "Done on", .flags = LIST | KEPT },
	{ F(round),   T_REF, "Round", .to = "assessment_round" },
	{ F(current), T_REAL, "Level then", .min = -1000, .max = 1000, .flags = LIST | KEPT },
	{ F(desired), T_REAL, "Level desired then", .min = -1000, .max = 1000, .flags = KEPT },
	{ F(outcome), T_CHOICE, "Outcome", .choices = &gap_check_outcome_codes,
	    .flags = LIST | KEPT },
	{ F(note),    T_LONG, "Note" },
	{ F(by),      T_REF, "By", .to = "user", .flags = KEPT },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "due_on", "gap", "This gap is looked at on that day already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct swot_factor, m)

const struct entity swot_factor_entity = {
	.name   = "swot_factor",
	.label  = "SWOT entry",
	.plural = "SWOT entries",
	.about  = "A strength, weakness, opportunity or threat of a party.",
	.phase  = "assess",
	.size   = sizeof(struct swot_factor),
	.home   = "programme",
	.within = "programme",
	.order  = "kind",
	.grants = register_grants,

	.fields = (const struct field[]){
	{ F(programme),   T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(code),        T_TEXT, "Code", .max = 60, .flags = LIST | SEARCH | CODE },
	{ F(subject),     T_REF, "Whose", .to = "party", .flags = MUST | LIST },
	{ F(kind),        T_CHOICE, "Kind", .choices = &swot_codes, .flags = MUST | LIST },
	{ F(statement),   T_LONG, "Statement", .flags = MUST | LIST | SEARCH | NAME },
	{ F(weight),      T_REAL, "Weight", .hint = "Those of one kind add up to 1.", .min = 0,
	    .max = 1 },
	{ F(rating),      T_COUNT, "Rating", .hint = "1 minor, 4 major.", .min = 1, .max = 4,
	    .flags = LIST },
	{ F(probability), T_REAL, "Probability", .hint = "Of an opportunity or a threat.", .min = 0,
	    .max = 1 },
	{ F(source),      T_TEXT, "Source" },
	{ F(treated_by),  T_REFS, "Treated by", .to = "activity" },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct community_consensus, m)

const struct entity community_consensus_entity = {
	.name   = "community_consensus",
	.label  = "Consensus of a community",
	.plural = "Consensus of communities",
	.about  = "The level a community agreed on in a meeting, with its reason and what"
	          " would improve it.",
	.phase  = "assess",
	.size   = sizeof(struct community_consensus),
	.home   = "round.programme",
	.order  = "community",
	.grants = round_grants,

	.fields = (const struct field[]){
	{ F(round),            T_REF, "Round", .to = "assessment_round", .flags = MUST | LIST },
	{ F(community),        T_REF, "Community", .to = "party", .flags = MUST | LIST | NAME },
	{ F(domain),           T_REF, "Domain", .to = "dimension", .flags = MUST | LIST | NAME },
	{ F(consensus_level),  T_REAL, "Agreed level", .min = -1000, .max = 1000,
	    .flags = MUST | LIST },
	{ F(reason),           T_LONG, "Reason", .flags = SEARCH },
	{ F(how_to_improve),   T_LONG, "How to improve" },
	{ F(resources_needed), T_LONG, "Resources needed" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "domain", "round community", "This domain has an agreed level already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct network_tie, m)

const struct entity network_tie_entity = {
	.name   = "network_tie",
	.label  = "Tie",
	.plural = "Ties",
	.about  = "A working relation between two parties, as reported in a round.",
	.phase  = "assess",
	.size   = sizeof(struct network_tie),
	.home   = "programme",
	.order  = "from",
	.grants = community_grants,

	.fields = (const struct field[]){
	{ F(programme),   T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(period),      T_TEXT, "Round or year", .max = 60, .flags = MUST | LIST },
	{ F(round),       T_REF, "Assessment round", .to = "assessment_round" },
	{ F(from),        T_REF, "From", .to = "party", .flags = MUST | LIST | NAME },
	{ F(to),          T_REF, "To", .to = "party", .flags = MUST | LIST | NAME },
	{ F(kind),        T_CHOICE, "Kind", .choices = &tie_kind_codes, .flags = MUST | LIST },
	{ F(strength),    T_COUNT, "How strong", .hint = "1 weak, 3 strong.", .min = 1, .max = 3,
	    .flags = MUST | LIST },
	{ F(mutual),      T_BOOL, "Mutual" },
	{ F(reported_by), T_TEXT, "Reported by", .hint = "Both, or the code of one of them.",
	    .flags = LIST },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "kind", "programme period from to", "This tie is recorded already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct income_source, m)

const struct entity income_source_entity = {
	.name   = "income_source",
	.label  = "Income",
	.plural = "Incomes",
	.about  = "What an organisation received in a year from one source, to see how much"
	          " it depends on outside money.",
	.phase  = "assess",
	.size   = sizeof(struct income_source),
	.home   = "programme",
	.order  = "-year",
	.grants = community_grants,

	.fields = (const struct field[]){
	{ F(programme),    T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(organisation), T_REF, "Organisation", .to = "party", .flags = MUST | LIST | NAME },
	{ F(year),         T_COUNT, "Year", .min = 1900, .max = 2200, .flags = MUST | LIST | NAME },
	{ F(source),       T_CHOICE, "Source", .choices = &income_kind_codes,
	    .flags = MUST | LIST | NAME },
	{ F(amount),       T_MONEY, "Amount", .flags = LIST },
	{ F(is_external),  T_BOOL, "From outside" },
	{ F(note),         T_LONG, "Note" },
	{ 0 } },

	.rules = (const struct rule[]){
	{ ONCE_PER, "source", "programme organisation year", "This income is recorded already." },
	{ 0 } },
};

#undef F

#define F(m) FIELD(struct data_issue, m)

const struct entity data_issue_entity = {
	.name   = "data_issue",
	.label  = "Known data issue",
	.plural = "Known data issues",
	.about  = "Something wrong or odd in the data that came in, and how it was handled.",
	.phase  = "assess",
	.size   = sizeof(struct data_issue),
	.home   = "programme",
	.order  = "file",
	.grants = issues_grants,

	.fields = (const struct field[]){
	{ F(programme),  T_REF, "Programme", .to = "programme", .flags = MUST },
	{ F(file),       T_TEXT, "File", .flags = MUST | LIST | SEARCH },
	{ F(key),        T_TEXT, "Row", .hint = "Its own key in the file.",
	    .flags = LIST | SEARCH },
	{ F(issue),      T_CHOICE, "Issue", .choices = &issue_kind_codes,
	    .flags = MUST | LIST | NAME },
	{ F(detail),     T_LONG, "Detail", .flags = LIST | SEARCH },
	{ F(handling),   T_LONG, "How it is handled", .flags = LIST },
	{ F(is_found),   T_BOOL, "Found by the program", .hint = "The importer met it by itself.",
	    .flags = LIST },
	{ F(is_settled), T_BOOL, "Settled" },
	{ 0 } },
};

#undef F
