// SPDX-License-Identifier: AGPL-3.0-or-later
//
// place.js - "here, where I am": fills latitude and longitude when the
// device tells them, and says so when it does not.

export function place(doc)
{
	const form = doc.querySelector("form[data-place]"), button = form?.querySelector("[data-here]");

	if (!button || !navigator.geolocation)
		return;
	const said = form.querySelector("[data-said]");

	button.hidden = false;
	button.addEventListener("click", () => {
		navigator.geolocation.getCurrentPosition(({ coords }) => {
			form.elements.namedItem("latitude").value = coords.latitude.toFixed(5);
			form.elements.namedItem("longitude").value = coords.longitude.toFixed(5);
			said.textContent = `± ${Math.round(coords.accuracy)} m`;
		}, () => {
			said.textContent = said.dataset.no;
		}, { enableHighAccuracy: true, timeout: 20000 });
	});
}
