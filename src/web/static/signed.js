// SPDX-License-Identifier: AGPL-3.0-or-later
//
// signed.js - a signed sheet is keyed without the mouse: numbers or ticks,
// Enter with nothing typed keeps it, Ctrl+Z takes the last tick back.

// "1-3 5" -> [1, 2, 3, 5]; null: some of it is no number of the sheet.
function numbers_of(text, last)
{
	const all = [];

	for (const piece of text.split(/[\s,;]+/).filter((one) => one !== "")) {
		const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(piece) ?? [];

		if (from === undefined || Number(from) < 1 || Number(to) > last || Number(to) < Number(from))
			return null;
		for (let n = Number(from); n <= Number(to); n++)
			all.push(n);
	}
	return all;
}

export function signed(doc)
{
	const form = doc.querySelector("form[data-signed]");

	if (form === null)
		return;
	const boxes = [...form.querySelectorAll("tbody input")], said = form.querySelector("[data-said]");
	const typed = form.elements.namedItem("numbers"), done = [];

	const count = () => {
		form.querySelector("[data-n]").textContent =
			`${boxes.filter((box) => box.checked).length} / ${boxes.length}`;
	};
	const turn = (n) => {
		boxes[n - 1].checked = !boxes[n - 1].checked;
		count();
	};

	function take(event)
	{
		const all = numbers_of(typed.value, boxes.length);

		if (typed.value.trim() === "")
			return;                 // Enter alone keeps the sheet
		event.preventDefault();
		if (all === null) {
			said.textContent = said.dataset.no;
			typed.select();
			return;
		}
		all.forEach(turn);
		done.push(all);
		said.textContent = all.map((n) => `${boxes[n - 1].checked ? "+" : "−"}${n}`).join(" ");
		typed.value = "";
	}

	typed.addEventListener("keydown", (event) => {
		if (event.key === "Enter")
			take(event);
	});
	form.addEventListener("change", (event) => {
		const at = boxes.indexOf(event.target);

		if (at >= 0)
			done.push([at + 1]);
		count();
	});
	form.addEventListener("keydown", (event) => {
		const at = boxes.indexOf(event.target);
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];

		if (at >= 0 && step !== undefined) {
			event.preventDefault();
			boxes[at + step]?.focus();
		} else if (event.key === "z" && (event.ctrlKey || event.metaKey) && done.length > 0 &&
		    (at >= 0 || typed.value === "")) {
			event.preventDefault();
			done.pop().forEach(turn);
		}
	});
	count();
}
