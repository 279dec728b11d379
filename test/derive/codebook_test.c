/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/codebook.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "format/json.h"
#include "planted.h"
#include "suites.h"

static const struct codebook small = { planted, NULL, "0.1.0" };

static struct node *
tree(struct arena *a, const struct codebook *o)
{
	struct node *n = node_new(a);

	codebook_node(o, n);
	return n;
}

static const struct node *
named(const struct node *top, const char *list, const char *name)
{
	const struct node *it;

	for (it = json_first(top, list); it != NULL; it = it->next)
		if (str_is(json_text(it, "name"), name))
			return it;
	return NULL;
}

static void
a_field_says_what_it_holds(struct arena *a)
{
	const struct node *top = tree(a, &small);
	const struct node *e = named(top, "entities", "event"), *f;

	f = named(e, "fields", "seats");
	CHECK(str_is(json_text(f, "type"), "Whole number"));
	CHECK(str_is(json_text(f, "bounds"), "1 to 5000"));
	CHECK(str_is(json_text(f, "unit"), "people"));
	f = named(e, "fields", "trainer");
	CHECK(json_text(f, "about").n == 0);
	CHECK(str_is(json_text(f, "to_href"), "#e-person"));
	f = named(e, "fields", "title");
	CHECK(json_bool(f, "must", false) && str_is(json_text(f, "about"), "As on the poster."));
	CHECK(str_is(json_text(f, "bounds"), "up to 20 characters"));
	f = named(named(top, "entities", "person"), "fields", "email");
	CHECK(json_bool(f, "personal", false));
}

static void
rules_states_and_rights_are_told(struct arena *a)
{
	const struct node *top = tree(a, &small), *n;

	n = json_first(named(top, "entities", "event"), "rules");
	CHECK(str_is(json_text(n, "text"), "The last day comes before the first."));
	n = json_first(named(top, "entities", "event"), "rights")->next;
	CHECK(str_is(json_text(n, "role"), "TR") && str_is(json_text(n, "own"), "trainer"));
	CHECK(json_bool(n, "edit", false) && !json_bool(n, "add", false));
	n = json_first(named(top, "machines", "life"), "moves");
	CHECK(str_is(json_text(n, "from"), "Draft") && str_is(json_text(n, "roles"), "PM"));
	n = json_first(named(top, "lists", "mode"), "values");
	CHECK(str_is(json_text(n, "code"), "onsite") && str_is(json_text(n, "alias"), "1"));
	n = json_first(named(top, "entities", "party"), "used_by");
	CHECK(str_is(json_text(n, "entity"), "event") && str_is(json_text(n, "field"), "guests"));
}

static str
html(struct arena *a, const struct codebook *o)
{
	struct write w = write_new(a, 16 << 20);

	codebook_html(o, &w);
	CHECK(!w.over);
	return write_done(&w);
}

static void
hush(void *to, const char *format, ...)
{
	(void)to, (void)format;
}

/* Every href="#x" has its id="x". */
static void
the_page_is_whole_and_its_links_lead_somewhere(struct arena *a)
{
	const struct codebook all = { entities, NULL, "0.1.0" };
	str page = html(a, &all), rest, id;
	struct map *ids = map_new(a);
	size_t i, n = 0, lost = 0, value;
	htmlDocPtr doc;

	for (i = 0; i + 5 < page.n; i++)
		if (memcmp(page.p + i, " id=\"", 5) == 0) {
			rest = str_part(page, i + 5, page.n);
			(void)str_cut(&rest, '"', &id);
			*map_at(ids, id, 1) = 1;
		}
	for (i = 0; i + 7 < page.n; i++)
		if (memcmp(page.p + i, "href=\"#", 7) == 0) {
			rest = str_part(page, i + 7, page.n);
			(void)str_cut(&rest, '"', &id);
			lost += !map_find(ids, id, &value);
			n++;
		}
	CHECK(n > 100 && lost == 0);
	CHECK(str_find(page, S("=\"http")) == page.n);      /* needs no other file */
	xmlSetGenericErrorFunc(NULL, hush);
	doc = htmlReadMemory(page.p, (int)page.n, NULL, "utf-8", HTML_PARSE_NONET);
	CHECK(doc != NULL);
	xmlFreeDoc(doc);
	xmlSetGenericErrorFunc(NULL, NULL);
	xmlCleanupParser();
}

static void
what_the_table_says_is_escaped(struct arena *a)
{
	struct entity odd = planted_programme;
	const struct entity *const odds[] = { &odd, NULL };
	const struct codebook o = { odds, NULL, "<b>" };
	str page;

	odd.about = "Less < than & \"more\"";
	page = html(a, &o);
	CHECK(str_find(page, S("Less &lt; than &amp; &quot;more&quot;")) < page.n);
	CHECK(str_find(page, S("<b></")) == page.n);
}

const struct test codebook_tests[] = {
	{ "a field says what it holds", a_field_says_what_it_holds },
	{ "rules, states and rights are told", rules_states_and_rights_are_told },
	{ "the page is whole and its links lead somewhere",
	   the_page_is_whole_and_its_links_lead_somewhere },
	{ "what the table says is escaped", what_the_table_says_is_escaped },
	{ 0 }
};
