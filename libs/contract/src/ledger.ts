import {
  problemAspects,
  problemChannels,
  problemClasses,
  problemSources,
  problemThemes,
  type ProblemCommand,
  ruleActions,
} from '@gangmu/core';
import { z } from 'zod';
import { identifierSchema, localTextAnswer, pageOf, pageQuery } from './page.js';
import { route } from './route.js';

const date = z.iso.date();
const line = (max: number) => z.string().trim().min(1).max(max);
const named = z.strictObject({ person: identifierSchema.optional(), name: line(60) });
const namedAnswer = z.object({ person: z.string().optional(), name: z.string().nullable() });

const entryFields = {
  title: line(200),
  detail: line(4000).optional(),
  source: z.enum(problemSources),
  channel: z.enum(problemChannels),
  aspect: z.enum(problemAspects),
  theme: z.enum(problemThemes).optional(),
  class: z.enum(problemClasses),
  leader: named,
  due: date.nullable(),
};
export const problemEntrySchema = z.strictObject({
  ...entryFields,
  foundOn: date,
  repeats: identifierSchema.optional(),
});
const changesSchema = z.strictObject(entryFields).partial();

const measureEntry = z.strictObject({
  text: line(1000),
  person: named,
  unit: identifierSchema,
  due: date.nullable(),
});
const evidence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), hash: z.string().regex(/^[0-9a-f]{64}$/), title: line(200).optional() }),
  z.strictObject({ kind: z.literal('item'), run: identifierSchema, item: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal('note'), text: line(2000) }),
]);
const measure = identifierSchema;
const reason = line(500);

/** What may be asked of a problem that is there. Verification and reopening need the right to verify, the rest to write. */
export const problemCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ReviseProblem'), changes: changesSchema, reason }),
  z.strictObject({ type: z.literal('AddMeasure'), entry: measureEntry }),
  z.strictObject({ type: z.literal('ReviseMeasure'), measure, changes: measureEntry.partial(), reason }),
  z.strictObject({ type: z.literal('WithdrawMeasure'), measure, reason }),
  z.strictObject({ type: z.literal('ReportProgress'), measure: measure.optional(), note: line(2000) }),
  z.strictObject({ type: z.literal('CompleteMeasure'), measure, note: line(2000).optional() }),
  z.strictObject({
    type: z.literal('RequestCloseOut'),
    evidence: z.array(evidence).max(50),
    note: line(2000).optional(),
  }),
  z.strictObject({ type: z.literal('WithdrawRequest') }),
  z.strictObject({ type: z.literal('WithdrawProblem'), reason }),
  z.strictObject({ type: z.literal('LinkRule'), rule: identifierSchema }),
]);
/** What verifiers ask: somebody who neither asked for close-out nor answers for the problem. */
export const verificationSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ReturnRequest'),
    comment: line(1000),
    due: date.optional(),
    measures: z.array(measure).max(100).optional(),
  }),
  z.strictObject({ type: z.literal('VerifyCloseOut'), comment: line(1000).optional() }),
  z.strictObject({
    type: z.literal('ReopenProblem'),
    because: z.enum(['relapse', 'not-satisfied']),
    comment: line(1000),
    due: date.nullable(),
    link: identifierSchema.optional(),
  }),
]);
/** The declarations above and the core speak of the same commands: checked when types are. */
type Said = z.output<typeof problemCommandSchema> | z.output<typeof verificationSchema>;
export type ProblemRequest = Said & ProblemCommand;

export const measureAnswer = z.object({
  id: z.string(),
  text: z.string(),
  person: namedAnswer,
  unit: z.string(),
  due: date.nullable(),
  doneOn: date.optional(),
  withdrawn: z.boolean().optional(),
});
const problemFields = {
  id: z.string(),
  campaign: z.string(),
  unit: z.string(),
  unitName: localTextAnswer,
  title: z.string(),
  source: z.enum(problemSources),
  channel: z.enum(problemChannels),
  aspect: z.enum(problemAspects),
  theme: z.enum(problemThemes).optional(),
  class: z.enum(problemClasses),
  leader: namedAnswer,
  foundOn: date,
  due: date.nullable(),
  status: z.enum(['open', 'requested', 'closed', 'withdrawn']),
  /** Its date has passed and it is not closed. */
  late: z.boolean(),
  measureCount: z.int(),
  measuresDone: z.int(),
  returns: z.int(),
  relapses: z.int(),
  version: z.int(),
};
export const problemSummary = z.object(problemFields);
export const problemAnswer = z.object({
  ...problemFields,
  detail: z.string().optional(),
  repeats: z.string().optional(),
  repeatedBy: z.array(z.object({ id: z.string(), title: z.string(), unit: z.string() })),
  measures: z.array(measureAnswer),
  progress: z.array(z.object({ at: z.int(), by: z.string(), measure: z.string().optional(), note: z.string() })),
  request: z
    .object({ by: z.string(), at: z.int(), evidence: z.array(evidence), note: z.string().optional() })
    .optional(),
  closedAt: z.int().optional(),
  closedBy: z.string().optional(),
  rules: z.array(z.string()),
  /** The next to be told of it: minute, how and to whom; of which measure, or of the problem's own deadline. Null: nothing. */
  nextReminder: z
    .object({
      at: z.int(),
      effect: z.enum(['remind', 'urge', 'escalate', 'tell']),
      to: z.enum(['unit', 'superior', 'county', 'reviewer', 'inspection-group']),
      measure: z.string().nullable(),
    })
    .nullable(),
  /** Said, never forced: this keeps coming up, look for the cause in rules. */
  suggestion: z.object({ code: z.string(), times: z.int() }).optional(),
});
export type ProblemAnswer = z.infer<typeof problemAnswer>;

export const ledgerFilters = {
  campaign: identifierSchema.optional(),
  /** With everything below it. */
  unit: identifierSchema.optional(),
  status: z.enum(['open', 'requested', 'closed', 'withdrawn', 'late']).optional(),
  aspect: z.enum(problemAspects).optional(),
  theme: z.enum(problemThemes).optional(),
  class: z.enum(problemClasses).optional(),
  source: z.enum(problemSources).optional(),
};

export const ledgerFiguresAnswer = z.object({
  found: z.int(),
  open: z.int(),
  requested: z.int(),
  closed: z.int(),
  late: z.int(),
  relapses: z.int(),
  measures: z.int(),
  measuresDone: z.int(),
  /** closed ÷ found; null when nothing was found */
  closeOutRate: z.number().min(0).max(1).nullable(),
  rulesEstablished: z.int(),
  rulesRevised: z.int(),
  rulesAbolished: z.int(),
});

const ruleChange = {
  on: date,
  document: line(100).optional(),
  reason: line(500).optional(),
  problems: z.array(identifierSchema).max(100).default([]),
};
export const ruleAnswer = z.object({
  id: z.string(),
  campaign: z.string(),
  unit: z.string(),
  unitName: localTextAnswer,
  title: z.string(),
  document: z.string().optional(),
  status: z.enum(['in-force', 'abolished']),
  version: z.int(),
  changes: z.array(
    z.object({
      action: z.enum(ruleActions),
      on: date,
      document: z.string().optional(),
      reason: z.string().optional(),
      problems: z.array(z.string()),
    }),
  ),
});

const tags = ['ledger'];
const problemParams = z.object({ problem: identifierSchema });

/** Routes of the rectification ledger (整改台账). */
export const ledgerRoutes = {
  list: route({
    id: 'ledger.list',
    method: 'GET',
    path: '/api/problems',
    summary: 'Problems in reach, newest first',
    permission: 'ledger:read',
    query: z.object({ ...pageQuery, ...ledgerFilters, search: z.string().trim().max(100).optional() }),
    response: pageOf(problemSummary),
    tags,
  }),
  figures: route({
    id: 'ledger.figures',
    method: 'GET',
    path: '/api/problems/figures',
    summary: 'Found, measures, done, close-out rate – of what lies in reach and fits the filters',
    permission: 'ledger:read',
    query: z.object(ledgerFilters),
    response: ledgerFiguresAnswer,
    tags,
  }),
  get: route({
    id: 'ledger.get',
    method: 'GET',
    path: '/api/problems/:problem',
    summary: 'One problem with measures, progress and request',
    permission: 'ledger:read',
    params: problemParams,
    response: problemAnswer,
    tags,
  }),
  record: route({
    id: 'ledger.record',
    method: 'POST',
    path: '/api/problems',
    summary: 'Enter a problem for a unit',
    permission: 'ledger:write',
    body: z.strictObject({ campaign: identifierSchema, unit: identifierSchema, entry: problemEntrySchema }),
    response: problemAnswer,
    status: 201,
    tags,
    idempotent: true,
  }),
  command: route({
    id: 'ledger.command',
    method: 'POST',
    path: '/api/problems/:problem/commands',
    summary: 'Measures, progress, request for close-out',
    permission: 'ledger:write',
    params: problemParams,
    body: problemCommandSchema,
    response: problemAnswer,
    tags,
    ifMatch: true,
  }),
  verify: route({
    id: 'ledger.verify',
    method: 'POST',
    path: '/api/problems/:problem/verifications',
    summary: 'Verify, return or reopen – by another person than who asked or answers for it',
    permission: 'ledger:verify',
    params: problemParams,
    body: verificationSchema,
    response: problemAnswer,
    tags,
    ifMatch: true,
  }),
  rules: route({
    id: 'ledger.rules',
    method: 'GET',
    path: '/api/rules',
    summary: 'Rules established, revised and abolished, newest first',
    permission: 'ledger:read',
    query: z.object({ ...pageQuery, campaign: identifierSchema.optional(), unit: identifierSchema.optional() }),
    response: pageOf(ruleAnswer),
    tags,
  }),
  recordRule: route({
    id: 'ledger.recordRule',
    method: 'POST',
    path: '/api/rules',
    summary: 'Enter a rule: newly established, or an earlier one that is to be revised or abolished',
    permission: 'ledger:write',
    body: z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('EstablishRule'),
        campaign: identifierSchema,
        unit: identifierSchema,
        title: line(200),
        ...ruleChange,
      }),
      z.strictObject({
        type: z.literal('RegisterEarlierRule'),
        campaign: identifierSchema,
        unit: identifierSchema,
        title: line(200),
        document: line(100).optional(),
      }),
    ]),
    response: ruleAnswer,
    status: 201,
    tags,
    idempotent: true,
  }),
  changeRule: route({
    id: 'ledger.changeRule',
    method: 'POST',
    path: '/api/rules/:rule/changes',
    summary: 'Revise or abolish a rule',
    permission: 'ledger:write',
    params: z.object({ rule: identifierSchema }),
    body: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('ReviseRule'), title: line(200).optional(), ...ruleChange }),
      z.strictObject({ type: z.literal('AbolishRule'), ...ruleChange }),
    ]),
    response: ruleAnswer,
    tags,
  }),
};
