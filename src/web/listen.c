/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/listen.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WAITING = 1024, HOST = 256 };

/* Host without brackets, and port; false for neither. */
static int
split(const char *where, char *host, const char **port)
{
	const char *colon = strrchr(where, ':');
	size_t n;

	if (colon == NULL) {
		snprintf(host, HOST, "127.0.0.1");
		*port = where;
		return 1;
	}
	*port = colon + 1;
	n = (size_t)(colon - where);
	if (n >= 2 && where[0] == '[' && where[n - 1] == ']') {
		where++;
		n -= 2;
	}
	if (n >= HOST)
		return 0;
	memcpy(host, where, n);
	host[n] = '\0';
	return 1;
}

static int
try_one(const struct addrinfo *at)
{
	int s = socket(at->ai_family,
	    SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int on = 1, off = 0;

	if (s < 0)
		return -1;
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (at->ai_family == AF_INET6)
		setsockopt(s, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
	if (bind(s, at->ai_addr, at->ai_addrlen) == 0 &&
	    listen(s, WAITING) == 0)
		return s;
	on = errno;
	close(s);
	errno = on;
	return -1;
}

int
listen_open(const char *where)
{
	struct addrinfo want = { .ai_socktype = SOCK_STREAM,
		.ai_flags = AI_PASSIVE | AI_NUMERICSERV }, *all, *at;
	char host[HOST];
	const char *port;
	int s = -1;

	if (!split(where, host, &port) || getaddrinfo(host[0] == '\0' ? NULL :
	    host, port, &want, &all) != 0) {
		errno = EADDRNOTAVAIL;
		return -1;
	}
	for (at = all; at != NULL && s < 0; at = at->ai_next)
		s = try_one(at);
	freeaddrinfo(all);
	return s;
}

void
listen_name(int s, char *into, size_t room)
{
	struct sockaddr_storage at;
	socklen_t n = sizeof(at);
	char host[HOST], port[16];

	if (getsockname(s, (struct sockaddr *)&at, &n) != 0 ||
	    getnameinfo((struct sockaddr *)&at, n, host, sizeof(host), port,
	    sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		snprintf(into, room, "?");
	else
		snprintf(into, room, at.ss_family == AF_INET6 ? "[%s]:%s" :
		    "%s:%s", host, port);
}
