/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Templates of notes: those that come with the program, and the site's. */
#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/every.h"
#include "flow/note.h"
#include "flow/save.h"
#include "format/json.h"
#include "model/text.h"

static const char *const source_codes[NOTE_SOURCES] = { "", "summary",
	"problem", "objectives", "activities", "beneficiaries", "budget",
	"sustainability", "partners", "risks", "timeline",
	"goals" };

const char *
note_source_code(enum note_source s)
{
	return source_codes[s];
}

static enum note_source
source_coded(str code)
{
	size_t i;

	for (i = 1; i < NOTE_SOURCES; i++)
		if (str_is(code, source_codes[i]))
			return (enum note_source)i;
	return NOTE_BLANK;
}

struct line {
	const char      *heading, *help;
	enum note_source source;
	int              most;
	bool             must;
};

static const struct line concept[] = { /* words: */
	{ "Summary", "What is asked for, for whom, and what will be different. "
	  "Somebody who reads only this should know.", NOTE_SUMMARY, 1500,
	  true },
	{ "Problem", "What people and organisations cannot do yet, how large "
	  "the gap is, and why it is there.", NOTE_PROBLEM, 8000, true },
	{ "Objectives", "The change in capacity, and how it will be seen.",
	  NOTE_OBJECTIVES, 8000, true },
	{ "Activities", "What is done, by which modality, and when.",
	  NOTE_ACTIVITIES, 12000, true },
	{ "Who benefits", "Whom it reaches, in numbers that can be counted.",
	  NOTE_BENEFICIARIES, 3000, true },
	{ "Budget", "By year and by category.", NOTE_BUDGET, 6000, true },
	{ "What will last", "Who carries it on, from whose money, by which "
	  "rule.", NOTE_SUSTAINABILITY, 4000, true },
	{ "Partners", "Who takes part, and with what.", NOTE_PARTNERS, 3000,
	  false },
	{ 0 }
};

static const struct line proposal[] = { /* words: */
	{ "Summary", "What is asked for, for whom, and what will be different. "
	  "Somebody who reads only this should know.", NOTE_SUMMARY, 3000,
	  true },
	{ "Context and problem", "What people and organisations cannot do yet, "
	  "how large the gap is, and why it is there.", NOTE_PROBLEM, 15000,
	  true },
	{ "Objectives and results", "The change in capacity, and how it will "
	  "be seen.", NOTE_OBJECTIVES, 15000, true },
	{ "Activities", "What is done, by which modality, and when.",
	  NOTE_ACTIVITIES, 20000, true },
	{ "Timeline", "From when to when, and what comes first.",
	  NOTE_TIMELINE, 4000, true },
	{ "Who benefits", "Whom it reaches, in numbers that can be counted.",
	  NOTE_BENEFICIARIES, 5000, true },
	{ "Partners and management", "Who takes part, who decides, who "
	  "answers for the money.", NOTE_PARTNERS, 8000, true },
	{ "Monitoring and evaluation", "How it will be known whether it works, "
	  "and who looks.", NOTE_BLANK, 8000, true },
	{ "Risks", "What could stand in the way, and what is done about it.",
	  NOTE_RISKS, 8000, true },
	{ "Budget", "By year and by category.", NOTE_BUDGET, 8000, true },
	{ "What will last", "Who carries it on, from whose money, by which "
	  "rule.", NOTE_SUSTAINABILITY, 8000, true },
	{ "Visibility", "How the funder is named, and where.", NOTE_BLANK,
	  3000, false },
	{ 0 }
};

static const struct line unesco[] = { /* words: */
	{ "Summary", "What is asked for, for whom, and what will be different. "
	  "Somebody who reads only this should know.", NOTE_SUMMARY, 2000,
	  true },
	{ "Background and justification", "Why it is needed, and which "
	  "programming document and goal of the Convention it serves.",
	  NOTE_PROBLEM, 10000, true },
	{ "Goals of the Convention", "What each goal of the 2005 Convention "
	  "gets: gaps, planned activities, budget.", NOTE_GOALS, 6000, false },
	{ "Objectives", "The change in capacity, and how it will be seen.",
	  NOTE_OBJECTIVES, 8000, true },
	{ "Activities", "What is done, by which modality, and when.",
	  NOTE_ACTIVITIES, 15000, true },
	{ "Beneficiaries", "Whom it reaches, in numbers that can be counted.",
	  NOTE_BENEFICIARIES, 4000, true },
	{ "Duration", "From when to when, and what comes first.",
	  NOTE_TIMELINE, 2000, true },
	{ "Budget", "By year and by category.", NOTE_BUDGET, 6000, true },
	{ "Partners", "Who takes part, and with what.", NOTE_PARTNERS, 5000,
	  false },
	{ "Sustainability", "Who carries it on, from whose money, by which "
	  "rule.", NOTE_SUSTAINABILITY, 5000, true },
	{ "Visibility", "How the funder is named, and where.", NOTE_BLANK,
	  3000, false },
	{ 0 }
};

/* In Vietnamese whatever the reader's language: the form is. */
static const struct line vietnam[] = {
	{ "I. Thông tin cơ bản về dự án", "Tên dự án, cơ quan chủ quản, chủ dự "
	  "án, nhà tài trợ, thời gian, địa điểm.", NOTE_TIMELINE, 5000, true },
	{ "II. Bối cảnh và sự cần thiết của dự án", "Thực trạng năng lực, "
	  "khoảng trống và nguyên nhân.", NOTE_PROBLEM, 20000, true },
	{ "III. Cơ sở đề xuất nhà tài trợ", "Sự phù hợp với ưu tiên của nhà "
	  "tài trợ.", NOTE_BLANK, 5000, true },
	{ "IV. Mục tiêu của dự án", "Mục tiêu tổng quát và mục tiêu cụ thể.",
	  NOTE_OBJECTIVES, 15000, true },
	{ "V. Mô tả dự án", "Cấu phần, hoạt động, kết quả và phân bổ nguồn "
	  "lực.", NOTE_ACTIVITIES, 20000, true },
	{ "VI. Đối tượng thụ hưởng", "Thụ hưởng trực tiếp và gián tiếp.",
	  NOTE_BENEFICIARIES, 5000, true },
	{ "VII. Kế hoạch thực hiện, theo dõi và đánh giá", "Tiến độ, chỉ số, "
	  "ai theo dõi.", NOTE_BLANK, 10000, true },
	{ "VIII. Tổ chức quản lý thực hiện", "Cách quản lý: ban quản lý, cơ chế phối hợp, "
	  "năng lực của chủ dự án.", NOTE_PARTNERS, 8000, true },
	{ "IX. Tổng vốn và cơ chế tài chính", "Vốn ODA theo nguyên tệ, đồng "
	  "Việt Nam và đô la Mỹ; vốn đối ứng; cơ chế tài chính.", NOTE_BUDGET,
	  10000, true },
	{ "X. Điều kiện ràng buộc", "Điều kiện của nhà tài trợ, nếu có.",
	  NOTE_BLANK, 5000, false },
	{ "XI. Đánh giá tác động, tính bền vững và rủi ro", "Điều gì còn lại "
	  "sau dự án, và điều gì có thể cản trở.", NOTE_SUSTAINABILITY, 10000,
	  true },
	{ 0 }
};

static const struct built_in {
	const char        *code, *kind, *language;
	int                version;
	bool               unverified;
	const struct line *of;
} built_in[] = {
	{ "concept",  "concept",  NULL, 1, false, concept },
	{ "proposal", "proposal", NULL, 1, false, proposal },
	{ "unesco",   "concept",  NULL, 2, true,  unesco },
	{ "vn_nd114", "dossier",  "vi", 1, true,  vietnam },
	{ "vn_nd242", "dossier",  "vi", 1, true,  vietnam },
	{ 0 }
};

static const char *const names[][3] = { /* words: */
	{ "Concept note", "A short case for support, of a few pages.", "" },
	{ "Full proposal", "The whole case, with management, monitoring and "
	  "risks.", "" },
	{ "Concept note, UNESCO style", "With background, Convention goals and "
	  "visibility.", "Headings by general practice; UNESCO's own form was "
	  "not seen." },
	{ "Vietnamese dossier, Decree 114/2021", "The project document of "
	  "technical assistance written before 10 September 2025.",
	  "Decree 114/2021/ND-CP. The headings are by general knowledge; the "
	  "appendix was not seen." },
	{ "Vietnamese dossier, Decree 242/2025", "The project document of "
	  "technical assistance written from 10 September 2025 on.",
	  "Decree 242/2025/ND-CP. The headings are by general knowledge; the "
	  "appendix was not seen." },
};

static str
in_words(const struct words *w, const char *english)
{
	return english[0] == '\0' ? (str){ 0 } : str_of(words_say(w,
	    english));
}

static void
take_built_in(struct ctx *c, size_t i, str lang, struct note_form *f)
{
	const struct built_in *b = &built_in[i];
	const struct words *w = b->language != NULL ? NULL :
	    words_named(lang);
	struct note_heading *h = NEWS(c->arena, struct note_heading,
	    NOTE_HEADINGS);
	size_t n;

	for (n = 0; b->of[n].heading != NULL; n++)
		h[n] = (struct note_heading){ in_words(w, b->of[n].heading),
		    in_words(w, b->of[n].help), b->of[n].source,
		    b->of[n].most, b->of[n].must };
	*f = (struct note_form){ .code = str_of(b->code),
		.name = in_words(c->words, names[i][0]),
		.kind = str_of(b->kind), .language = str_of(b->language),
		.about = in_words(c->words, names[i][1]),
		.basis = in_words(c->words, names[i][2]), .version = b->version,
		.unverified = b->unverified, .of = h, .n = n };
}

/* ---- the site's own ---- */

static str
cell(const struct node *row, const char *name)
{
	const struct node *n = json_at(row, name);

	return n != NULL && n->kind == N_TEXT ? str_trim(n->text) : (str){ 0 };
}

static bool
take_own(struct ctx *c, const struct note_template *t, struct note_form *f)
{
	struct note_heading *h = NEWS(c->arena, struct note_heading,
	    NOTE_HEADINGS);
	const struct node *row;
	struct node *list;
	size_t n = 0;

	if (!json_read(c->arena, t->sections, &list, &c->errors))
		return false;
	for (row = list->first; row != NULL && n < NOTE_HEADINGS;
	    row = row->next) {
		h[n].heading = cell(row, "heading");
		h[n].help = cell(row, "help");
		h[n].source = source_coded(cell(row, "source"));
		if (!str_int(cell(row, "most"), &h[n].most))
			h[n].most = 0;
		h[n].must = str_among(cell(row, "must"), "yes true 1 x");
		n += !str_none(h[n].heading);
	}
	*f = (struct note_form){ .code = t->code,
		.name = text_in(c->arena, t->name, c->lang),
		.kind = t->kind, .language = t->language, .about = t->about,
		.basis = t->basis, .version = t->version == INT64_MIN ? 1 :
		t->version, .unverified = t->unverified == YES,
		.id = t->row.id, .of = h, .n = n };
	return true;
}

bool
note_forms(struct ctx *c, str lang, struct note_form **out, size_t *n)
{
	struct ctx system = ctx_as_program(c);
	const struct note_template *own;
	size_t i, owns, built = sizeof(names) / sizeof(names[0]);

	own = every(&system, &note_template_entity, (struct id){ { 0 } },
	    &owns);
	c->errors = system.errors;
	if (own == NULL)
		return false;
	*out = NEWS(c->arena, struct note_form, built + owns);
	for (i = 0; i < built; i++)
		take_built_in(c, i, lang, &(*out)[i]);
	*n = built;
	for (i = 0; i < owns; i++) {
		if (own[i].retired == YES)
			continue;
		if (!take_own(c, &own[i], &(*out)[(*n)++]))
			return false;
	}
	return true;
}

bool
note_form(struct ctx *c, str code, str lang, struct note_form *out)
{
	struct note_form *all;
	size_t i, n;

	if (!note_forms(c, lang, &all, &n))
		return false;
	for (i = 0; i < n; i++)
		if (str_same(all[i].code, code)) {
			*out = all[i];
			return true;
		}
	return fail(&c->errors, ABSENT, "form", "There is no template '%.*s'.",
	    (int)code.n, code.p);
}

static void
put_member(struct write *w, const char *name, str value)
{
	write_format(w, "%s\"%s\":", w->p[w->n - 1] == '{' ? "" : ",", name);
	json_quote(w, value);
}

static str
sections_of(struct arena *a, const struct note_form *f)
{
	struct write w = write_new(a, 1 << 20);
	const struct note_heading *h;
	size_t i;

	write_char(&w, '[');
	for (i = 0; i < f->n; i++) {
		h = &f->of[i];
		write_z(&w, i > 0 ? ",{" : "{");
		put_member(&w, "heading", h->heading);
		put_member(&w, "help", str_none(h->help) ? S("") : h->help);
		put_member(&w, "source", str_of(source_codes[h->source]));
		put_member(&w, "most", h->most == 0 ? S("") : str_print(a,
		    "%lld", (long long)h->most));
		put_member(&w, "must", h->must ? S("yes") : S("no"));
		write_char(&w, '}');
	}
	write_char(&w, ']');
	return write_done(&w);
}

bool
note_form_copy(struct ctx *c, str code, str lang, struct id *made)
{
	struct note_form f, *all;
	struct note_template t;
	size_t i, n, same = 0;

	if (!note_form(c, code, lang, &f) || !note_forms(c, lang, &all, &n))
		return false;
	for (i = 0; i < n; i++)
		same += str_starts(all[i].code, f.code);
	row_blank(&note_template_entity, &t);
	t.code = str_print(c->arena, "%.*s-%zu", (int)f.code.n, f.code.p,
	    same + 1);
	t.name = text_with(c->arena, (str){ 0 }, c->lang, f.name);
	t.kind = f.kind;
	t.language = str_none(f.language) ? lang : f.language;
	t.about = f.about;
	t.basis = f.basis;
	t.version = 1;
	t.unverified = f.unverified ? YES : NO;
	t.sections = sections_of(c->arena, &f);
	if (!flow_save(c, &note_template_entity, &t))
		return false;
	*made = t.row.id;
	return true;
}
