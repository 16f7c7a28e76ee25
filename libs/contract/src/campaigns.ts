import { plainDateSchema } from '@gangmu/core';
import { z } from 'zod';
import { identifierSchema, localTextAnswer, pageOf, pageQuery } from './page.js';
import { route } from './route.js';
import { authoritySchema, itemIdSchema } from './run-commands.js';
import { commandResultSchema } from './runs.js';

const campaignParams = z.object({ campaign: identifierSchema });
const campaignUnit = z.object({ campaign: identifierSchema, unit: identifierSchema });
const name = z.strictObject({
  zh: z.string().trim().min(1).max(200),
  en: z.string().trim().min(1).max(200).optional(),
});
const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const coverageSchema = z.object({
  inScope: z.int(),
  running: z.int(),
  exempt: z.int(),
  flagged: z.int(),
  /** (running + exempt) ÷ in scope */
  coverage: z.number(),
});

export const campaignSchema = z.object({
  id: z.string(),
  name: localTextAnswer,
  kind: z.enum(['programme', 'quick-request']),
  template: z.string(),
  scope: z.object({ id: z.string(), name: localTextAnswer }),
  startDate: plainDateSchema,
  endDate: plainDateSchema,
  timeZone: z.string(),
  /** Working days: which calendar its dates are given by, and which version is the newest. */
  calendar: z.object({
    version: z.string(),
    newest: z.string(),
    /** Years it touches whose holidays are not published: dates in them are provisional. */
    provisional: z.array(z.int()),
  }),
  status: z.enum(['launching', 'running', 'closed']),
  launchedAt: z.int(),
});
export type Campaign = z.infer<typeof campaignSchema>;

export const phaseProgressSchema = z.object({ phase: z.string(), done: z.int(), total: z.int(), late: z.int() });
export const campaignFiguresSchema = z.object({
  /** The moment the figures are of. */
  at: z.int(),
  coverage: coverageSchema,
  phases: z.array(phaseProgressSchema),
  done: z.int(),
  total: z.int(),
  lateNow: z.int(),
  incomplete: z.int(),
  handedIn: z.int(),
  handedInOnTime: z.int(),
  held: z.int(),
  heldOnTime: z.int(),
  returns: z.int(),
  returnedItems: z.int(),
});
export type CampaignFigures = z.infer<typeof campaignFiguresSchema>;

export const matrixSchema = z.object({
  at: z.int(),
  /** Step ids, in the order of the characters in `cells`. */
  steps: z.array(z.string()),
  /**
   * One character per step, the worst of its occurrences: L late, R returned, O open, S with a reviewer, I incomplete,
   * D done, W waived, C cancelled, K skipped, `.` nothing opened yet.
   */
  units: z.array(
    z.object({
      unit: z.string(),
      run: z.string(),
      cells: z.string(),
      /** Items of steps of its own, which have no column; missing where it has none. */
      local: z.object({ total: z.int(), done: z.int(), late: z.int() }).optional(),
    }),
  ),
});

export const scopeUnitSchema = z.object({
  unit: z.string(),
  code: z.string(),
  name: localTextAnswer,
  category: z.string(),
  parent: z.string().nullable(),
  parentName: localTextAnswer.nullable(),
  /** `succeeded`: it ended and another carries on; it is in no scope any more. */
  state: z.enum(['running', 'exempt', 'flagged', 'succeeded']),
  run: z.string().nullable(),
  /** Who carries on, where it ended; of several the main one. */
  successor: z.object({ id: z.string(), name: localTextAnswer }).nullable(),
  /** Code or words: why it is flagged or exempt. */
  reason: z.string().nullable(),
  /** The role nobody stands for, of a unit that is flagged for that. */
  unheldRole: localTextAnswer.nullable(),
});
export type ScopeUnit = z.infer<typeof scopeUnitSchema>;

const selection = z.strictObject({
  step: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/),
  /** Units whose subtrees are meant; missing: the whole campaign. */
  below: z.array(identifierSchema).max(500).optional(),
  categories: z.array(z.string().max(64)).max(50).optional(),
  /** Groups beside the tree, as of today. */
  groups: z.array(identifierSchema).max(100).optional(),
  items: z.array(itemIdSchema).max(500).optional(),
  due: z.int().min(0).max(100_000_000),
  authority: authoritySchema,
});

export const campaignRoutes = {
  list: route({
    id: 'campaigns.list',
    method: 'GET',
    path: '/api/campaigns',
    summary: 'Campaigns in which the reader has something to see, latest first',
    permission: 'campaigns:read',
    query: z.object(pageQuery),
    response: pageOf(campaignSchema),
    tags: ['campaigns'],
  }),
  get: route({
    id: 'campaigns.get',
    method: 'GET',
    path: '/api/campaigns/:campaign',
    summary: 'One campaign',
    permission: 'campaigns:read',
    params: campaignParams,
    response: campaignSchema,
    tags: ['campaigns'],
  }),
  launch: route({
    id: 'campaigns.launch',
    method: 'POST',
    path: '/api/campaigns',
    summary: 'Launches a published template over a scope; answers at once, progress under /api/progress/{job}',
    permission: 'campaigns:launch',
    body: z.strictObject({
      template: hash,
      name,
      scope: identifierSchema,
      /** A group beside the tree: only its units, as of the first day; who enters it later is flagged. */
      group: identifierSchema.optional(),
      start: plainDateSchema,
      end: plainDateSchema,
      /**
       * Adaptations that have not taken over this version: their units start on what is in force above, or on their
       * older adaptation. Without it the launch is refused as long as there are any.
       */
      pending: z.enum(['above', 'own']).optional(),
    }),
    response: z.object({ campaign: z.string(), job: z.string() }),
    status: 202,
    idempotent: true,
    tags: ['campaigns'],
  }),
  quickRequest: route({
    id: 'campaigns.quickRequest',
    method: 'POST',
    path: '/api/quick-requests',
    summary: 'Asks a few figures of a set of units by a due time',
    permission: 'campaigns:launch',
    body: z.strictObject({
      title: name,
      scope: identifierSchema,
      units: z.array(identifierSchema).max(5000).optional(),
      /** Minute at which the answers are due. */
      due: z.int().min(0).max(100_000_000),
      fields: z
        .array(
          z.strictObject({
            title: name,
            type: z.enum(['number', 'text', 'date', 'choice']),
            options: z.array(name).max(50).optional(),
            required: z.boolean().default(true),
          }),
        )
        .min(1)
        .max(20),
    }),
    response: z.object({ campaign: z.string(), job: z.string() }),
    status: 202,
    idempotent: true,
    tags: ['campaigns'],
  }),
  figures: route({
    id: 'campaigns.figures',
    method: 'GET',
    path: '/api/campaigns/:campaign/figures',
    summary: 'Coverage, completion per phase, lateness, returns: of the units within reach, or of some of them',
    permission: 'figures:read',
    params: campaignParams,
    /** A subtree, a category, a group beside the tree as of today. */
    query: z.object({
      below: identifierSchema.optional(),
      category: z.string().max(64).optional(),
      group: identifierSchema.optional(),
    }),
    response: campaignFiguresSchema,
    tags: ['campaigns'],
  }),
  units: route({
    id: 'campaigns.units',
    method: 'GET',
    path: '/api/campaigns/:campaign/units',
    summary: 'Who is in scope, and how they stand: running, exempt or flagged',
    permission: 'runs:read',
    params: campaignParams,
    query: z.object({
      ...pageQuery,
      limit: z.coerce.number().int().min(1).max(6000).default(100),
      state: z.enum(['running', 'exempt', 'flagged', 'succeeded']).optional(),
      category: z.string().max(64).optional(),
      below: identifierSchema.optional(),
      group: identifierSchema.optional(),
      text: z.string().max(100).optional(),
    }),
    response: pageOf(scopeUnitSchema),
    tags: ['campaigns'],
  }),
  templates: route({
    id: 'campaigns.templates',
    method: 'GET',
    path: '/api/campaigns/:campaign/templates',
    summary: 'The templates it runs on, each with the units one may see whose runs are not over',
    permission: 'runs:read',
    params: campaignParams,
    response: z.object({ templates: z.array(z.object({ hash, units: z.array(z.string()) })) }),
    tags: ['campaigns'],
  }),
  matrix: route({
    id: 'campaigns.matrix',
    method: 'GET',
    path: '/api/campaigns/:campaign/matrix',
    summary: 'Units × steps, one character per cell',
    permission: 'runs:read',
    params: campaignParams,
    query: z.object({ units: z.string().max(20_000).optional() }),
    response: matrixSchema,
    tags: ['campaigns'],
  }),
  exempt: route({
    id: 'campaigns.exempt',
    method: 'POST',
    path: '/api/campaigns/:campaign/units/:unit/exempt',
    summary: 'Takes a unit out of what is asked, with a reason',
    permission: 'campaigns:steer',
    params: campaignUnit,
    body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
    response: coverageSchema,
    tags: ['campaigns'],
  }),
  join: route({
    id: 'campaigns.join',
    method: 'POST',
    path: '/api/campaigns/:campaign/units/:unit/start',
    summary: 'Starts a unit that joined later or was flagged',
    permission: 'campaigns:steer',
    params: campaignUnit,
    response: z.object({ run: z.string() }),
    tags: ['campaigns'],
  }),
  previewMove: route({
    id: 'campaigns.previewMove',
    method: 'POST',
    path: '/api/campaigns/:campaign/deadlines/preview',
    summary: 'Whom a moved deadline would reach; nothing is changed',
    permission: 'campaigns:steer',
    params: campaignParams,
    body: selection,
    response: z.object({ runs: z.int(), items: z.int(), alreadyIn: z.int(), late: z.int() }),
    tags: ['campaigns'],
  }),
  move: route({
    id: 'campaigns.move',
    method: 'POST',
    path: '/api/campaigns/:campaign/deadlines',
    summary: 'Moves a deadline for a selection of running units, by document or by telephone; holds at once',
    permission: 'campaigns:steer',
    params: campaignParams,
    body: selection,
    response: z.object({ results: z.array(commandResultSchema), done: z.int(), refused: z.int() }),
    idempotent: true,
    tags: ['campaigns'],
  }),
  previewRecompute: route({
    id: 'campaigns.previewRecompute',
    method: 'POST',
    path: '/api/campaigns/:campaign/calendar/preview',
    summary: 'What the newest calendar would change in running deadlines; nothing is changed',
    permission: 'campaigns:steer',
    params: campaignParams,
    response: z.object({
      from: z.string(),
      to: z.string(),
      /** Runs that are dated by another version; items whose deadline would come later, or earlier. */
      runs: z.int(),
      later: z.int(),
      earlier: z.int(),
    }),
    tags: ['campaigns'],
  }),
  recompute: route({
    id: 'campaigns.recompute',
    method: 'POST',
    path: '/api/campaigns/:campaign/calendar',
    summary: 'Computes running deadlines anew by the newest calendar; makes nobody late, and tells whom it concerns',
    permission: 'campaigns:steer',
    params: campaignParams,
    response: z.object({ job: z.string() }),
    status: 202,
    tags: ['campaigns'],
  }),
  close: route({
    id: 'campaigns.close',
    method: 'POST',
    path: '/api/campaigns/:campaign/close',
    summary: 'Closes the campaign: what is left is incomplete, and said to be; `anyway` also over deadlines to come',
    permission: 'campaigns:launch',
    params: campaignParams,
    query: z.object({ anyway: z.enum(['true']).optional() }),
    response: z.object({ closed: z.int() }),
    tags: ['campaigns'],
  }),
};
