// SPDX-License-Identifier: AGPL-3.0-or-later
//
// scan.js - the camera reads codes: by the browser itself where it can,
// else by a decoder that is fetched when the camera starts.
const EVERY_MS = 120, WIDE = 640;

async function reader(address)
{
	if ("BarcodeDetector" in window &&
	    (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
		const detector = new BarcodeDetector({ formats: ["qr_code"] });

		return async (image) => (await detector.detect(image))[0]?.rawValue ?? "";
	}
	const { decode } = await import(address);
	const canvas = document.createElement("canvas");
	const brush = canvas.getContext("2d", { willReadFrequently: true });

	return async (video) => {
		const less = Math.min(1, WIDE / video.videoWidth);

		canvas.width = Math.round(video.videoWidth * less);
		canvas.height = Math.round(video.videoHeight * less);
		brush.drawImage(video, 0, 0, canvas.width, canvas.height);
		return decode(brush.getImageData(0, 0, canvas.width, canvas.height));
	};
}

async function watch(video, address, found)
{
	const read = await reader(address);

	for (;;) {
		if (video.videoWidth > 0 && !document.hidden) {
			const text = await read(video).catch(() => "");

			if (text !== "")
				found(text);
		}
		await new Promise((next) => setTimeout(next, EVERY_MS));
	}
}

// The button of that part starts the camera; each code it sees is told.
export function scan(part, address, found)
{
	const video = part.querySelector("video"), button = part.querySelector("button");

	if (navigator.mediaDevices === undefined)
		return;
	part.hidden = false;
	button.addEventListener("click", async () => {
		button.disabled = true;
		try {
			video.srcObject = await navigator.mediaDevices.getUserMedia({ video:
				{ facingMode: "environment", width: { ideal: 1280 } } });
			await video.play();
			video.hidden = false;
			button.hidden = true;
			await watch(video, address, found);
		} catch {
			const p = document.createElement("p");

			p.textContent = part.dataset.no;
			button.replaceWith(p);
			video.hidden = true;
		}
	});
}
