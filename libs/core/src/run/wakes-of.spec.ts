import { describe, expect, it } from '@jest/globals';
import { weekendsOnly } from '../calendar/calendar.js';
import { itemDisplay, itemDisplays } from './lateness.js';
import type { Item } from './model.js';
import { minute, Scenario, templateOf } from './run.given.js';
import { wakesOf } from './wakes-of.js';

const ladder = {
  remind: { offset: -2, effect: 'remind' as const, to: 'unit' as const },
  urge: { offset: 1, effect: 'urge' as const, to: 'unit' as const, repeat: { every: 1, times: 2 } },
};
const due = { d: { anchor: { from: 'date' as const, date: '2026-03-10' } } };
const wakes = (s: Scenario, kind: string) =>
  wakesOf(s.state, { template: s.template, calendar: weekendsOnly }).filter((wake) => wake.kind === kind);

describe('wakes', () => {
  it('has the rungs of whoever holds the item, keyed by revision, rung and repetition', () => {
    const reviews = { r: { by: { who: 'superior' as const }, ladder: { urge: ladder.urge } } };
    const s = new Scenario(templateOf({ steps: { a: { deadlines: due, ladder, reviews } } })).start();
    expect(wakes(s, 'rung')).toEqual([
      expect.objectContaining({ at: minute('2026-03-06 09:00'), rung: 'remind', revision: 0, repetition: 0 }),
      expect.objectContaining({ at: minute('2026-03-11 09:00'), rung: 'urge', repetition: 0, effect: 'urge' }),
      expect.objectContaining({ at: minute('2026-03-12 09:00'), rung: 'urge', repetition: 1 }),
      expect.objectContaining({ at: minute('2026-03-13 09:00'), rung: 'urge', repetition: 2 }),
    ]);
    s.submit('a');
    expect(wakes(s, 'rung').map(({ rung }) => rung)).toEqual(['r/urge', 'r/urge', 'r/urge']);
    s.until('2026-03-09 12:00').when({ type: 'ReturnItem', item: 'a', comment: '改' });
    // What would have rung before it came back does not exist.
    expect(wakes(s, 'rung').every(({ at, revision }) => at > minute('2026-03-09 12:00') && revision === 1)).toBe(true);
    s.submit('a').when({ type: 'AcceptItem', item: 'a' });
    expect(wakesOf(s.state, { template: s.template, calendar: weekendsOnly })).toEqual([]);
  });

  it('rings for the next opening that only time keeps shut, and for the end', () => {
    const notBefore = (date: string) => ({ notBefore: { anchor: { from: 'date' as const, date }, at: '08:00' } });
    const template = templateOf({
      phases: { main: { title: { zh: '一' } }, later: { title: { zh: '二' }, opening: notBefore('2026-04-01') } },
      steps: {
        a: {},
        b: { opening: notBefore('2026-03-20') },
        c: { opening: notBefore('2026-03-10') },
        d: { phase: 'later' },
      },
      edges: ['a>c'],
    });
    const s = new Scenario(template).start();
    expect(wakes(s, 'opening').map(({ at }) => at)).toEqual([minute('2026-03-20 08:00')]);
    s.submit('a');
    expect(wakes(s, 'opening').map(({ at }) => at)).toEqual([minute('2026-03-10 08:00')]);
    s.until('2026-03-20 08:00');
    expect(s.open).toEqual(['b', 'c']);
    expect(wakes(s, 'opening').map(({ at }) => at)).toEqual([minute('2026-04-01 08:00')]);
    expect(wakes(s, 'close').map(({ at }) => at)).toEqual([s.state.end]);
    s.when({ type: 'HoldRun', reason: '防汛' });
    expect(wakesOf(s.state, { template, calendar: weekendsOnly }).map(({ kind }) => kind)).toEqual(['close']);
  });

  it('opens nothing before the campaign has begun', () => {
    const s = new Scenario(templateOf({ steps: { a: {} } }), {}, '2026-02-20 09:00').start();
    expect(s.open).toEqual([]);
    expect(wakes(s, 'opening').map(({ at }) => at)).toEqual([minute('2026-03-02')]);
    s.until('2026-03-02 00:00');
    expect(s.open).toEqual(['a']);
  });
});

describe('how an item shows', () => {
  it('follows from recorded times and bounds alone', () => {
    const s = new Scenario(
      templateOf({ steps: { a: { deadlines: due, closes: { anchor: { from: 'date', date: '2026-03-20' } } } } }),
    ).start();
    const at = (time: string, item: Item = s.item('a')) => itemDisplay(item, minute(time));
    expect([at('2026-03-10 18:00'), at('2026-03-10 18:01'), at('2026-03-20 18:01')]).toEqual([
      'open',
      'late',
      'closed',
    ]);
    s.until('2026-03-11 09:00').submit('a');
    expect(at('2026-06-01')).toBe('done-late');
    expect(new Set(itemDisplays).size).toBe(itemDisplays.length);
  });
});
