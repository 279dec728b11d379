// SPDX-License-Identifier: AGPL-3.0-or-later
//
// board.js - cards of a board can be dragged to a column: that takes the
// step which leads there, by the card's own form.  What the form still asks
// for is shown and waited for; where no step leads, the board says so.

// The forms of a card that lead to a column.
function leading(card, column)
{
	return [...card.querySelectorAll("form[data-column]")].filter((form) =>
		form.dataset.column === column.dataset.column);
}

function open(card, form)
{
	card.querySelector("details").open = true;
	(form.querySelector(":invalid") ?? form.querySelector("button")).focus();
}

function drop(board, says, card, column)
{
	const forms = leading(card, column);

	if (card.closest("[data-column]") === column)
		return;
	says.hidden = forms.length > 0;
	if (forms.length === 0)
		return;
	if (forms.length === 1 && forms[0].checkValidity())
		forms[0].requestSubmit();
	else
		open(card, forms[0]);
}

export function board(doc)
{
	const all = doc.querySelector("[data-board]");
	let held = null;

	if (all === null)
		return;
	const says = doc.querySelector("[data-board-says]");

	for (const card of all.querySelectorAll(".kard")) {
		if (card.querySelector("form[data-column]") === null)
			continue;
		card.draggable = true;
		card.addEventListener("dragstart", (event) => {
			held = card;
			event.dataTransfer.effectAllowed = "move";
			event.dataTransfer.setData("text/plain", card.id);
			for (const column of all.querySelectorAll(".col"))
				column.classList.toggle("goal", leading(card, column).length > 0);
		});
		card.addEventListener("dragend", () => {
			held = null;
			for (const column of all.querySelectorAll(".col"))
				column.classList.remove("goal");
		});
	}
	for (const column of all.querySelectorAll(".col")) {
		column.addEventListener("dragover", (event) => {
			if (held !== null)
				event.preventDefault();
		});
		column.addEventListener("drop", (event) => {
			event.preventDefault();
			if (held !== null)
				drop(all, says, held, column);
		});
	}
}
