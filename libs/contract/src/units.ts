import { z } from 'zod';
import { identifierSchema, localTextAnswer, pageOf, pageQuery } from './page.js';
import { route } from './route.js';

/** Codes of units as offices write them: letters of any script, digits and a few signs; no blanks. */
export const unitCodeSchema = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[\p{L}\p{N}._/-]+$/u);
export const categorySchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
export const nameSchema = z.strictObject({
  zh: z.string().trim().min(1).max(100),
  en: z.string().trim().max(200).optional(),
});
const date = z.iso.date();
const unitParams = z.object({ unit: identifierSchema });

export const GROUP_KINDS = ['territory', 'field', 'contact', 'inspection'] as const;

export const unitSchema = z.object({
  id: z.string(),
  code: z.string(),
  name: localTextAnswer,
  parent: z.string().nullable(),
  /** Ids from the root down, each followed by a dot. */
  path: z.string(),
  level: z.int(),
  category: z.string(),
  rank: z.string().nullable(),
  members: z.int(),
  validFrom: date,
  /** The last day it exists; null while it does. */
  validTo: date.nullable(),
  /** Names it, or a unit that was merged into it, had before. */
  formerNames: z.array(z.string()),
  version: z.int(),
});
export type Unit = z.infer<typeof unitSchema>;

export const unitGroupSchema = z.object({
  group: z.string(),
  kind: z.enum(GROUP_KINDS),
  code: z.string(),
  name: localTextAnswer,
  from: date,
  to: date.nullable(),
});

export const unitDetailSchema = unitSchema.extend({
  /** From the root down to the parent: names only, so that one knows where one is. */
  ancestors: z.array(z.object({ id: z.string(), code: z.string(), name: localTextAnswer })),
  groups: z.array(unitGroupSchema),
  /** Which units took over from it, and which it took over from. */
  successors: z.array(z.object({ id: z.string(), name: localTextAnswer, effective: date })),
  predecessors: z.array(z.object({ id: z.string(), name: localTextAnswer, effective: date })),
});

const changeReason = { effective: date, reason: z.string().trim().max(500).optional() };
export const newUnitSchema = z.strictObject({
  code: unitCodeSchema,
  name: nameSchema,
  parent: identifierSchema,
  category: categorySchema,
  rank: z.string().max(40).nullish(),
  members: z.int().min(0).max(10_000_000).default(0),
  validFrom: date,
  validTo: date.nullish(),
});
/** `planned`: the id of what was announced for a day to come; the unit is as it was until then. */
const unitChangedSchema = z.object({ unit: unitSchema, planned: z.string().optional() });

export const plannedChangeSchema = z.object({
  id: z.string(),
  unit: z.object({ id: z.string(), name: localTextAnswer }),
  kind: z.enum(['change', 'move', 'merge', 'split', 'dissolve']),
  /** The other units it is about: where it moves, what is merged into it, who takes over, what it is split into. */
  others: z.array(z.object({ id: z.string().nullable(), name: localTextAnswer })),
  /** What it is to be called. */
  name: localTextAnswer.nullable(),
  effective: date,
  reason: z.string().nullable(),
  by: z.object({ id: z.string(), name: localTextAnswer }),
  /** `failed`: it could not be carried out on its day, for the reason in `refusal`. */
  status: z.enum(['planned', 'failed']),
  refusal: z.object({ code: z.string(), detail: z.string() }).nullable(),
});
export type PlannedUnitChange = z.infer<typeof plannedChangeSchema>;

export const unitRoutes = {
  list: route({
    id: 'units.list',
    method: 'GET',
    path: '/api/units',
    summary: 'Units one may see, by code; also found under the names they had before',
    permission: 'units:read',
    query: z.object({
      ...pageQuery,
      q: z.string().max(100).optional(),
      parent: identifierSchema.optional(),
      below: identifierSchema.optional(),
      category: categorySchema.optional(),
      group: identifierSchema.optional(),
      /** Existing on this day; all that ever were, when missing. */
      on: date.optional(),
    }),
    response: pageOf(unitSchema),
  }),
  tree: route({
    id: 'units.tree',
    method: 'GET',
    path: '/api/units/tree',
    summary: 'All units one may see that exist today, flat and in tree order',
    permission: 'units:read',
    /** `with=facts`: each with what templates ask of units that day, and its territory (属地) where it has one. */
    query: z.object({ on: date.optional(), with: z.enum(['territory', 'facts']).optional() }),
    response: z.object({
      units: z.array(
        z.object({
          id: z.string(),
          parent: z.string().nullable(),
          code: z.string(),
          name: localTextAnswer,
          category: z.string(),
          level: z.int(),
          territory: z.object({ id: z.string(), name: localTextAnswer }).optional(),
          facts: z.object({ rank: z.string().optional(), size: z.int(), groups: z.array(z.string()) }).optional(),
        }),
      ),
    }),
  }),
  get: route({
    id: 'units.get',
    method: 'GET',
    path: '/api/units/:unit',
    summary: 'One unit with its place, groups, predecessors and successors',
    permission: 'units:read',
    params: unitParams,
    response: unitDetailSchema,
  }),
  history: route({
    id: 'units.history',
    method: 'GET',
    path: '/api/units/:unit/history',
    summary: 'What happened to a unit: when it took effect and when it was recorded',
    permission: 'units:read',
    params: unitParams,
    response: z.object({
      changes: z.array(
        z.object({
          kind: z.string(),
          effective: date,
          recordedAt: z.int(),
          by: z.string().nullable(),
          reason: z.string().nullable(),
          before: z.record(z.string(), z.unknown()).nullable(),
          after: z.record(z.string(), z.unknown()).nullable(),
        }),
      ),
    }),
  }),
  create: route({
    id: 'units.create',
    method: 'POST',
    path: '/api/units',
    summary: 'Adds a unit below one that one administers',
    permission: 'units:write',
    body: newUnitSchema,
    response: unitChangedSchema,
    status: 201,
  }),
  change: route({
    id: 'units.change',
    method: 'PATCH',
    path: '/api/units/:unit',
    summary: 'Renames a unit or changes its category, rank, size or last day; on a day to come, it is announced for it',
    permission: 'units:write',
    params: unitParams,
    body: z.strictObject({
      name: nameSchema.optional(),
      category: categorySchema.optional(),
      rank: z.string().max(40).nullish(),
      members: z.int().min(0).max(10_000_000).optional(),
      validTo: date.nullish(),
      /** The version the change was made on; refused when somebody was faster. */
      version: z.int().optional(),
      ...changeReason,
      effective: date.optional(),
    }),
    response: unitChangedSchema,
  }),
  move: route({
    id: 'units.move',
    method: 'POST',
    path: '/api/units/:unit/move',
    summary: 'Puts a unit and everything below it under another',
    permission: 'units:write',
    params: unitParams,
    body: z.strictObject({ parent: identifierSchema, ...changeReason }),
    response: unitChangedSchema,
  }),
  merge: route({
    id: 'units.merge',
    method: 'POST',
    path: '/api/units/:unit/merge',
    summary: 'Merges other units into this one: what is below them, posts and members go over',
    permission: 'units:write',
    params: unitParams,
    body: z.strictObject({ units: z.array(identifierSchema).min(1).max(100), ...changeReason }),
    response: unitChangedSchema,
  }),
  split: route({
    id: 'units.split',
    method: 'POST',
    path: '/api/units/:unit/split',
    summary: 'Splits a unit into new ones; the first takes over what is not assigned',
    permission: 'units:write',
    params: unitParams,
    body: z.strictObject({
      into: z
        .array(
          z.strictObject({
            code: unitCodeSchema,
            name: nameSchema,
            category: categorySchema.optional(),
            members: z.int().min(0).max(10_000_000).default(0),
            /** Units directly below the old one that come under this one. */
            children: z.array(identifierSchema).max(1000).default([]),
          }),
        )
        .min(2)
        .max(50),
      ...changeReason,
    }),
    response: z.object({ units: z.array(unitSchema), planned: z.string().optional() }),
  }),
  dissolve: route({
    id: 'units.dissolve',
    method: 'POST',
    path: '/api/units/:unit/dissolve',
    summary: 'Ends a unit; with a successor, what is below it and its posts go over',
    permission: 'units:write',
    params: unitParams,
    body: z.strictObject({ successor: identifierSchema.optional(), ...changeReason }),
    response: unitChangedSchema,
  }),
  plannedChanges: route({
    id: 'units.plannedChanges',
    method: 'GET',
    path: '/api/unit-changes',
    summary:
      'Changes, moves, mergers, splits and dissolutions announced for a day to come, and those that failed on theirs',
    permission: 'units:write',
    response: z.object({ changes: z.array(plannedChangeSchema) }),
  }),
  cancelPlanned: route({
    id: 'units.cancelPlanned',
    method: 'DELETE',
    path: '/api/unit-changes/:change',
    summary: 'Takes an announced change back',
    permission: 'units:write',
    params: z.object({ change: identifierSchema }),
    response: z.object({ cancelled: z.string() }),
  }),
  groups: route({
    id: 'units.groups',
    method: 'GET',
    path: '/api/groups',
    summary: 'Groups beside the tree, with how many units one may see are in them',
    permission: 'units:read',
    query: z.object({ kind: z.enum(GROUP_KINDS).optional(), on: date.optional() }),
    response: z.object({
      groups: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(GROUP_KINDS),
          code: z.string(),
          name: localTextAnswer,
          units: z.int(),
        }),
      ),
    }),
  }),
  join: route({
    id: 'units.join',
    method: 'PUT',
    path: '/api/units/:unit/groups',
    summary: 'Puts a unit into a group from a day on; of each kind it is in one at a time',
    permission: 'units:write',
    params: unitParams,
    body: z.strictObject({
      kind: z.enum(GROUP_KINDS),
      /** null: in no group of this kind any more. */
      code: z.string().trim().min(1).max(60).nullable(),
      from: date,
    }),
    response: z.object({ groups: z.array(unitGroupSchema) }),
  }),
};

/** One thing wrong in an imported file, at its place. */
export const importProblemSchema = z.object({
  file: z.string(),
  /** Row as the spreadsheet numbers it (the header is row 1); 0: the file as a whole. */
  row: z.int(),
  column: z.string().nullable(),
  code: z.string(),
  params: z.record(z.string(), z.unknown()),
  detail: z.string(),
});
export type ImportProblem = z.infer<typeof importProblemSchema>;

const tally = z.object({ create: z.int(), change: z.int(), same: z.int() });
export const importReportSchema = z.object({
  dryRun: z.boolean(),
  /** Something is written only when every row is right. */
  applied: z.boolean(),
  units: tally,
  people: tally,
  posts: tally,
  /** What would change, or was changed; `truncated` when there is more. */
  changes: z.array(
    z.object({
      table: z.enum(['units', 'people', 'posts']),
      file: z.string(),
      row: z.int(),
      key: z.string(),
      kind: z.enum(['create', 'change']),
      fields: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })),
    }),
  ),
  wrong: z.array(importProblemSchema),
  wrongTotal: z.int(),
  truncated: z.boolean(),
});
export type ImportReport = z.infer<typeof importReportSchema>;

/**
 * JSON under a name of its own, so that only files may be large: `application/json`, which is taken as well, keeps the
 * small limit that protects every other route.
 */
export const IMPORT_MEDIA_TYPE = 'application/vnd.gangmu.import+json';
/** Largest file that is read, before encoding. */
export const LARGEST_IMPORT_FILE = 8 * 1024 * 1024;

const importBody = z.strictObject({
  dryRun: z.boolean().default(false),
  files: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(200),
        /** What the file holds; found out from its columns when missing. */
        kind: z.enum(['units', 'people', 'posts']).optional(),
        content: z.base64().max(Math.ceil((LARGEST_IMPORT_FILE * 4) / 3) + 4),
      }),
    )
    .min(1)
    .max(10),
});

export const organisationRoutes = {
  import: route({
    id: 'organisation.import',
    method: 'POST',
    path: '/api/organisation/import',
    summary:
      'Imports units, people and posts from CSV or xlsx; with dryRun only says what would change and what is wrong',
    permission: 'units:write',
    body: importBody,
    consumes: IMPORT_MEDIA_TYPE,
    response: importReportSchema,
    tags: ['units'],
  }),
  beginImport: route({
    id: 'organisation.beginImport',
    method: 'POST',
    path: '/api/organisation/imports',
    summary: 'The same for large files: answers at once, progress and in the end the report under /api/progress/{job}',
    permission: 'units:write',
    body: importBody,
    consumes: IMPORT_MEDIA_TYPE,
    response: z.object({ job: z.string() }),
    status: 202,
    tags: ['units'],
  }),
};
