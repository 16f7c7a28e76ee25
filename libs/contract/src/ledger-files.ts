import { z } from 'zod';
import { ledgerFilters } from './ledger.js';
import { identifierSchema } from './page.js';
import { route } from './route.js';
import { IMPORT_MEDIA_TYPE, importProblemSchema, LARGEST_IMPORT_FILE } from './units.js';

const tally = z.object({ create: z.int(), change: z.int(), same: z.int() });

/** What importing a ledger would do, or did. */
export const ledgerImportReport = z.object({
  dryRun: z.boolean(),
  /** Something is written only when every row is right. */
  applied: z.boolean(),
  problems: tally,
  measures: tally,
  /** `truncated` when there is more of changes or of what is wrong. */
  changes: z.array(
    z.object({
      row: z.int(),
      table: z.enum(['problems', 'measures']),
      kind: z.enum(['create', 'change']),
      /** Title of the problem, text of the measure. */
      key: z.string(),
      /** By the heading of the file. */
      fields: z.record(z.string(), z.object({ from: z.string().nullable(), to: z.string().nullable() })),
    }),
  ),
  wrong: z.array(importProblemSchema),
  wrongTotal: z.int(),
  truncated: z.boolean(),
});
export type LedgerImportReport = z.infer<typeof ledgerImportReport>;

const importBody = z.strictObject({
  /** Of problems that are new. */
  campaign: identifierSchema,
  /** Whose problems they are where the file does not say. */
  unit: identifierSchema.optional(),
  /** Why what is there is changed; by the file, when nothing is said. */
  reason: z.string().trim().min(1).max(500).optional(),
  dryRun: z.boolean().default(false),
  file: z.strictObject({
    name: z.string().min(1).max(200),
    content: z.base64().max(Math.ceil((LARGEST_IMPORT_FILE * 4) / 3) + 4),
  }),
});

const tags = ['ledger'];

/** The ledger in Excel: out in the usual columns, and back. */
export const ledgerFileRoutes = {
  export: route({
    id: 'ledger.export',
    method: 'GET',
    path: '/api/problems/file',
    summary:
      'Problems in reach that fit the filters as a workbook (xlsx), one row per measure; it can be imported again',
    permission: 'ledger:read',
    query: z.object({ ...ledgerFilters, search: z.string().trim().max(100).optional() }),
    response: z.unknown(),
    produces: 'application/octet-stream',
    tags,
  }),
  import: route({
    id: 'ledger.import',
    method: 'POST',
    path: '/api/problems/import',
    summary:
      'Enters new problems and measures from xlsx or CSV and changes what an exported ledger was changed in; with dryRun only says what would happen and what is wrong',
    permission: 'ledger:write',
    body: importBody,
    consumes: IMPORT_MEDIA_TYPE,
    response: ledgerImportReport,
    tags,
  }),
  beginImport: route({
    id: 'ledger.beginImport',
    method: 'POST',
    path: '/api/problems/imports',
    summary: 'The same for large files: answers at once, progress and in the end the report under /api/progress/{job}',
    permission: 'ledger:write',
    body: importBody,
    consumes: IMPORT_MEDIA_TYPE,
    response: z.object({ job: z.string() }),
    status: 202,
    tags,
  }),
};
