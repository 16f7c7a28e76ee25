/**
 * Settling what a data merge left: questions are answered by the decisions there are, or stand open as the level above
 * has them. What breaks a lock or a rule is traced to the local changes that do it, and those are put to the person.
 */
import { z } from 'zod';
import type { Finding } from '../findings.js';
import { bytesOf, canonicalText, hashOf } from '../record/canonical.js';
import type { Step, Template } from '../template/document.js';
import { hangingPlace } from '../template/extension-points.js';
import { differenceOf } from './difference.js';
import type { Adapting, MergeChecks } from './merge-checks.js';
import type { Clash } from './merge-templates.js';
import type { Answered, Change, Conflict, Decision, Difference, Pointer } from './model.js';
import { asIn, elementOf, touches, withValue } from './place.js';
import { danglingIn } from './references.js';
import { keysOf, shapeAt, valueAt, within } from './shape.js';

type Question = Omit<Conflict, 'key'>;
type Test = (template: Template) => boolean;

const sameFinding = (a: Finding, b: Finding): boolean => a.code === b.code && a.path === b.path;
const invalid = (path: Pointer, code: string): Finding => ({ code, severity: 'error', path, params: {} });

/** The same question has the same key, whatever else changed: its class and place, what all three sides say. */
export function conflictKey(question: Pick<Question, 'class' | 'path' | 'base' | 'theirs' | 'mine'>): string {
  const { class: name, path, base = null, theirs = null, mine = null } = question;
  return hashOf(bytesOf(canonicalText([name, path, base, theirs, mine]))).slice(0, 32);
}

export interface Sides {
  base: Template;
  newBase: Template;
  mine: Template;
  /** Adaptations between the root and the new base, from the top down. */
  above: readonly Adapting[];
}

/** One merge being settled: `result` is what stands so far, `open` what is still to be answered. */
export class Settling {
  readonly open: Conflict[] = [];
  readonly answered: Answered[] = [];
  /** Places where something else than what the level above has was decided. */
  readonly own: Pointer[] = [];
  private readonly decided: ReadonlyMap<string, Decision>;
  /** Edits that were put in place: where the same question comes up again, the edit was no answer to it. */
  private readonly tried = new Set<string>();

  constructor(
    public result: Template,
    private readonly sides: Sides,
    private readonly checks: MergeChecks,
    decisions: readonly Decision[],
  ) {
    this.decided = new Map(decisions.map((decision) => [decision.conflict, decision]));
  }

  /** Changes that their own base has no place for: they cannot be merged, and are not dropped either. */
  unplaced(findings: readonly Finding[], difference: Difference): void {
    for (const finding of findings) {
      const change: Change | undefined = difference[finding.path];
      const mine = change && 'value' in change ? change.value : change;
      const theirs = valueAt(this.sides.newBase, finding.path);
      this.put(
        { class: 'edited-removed', path: finding.path, theirs, mine, mayKeep: false, findings: [finding] },
        () => {},
      );
    }
  }

  /** Puts a question again that was answered once, to what stands by now; `others` were put beside theirs by that answer. */
  again(question: Conflict, others: readonly Pointer[]): void {
    const { newBase } = this.sides;
    const { path, keeps, mine } = question;
    if (others.length > 0) this.takeBack({ ...question, path: others[0] ?? path, with: others.slice(1) });
    const asMine = withValue(this.result, path, keeps ?? mine);
    const findings = this.checks.locks(newBase, asMine).filter((one) => touches(one.path, path));
    if (mine !== undefined && valueAt(asMine, path) === undefined) findings.push(invalid(path, 'adaptation.not-there'));
    const broken = this.newlyBroken(this.result);
    findings.push(...this.newlyBroken(asMine).filter((one) => !broken.some((old) => sameFinding(old, one))));
    const anew = { ...question, mayKeep: findings.length === 0, findings };
    this.put(anew, () => this.takeBack(anew));
  }

  clashes(clashes: readonly Clash[]): void {
    if (clashes.length === 0) return;
    const { newBase, mine } = this.sides;
    const asMine = asIn(
      this.result,
      mine,
      clashes.map(({ path }) => path),
    );
    const locked = this.checks.locks(newBase, asMine);
    for (const clash of clashes) {
      const findings = locked.filter(({ path }) => touches(path, clash.path));
      const keeps = findings.length > 0 ? this.asLocal(clash) : undefined;
      if (keeps === undefined) this.put({ ...clash, mayKeep: findings.length === 0, findings }, () => {});
      else this.put({ ...clash, mayKeep: true, keeps, findings: [] }, () => {});
    }
  }

  /** A step that the level above did away with, as a local one where there is room for it. */
  private asLocal({ path, theirs, mine }: Clash): Step | undefined {
    const [map, , ...rest] = keysOf(path);
    if (map !== 'steps' || rest.length > 0 || theirs !== undefined || mine === undefined) return undefined;
    const { newBase } = this.sides;
    const step = mine as Step;
    const hangsAt = hangingPlace(this.result, step);
    if (hangsAt === undefined) return undefined;
    const local: Step = { ...step, hangsAt };
    const locked = this.checks.locks(newBase, withValue(this.result, path, local));
    return locked.some((one) => touches(one.path, path)) ? undefined : local;
  }

  /** Goes on until neither lock nor rule is broken by anything local. Every round takes back at least one change. */
  errors(): void {
    for (;;) {
      if (this.result === this.sides.newBase) return;
      const local = differenceOf(this.sides.newBase, this.result);
      if (Object.keys(local).length === 0) return;
      const question = this.danglingQuestion(local) ?? this.lockedQuestion(local) ?? this.brokenQuestion(local);
      if (!question) return;
      this.put(question, () => this.takeBack(question));
    }
  }

  /** Uses the decision there is; without one, or where it does not hold, the question stays open. */
  private put(question: Question, takeBack: () => void): void {
    const key = conflictKey(question);
    const decision = this.decided.get(key);
    const { path } = question;
    if (decision?.choice === 'mine' && question.mayKeep) {
      this.result = withValue(this.result, path, question.keeps ?? question.mine);
      this.own.push(path);
      this.answered.push({ question: { key, ...question }, decision });
      return;
    }
    if (decision?.choice === 'edit') {
      const found = this.tried.has(key) ? question.findings : this.edit(question, decision.value);
      if (found.length === 0) {
        this.tried.add(key);
        this.own.push(path);
        this.answered.push({ question: { key, ...question }, decision });
        return;
      }
      takeBack();
      const before = this.answered.findIndex((one) => one.decision === decision);
      if (before >= 0) this.answered.splice(before, 1);
      this.open.push({ key, ...question, findings: found });
      return;
    }
    takeBack();
    if (decision?.choice === 'theirs') this.answered.push({ question: { key, ...question }, decision });
    else this.open.push({ key, ...question });
  }

  /** Puts an edited value in place if it may stand there; what hinders it otherwise. */
  private edit(question: Question, value: unknown): Finding[] {
    const { path } = question;
    const field = shapeAt(this.result, path);
    if (!field) return [invalid(path, 'adaptation.unknown-place')];
    let next = value;
    if (value === undefined || value === null) {
      if (!field.optional) return [invalid(path, 'adaptation.not-optional')];
      next = undefined;
    } else {
      const read = z.safeParse(field.shape.schema, value);
      if (!read.success) return [invalid(path, 'adaptation.unreadable-value')];
      next = read.data;
    }
    const edited = withValue(this.result, path, next);
    const locked = this.checks.locks(this.sides.newBase, edited).filter((one) => touches(one.path, path));
    if (locked.length > 0) return locked;
    const dangling = danglingIn(edited).filter((one) => within(one.path, path));
    if (dangling.length > 0) return dangling.map((one) => this.unknown(one.path));
    if (question.class === 'breaks-rule') {
      const broken = this.newlyBroken(edited).filter((one) => question.findings.some((old) => sameFinding(old, one)));
      if (broken.length > 0) return broken;
    }
    this.result = edited;
    return [];
  }

  /** Takes local changes back, with whatever named what is gone with them. */
  private takeBack(question: Question): void {
    const { newBase } = this.sides;
    let gone = [question.path, ...(question.with ?? [])];
    this.result = asIn(this.result, newBase, gone);
    for (;;) {
      const local = Object.keys(differenceOf(newBase, this.result));
      const hanging = danglingIn(this.result).flatMap(({ path, target }) =>
        gone.includes(target) ? local.filter((place) => within(path, place)) : [],
      );
      if (hanging.length === 0) break;
      question.with = [...(question.with ?? []), ...new Set(hanging)];
      this.result = asIn(this.result, newBase, hanging);
      gone = [...gone, ...hanging];
    }
  }

  private question(name: Question['class'], culprits: readonly Pointer[], findings: Finding[]): Question {
    const near = findings[0]?.path ?? '';
    const path = culprits.find((one) => touches(one, near)) ?? culprits[0] ?? near;
    const others = culprits.filter((one) => one !== path);
    return {
      class: name,
      path,
      base: valueAt(this.sides.base, path),
      theirs: valueAt(this.sides.newBase, path),
      mine: valueAt(this.result, path),
      mayKeep: false,
      findings,
      ...(others.length > 0 ? { with: others } : {}),
    };
  }

  private unknown(path: Pointer): Finding {
    const id = valueAt(this.result, path);
    return { ...invalid(path, 'conflict.names-what-is-gone'), params: { id: typeof id === 'string' ? id : '' } };
  }

  /** A local change that names what is not there, or whose extension point is gone. */
  private danglingQuestion(local: Difference): Question | undefined {
    const { base, newBase } = this.sides;
    const places = Object.keys(local);
    const known = new Set(danglingIn(newBase).map(({ path }) => path));
    for (const { path, target } of danglingIn(this.result)) {
      if (known.has(path)) continue;
      const vanished = valueAt(base, target) !== undefined && valueAt(newBase, target) === undefined;
      const place = places.find((one) => within(path, one)) ?? places.find((one) => one === target);
      if (place) return this.question(vanished ? 'anchor-vanished' : 'breaks-rule', [place], [this.unknown(path)]);
    }
    for (const place of places) {
      if (local[place]?.op !== 'add' || elementOf(place) !== place || !place.startsWith('/steps/')) continue;
      const point = extensionPointOf(valueAt(this.result, place));
      if (point && valueAt(base, point) !== undefined && valueAt(newBase, point) === undefined)
        return this.question('anchor-vanished', [place], [invalid(place, 'conflict.extension-point-gone')]);
    }
    return undefined;
  }

  private lockedQuestion(local: Difference): Question | undefined {
    const { newBase } = this.sides;
    const locked = this.checks.locks(newBase, this.result);
    const [first] = locked;
    if (!first) return undefined;
    const is = (test: (one: Finding) => boolean): Test => {
      return (template) => this.checks.locks(newBase, template).some(test);
    };
    const culprits = this.culprits(first, Object.keys(local), is);
    const own = locked.filter(({ path }) => culprits.some((one) => touches(one, path)));
    return this.question('newly-locked', culprits, own.includes(first) ? own : [first, ...own]);
  }

  private newlyBroken(template: Template): Finding[] {
    const known = this.checks.rules(this.sides.newBase, undefined, this.sides.above);
    return this.checks
      .rules(template, this.sides.newBase, this.sides.above)
      .filter((one) => !known.some((old) => sameFinding(old, one)));
  }

  private brokenQuestion(local: Difference): Question | undefined {
    const [first] = this.newlyBroken(this.result);
    if (!first) return undefined;
    const is = (test: (one: Finding) => boolean): Test => {
      return (template) => this.newlyBroken(template).some(test);
    };
    return this.question('breaks-rule', this.culprits(first, Object.keys(local), is), [first]);
  }

  /** The local changes without which a finding would not be: those at its place first, all of them at last. */
  private culprits(
    finding: Finding,
    local: readonly Pointer[],
    is: (test: (one: Finding) => boolean) => Test,
  ): Pointer[] {
    const element = elementOf(finding.path);
    const still = is((one) => sameFinding(one, finding));
    const touching = local.filter((place) => touches(place, finding.path));
    const near = local.filter((place) => touches(place, element));
    for (const candidates of [touching, near, local]) {
      const guilty = this.guilty(candidates, local, still);
      if (guilty.length > 0) return guilty;
    }
    const alike = this.guilty(
      local,
      local,
      is((one) => one.code === finding.code),
    );
    return alike.length > 0 ? alike : [...local];
  }

  /** The fewest of the candidates that must go, the last ones first; none where the finding stays without all of them. */
  private guilty(candidates: readonly Pointer[], local: readonly Pointer[], still: Test): Pointer[] {
    if (candidates.length === 0) return [];
    const { newBase } = this.sides;
    const whole = candidates.length === local.length;
    let without = whole ? newBase : asIn(this.result, newBase, candidates);
    if (still(without)) return [];
    if (candidates.length === 1) return [...candidates];
    const guilty: Pointer[] = [];
    for (const place of candidates) {
      const back = asIn(without, this.result, [place]);
      if (still(back)) guilty.push(place);
      else without = back;
    }
    return guilty;
  }
}

/** Where a local step hangs: the place of the extension point. */
function extensionPointOf(step: unknown): Pointer | undefined {
  const at = (step as { hangsAt?: { at: string; phase?: string; step?: string } } | undefined)?.hangsAt;
  if (at?.phase !== undefined) return `/phases/${at.phase}/extension`;
  return at?.step === undefined ? undefined : `/steps/${at.step}/extension`;
}
