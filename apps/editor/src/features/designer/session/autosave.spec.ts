import { describe, expect, it } from '@jest/globals';
import { type Template, templateSchema } from '@gangmu/core';
import { startAutosave, type SaveState } from './autosave.js';
import type { Draft, SaveOutcome } from './draft-port.js';

const first = templateSchema.parse({
  format: 'gangmu-template/1',
  id: 'save',
  title: { zh: '一' },
  noun: { zh: '专项工作' },
  window: { start: '2026-03-02', end: '2026-08-31' },
  phases: {},
  steps: {},
});
const draft = (template: Template, kept: readonly string[] = []): Draft => ({ template, kept });
const titled = (zh: string): Draft => draft({ ...first, title: { zh } });

const begun = draft(first);

/** A server that answers when it is told to, and a clock that stands still. */
function surroundings() {
  const sent: {
    template: Template;
    kept: readonly string[];
    revision: number;
    answer: (outcome: SaveOutcome) => Promise<void>;
  }[] = [];
  const timers: { run: () => void; after: number }[] = [];
  const states: SaveState['kind'][] = [];
  const unsaved: (string | null)[] = [];
  const from: (string | null)[] = [];
  const saving = startAutosave({
    port: {
      save: ({ template, kept }, revision) =>
        new Promise((resolve) => {
          sent.push({
            template,
            kept,
            revision,
            answer: async (outcome) => {
              resolve(outcome);
              for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
            },
          });
        }),
    },
    revision: 1,
    draft: begun,
    changed: ({ kind }) => states.push(kind),
    unsaved: (copy) => {
      unsaved.push(copy?.template.title.zh ?? null);
      from.push(copy?.from.template.title.zh ?? null);
    },
    later: (run, after) => {
      const timer = { run, after };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
  });
  const pass = (): void => {
    for (const { run } of timers.splice(0)) run();
  };
  return { saving, sent, timers, states, unsaved, from, pass };
}

describe('saving by itself', () => {
  it('waits for quiet, and sends the newest state once', async () => {
    const { saving, sent, unsaved, timers, pass } = surroundings();
    saving.edited(titled('二'));
    saving.edited(titled('三'));
    expect(timers).toHaveLength(1);
    pass();
    expect(sent.map(({ template, revision }) => [template.title.zh, revision])).toEqual([['三', 1]]);
    await sent[0]!.answer({ kind: 'saved', revision: 2, at: 5 });
    expect(saving.state()).toEqual({ kind: 'saved', at: 5 });
    expect(unsaved).toEqual(['二', '三', null]);
  });

  it('sends what was typed while a request was on its way, over the new revision', async () => {
    const { saving, sent, unsaved, from, pass } = surroundings();
    saving.edited(titled('二'));
    pass();
    saving.edited(titled('三'));
    await sent[0]!.answer({ kind: 'saved', revision: 2, at: 5 });
    expect(saving.state().kind).toBe('waiting');
    // The copy is made on what has arrived by now.
    expect([unsaved, from]).toEqual([
      ['二', '三', '三'],
      ['一', '一', '二'],
    ]);
    pass();
    expect(sent[1]!.revision).toBe(2);
    expect(sent[1]!.template.title.zh).toBe('三');
  });

  it('keeps trying while the server is silent, and keeps the copy', async () => {
    const { saving, sent, unsaved, pass } = surroundings();
    saving.edited(titled('二'));
    pass();
    await sent[0]!.answer({ kind: 'unreachable' });
    expect(saving.state().kind).toBe('offline');
    expect(unsaved.at(-1)).toBe('二');
    pass();
    await sent[1]!.answer({ kind: 'saved', revision: 2, at: 9 });
    expect(saving.state().kind).toBe('saved');
  });

  it('stops when somebody else took over, still keeping the copy', async () => {
    const { saving, sent, unsaved, timers, pass } = surroundings();
    saving.edited(titled('二'));
    pass();
    await sent[0]!.answer({ kind: 'overtaken', by: null });
    saving.edited(titled('三'));
    expect(timers).toHaveLength(0);
    expect(unsaved.at(-1)).toBe('三');
    expect(saving.state().kind).toBe('overtaken');
  });

  it('hands in what waits when it hears that somebody took over, and says whether any of it is unsaved', async () => {
    const other = { name: { zh: '乙' }, at: 7, own: false };
    const { saving } = surroundings();
    saving.overtaken(other);
    expect(saving.state()).toEqual({ kind: 'overtaken', by: other, unsaved: false });

    const late = surroundings();
    late.saving.edited(titled('二'));
    late.pass();
    late.saving.overtaken(other);
    expect(late.saving.state()).toEqual({ kind: 'overtaken', by: other, unsaved: true });
    await late.sent[0]!.answer({ kind: 'saved', revision: 2, at: 5 });
    expect([late.saving.state(), late.unsaved.at(-1)]).toEqual([
      { kind: 'overtaken', by: other, unsaved: false },
      null,
    ]);

    const cut = surroundings();
    cut.saving.edited(titled('二'));
    cut.pass();
    await cut.sent[0]!.answer({ kind: 'unreachable' });
    cut.saving.overtaken(other);
    cut.pass();
    await cut.sent[1]!.answer({ kind: 'overtaken', by: null });
    expect([cut.saving.state(), cut.unsaved.at(-1)]).toEqual([{ kind: 'overtaken', by: other, unsaved: true }, '二']);
    expect(cut.states).toEqual(['waiting', 'saving', 'offline', 'overtaken', 'overtaken']);
    cut.saving.edited(titled('三'));
    expect(cut.timers).toHaveLength(0);
  });

  it('sends places that were marked as set on purpose, also where nothing else changed', async () => {
    const { saving, sent, unsaved, pass } = surroundings();
    saving.edited(draft(first, ['/title']));
    pass();
    expect(sent[0]!.kept).toEqual(['/title']);
    await sent[0]!.answer({ kind: 'saved', revision: 2, at: 5 });
    expect([saving.state().kind, unsaved.at(-1)]).toEqual(['saved', null]);
  });

  it('has nothing to save when what was typed is taken back before it was sent', () => {
    const { saving, sent, unsaved, pass } = surroundings();
    saving.edited(titled('二'));
    saving.edited(begun);
    pass();
    expect([sent.length, saving.state().kind, unsaved.at(-1)]).toEqual([0, 'saved', null]);
  });

  it('tries again after the next edit when one was refused', async () => {
    const { saving, sent, pass } = surroundings();
    saving.edited(titled('二'));
    pass();
    await sent[0]!.answer({ kind: 'refused', findings: [] });
    expect(saving.state().kind).toBe('refused');
    saving.edited(titled('三'));
    pass();
    expect(sent).toHaveLength(2);
  });

  it('saves at once when asked to', async () => {
    const { saving, sent } = surroundings();
    saving.edited(titled('二'));
    const flushed = saving.flush();
    await sent[0]!.answer({ kind: 'saved', revision: 2, at: 1 });
    expect((await flushed).kind).toBe('saved');
  });

  it('sends the last edits when the page is left, and tries no more afterwards', async () => {
    const { saving, sent, timers, unsaved } = surroundings();
    saving.edited(titled('二'));
    const flushed = saving.flush();
    saving.close();
    expect(sent).toHaveLength(1);
    await sent[0]?.answer({ kind: 'unreachable' });
    expect((await flushed).kind).toBe('offline');
    expect(timers).toHaveLength(0);
    expect(unsaved.at(-1)).toBe('二');
  });
});
