import { MANDATE_WORDS } from '../compare/index.js';
import { fieldName } from '../adaptation/place-name.js';
import { pointer } from '../findings.js';
import { type Mandate, type Step, stepSchema } from '../template/document.js';
import { found, type LintRule } from './lint-rule.js';

/** Fields of which `tighten` lets levels below ask more. */
const TIGHTENED = new Set(['deadlines', 'reviews', 'evidence', 'when']);
/** Fields without which a duty is no longer that duty: free, they hollow out a step that is not. */
const CORE = new Set(['kind', 'when', 'join', 'occurrences', 'cascade', 'sensitive', 'closes']);
/** Fields that say who may change what, and where a step hangs: they follow rules of their own. */
const NEVER = new Set(['mandate', 'fieldMandates', 'hangsAt', 'post', 'notes']);

/** Fields of a step that a mandate of their own can be said for. */
export const mandateFields: readonly string[] = Object.keys(stepSchema.shape).filter((field) => !NEVER.has(field));

const says = (field: string, mandate: Mandate): boolean =>
  mandate === 'fixed' ||
  mandate === 'free' ||
  (mandate === 'tighten' ? TIGHTENED.has(field) : field === 'chosen') ||
  (mandate === 'tighten' && field === 'chosen');

const lockedWithin = ({ fieldMandates = {}, evidence, reviews }: Step): string | undefined =>
  Object.keys(fieldMandates).find((field) => field !== 'sensitive' && fieldMandates[field] !== 'free') ??
  (Object.values(evidence).some(({ mandate }) => mandate && mandate !== 'free') ? 'evidence' : undefined) ??
  (Object.values(reviews).some(({ mandate }) => mandate && mandate !== 'free') ? 'reviews' : undefined);

/** Mandates of single fields that say nothing, or the opposite of what the step says. */
export const soundMandates: LintRule = {
  id: 'sound-mandates',
  codes: ['mandate-says-nothing', 'mandate-hollows', 'mandate-locked-within', 'mandate-lays-open'],
  *check({ template }) {
    for (const [id, step] of Object.entries(template.steps)) {
      for (const [field, mandate] of Object.entries(step.fieldMandates ?? {})) {
        const path = pointer('steps', id, 'fieldMandates', field);
        const params = { step: step.title, field: fieldName(field), mandate: MANDATE_WORDS[mandate] };
        const remove = { edits: [{ op: 'remove' as const, path }] };
        if (NEVER.has(field) || !says(field, mandate))
          yield found('warning', 'mandate-says-nothing', path, params, remove);
        else if (mandate === 'free' && step.mandate !== 'free' && CORE.has(field))
          yield found('warning', 'mandate-hollows', path, params, remove);
      }
      if (step.sensitive && step.mandate === 'free' && (step.fieldMandates?.['sensitive'] ?? 'free') === 'free') {
        const path = pointer('steps', id, 'fieldMandates');
        const value = { ...step.fieldMandates, sensitive: 'fixed' };
        const params = { step: step.title };
        yield found('warning', 'mandate-lays-open', path, params, { edits: [{ op: 'set', path, value }] });
      }
      const locked = step.mandate === 'free' ? lockedWithin(step) : undefined;
      if (locked !== undefined)
        yield found('info', 'mandate-locked-within', pointer('steps', id, 'mandate'), {
          step: step.title,
          field: fieldName(locked),
        });
    }
  },
};
