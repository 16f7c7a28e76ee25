/** What a unit's successor takes over: by example, and as laws over generated templates and behaviours. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MS_PER_MINUTE } from '../instants.js';
import type { Template } from '../template/document.js';
import { decideAndEvolve } from './decide.js';
import { evolve } from './evolve.js';
import { Driver, END, START, same, started } from './driver.given.js';
import { action, cases, commandOf } from './laws.given.js';
import { lateness } from './lateness.js';
import type { Item, RunState, Succession } from './model.js';
import { Scenario, instant, machine, minute, templateOf } from './run.given.js';
import { itemsTakenOver } from './succession.js';

const due = (date: string) => ({ d: { anchor: { from: 'date' as const, date } } });
const n = { n: { type: 'number' as const, title: { zh: '数' } } };
const template = templateOf({
  registers: { leaders: { title: { zh: '班子成员' } } },
  steps: {
    plan: { evidence: n, deadlines: due('2026-03-20'), reviews: { r: { by: { who: 'superior' }, limitDays: 3 } } },
    visit: { evidence: n, deadlines: due('2026-03-31') },
    talk: { occurrences: { mode: 'each', register: 'leaders' } },
    document: { kind: 'study', occurrences: { mode: 'on-call' } },
    after: {},
  },
  edges: ['plan>after'],
});
const begun = (run: string, unit: string): Scenario => new Scenario(template).start({ run, unit });

/** Hands the work of `from` over to `to`, or to a run that begins with it. */
function succeed(from: Scenario, to: Scenario | null, at: string, more: Partial<Succession> = {}): Scenario {
  const heir = to ?? new Scenario(from.template);
  from.at = heir.at = instant(at);
  const succession = (run: RunState): Succession => ({
    from: run,
    kind: 'merged',
    effective: at.slice(0, 10),
    main: true,
    ...more,
  });
  const hand = (keep: string[]) => ({
    type: 'HandOverWork' as const,
    to: [to?.state.unit ?? 'u9'],
    kind: 'merged' as const,
    effective: at.slice(0, 10),
    keep,
    reason: '合并',
  });
  const take = (run: RunState) =>
    to
      ? ({ type: 'TakeOverWork', succession: succession(run) } as const)
      : ({
          type: 'StartRun',
          run: 'r9',
          campaign: 'c1',
          unit: 'u9',
          template: 'hash',
          start: minute('2026-03-02'),
          end: minute('2026-06-30 23:59'),
          succeeding: succession(run),
        } as const);
  const trial = decideAndEvolve(from.state, hand([]), from.context(machine));
  if (!trial.ok) throw new Error(trial.refusal.code);
  const tried = decideAndEvolve(heir.run, take(trial.value.run), heir.context(machine));
  if (!tried.ok) throw new Error(tried.refusal.code);
  const taken = itemsTakenOver(tried.value.events);
  from.when(hand(from.open.filter((item) => more.main !== false && !taken.has(item))));
  heir.when(take(from.state));
  expect(heir.refold()).toEqual(heir.run);
  expect(from.refold()).toEqual(from.run);
  return heir;
}

describe('a unit merged into one that runs', () => {
  it('is asked once for what both had open, by the later deadline', () => {
    const [from, to] = [begun('r1', 'u1'), begun('r2', 'u2')];
    from.when({ type: 'ExtendItem', item: 'visit', due: minute('2026-04-10 18:00'), reason: '防汛' });
    succeed(from, to, '2026-03-10 09:00');
    expect(from.item('visit').status).toBe('cancelled');
    expect(from.state.status).toBe('handed-over');
    expect(to.item('visit')).toMatchObject({ status: 'open', due: minute('2026-04-10 18:00') });
    expect(to.state.predecessors).toMatchObject({ r1: { unit: 'u1' } });
  });

  it('is not asked again for what the successor has done; what it did itself stays on its record', () => {
    const [from, to] = [begun('r1', 'u1'), begun('r2', 'u2')];
    to.submit('visit', { n: 1 });
    from.submit('plan', { n: 1 });
    from.when({ type: 'AcceptItem', item: 'plan' });
    succeed(from, to, '2026-03-10 09:00');
    expect([from.item('plan').status, from.item('visit').status]).toEqual(['done', 'cancelled']);
    expect([to.item('visit').status, to.item('plan').status]).toEqual(['done', 'open']);
  });

  it('goes on in review with what the other had handed in', () => {
    const [from, to] = [begun('r1', 'u1'), begun('r2', 'u2')];
    from.submit('plan', { n: 4 });
    succeed(from, to, '2026-03-10 09:00');
    expect(from.item('plan').status).toBe('handed-over');
    expect(to.item('plan')).toMatchObject({ status: 'submitted', values: { n: 4 }, takenOver: { run: 'r1' } });
    to.when({ type: 'AcceptItem', item: 'plan' });
    expect(to.outcome('plan')).toBe('done');
  });

  it('takes leaders over with what they still owe, even where its own register was complete', () => {
    const [from, to] = [begun('r1', 'u1'), begun('r2', 'u2')];
    for (const run of [from, to]) {
      run.when({ type: 'AddRegisterEntry', register: 'leaders', entry: 'l1', label: { zh: '甲' } });
      run.when({ type: 'CompleteRegister', register: 'leaders' });
    }
    to.submit('talk.l1');
    expect(to.outcome('talk')).toBe('done');
    succeed(from, to, '2026-03-10 09:00');
    const [, other] = Object.keys(to.state.registers['leaders']?.entries ?? {});
    expect(to.item(`talk.${other}`)).toMatchObject({ status: 'open', takenOver: { item: 'talk.l1' } });
    expect(to.outcome('talk')).toBeUndefined();
  });

  it('takes the same work over once', () => {
    const [from, to] = [begun('r1', 'u1'), begun('r2', 'u2')];
    succeed(from, to, '2026-03-10 09:00');
    const succession = { from: from.state, kind: 'merged', effective: '2026-03-10', main: true } as const;
    expect(to.refused({ type: 'TakeOverWork', succession })).toBe('run.succession.repeated');
    expect(from.refused({ type: 'SubmitItem', item: 'plan', values: { n: 1 } })).toBe('run.over');
  });
});

describe('a unit succeeded by one without a run', () => {
  it('begins where the other stood, with working time left and nobody late for another', () => {
    const from = begun('r1', 'u1');
    from.submit('visit', { n: 2 });
    from.until('2026-03-25 09:00');
    const to = succeed(from, null, '2026-03-25 09:00');
    expect([to.outcome('visit'), to.item('visit').status]).toEqual(['done', 'inherited']);
    const plan = to.item('plan');
    expect(plan.due).toBeGreaterThan(minute('2026-03-25 09:00'));
    expect(plan.shortfall?.by).toBe('unit');
    expect(lateness(plan, minute('2026-03-25 09:00')).unit).toBe(0);
    expect(lateness(from.item('plan'), minute('2026-06-01')).unit).toBeGreaterThan(0);
    expect(to.open).toEqual(['plan']);
    to.when({ type: 'ReopenItem', item: 'visit', reason: '重新走访' });
    expect(to.item('visit').status).toBe('open');
  });

  it('of several successors, the others have what is done and are asked themselves for what is open', () => {
    const from = begun('r1', 'u1');
    from.submit('visit', { n: 2 });
    from.when({
      type: 'MoveDeadline',
      step: 'plan',
      due: minute('2026-04-20 18:00'),
      authority: { by: 'telephone', who: '甲' },
    });
    from.when({ type: 'TriggerStep', step: 'document', label: { zh: '讲话' }, trigger: 'speech' });
    const part = succeed(from, null, '2026-03-10 09:00', { kind: 'split', main: false });
    expect([part.item('visit').status, part.item('plan').status]).toEqual(['inherited', 'open']);
    expect(part.item('plan')).toMatchObject({ due: minute('2026-04-20 18:00') });
    expect(part.item('plan').takenOver).toBeUndefined();
    expect(part.item('document.speech').status).toBe('open');
  });
});

describe('a unit that takes part again after its run was cancelled', () => {
  it('need not repeat what it did, and is asked anew for what was cut off', () => {
    const from = begun('r1', 'u1');
    from.submit('visit', { n: 2 });
    from.when({ type: 'AddRegisterEntry', register: 'leaders', entry: 'l1', label: { zh: '甲' } });
    from.when({ type: 'TriggerStep', step: 'document', label: { zh: '讲话' }, trigger: 'speech' });
    from.when({
      type: 'MoveDeadline',
      step: 'plan',
      due: minute('2026-04-20 18:00'),
      authority: { by: 'telephone', who: '甲' },
    });
    from.when({ type: 'CancelItem', item: 'talk.l1', reason: '调离' });
    from.until('2026-03-10 09:00');
    from.when({ type: 'CancelRun', reason: '误操作' });
    const begin = (kind: Succession['kind']) => {
      const heir = new Scenario(template);
      heir.at = instant('2026-03-11 09:00');
      return {
        heir,
        command: {
          type: 'StartRun' as const,
          run: 'r9',
          campaign: 'c1',
          unit: 'u1',
          template: 'hash',
          start: minute('2026-03-02'),
          end: minute('2026-06-30 23:59'),
          succeeding: { from: from.state, kind, effective: '2026-03-11', main: true },
        },
      };
    };
    const other = begin('merged');
    expect(other.heir.refused(other.command)).toBe('run.succession.not-handed-over');
    const { heir, command } = begin('resumed');
    heir.when(command);
    expect(heir.refold()).toEqual(heir.run);
    expect([heir.item('visit').status, heir.outcome('visit')]).toEqual(['inherited', 'done']);
    expect(heir.item('plan')).toMatchObject({ status: 'open', due: minute('2026-04-20 18:00') });
    expect(heir.item('document.speech').status).toBe('open');
    expect(heir.item('talk.l1').status).toBe('cancelled');
    expect(heir.open.toSorted()).toEqual(['document.speech', 'plan']);
    expect(facts([...Object.values(from.state.items), ...Object.values(heir.state.items)]).done).toBe(1);
  });
});

const facts = (items: Item[]) => {
  const counted = items.filter(({ status }) => status !== 'handed-over');
  return {
    done: counted.filter(({ status }) => status === 'done' || status === 'waived').length,
    handedIn: counted.filter(({ submittedAt }) => submittedAt !== undefined).length,
    held: counted.filter(({ heldOn }) => heldOn !== undefined).length,
    returns: counted.reduce((sum, { returns }) => sum + returns, 0),
  };
};

const behaviours = fc.record({
  actionsOfHeir: fc.array(action, { maxLength: 20 }),
  later: fc.array(action, { maxLength: 10 }),
  heir: fc.constantFrom('running', 'main', 'part'),
});

describe('laws of succession', () => {
  it('figures are neither doubled nor lost, no deadline is earlier, nobody gets stuck, and folding gives the state', () => {
    let moved = 0;
    fc.assert(
      fc.property(cases, behaviours, ({ actions, ...given }, { actionsOfHeir, later, heir }) => {
        const act = (driver: Driver, list: typeof actions): void => {
          for (const each of list) {
            driver.at += each.days * 1440 * MS_PER_MINUTE * (each.n % 3 === 0 ? 1 : 0);
            driver.give(commandOf(driver.state, given.template, each, driver.now));
          }
        };
        const from = started(given);
        const to = new Driver(given.template, given.holder);
        act(from, actions);
        if (heir === 'running') {
          to.give(start(given.template, 'r2', 'u2'));
          act(to, actionsOfHeir);
        }
        from.at = to.at = Math.max(from.at, to.at);
        if (from.state.status === 'cancelled' || to.run?.status === 'cancelled' || to.at >= END * MS_PER_MINUTE) return;
        const before = [...Object.values(from.state.items), ...Object.values(to.run?.items ?? {})];
        const open = Object.values(from.state.items).filter(({ holdings }) =>
          holdings.some((h) => h.until === undefined),
        );
        const dues = new Map(Object.values(to.run?.items ?? {}).map((item) => [item.id, item.due]));
        const main = heir !== 'part';
        const hand = {
          type: 'HandOverWork' as const,
          to: ['u2'],
          kind: 'split' as const,
          effective: '2026-03-10',
          reason: '拆分',
        };
        const take = (run: RunState) => {
          const succession = { from: run, kind: 'split', effective: '2026-03-10', main } as const;
          return heir === 'running'
            ? ({ type: 'TakeOverWork', succession } as const)
            : { ...start(given.template, 'r2', 'u2'), succeeding: succession };
        };
        const trial = from.tried({ ...hand, keep: [] });
        const taken = main ? itemsTakenOver(to.tried(take(trial.run)).events) : new Set(open.map(({ id }) => id));
        expect(from.give({ ...hand, keep: open.map(({ id }) => id).filter((id) => !taken.has(id)) })).toBe(true);
        expect(to.give(take(from.state))).toBe(true);
        moved += taken.size;
        const after = [...Object.values(from.state.items), ...Object.values(to.state.items)];
        const now = facts(after);
        // Of the other successors the main one is not here: what it has taken over it has with all its facts.
        if (main) expect(now).toEqual(facts(before));
        else expect(now.done).toBe(facts(before).done);
        for (const item of Object.values(to.state.items)) {
          const origin = item.takenOver && from.state.items[item.takenOver.item];
          if (origin?.status === 'handed-over' && origin.due !== null)
            expect(item.due).toBeGreaterThanOrEqual(origin.due);
          const own = dues.get(item.id);
          if (typeof own === 'number' && !item.takenOver) expect(item.due).toBeGreaterThanOrEqual(own);
        }
        act(to, later);
        if (to.state.status !== 'cancelled' && !to.finish()) to.close();
        for (const each of [from, to]) same(each.events.reduce<RunState | null>(evolve, null), each.state);
      }),
      { numRuns: 500 },
    );
    expect(moved).toBeGreaterThan(150);
  });
});

const start = (_: Template, run: string, unit: string) =>
  ({ type: 'StartRun', run, campaign: 'c', unit, template: 't', start: START, end: END }) as const;
