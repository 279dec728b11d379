/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/copied.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/map.h"
#include "flow/desk.h"
#include "flow/kept.h"
#include "flow/publish.h"
#include "format/html.h"
#include "web/answer.h"
#include "web/file.h"
#include "web/language.h"
#include "web/public.h"

enum { ROOM = 256 << 20, OPEN_FOLDERS = 16, LINK_MOST = 4096 };

static const char mark[] = ".tilth-public";

struct copying {
	struct arena  *a;               /* of the whole copy */
	struct arena  *page;            /* of the one that is written */
	struct server  server;
	struct worker *worker;
	struct errors *e;
	const char    *folder;          /* the new one */
	struct map    *asset;           /* names written */
	struct copied *done;
};

/* ---- files ---- */

static bool
folder_make(struct copying *k, const char *path)
{
	return mkdir(path, 0777) == 0 || errno == EEXIST || fail(k->e, BROKEN,
	    NULL, "The folder %s cannot be made: %s.", path, strerror(errno));
}

/* The folders above a file of the copy, then the file. */
static bool
put(struct copying *k, str name, const char *bytes, size_t n)
{
	str path = str_print(k->a, "%s/%.*s", k->folder, (int)name.n, name.p);
	char *z = str_z(k->a, path), *at;
	FILE *f;
	bool fine;

	for (at = z + strlen(k->folder) + 1; (at = strchr(at, '/')) != NULL;
	    at++) {
		*at = '\0';
		if (!folder_make(k, z))
			return false;
		*at = '/';
	}
	f = fopen(z, "wb");
	fine = f != NULL && (n == 0 || fwrite(bytes, 1, n, f) == n) &&
	    fflush(f) == 0 && fsync(fileno(f)) == 0;
	if (f != NULL)
		fine = fclose(f) == 0 && fine;
	k->done->files++;
	k->done->bytes += (int64_t)n;
	return fine || fail(k->e, BROKEN, NULL,
	    "The file %s cannot be written: %s.", z, strerror(errno));
}

static int
drop(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

static void
drop_tree(const char *path)
{
	(void)nftw(path, drop, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}

/* ---- names ---- */

/* Letters, digits, - and _ stay; what else a code has is told in hex. */
static void
write_name(struct write *w, str code)
{
	size_t i;

	for (i = 0; i < code.n; i++)
		if (isalnum((unsigned char)code.p[i]) || code.p[i] == '-' ||
		    code.p[i] == '_')
			write_char(w, code.p[i]);
		else
			write_format(w, "~%02x", (unsigned char)code.p[i]);
}

static int
hex_at(str s, size_t i)
{
	return i + 2 < s.n + 0 && str_hex(s.p[i + 1]) >= 0 &&
	    str_hex(s.p[i + 2]) >= 0 ? str_hex(s.p[i + 1]) * 16 +
	    str_hex(s.p[i + 2]) : -1;
}

/* "MAR%2FX" of an address, as it is. */
static str
unescaped(struct arena *a, str s)
{
	struct write w = write_new(a, LINK_MOST);
	size_t i;
	int ch;

	for (i = 0; i < s.n; i++) {
		ch = s.p[i] == '%' ? hex_at(s, i) : -1;
		write_char(&w, ch > 0 ? (char)ch : s.p[i]);
		i += ch > 0 ? 2 : 0;
	}
	return write_done(&w);
}

struct where {                  /* a page of the copy */
	str lang;                       /* "vi"; none: English, on top */
	str code;                       /* none: of the site */
};

/* A programme whose code is the name of another folder of the copy. */
static bool
is_taken(str code)
{
	struct language one;
	size_t i;

	for (i = 0; language_at(i, &one); i++)
		if (str_is(code, one.tag))
			return true;
	return str_is(code, "assets");
}

static void
write_place(struct write *w, const struct where *at, const char *file)
{
	if (!str_none(at->lang)) {
		write_str(w, at->lang);
		write_char(w, '/');
	}
	if (!str_none(at->code)) {
		if (is_taken(at->code))
			write_char(w, '~');
		write_name(w, at->code);
		write_char(w, '/');
	}
	write_z(w, file);
}

static str
place(struct arena *a, const struct where *at, const char *file)
{
	struct write w = write_new(a, LINK_MOST);

	write_place(&w, at, file);
	return write_done(&w);
}

/* ---- what the server would answer ---- */

/* What is too large for memory lies in a file (spool.h). */
static bool
file_read(struct arena *a, const struct answer *out, str *body)
{
	char *p;

	if (out->size > ROOM)
		return false;
	p = arena_take(a, (size_t)out->size + 1, 1);
	*body = (str){ p, (size_t)out->size };
	return pread(out->file, p, body->n, 0) == (ssize_t)body->n;
}

static bool
ask(struct copying *k, struct arena *a, str path, str lang, str *body)
{
	struct pair fields[2] = { { S("Host"), S("localhost") },
		{ S("Accept-Language"), str_none(lang) ? S("en") : lang } };
	struct exchange x = { .server = &k->server, .arena = a,
		.in = { .head = { S("GET"), path, S("HTTP/1.1"), fields, 2,
		    0 }, .address = S("copy") } };

	answer_begin(&x);
	while (x.step != STEP_DONE)
		(void)answer_step(k->worker, &x);
	*body = x.out.body;
	if (x.out.file >= 0 && !file_read(a, &x.out, body))
		return fail(k->e, BROKEN, NULL,
		    "The page %.*s is too large for a copy.", (int)path.n,
		    path.p);
	return x.out.status == 200 || x.out.status == 404 || fail(k->e,
	    BROKEN, NULL, "The page %.*s cannot be made: %s", (int)path.n,
	    path.p, errors_text(&x.ctx.errors, NULL));
}

/* ---- links ---- */

static bool
asset_put(struct copying *k, str name)
{
	const struct file *f = file_find(static_files, name);
	size_t *seen = map_at(k->asset, str_copy(k->a, name), 0), at;
	struct write w;
	str bytes;

	if ((*seen)++ > 0 || f == NULL)
		return true;
	bytes = (str){ (const char *)f->bytes, f->n };
	if (strstr(f->type, "css") == NULL)
		return put(k, str_print(k->a, "assets/%.*s", (int)name.n,
		    name.p), bytes.p, bytes.n);
	/* Files that the style sheet names lie beside it. */
	w = write_new(k->a, 0);
	while ((at = str_find(bytes, S("/static/"))) < bytes.n) {
		size_t end = at + 8;

		while (end < bytes.n && (isalnum((unsigned char)bytes.p[end]) ||
		    strchr("._-", bytes.p[end]) != NULL))
			end++;
		write_str(&w, str_part(bytes, 0, at));
		write_str(&w, str_part(bytes, at + 8, end));
		if (!asset_put(k, str_part(bytes, at + 8, end)))
			return false;
		bytes = str_part(bytes, end, bytes.n);
	}
	write_str(&w, bytes);
	bytes = write_done(&w);
	return put(k, str_print(k->a, "assets/%.*s", (int)name.n, name.p),
	    bytes.p, bytes.n);
}

/* "/language?lang=vi&amp;to=..." is the same page in that language. */
static bool
language_link(const struct where *at, str href, struct where *to)
{
	size_t i = str_find(href, S("lang="));
	str tag = str_part(href, i + 5, href.n);

	*to = *at;
	to->lang = str_part(tag, 0, str_find(tag, S("&")));
	if (str_is(to->lang, "en"))
		to->lang = (str){ 0 };
	return i < href.n;
}

/* A file that the server would send at that address, once. */
static bool
file_put(struct copying *k, str path)
{
	size_t *seen = map_at(k->asset, str_copy(k->a, path), 0);
	str body;

	return (*seen)++ > 0 || (ask(k, k->a, path, (str){ 0 }, &body) &&
	    put(k, str_part(path, 1, path.n), body.p, body.n));
}

/* Where an address of the site leads in the copy, from its root; false:
 * nowhere. */
static bool
target(struct copying *k, const struct where *at, str href, struct write *w)
{
	struct where to = { at->lang, { 0 } };
	size_t hash = str_find(href, S("#"));
	str path = str_part(href, 0, hash);
	const char *file = "index.html";

	if (str_starts(path, S("/static/"))) {
		write_z(w, "assets/");
		write_str(w, str_part(path, 8, path.n));
		write_str(w, str_part(href, hash, href.n));
		return asset_put(k, str_part(path, 8, path.n));
	}
	if (str_starts(path, S("/language?"))) {
		if (!language_link(at, path, &to))
			return false;
	} else if (str_starts(path, S("/iati/"))) {
		write_str(w, str_part(path, 1, path.n));
		return file_put(k, path);
	} else if (str_starts(path, S("/public"))) {
		path = str_part(path, 7, path.n);
		if (str_ends(path, S(".csv")))
			file = "data.csv";
		if (str_ends(path, S(".json")))
			file = "data.json";
		path = str_part(path, 0, path.n - (strcmp(file, "data.csv") ==
		    0 ? 4u : strcmp(file, "data.json") == 0 ? 5u : 0u));
		to.code = path.n > 1 ? unescaped(k->page, str_part(path, 1,
		    path.n)) : (str){ 0 };
	} else {
		return false;
	}
	write_place(w, &to, file);
	write_str(w, str_part(href, hash, href.n));
	return true;
}

/* One attribute's address, as seen from that page. */
static void
link_put(struct copying *k, const struct where *at, str href,
    struct write *w)
{
	size_t up = (size_t)!str_none(at->lang) + (size_t)!str_none(at->code);
	struct write to = write_new(k->page, LINK_MOST);

	if (!str_starts(href, S("/"))) {
		write_str(w, href);
		return;
	}
	if (!target(k, at, href, &to)) {
		write_char(w, '#');
		return;
	}
	while (up-- > 0)
		write_z(w, "../");
	write_str(w, write_done(&to));
}

/* The page with its links turned, and without scripts. */
static str
turned(struct copying *k, const struct where *at, str page)
{
	static const char *const attrs[] = { " href=\"", " src=\"" };
	struct write w = write_new(k->page, 0);
	size_t i, n, best, end, script;

	while (page.n > 0) {
		script = str_find(page, S("<script"));
		for (i = 0, best = page.n, n = 0; i < 2; i++)
			if (str_find(page, str_of(attrs[i])) < best) {
				best = str_find(page, str_of(attrs[i]));
				n = strlen(attrs[i]);
			}
		if (script < best) {
			write_str(&w, str_part(page, 0, script));
			page = str_part(page, script, page.n);
			page = str_part(page, str_find(page, S("</script>")) +
			    9, page.n);
			continue;
		}
		write_str(&w, str_part(page, 0, best + n));
		page = str_part(page, best + n, page.n);
		if (n == 0)
			break;
		end = str_find(page, S("\""));
		link_put(k, at, str_part(page, 0, end), &w);
		page = str_part(page, end, page.n);
	}
	return write_done(&w);
}

/* ---- pages ---- */

static bool
page_put(struct copying *k, const struct where *at, const char *end,
    const char *file)
{
	struct arena *lent = arena_new(0);
	struct write path = write_new(lent, LINK_MOST);
	bool is_page = end[0] == '\0', fine;
	str body;

	k->page = lent;
	write_z(&path, "/public");
	if (!str_none(at->code)) {
		write_char(&path, '/');
		html_url_part(&path, at->code);
	}
	write_z(&path, end);
	write_z(&path, "?file=1");
	fine = ask(k, lent, write_done(&path), at->lang, &body);
	if (fine && is_page)
		body = turned(k, at, body);
	fine = fine && put(k, place(k->a, at, file), body.p, body.n);
	arena_free(lent);
	return fine;
}

static bool
language_put(struct copying *k, str lang, const struct programme *p, size_t n)
{
	struct where at = { lang, { 0 } };
	size_t i;

	for (i = 0; i <= n; i++) {
		at.code = i == n ? (str){ 0 } : p[i].code;
		if (!page_put(k, &at, "", "index.html") ||
		    !page_put(k, &at, ".csv", "data.csv") ||
		    !page_put(k, &at, ".json", "data.json"))
			return false;
	}
	return true;
}

/* The page for what is not there, as the server would send it. */
static bool
gone_put(struct copying *k)
{
	struct where at = { { 0 }, { 0 } };
	str body;

	k->page = k->a;
	return ask(k, k->a, S("/public/-?file=1"), (str){ 0 }, &body) &&
	    (body = turned(k, &at, body), put(k, S("404.html"), body.p,
	    body.n));
}

static bool
all_put(struct copying *k)
{
	struct ctx c = k->worker->desk;
	struct programme *p;
	struct language one;
	size_t i, n;

	if (!publish_every(&c, &p, &n)) {
		*k->e = c.errors;
		return false;
	}
	k->done->programmes = n;
	for (i = 0; language_at(i, &one); i++)
		if (!language_put(k, i == 0 ? (str){ 0 } : str_of(one.tag), p,
		    n))
			return false;
	return gone_put(k) && put(k, str_of(mark), "", 0);
}

/* ---- the folder ---- */

/* Whether it may be replaced: it is not there, empty, or our own. */
static bool
is_ours(struct copying *k, const char *folder)
{
	struct stat st;

	if (lstat(folder, &st) != 0 || rmdir(folder) == 0)
		return true;
	if (S_ISDIR(st.st_mode) && access(str_print(k->a, "%s/%s", folder,
	    mark).p, F_OK) == 0)
		return true;
	return fail(k->e, INVALID, NULL, "%s holds something that was not "
	    "written by this command. Name another folder, or empty it.",
	    folder);
}

static bool
take_place(struct copying *k, const char *folder)
{
	if (rename(k->folder, folder) == 0)
		return true;
	if (renameat2(AT_FDCWD, k->folder, AT_FDCWD, folder,
	    RENAME_EXCHANGE) == 0) {
		drop_tree(k->folder);
		return true;
	}
	return fail(k->e, BROKEN, NULL, "%s cannot be put in place: %s.",
	    folder, strerror(errno));
}

static bool
write_all(struct copying *k, const char *folder)
{
	char *fresh = str_z(k->a, str_print(k->a, "%s.new-XXXXXX", folder));
	bool fine;

	if (mkdtemp(fresh) == NULL)
		return fail(k->e, INVALID, NULL,
		    "No folder can be made beside %s: %s.", folder,
		    strerror(errno));
	k->folder = fresh;
	fine = chmod(fresh, 0755) == 0 && all_put(k) && take_place(k, folder);
	if (!fine)
		drop_tree(fresh);
	return fine;
}

bool
copied_write(const char *data, const char *folder, struct copied *done,
    struct errors *e)
{
	struct arena *a = arena_new(0);
	struct copying k = { .a = a, .e = e, .done = done };
	struct server *s = &k.server;
	str bare = str_of(folder);
	struct kept *kept;
	bool fine;

	while (bare.n > 1 && bare.p[bare.n - 1] == '/')
		bare.n--;
	*done = (struct copied){ 0 };
	k.asset = map_new(a);
	s->arena = a;
	s->options = serve_defaults();
	s->options.data = data;
	s->pages = site;
	s->shape = desk_shape(a);
	s->kept = kept_new(ROOM);
	fine = is_ours(&k, str_z(a, bare)) && views_open(a, NULL, &s->views,
	    e);
	k.worker = fine ? worker_open(s, false) : NULL;
	if (k.worker != NULL) {
		fine = write_all(&k, str_z(a, bare));
		worker_close(k.worker);
	} else if (fine) {
		fine = fail(e, BROKEN, NULL, "The data cannot be opened.");
	}
	/* What the arena borrowed goes back first. */
	kept = s->kept;
	arena_free(a);
	kept_free(kept);
	return fine;
}
