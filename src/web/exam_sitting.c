/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One person's sitting of a test: the answers, marking by hand, more time,
 * late answers, and taking it back. */
#include <math.h>

#include "base/arena.h"
#include "flow/find.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/passing.h"
#include "web/programme.h"
#include "web/training.h"

static bool
find(struct ctx *c, const struct request *q, struct training *v,
    struct exam_paper *p)
{
	struct id id;

	if (!training_read(c, q, v))
		return false;
	if (!id_read(request_at(q, "sitting"), &id))
		return fail(&c->errors, ABSENT, NULL, "There is no sitting at "
		    "this address.");
	if (!exam_sitting(c, id, p))
		return false;
	return id_same(p->event.row.id, v->of.row.id) || fail(&c->errors,
	    ABSENT, NULL, "There is no sitting at this address.");
}

static void
answer_put(struct ctx *c, const struct exam_paper *p, size_t at,
    struct node *row)
{
	const struct exam_asked *a = &p->asked[at];
	double mark = a->answer.row.revision == 0 ? 0 : a->answer.mark;
	bool given = a->answer.row.revision > 0;

	node_count(row, "number", (int64_t)at + 1);
	node_text(row, "code", a->item.code);
	node_text(row, "text", text_in(c->arena, a->item.stem, c->lang));
	node_text(row, "answer", exam_says(c, &a->item, a->answer.given));
	node_text(row, "late", exam_says(c, &a->item, a->answer.late_given));
	node_text(row, "right", exam_key_says(c, &a->item));
	node_real(row, "mark", mark * exam_points(&a->item), -1);
	node_real(row, "points", exam_points(&a->item), -1);
	node_text(row, "note", a->answer.note);
	node_bool(row, "by_hand", given && exam_kind_of(&a->item) ==
	    EXAM_SHORT);
	mark_put(c, row, isnan(mark) ? "warn" : mark >= 1 ? "ok" : mark > 0
	    ? "warn" : given ? "bad" : "none", isnan(mark) ? "To be marked"
	    : mark >= 1 ? "Right" : mark > 0 ? "In part" : given ? "Wrong"
	    : "No answer");
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct exam_paper p;
	struct training v;
	size_t i;
	bool may;

	(void)r;
	if (!find(c, q, &v, &p) || !training_head(&v, TRAINING_TESTS, out))
		return false;
	may = flow_may(c, &sitting_entity, &p.sitting, EDIT);
	node_text(out, "self", str_print(c->arena, "%s/exam/%s",
	    training_href(&v).p, id_text(c->arena, p.sitting.row.id).p));
	node_text(out, "back", str_print(c->arena, "%s/exam?phase=%.*s",
	    training_href(&v).p, (int)p.test.phase.n, p.test.phase.p));
	node_text(out, "person", flow_name(c, entity_named(S("party")),
	    p.sitting.person));
	node_text(out, "test", exam_title(c, &p.test));
	node_moment(out, "began", p.sitting.began_at);
	node_moment(out, "ended", p.sitting.ended_at);
	node_bool(out, "sent", p.sent);
	node_real(out, "points", p.sitting.points, -1);
	node_real(out, "most", p.sitting.most, -1);
	node_bool(out, "is_late", p.late > 0);
	node_bool(out, "late_counts", p.sitting.late_counts == YES);
	node_count(out, "longer", p.sitting.longer);
	node_bool(out, "may_mark_this", may);
	node_bool(out, "may_forget", flow_may(c, &sitting_entity, &p.sitting,
	    DROP));
	node_bool(out, "asks_forget", str_is(request_arg(q, "ask"),
	    "forget"));
	(void)node_list(out, "answers");
	for (i = 0; i < p.n; i++)
		answer_put(c, &p, i, node_row(out, "answers"));
	return true;
}

const struct page exam_sitting_page = {
	.method = GET,
	.path   = "/programme/{id}/event/{event}/exam/{sitting}",
	.about  = "One person's answers in a test, and their marks.",
	.view   = "exam_sitting.html",
	.of     = &sitting_entity,
	.needs  = SEE,
	.run    = show,
};

/* Marks come as points, m1, m2 ... with notes n1, n2 ... */
static bool
marks(struct ctx *c, const struct request *q, struct exam_paper *p)
{
	double points, most;
	str said, note;
	size_t i;

	for (i = 0; i < p->n; i++) {
		said = str_trim(request_form(q, str_print(c->arena, "m%zu",
		    i + 1).p));
		note = str_trim(request_form(q, str_print(c->arena, "n%zu",
		    i + 1).p));
		if (str_none(said))
			continue;
		most = exam_points(&p->asked[i].item);
		if (!str_typed(said, &points) || points < 0 || points > most)
			return fail(&c->errors, INVALID, "mark", "Question "
			    "%zu: '%.*s' is no number from 0 to %g.", i + 1,
			    (int)said.n, said.p, most);
		if (points == most * p->asked[i].answer.mark &&
		    str_is(note, str_z(c->arena, p->asked[i].answer.note)))
			continue;
		if (!exam_mark(c, p, i, most > 0 ? points / most : 0,
		    str_none(note) ? (str){ 0 } : note))
			return false;
	}
	return true;
}

static bool
allow(struct ctx *c, const struct request *q, struct exam_paper *p)
{
	str said = str_trim(request_form(q, "longer"));
	int64_t longer = INT64_MIN;

	if (!str_none(said) && (!str_int(said, &longer) || longer < 0))
		return fail(&c->errors, INVALID, "longer",
		    "'%.*s' is no number of minutes.", (int)said.n, said.p);
	return exam_allow(c, p, longer, str_is(request_form(q,
	    "late_counts"), "yes"));
}

static bool
accept(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	str go = request_form(q, "go");
	struct exam_paper p;
	struct training v;

	(void)out;
	if (!find(c, q, &v, &p))
		return false;
	r->go = str_print(c->arena, "%s/exam/%s", training_href(&v).p,
	    id_text(c->arena, p.sitting.row.id).p);
	if (str_is(go, "allow"))
		return allow(c, q, &p);
	if (!str_is(go, "forget"))
		return marks(c, q, &p);
	r->go = str_print(c->arena, "%s/exam?phase=%.*s", training_href(&v).p,
	    (int)p.test.phase.n, p.test.phase.p);
	return exam_forget(c, &p);
}

const struct page exam_sitting_post = {
	.method = POST,
	.path   = "/programme/{id}/event/{event}/exam/{sitting}",
	.about  = "Marks answers, allows more time or late answers, "
	    "or takes a sitting back: 'go' is mark, allow or "
	    "forget.",
	.view   = "exam_sitting.html",
	.of     = &sitting_entity,
	.needs  = SEE,
	.again  = &exam_sitting_page,
	.run    = accept,
};
