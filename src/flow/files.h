/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * files.h - files attached to rows: photos, scans, reports.
 *
 * A file is a row of `file` that hangs on any other row, and bytes kept
 * once under their fingerprint (store/blob.h).  Who sees the row sees its
 * files; those on a row about a person only who sees what is personal;
 * confidential ones only who may change the row, and who added them.  Who
 * may change a row may attach to it; who attached may take away.
 *
 * A file is looked at first (slow: on a reader, never on the write lane)
 * and attached after.  What it is is told from its bytes; pictures lose
 * the place, the owner and whatever is hidden behind them, and get two
 * smaller copies of our own coding.  The same bytes attached to the same
 * row again are the file that is there: sending twice does no harm.
 *
 * A row that has files is not dropped before they are; a file that is
 * dropped may be had back for FILES_DAYS, then its bytes are swept.
 */
#ifndef FLOW_FILES_H
#define FLOW_FILES_H

#include "flow/ctx.h"
#include "format/filetype.h"
#include "model/office.h"

enum {
	FILES_DAYS = 30,
	FILES_A_ROW = 500,
	FILES_THUMB = 320,      /* pixels of the longer side */
	FILES_PICTURE = 1600,
	FILES_SWEPT = 20        /* of one sweep */
};

struct files_limits {           /* bytes; settings, in MiB: */
	int64_t one;            /* files_one_mib, 25 */
	int64_t programme;      /* files_programme_mib CODE, or
	                         * files_programme_mib, 5120 */
	int64_t site;           /* files_site_mib, 51200 */
};
/* For a row of that programme; none: of the site. */
CHECKED bool files_limits(struct ctx *, struct id programme,
    struct files_limits *);
/* What is kept: in the programme (each content once), on the site. */
struct files_used {
	int64_t programme, site, files;
};
CHECKED bool files_used(struct ctx *, struct id programme,
    struct files_used *);

/* ---- attaching ---- */

struct files_looked {           /* a file that was looked at */
	const struct filetype *type;
	str  name, hash, sent_hash, bytes;
	str  thumb, thumb_hash, picture, picture_hash;  /* or none */
	int64_t width, height;
	struct day taken;
	double  latitude, longitude;    /* NAN */
};

struct files_said {             /* what its sender says of it */
	str  title, category, source;
	struct day captured_on; /* none: when the picture was taken */
	bool confidential, keep_place;
	str  as;                /* "evidence": a reference of the row to files
	                         * that it becomes; or none */
};

/* SHA-256, 64 hexadecimal digits. */
str files_fingerprint(struct arena *, str bytes);
/* INVALID with a sentence: what is refused, and why. */
CHECKED bool files_look(struct ctx *, str name, str bytes,
    struct files_looked *);
/* DENIED; INVALID over a limit.  *was: it was there before. */
CHECKED bool files_attach(struct ctx *, const struct entity *, struct id row,
    const struct files_looked *, const struct files_said *, struct file *,
    bool *was);
/* Whether rows of that kind have files, and whether he may attach here. */
bool files_hold(const struct entity *);
bool files_may_attach(struct ctx *, const struct entity *, const void *row);
/* The references of an entity to files, one after the other; NULL: no more. */
const struct field *files_as(const struct entity *, const struct field *after);

/* ---- reading ---- */

/* The files of a row that the actor sees, the newest first. */
CHECKED bool files_of(struct ctx *, const struct entity *, struct id row,
    struct file **, size_t *n);
/* The row a file hangs on, for links; false: on none. */
bool files_target(const struct file *, const struct entity **, struct id *);
enum files_which { FILES_WHOLE, FILES_AS_THUMB, FILES_AS_PICTURE };
/* Bytes of a file that flow_find gave: piece 0, 1, 2 ...; no text behind
 * the last.  BROKEN: they are not there. */
CHECKED bool files_read(struct ctx *, const struct file *, enum files_which,
    int64_t piece, struct arena *, str *);

/* ---- keeping house ---- */

/* Takes a file away; *change is the line of history to undo it by. */
CHECKED bool files_drop(struct ctx *, struct id, int64_t revision,
    int64_t *change);
/* Whether rows may change so: a row with files stays, a file that comes
 * back has its bytes. */
CHECKED bool files_keep(struct ctx *, const struct entity *, const void *was,
    const void *row);
/* Who is erased takes his files along, bytes and all, for good. */
CHECKED bool files_forget(struct ctx *, const struct entity *, struct id row);
/* Bytes that no row refers to any more, for FILES_DAYS; *n: how many went,
 * FILES_SWEPT at most. */
CHECKED bool files_sweep(struct ctx *, int64_t *n);
/* Every file has its bytes, and they are what their fingerprint says. */
CHECKED bool files_verify(struct ctx *);

#endif
