/** The adaptation as a file, `gangmu-adaptation/1`: read with the same care as a template. */
import { z } from 'zod';
import { type Finding, pointer } from '../findings.js';
import { contentHash } from '../template/content-hash.js';
import { idSchema, type Template } from '../template/document.js';
import { checkShape, jsonIn, parseTemplate } from '../template/parse.js';
import { applyDifference } from './apply.js';
import { differenceOf, keptOf } from './difference.js';
import type { Adaptation, Difference } from './model.js';

const members = z.array(z.string().max(200)).max(1000);
const changeSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('set'), value: z.unknown() }),
  z.strictObject({ op: z.literal('unset') }),
  z.strictObject({ op: z.literal('add'), value: z.unknown() }),
  z.strictObject({ op: z.literal('remove') }),
  z.strictObject({ op: z.literal('members'), add: members, remove: members }),
]);

export const adaptationFileSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal('gangmu-adaptation/1'),
  /** Content hash of the exact template it was made on. */
  base: z.string().regex(/^[0-9a-f]{64}$/),
  applies: z.enum(['self-and-below', 'below']).default('self-and-below'),
  /** What it changes, by place (JSON pointer). */
  difference: z.record(z.string().regex(/^\//).max(1000), changeSchema),
});

/** Answers to conflicts, as a file. */
export const decisionsFileSchema = z
  .array(
    z.strictObject({
      conflict: z.string().max(100),
      choice: z.enum(['mine', 'theirs', 'edit', 'rename']),
      value: z.unknown().optional(),
      as: idSchema.optional(),
      by: z.string().max(200).optional(),
      at: z.number().optional(),
      reason: z.string().max(2000).optional(),
    }),
  )
  .max(10_000);

/** Granted deviations, as a file. */
export const grantsFileSchema = z
  .array(
    z.strictObject({
      id: z.string().max(100),
      path: z.string().regex(/^\//).max(1000),
      allows: z.enum(['change', 'remove']),
      units: z.array(z.string().max(100)).max(1000),
      from: z.string().max(10).optional(),
      to: z.string().max(10).optional(),
      reason: z.string().max(2000),
      grantedBy: z.string().max(100),
      document: z.string().max(200).optional(),
    }),
  )
  .max(1000);

/** The published JSON Schema (draft 2020-12); kept in `schema/gangmu-adaptation-1.schema.json`. */
export const adaptationJsonSchema = (): Record<string, unknown> => ({
  $id: 'https://gangmu.example/schema/gangmu-adaptation-1.schema.json',
  title: 'Gangmu adaptation',
  ...z.toJSONSchema(adaptationFileSchema, { io: 'input' }),
});

export type ReadAdaptation = { ok: true; adaptation: Adaptation } | { ok: false; findings: Finding[] };

const error = (code: string, path = '', params: Finding['params'] = {}): Finding => ({
  code,
  severity: 'error',
  path,
  params,
});

/** An adaptation from text. Never throws; what is wrong is named by its place. */
export function parseAdaptationText(text: string): ReadAdaptation {
  const json = jsonIn(text);
  if (!json.ok) return json;
  const shape = checkShape(json.value);
  if (shape) return { ok: false, findings: [shape] };
  const read = adaptationFileSchema.safeParse(json.value);
  if (read.success) {
    const { $schema: _schema, ...adaptation } = read.data;
    return { ok: true, adaptation };
  }
  const { issues } = read.error;
  const findings = issues.slice(0, 100).map(({ path }) => error('adaptation.unreadable', pointer(...path.map(String))));
  return { ok: false, findings };
}

export interface AdaptedTemplate {
  template: Template;
  /** The difference in normal form: defaults filled in, each change the smallest that says it. */
  difference: Difference;
}

/**
 * The template that an adaptation makes of its base, held against the format; or what is wrong: another base, places
 * that the base does not have, values that the format does not know.
 */
export function adaptTemplate(
  base: Template,
  adaptation: Adaptation,
): ({ ok: true } & AdaptedTemplate) | { ok: false; findings: Finding[] } {
  if (contentHash(base) !== adaptation.base) return { ok: false, findings: [error('adaptation.other-base')] };
  const applied = applyDifference(base, adaptation.difference);
  if (applied.findings.length > 0) return { ok: false, findings: applied.findings };
  const parsed = parseTemplate(applied.template);
  if (!parsed.ok) return parsed;
  const kept = keptOf(base, adaptation.difference);
  return { ok: true, template: parsed.template, difference: differenceOf(base, parsed.template, kept) };
}
