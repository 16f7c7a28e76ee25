import { App } from 'antd';
import { useMemo } from 'react';
import { type Operation, presetTitles, say, stepsInOrder } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { removing, together } from '../canvas/hands.js';
import { newId } from '../session/names.js';
import { useSessionStore } from '../session/use-editing.js';
import type { Cell, ShownSection } from './table-model.js';

interface Options {
  sections: readonly ShownSection[];
  go: (cell: Cell) => void;
  setEditing: (how: 'over') => void;
}

export interface TableHands {
  addTo: (phase: string) => void;
  addBelow: (row: string) => void;
  move: (row: string, by: -1 | 1) => void;
  remove: (row: string) => void;
  open: (row: string) => void;
}

/** Rows added, moved and removed. */
export function useTableHands({ sections, go, setEditing }: Options): TableHands {
  const { t, language } = useWords();
  const { modal } = App.useApp();
  const session = useSessionStore();
  return useMemo(() => {
    const add = (phase: string, before: string | null): void => {
      const { template, base, apply } = session.getState();
      const id = newId((taken) => Object.hasOwn(template.steps, taken), 'task');
      const invited = base === null ? undefined : template.phases[phase]?.extension?.kinds;
      const kind = invited === undefined || invited.includes('task') ? 'task' : (invited[0] ?? 'task');
      const wanted = { id, kind, title: presetTitles.task, before };
      const operations: Operation[] =
        base === null
          ? [
              ...(Object.keys(template.roles).length === 0
                ? [{ op: 'add-role', id: 'lead', title: presetTitles.lead } satisfies Operation]
                : []),
              { op: 'add-step', ...wanted, phase },
            ]
          : [{ op: 'add-local-step', ...wanted, hangsAt: { at: 'phase', phase } }];
      if (!apply(together(operations), { select: [`/steps/${id}`] }).ok) return;
      go({ row: id, column: 'task' });
      setEditing('over');
    };
    const sectionOf = (row: string): ShownSection | undefined =>
      sections.find(({ rows }) => rows.some(({ id }) => id === row));
    return {
      addTo: (phase) => add(phase, null),
      addBelow: (row) => {
        const { template } = session.getState();
        const phase = template.steps[row]?.phase;
        if (phase === undefined) return;
        const siblings = stepsInOrder(template, phase);
        add(phase, siblings[siblings.indexOf(row) + 1] ?? null);
      },
      move: (row, by) => {
        const { template, apply } = session.getState();
        const phase = template.steps[row]?.phase;
        if (phase === undefined || sectionOf(row) === undefined) return;
        const siblings = stepsInOrder(template, phase);
        const at = siblings.indexOf(row);
        if (siblings[at + by] === undefined) return;
        const before = by === -1 ? siblings[at - 1] : (siblings[at + 2] ?? null);
        apply({ op: 'move-steps', ids: [row], phase, before: before ?? null });
      },
      remove: (row) => {
        const { template, apply } = session.getState();
        const places = [`/steps/${row}`];
        const done = apply(together(removing(template, places, 'refuse')), { select: [], quiet: true });
        if (done.ok) return;
        const both = together(removing(template, places, 'remove'));
        const reason = say(language, done.refusal.code, done.refusal.params).replace(/[。.]\s*$/, '');
        if (done.refusal.code !== 'operations.still-named') {
          modal.warning({ title: t('table.remove.refused'), content: `${reason}${language === 'zh' ? '。' : '.'}` });
          return;
        }
        modal.confirm({
          title: t('designer.remove.title'),
          content: t('designer.remove.text', { reason }),
          okText: t('designer.remove.ok'),
          okButtonProps: { danger: true },
          cancelText: t('action.cancel'),
          onOk: () => {
            apply(both, { select: [] });
          },
        });
      },
      open: (row) => session.getState().show(`/steps/${row}`),
    };
  }, [session, sections, go, setEditing, modal, t, language]);
}
