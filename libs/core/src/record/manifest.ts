import { z } from 'zod';
import { bytesOf, canonicalText, GENESIS, type Hash, hashOf } from './canonical.js';
import { type Head, merkleRoot } from './merkle.js';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

/** What is signed: one statement about every stream there was. */
export const manifestSchema = z.strictObject({
  v: z.literal(1),
  /** 1, 2, 3 … without a gap */
  number: z.int().min(1),
  /** The day it closes, in the campaign office's time zone. */
  day: z.iso.date(),
  /** When it was made, epoch milliseconds. */
  at: count,
  /** Hash of the previous signed manifest; 64 zeros for the first. */
  previous: hash,
  streams: count,
  events: count,
  /** Merkle root over the heads of all streams. */
  root: hash,
  /** Ed25519 public key, 32 bytes in hex. */
  key: hash,
});
export type Manifest = z.infer<typeof manifestSchema>;

export const signedManifestSchema = z.strictObject({
  manifest: manifestSchema,
  /** Ed25519 over `manifestBytes`, 64 bytes in hex. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type SignedManifest = z.infer<typeof signedManifestSchema>;

/** The prefix keeps a signature on a manifest from ever being one on something else. */
export const manifestBytes = (manifest: Manifest): Uint8Array =>
  bytesOf(`gangmu manifest 1\n${canonicalText(manifest)}`);

/** What the next manifest names as its previous one. */
export const manifestHash = (signed: SignedManifest): Hash =>
  hashOf(bytesOf(canonicalText({ manifest: signed.manifest, signature: signed.signature })));

/** The next manifest over these heads, ready to be signed. Heads are all streams' heads, not only the changed ones. */
export const nextManifest = (
  previous: SignedManifest | undefined,
  heads: readonly Head[],
  stamp: { day: string; at: number; key: Hash },
): Manifest => ({
  v: 1,
  number: (previous?.manifest.number ?? 0) + 1,
  day: stamp.day,
  at: stamp.at,
  previous: previous ? manifestHash(previous) : GENESIS,
  streams: heads.length,
  events: heads.reduce((sum, head) => sum + head.seq, 0),
  root: merkleRoot(heads),
  key: stamp.key,
});
