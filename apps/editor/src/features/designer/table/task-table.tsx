import { App, Button, Empty, Segmented, Upload } from 'antd';
import { ImportOutlined, PlusOutlined } from '@ant-design/icons';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type EditedRow, type Finding, lockAt, type Operation, say } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { useNarrow } from '../../../platform/use-narrow.js';
import { AskVariance } from '../adapting/ask-variance.js';
import { together } from '../canvas/hands.js';
import { useEditing, useSessionStore } from '../session/use-editing.js';
import { CellLine } from './cell-line.js';
import { pastedRows, type Preview, previewRows } from './edited-rows.js';
import { ImportPreview } from './import-preview.js';
import { TaskCards } from './task-cards.js';
import { SectionHead, TaskTableRow } from './task-table-row.js';
import {
  asTsv,
  type Cell,
  cellElementId,
  placeOfCell,
  filtered,
  keptSections,
  lockOptions,
  moved,
  rangeOf,
  type RowFilter,
  shownColumns,
} from './table-model.js';
import { useTableHands } from './use-table-hands.js';
import './table.css';

const FILTERS: readonly RowFilter[] = ['all', 'open', 'changed', 'problems'];
const ROOT_FILTERS: readonly RowFilter[] = ['all', 'problems'];

/** The table of tasks: the same template as on the canvas, edited like a spreadsheet. */
export function TaskTable() {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const session = useSessionStore();
  const template = useEditing((editing) => editing.template);
  const base = useEditing((editing) => editing.base);
  const grants = useEditing((editing) => editing.grants);
  const provenance = useEditing((editing) => editing.provenance);
  const findings = useEditing((editing) => editing.findings);
  const dates = useEditing((editing) => editing.dates);
  const readOnly = useEditing((editing) => editing.readOnly);
  const selection = useEditing((editing) => editing.selection);
  const narrow = useNarrow();
  const above = useMemo(() => ({ base, grants, provenance }), [base, grants, provenance]);

  const [filter, setFilter] = useState<RowFilter>('all');
  const [sectionsOf] = useState(keptSections);
  const all = useMemo(
    () => sectionsOf({ template, above, findings, dates, lang: language }),
    [sectionsOf, template, above, findings, dates, language],
  );
  const sections = useMemo(() => filtered(all, filter), [all, filter]);
  const rows = useMemo(() => sections.flatMap((section) => section.rows), [sections]);

  const [active, setActive] = useState<Cell | null>(null);
  const [anchor, setAnchor] = useState<Cell | null>(null);
  const [editing, setEditing] = useState<'no' | 'over' | 'typing'>('no');
  const [said, setSaid] = useState<string | null>(null);
  const [asking, setAsking] = useState<string | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const first = rows[0];
  const current = useMemo(
    (): Cell | null =>
      active !== null && rows.some(({ id }) => id === active.row)
        ? active
        : first === undefined
          ? null
          : { row: first.id, column: 'task' },
    [active, rows, first],
  );

  const focusCell = useCallback((cell: Cell) => {
    requestAnimationFrame(() => {
      const element = document.getElementById(cellElementId(cell.row, cell.column));
      (element?.querySelector<HTMLElement>('textarea') ?? element)?.focus();
      element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  }, []);
  const go = useCallback(
    (cell: Cell, extend = false) => {
      setActive(cell);
      setAnchor((before) => (extend ? (before ?? cell) : null));
      setEditing('no');
      setSaid(null);
      session.getState().select([`/steps/${cell.row}`]);
      focusCell(cell);
    },
    [session, focusCell],
  );
  // A step chosen elsewhere – found, a problem clicked – is shown here as well.
  const chosen = selection.length === 1 ? selection[0] : undefined;
  useEffect(() => {
    const id = chosen?.startsWith('/steps/') === true ? chosen.slice('/steps/'.length) : undefined;
    if (id === undefined || grid.current?.contains(document.activeElement) === true) return;
    document.getElementById(cellElementId(id, 'task'))?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const hands = useTableHands({ sections, go, setEditing });
  const why = (cell: Cell): string | null => {
    const row = rows.find(({ id }) => id === cell.row);
    if (row === undefined) return null;
    if (readOnly !== null) return t('table.read-only');
    if (cell.column === 'number') return t('table.number.why');
    if (cell.column === 'evidence') return t('table.evidence.why');
    if (row.editable[cell.column]) return null;
    if (cell.column === 'deadline' && Object.keys(template.steps[row.id]?.deadlines ?? {}).length > 1 && base === null)
      return say(language, 'table.several-deadlines', { step: template.steps[row.id]?.title ?? '' });
    if (base === null) return null;
    const { why: reason } = lockAt(base, placeOfCell(cell), lockOptions(above));
    return say(language, reason.code, reason.params);
  };
  const begin = (cell: Cell, how: 'over' | 'typing'): void => {
    const reason = why(cell);
    setActive(cell);
    setAnchor(null);
    if (reason !== null) {
      setSaid(reason);
      if (cell.column === 'evidence') session.getState().show(`/steps/${cell.row}/evidence`);
      return;
    }
    setSaid(null);
    setEditing(how);
  };
  /** Carries edited rows out, or says what stands against it. Answers whether anything was refused. */
  const carryOut = (edited: readonly EditedRow[]): boolean => {
    const { operations, findings: found } = previewRows(session.getState().template, above, edited, { lang: language });
    const [wrong] = found.filter(({ severity }) => severity !== 'info');
    if (wrong !== undefined) setSaid(say(language, wrong.code, wrong.params));
    else setSaid(null);
    if (operations.length > 0) {
      const done = session.getState().apply(together(operations), { quiet: true });
      if (!done.ok) setSaid(say(language, done.refusal.code, done.refusal.params));
      return !done.ok;
    }
    return wrong !== undefined;
  };
  const commit = (cell: Cell, text: string, then: Cell | null): void => {
    const row = rows.find(({ id }) => id === cell.row);
    if (row !== undefined && row.cells[cell.column] !== text) {
      const refused = carryOut([{ id: cell.row, cells: { [cell.column]: text } }]);
      if (refused && then !== null) return;
    }
    setEditing('no');
    if (then !== null) {
      setActive(then);
      session.getState().select([`/steps/${then.row}`]);
      focusCell(then);
    }
  };
  const apply = (operation: Operation): void => {
    const done = session.getState().apply(operation, { quiet: true });
    setSaid(done.ok ? null : say(language, done.refusal.code, done.refusal.params));
  };
  const show = (edited: readonly EditedRow[], found: readonly Finding[], whole: boolean): void => {
    const made = previewRows(session.getState().template, above, edited, { lang: language, whole });
    setPreview({ ...made, findings: [...found, ...made.findings] });
  };

  const range = useMemo(
    () => (anchor === null || current === null ? null : rangeOf(rows, shownColumns, anchor, current)),
    [anchor, current, rows],
  );
  const press = (event: React.KeyboardEvent): void => {
    if (current === null || editing !== 'no' || event.nativeEvent.isComposing) return;
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const command = ctrlKey || metaKey;
    if ((event.target as HTMLElement).closest('.row-tools, .section-tools') !== null) return;
    const done = (): void => event.preventDefault();
    if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      done();
      hands.move(current.row, key === 'ArrowUp' ? -1 : 1);
      return focusCell(current);
    }
    if (altKey) return;
    // The field in the cell has nothing to take back: what is meant is the table.
    if (command && (key === 'z' || key === 'y' || key === 'Z')) {
      done();
      if (key === 'z' && !shiftKey) session.getState().undo();
      else session.getState().redo();
      return focusCell(current);
    }
    const next = moved(rows, shownColumns, current, key, command);
    if (next !== null) {
      done();
      if (shiftKey) setAnchor((before) => before ?? current);
      setActive(next);
      if (!shiftKey) setAnchor(null);
      setSaid(null);
      session.getState().select([`/steps/${next.row}`]);
      return focusCell(next);
    }
    if (key === 'Enter' && command) {
      done();
      return hands.addBelow(current.row);
    }
    if (key === 'Enter' || key === 'F2') {
      done();
      return begin(current, 'over');
    }
    if (key === 'Tab') {
      const at = shownColumns.findIndex(({ id }) => id === current.column) + (shiftKey ? -1 : 1);
      const column = shownColumns[at]?.id;
      // At the end of a row the table is left, so that nobody is caught in it.
      if (column === undefined) return;
      done();
      return go({ row: current.row, column });
    }
    if (key === 'Delete' || key === 'Backspace') {
      done();
      const { rows: ids, columns } = range ?? { rows: [current.row], columns: [current.column] };
      const clears = columns.filter((column) => column === 'post' || column === 'supporting' || column === 'deadline');
      if (clears.length === 0) {
        setSaid(why(current) ?? t('table.clear.why'));
        return;
      }
      carryOut(ids.map((id) => ({ id, cells: Object.fromEntries(clears.map((column) => [column, ''])) })));
      return;
    }
    if (key === 'Escape') {
      setAnchor(null);
      setSaid(null);
      return;
    }
    // Typing over a choice opens it; over text it goes to the field that stands in the cell already.
    if (key.length === 1 && !command && !(event.target instanceof HTMLTextAreaElement)) {
      done();
      begin(current, 'over');
    }
  };
  const paste = (event: React.ClipboardEvent): void => {
    if (current === null || editing !== 'no') return;
    const text = event.clipboardData.getData('text/plain');
    if (text.trim() === '') return;
    event.preventDefault();
    if (readOnly !== null) return setSaid(t('table.read-only'));
    const read = pastedRows(text, { rows, row: current.row, columns: shownColumns, column: current.column });
    const [only] = read.rows;
    const one = read.rows.length === 1 && only?.id !== undefined && Object.keys(only.cells).length === 1;
    if (one && !read.whole) carryOut(read.rows);
    else if (read.rows.length === 0) setSaid(t('table.paste.nothing'));
    else show(read.rows, read.findings, false);
  };
  const copy = (event: React.ClipboardEvent): void => {
    if (current === null || editing !== 'no') return;
    event.preventDefault();
    const { rows: ids, columns } = range ?? { rows: [current.row], columns: [current.column] };
    event.clipboardData.setData(
      'text/plain',
      asTsv(
        rows.filter(({ id }) => ids.includes(id)),
        columns,
      ),
    );
  };
  const takeFile = async (file: File): Promise<void> => {
    const { readWorkbook } = await import('@gangmu/documents');
    const read = await readWorkbook(new Uint8Array(await file.arrayBuffer()));
    if (!read.ok) {
      const [finding] = read.findings;
      message.error(finding === undefined ? t('table.import.unreadable') : say(language, finding.code, finding.params));
      return;
    }
    show(read.rows, read.findings, true);
  };

  const rangeRows = useMemo(() => new Set(range?.rows ?? []), [range]);
  const steps = Object.keys(template.steps).length;
  return (
    <div className="task-table-page">
      <div className="table-bar">
        <Segmented
          size="small"
          aria-label={t('table.filter')}
          value={filter}
          onChange={setFilter}
          options={(base === null ? ROOT_FILTERS : FILTERS).map((value) => ({
            value,
            label: t(`table.filter.${value}`),
          }))}
        />
        {readOnly === null && !narrow && <span className="hint">{t('table.hint')}</span>}
        <span className="right">
          {readOnly === null && (
            <Upload
              accept=".xlsx"
              showUploadList={false}
              beforeUpload={(file) => {
                void takeFile(file);
                return false;
              }}
            >
              <Button size="small" icon={<ImportOutlined aria-hidden />}>
                {t('table.import')}
              </Button>
            </Upload>
          )}
        </span>
      </div>
      {narrow ? (
        <TaskCards sections={sections} open={(id) => session.getState().show(`/steps/${id}`)} />
      ) : (
        // The grid handles the keys of all its cells.
        <div
          ref={grid}
          className="task-table"
          role="grid"
          aria-label={t('table.label')}
          aria-rowcount={steps + 1}
          aria-colcount={shownColumns.length}
          aria-readonly={readOnly !== null}
          onKeyDown={press}
          onPaste={paste}
          onCopy={copy}
        >
          <div className="table-row head" role="row">
            {shownColumns.map(({ id, title }) => (
              <div key={id} role="columnheader" className={`cell ${id}`}>
                {language === 'en' ? (title.en ?? title.zh) : title.zh}
              </div>
            ))}
          </div>
          {sections.map((section) => (
            <div key={section.id} role="rowgroup" className="table-section" aria-label={section.title}>
              <SectionHead
                section={section}
                add={readOnly === null && section.open && filter === 'all' ? () => hands.addTo(section.id) : undefined}
              />
              {section.rows.map((row) => (
                <TaskTableRow
                  key={row.id}
                  row={row}
                  active={current?.row === row.id ? current.column : null}
                  editing={current?.row === row.id ? editing : 'no'}
                  range={rangeRows.has(row.id) ? (range?.columns ?? null) : null}
                  readOnly={readOnly !== null}
                  go={go}
                  begin={begin}
                  startTyping={() => {
                    if (current === null) return;
                    const reason = why(current);
                    if (reason === null) setEditing('typing');
                    else setSaid(reason);
                  }}
                  commit={commit}
                  cancel={() => {
                    setEditing('no');
                    setSaid(null);
                    if (current !== null) focusCell(current);
                  }}
                  apply={apply}
                  hands={hands}
                />
              ))}
            </div>
          ))}
          {rows.length === 0 && (
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={t(filter === 'all' ? 'table.empty' : 'table.empty.filtered')}
            >
              {filter === 'all' && readOnly === null && all[0] !== undefined && all[0].open && (
                <Button icon={<PlusOutlined aria-hidden />} onClick={() => hands.addTo(all[0]?.id ?? '')}>
                  {t('table.add')}
                </Button>
              )}
            </Empty>
          )}
        </div>
      )}
      {!narrow && current !== null && (
        <CellLine
          row={rows.find(({ id }) => id === current.row)}
          column={current.column}
          said={said}
          locked={readOnly === null ? why(current) : null}
          ask={base === null ? undefined : setAsking}
        />
      )}
      {asking !== null && base !== null && (
        <AskVariance design={session.getState().design} template={base} path={asking} close={() => setAsking(null)} />
      )}
      {preview !== null && (
        <ImportPreview
          preview={preview}
          close={() => setPreview(null)}
          confirm={() => {
            setPreview(null);
            const { operations } = preview;
            if (operations.length === 0) return;
            const done = session.getState().apply(together(operations));
            if (done.ok) message.success(t('table.import.done', { count: preview.sentences.length }));
          }}
        />
      )}
    </div>
  );
}
