/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/health.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "format/json.h"
#include "web/server.h"

enum { TEXT_MOST = 1 << 16 };

const int64_t time_classes[TIME_CLASSES] = {
	250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000,
	1000000, 5000000
};

/* Bytes of memory that are really there. */
static int64_t
resident(void)
{
	char line[128] = "";
	int64_t pages = 0;
	FILE *f = fopen("/proc/self/statm", "re");
	char *at;

	if (f == NULL)
		return 0;
	if (fgets(line, sizeof(line), f) != NULL &&
	    (at = strchr(line, ' ')) != NULL)
		pages = strtoll(at, NULL, 10);
	fclose(f);
	return pages * sysconf(_SC_PAGESIZE);
}

static void
metric(struct write *w, const char *name, const char *kind, const char *help)
{
	write_format(w, "# HELP tilth_%s %s\n# TYPE tilth_%s %s\n", name, help,
	    name, kind);
}

static void
write_requests(const struct tally *t, struct write *w)
{
	uint64_t all = 0;
	int i;

	metric(w, "http_requests_total", "counter",
	    "Answers by class of status.");
	for (i = 1; i < 6; i++)
		write_format(w, "tilth_http_requests_total{status=\"%dxx\"} "
		    "%llu\n", i, (unsigned long long)t->status[i]);
	metric(w, "http_request_seconds", "histogram",
	    "From the first line of a request to the last byte of its answer.");
	for (i = 0; i <= TIME_CLASSES; i++) {
		all += t->took[i];
		if (i < TIME_CLASSES)
			write_format(w, "tilth_http_request_seconds_bucket"
			    "{le=\"%g\"} %llu\n", (double)time_classes[i] / 1e6,
			    (unsigned long long)all);
	}
	write_format(w, "tilth_http_request_seconds_bucket{le=\"+Inf\"} %llu\n"
	    "tilth_http_request_seconds_sum %.6f\n"
	    "tilth_http_request_seconds_count %llu\n", (unsigned long long)all,
	    (double)t->took_us / 1e6, (unsigned long long)all);
}

static void
write_one(struct write *w, const char *name, const char *kind,
    const char *help, double value)
{
	metric(w, name, kind, help);
	write_format(w, "tilth_%s %.15g\n", name, value);
}

static void
write_lane(struct server *s, struct write *w)
{
	struct lane_counts n;
	uint64_t all = 0;
	int i;

	if (s->lane == NULL)
		return;
	n = lane_count(s->lane);
	write_one(w, "reads_waiting", "gauge",
	    "Requests that wait for a reader.", (double)n.waiting_reads);
	write_one(w, "writes_waiting", "gauge",
	    "Requests that wait for the write lane.", (double)n.waiting_writes);
	write_one(w, "writes_lost_total", "counter",
	    "Requests whose commit failed.", (double)n.lost);
	metric(w, "commit_requests", "histogram", "Requests in one commit.");
	for (i = 0; i < LANE_SIZES; i++) {
		all += n.sizes[i];
		write_format(w, "tilth_commit_requests_bucket{le=\"%d\"} "
		    "%llu\n", 1 << i, (unsigned long long)all);
	}
	write_format(w, "tilth_commit_requests_bucket{le=\"+Inf\"} %llu\n"
	    "tilth_commit_requests_sum %llu\ntilth_commit_requests_count %llu\n",
	    (unsigned long long)all, (unsigned long long)n.writes,
	    (unsigned long long)n.commits);
}

void
server_metrics(struct server *s, struct write *w)
{
	const struct tally *t = &s->tally;

	write_requests(t, w);
	write_one(w, "http_refused_total", "counter",
	    "Malformed requests.", (double)t->refused);
	write_one(w, "http_cut_total", "counter",
	    "Connections cut because a request did not arrive in time.",
	    (double)t->cut);
	write_one(w, "http_sent_bytes_total", "counter",
	    "Bytes of bodies sent.", (double)t->bytes);
	write_one(w, "http_connections", "gauge", "Open connections.",
	    (double)t->open);
	write_lane(s, w);
	write_one(w, "resident_memory_bytes", "gauge",
	    "Memory the process really has.", (double)resident());
	write_one(w, "uptime_seconds", "gauge", "Since the server started.",
	    (double)(server_now() - s->started) / 1000);
}

/* Answers on a reader, whose transaction began: so the data can be read. */
static bool
show_health(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	(void)c, (void)q;
	node_bool(out, "well", true);
	node_z(out, "version", TILTH_VERSION);
	r->raw = S("ok\n");
	r->raw_type = S("text/plain; charset=utf-8");
	if (q->shape == JSON)
		r->raw = (str){ 0 };
	return true;
}

const struct page healthz_page = {
	.method = GET,
	.path   = "/healthz",
	.about  = "Whether the server can answer and read its data.",
	.run    = show_health,
};

static bool
show_metrics(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct write w = write_new(c->arena, TEXT_MOST);

	(void)out;
	if (q->server != NULL)
		server_metrics(q->server, &w);
	r->raw = write_done(&w);
	r->raw_type = S("text/plain; version=0.0.4; charset=utf-8");
	return true;
}

const struct page metrics_page = {
	.method = GET,
	.path   = "/metrics",
	.about  = "Counts and times in the text format of Prometheus.",
	.run    = show_metrics,
};
