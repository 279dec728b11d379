/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* suggest.js - while one types the name of a row, offers those that fit.
 * What is sent is the text; the server finds the row by it. */

const LEAST = 2, MOST = 8, WAIT_MS = 180;

function text_of(value)
{
	if (value === null || typeof value !== "object")
		return value ?? "";
	return value[document.documentElement.lang] ?? Object.values(value)[0] ?? "";
}

async function fill(list, entity, words)
{
	const query = new URLSearchParams({ search: words, limit: MOST });
	const answer = await fetch(`/${entity}.json?${query}`);

	if (!answer.ok)
		return;
	list.replaceChildren(...(await answer.json()).rows.map((row) => {
		const option = document.createElement("option");
		const name = text_of(row.name ?? row.title ?? row.statement);

		option.value = row.code ?? name;
		option.label = name;
		return option;
	}));
}

export function suggest(doc)
{
	for (const box of doc.querySelectorAll("input[data-suggest]")) {
		const list = doc.createElement("datalist");
		let waits = 0;

		list.id = `${box.id}-l`;
		box.after(list);
		box.setAttribute("list", list.id);
		box.addEventListener("input", () => {
			clearTimeout(waits);
			if (box.value.length >= LEAST)
				waits = setTimeout(fill, WAIT_MS, list,
				    box.dataset.suggest, box.value);
		});
	}
}
