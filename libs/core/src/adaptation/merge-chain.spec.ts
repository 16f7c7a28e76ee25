/**
 * Laws of taking over through three levels: the county changes its plan, the township takes it over with what it made of
 * it, and the branch below takes over what the township comes to.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { weekendsOnly } from '../calendar/calendar.js';
import type { Finding } from '../findings.js';
import type { Template } from '../template/document.js';
import { parseTemplate } from '../template/parse.js';
import { effectiveChain } from './chain.js';
import { differenceOf } from './difference.js';
import { mergeAdaptation, type MergeInput } from './merge.js';
import { mergeChecks } from './merge-checks.js';
import { mergeTemplates } from './merge-templates.js';
import type { Conflict, Decision, Difference, Grant, Merge } from './model.js';
import { touches } from './place.js';
import { soundTemplate } from './locked-template.given.js';
import { after, type Choice, choice, grantsOf } from './refines.given.js';
import { mayBeRenamed } from './renaming.js';
import { refines } from './refines.js';
import { same, shapeAt, valueAt } from './shape.js';

const county = soundTemplate();
const calendar = weekendsOnly;
const { rules } = mergeChecks({ calendar });
const errorsOf = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity === 'error');
const isSound = (template: Template): boolean => parseTemplate(template).ok && rules(template).length === 0;

/** What a level makes of a plan, edit by edit, as far as it is allowed to. */
function adapted(base: Template, choices: readonly Choice[], grants: readonly Grant[], units: readonly string[]) {
  const admits = (next: Template) => refines(base, next, { grants, units }).length === 0 && isSound(next);
  return after(base, choices, admits);
}

interface Family {
  /** What the county publishes next, and after that. */
  versions: [Template, Template];
  town: Template;
  branch: Template;
  grants: Grant[];
  answers: Decision['choice'][];
}
const families: fc.Arbitrary<Family> = fc
  .record({
    first: fc.array(choice, { minLength: 4, maxLength: 14 }),
    second: fc.array(choice, { maxLength: 4 }),
    town: fc.array(choice, { minLength: 2, maxLength: 10 }),
    branch: fc.array(choice, { minLength: 2, maxLength: 10 }),
    // Half of the families have no grant at all.
    grants: fc.oneof(fc.constant<Grant[]>([]), grantsOf),
    answers: fc.array(fc.constantFrom<Decision['choice']>('mine', 'theirs', 'rename'), { minLength: 4, maxLength: 4 }),
  })
  .map(({ first, second, town, branch, grants, answers }) => {
    // The county may do what it likes as long as it is a template.
    const published = (base: Template, choices: readonly Choice[]): Template =>
      after(base, choices, (next) => parseTemplate(next).ok);
    const newRoot = published(county, first);
    const townPlan = adapted(county, town, grants, ['town']);
    return {
      versions: [newRoot, published(newRoot, second)],
      town: townPlan,
      branch: adapted(townPlan, branch, grants, ['town', 'branch']),
      grants,
      answers,
    };
  });

type Asked = Pick<MergeInput, 'base' | 'newBase' | 'mine' | 'grants' | 'units' | 'above'>;
const merged = (asked: Asked, decisions: Decision[] = []): Merge =>
  mergeAdaptation({ ...asked, calendar, decisions, checks: { rules } });

/** The answer wished for where it may be given, else that of the level above. */
function answer({ key, class: name, path, mayKeep }: Conflict, wish: Decision['choice'] | undefined): Decision {
  const may = wish === 'rename' ? name === 'same-id' && mayBeRenamed(path) : mayKeep;
  return { conflict: key, choice: may && wish ? wish : 'theirs' };
}

/** Answers question after question until none is left. */
function decided(asked: Asked, answers: Family['answers']): Merge {
  let decisions: Decision[] = [];
  let now = merged(asked);
  for (let round = 0; now.conflicts[0]; round += 1) {
    if (round > 60) throw new Error('deciding does not come to an end');
    decisions = [...decisions, answer(now.conflicts[0], answers[round % answers.length])];
    now = merged(asked, decisions);
  }
  return now;
}

/** Both levels take over a version of the county's plan, one after the other; the township decides before the branch. */
function takenOver({ versions: [newBase], town, branch, grants, answers }: Family) {
  const atTown: Asked = { base: county, newBase, mine: differenceOf(county, town), grants, units: ['town'] };
  const townMerge = decided(atTown, answers);
  const atBranch: Asked = {
    base: town,
    newBase: townMerge.result,
    mine: differenceOf(town, branch),
    grants,
    units: ['town', 'branch'],
    above: [townMerge],
  };
  return { atTown, townMerge, atBranch, branchMerge: merged(atBranch) };
}

/** Places of one's own that are neither in the result, nor asked about, nor what the level above says itself. */
function lost({ base, newBase, mine }: Asked, { result, conflicts }: Merge): string[] {
  const asked = conflicts.flatMap(({ path, with: others = [] }) => [path, ...others]);
  return Object.entries(mine).flatMap(([path, change]) => {
    if (asked.some((place) => touches(place, path))) return [];
    const stands = valueAt(result, path);
    if (change.op === 'remove' || change.op === 'unset') return stands === undefined ? [] : [path];
    const shape = shapeAt(result, path)?.shape;
    if (change.op === 'members') return change.add.every((one) => (stands as string[]).includes(one)) ? [] : [path];
    if (shape && same(shape, stands, change.value)) return [];
    // What both brought to a place that was empty is put together part by part.
    return valueAt(base, path) === undefined && valueAt(newBase, path) !== undefined ? [] : [path];
  });
}

type Taken = ReturnType<typeof takenOver>;

function expectLocksAndRules({ versions: [root], grants }: Family, { townMerge, branchMerge }: Taken): void {
  expect(errorsOf(refines(root, townMerge.result, { grants, units: ['town'] }))).toEqual([]);
  for (const above of [townMerge.result, root])
    expect(errorsOf(refines(above, branchMerge.result, { grants, units: ['town', 'branch'] }))).toEqual([]);
  const known = rules(root).map(({ code, path }) => `${code} ${path}`);
  const broken = rules(branchMerge.result).map(({ code, path }) => `${code} ${path}`);
  expect(broken.filter((one) => !known.includes(one))).toEqual([]);
}

/** Whether the two ways could be compared: where nobody was asked, in steps or at once. */
function expectTheSameAtOnce(family: Family, { townMerge, branchMerge }: Taken): boolean {
  const { versions, town, branch } = family;
  const [root] = versions;
  const level = (unit: string, difference: Difference) => ({ unit, difference, applies: 'self-and-below' }) as const;
  const levels = [level('town', townMerge.difference), level('branch', branchMerge.difference)];
  const { template, findings } = effectiveChain(root, levels);
  expect([template, findings]).toEqual([branchMerge.result, []]);
  if (townMerge.decisions.length > 0 || branchMerge.conflicts.length > 0) return false;
  // A branch that put back what the township had changed meant it: kept, in one difference over both levels.
  const [ofTown, ofBoth] = [differenceOf(county, town), differenceOf(county, branch)];
  const putBack = Object.keys(ofTown).filter((path) => !Object.hasOwn(ofBoth, path));
  const atOnce = mergeTemplates(county, root, branch, putBack);
  if (atOnce.clashes.length > 0) return false;
  expect(branchMerge.result).toEqual(atOnce.template);
  return true;
}

describe('three levels take over', () => {
  it('losing nothing, held to every level above modulo grants; step by step comes to what merging at once comes to', () => {
    let compared = 0;
    fc.assert(
      fc.property(families, (family) => {
        const taken = takenOver(family);
        expectLocksAndRules(family, taken);
        expect(lost(taken.atTown, merged(taken.atTown))).toEqual([]);
        expect(lost(taken.atBranch, taken.branchMerge)).toEqual([]);
        if (expectTheSameAtOnce(family, taken)) compared += 1;
      }),
      { numRuns: 120 },
    );
    expect(compared).toBeGreaterThan(10);
  });

  it('once, however often; and are not asked again what was decided, where a newer version leaves that pair alone', () => {
    fc.assert(
      fc.property(families, ({ versions: [newBase, newest], ...family }) => {
        const { atTown, townMerge } = takenOver({ versions: [newBase, newest], ...family });
        const { difference, result, decisions } = townMerge;
        const again = merged({ ...atTown, base: newBase, mine: difference }, decisions);
        expect([again.conflicts, again.difference, again.result]).toEqual([[], difference, result]);
        const asked = merged({ ...atTown, newBase: newest }).conflicts.map(({ key }) => key);
        const open = merged({ ...atTown, newBase: newest }, decisions).conflicts.map(({ key }) => key);
        const remembered = decisions.filter(({ conflict }) => asked.includes(conflict));
        expect(remembered.filter(({ conflict }) => open.includes(conflict))).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });
});
