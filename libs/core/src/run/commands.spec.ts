import { describe, expect, it } from '@jest/globals';
import {
  designer,
  inspector,
  instant,
  machine,
  minute,
  operator,
  reviewer,
  Scenario,
  templateOf,
} from './run.given.js';
import { handedInOnTime, heldOnTime, lateness } from './lateness.js';
import type { Actor } from './model.js';

const due = (date: string) => ({ d: { anchor: { from: 'date' as const, date } } });
const reviewed = { reviews: { r: { by: { who: 'superior' as const }, limitDays: 3 } } };
const number = { n: { type: 'number' as const, title: { zh: '数' } } };
const started = (steps: Parameters<typeof templateOf>[0]['steps'], edges: string[] = [], more: object = {}) =>
  new Scenario(templateOf({ steps, edges, ...more })).start();

describe('handing in and reviewing', () => {
  it('goes through every review in order and ends with the last', () => {
    const s = started({
      a: {
        reviews: {
          second: { by: { who: 'superior' }, order: 2 },
          first: { by: { who: 'role', role: 'lead' }, order: 1 },
        },
      },
    });
    s.submit('a');
    expect(s.item('a')).toMatchObject({ status: 'submitted', review: 'first' });
    expect(s.item('a').holdings.at(-1)).toMatchObject({ holder: 'reviewer', who: 'lead' });
    s.when({ type: 'AcceptItem', item: 'a' });
    expect(s.item('a')).toMatchObject({ status: 'submitted', review: 'second' });
    expect(s.refused({ type: 'WithdrawItem', item: 'a' })).toBe('run.withdraw.review-begun');
    s.when({ type: 'AcceptItem', item: 'a' });
    expect(s.item('a').status).toBe('done');
  });

  it('lets a review without a holder fall to the superior', () => {
    const template = templateOf({ steps: { a: { reviews: { r: { by: { who: 'role', role: 'lead' } } } } } });
    const s = new Scenario(template, { holderOf: () => 'nobody' }).start();
    s.submit('a');
    expect(s.item('a').holdings.at(-1)?.holder).toBe('superior');
  });

  it('never lets the filer review, nor the one on whose word it was filed', () => {
    const s = started({ a: reviewed });
    const clerk: Actor = { ...operator, onBehalfOf: { person: 'sun', word: '孙书记电话' } };
    s.when({ type: 'SubmitItem', item: 'a', values: {} }, clerk);
    for (const person of ['wang', 'sun']) {
      expect(s.refused({ type: 'AcceptItem', item: 'a' }, { ...reviewer, person })).toBe('run.review.own-filing');
      expect(s.refused({ type: 'ReturnItem', item: 'a', comment: '改' }, { ...reviewer, person })).toBe(
        'run.review.own-filing',
      );
    }
  });

  it('asks somebody of another unit on whose word they file', () => {
    const s = started({ a: {} });
    const clerk: Actor = { ...operator, unit: 'town' };
    expect(s.refused({ type: 'SubmitItem', item: 'a', values: {} }, clerk)).toBe('run.behalf.needed');
    s.when({ type: 'SubmitItem', item: 'a', values: {} }, { ...clerk, onBehalfOf: { word: '孙书记电话' } });
    expect(s.item('a').submittedBy).toMatchObject({ unit: 'town', onBehalfOf: { word: '孙书记电话' } });
  });

  it('lets an inspector pass what the inspection group is asked to review, elsewhere than at home', () => {
    const group = { by: { who: 'inspection-group' as const }, order: 2, limitDays: 3 };
    const s = started({ a: { reviews: { ...reviewed.reviews, group } } });
    s.submit('a');
    expect(s.refused({ type: 'AcceptItem', item: 'a' }, inspector)).toBe('run.review.not-inspection');
    s.when({ type: 'AcceptItem', item: 'a' });
    expect(s.refused({ type: 'AcceptItem', item: 'a' }, { ...inspector, unit: 'u1' })).toBe('run.return.own-unit');
    s.when({ type: 'AcceptItem', item: 'a' }, inspector);
    expect(s.item('a').status).toBe('done');
  });

  it('keeps no sheet of a sensitive step', () => {
    const s = started({ a: { ...reviewed, sensitive: true } });
    s.submit('a');
    const paper = { signer: '李书记', date: '2026-03-02' };
    expect(s.refused({ type: 'AcceptItem', item: 'a', paper: { ...paper, file: 'hash' } })).toBe('evidence.sensitive');
    s.when({ type: 'AcceptItem', item: 'a', paper });
    expect(s.item('a')).toMatchObject({ status: 'done', paper });
  });

  it('records a sign-off on paper by a clerk who did not file it, with the sheet', () => {
    const s = started({ a: reviewed });
    s.submit('a');
    const clerk = { ...operator, person: 'zhou' };
    expect(s.refused({ type: 'AcceptItem', item: 'a' }, clerk)).toBe('run.review.paper-needed');
    const paper = { signer: '李书记', date: '2026-03-02', file: 'hash' };
    const { file: _, ...bare } = paper;
    expect(s.refused({ type: 'AcceptItem', item: 'a', paper: bare }, clerk)).toBe('run.paper.file');
    expect(s.refused({ type: 'AcceptItem', item: 'a', paper: { ...paper, date: '2026-03-03' } }, clerk)).toBe(
      'evidence.date.future',
    );
    s.when({ type: 'AcceptItem', item: 'a', paper }, clerk);
    expect(s.item('a')).toMatchObject({ status: 'done', paper });
  });

  it('lets the unit take its item back before a review', () => {
    const s = started({ a: { ...reviewed, deadlines: due('2026-03-10') } });
    s.submit('a').when({ type: 'WithdrawItem', item: 'a' });
    expect(s.item('a')).toMatchObject({ status: 'open', revision: 1 });
    s.submit('a');
    expect(s.item('a').attempts).toBe(2);
  });

  it('accepts nothing after the closing time until somebody extends it', () => {
    const s = started({ a: { deadlines: due('2026-03-04'), closes: due('2026-03-06').d } });
    s.until('2026-03-07 09:00');
    expect(s.refused({ type: 'SubmitItem', item: 'a', values: {} })).toBe('run.item.closed');
    expect(s.refused({ type: 'ExtendItem', item: 'a', due: minute('2026-03-06'), reason: '雪灾' })).toBe(
      'run.due.past',
    );
    s.when({ type: 'ExtendItem', item: 'a', due: minute('2026-03-12 18:00'), reason: '雪灾' });
    s.submit('a');
    expect(s.item('a').status).toBe('done');
  });

  it('lets an inspector return and nothing else, and never in the own unit', () => {
    const s = started({ a: {}, b: {} });
    s.submit('a');
    expect(s.refused({ type: 'SubmitItem', item: 'b', values: {} }, inspector)).toBe('run.role');
    expect(s.refused({ type: 'WaiveItem', item: 'b', reason: '免' }, inspector)).toBe('run.role');
    const own = { ...inspector, unit: 'u1' };
    expect(s.refused({ type: 'ReturnItem', item: 'a', comment: '补照片' }, own)).toBe('run.return.own-unit');
    s.when({ type: 'ReturnItem', item: 'a', comment: '补照片' }, inspector);
    expect(s.item('a')).toMatchObject({ status: 'returned', returns: 1, comment: '补照片' });
  });
});

describe('returning', () => {
  it('gives the working time that was left, and at least the stated minimum', () => {
    const s = started({ a: { ...reviewed, deadlines: due('2026-03-12') } });
    s.until('2026-03-10 18:00').submit('a');
    s.until('2026-03-20 18:00');
    s.when({ type: 'ReturnItem', item: 'a', comment: '数字对不上' });
    // Two working days were left on Tuesday; from Friday they end on Tuesday.
    expect(s.item('a').due).toBe(minute('2026-03-24 18:00'));
    expect(s.item('a').originalDue).toBe(minute('2026-03-12 18:00'));
    s.submit('a').when({ type: 'ReturnItem', item: 'a', comment: '仍不对', minimumDays: 5 });
    expect(s.item('a').due).toBe(minute('2026-03-27 18:00'));
  });

  it('keeps an original deadline that is later', () => {
    const s = started({ a: { ...reviewed, deadlines: due('2026-05-29') } });
    s.submit('a').when({ type: 'ReturnItem', item: 'a', comment: '改' });
    expect(s.item('a').due).toBe(minute('2026-05-29 18:00'));
  });

  it('reopens the dependents that the reviewer names, and leaves open what was opened', () => {
    const s = started({ a: {}, b: {}, c: {}, other: {} }, ['a>b', 'b>c']);
    s.submit('a').submit('b').submit('other');
    expect(s.refused({ type: 'ReturnItem', item: 'a', comment: '改', dependents: ['other'] })).toBe(
      'run.return.not-dependent',
    );
    expect(s.refused({ type: 'ReturnItem', item: 'a', comment: ' ' })).toBe('run.return.comment');
    s.when({ type: 'ReturnItem', item: 'a', comment: '改', dependents: ['b'] });
    expect([s.item('a').status, s.item('b').status, s.item('c').status]).toEqual(['returned', 'returned', 'open']);
  });

  it('reopens an ended run when people were not satisfied', () => {
    const s = started({ a: {} });
    s.submit('a');
    expect(s.state.status).toBe('ended');
    s.when({ type: 'ReturnItem', item: 'a', comment: '群众不满意', doAgain: true });
    expect(s.state).toMatchObject({ status: 'running', phases: { main: { openedAt: minute('2026-03-02') } } });
    s.submit('a');
    expect(s.state.status).toBe('ended');
    expect(s.refold()).toEqual(s.state);
  });
});

describe('whose lateness', () => {
  it('is counted per holder past their own limit', () => {
    const s = started({ a: { ...reviewed, deadlines: due('2026-03-04') } });
    s.until('2026-03-05 18:00').submit('a');
    const limit = s.item('a').holdings.at(-1)?.limit;
    expect(limit).toBe(minute('2026-03-10 18:00'));
    s.until('2026-03-11 18:00');
    expect(lateness(s.item('a'), minute('2026-03-11 18:00'))).toEqual({ unit: 1440, reviewer: 0, superior: 1440 });
    s.when({ type: 'ReturnItem', item: 'a', comment: '改' });
    s.until('2026-03-12 12:00').submit('a');
    s.when({ type: 'AcceptItem', item: 'a' });
    expect(lateness(s.item('a'), minute('2026-06-01'))).toEqual({ unit: 1440, reviewer: 0, superior: 1440 });
  });

  it('leaves late what was handed in and held late, whatever deadline a return gives', () => {
    const held = { h: { type: 'date' as const, title: { zh: '日期' } } };
    const s = started({ a: { ...reviewed, evidence: held, deadlines: due('2026-03-10') } });
    s.until('2026-03-12 09:00').submit('a', { h: '2026-03-12' });
    s.when({ type: 'ReturnItem', item: 'a', comment: '补签到', minimumDays: 2 });
    expect(s.item('a').due).toBe(minute('2026-03-16 18:00'));
    s.until('2026-03-13 09:00').submit('a', { h: '2026-03-12' });
    const onTime = () => [handedInOnTime(s.item('a'), minute('2026-06-01')), heldOnTime(s.item('a'), 'Asia/Shanghai')];
    expect(onTime()).toEqual([false, false]);
    // What was held again is held against the new deadline; the first handing in stays late.
    s.when({ type: 'ReturnItem', item: 'a', comment: '重开', doAgain: true });
    s.until('2026-03-16 09:00').submit('a', { h: '2026-03-16' });
    expect(onTime()).toEqual([false, true]);
    expect(s.refold()).toEqual(s.state);
  });

  it('gives an item that opens late its minimum working time and says who delayed it', () => {
    const s = started(
      { a: { ...reviewed, deadlines: due('2026-03-20') }, b: { deadlines: due('2026-03-12'), minimumDays: 3 } },
      ['a>b'],
    );
    s.submit('a');
    s.until('2026-03-11 18:00').when({ type: 'AcceptItem', item: 'a' });
    expect(s.item('b').due).toBe(minute('2026-03-16 18:00'));
    expect(s.item('b').shortfall).toEqual({ minutes: 4 * 1440, by: 'superior' });
  });

  it('makes nobody late for a deadline that was over when the unit joined', () => {
    const s = new Scenario(
      templateOf({ steps: { a: { deadlines: due('2026-03-04') } } }),
      {},
      '2026-04-01 10:00',
    ).start();
    expect(s.item('a').due).toBe(minute('2026-04-02 18:00'));
    expect(s.item('a').shortfall?.by).toBe('superior');
  });
});

describe('moving deadlines', () => {
  const byPhone = { by: 'telephone', who: '县委办 陈' } as const;

  it('moves open items and those still to open, and leaves alone what was handed in', () => {
    const s = started({ a: { ...reviewed, deadlines: due('2026-03-20') }, b: { deadlines: due('2026-04-20') } }, [
      'a>b',
    ]);
    s.submit('a');
    const before = s.item('a');
    s.when({ type: 'MoveDeadline', step: 'b', due: minute('2026-04-10 12:00'), authority: byPhone });
    s.when({ type: 'AcceptItem', item: 'a' });
    expect(s.item('b')).toMatchObject({ due: minute('2026-04-10 12:00'), originalDue: minute('2026-04-20 18:00') });
    expect(s.item('a').holdings[0]).toEqual(before.holdings[0]);
    s.when({ type: 'MoveDeadline', step: 'b', due: minute('2026-04-30 12:00'), authority: byPhone });
    expect(s.item('b').due).toBe(minute('2026-04-30 12:00'));
  });

  it('makes nobody late after the fact and asks who ordered it', () => {
    const s = started({ a: { deadlines: due('2026-03-20') } });
    s.until('2026-03-10 09:00');
    const move = (at: string, authority: object) =>
      s.refused({ type: 'MoveDeadline', step: 'a', due: minute(at), authority: authority as typeof byPhone });
    expect(move('2026-03-09 09:00', byPhone)).toBe('run.due.past');
    expect(move('2026-03-12 09:00', { by: 'telephone' })).toBe('run.authority.who');
    expect(move('2026-03-12 09:00', { by: 'document' })).toBe('run.authority.document');
    s.when({ type: 'MoveDeadline', step: 'a', due: minute('2026-03-12 18:00'), authority: byPhone });
    s.until('2026-03-12 18:00').submit('a');
    expect(lateness(s.item('a'), s.state.end).unit).toBe(0);
  });

  it('gives what was handed in when it was moved the later deadline once the unit has it again', () => {
    const steps = Object.fromEntries(
      ['back', 'taken', 'anew', 'free'].map((id) => [id, { ...reviewed, deadlines: due('2026-03-12') }]),
    );
    const s = started({ ...steps, free: reviewed });
    for (const id of Object.keys(steps)) s.submit(id);
    s.when({ type: 'AcceptItem', item: 'anew' });
    const moved = minute('2026-04-10 18:00');
    for (const step of Object.keys(steps)) {
      s.when({ type: 'MoveDeadline', step, due: minute('2026-04-20 18:00'), authority: byPhone });
      s.when({ type: 'MoveDeadline', step, due: moved, authority: byPhone });
      expect(lateness(s.item(step), minute('2026-06-01')).unit).toBe(0);
    }
    expect(s.item('back').due).toBe(minute('2026-03-12 18:00'));
    s.when({ type: 'ReturnItem', item: 'back', comment: '改' });
    s.when({ type: 'ReturnItem', item: 'free', comment: '改' });
    s.when({ type: 'WithdrawItem', item: 'taken' });
    s.when({ type: 'ReopenItem', item: 'anew', reason: '漏报' });
    for (const id of Object.keys(steps)) {
      expect([id, s.item(id).due]).toEqual([id, moved]);
      expect(s.item(id).holdings.at(-1)).toMatchObject({ holder: 'unit', limit: moved });
    }
    expect(s.refold()).toEqual(s.state);
  });

  it('adds the document that follows a telephone call, and moves nothing by it', () => {
    const s = started({ a: { deadlines: due('2026-03-20') }, b: { deadlines: due('2026-03-20') }, c: {} }, ['a>c']);
    const order = { type: 'MoveDeadline', due: minute('2026-04-10 18:00'), authority: byPhone } as const;
    const written = { ...order, authority: { by: 'document', document: '云发〔2026〕9号' } } as const;
    for (const step of ['a', 'b', 'c']) s.when({ ...order, step });
    s.when({ type: 'ExtendItem', item: 'b', due: minute('2026-04-15 18:00'), reason: '防汛' });
    const revisions = ['a', 'b'].map((id) => s.item(id).revision);
    for (const step of ['a', 'b', 'c']) {
      const events = s.when({ ...written, step });
      expect(events.every((event) => 'authority' in event && event.authority === written.authority)).toBe(true);
      expect(s.refused({ ...written, step })).toBe('run.move.nothing');
    }
    expect([s.item('a').due, s.item('b').due]).toEqual([order.due, minute('2026-04-15 18:00')]);
    expect(['a', 'b'].map((id) => s.item(id).revision)).toEqual(revisions);
    s.submit('a');
    expect(s.item('c')).toMatchObject({ due: order.due, ordered: { due: order.due, document: '云发〔2026〕9号' } });
    expect(s.refold()).toEqual(s.state);
  });

  it('shifts deadlines by a pause and counts no time in it', () => {
    const s = started({ a: { deadlines: due('2026-03-05') }, late: { deadlines: due('2026-03-03') } });
    s.until('2026-03-04 18:00').when({ type: 'HoldRun', reason: '防汛' });
    expect(s.refused({ type: 'SubmitItem', item: 'a', values: {} })).toBe('run.held');
    s.until('2026-03-13 18:00').when({ type: 'ResumeRun' });
    // One working day was left on Wednesday; from Friday it ends on Monday.
    expect(s.item('a').due).toBe(minute('2026-03-16 18:00'));
    expect(lateness(s.item('late'), minute('2026-03-13 18:00')).unit).toBe(1440);
  });
});

describe('registers and calls', () => {
  const each = { leaders: { occurrences: { mode: 'each' as const, register: 'leaders' } } };
  const registers = { registers: { leaders: { title: { zh: '班子成员' } } } };
  const add = (entry: string) =>
    ({ type: 'AddRegisterEntry', register: 'leaders', entry, label: { zh: entry } }) as const;

  it('ends when the register is complete and its entries have ended; a late entry reopens the step only', () => {
    const s = started({ ...each, next: {} }, ['leaders>next'], registers);
    s.when(add('zhang'));
    s.when(add('sun'));
    s.submit('leaders.zhang');
    s.when({ type: 'WithdrawRegisterEntry', register: 'leaders', entry: 'sun', reason: '调离' });
    expect(s.item('leaders.sun').status).toBe('cancelled');
    expect(s.outcome('leaders')).toBeUndefined();
    s.when({ type: 'CompleteRegister', register: 'leaders' });
    expect([s.outcome('leaders'), s.item('next').status]).toEqual(['done', 'open']);
    s.when(add('qian'));
    expect([s.outcome('leaders'), s.item('next').status]).toEqual([undefined, 'open']);
    s.submit('leaders.qian');
    expect(s.outcome('leaders')).toBe('done');
    expect(s.refused(add('zhang'))).toBe('run.register.entry-exists');
    expect(s.refused(add('__proto__'))).toBe('run.register.entry-id');
  });

  it('opens an item per call and asks nothing when nobody calls', () => {
    const s = started({ study: { occurrences: { mode: 'on-call' } } });
    expect(s.state.status).toBe('ended');
    s.when({ type: 'TriggerStep', step: 'study', label: { zh: '重要讲话' }, trigger: 'speech' });
    expect([s.state.status, s.item('study.speech').status]).toEqual(['running', 'open']);
    expect(s.refused({ type: 'TriggerStep', step: 'study', label: { zh: '重要讲话' }, trigger: 'speech' })).toBe(
      'run.trigger.repeated',
    );
    s.submit('study.speech');
    expect(s.state.status).toBe('ended');
  });
});

describe('correcting, waiving, cancelling', () => {
  it('records old and new values and an approver who did not file', () => {
    const s = started({ a: { evidence: number } });
    s.submit('a', { n: 3 });
    const correct = (approver: string) =>
      ({ type: 'CorrectItem', item: 'a', values: { n: 4 }, reason: '笔误', approver }) as const;
    expect(s.refused(correct('wang'))).toBe('run.correct.own-filing');
    expect(s.when(correct('li'))[0]).toMatchObject({ before: { n: 3 }, after: { n: 4 }, approver: 'li' });
    expect(s.item('a').values).toEqual({ n: 4 });
  });

  it('lets what follows go on after a waiver and skips along needs after a cancellation', () => {
    const s = started({ a: {}, b: {}, c: {}, d: {} }, ['a=>c', 'b=>d']);
    s.when({ type: 'WaiveItem', item: 'a', reason: '无党员' });
    s.when({ type: 'CancelItem', item: 'b', reason: '重复' });
    expect([s.outcome('a'), s.item('c').status]).toEqual(['waived', 'open']);
    expect([s.outcome('b'), s.outcome('d')]).toEqual(['cancelled', 'skipped']);
  });

  it('cancels a phase and a run', () => {
    const s = started({ a: {}, b: {} }, ['a>b']);
    s.when({ type: 'CancelPhase', phase: 'main', reason: '并入' });
    expect([s.outcome('a'), s.outcome('b'), s.state.status]).toEqual(['cancelled', 'cancelled', 'ended']);
    const other = started({ a: {} });
    other.when({ type: 'CancelRun', reason: '单位撤销' });
    expect([other.state.status, other.item('a').status]).toEqual(['cancelled', 'cancelled']);
  });
});

describe('cascades', () => {
  const cascade = { kind: 'cascade', cascade: { milestone: 'meeting', need: { atLeast: 3 } } };

  it('asks for min(k, live), records the shortfall and stays done when something below is reopened', () => {
    const s = started({ all: cascade });
    s.when({ type: 'ReportCascade', step: 'all', live: 2, reached: 1 });
    expect(s.refused({ type: 'SubmitItem', item: 'all', values: {} })).toBe('run.item.by-itself');
    s.when({ type: 'ReportCascade', step: 'all', live: 2, reached: 2 });
    expect(s.state.steps['all']).toMatchObject({ outcome: 'done', shortfall: { asked: 3, live: 2 } });
    s.when({ type: 'ReportCascade', step: 'all', live: 2, reached: 1 });
    expect(s.state.steps['all']).toMatchObject({ outcome: 'done', affected: true });
    expect(s.when({ type: 'ReportCascade', step: 'all', live: 2, reached: 1 })).toEqual([]);
  });

  it('is skipped where nobody is below', () => {
    const s = new Scenario(templateOf({ steps: { all: cascade } })).start({ live: 0 });
    expect(s.outcome('all')).toBe('skipped');
  });
});

describe('the door', () => {
  it('refuses what no run, nobody or nothing can be asked for', () => {
    const s = new Scenario(templateOf({ steps: { a: {} } }));
    expect(s.refused({ type: 'CloseRun' })).toBe('run.unknown');
    s.start();
    expect(s.refused({ type: 'toString' } as never)).toBe('run.command');
    expect(s.refused({ type: 'AdvanceTime' }, operator)).toBe('run.role');
    expect(s.refused({ type: 'SubmitItem', item: 'toString', values: {} })).toBe('run.item.unknown');
    expect(s.refused({ type: 'DelegateItem', item: 'constructor', to: 'x' })).toBe('run.item.unknown');
    const again = () =>
      s.refused({ type: 'StartRun', run: 'r1', campaign: 'c', unit: 'u', template: 't', start: 0, end: 1 }, machine);
    expect(again()).toBe('run.exists');
    s.at = instant('2026-03-03 09:00');
    expect(s.when({ type: 'UrgeItem', item: 'a', message: '请抓紧' }, designer)[0]).toMatchObject({ by: designer });
  });
});
