import { LockOutlined, WarningFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { say, type TableColumnId, tableColumns } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { dateWords } from '../../../platform/dates.js';
import { useEditing } from '../session/use-editing.js';
import { placeOfCell, type ShownRow } from './table-model.js';

/** Cells whose lock somebody above can lift. */
const ASKED_FOR: ReadonlySet<TableColumnId> = new Set(['task', 'lead', 'supporting', 'deadline', 'mandate']);

interface Props {
  row: ShownRow | undefined;
  column: TableColumnId;
  /** What stood against the last thing done here. */
  said: string | null;
  locked: string | null;
  /** Opens the way to ask the level above for a variance. */
  ask: ((path: string) => void) | undefined;
}

/** What there is to say about the cell one is in: all of its text, why it is locked, what is wrong with it. */
export function CellLine({ row, column, said, locked, ask }: Props) {
  const { t, local, language } = useWords();
  const findings = useEditing((editing) => editing.findings);
  if (row === undefined) return null;
  const title = tableColumns.find(({ id }) => id === column)?.title;
  const prefix = `/steps/${row.id}`;
  const [worst] = findings
    .filter(({ path, severity }) => severity !== 'info' && (path === prefix || path.startsWith(`${prefix}/`)))
    .toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  const above = row.changed[column];
  return (
    <div className="cell-line">
      <b>{local(title)}</b>
      <span className="text">
        {row.cells[column] === '' ? t('table.blank') : row.cells[column]}
        {column === 'deadline' && row.due !== null && ` · ${dateWords(row.due, language)}`}
        {above !== undefined && ` · ${t('table.above', { text: above === '' ? t('table.blank') : above })}`}
      </span>
      <span className={said === null ? 'why' : 'why said'} role="status" aria-live="polite">
        {said !== null ? (
          <>
            <WarningFilled aria-hidden /> {said}
          </>
        ) : locked !== null ? (
          <>
            <LockOutlined aria-hidden /> {locked}
          </>
        ) : worst !== undefined ? (
          <>
            <WarningFilled aria-hidden /> {say(language, worst.code, worst.params)}
          </>
        ) : (
          ''
        )}
      </span>
      {ask !== undefined && locked !== null && !row.editable[column] && ASKED_FOR.has(column) && (
        <Button size="small" onClick={() => ask(placeOfCell({ row: row.id, column }))}>
          {t('props.lock.variance')}
        </Button>
      )}
    </div>
  );
}
