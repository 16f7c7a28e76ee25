/** Widths in ems: Chinese signs are square, Latin letters about half. */
const emsOf = (text: string): number => {
  let ems = 0;
  for (const sign of text) ems += /[\u0020-\u024f]/.test(sign) ? 0.56 : 1;
  return ems;
};

/** A text in lines of at most so many ems; the last one ends in … where there is more. */
export function linesOf(text: string, ems: number, most: number): string[] {
  const parts = text.match(/[\u0021-\u024f]+|\s+|[^\u0020-\u024f]/g) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    if (emsOf(line + part) <= ems || line === '') line += part;
    else {
      lines.push(line.trim());
      line = part.trimStart();
    }
  }
  if (line.trim() !== '') lines.push(line.trim());
  if (lines.length <= most) return lines;
  const last = Array.from(lines[most - 1] ?? '');
  while (emsOf(`${last.join('')}…`) > ems) last.pop();
  return [...lines.slice(0, most - 1), `${last.join('')}…`];
}

/** A text in one line of at most so many ems. */
export const lineOf = (text: string, ems: number): string => linesOf(text, ems, 1)[0] ?? '';
