/** Second section of an export: every manifest in order, each naming the one before and covering every head. */
import { GENESIS, type Hash } from './canonical.js';
import type { ManifestLine } from './export-format.js';
import { manifestBytes, manifestHash } from './manifest.js';
import { type Head, merkleRoot } from './merkle.js';
import type { VerifyOptions } from './verdict.js';

/** A head some manifest vouches for. */
export interface Checkpoint {
  seq: number;
  hash: Hash;
  manifest: number;
}

type Trouble = { code: `record.${string}`; manifest: number; stream?: string; seq?: number };

/**
 * Checks manifests one after another: numbered, signed, chained, in the order of days, each with heads that only grow.
 * What they seal stands in `checkpoints`, by which the events are checked then.
 */
export const createManifestCheck = (options: VerifyOptions) => {
  const heads = new Map<string, Head>();
  /** By stream, in rising order of seq. */
  const checkpoints = new Map<string, Checkpoint[]>();
  let number = 0;
  let previous: Hash = GENESIS;
  let first: ManifestLine | undefined;
  let last: ManifestLine | undefined;

  const headsTrouble = (line: ManifestLine): Trouble | undefined => {
    const at = line.manifest.number;
    for (const [stream, seq, hash] of line.heads) {
      const before = heads.get(stream);
      if (before && before.seq >= seq) return { code: 'record.manifest-heads-differ', manifest: at, stream, seq };
      heads.set(stream, { stream, seq, hash });
      const points = checkpoints.get(stream) ?? [];
      points.push({ seq, hash, manifest: at });
      checkpoints.set(stream, points);
    }
    const events = [...heads.values()].reduce((sum, head) => sum + head.seq, 0);
    const fits =
      line.manifest.streams === heads.size &&
      line.manifest.events === events &&
      line.manifest.root === merkleRoot(heads.values());
    return fits ? undefined : { code: 'record.manifest-heads-differ', manifest: at };
  };

  return {
    /** Takes the next manifest; answers with what does not fit. */
    take(line: ManifestLine): Trouble | undefined {
      const { manifest, signature } = line;
      const expected = number + 1;
      if (manifest.number !== expected) return { code: 'record.manifest-missing', manifest: expected };
      if (!options.keys.includes(manifest.key)) return { code: 'record.manifest-other-key', manifest: expected };
      if (!options.checkSignature(manifest.key, manifestBytes(manifest), signature))
        return { code: 'record.manifest-forged', manifest: expected };
      const hash = manifestHash({ manifest, signature });
      const known = options.known?.get(expected);
      if (known !== undefined && known !== hash) return { code: 'record.manifest-not-the-known', manifest: expected };
      if (manifest.previous !== previous || (last && manifest.day < last.manifest.day))
        return { code: 'record.manifest-out-of-order', manifest: expected };
      const trouble = headsTrouble(line);
      if (trouble) return trouble;
      number = expected;
      previous = hash;
      first ??= line;
      last = line;
      return undefined;
    },
    /** After the last one: a manifest known from elsewhere that is not in the export was cut off. */
    missingKnown(): number | undefined {
      return [...(options.known?.keys() ?? [])].toSorted((a, b) => a - b).find((known) => known > number);
    },
    checkpoints,
    count: () => number,
    first: () => first?.manifest,
    last: () => last?.manifest,
    lastHash: (): Hash | null => (number === 0 ? null : previous),
  };
};
