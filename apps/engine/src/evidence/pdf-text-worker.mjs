/**
 * Reads the text of a PDF's first pages in a thread of its own, which may be ended at any moment. Plain JavaScript,
 * because a thread is started from this very file, built or not.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { getDocument, Util, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** @type {{ path: string, pages: number, pieces: number }} */
const { path, pages, pieces } = workerData;
const shipped = (/** @type {string} */ folder) =>
  fileURLToPath(new URL(`../../${folder}/`, import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')));

const pdf = await getDocument({
  data: new Uint8Array(await readFile(path)),
  // Chinese papers often name their fonts and encodings without embedding them.
  cMapUrl: shipped('cmaps'),
  cMapPacked: true,
  standardFontDataUrl: shipped('standard_fonts'),
  verbosity: VerbosityLevel.ERRORS,
  isEvalSupported: false,
  useWasm: false,
  enableXfa: false,
}).promise;
const found = [];
for (let number = 1; number <= Math.min(pages, pdf.numPages); number += 1) {
  const page = await pdf.getPage(number);
  const { transform } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const texts = [];
  for (const item of items.slice(0, pieces)) {
    if (!('str' in item) || item.str.trim() === '') continue;
    // As the page is shown, turned or not: from its upper left corner.
    const [a, b, , , x, y] = Util.transform(transform, item.transform);
    texts.push({ text: item.str, x, y, width: item.width, size: Math.hypot(a, b) });
  }
  found.push(texts);
}
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(found);
