/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "ruleset.h"

#include <math.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/arena.h"
#include "base/day.h"
#include "format/json.h"

enum { RULES_MOST = 8 << 20, TODAY = 739942 /* 2026-11-22 */ };

struct run {
	struct arena       *a;
	xmlXPathContext    *x;
	xmlNode            *at;         /* the context of the rules in hand */
	const char         *severity;
	int                 quiet, broken;
};

static struct node *
read_rules(struct arena *a, const char *path)
{
	struct errors e = { .arena = a };
	char *p = NEWS(a, char, RULES_MOST);
	FILE *f = path == NULL ? NULL : fopen(path, "re");
	struct node *tree = NULL;
	size_t n;

	if (f == NULL)
		return NULL;
	n = fread(p, 1, RULES_MOST, f);
	fclose(f);
	return json_read(a, (str){ p, n }, &tree, &e) ? tree : NULL;
}

/* ---- XPath ---- */

static xmlXPathObject *
eval(struct run *r, const char *path)
{
	r->x->node = r->at;
	return xmlXPathEval((const xmlChar *)path, r->x);
}

static bool
holds(struct run *r, const char *path)
{
	xmlXPathObject *o = eval(r, path);
	bool yes = o != NULL && xmlXPathCastToBoolean(o) != 0;

	xmlXPathFreeObject(o);
	return yes;
}

/* The texts that a path finds; *n of them. */
static str *
texts(struct run *r, const char *path, size_t *n)
{
	xmlXPathObject *o = eval(r, path);
	str *all;
	int i;

	*n = 0;
	all = NEWS(r->a, str, o == NULL || o->nodesetval == NULL ? 1
	    : (size_t)o->nodesetval->nodeNr + 1);
	for (i = 0; o != NULL && o->nodesetval != NULL &&
	    i < o->nodesetval->nodeNr; i++) {
		xmlChar *s = xmlNodeGetContent(o->nodesetval->nodeTab[i]);

		all[(*n)++] = str_copy(r->a, str_of((const char *)s));
		xmlFree(s);
	}
	xmlXPathFreeObject(o);
	return all;
}

/* ---- what a rule says, with $1 put in ---- */

static const char *
filled(struct run *r, str s, str one)
{
	struct write w = write_new(r->a, 0);
	size_t at;

	while ((at = str_find(s, S("$1"))) < s.n) {
		write_str(&w, str_part(s, 0, at));
		write_str(&w, one);
		s = str_part(s, at + 2, s.n);
	}
	write_str(&w, s);
	return str_z(r->a, write_done(&w));
}

struct rule {
	const char        *kind;
	const struct node *of;
	str                one;         /* for $1 */
};

static const char *
said(struct run *r, const struct rule *u, const char *name)
{
	str s = json_text(u->of, name);

	return s.p == NULL ? NULL : filled(r, s, u->one);
}

/* All texts of all paths of the rule. */
static str *
of_paths(struct run *r, const struct rule *u, size_t *n)
{
	const struct node *p;
	str *all = NULL, *some;
	size_t room = 0, i, k;

	*n = 0;
	for (p = json_first(u->of, "paths"); p != NULL; p = p->next) {
		some = texts(r, filled(r, json_as_text(p), u->one), &k);
		for (i = 0; i < k; i++) {
			all = arena_more(r->a, all, *n, &room, sizeof(str));
			all[(*n)++] = some[i];
		}
	}
	return all;
}

static size_t
places(struct run *r, const struct rule *u)
{
	size_t n;

	(void)of_paths(r, u, &n);
	return n;
}

/* ---- the kinds of rules; true: kept ---- */

static bool
sums_up(struct run *r, const struct rule *u)
{
	size_t i, n;
	str *all = of_paths(r, u, &n);
	double sum = 0;

	if (n == 0)
		return true;
	for (i = 0; i < n; i++)
		sum += strtod(str_z(r->a, all[i]), NULL);
	return fabs(sum - json_number(u->of, "sum")) < 1e-9;
}

static bool
in_range(struct run *r, const struct rule *u)
{
	double v, min = json_number(u->of, "min"),
	    max = json_number(u->of, "max");
	size_t i, n;
	str *all = of_paths(r, u, &n);

	for (i = 0; i < n; i++) {
		v = strtod(str_z(r->a, all[i]), NULL);
		if (v < min || v > max)
			return false;
	}
	return true;
}

static int32_t
day_at(struct run *r, const char *path, size_t i, size_t *n)
{
	struct day d = { 0 };
	str *all;

	if (strcmp(path, "NOW") == 0) {
		*n = 1;
		return TODAY;
	}
	all = texts(r, path, n);
	return i < *n && day_read(str_part(all[i], 0, 10), &d) ? d.n : 0;
}

static bool
in_order(struct run *r, const struct rule *u)
{
	const char *less = said(r, u, "less"), *more = said(r, u, "more");
	size_t n, m = 1, i;
	int32_t a, b;

	(void)day_at(r, less, 0, &n);
	for (i = 0; i < n; i++) {
		a = day_at(r, less, i, &n);
		b = strcmp(more, "NOW") == 0 ? TODAY : day_at(r, more, 0, &m);
		if (a > 0 && b > 0 && m > 0 && a > b)
			return false;
	}
	return true;
}

static bool
not_later(struct run *r, const struct rule *u)
{
	size_t n;
	int32_t d = day_at(r, said(r, u, "date"), 0, &n);

	return n == 0 || d <= TODAY;
}

static bool
within_year(struct run *r, const struct rule *u)
{
	size_t n, m;
	int32_t a = day_at(r, said(r, u, "start"), 0, &n),
	    b = day_at(r, said(r, u, "end"), 0, &m);

	return a == 0 || b == 0 || b - a <= 366;
}

static bool
is_between(struct run *r, const struct rule *u)
{
	const char *date = said(r, u, "date");
	size_t n, m, i;
	int32_t d, a = day_at(r, said(r, u, "start"), 0, &m),
	    b = day_at(r, said(r, u, "end"), 0, &m);

	(void)day_at(r, date, 0, &n);
	for (i = 0; i < n; i++) {
		d = day_at(r, date, i, &n);
		if (d < a || d > b)
			return false;
	}
	return true;
}

static bool
is_unique(struct run *r, const struct rule *u)
{
	size_t i, k, n;
	str *all = of_paths(r, u, &n);

	for (i = 0; i < n; i++)
		for (k = 0; k < i; k++)
			if (str_same(all[i], all[k]))
				return false;
	return true;
}

static bool
matches(struct run *r, const struct rule *u)
{
	size_t i, n;
	str *all = of_paths(r, u, &n);
	bool fine = true;
	regex_t re;

	if (regcomp(&re, "^[^/&|?]+$", REG_EXTENDED | REG_NOSUB) != 0)
		return false;
	for (i = 0; i < n; i++)
		fine = fine && regexec(&re, str_z(r->a, all[i]), 0, NULL, 0)
		    == 0;
	regfree(&re);
	return fine;
}

static bool
no_spaces(struct run *r, const struct rule *u)
{
	size_t i, n;
	str *all = of_paths(r, u, &n);

	for (i = 0; i < n; i++)
		if (!str_same(all[i], str_trim(all[i])))
			return false;
	return true;
}

static bool
starts(struct run *r, const struct rule *u)
{
	const struct node *p = json_first(u->of, "prefix");
	size_t n, m, i;
	str *all = of_paths(r, u, &n), *with;

	if (n == 0 || str_is(json_as_text(p), "ORG-ID-PREFIX"))
		return true;            /* needs a register, and only warns */
	for (; p != NULL; p = p->next) {
		with = texts(r, filled(r, json_as_text(p), u->one), &m);
		for (i = 0; i < m; i++)
			if (str_starts(all[0], with[i]))
				return true;
	}
	return false;
}

/* One for the whole, or all of them. */
static bool
one_or_all(struct run *r, const struct rule *u)
{
	static const struct { const char *all, *lacks; } kinds[] = {
		{ "lang", "descendant::narrative[not(@xml:lang)]" },
		{ "currency", "descendant::value[not(@currency)]" },
		{ "sector", "transaction[not(sector)]" },
	};
	const char *all = said(r, u, "all");
	size_t i;

	if (holds(r, said(r, u, "one")))
		return true;
	for (i = 0; i < 3; i++)
		if (strcmp(all, kinds[i].all) == 0)
			return !holds(r, kinds[i].lacks);
	return false;
}

static bool
keeps(struct run *r, const struct rule *u)
{
	const char *k = u->kind;

	if (json_text(u->of, "condition").p != NULL &&
	    !holds(r, said(r, u, "condition")))
		return true;
	if (strcmp(k, "atleast_one") == 0)
		return places(r, u) > 0;
	if (strcmp(k, "no_more_than_one") == 0)
		return places(r, u) <= 1;
	if (strcmp(k, "if_then") == 0)
		return !holds(r, said(r, u, "if")) ||
		    holds(r, said(r, u, "then"));
	return strcmp(k, "strict_sum") == 0 || strcmp(k, "sum") == 0 ?
	    sums_up(r, u) :
	    strcmp(k, "range") == 0 ? in_range(r, u) :
	    strcmp(k, "date_order") == 0 ? in_order(r, u) :
	    strcmp(k, "date_now") == 0 ? not_later(r, u) :
	    strcmp(k, "time_limit") == 0 ? within_year(r, u) :
	    strcmp(k, "between_dates") == 0 ? is_between(r, u) :
	    strcmp(k, "unique") == 0 ? is_unique(r, u) :
	    strcmp(k, "regex_matches") == 0 ? matches(r, u) :
	    strcmp(k, "no_spaces") == 0 ? no_spaces(r, u) :
	    strcmp(k, "startswith") == 0 ? starts(r, u) :
	    strcmp(k, "one_or_all") == 0 ? one_or_all(r, u) : false;
}

static void
judge(struct run *r, const struct rule *u)
{
	const struct node *info = node_find(u->of, S("ruleInfo"));
	str severity = json_text(info, "severity"), says = json_text(info,
	    "message");

	if (r->severity != NULL && info != NULL &&
	    !str_is(severity, r->severity))
		return;
	if (keeps(r, u))
		return;
	r->broken++;
	if (!r->quiet)
		fprintf(stderr, "line %ld: %s: %.*s\n", xmlGetLineNo(r->at),
		    u->kind, (int)says.n, says.p);
}

static void
each_case(struct run *r, const char *kind, const struct node *cases, str one)
{
	const struct node *at, *in;
	str *values;
	size_t i, n;

	for (at = json_first(cases, "cases"); at != NULL; at = at->next) {
		if (strcmp(kind, "loop") != 0) {
			judge(r, &(struct rule){ kind, at, one });
			continue;
		}
		values = texts(r, str_z(r->a, json_text(at, "foreach")), &n);
		for (i = 0; i < n; i++)
			for (in = json_first(at, "do"); in != NULL;
			    in = in->next)
				each_case(r, in->name, in, values[i]);
	}
}

static void
each_place(struct run *r, const struct node *rules)
{
	xmlXPathObject *o;
	const struct node *of;
	int i;

	r->at = xmlDocGetRootElement(r->x->doc);
	o = eval(r, rules->name);
	for (i = 0; o != NULL && o->nodesetval != NULL &&
	    i < o->nodesetval->nodeNr; i++)
		for (of = rules->first; of != NULL; of = of->next) {
			r->at = o->nodesetval->nodeTab[i];
			each_case(r, of->name, of, (str){ 0 });
		}
	xmlXPathFreeObject(o);
}

int
ruleset_broken(struct arena *a, const char *rules, xmlDoc *doc,
    const char *severity, int quiet)
{
	const struct node *tree = read_rules(a, rules), *at;
	struct run r = { .a = a, .severity = severity, .quiet = quiet };

	if (tree == NULL)
		return -1;
	r.x = xmlXPathNewContext(doc);
	for (at = tree->first; at != NULL; at = at->next)
		each_place(&r, at);
	xmlXPathFreeContext(r.x);
	return r.broken;
}

/* ---- code lists ---- */

static bool
allowed(const struct node *list, str code)
{
	const struct node *c;

	for (c = json_first(list, "allowedCodes"); c != NULL; c = c->next)
		if (str_same(json_as_text(c), code))
			return true;
	return false;
}

static void
judge_code(struct run *r, const struct node *list, const char *attr)
{
	const char *path = strcmp(attr, "text()") == 0 ? "text()" :
	    str_print(r->a, "@%s", attr).p;
	const struct node *map = node_find(list, S("mapping"));
	size_t n, k;
	str *v = texts(r, path, &n), *which;

	if (n == 0)
		return;
	if (map != NULL) {
		which = texts(r, str_print(r->a, "@%.*s", (int)json_text(list,
		    "linkedAttribute").n, json_text(list,
		    "linkedAttribute").p).p, &k);
		list = node_find(map, k > 0 ? which[0] : json_text(list,
		    "defaultLink"));
	}
	if (list == NULL || node_find(list, S("allowedCodes")) == NULL ||
	    allowed(list, v[0]))
		return;
	r->broken++;
	fprintf(stderr, "line %ld: %s '%.*s' is in no list\n",
	    xmlGetLineNo(r->at), attr, (int)v[0].n, v[0].p);
}

static void
each_code(struct run *r, const struct node *of)
{
	xmlXPathObject *o;
	const struct node *list;
	int i;

	r->at = xmlDocGetRootElement(r->x->doc);
	o = eval(r, strcmp(of->name, "/") == 0 ? "//*[@xml:lang]" : of->name);
	for (i = 0; o != NULL && o->nodesetval != NULL &&
	    i < o->nodesetval->nodeNr; i++)
		for (list = of->first; list != NULL; list = list->next) {
			r->at = o->nodesetval->nodeTab[i];
			judge_code(r, list, list->name);
		}
	xmlXPathFreeObject(o);
}

int
ruleset_uncoded(struct arena *a, const char *rules, xmlDoc *doc)
{
	const struct node *tree = read_rules(a, rules), *at;
	struct run r = { .a = a };

	if (tree == NULL)
		return -1;
	r.x = xmlXPathNewContext(doc);
	for (at = tree->first; at != NULL; at = at->next)
		each_code(&r, at);
	xmlXPathFreeContext(r.x);
	return r.broken;
}
