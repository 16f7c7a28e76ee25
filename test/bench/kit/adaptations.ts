/** A county plan adapted three levels deep, and a new version of it: data for the row `merging`. */
import {
  type AdaptedUnit,
  applyDifference,
  type Difference,
  differenceOf,
  type Step,
  type Template,
} from '@gangmu/core';

const text = (zh: string) => ({ zh, en: zh });
type Mutable = { -readonly [K in keyof Template]: Template[K] };
const changed = (template: Template, change: (copy: Mutable) => void): Template => {
  const copy: Mutable = { ...template, steps: { ...template.steps } };
  change(copy);
  return copy;
};
const setStep = (template: Mutable, id: string, fields: Partial<Step>): void => {
  const step = template.steps[id];
  if (!step) throw new Error(`the plan has no step ${id}`);
  template.steps[id] = { ...step, ...fields };
};

/** What one office does with the plan of the level above: names people, explains, sets its own dates, adds a step. */
function adapted(base: Template, unit: string, depth: number, n: number): Template {
  return changed(base, (t) => {
    const ids = Object.keys(base.steps);
    for (let i = 0; i < 4; i += 1) {
      const id = ids[(n * 7 + i * 13) % ids.length] ?? '';
      const step = t.steps[id];
      setStep(t, id, { post: text(`副书记${n}`), notes: { ...step?.notes, [unit]: text(`本单位说明${n}`) } });
    }
    if (depth === 1) setStep(t, 'mobile-members', { title: text(`流动党员教育（${n}）`) });
    if (depth === 2) setStep(t, 'young-members', { estimatedMinutes: 20 + (n % 20) });
    if (depth === 3) setStep(t, 'good-practice', { guidance: text(`报送到${n}`) });
    if (depth === 1 && n % 2 === 0) {
      const like = base.steps['young-members'];
      if (!like) throw new Error('the plan has no step young-members');
      t.steps[`local-${unit}`] = { ...like, title: text(`${n}的自选学习`), hangsAt: { at: 'phase', phase: 'study' } };
    }
  });
}

/** `count` adaptations: one in twenty-five on the first level, one in five on the second, the rest on the third. */
export function adaptedTree(root: Template, count: number): AdaptedUnit[] {
  const tree: AdaptedUnit[] = [];
  const first = Math.max(1, Math.round(count / 25));
  const second = Math.round(count / 5);
  const effective = new Map<string, Template>();
  for (let n = 0; n < count; n += 1) {
    const depth = n < first ? 1 : n < first + second ? 2 : 3;
    const above = depth === 1 ? null : depth === 2 ? `u${n % first}` : `u${first + (n % second)}`;
    const base = (above === null ? root : effective.get(above)) ?? root;
    const difference: Difference = differenceOf(base, adapted(base, `u${n}`, depth, n));
    if (depth < 3) effective.set(`u${n}`, applyDifference(base, difference).template);
    tree.push({ unit: `u${n}`, above, difference, applies: 'self-and-below' });
  }
  return tree;
}

/** The county moves dates: nothing anybody below has touched. */
export const newDates = (root: Template): Template =>
  changed(root, (t) => {
    for (const [id, days] of [
      ['kickoff-meeting', 27],
      ['plan', 16],
      ['duty-table', 20],
    ] as const)
      setStep(t, id, {
        deadlines: {
          due: {
            anchor: { from: 'campaign-start' },
            offset: days,
            unit: 'calendar-days',
            roll: 'previous-working-day',
            at: '18:00',
          },
        },
      });
  });

/** The county thinks again: dates, a title that some have changed too, a lock, a step more. */
export const newVersion = (root: Template): Template =>
  changed(newDates(root), (t) => {
    setStep(t, 'mobile-members', { title: text('流动党员管理和教育') });
    setStep(t, 'good-practice', { mandate: 'fixed' });
    setStep(t, 'talk-team', { guidance: text('用群众听得懂的话讲。') });
  });
