import { linesOf } from './lines.js';
import type { Verdict, VerifyOptions } from './verdict.js';
import { createVerifier } from './verifier.js';

/**
 * Checks an export from its first byte to its last and stops at the first thing that does not fit: a byte changed, an
 * event missing, inserted or moved, a cut tail, a manifest missing, forged or made with another key, garbage.
 * Never throws for what the bytes contain; errors of the source of the chunks pass through.
 */
export const verifyExport = async (
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: VerifyOptions,
): Promise<Verdict> => {
  const verifier = createVerifier(options);
  for await (const line of linesOf(chunks, options.maxLine)) {
    const verdict = line.kind === 'line' ? verifier.line(line.bytes) : verifier.unended();
    if (verdict) return verdict;
  }
  return verifier.end();
};
