/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/digest.h"

#include "base/arena.h"
#include "base/write.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/login.h"
#include "flow/setting.h"
#include "format/local.h"
#include "format/zone.h"
#include "model/award.h"
#include "model/office.h"
#include "model/people.h"

enum { WISHES = 1000, TEXT_MOST = 100000, FRIDAY = 5 };

/* ---- whose turn it is ---- */

static bool
read_hour(struct ctx *c, int *hour)
{
	*hour = DIGEST_HOUR;
	return setting_count(c, "digest_hour", 0, 23, hour);
}

/* The day from which one is owed: today, or the last such weekday. */
static struct day
owed_since(const struct mail_wish *w, struct day today)
{
	int of = day_of_week(today);
	int want = w->weekday == INT64_MIN ? 1 : (int)w->weekday;

	if (str_is(w->digest, "daily"))
		return of <= FRIDAY ? today : (struct day){ 0 };
	return (struct day){ today.n - (of - want + 7) % 7 };
}

static bool
is_owed(const struct mail_wish *w, struct day today)
{
	struct day since;

	if (id_none(w->user) || str_none(w->digest) ||
	    str_is(w->digest, "none") || mail_is_stopped(w, "digest"))
		return false;
	since = owed_since(w, today);
	return since.n > 0 && w->digest_on.n < since.n;
}

bool
digest_next(struct ctx *c, struct mail_wish *out, bool *some)
{
	struct filter of = { field_named(&mail_wish_entity, S("digest")),
		IS_NOT, S("none") };
	struct ask ask = { .filters = &of, .n = 1, .limit = WISHES };
	struct cursor *cursor;
	struct day today;
	int minutes, hour;
	str zone;

	*some = false;
	if (!due_zone(c, &zone) || !read_hour(c, &hour))
		return false;
	today = zone_day(zone, c->now, &minutes);
	if (minutes < hour * 60)
		return true;
	if (!store_list(c->store, &mail_wish_entity, &ask, c->arena, &cursor,
	    &c->errors))
		return false;
	while (!*some && store_next(cursor, c->arena, out))
		*some = is_owed(out, today);
	return store_end(cursor, &c->errors);
}

/* ---- what it says ---- */

struct letter {
	struct ctx   *c;                /* as who gets it */
	const struct due *due;
	struct local *local;
	struct write  w;
};

static void
line_put(struct letter *t, const struct due_line *l)
{
	str link = l->is_sheet ? str_print(t->c->arena, "/mysheet/%s",
	    id_text(t->c->arena, l->row).p)
	    : str_print(t->c->arena, "/%s/%s", l->entity->name,
	    id_text(t->c->arena, l->row).p);

	write_z(&t->w, "- ");
	if (l->on.n > 0) {
		local_day(t->local, &t->w, l->on);
		if (!str_none(l->starts))
			write_format(&t->w, ", %.*s", (int)l->starts.n,
			    l->starts.p);
		write_z(&t->w, ": ");
	}
	write_str(&t->w, l->name);
	write_format(&t->w, " (%s", words_say(t->c->words, l->says));
	if (l->n > 1)
		write_format(&t->w, ", %lld", (long long)l->n);
	write_z(&t->w, ")\n");
	link = mail_link(t->c, link);
	if (!str_none(link))
		write_format(&t->w, "  %.*s\n", (int)link.n, link.p);
}

/* Lines of days from .. until, both counted; none: those without a day. */
static void
part_put(struct letter *t, const char *heading, int32_t from, int32_t until)
{
	const struct due_line *l;
	bool any = false;
	size_t i;

	for (i = 0; i < t->due->n; i++) {
		l = &t->due->line[i];
		if (l->on.n < from || l->on.n > until)
			continue;
		if (!any)
			write_format(&t->w, "\n%s\n\n", words_say(t->c->words,
			    heading));
		any = true;
		line_put(t, l);
	}
}

static bool
write_letter(struct ctx *c, const struct due *due, struct digest *d)
{
	struct letter t = { .c = c, .due = due,
		.w = write_new(c->arena, TEXT_MOST) };
	int32_t today = due->today.n;
	str link;

	t.local = local_open(c->lang, &c->errors);
	if (t.local == NULL)
		return false;
	write_z(&t.w, words_say(c->words, "This is what is due."));
	write_char(&t.w, '\n');
	part_put(&t, "Overdue", 1, today - 1);
	part_put(&t, "Today", today, today);
	part_put(&t, "In the next days", today + 1, today + DUE_WARN + 100);
	part_put(&t, "Without a day", 0, 0);
	link = mail_link(c, S("/day"));
	if (!str_none(link))
		write_format(&t.w, "\n%s\n%.*s\n", words_say(c->words,
		    "All of it, to tick off:"), (int)link.n, link.p);
	link = mail_link(c, S("/wishes"));
	if (!str_none(link))
		write_format(&t.w, "%s\n%.*s\n", words_say(c->words,
		    "How often this comes:"), (int)link.n, link.p);
	local_close(t.local);
	d->text = write_done(&t.w);
	d->subject = str_print(c->arena, words_say(c->words,
	    "What is due: %lld today, %lld overdue"), (long long)due->now,
	    (long long)due->late);
	return true;
}

/* Who gets it sits down at a desk of his own; the connection is shared. */
bool
digest_make(struct ctx *c, const struct mail_wish *wish, struct digest *d)
{
	struct ctx his = *c;
	struct due due;
	bool fine;
	int minutes;
	str zone;

	*d = (struct digest){ .wish = *wish };
	if (!mail_to_user(c, wish->user, &d->to) || !due_zone(c, &zone))
		return false;
	d->today = zone_day(zone, c->now, &minutes);
	if (str_none(d->to.address))
		return true;            /* or no user any more */
	his.actor = (struct actor){ 0 };
	his.lang = d->to.words == NULL ? "en" : d->to.words->tag;
	his.words = d->to.words;
	his.errors.words = his.words;
	fine = login_actor(&his, wish->user, &his.actor) &&
	    due_of(&his, DIGEST_DAYS, &due);
	if (fine && due.n > 0)
		fine = write_letter(&his, &due, d);
	c->errors.first = his.errors.first;
	c->errors.last = his.errors.last;
	return fine;
}

bool
digest_keep(struct ctx *c, struct digest *d, bool *queued)
{
	struct mail_new m = { .kind = "digest", .subject = d->subject,
		.text = d->text };

	*queued = false;
	if (!store_find(c->store, &mail_wish_entity, d->wish.row.id, c->arena,
	    &d->wish, &c->errors))
		return false;
	d->wish.digest_on = d->today;
	if (!mail_wish_keep(c, &d->wish))
		return false;
	return str_none(d->text) || mail_queue(c, &d->to, &m, queued);
}

/* ---- certificates that expire ---- */

static bool
is_told(struct ctx *c, const struct certificate *k, struct day since,
    bool *told)
{
	struct filter of[] = {
		{ field_named(&mail_entity, S("target")), IS,
		    id_text(c->arena, k->row.id) },
		{ field_named(&mail_entity, S("kind")), IS, S("certificate") },
		{ field_named(&mail_entity, S("created_at")), AT_LEAST,
		    moment_text(c->arena, moment_of_day(since)) } };
	struct ask ask = { .filters = of, .n = 3 };
	int64_t n;

	if (!store_count(c->store, &mail_entity, &ask, &n, &c->errors))
		return false;
	*told = n > 0;
	return true;
}

static bool
is_renewed(struct ctx *c, const struct certificate *k, bool *renewed)
{
	struct filter of = { field_named(&certificate_entity, S("renews")), IS,
		id_text(c->arena, k->row.id) };
	struct ask ask = { .filters = &of, .n = 1 };
	int64_t n;

	if (!store_count(c->store, &certificate_entity, &ask, &n, &c->errors))
		return false;
	*renewed = n > 0;
	return true;
}

static bool
tell(struct ctx *c, const struct certificate *k, const struct award *a,
    bool *told)
{
	struct mail_new m = { .kind = "certificate",
		.programme = k->programme, .entity = &certificate_entity,
		.row = k->row.id };
	struct local *local;
	struct mail_to to;
	struct write w = write_new(c->arena, TEXT_MOST), day;
	str link;

	if (!mail_to_party(c, k->person, &to))
		return false;
	if (id_none(to.user) && !str_none(a->language)) {
		to.language = a->language;
		to.words = words_named(a->language);
	}
	local = local_open(str_z(c->arena, to.language), &c->errors);
	if (local == NULL)
		return false;
	day = write_new(c->arena, 100);
	local_day_long(local, &day, k->expires_on);
	local_close(local);
	m.subject = str_print(c->arena, words_say(to.words,
	    "Your certificate expires on %s"), write_done(&day).p);
	write_format(&w, words_say(to.words, "Your certificate %.*s, for "
	    "'%.*s', expires on %s."), (int)k->number.n, k->number.p,
	    (int)a->title.n, a->title.p, write_done(&day).p);
	write_format(&w, "\n%s\n", words_say(to.words, "Ask who issued it "
	    "what is needed to renew it."));
	link = mail_link(c, str_print(c->arena, "/c/%.*s", (int)k->number.n,
	    k->number.p));
	if (!str_none(link))
		write_format(&w, "\n%.*s\n", (int)link.n, link.p);
	m.text = write_done(&w);
	return mail_queue(c, &to, &m, told);
}

/* In the first days of the warning once, in the last DUE_SOON once more. */
static bool
warn(struct ctx *c, const struct certificate *k, struct day today, bool *told)
{
	struct award a;
	struct day since;
	bool over;
	int days;

	*told = false;
	if (!store_find(c->store, &award_entity, k->award, c->arena, &a,
	    &c->errors) || !is_renewed(c, k, &over))
		return false;
	days = a.warn_days == INT64_MIN ? DUE_WARN : (int)a.warn_days;
	if (over || k->expires_on.n - today.n > days)
		return true;
	since.n = k->expires_on.n - (k->expires_on.n - today.n <= DUE_SOON
	    && DUE_SOON < days ? DUE_SOON : days);
	if (!is_told(c, k, since, &over))
		return false;
	return over || tell(c, k, &a, told);
}

bool
digest_warn(struct ctx *c, size_t *n)
{
	struct day today = moment_day(c->now);
	struct arena *a = c->arena;
	const struct field *at = field_named(&certificate_entity,
	    S("expires_on"));
	struct filter of[] = { { at, AT_LEAST, day_text(a, today) },
		{ at, AT_MOST, day_text(a, (struct day){ today.n + 366 }) },
		{ field_named(&certificate_entity, S("revoked_on")), EMPTY,
		    { 0 } } };
	struct ask ask = { .filters = of, .n = 3, .sort = at };
	struct certificate *k;
	struct cursor *cursor;
	size_t i, found = 0;
	int64_t rows;
	bool told = false;

	*n = 0;
	if (!store_count(c->store, &certificate_entity, &ask, &rows,
	    &c->errors) || !store_list(c->store, &certificate_entity, &ask, a,
	    &cursor, &c->errors))
		return false;
	k = NEWS(a, struct certificate, (size_t)rows + 1);
	while (found < (size_t)rows && store_next(cursor, a, &k[found]))
		found++;
	if (!store_end(cursor, &c->errors))
		return false;
	for (i = 0; i < found && *n < DIGEST_WARNED; i++, *n += told)
		if (!warn(c, &k[i], today, &told))
			return false;
	return true;
}
