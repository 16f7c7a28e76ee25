/** @jest-environment jsdom */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { useRef } from 'react';
import { useCanvasPage } from './canvas/use-canvas-page.js';
import { FindDialog } from './find-dialog.js';
import { hand, open } from './properties/sheet.given.js';
import { templateOf } from './properties/template.given.js';
import { createSession } from './session/session.js';
import { SessionContext } from './session/use-editing.js';
import { TaskTable } from './table/task-table.js';

// A hand has many small movements; on a busy computer they add up.
jest.setTimeout(60_000);

afterEach(cleanup);

/** The designer's table, and the way to the search. */
function Page() {
  const control = useRef(null);
  const canvas = useCanvasPage({ control, autosave: null, openProperties: () => undefined });
  return (
    <>
      <button
        type="button"
        onClick={() =>
          canvas.page.run({ id: 'find', word: 'designer.do.find', group: 'view', keys: [], run: (desk) => desk.find() })
        }
      >
        找
      </button>
      <div className="designer-view">
        <TaskTable />
      </div>
      <FindDialog
        open={canvas.finding}
        close={canvas.closeFind}
        closed={canvas.back}
        goTo={canvas.goTo}
        run={canvas.runFound}
        drawing={false}
      />
    </>
  );
}

const search = async (text: string): Promise<void> => {
  await hand.click(screen.getByRole('button', { name: '找' }));
  const field = await screen.findByRole('combobox', { name: '查找任务和操作' });
  await hand.clear(field);
  await hand.type(field, text);
};
const cell = (row: string): HTMLElement => document.getElementById(`cell-${row}-task`)!;

describe('searching beside the table', () => {
  it('goes to the row, offers what can be done there only, and leaves the keyboard in the table', async () => {
    const template = templateOf();
    const { session } = createSession({ design: 'd', template, base: null, readOnly: null });
    open(
      <App>
        <SessionContext value={session}>
          <Page />
        </SessionContext>
      </App>,
    );
    await search('添加任务');
    expect(screen.queryAllByRole('option')).toEqual([]);
    await hand.clear(screen.getByRole('combobox', { name: '查找任务和操作' }));
    await hand.type(screen.getByRole('combobox', { name: '查找任务和操作' }), '快捷键');
    expect(screen.getAllByRole('option')).toHaveLength(1);
    await hand.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement?.closest('.cell')).toBe(cell('kickoff')));

    await search('摸底{Enter}');
    expect(session.getState().selection).toEqual(['/steps/survey']);
    await waitFor(() => expect(document.activeElement?.closest('.cell')).toBe(cell('survey')));
  });
});
