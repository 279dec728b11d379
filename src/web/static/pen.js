// SPDX-License-Identifier: AGPL-3.0-or-later
//
// pen.js - a signature drawn with finger, pen or mouse: lines of points
// from 0 to 1, sent with the form.  Without it the name alone is sent.

const MOST = 3000;      // points; a signature has some hundred

export function pen(doc)
{
	for (const form of doc.querySelectorAll("form[data-sign]"))
		draw_in(form);
}

function draw_in(form)
{
	const pad = form.querySelector("[data-pad]"), canvas = pad.querySelector("canvas");
	const into = form.elements.namedItem("drawing"), ink = canvas.getContext("2d");
	let lines = [], now = null, points = 0;

	const at = (event) => {
		const box = canvas.getBoundingClientRect();
		const share = (v, from, size) => Math.min(1, Math.max(0, Math.round((v - from) / size * 1e4) / 1e4));

		return [share(event.clientX, box.left, box.width), share(event.clientY, box.top, box.height)];
	};

	function keep()
	{
		into.value = lines.length > 0 ? JSON.stringify(lines) : "";
	}

	function add(event)
	{
		const [x, y] = at(event), n = now.length;

		if (points >= MOST)
			return;
		points++;
		ink.beginPath();
		ink.moveTo((n > 0 ? now[n - 2] : x) * canvas.width, (n > 0 ? now[n - 1] : y) * canvas.height);
		ink.lineTo(x * canvas.width + 0.1, y * canvas.height);
		ink.stroke();
		now.push(x, y);
	}

	pad.hidden = false;
	ink.lineWidth = 3;
	ink.lineCap = ink.lineJoin = "round";
	ink.strokeStyle = "#17211c";
	canvas.addEventListener("pointerdown", (event) => {
		canvas.setPointerCapture(event.pointerId);
		now = [];
		lines.push(now);
		add(event);
		event.preventDefault();
	});
	canvas.addEventListener("pointermove", (event) => {
		if (now)
			add(event);
	});
	for (const over of ["pointerup", "pointercancel"])
		canvas.addEventListener(over, () => {
			now = null;
			keep();
		});
	form.querySelector("[data-clear]").addEventListener("click", () => {
		lines = [];
		points = 0;
		ink.clearRect(0, 0, canvas.width, canvas.height);
		keep();
	});
}
