import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  DeleteOutlined,
  FormOutlined,
  LockOutlined,
  MoreOutlined,
  PlusOutlined,
} from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { memo } from 'react';
import { type Operation, type TableColumnId, tableColumns, stepKind } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { NamedIcon } from '../../../theme/icons.js';
import { plainDay } from '../plain-day.js';
import { CellEditor } from './cell-editor.js';
import { type Cell, cellElementId, type ShownRow, type ShownSection, shownColumns } from './table-model.js';
import type { TableHands } from './use-table-hands.js';

const OPENED_BY_CHOICE = new Set(
  tableColumns.filter(({ editing }) => editing.startsWith('choice')).map(({ id }) => id),
);
const isChoice = (column: TableColumnId): boolean => OPENED_BY_CHOICE.has(column);

interface Props {
  row: ShownRow;
  active: TableColumnId | null;
  editing: 'no' | 'over' | 'typing';
  range: readonly TableColumnId[] | null;
  readOnly: boolean;
  go: (cell: Cell, extend?: boolean) => void;
  begin: (cell: Cell, how: 'over') => void;
  startTyping: () => void;
  commit: (cell: Cell, text: string, then: Cell | null) => void;
  cancel: () => void;
  apply: (operation: Operation) => void;
  hands: TableHands;
}

const alike = (a: Props, b: Props): boolean =>
  a.row === b.row &&
  a.active === b.active &&
  a.editing === b.editing &&
  a.range === b.range &&
  a.readOnly === b.readOnly &&
  // What the row does is only asked of the row one is in.
  (b.active === null || (a.commit === b.commit && a.apply === b.apply && a.startTyping === b.startTyping)) &&
  a.hands === b.hands &&
  a.go === b.go;

/** One task. Rows outside the window are laid out by the browser only when they come near. */
export const TaskTableRow = memo(function TaskTableRow(props: Props) {
  const { row, active, editing, range, readOnly, go, begin } = props;
  const { t, local, language } = useWords();
  const kind = stepKind(row.kind);
  return (
    <div
      role="row"
      className={['table-row', row.local ? 'local' : '', active === null ? '' : 'current'].join(' ')}
      aria-selected={active !== null}
    >
      {shownColumns.map(({ id: column, title }) => {
        const cell: Cell = { row: row.id, column };
        const here = active === column;
        const locked = !row.editable[column] && column !== 'number' && column !== 'evidence';
        const above = row.changed[column];
        const editingHere = here && editing !== 'no';
        const typed = here && !isChoice(column) && row.editable[column] && !readOnly;
        return (
          <div
            key={column}
            id={cellElementId(row.id, column)}
            role={column === 'task' ? 'rowheader' : 'gridcell'}
            tabIndex={here && !typed ? 0 : -1}
            aria-readonly={readOnly || !row.editable[column]}
            className={[
              'cell',
              column,
              here ? 'active' : '',
              range?.includes(column) === true ? 'in-range' : '',
              locked ? 'locked' : '',
              above === undefined ? '' : 'changed',
              editingHere ? 'editing' : '',
            ].join(' ')}
            title={
              above === undefined ? undefined : t('table.above', { text: above === '' ? t('table.blank') : above })
            }
            onMouseDown={(event) => {
              if (editingHere || (event.target as HTMLElement).closest('.row-tools') !== null) return;
              event.preventDefault();
              // What is being typed elsewhere is taken first.
              (document.activeElement as HTMLElement | null)?.blur();
              go(cell, event.shiftKey);
            }}
            onDoubleClick={() => {
              if (!editingHere) begin(cell, 'over');
            }}
          >
            {!(editingHere && isChoice(column)) && (
              <span className="said">
                {column === 'task' && (
                  <span className="kind" title={local(kind?.title)}>
                    <NamedIcon name={kind?.icon} />
                  </span>
                )}
                {column === 'deadline' && row.due !== null && row.cells.deadline !== '' ? (
                  <>
                    <b>{plainDay(row.due, language)}</b>
                    <small>{row.cells.deadline}</small>
                  </>
                ) : (
                  <span>{row.cells[column]}</span>
                )}
                {locked && !readOnly && (
                  <LockOutlined className="lock" role="img" aria-label={t('table.locked')} aria-hidden={false} />
                )}
                {column === 'task' && (row.errors > 0 || row.warnings > 0) && (
                  <span className={row.errors > 0 ? 'mark error' : 'mark warning'}>
                    {row.errors > 0
                      ? t('designer.card.errors', { count: row.errors })
                      : t('designer.card.warnings', { count: row.warnings })}
                  </span>
                )}
                {column === 'task' && row.local && <span className="mark own">{t('designer.origin.local')}</span>}
                {above !== undefined && <span className="visually-hidden">{t('designer.origin.changed')}</span>}
              </span>
            )}
            {(typed || (editingHere && isChoice(column))) && (
              <CellEditor
                cell={cell}
                label={`${local(title)}${language === 'zh' ? '：' : ': '}${row.cells.task}`}
                text={row.cells[column]}
                editing={editing}
                startTyping={props.startTyping}
                commit={props.commit}
                cancel={props.cancel}
                apply={props.apply}
              />
            )}
            {column === 'number' && !readOnly && <RowTools {...props} />}
          </div>
        );
      })}
    </div>
  );
}, alike);

function RowTools({ row, hands, active }: Props) {
  const { t } = useWords();
  const free = row.local || row.editable.phase;
  return (
    <span className="row-tools">
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'below', icon: <PlusOutlined aria-hidden />, label: t('table.row.below') },
            { key: 'up', icon: <ArrowUpOutlined aria-hidden />, label: t('table.row.up'), disabled: !free },
            { key: 'down', icon: <ArrowDownOutlined aria-hidden />, label: t('table.row.down'), disabled: !free },
            { key: 'open', icon: <FormOutlined aria-hidden />, label: t('table.row.open') },
            { type: 'divider' },
            { key: 'remove', icon: <DeleteOutlined aria-hidden />, label: t('table.row.remove'), danger: true },
          ],
          onClick: ({ key }) => {
            if (key === 'below') hands.addBelow(row.id);
            if (key === 'up') hands.move(row.id, -1);
            if (key === 'down') hands.move(row.id, 1);
            if (key === 'open') hands.open(row.id);
            if (key === 'remove') hands.remove(row.id);
          },
        }}
      >
        <Button
          type="text"
          size="small"
          tabIndex={active === null ? -1 : 0}
          icon={<MoreOutlined aria-hidden />}
          aria-label={t('table.row.tools', { task: row.cells.task })}
        />
      </Dropdown>
    </span>
  );
}

/** The heading of a phase between the rows. */
export function SectionHead({ section, add }: { section: ShownSection; add: (() => void) | undefined }) {
  const { t, language } = useWords();
  return (
    <div role="row" className="table-row section">
      <div role="rowheader" aria-colspan={shownColumns.length} className="cell">
        <b>
          {section.number}
          {language === 'zh' ? '、' : '. '}
          {section.title}
        </b>
        <small>{t('table.count', { count: section.rows.length })}</small>
        {add !== undefined && (
          <span className="section-tools">
            <Button size="small" type="text" icon={<PlusOutlined aria-hidden />} onClick={add}>
              {t('table.add')}
            </Button>
          </span>
        )}
      </div>
    </div>
  );
}
