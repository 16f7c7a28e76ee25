/** Laws of taking over, with locks and rules: whatever the county changes, and whatever the level below had made of it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { weekendsOnly } from '../calendar/calendar.js';
import type { Template } from '../template/document.js';
import { parseTemplate } from '../template/parse.js';
import { applyDifference } from './apply.js';
import { decideAnew } from './decide-anew.js';
import { differenceOf, keptOf } from './difference.js';
import { mergeAdaptation } from './merge.js';
import { mergeChecks } from './merge-checks.js';
import type { Conflict, Decision, Difference, Merge } from './model.js';
import { touches } from './place.js';
import { mayBeRenamed } from './renaming.js';
import { soundTemplate } from './locked-template.given.js';
import { after, choice } from './refines.given.js';
import { refines } from './refines.js';
import { same, shapeAt, valueAt } from './shape.js';

const base = soundTemplate();
const options = { calendar: weekendsOnly };
const checks = mergeChecks(options);
const errorsOf = (template: Template): string[] => checks.rules(template).map(({ code, path }) => `${code} ${path}`);
const soundOr = (template: Template): Template => (parseTemplate(template).ok ? template : base);
const adapted = (mine: Difference): Template => applyDifference(base, mine).template;

const cases = fc
  .record({
    theirs: fc.array(choice, { maxLength: 8 }),
    mine: fc.array(choice, { minLength: 4, maxLength: 16 }),
    answers: fc.array(fc.constantFrom<Decision['choice']>('mine', 'theirs', 'rename'), { minLength: 3, maxLength: 3 }),
  })
  .map(({ theirs, mine, answers }) => ({
    // The county may do what it likes as long as it is a template; the level below only what it is allowed.
    newBase: soundOr(after(base, theirs, () => true)),
    mine: differenceOf(base, soundOr(after(base, mine, (next) => refines(base, next).length === 0))),
    answers,
  }));
const merged = (newBase: Template, mine: Difference, decisions: Decision[] = []): Merge =>
  mergeAdaptation({ ...options, base, newBase, mine, decisions, checks });

describe('taking over', () => {
  it('starts from a sound plan', () => {
    expect(errorsOf(base)).toEqual([]);
  });

  it('gives a result that breaks no lock, and no rule that the new plan does not break itself', () => {
    fc.assert(
      fc.property(cases, ({ newBase, mine }) => {
        const { result, difference } = merged(newBase, mine);
        expect(refines(newBase, result).filter(({ severity }) => severity === 'error')).toEqual([]);
        const known = errorsOf(newBase);
        expect(errorsOf(result).filter((one) => !known.includes(one))).toEqual([]);
        expect(applyDifference(newBase, difference)).toEqual({ template: result, findings: [] });
      }),
      { numRuns: 400 },
    );
  });

  it('loses nothing local: it is in the result, in a conflict, or what the level above says too', () => {
    fc.assert(
      fc.property(cases, ({ newBase, mine }) => {
        const { result, conflicts } = merged(newBase, mine);
        for (const [path, change] of Object.entries(mine)) {
          if (conflicts.some((one) => [one.path, ...(one.with ?? [])].some((place) => touches(place, path)))) continue;
          const stands = valueAt(result, path);
          if (change.op === 'remove' || change.op === 'unset') expect([path, stands]).toEqual([path, undefined]);
          else if (change.op === 'members')
            expect([path, change.add.every((member) => (stands as string[]).includes(member))]).toEqual([path, true]);
          else if (!merges(newBase, path, change.value)) expect([path, stands]).toEqual([path, change.value]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('asks nothing and keeps everything where nothing changed above, and gives what is above where nothing is local', () => {
    fc.assert(
      fc.property(cases, ({ newBase, mine }) => {
        const still = merged(structuredClone(base), mine);
        if (errorsOf(adapted(mine)).length === 0)
          expect([still.conflicts, still.difference, still.taken]).toEqual([[], mine, {}]);
        const none = merged(newBase, {});
        expect([none.conflicts, none.difference, none.result]).toEqual([[], {}, newBase]);
      }),
      { numRuns: 150 },
    );
  });

  it('comes to the same whether a question is decided otherwise before or after', () => {
    fc.assert(
      fc.property(cases, ({ newBase, mine }) => {
        const [question] = merged(newBase, mine).conflicts;
        if (question?.class !== 'both-edited' || !question.mayKeep) return;
        const decide = (choice: 'mine' | 'theirs'): Decision => ({ conflict: question.key, choice });
        const [own, taken] = [merged(newBase, mine, [decide('mine')]), merged(newBase, mine, [decide('theirs')])];
        const [first] = own.answered;
        // What follows from the answer may be asked as well: then the two are no longer about one place.
        if (!first || own.conflicts.length > 0 || taken.conflicts.length > 0) return;
        const anew = (from: Merge, choice: 'mine' | 'theirs') => {
          const adaptation = { base: newBase, template: from.result, kept: keptOf(newBase, from.difference) };
          return decideAnew(adaptation, { ...first, decision: decide('mine') }, decide(choice), checks);
        };
        expect(anew(own, 'theirs')).toEqual({ template: taken.result, difference: taken.difference, findings: [] });
        expect(anew(taken, 'mine')).toEqual({ template: own.result, difference: own.difference, findings: [] });
      }),
      { numRuns: 60 },
    );
  });

  it('is settled by deciding, a decision at a time; the same decisions give the same, and one less asks again', () => {
    fc.assert(
      fc.property(cases, ({ newBase, mine, answers }) => {
        let decisions: Decision[] = [];
        let now = merged(newBase, mine);
        for (let round = 0; now.conflicts.length > 0; round += 1) {
          expect(round).toBeLessThan(60);
          const [first] = now.conflicts;
          if (!first) break;
          const wish = answers[round % answers.length] ?? 'theirs';
          decisions = [...decisions, { conflict: first.key, choice: answerTo(first, wish) }];
          now = merged(newBase, mine, decisions);
        }
        expect(merged(newBase, mine, decisions)).toEqual(now);
        expect(merged(newBase, mine, now.decisions)).toEqual(now);
        expect(now.answered.map(({ decision }) => decision)).toEqual(now.decisions);
        const [reopened] = now.answered;
        if (!reopened) return;
        const again = merged(newBase, mine, now.decisions.slice(1));
        // Opened again it is the question that was answered, word by word.
        const { key, class: name, path, base: was, theirs, mine: own } = reopened.question;
        expect(reopened.decision.conflict).toBe(key);
        expect(again.conflicts.find((one) => one.key === key)).toMatchObject(
          JSON.parse(JSON.stringify({ class: name, path, base: was, theirs, mine: own })),
        );
      }),
      { numRuns: 200 },
    );
  });
});

/** The answer wished for where it may be given; "mine" beside theirs where both were added under one id. */
const answerTo = ({ class: name, path, mayKeep }: Conflict, wish: Decision['choice']): Decision['choice'] => {
  if (wish === 'rename') return name === 'same-id' && mayBeRenamed(path) ? 'rename' : 'theirs';
  return mayKeep ? wish : 'theirs';
};

/** Where the level above brought something of its own to the same place, both are put together part by part. */
const merges = (newBase: Template, path: string, value: unknown): boolean => {
  const field = shapeAt(newBase, path);
  const theirs = valueAt(newBase, path);
  return (
    field !== undefined &&
    theirs !== undefined &&
    valueAt(base, path) === undefined &&
    !same(field.shape, theirs, value)
  );
};
