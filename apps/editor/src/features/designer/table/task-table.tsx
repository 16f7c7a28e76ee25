import { Button, Empty, Segmented } from 'antd';
import { ImportOutlined, PlusOutlined } from '@ant-design/icons';
import { useMemo, useState } from 'react';
import { useWords } from '../../../platform/language.js';
import { FilePicker } from '../../../platform/file-picker.js';
import { useNarrow } from '../../../platform/use-narrow.js';
import { AskVariance } from '../adapting/ask-variance.js';
import { BringInPreview } from '../bring-in/bring-in-preview.js';
import { useEditing, useSessionStore } from '../session/use-editing.js';
import { CellLine } from './cell-line.js';
import { TaskCards } from './task-cards.js';
import { SectionHead, TaskTableRow } from './task-table-row.js';
import { filtered, keptSections, type RowFilter, shownColumns } from './table-model.js';
import { useCellEdits } from './use-cell-edits.js';
import { useCursor } from './use-cursor.js';
import { useTableClipboard } from './use-table-clipboard.js';
import { useTableHands } from './use-table-hands.js';
import { useTableKeys } from './use-table-keys.js';
import './table.css';

const FILTERS: readonly RowFilter[] = ['all', 'open', 'changed', 'problems'];
const ROOT_FILTERS: readonly RowFilter[] = ['all', 'problems'];

/** The table of tasks: the same template as on the canvas, edited like a spreadsheet. */
export function TaskTable() {
  const { t, language } = useWords();
  const session = useSessionStore();
  const template = useEditing((editing) => editing.template);
  const base = useEditing((editing) => editing.base);
  const grants = useEditing((editing) => editing.grants);
  const provenance = useEditing((editing) => editing.provenance);
  const findings = useEditing((editing) => editing.findings);
  const dates = useEditing((editing) => editing.dates);
  const readOnly = useEditing((editing) => editing.readOnly);
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

  const [asking, setAsking] = useState<string | null>(null);
  const cursor = useCursor(rows);
  const edits = useCellEdits(rows, above, cursor);
  const hands = useTableHands({ sections, go: edits.go, setEditing: edits.setEditing });
  const press = useTableKeys(rows, cursor, edits, hands);
  const { paste, copy, takeFile, preview, setPreview } = useTableClipboard(rows, above, cursor, edits);
  const { current, range } = cursor;
  const { editing, why } = edits;

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
            <FilePicker
              accept=".xlsx"
              size="small"
              icon={<ImportOutlined aria-hidden />}
              label={t('table.import')}
              take={(file) => void takeFile(file)}
            />
          )}
        </span>
      </div>
      {narrow ? (
        <TaskCards sections={sections} open={(id) => session.getState().show(`/steps/${id}`)} />
      ) : (
        // The grid handles the keys of all its cells.
        <div
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
                  go={edits.go}
                  begin={edits.begin}
                  startTyping={() => {
                    if (current === null) return;
                    const reason = why(current);
                    if (reason === null) edits.setEditing('typing');
                    else edits.tell(reason);
                  }}
                  commit={edits.commit}
                  cancel={() => {
                    edits.setEditing('no');
                    edits.tell(null);
                    if (current !== null) cursor.focus(current);
                  }}
                  apply={edits.apply}
                  hands={hands}
                />
              ))}
            </div>
          ))}
          {rows.length === 0 && (
            <div role="row">
              <div role="gridcell" aria-colspan={shownColumns.length}>
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
              </div>
            </div>
          )}
        </div>
      )}
      {!narrow && current !== null && (
        <CellLine
          row={rows.find(({ id }) => id === current.row)}
          column={current.column}
          said={edits.said}
          locked={readOnly === null ? why(current) : null}
          ask={base === null ? undefined : setAsking}
        />
      )}
      {asking !== null && base !== null && (
        <AskVariance design={session.getState().design} template={base} path={asking} close={() => setAsking(null)} />
      )}
      {preview !== null && <BringInPreview preview={preview} close={() => setPreview(null)} />}
    </div>
  );
}
