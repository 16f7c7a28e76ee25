/** What a file is, from its content; its name only says what it is meant to be. */
import { readFile } from 'node:fs/promises';
import { hasMarkedHead } from '@gangmu/core';
import { unzipSync } from 'fflate';
import { fileTypeFromFile } from 'file-type';
import { headOfPdf } from './pdf-text.js';

/** Older office formats share one container, as do the newer ones that are zips. */
const CONTAINERS: Record<string, { within: string; type: string }> = {
  doc: { within: 'cfb', type: 'application/msword' },
  xls: { within: 'cfb', type: 'application/vnd.ms-excel' },
  ppt: { within: 'cfb', type: 'application/vnd.ms-powerpoint' },
  wps: { within: 'cfb', type: 'application/vnd.ms-works' },
  et: { within: 'cfb', type: 'application/octet-stream' },
  ofd: { within: 'zip', type: 'application/ofd' },
};
/** Text has no magic bytes: it is what has no others and reads as UTF-8. */
const TEXTS: Record<string, string> = { txt: 'text/plain', csv: 'text/csv' };

const sameEnding = (ending: string): string => (ending === 'jpeg' ? 'jpg' : ending);

/** The ending of a name in lower case, without the dot; empty when it has none. */
export const endingOf = (name: string): string => /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** Whether an ending is among those allowed; `jpg` and `jpeg` are one. */
export const isAllowed = (ending: string, allowed: readonly string[]): boolean =>
  ending !== '' && allowed.some((one) => sameEnding(one.toLowerCase()) === sameEnding(ending));

/** The media type of a file whose name ends in `ending`; undefined when its content is something else. */
export async function typeOfContent(path: string, ending: string): Promise<string | undefined> {
  const found = await fileTypeFromFile(path);
  const text = TEXTS[ending];
  if (text !== undefined)
    return found === undefined && (await readsAsText(path)) ? `${text}; charset=utf-8` : undefined;
  if (found === undefined) return undefined;
  const container = CONTAINERS[ending];
  if (container !== undefined) return found.ext === container.within ? container.type : undefined;
  return sameEnding(found.ext) === sameEnding(ending) ? found.mime : undefined;
}

async function readsAsText(path: string): Promise<boolean> {
  const bytes = await readFile(path);
  try {
    return !bytes.includes(0) && new TextDecoder('utf-8', { fatal: true }).decode(bytes) !== '';
  } catch {
    return false;
  }
}

/** A document's text is small; a part that claims more is not unpacked. */
const LARGEST_PART = 8 * 1024 * 1024;

/** Whether the head of a file's text carries a secrecy mark, where the text can be read without its program. */
export async function hasMarkedContent(path: string, ending: string): Promise<boolean> {
  if (ending in TEXTS) return hasMarkedHead(await readFile(path, 'utf8'));
  if (ending === 'pdf') return hasMarkedHead(await headOfPdf(path));
  if (ending !== 'docx') return false;
  const wanted = /^word\/(document|header\d*)\.xml$/;
  const parts = unzipSync(await readFile(path), {
    filter: ({ name, originalSize }) => wanted.test(name) && originalSize <= LARGEST_PART,
  });
  return Object.values(parts).some((part) => hasMarkedHead(paragraphsOf(new TextDecoder().decode(part))));
}

/** The text of WordprocessingML, a line per paragraph. */
const paragraphsOf = (xml: string): string =>
  xml
    .replaceAll(/<\/w:p>|<w:br\b[^>]*>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&amp;', '&');
