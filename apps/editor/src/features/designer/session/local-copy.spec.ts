import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { templateSchema } from '@gangmu/core';
import { copyKeeper, type LocalCopy, templateText } from './local-copy.js';

const template = templateSchema.parse({
  format: 'gangmu-template/1',
  id: 'kept',
  title: { zh: '一' },
  noun: { zh: '专项工作' },
  window: { start: '2026-03-02', end: '2026-08-31' },
  phases: {},
  steps: {},
});
const copy = (at: number): LocalCopy => ({
  id: 'o',
  design: 'd',
  person: 'p',
  from: { template, kept: [] },
  template,
  kept: [],
  at,
});

/** A keeper whose time is moved by hand, and what it did. */
function kept() {
  const done: (number | 'dropped')[] = [];
  let due: (() => void)[] = [];
  const keeper = copyKeeper({
    put: ({ at }) => void done.push(at),
    drop: () => void done.push('dropped'),
    later: (run) => {
      due.push(run);
      return () => {
        due = due.filter((one) => one !== run);
      };
    },
  });
  const pass = (): void => {
    const now = due;
    due = [];
    for (const run of now) run();
  };
  return { keeper, done, pass };
}

describe('what the browser keeps of unsaved work', () => {
  it('is the newest of the edits that follow each other', () => {
    const { keeper, done, pass } = kept();
    keeper.keep(copy(1));
    keeper.keep(copy(2));
    expect(done).toEqual([]);
    pass();
    expect(done).toEqual([2]);
    keeper.keep(copy(3));
    pass();
    expect(done).toEqual([2, 3]);
  });
  it('is kept at once when the page is left, and only once', () => {
    const { keeper, done, pass } = kept();
    keeper.keep(copy(1));
    keeper.flush();
    pass();
    keeper.flush();
    expect(done).toEqual([1]);
  });
  it('is nothing once all is saved', () => {
    const { keeper, done, pass } = kept();
    keeper.keep(copy(1));
    keeper.keep(null);
    pass();
    expect(done).toEqual(['dropped']);
  });
  it('says all of the template, whatever of it was written before', () => {
    const file = new URL('../../../../../../workflows/county-campaign/template.json', import.meta.url);
    const county = templateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(JSON.parse(templateText(county))).toEqual(JSON.parse(JSON.stringify(county)));
    const [id = ''] = Object.keys(county.steps);
    const step = { ...county.steps[id]!, title: { zh: '“新”\n' }, guidance: undefined };
    const edited = { ...county, steps: { ...county.steps, [id]: step }, layout: undefined };
    expect(JSON.parse(templateText(edited))).toEqual(JSON.parse(JSON.stringify(edited)));
  });
});
