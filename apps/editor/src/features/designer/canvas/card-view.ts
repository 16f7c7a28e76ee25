/** What a card shows of a step; the same object again as long as nothing on it changed, so that it is not drawn anew. */
import { type Finding, type LocalText, type Mandate, stepKind, type Template } from '@gangmu/core';
import type { StepDates } from '../session/thinking.js';

export interface CardView {
  id: string;
  title: LocalText;
  kind: string;
  lead: LocalText | undefined;
  /** Planned last day; undefined where it has none of its own, null where nothing is handed in or nothing is known yet. */
  due: string | undefined | null;
  evidence: number;
  mandate: Mandate;
  errors: number;
  warnings: number;
  /** How several predecessors count; null where all of them must have ended. */
  join: 'any' | number | null;
  /** once, or the way it occurs several times */
  occurs: 'once' | 'each' | 'every' | 'on-call';
  sensitive: boolean;
  conditional: boolean;
  /** Adapting: comes from above, is one's own, or comes from above and was changed here. */
  origin: 'own' | 'inherited' | 'changed' | 'local';
}

export interface Marks {
  errors: number;
  warnings: number;
}

/** Findings by step. */
export function marksOf(findings: readonly Finding[]): Map<string, Marks> {
  const marks = new Map<string, Marks>();
  for (const { path, severity } of findings) {
    const [, map, id] = path.split('/');
    if (map !== 'steps' || id === undefined || severity === 'info') continue;
    const mark = marks.get(id) ?? { errors: 0, warnings: 0 };
    if (severity === 'error') mark.errors += 1;
    else mark.warnings += 1;
    marks.set(id, mark);
  }
  return marks;
}

const alike = (a: CardView, b: CardView): boolean =>
  (Object.keys(b) as (keyof CardView)[]).every((key) => a[key] === b[key]);

/** Cards of every step, reusing those of the last time. */
export function cardViews(
  template: Template,
  base: Template | null,
  findings: readonly Finding[],
  dates: Readonly<Record<string, StepDates>>,
  last: ReadonlyMap<string, CardView>,
): Map<string, CardView> {
  const marks = marksOf(findings);
  // Before the first plan is worked out nothing is said; afterwards a step without a date has none of its own.
  const planned = Object.keys(dates).length > 0;
  return new Map(
    Object.entries(template.steps).map(([id, step]) => {
      const above = base?.steps[id];
      const view: CardView = {
        id,
        title: step.title,
        kind: step.kind,
        lead: template.roles[step.lead]?.title,
        due: stepKind(step.kind)?.asksUnit === false || !planned ? null : dates[id]?.due,
        evidence: Object.keys(step.evidence).length,
        mandate: step.mandate,
        errors: marks.get(id)?.errors ?? 0,
        warnings: marks.get(id)?.warnings ?? 0,
        join: step.join === 'all' ? null : step.join === 'any' ? 'any' : step.join.atLeast,
        occurs: step.occurrences.mode,
        sensitive: step.sensitive,
        conditional: step.when !== undefined && step.when !== true,
        origin:
          base === null
            ? 'own'
            : above === undefined
              ? 'local'
              : above === step || JSON.stringify(above) === JSON.stringify(step)
                ? 'inherited'
                : 'changed',
      };
      const before = last.get(id);
      return [id, before !== undefined && alike(before, view) ? before : view];
    }),
  );
}
