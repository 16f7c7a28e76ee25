/**
 * The export: UTF-8 lines of canonical JSON, each ending in a line feed. Header, manifests in order, events stream by
 * stream, personal values, footer. Manifests come first so that a reader can check events against them as it goes.
 */
import { z } from 'zod';
import { bytesOf, canonicalText, type Hash } from './canonical.js';
import { manifestSchema } from './manifest.js';
import type { Head } from './merkle.js';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const signature = z.string().regex(/^[0-9a-f]{128}$/);
const count = z.int().min(0);

export const headerLine = z.strictObject({
  gangmu: z.literal('export'),
  v: z.literal(1),
  /** Name of the county as the office wrote it. */
  county: z.string().max(200),
  exportedAt: count,
  manifests: count,
  streams: count,
  events: count,
  /** Whether salted personal values are in it. Without them the chains still verify. */
  personal: z.enum(['included', 'withheld']),
});
export type ExportHeader = z.infer<typeof headerLine>;

/** `heads`: streams that grew since the previous manifest, as `[stream, seq, hash]`; together they give every head. */
export const manifestLine = z.strictObject({
  heads: z.array(z.tuple([z.string().max(300), z.int().min(1), hash])),
  manifest: manifestSchema,
  signature,
});
export type ManifestLine = z.infer<typeof manifestLine>;

export const personalLine = z.strictObject({
  personal: z.strictObject({ hash, salt: z.string().min(32).max(128), value: z.unknown() }),
});

/** Of everything before the footer: number of lines, SHA-256 of the bytes, signature of the exporting engine. */
export const footerLine = z.strictObject({
  footer: z.strictObject({ lines: count, sha256: hash, key: hash, signature }),
});

/** What the footer's signature is made over. */
export const footerBytes = (lines: number, sha256: Hash): Uint8Array => bytesOf(`gangmu export 1\n${lines}\n${sha256}`);

/** The line of one event. `body` is taken as it was recorded, byte for byte. */
export const eventLine = (body: string, hash: Hash): string => `{"event":${body},"hash":"${hash}"}`;

/** The line of a manifest with the heads that changed since the one before. */
export const lineOfManifest = (signed: Omit<ManifestLine, 'heads'>, changed: readonly Head[]): string =>
  canonicalText({
    heads: changed.map((head) => [head.stream, head.seq, head.hash]),
    manifest: signed.manifest,
    signature: signed.signature,
  });
