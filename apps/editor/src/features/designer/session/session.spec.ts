import { describe, expect, it } from '@jest/globals';
import { type Template, templateSchema } from '@gangmu/core';
import type { Autosave } from './autosave.js';
import type { Draft } from './draft-port.js';
import { createSession } from './session.js';

const template = templateSchema.parse({
  format: 'gangmu-template/1',
  id: 'session',
  title: { zh: '样例' },
  noun: { zh: '专项工作' },
  window: { start: '2026-03-02', end: '2026-08-31' },
  roles: { lead: { title: { zh: '牵头' } } },
  phases: { first: { title: { zh: '一' }, mandate: 'fixed' } },
  steps: {
    locked: { phase: 'first', kind: 'task', title: { zh: '规定动作' }, lead: 'lead', mandate: 'fixed' },
    open: { phase: 'first', kind: 'task', title: { zh: '自选动作' }, lead: 'lead', mandate: 'free', order: 1 },
  },
});
const title = (id: string, zh: string) => ({ op: 'set-field', path: `/steps/${id}/title`, value: { zh } }) as const;
const open = (base: Template | null = null, readOnly: null | 'no-right' = null) => {
  let at = 0;
  return createSession({ design: 'd', template, base, readOnly, now: () => (at += 10_000) }).session;
};

describe('an editing session', () => {
  it('carries operations out, and takes them back exactly, with what was selected', () => {
    const session = open();
    session.getState().select(['/steps/open']);
    session.getState().apply(title('open', '改名'), { select: ['/steps/locked'] });
    expect(session.getState().template.steps['open']?.title.zh).toBe('改名');
    session.getState().undo();
    expect(session.getState().template).toBe(template);
    expect(session.getState().selection).toEqual(['/steps/open']);
    expect(session.getState().canRedo).toBe(true);
    session.getState().redo();
    expect(session.getState().template.steps['open']?.title.zh).toBe('改名');
  });

  it('says what cannot be done, and changes nothing', () => {
    const session = open();
    const done = session.getState().apply({ op: 'connect', from: 'open', to: 'open' });
    expect(done.ok).toBe(false);
    expect(session.getState().refused?.refusal.code).toBe('operations.connects-itself');
    expect(session.getState().template).toBe(template);
    session.getState().apply({ op: 'connect', from: 'open', to: 'gone' }, { quiet: true });
    expect(session.getState().refused?.count).toBe(1);
  });

  it('changes only what the level above leaves open', () => {
    const session = open(template);
    expect(session.getState().apply(title('locked', '改不得')).ok).toBe(false);
    expect(session.getState().apply(title('open', '改得')).ok).toBe(true);
    expect(session.getState().template.steps['locked']?.title.zh).toBe('规定动作');
  });

  it('changes nothing for who may only look', () => {
    const session = open(null, 'no-right');
    expect(session.getState().apply(title('open', '改名')).ok).toBe(false);
    session.getState().undo();
    expect(session.getState().template).toBe(template);
  });

  it('forgets a selection that is no longer there', () => {
    const session = open();
    session.getState().select(['/steps/open']);
    session.getState().apply({ op: 'remove-steps', ids: ['open'] });
    expect(session.getState().selection).toEqual([]);
  });

  it('puts a recovered draft in as one step that can be taken back', () => {
    const session = open();
    session.getState().replace({ ...template, title: { zh: '恢复的' }, edges: {} });
    expect(session.getState().template.title.zh).toBe('恢复的');
    session.getState().undo();
    expect(session.getState().template).toBe(template);
  });

  it('marks what stands on purpose, sends it along, and takes it back', () => {
    const sent: Draft[] = [];
    const autosave = { edited: (draft: Draft) => sent.push(draft) } as unknown as Autosave;
    const { session } = createSession({
      design: 'd',
      template,
      base: template,
      kept: ['/steps/open/lead'],
      readOnly: null,
      autosave: () => autosave,
    });
    session.getState().keep('/steps/open/title', true);
    expect(session.getState()).toMatchObject({ template, kept: ['/steps/open/lead', '/steps/open/title'] });
    session.getState().apply(title('open', '改得'));
    expect(session.getState().kept).toHaveLength(2);
    session.getState().keep('/steps/open/lead', false);
    session.getState().replace(template);
    expect(session.getState()).toMatchObject({ template, kept: [] });
    session.getState().undo();
    session.getState().undo();
    session.getState().undo();
    expect(session.getState().kept).toEqual(['/steps/open/lead', '/steps/open/title']);
    session.getState().undo();
    expect([session.getState().kept, session.getState().canUndo]).toEqual([['/steps/open/lead'], false]);
    expect(sent.map(({ kept }) => kept.length)).toEqual([2, 2, 0, 0, 0, 2, 2, 1]);
  });

  it('goes to where something was found', () => {
    const session = open();
    session.getState().show('/steps/open/deadlines/d');
    expect(session.getState().selection).toEqual(['/steps/open']);
    expect(session.getState().shown).toEqual({ path: '/steps/open/deadlines/d', count: 1 });
  });
});
