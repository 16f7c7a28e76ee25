/** What an adaptation asks beyond the level above (加码清单): permitted or not, the level above sees every line of it. */
import { inBoth } from '../compare/speech.js';
import { describeBound, describeReview } from '../compare/index.js';
import { type Param, pointer } from '../findings.js';
import { conditionImplies } from '../template/condition-implies.js';
import type { Bound, Evidence, Step, Template } from '../template/document.js';
import type { Pointer, Tightening } from './model.js';
import { placeName } from './place-name.js';
import { equal, isNode } from './shape.js';

type Found = Generator<Tightening>;

const line = (code: string, path: Pointer, params: Record<string, Param>): Tightening => ({
  code: `tightening.${code}`,
  path,
  params,
});

const MINIMUMS = ['min', 'minLength', 'minRows', 'minPresentPercent'];
const minimum = (evidence: Evidence, key: string): number | undefined => {
  const value = (evidence as Record<string, unknown>)[key];
  return typeof value === 'number' ? value : undefined;
};

/** Whether two bounds count alike, so that the smaller offset is the earlier. */
const alike = (a: Bound, b: Bound): boolean =>
  equal({ ...a, offset: 0, authority: 0 }, { ...b, offset: 0, authority: 0 });

class Lines {
  constructor(
    private readonly base: Template,
    private readonly adapted: Template,
  ) {}

  private place(path: Pointer): Param {
    return placeName(this.base, path, this.adapted);
  }
  private bound(bound: Bound): Param {
    return inBoth((lang) => describeBound(bound, this.adapted, lang));
  }

  *localStep(id: string, step: Step): Found {
    yield line('local-step', pointer('steps', id), {
      step: step.title,
      phase: this.adapted.phases[step.phase]?.title ?? step.phase,
      minutes: step.estimatedMinutes,
      evidence: Object.keys(step.evidence).length,
    });
  }

  *step(id: string, before: Step, after: Step): Found {
    const at = (...keys: string[]): Pointer => pointer('steps', id, ...keys);
    const params = { step: after.title };
    yield* this.deadlines(at('deadlines'), before, after);
    yield* this.evidence(at('evidence'), before, after);
    for (const [key, review] of Object.entries(after.reviews))
      if (!Object.hasOwn(before.reviews, key))
        yield line('review-added', at('reviews', key), {
          ...params,
          reviewer: inBoth((lang) => describeReview(review, this.adapted, lang)),
        });
    if (!conditionImplies(after.when, before.when)) yield line('applies-to-more', at('when'), params);
    if (after.estimatedMinutes > before.estimatedMinutes)
      yield line('more-minutes', at('estimatedMinutes'), {
        ...params,
        was: before.estimatedMinutes,
        is: after.estimatedMinutes,
      });
    if (after.minimumDays < before.minimumDays)
      yield line('less-time', at('minimumDays'), { ...params, was: before.minimumDays, is: after.minimumDays });
    if (!equal(before.occurrences, after.occurrences) && after.occurrences.mode !== 'once')
      yield line('other-rhythm', at('occurrences'), params);
  }

  private *deadlines(path: Pointer, before: Step, after: Step): Found {
    const params = { step: after.title };
    for (const [key, bound] of Object.entries(after.deadlines)) {
      const old = before.deadlines[key];
      if (!old) yield line('deadline-added', path + pointer(key), { ...params, bound: this.bound(bound) });
      else if (!equal(old, bound) && !(alike(old, bound) && bound.offset > old.offset))
        yield line('deadline-changed', path + pointer(key), { ...params, was: this.bound(old), is: this.bound(bound) });
    }
    const closes = path.replace(/deadlines$/, 'closes');
    if (after.closes && !before.closes)
      yield line('closes-added', closes, { ...params, bound: this.bound(after.closes) });
  }

  private *evidence(path: Pointer, before: Step, after: Step): Found {
    for (const [key, evidence] of Object.entries(after.evidence)) {
      const old = before.evidence[key];
      const at = path + pointer(key);
      const params = { step: after.title, evidence: evidence.title };
      if (!old || old.type !== evidence.type) {
        yield line('evidence-added', at, params);
        continue;
      }
      if (evidence.required && !old.required) yield line('required', `${at}/required`, params);
      for (const field of MINIMUMS) {
        const [was, is] = [minimum(old, field), minimum(evidence, field)];
        if (is !== undefined && is > (was ?? 0))
          yield line('minimum-raised', at + pointer(field), {
            place: this.place(at + pointer(field)),
            was: was ?? 0,
            is,
          });
      }
      if (old.type === 'table' && evidence.type === 'table' && asksMore(old.rules, evidence.rules))
        yield line('rules-added', `${at}/rules`, params);
    }
  }
}

type Rules = Extract<Evidence, { type: 'table' }>['rules'];
const asksMore = (before: Rules, after: Rules): boolean =>
  after.some((rule, index) => {
    const old = before[index];
    return !isNode(old) || !equal({ ...old, min: 0 }, { ...rule, min: 0 }) || (rule.min ?? 0) > (old.min ?? 0);
  });

/** Everywhere an adaptation asks more than its base, in the order of its steps; places that are free included. */
export function tightenings(base: Template, adapted: Template): Tightening[] {
  const lines = new Lines(base, adapted);
  return Object.entries(adapted.steps).flatMap(([id, step]) => {
    const before = base.steps[id];
    if (before === step) return [];
    return [...(before ? lines.step(id, before, step) : lines.localStep(id, step))];
  });
}
