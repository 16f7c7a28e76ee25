/**
 * XML from outside, before a parser sees it: size, nesting and declarations are bounded. A BPMN file has no document
 * type, so one that brings entities is not looked at any further.
 */
import type { Finding } from '@gangmu/core';

/** A county template as BPMN has two hundred thousand characters; forty times that is no process. */
export const XML_LIMITS = { characters: 8_000_000, depth: 100, elements: 100_000 } as const;

const refused = (code: string, params: Finding['params'] = {}): Finding => ({
  code,
  severity: 'error',
  path: '',
  params,
});

/**
 * The text of an XML file in the encoding it names (UTF-8 without one); null where that encoding is unknown or the
 * bytes are not in it.
 */
export function decodeXml(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const marked = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  const head = String.fromCodePoint(...bytes.subarray(0, 200));
  const named = /^\s*(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1];
  try {
    return new TextDecoder(marked ?? named ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Where the tag that begins at `from` ends: its `>` outside quotes. Null where none comes, or another tag first. */
function endOfTag(xml: string, from: number): number | null {
  for (let at = from + 1; at < xml.length; at += 1) {
    const sign = xml[at];
    if (sign === '>') return at;
    if (sign === '<') return null;
    if (sign === '"' || sign === "'") {
      at = xml.indexOf(sign, at + 1);
      if (at === -1) return null;
    }
  }
  return null;
}

/** What is passed over whole: from its beginning to its end. */
const PASSED_OVER = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/**
 * Why this text is not parsed at all, or null. One walk over the text, whatever it holds: what breaks off or is no tag
 * is refused here, for parsers differ in how long they take to notice.
 */
export function refuseXml(xml: string): Finding | null {
  if (xml.length > XML_LIMITS.characters) return refused('bpmn.too-large', { max: XML_LIMITS.characters });
  let depth = 0;
  let elements = 0;
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at)) {
    const passed = PASSED_OVER.find(([begin]) => xml.startsWith(begin, at));
    if (passed) {
      const end = xml.indexOf(passed[1], at + passed[0].length);
      if (end === -1) break;
      at = end + passed[1].length;
      continue;
    }
    if (xml[at + 1] === '!') return refused('bpmn.declarations');
    const end = endOfTag(xml, at);
    if (end === null)
      return elements === 0 ? refused('bpmn.no-xml') : refused('bpmn.unreadable', { line: lineAt(xml, at) });
    if (xml[at + 1] === '/') depth -= 1;
    else {
      elements += 1;
      if (elements > XML_LIMITS.elements) return refused('bpmn.too-many', { max: XML_LIMITS.elements });
      if (xml[end - 1] !== '/') depth += 1;
      if (depth > XML_LIMITS.depth) return refused('bpmn.too-deep', { max: XML_LIMITS.depth });
    }
    at = end + 1;
  }
  return elements === 0 ? refused('bpmn.no-xml') : null;
}

const lineAt = (xml: string, at: number): number => xml.slice(0, at).split('\n').length;
