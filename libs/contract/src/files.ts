/** Files that prove something: uploaded for one piece of evidence of one item, named by the hash of their content. */
import { z } from 'zod';
import { identifierSchema } from './page.js';
import { route } from './route.js';
import { itemIdSchema } from './run-commands.js';

/** Largest file and largest photo that are taken, in bytes. Browsers shrink photos far below this before they send. */
export const LARGEST_FILE = 20 * 1024 * 1024;
export const LARGEST_PHOTO = 2 * 1024 * 1024;
/** What a photo is shrunk to in the browser, in bytes. */
export const SHRUNK_PHOTO = 500 * 1024;
/** Endings of photos; files say theirs in the template. */
export const PHOTO_ENDINGS = ['jpg', 'jpeg', 'png', 'webp'];

/** In place of a piece of evidence: the sheet of a sign-off on paper. No evidence of a template has such an id. */
export const SIGNED_SHEET = '~signed-sheet';

export const OCTETS = 'application/octet-stream';

/** SHA-256 of the content, hex. */
export const fileHashSchema = z.string().regex(/^[0-9a-f]{64}$/);
const runParams = z.object({ run: identifierSchema });

export const evidenceFileSchema = z.object({
  hash: z.string(),
  name: z.string(),
  /** Media type, found from the content. */
  type: z.string(),
  /** Bytes. */
  size: z.int(),
});
export type EvidenceFile = z.infer<typeof evidenceFileSchema>;

export const fileRoutes = {
  upload: route({
    id: 'files.upload',
    method: 'POST',
    path: '/api/runs/:run/items/:item/files',
    summary:
      'Uploads a file or photo for a piece of evidence, or – as `~signed-sheet` – the sheet of a sign-off on paper; the body is the content itself. Nothing classified',
    permission: 'files:write',
    params: runParams.extend({ item: itemIdSchema }),
    query: z.object({ evidence: z.string().min(1).max(64), name: z.string().min(1).max(200) }),
    consumes: OCTETS,
    response: evidenceFileSchema,
    status: 201,
    tags: ['runs'],
  }),
  list: route({
    id: 'files.list',
    method: 'GET',
    path: '/api/runs/:run/files',
    summary: 'Files uploaded for a run, without the sign-in sheets of others',
    permission: 'runs:read',
    params: runParams,
    query: z.object({ item: itemIdSchema.optional() }),
    response: z.object({
      files: z.array(evidenceFileSchema.extend({ item: z.string(), evidence: z.string(), at: z.int() })),
    }),
    tags: ['runs'],
  }),
  download: route({
    id: 'files.download',
    method: 'GET',
    path: '/api/runs/:run/files/:hash',
    summary: 'The content of a file; sign-in sheets for those who file and review only',
    permission: 'runs:read',
    params: runParams.extend({ hash: fileHashSchema }),
    produces: OCTETS,
    response: z.unknown(),
    tags: ['runs'],
  }),
};
