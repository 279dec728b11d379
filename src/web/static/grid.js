// SPDX-License-Identifier: AGPL-3.0-or-later
//
// grid.js - a table of cells: arrows go up and down, and cells copied from a
// spreadsheet spread from where they are pasted. What finds no row goes to
// the box for pasting.

function spread(table, from, lines, box)
{
	const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input:not([type=hidden])")]);
	const top = rows.findIndex((row) => row.includes(from)), left = rows[top].indexOf(from);

	lines.forEach((line, down) => {
		const row = rows[top + down];

		if (row === undefined) {
			box.value += line.join("\t") + "\n";
			box.closest("details").open = true;
			return;
		}
		line.forEach((cell, across) => {
			if (row[left + across] !== undefined)
				row[left + across].value = cell.trim();
		});
	});
	from.form.dispatchEvent(new Event("input", { bubbles: true }));
}

export function grid(doc)
{
	const form = doc.querySelector("form[data-grid]");

	if (form === null)
		return;
	const table = form.querySelector("table"), box = form.elements.namedItem("paste");

	table.addEventListener("paste", (e) => {
		const text = e.clipboardData.getData("text/plain").replace(/\r/g, "");

		if (!/[\t\n]/.test(text.replace(/\n$/, "")))
			return;
		e.preventDefault();
		spread(table, e.target, text.replace(/\n$/, "").split("\n").map((line) => line.split("\t")), box);
	});
	table.addEventListener("keydown", (e) => {
		const way = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[e.key], cell = e.target.closest("td");

		if (way === undefined || cell === null || e.ctrlKey || e.altKey)
			return;
		const row = table.tBodies[0].rows[cell.parentNode.sectionRowIndex + way];

		if (row === undefined)
			return;
		e.preventDefault();
		row.cells[cell.cellIndex].querySelector("input").focus();
	});
}
