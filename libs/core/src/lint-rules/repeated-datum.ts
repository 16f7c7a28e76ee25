import { pointer } from '../findings.js';
import { verdict } from '../template/effective.js';
import type { Condition, Evidence, Step, Template } from '../template/document.js';
import { found, type LintRule } from './lint-rule.js';
import { perElement } from '../template/per-element.js';

/** Dates, head-counts and files are about each event anew; a figure or an answer is asked once. */
const ASKED_ONCE = new Set(['number', 'text', 'choice', 'table']);
const normal = (text: string): string => text.replaceAll(/[\s（）()、，,：:]/gu, '').toLowerCase();

/** What a step asks that is to be asked once. */
const dataOf = perElement(
  (id: string, { evidence }: Step): { datum: string; path: string; title: Evidence['title'] }[] =>
    Object.entries(evidence).flatMap(([key, { type, title }]) =>
      ASKED_ONCE.has(type)
        ? [{ datum: `${type} ${normal(title.zh)}`, path: pointer('steps', id, 'evidence', key), title }]
        : [],
    ),
);

const known = new WeakMap<Template['categories'], Map<Condition | undefined, ReadonlySet<string>>>();

/** The categories that a condition does not exclude; remembered for as long as the template has the same ones. */
function meeting(categories: Template['categories'], when: Condition | undefined): ReadonlySet<string> {
  let sets = known.get(categories);
  if (!sets) known.set(categories, (sets = new Map()));
  let set = sets.get(when);
  if (!set) {
    const ids = Object.keys(categories);
    sets.set(
      when,
      (set = new Set(ids.filter((id) => when === undefined || verdict(when, { category: id }) !== false))),
    );
  }
  return set;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const one of a) if (b.has(one)) return true;
  return false;
}

export const repeatedDatum: LintRule = {
  id: 'repeated-datum',
  codes: ['repeated-datum'],
  *check({ template }) {
    const asked = new Map<string, { id: string; met: ReadonlySet<string> }[]>();
    const anybody = Object.keys(template.categories).length === 0;
    for (const [id, step] of Object.entries(template.steps)) {
      const data = dataOf(id, step);
      if (data.length === 0) continue;
      const met = meeting(template.categories, step.when);
      for (const { datum, path, title } of data) {
        const others = asked.get(datum) ?? [];
        const before = others.find((one) => one.id === id || anybody || overlap(one.met, met));
        if (before)
          yield found(
            'warning',
            'repeated-datum',
            path,
            { evidence: title, step: step.title, first: template.steps[before.id]?.title ?? before.id },
            { edits: [{ op: 'remove', path }] },
          );
        others.push({ id, met });
        asked.set(datum, others);
      }
    }
  },
};
