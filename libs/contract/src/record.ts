import { manifestSchema, streamKinds } from '@gangmu/core';
import { z } from 'zod';
import { pageOf, pageQuery } from './page.js';
import { route } from './route.js';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A manifest as lists show it: what was signed, the signature, and the hash the next one names. */
export const manifestAnswer = z.object({ manifest: manifestSchema, signature: z.string(), hash });

/** One recorded event, personal values put in where they still exist. */
export const recordedEventAnswer = z.object({
  seq: z.int(),
  at: z.int(),
  type: z.string(),
  by: z.unknown(),
  event: z.unknown(),
  hash,
  /** Hashes of the personal values in it, by the place they stand in; those that were erased are listed as such. */
  personal: z.array(z.object({ path: z.string(), hash, erased: z.boolean() })),
});

const tags = ['record'];

/** Routes of the record. They concern the whole installation: a post at the root of the tree is needed. */
export const recordRoutes = {
  key: route({
    id: 'record.key',
    method: 'GET',
    path: '/api/record/key',
    summary: 'Public key that manifests and exports are signed with',
    permission: 'public',
    response: z.object({ algorithm: z.literal('Ed25519'), key: hash }),
    tags,
  }),
  manifests: route({
    id: 'record.manifests',
    method: 'GET',
    path: '/api/record/manifests',
    summary: 'Signed manifests, newest first',
    permission: 'record:read',
    query: z.object(pageQuery),
    response: pageOf(manifestAnswer),
    tags,
  }),
  seal: route({
    id: 'record.seal',
    method: 'POST',
    path: '/api/record/manifests',
    summary: 'Make a manifest over everything recorded so far, without waiting for the daily one',
    permission: 'record:export',
    response: manifestAnswer,
    status: 201,
    tags,
  }),
  export: route({
    id: 'record.export',
    method: 'GET',
    path: '/api/record/export',
    summary: 'The whole record as lines, sealed now, to be checked offline with `gangmu verify`',
    permission: 'record:export',
    query: z.object({ personal: z.enum(['included', 'withheld']).default('withheld') }),
    response: z.string(),
    produces: 'application/x-ndjson',
    tags,
  }),
  stream: route({
    id: 'record.stream',
    method: 'GET',
    path: '/api/record/streams/:kind/:id',
    summary: 'Events of one stream, oldest first',
    permission: 'record:export',
    params: z.object({ kind: z.enum(streamKinds), id: z.string().min(1).max(64) }),
    query: z.object(pageQuery),
    response: pageOf(recordedEventAnswer),
    tags,
  }),
  erase: route({
    id: 'record.erase',
    method: 'POST',
    path: '/api/record/erasures',
    summary: 'Erase personal values for good; the chains stay whole and the erasure is recorded',
    permission: 'system:operate',
    body: z.strictObject({
      hashes: z.array(hash).min(1).max(500),
      /** Kept in the record for ever: the legal ground, naming nobody. */
      reason: z.string().trim().min(1).max(500),
    }),
    response: z.object({ erased: z.int() }),
    tags,
  }),
};
