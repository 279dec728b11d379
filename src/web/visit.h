/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * visit.h - one request between libmicrohttpd and answer.h.
 *
 * A visit lives in its own arena from the first line of the request until
 * the last byte of the answer has gone.  While a worker has it, the
 * connection is suspended, so that nobody else touches either.  A sweeper
 * cuts connections whose request does not arrive in time: the library
 * itself only knows idle ones, and a byte a second is not idle.
 */
#ifndef WEB_VISIT_H
#define WEB_VISIT_H

#include <microhttpd.h>

#include "web/server.h"

/* What visits share; false when the system refuses. */
bool visit_start(struct server *);
void visit_stop(struct server *);
/* No new requests; wait for those the workers have. */
void visit_drain(struct server *);
struct lane_calls visit_calls(struct server *);

bool sweeper_start(struct server *);
void sweeper_stop(struct server *);

/* What the library calls. */
enum MHD_Result visit_handle(void *server, struct MHD_Connection *,
         const char *url, const char *method, const char *version,
         const char *body, size_t *n, void **visit);
void *visit_uri(void *server, const char *uri, struct MHD_Connection *);
void visit_completed(void *server, struct MHD_Connection *, void **visit,
         enum MHD_RequestTerminationCode);
void visit_connection(void *server, struct MHD_Connection *, void **connection,
         enum MHD_ConnectionNotificationCode);

#endif
