/** Deviations (变通): asked for by a unit, granted by the level that set the mandate or one above it. */
import { plainDateSchema } from '@gangmu/core';
import { z } from 'zod';
import { designParams, documentNumberSchema, personAnswer, reasonSchema, unitAnswer } from './design-shapes.js';
import { identifierSchema } from './page.js';
import { route } from './route.js';

const tags = ['designs'];

/** A unit's wish to deviate (变通), and what came of it. */
export const varianceSchema = z.object({
  id: z.string(),
  root: z.string(),
  unit: unitAnswer,
  path: z.string(),
  /** What the place is called, for people. */
  place: z.string(),
  allows: z.enum(['change', 'remove']),
  from: z.string().nullable(),
  to: z.string().nullable(),
  reason: z.string(),
  askedBy: personAnswer.nullable(),
  askedAt: z.int(),
  /** The unit that first locked the place or something within it: it, or one above it, decides. */
  setBy: unitAnswer,
  state: z.enum(['asked', 'granted', 'refused', 'withdrawn']),
  /** Units it is granted to, each with everything below it. */
  units: z.array(unitAnswer),
  answeredBy: personAnswer.nullable(),
  answeredAt: z.int().nullable(),
  answer: z.string().nullable(),
  document: z.string().nullable(),
  may: z.object({ answer: z.boolean(), withdraw: z.boolean() }),
});
export type Variance = z.infer<typeof varianceSchema>;

export const designVarianceRoutes = {
  variances: route({
    id: 'designs.variances',
    method: 'GET',
    path: '/api/designs/:design/variances',
    summary: 'Deviations asked for and granted, of one’s own units and – for those who decide – of those below',
    permission: 'templates:read',
    params: designParams,
    query: z.object({ state: z.enum(['asked', 'granted', 'refused', 'withdrawn']).optional() }),
    response: z.object({ variances: z.array(varianceSchema) }),
    tags,
  }),
  askVariance: route({
    id: 'designs.askVariance',
    method: 'POST',
    path: '/api/designs/:design/variances',
    summary: 'Asks the level that first locked a place to let a unit deviate there',
    permission: 'templates:write',
    params: designParams,
    body: z.strictObject({
      unit: identifierSchema,
      path: z.string().min(1).max(1000),
      allows: z.enum(['change', 'remove']).default('change'),
      from: plainDateSchema.optional(),
      to: plainDateSchema.optional(),
      reason: reasonSchema.min(1),
    }),
    response: varianceSchema,
    status: 201,
    idempotent: true,
    tags,
  }),
  varianceAnswerer: route({
    id: 'designs.varianceAnswerer',
    method: 'GET',
    path: '/api/designs/:design/variances/answerer',
    summary: 'Who would answer a wish to deviate: the level that first locked the place or something within it',
    permission: 'templates:write',
    params: designParams,
    query: z.object({
      unit: identifierSchema,
      path: z.string().min(1).max(1000),
      allows: z.enum(['change', 'remove']).default('change'),
    }),
    response: z.object({ unit: unitAnswer }),
    tags,
  }),
  answerVariance: route({
    id: 'designs.answerVariance',
    method: 'POST',
    path: '/api/designs/:design/variances/:variance/answer',
    summary: 'Grants or refuses a deviation: the level that set the mandate, or one above it',
    permission: 'templates:publish',
    params: designParams.extend({ variance: identifierSchema }),
    body: z.strictObject({
      grant: z.boolean(),
      /** Granted to these; missing: the unit that asked. */
      units: z.array(identifierSchema).min(1).max(200).optional(),
      /** Null: without a first or last day; missing: as it was asked for. */
      from: plainDateSchema.nullish(),
      to: plainDateSchema.nullish(),
      reason: reasonSchema.min(1),
      document: documentNumberSchema.optional(),
    }),
    response: varianceSchema,
    tags,
  }),
  withdrawVariance: route({
    id: 'designs.withdrawVariance',
    method: 'POST',
    path: '/api/designs/:design/variances/:variance/withdraw',
    summary: 'Takes back a wish, or – by the level that granted it – a grant',
    permission: 'templates:write',
    params: designParams.extend({ variance: identifierSchema }),
    body: z.strictObject({ reason: reasonSchema.min(1) }),
    response: varianceSchema,
    tags,
  }),
};
