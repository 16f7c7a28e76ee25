/** Widths in ems: Chinese signs are square, Latin letters about half. */
export const emsOf = (text: string): number => {
  let ems = 0;
  for (const sign of text) ems += /[\u0020-\u024f]/.test(sign) ? 0.56 : 1;
  return ems;
};

/** Words, blanks, and Chinese signs – each with the marks that may not begin a line. */
const PARTS = /[\u0021-\u024f]+|\s+|[^\u0020-\u024f][、，。；：！？）》〉】」』”’…]?/gu;

/** As much of the beginning as there is room for, one sign at least. */
function beginning(text: string, ems: number): string {
  const signs = Array.from(text);
  while (signs.length > 1 && emsOf(signs.join('')) > ems) signs.pop();
  return signs.join('');
}

/** A text in lines of at most so many ems; the last one ends in … where there is more. */
export function linesOf(text: string, ems: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of text.match(PARTS) ?? []) {
    if (emsOf(line + part) <= ems) {
      line += part;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trim());
    line = part.trimStart();
    // A word that is longer than a line is broken where the line ends.
    while (emsOf(line) > ems) {
      const begun = beginning(line, ems);
      lines.push(begun);
      line = line.slice(begun.length);
    }
  }
  if (line.trim() !== '') lines.push(line.trim());
  if (lines.length <= most) return lines;
  const last = beginning(lines[most - 1] ?? '', ems - 1).trimEnd();
  return [...lines.slice(0, most - 1), `${last}…`];
}

/** A text in one line of at most so many ems. */
export const lineOf = (text: string, ems: number): string => linesOf(text, ems, 1)[0] ?? '';
