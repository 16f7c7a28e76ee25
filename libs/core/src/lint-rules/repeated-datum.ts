import { pointer } from '../findings.js';
import { verdict } from '../template/effective.js';
import type { Condition, Evidence, Template } from '../template/document.js';
import { found, type LintRule } from './lint-rule.js';
import { perPart } from './per-part.js';

/** Dates, head-counts and files are about each event anew; a figure or an answer is asked once. */
const ASKED_ONCE = new Set(['number', 'text', 'choice', 'table']);
const datumOf = perPart((evidence: Evidence) => `${evidence.type} ${normal(evidence.title.zh)}`);
const normal = (text: string): string => text.replaceAll(/[\s（）()、，,：:]/gu, '').toLowerCase();

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

export const repeatedDatum: LintRule = {
  id: 'repeated-datum',
  codes: ['repeated-datum'],
  *check({ template }) {
    const asked = new Map<string, { id: string; path: string }[]>();
    const categories = Object.keys(template.categories);
    const met = (id: string): ReadonlySet<string> => meeting(template.categories, template.steps[id]?.when);
    for (const [id, step] of Object.entries(template.steps))
      for (const [key, evidence] of Object.entries(step.evidence)) {
        if (!ASKED_ONCE.has(evidence.type)) continue;
        const datum = datumOf(evidence);
        const path = pointer('steps', id, 'evidence', key);
        const mine = met(id);
        const before = (asked.get(datum) ?? []).find(
          (one) => one.id === id || categories.length === 0 || [...met(one.id)].some((category) => mine.has(category)),
        );
        if (before)
          yield found(
            'warning',
            'repeated-datum',
            path,
            { evidence: evidence.title, step: step.title, first: template.steps[before.id]?.title ?? before.id },
            { edits: [{ op: 'remove', path }] },
          );
        const others = asked.get(datum);
        if (others) others.push({ id, path });
        else asked.set(datum, [{ id, path }]);
      }
  },
};
