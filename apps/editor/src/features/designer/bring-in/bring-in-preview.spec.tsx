/** @jest-environment jsdom */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Template } from '@gangmu/core';
import { cleanup, screen } from '@testing-library/react';
import { App } from 'antd';
import { hand, open, violations } from '../properties/sheet.given.js';
import { templateOf } from '../properties/template.given.js';
import { createSession } from '../session/session.js';
import { SessionContext } from '../session/use-editing.js';
import { BringInPreview } from './bring-in-preview.js';
import { fileBrought } from './file-brought.js';

// A hand has many small movements; on a busy computer they add up.
jest.setTimeout(60_000);

afterEach(cleanup);

/** A file in which the kick-off has another name, the class is gone, and a step of a new role follows the kick-off. */
function changed(template: Template): Template {
  const next = structuredClone(template);
  next.steps['kickoff'] = { ...next.steps['kickoff']!, title: { zh: '启动会' } };
  next.roles['guide'] = { title: { zh: '向导' }, substitute: 'superior' };
  next.steps['visit'] = { ...next.steps['kickoff'], title: { zh: '走访' }, lead: 'guide' };
  next.edges['new'] = { from: 'kickoff', to: 'visit', kind: 'order' };
  return next;
}

async function shown(id = 'other', base: Template | null = null) {
  const template = templateOf();
  const { session } = createSession({ design: 'd', template, base, readOnly: null });
  const file = { kind: 'json' as const, name: 'x', document: { ...changed(template), id } };
  const preview = await fileBrought(file, session.getState(), async () => null, 'zh');
  const closed = jest.fn();
  open(
    <App>
      <SessionContext value={session}>
        <BringInPreview preview={preview} close={closed} />
      </SessionContext>
    </App>,
  );
  return { session, template, closed };
}
const box = (name: RegExp): HTMLInputElement => screen.getByRole('checkbox', { name });

describe('the preview of a file', () => {
  it('ticks along what a change needs, unticks what needs it, and takes the ticked in one step', async () => {
    const { session, template, closed } = await shown();
    expect(box(/全部修改/).checked).toBe(true);
    expect(screen.getByText('需要一并采用：“走访”')).toBeDefined();
    await hand.click(box(/岗位角色/));
    expect([box(/新增任务“走访”/).checked, box(/改名/).checked]).toEqual([false, true]);
    expect(screen.getByRole('status').textContent).toContain('2');
    await hand.click(screen.getByRole('button', { name: /采用勾选的 1 处/ }));
    expect(closed).toHaveBeenCalled();
    const after = session.getState().template;
    expect(after.steps['kickoff']?.title).toEqual({ zh: '启动会' });
    expect(after.steps['visit']).toBeUndefined();
    session.getState().undo();
    expect(session.getState().template).toBe(template);
  });

  it('cannot be ticked where it is locked, and says who says so', async () => {
    await shown('sample', templateOf());
    expect(box(/改名/).disabled).toBe(true);
    expect(document.querySelector('.why.locked')?.textContent).toMatch(/^不能采用：/);
    expect(screen.queryByRole('button', { name: '整体替换' })).toBeNull();
    expect(await violations()).toEqual([]);
  });
});
