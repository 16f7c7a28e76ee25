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

const TAG =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<!|<\/|<(?:[^>"']|"[^"]*"|'[^']*')*>/g;

/** Why this text is not parsed at all, or null. */
export function refuseXml(xml: string): Finding | null {
  if (xml.length > XML_LIMITS.characters) return refused('bpmn.too-large', { max: XML_LIMITS.characters });
  let depth = 0;
  let elements = 0;
  for (const [tag] of xml.matchAll(TAG)) {
    if (tag.startsWith('<!--') || tag.startsWith('<![CDATA[') || tag.startsWith('<?')) continue;
    if (tag === '<!') return refused('bpmn.declarations');
    if (tag === '</') {
      depth -= 1;
      continue;
    }
    elements += 1;
    if (elements > XML_LIMITS.elements) return refused('bpmn.too-many', { max: XML_LIMITS.elements });
    if (tag.endsWith('/>')) continue;
    depth += 1;
    if (depth > XML_LIMITS.depth) return refused('bpmn.too-deep', { max: XML_LIMITS.depth });
  }
  if (elements === 0) return refused('bpmn.no-xml');
  return null;
}
