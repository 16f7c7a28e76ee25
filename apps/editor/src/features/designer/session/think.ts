/** The work of the worker, without the worker: one template, its edits, what is found in it. */
import {
  applyEdits,
  type Difference,
  differenceOf,
  type Edit,
  type LintContext,
  lintContext,
  lintWithin,
  organisationFor,
  placeCards,
  policyScope,
  refinesToday,
  sameValue,
  shared,
  type Template,
} from '@gangmu/core';
import { calendarNamed } from '../../../platform/calendars.js';
import type { Places, Subject, Thought } from './thinking.js';

export interface Thinking {
  open(subject: Subject): void;
  edited(edits: readonly Edit[]): void;
  /** What is to be said of the template as it stands; null where an edit could not be followed. */
  think(): Thought | null;
  /** Where cards would stand if nobody had placed any, earlier ones first; null as with `think`. */
  places(): Places | null;
}

export function startOver(): Thinking {
  let subject: Subject | null = null;
  /** What the linter saw last: what no edit touched is not looked at again. */
  let seen: LintContext | undefined;
  const look = (template: Template): LintContext => {
    const calendar = calendarNamed(template.calendar);
    const before = seen?.calendar === calendar ? seen : undefined;
    const policies = subject === null ? undefined : scopeOf({ ...subject, template });
    const organisation = subject?.organisation && organisationFor(subject.organisation, subject.base === null);
    const options = { calendar, ...(policies ? { policies } : {}), ...(organisation ? { organisation } : {}) };
    seen = lintContext(shared(before?.template, template), options, before);
    return seen;
  };
  return {
    open(opened) {
      subject = opened;
    },
    edited(edits) {
      if (subject === null) return;
      const applied = applyEdits(subject.template, edits);
      subject = applied.ok ? { ...subject, template: applied.value.template } : null;
    },
    think() {
      if (subject === null) return null;
      const { template, base, grants, on } = subject;
      const context = look(template);
      const findings = lintWithin(context);
      return {
        findings:
          base === null ? findings : [...refinesToday(base, template, { grants, ...(on && { on }) }), ...findings],
        dates: Object.fromEntries([...context.plan.steps].map(([id, { open, due }]) => [id, { open, due }])),
      };
    },
    places() {
      if (subject === null) return null;
      const { plan } = look(subject.template);
      const when = new Map([...plan.steps].map(([id, { open, due }]) => [id, `${due} ${open}`]));
      return Object.fromEntries(placeCards(subject.template, { when, anew: true }));
    },
  };
}

/** The parts of a thought that say something else than what was told before. */
export const newsIn = ({ findings, dates }: Thought, told: Thought | null): Partial<Thought> => ({
  ...(sameValue(findings, told?.findings) ? {} : { findings }),
  ...(sameValue(dates, told?.dates) ? {} : { dates }),
});

/**
 * What each policy counts as added below its owner, as the engine will when this is published. The levels between are
 * taken as one: of a policy that one of them set, only what is added here is counted.
 */
function scopeOf({ template, base, setBetween = [] }: Subject) {
  if (base === null) return undefined;
  const between: Difference = Object.fromEntries(setBetween.map((path) => [path, { op: 'add', value: null }]));
  return policyScope([{ difference: between }, { difference: differenceOf(base, template) }]);
}
