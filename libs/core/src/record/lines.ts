/** A line longer than this is no line of an export: refused before it fills the memory. */
export const MAX_LINE = 256 * 1024 * 1024;

export type Line =
  | { kind: 'line'; bytes: Uint8Array }
  /** what stands after the last line feed, or has none within the limit */
  | { kind: 'unended'; bytes: Uint8Array };

const LF = 10;

const joined = (parts: Uint8Array[], length: number): Uint8Array => {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** Cuts chunks of bytes at line feeds. Nothing but a line feed ends a line. */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limit = MAX_LINE,
): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, from)) {
      parts.push(chunk.subarray(from, at));
      yield { kind: 'line', bytes: joined(parts, length + at - from) };
      parts = [];
      length = 0;
      from = at + 1;
    }
    if (from < chunk.length) {
      parts.push(chunk.subarray(from));
      length += chunk.length - from;
      if (length > limit) break;
    }
  }
  if (length > 0) yield { kind: 'unended', bytes: joined(parts, length) };
}
