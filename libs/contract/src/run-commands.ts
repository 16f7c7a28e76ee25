/** Commands on runs as they come over HTTP. What only machines say (start, advance, report) has no form here. */
import { plainDateSchema } from '@gangmu/core';
import { z } from 'zod';
import { identifierSchema } from './page.js';

/** `step` or `step.occurrence`. */
export const itemIdSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}(\.[A-Za-z0-9_.:-]{1,80})?$/);
const stepId = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/);
const reason = z.string().trim().min(1).max(2000);
const minute = z.int().min(0).max(100_000_000);
const label = z.strictObject({
  zh: z.string().trim().min(1).max(200),
  en: z.string().trim().min(1).max(200).optional(),
});

const cell = z.union([z.string().max(2000), z.number(), z.null()]);
export const evidenceValueSchema = z.union([
  z.strictObject({
    due: z.int().min(0),
    present: z.int().min(0),
    onLeave: z.int().min(0).optional(),
    madeUp: z.int().min(0).optional(),
  }),
  z.number(),
  z.string().max(20_000),
  z.array(z.string().max(200)).max(100),
  z.array(z.record(z.string().max(64), cell)).max(2000),
]);
/** Values by evidence id; the engine checks them against the step's declaration. */
export const valuesSchema = z.record(z.string().max(64), evidenceValueSchema);

const paper = z.strictObject({
  signer: z.string().trim().min(1).max(100),
  date: plainDateSchema,
  /** Hash of the sheet, uploaded for the item as `~signed-sheet`; asked for but where a step keeps no papers. */
  file: z.string().max(100).optional(),
});
export const authoritySchema = z.strictObject({
  by: z.enum(['document', 'telephone']),
  document: z.string().trim().max(200).optional(),
  who: z.string().trim().max(100).optional(),
  at: z.int().min(0).optional(),
  reason: z.string().trim().max(2000).optional(),
});

export const runCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('SubmitItem'), item: itemIdSchema, values: valuesSchema, paper: paper.optional() }),
  z.strictObject({ type: z.literal('WithdrawItem'), item: itemIdSchema }),
  z.strictObject({
    type: z.literal('AcceptItem'),
    item: itemIdSchema,
    comment: z.string().trim().max(2000).optional(),
    paper: paper.optional(),
  }),
  z.strictObject({
    type: z.literal('ReturnItem'),
    item: itemIdSchema,
    // an empty comment is refused by the door, in the reader's words
    comment: z.string().trim().max(2000),
    minimumDays: z.int().min(0).max(60).optional(),
    dependents: z.array(itemIdSchema).max(50).optional(),
    doAgain: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('WaiveItem'), item: itemIdSchema, reason }),
  z.strictObject({ type: z.literal('ExtendItem'), item: itemIdSchema, due: minute, reason }),
  z.strictObject({
    type: z.literal('MoveDeadline'),
    step: stepId,
    items: z.array(itemIdSchema).max(500).optional(),
    due: minute,
    authority: authoritySchema,
  }),
  z.strictObject({ type: z.literal('HoldRun'), reason }),
  z.strictObject({ type: z.literal('ResumeRun') }),
  z.strictObject({ type: z.literal('DelegateItem'), item: itemIdSchema, to: identifierSchema }),
  z.strictObject({
    type: z.literal('AddRegisterEntry'),
    register: stepId,
    entry: stepId.optional(),
    label,
    person: identifierSchema.optional(),
  }),
  z.strictObject({ type: z.literal('WithdrawRegisterEntry'), register: stepId, entry: identifierSchema, reason }),
  z.strictObject({ type: z.literal('CompleteRegister'), register: stepId }),
  z.strictObject({ type: z.literal('TriggerStep'), step: stepId, label, trigger: stepId.optional() }),
  z.strictObject({ type: z.literal('UrgeItem'), item: itemIdSchema, message: z.string().trim().max(500).optional() }),
  z.strictObject({
    type: z.literal('CorrectItem'),
    item: itemIdSchema,
    values: valuesSchema,
    reason,
    approver: identifierSchema,
  }),
  z.strictObject({ type: z.literal('ReopenItem'), item: itemIdSchema, reason }),
  z.strictObject({ type: z.literal('CancelItem'), item: itemIdSchema, reason }),
  z.strictObject({ type: z.literal('CancelPhase'), phase: stepId, reason }),
  z.strictObject({ type: z.literal('CancelRun'), reason }),
  z.strictObject({ type: z.literal('CloseRun') }),
]);
export type RunCommandInput = z.input<typeof runCommandSchema>;
export type RunCommandBody = z.output<typeof runCommandSchema>;

/** 代填: filed by somebody for another, on whose word. */
export const onBehalfSchema = z.strictObject({
  person: identifierSchema.optional(),
  word: z.string().trim().min(1).max(200),
});

export const orderSchema = z.strictObject({ command: runCommandSchema, onBehalfOf: onBehalfSchema.optional() });
export const bulkOrderSchema = orderSchema.extend({ run: identifierSchema });
