/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The codebook as one page: a template, so that what is escaped is not a
 * matter of care.
 */
#include "derive/codebook.h"

#include <assert.h>

#include "base/arena.h"
#include "format/template.h"

static const char page[] =
"<!doctype html>\n<html lang=\"{{lang}}\"{{#rtl}} dir=\"rtl\"{{/rtl}}>"
"<head><meta charset=\"utf-8\">"
"<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
"<title>{{#_}}Codebook{{/_}}: Tilth {{version}}</title><style>"
"body{font:16px/1.5 system-ui,sans-serif;color:#1c2420;margin:0 auto;"
"max-width:80rem;padding:1rem 1.25rem 4rem}"
"h1{font-size:1.9rem;margin:.5rem 0}h2{margin:2.5rem 0 .25rem;"
"padding-top:1rem;border-top:1px solid #cdd6d0}h3{margin:1.5rem 0 .25rem}"
"table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.5rem 0}"
"th,td{text-align:start;vertical-align:top;padding:.35rem .6rem .35rem 0;"
"border-bottom:1px solid #e2e8e4}th{font-weight:600}"
"code{font-family:ui-monospace,monospace;font-size:.86em;color:#1f5c43}"
".mut{color:#54615a}.scroll{overflow-x:auto}a{color:#0b5d3c}"
"nav ul{columns:3 16rem;padding-inline-start:1.1rem;margin:.25rem 0}"
".tag{border:1px solid #b9c5be;border-radius:.6rem;padding:0 .45rem;"
"font-size:.8em;white-space:nowrap}"
"@media(prefers-color-scheme:dark){body{background:#12201a;color:#e4ebe7}"
"a,code{color:#8fd3b1}.mut{color:#a9b6af}th,td,h2{border-color:#33443c}"
".tag{border-color:#4a5d53}}"
"@media print{nav{display:none}h2{break-after:avoid}tr{break-inside:avoid}}"
"</style></head><body><main>"
"<h1>{{#_}}Codebook{{/_}}</h1><p class=\"mut\">Tilth {{version}} · "
"{{#_}}{{counts.entities}} kinds of things, {{counts.fields}} fields, "
"{{counts.lists}} code lists, {{counts.machines}} state machines, "
"{{counts.roles}} roles{{/_}}</p>"
"<nav aria-label=\"{{#_}}Contents{{/_}}\">{{#phases}}<h3>{{label}}</h3><ul>"
"{{#entities}}<li><a href=\"{{href}}\">{{label}}</a></li>{{/entities}}</ul>"
"{{/phases}}<h3><a href=\"#roles\">{{#_}}Roles{{/_}}</a></h3>"
"<h3>{{#_}}Code lists{{/_}}</h3><ul>{{#lists}}<li><a href=\"#{{id}}\">"
"{{label}}</a></li>{{/lists}}</ul><h3>{{#_}}State machines{{/_}}</h3><ul>"
"{{#machines}}<li><a href=\"#{{id}}\">{{label}}</a></li>{{/machines}}</ul>"
"</nav>\n";

static const char entity_part[] =
"{{#entities}}<section><h2 id=\"{{id}}\">{{label}} <code>{{name}}</code></h2>"
"<p>{{about}}</p><p class=\"mut\">"
"{{#family}}{{#_}}Kept in the table of{{/_}} <code>{{family}}</code> · "
"{{/family}}"
"{{#is_ledger}}{{#_}}Rows are reversed, never edited or dropped.{{/_}} "
"{{/is_ledger}}"
"{{#is_public}}{{#_}}May be open to the public.{{/_}} {{/is_public}}"
"{{#home}}{{#_}}Its programme:{{/_}} <code>{{home}}</code>{{/home}}</p>"
"<div class=\"scroll\"><table><thead><tr><th>{{#_}}Field{{/_}}</th>"
"<th>{{#_}}Name{{/_}}</th><th>{{#_}}What it holds{{/_}}</th>"
"<th>{{#_}}Meaning{{/_}}</th></tr></thead><tbody>"
"{{#fields}}<tr><td>{{label}}{{#must}} <span class=\"tag\">{{#_}}must{{/_}}"
"</span>{{/must}}{{#personal}} <span class=\"tag\">{{#_}}personal{{/_}}</span>"
"{{/personal}}{{#secret}} <span class=\"tag\">{{#_}}secret{{/_}}</span>"
"{{/secret}}{{#kept}} <span class=\"tag\">{{#_}}set by the program{{/_}}"
"</span>{{/kept}}</td><td><code>{{name}}</code></td>"
"<td>{{type}}{{#unit}}, {{unit}}{{/unit}}{{#bounds}}, {{bounds}}{{/bounds}}"
"{{#to_href}} → <a href=\"{{to_href}}\">{{to_label}}</a>{{/to_href}}"
"{{#list_href}}: <a href=\"{{list_href}}\">{{list}}</a>{{/list_href}}"
"{{#machine_href}}: <a href=\"{{machine_href}}\">{{machine}}</a>"
"{{/machine_href}}{{#columns}}: <code>{{columns}}</code>{{/columns}}"
"{{#only}} <span class=\"mut\">({{#_}}only{{/_}} {{only}})</span>{{/only}}"
"</td><td>{{about}}</td></tr>{{/fields}}</tbody></table></div>"
"<ul>{{#rules}}<li><b>{{label}}:</b> {{text}}</li>{{/rules}}</ul>"
"<h3>{{#_}}Who may do what{{/_}}</h3><div class=\"scroll\"><table><thead><tr>"
"<th>{{#_}}Role{{/_}}</th><th>{{#_}}See{{/_}}</th><th>{{#_}}Add{{/_}}</th>"
"<th>{{#_}}Edit{{/_}}</th><th>{{#_}}Drop{{/_}}</th>"
"<th>{{#_}}Personal fields{{/_}}</th><th>{{#_}}Only where{{/_}}</th></tr>"
"</thead><tbody>{{#rights}}<tr><td>{{label}} <code>{{role}}</code></td>"
"<td>{{#see}}{{#_}}yes{{/_}}{{/see}}</td><td>{{#add}}{{#_}}yes{{/_}}{{/add}}"
"</td><td>{{#edit}}{{#_}}yes{{/_}}{{/edit}}</td><td>{{#drop}}{{#_}}yes{{/_}}"
"{{/drop}}</td><td>{{#personal}}{{#_}}yes{{/_}}{{/personal}}</td><td>{{#own}}"
"<code>{{own}}</code> {{#_}}is their own{{/_}}{{/own}}</td></tr>{{/rights}}"
"</tbody></table></div><p class=\"mut\">{{#used_by}}← <a href=\"{{href}}\">"
"{{label}}</a> <code>{{field}}</code> {{/used_by}}</p></section>\n"
"{{/entities}}";

static const char words_part[] =
"<h2 id=\"roles\">{{#_}}Roles{{/_}}</h2><table><tbody>{{#roles}}<tr><td><code>"
"{{code}}</code></td><td>{{label}}</td><td>{{duties}}</td></tr>{{/roles}}"
"</tbody></table>\n"
"{{#machines}}<section><h2 id=\"{{id}}\">{{label}} <code>{{name}}</code></h2>"
"<p>{{#states}}<span class=\"tag\">{{label}}</span> {{/states}}</p>"
"<div class=\"scroll\"><table><thead><tr><th>{{#_}}From{{/_}}</th>"
"<th>{{#_}}To{{/_}}</th><th>{{#_}}Step{{/_}}</th><th>{{#_}}Who{{/_}}</th>"
"<th>{{#_}}What must hold{{/_}}</th><th>{{#_}}What happens then{{/_}}</th>"
"</tr></thead><tbody>{{#moves}}<tr><td>{{from}}</td><td>{{to}}</td>"
"<td>{{label}} <code>{{verb}}</code></td><td>{{roles}}</td><td>{{guard}}"
"{{#must}} <code>{{must}}</code>{{/must}}{{#reason}} {{#_}}A reason must be "
"given.{{/_}}{{/reason}}</td><td>{{effect}}</td></tr>{{/moves}}</tbody>"
"</table></div></section>\n{{/machines}}"
"{{#lists}}<section><h2 id=\"{{id}}\">{{label}} <code>{{name}}</code></h2>"
"<p class=\"mut\">{{#is_open}}{{#_}}A site may add codes.{{/_}}{{/is_open}}"
"{{#is_closed}}{{#_}}A site may not add codes.{{/_}}{{/is_closed}}</p>"
"<table><tbody>{{#values}}<tr><td><code>{{code}}</code></td><td>{{label}}</td>"
"<td>{{alias}}</td><td>{{note}}</td></tr>{{/values}}</tbody></table></section>"
"\n{{/lists}}</main></body></html>\n";

static void
render(struct write *w, const char *text, const struct node *root,
    const struct words *words)
{
	const struct template_with with = { .words = words };
	struct errors e = { w->arena, NULL };
	struct template *t = NULL;
	bool fine = template_parse(w->arena, str_of(text), &t, &e);

	assert(fine);           /* the text is ours, and a test renders it */
	template_render(w, t, root, &with);
}

void
codebook_html(const struct codebook *o, struct write *w)
{
	struct node *root = node_new(w->arena);

	node_z(root, "lang", o->words != NULL ? o->words->tag : "en");
	if (o->words != NULL && o->words->rtl)
		node_bool(root, "rtl", true);
	codebook_node(o, root);
	render(w, page, root, o->words);
	render(w, entity_part, root, o->words);
	render(w, words_part, root, o->words);
}
