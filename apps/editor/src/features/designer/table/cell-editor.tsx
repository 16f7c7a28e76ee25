import { Select } from 'antd';
import { useLayoutEffect, useRef, useState } from 'react';
import {
  boundInTable,
  describeBound,
  MANDATE_WORDS,
  MANDATES,
  type Operation,
  pointer,
  readDeadline,
  tableColumns,
} from '@gangmu/core';
import { calendarNamed } from '../../../platform/calendars.js';
import { useWords } from '../../../platform/language.js';
import { dateWords } from '../../../platform/dates.js';
import { previewBound } from '../properties/bound/bound-preview.js';
import { roleOptions } from '../properties/options.js';
import { useEditing, useSessionStore } from '../session/use-editing.js';
import { type Cell, shownColumns } from './table-model.js';

interface Props {
  cell: Cell;
  label: string;
  text: string;
  editing: 'no' | 'over' | 'typing';
  startTyping: () => void;
  commit: (cell: Cell, text: string, then: Cell | null) => void;
  cancel: () => void;
  apply: (operation: Operation) => void;
}

/** The field of the cell one is in. */
export function CellEditor(props: Props) {
  const { cell } = props;
  const column = tableColumns.find(({ id }) => id === cell.column);
  if (column?.editing.startsWith('choice') === true) return <ChoiceEditor {...props} />;
  return <TextEditor {...props} />;
}

/** How a rule is typed: without what rolls it off rest days, which is kept from before. */
const typedForm = (text: string): string => text.replace(/，遇休息日.*$|, on a rest day .*$/, '');

/** The deadline that typing changes, as it is typed. */
function useDeadlineText({ row }: Cell): string {
  const { language } = useWords();
  const template = useEditing((editing) => editing.template);
  const base = useEditing((editing) => editing.base);
  const step = template.steps[row];
  if (step === undefined) return '';
  const bound = step.deadlines[boundInTable(row, step, base ?? undefined) ?? ''];
  return bound === undefined ? '' : typedForm(describeBound(bound, template, language));
}

/**
 * One field for looking and for typing: it is there, unseen, as soon as one is in the cell, so that an input method
 * composes into it from the first key.
 */
function TextEditor({ cell, label, text, editing, startTyping, commit, cancel }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const deadline = useDeadlineText(cell);
  const was = cell.column === 'deadline' ? deadline : text;
  const shown = editing !== 'no';
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    if (editing === 'over') {
      element.value = was;
      element.focus();
      element.select();
    } else if (editing === 'no') element.value = '';
  }, [editing, was]);
  const next = (down: number, right: number): Cell => {
    const at = shownColumns.findIndex(({ id }) => id === cell.column);
    const column = shownColumns[Math.min(Math.max(at + right, 0), shownColumns.length - 1)]?.id ?? cell.column;
    const ids = [...document.querySelectorAll<HTMLElement>('.task-table .cell.task')].map(({ id }) => id.slice(5, -5));
    const row = ids[Math.min(Math.max(ids.indexOf(cell.row) + down, 0), ids.length - 1)] ?? cell.row;
    return { row, column };
  };
  const take = (then: Cell | null): void => {
    const value = (field.current?.value ?? '').trim();
    // Typing nothing over a cell is no way to empty it by mistake: that is what Delete is for.
    commit(cell, value === was ? text : value, then);
  };
  return (
    <>
      <textarea
        ref={field}
        rows={1}
        className={shown ? 'cell-field' : 'cell-field ghost'}
        aria-label={label}
        maxLength={400}
        spellCheck={false}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          if (!shown) startTyping();
        }}
        onCompositionStart={() => {
          if (!shown) startTyping();
        }}
        onBlur={() => {
          if (shown) take(null);
        }}
        onKeyDown={(event) => {
          if (!shown || event.nativeEvent.isComposing) return;
          if (event.key === 'Enter' && !event.altKey) {
            event.preventDefault();
            event.stopPropagation();
            take(next(event.shiftKey ? -1 : 1, 0));
          } else if (event.key === 'Tab') {
            event.preventDefault();
            event.stopPropagation();
            take(next(0, event.shiftKey ? -1 : 1));
          } else if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            if (field.current !== null) field.current.value = was;
            cancel();
          }
        }}
      />
      {shown && cell.column === 'deadline' && <DeadlineHint row={cell.row} typed={typed ?? was} cancel={cancel} />}
    </>
  );
}

/** What the typed date comes to, and the way to rules that cannot be typed. */
function DeadlineHint({ row, typed, cancel }: { row: string; typed: string; cancel: () => void }) {
  const { t, language } = useWords();
  const session = useSessionStore();
  const template = useEditing((editing) => editing.template);
  const like = Object.values(template.steps[row]?.deadlines ?? {})[0];
  const bound = readDeadline(typed, template.window, like);
  const day =
    bound === null ? null : previewBound(template, pointer('steps', row), bound, calendarNamed(template.calendar));
  return (
    <span className="deadline-hint" role="status">
      {day === null ? (
        <span>{t('table.deadline.examples')}</span>
      ) : (
        <span className={day.workingDay ? 'works' : 'rests'}>
          {t(day.workingDay ? 'table.deadline.works' : 'table.deadline.rests', {
            date: dateWords(day.date, language),
          })}
          {day.provisional ? ` ${t('table.deadline.provisional')}` : ''}
        </span>
      )}
      <button
        type="button"
        // Before the field loses the focus, which would take what was typed.
        onMouseDown={(event) => {
          event.preventDefault();
          cancel();
          session.getState().show(pointer('steps', row, 'deadlines'));
        }}
      >
        {t('table.deadline.more')}
      </button>
    </span>
  );
}

function ChoiceEditor({ cell, label, cancel, apply }: Props) {
  const { local } = useWords();
  const template = useEditing((editing) => editing.template);
  const step = template.steps[cell.row];
  const [chosen, setChosen] = useState<string[]>(() => step?.supporting ?? []);
  if (step === undefined) return null;
  const path = pointer('steps', cell.row, cell.column);
  const several = cell.column === 'supporting';
  const options =
    cell.column === 'mandate'
      ? MANDATES.map((value) => ({ value, label: local(MANDATE_WORDS[value]) }))
      : roleOptions(template, local).filter(({ value }) => !several || value !== step.lead);
  const common = {
    className: 'cell-choice',
    size: 'small',
    autoFocus: true,
    defaultOpen: true,
    showSearch: { optionFilterProp: 'label' },
    'aria-label': label,
    popupMatchSelectWidth: false,
    options,
    onKeyDown: (event: React.KeyboardEvent) => {
      event.stopPropagation();
      if (event.key === 'Escape') cancel();
    },
  } as const;
  if (several) {
    const same = chosen.length === step.supporting.length && chosen.every((id) => step.supporting.includes(id));
    return (
      <Select
        {...common}
        mode="multiple"
        value={chosen}
        onChange={setChosen}
        onOpenChange={(open) => {
          if (open) return;
          if (!same) apply({ op: 'set-field', path, value: chosen });
          cancel();
        }}
      />
    );
  }
  return (
    <Select
      {...common}
      value={cell.column === 'mandate' ? step.mandate : step.lead}
      onChange={(value: string) => apply({ op: 'set-field', path, value })}
      onOpenChange={(open) => {
        if (!open) cancel();
      }}
    />
  );
}
