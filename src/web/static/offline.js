// SPDX-License-Identifier: AGPL-3.0-or-later
//
// offline.js - the worker that opens a kept list without a connection.
// It keeps nothing by itself: only what the page asked for is there, the
// newest first, the kept one when there is no connection.
const KEPT = "tilth-offline";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

async function fresh(request)
{
	const kept = await caches.open(KEPT);
	const there = await kept.match(request, { ignoreVary: true });

	try {
		const answer = await fetch(request);

		if (there !== undefined && answer.ok && !answer.redirected)
			await kept.put(request, answer.clone());
		return answer;
	} catch (e) {
		if (there === undefined)
			throw e;
		return there;
	}
}

addEventListener("fetch", (event) => {
	if (event.request.method === "GET" &&
	    new URL(event.request.url).origin === location.origin)
		event.respondWith(fresh(event.request));
});
