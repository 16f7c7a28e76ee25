/** What an adaptation asks beyond the level above (加码清单): permitted or not, the level above sees every line of it. */
import { describeBound, describePolicy, describeReview, describeRung } from '../compare/index.js';
import { inBoth, sayList, textIn } from '../compare/speech.js';
import { type Param, pointer } from '../findings.js';
import { conditionImplies } from '../template/condition-implies.js';
import { own } from '../run/own.js';
import type { Bound, Evidence, Ladder, Rung, Step, Template } from '../template/document.js';
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
/** Less fits: a smaller number counts, a shorter text, fewer files or rows. */
const MAXIMUMS = ['max', 'maxLength', 'maxRows'];
const limit = (evidence: Evidence, key: string): number | undefined => {
  const value = (evidence as Record<string, unknown>)[key];
  return typeof value === 'number' ? value : undefined;
};

/** Whether two bounds count alike, so that the smaller offset is the earlier. */
const alike = (a: Bound, b: Bound): boolean =>
  equal({ ...a, offset: 0, authority: 0 }, { ...b, offset: 0, authority: 0 });

/** Whether a bound is another, and not plainly a later one. */
const isEarlier = (before: Bound, after: Bound): boolean =>
  !equal(before, after) && !(alike(before, after) && after.offset > before.offset);

const quoted = ({ title }: Pick<Step, 'title'>): Param =>
  inBoth((lang) => (lang === 'zh' ? `“${title.zh}”的` : ` of "${textIn(title, lang)}"`));
const ALL_STEPS: Param = { zh: '全部任务的', en: ' of all steps' };

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
    if (after.ladder)
      yield* this.ladder(at('ladder'), before.ladder ?? this.base.ladder, after.ladder, { of: quoted(after) });
    const roles = after.supporting.filter((role) => !before.supporting.includes(role));
    if (roles.length > 0)
      yield line('supporting-added', at('supporting'), {
        ...params,
        roles: inBoth((lang) =>
          sayList(
            roles.map((role) => textIn(this.adapted.roles[role]?.title ?? { zh: role }, lang)),
            lang,
          ),
        ),
      });
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
      else if (isEarlier(old, bound))
        yield line('deadline-changed', path + pointer(key), { ...params, was: this.bound(old), is: this.bound(bound) });
    }
    const closes = path.replace(/deadlines$/, 'closes');
    if (!after.closes) return;
    if (!before.closes) yield line('closes-added', closes, { ...params, bound: this.bound(after.closes) });
    else if (isEarlier(before.closes, after.closes))
      yield line('closes-changed', closes, {
        ...params,
        was: this.bound(before.closes),
        is: this.bound(after.closes),
      });
  }

  /** Rungs that are new, switched on, sooner or otherwise than above. */
  *ladder(path: Pointer, before: Ladder, after: Ladder, params: Record<string, Param>): Found {
    const words = (rung: Rung): Param => inBoth((lang) => describeRung(rung, this.adapted, lang));
    for (const [key, rung] of Object.entries(after)) {
      const old = before[key];
      if (!rung.on || equal(old, rung)) continue;
      if (!old?.on) yield line('rung-added', path + pointer(key), { ...params, rung: words(rung) });
      // Later and otherwise the same spares those below.
      else if (!equal({ ...old, offset: 0 }, { ...rung, offset: 0 }) || rung.offset < old.offset)
        yield line('rung-changed', path + pointer(key), { ...params, was: words(old), is: words(rung) });
    }
  }

  *policies(): Found {
    for (const [id, policy] of Object.entries(this.adapted.policies)) {
      const old = own(this.base.policies, id);
      if (old && equal({ ...old.rule, of: old.categories }, { ...policy.rule, of: policy.categories })) continue;
      const rule = inBoth((lang) => describePolicy(policy, this.adapted, lang));
      yield line(old ? 'policy-changed' : 'policy-added', pointer('policies', id), { policy: policy.title, rule });
    }
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
        const [was, is] = [limit(old, field), limit(evidence, field)];
        if (is !== undefined && is > (was ?? 0))
          yield line('minimum-raised', at + pointer(field), {
            place: this.place(at + pointer(field)),
            was: was ?? 0,
            is,
          });
      }
      for (const field of MAXIMUMS) {
        const [was, is] = [limit(old, field), limit(evidence, field)];
        if (is === undefined || is >= (was ?? Infinity)) continue;
        const place = this.place(at + pointer(field));
        yield was === undefined
          ? line('maximum-set', at + pointer(field), { place, is })
          : line('maximum-lowered', at + pointer(field), { place, was, is });
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

/**
 * Everywhere an adaptation asks more than its base, in the order of its steps, then for all of them; places that are free
 * included.
 */
export function tightenings(base: Template, adapted: Template): Tightening[] {
  const lines = new Lines(base, adapted);
  const ofSteps = Object.entries(adapted.steps).flatMap(([id, step]) => {
    const before = base.steps[id];
    if (before === step) return [];
    return [...(before ? lines.step(id, before, step) : lines.localStep(id, step))];
  });
  return [
    ...ofSteps,
    ...(base.ladder === adapted.ladder ? [] : lines.ladder('/ladder', base.ladder, adapted.ladder, { of: ALL_STEPS })),
    ...(base.policies === adapted.policies ? [] : lines.policies()),
  ];
}
