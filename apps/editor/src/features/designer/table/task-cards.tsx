import { LockOutlined, RightOutlined } from '@ant-design/icons';
import { Empty } from 'antd';
import { tableColumns } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { plainDay } from '../plain-day.js';
import type { ShownSection } from './table-model.js';

const FACTS = ['lead', 'supporting', 'post', 'deadline', 'evidence'] as const;

/** The table on a phone: one card per task; a touch opens what can be changed. */
export function TaskCards({ sections, open }: { sections: readonly ShownSection[]; open: (step: string) => void }) {
  const { t, local, language } = useWords();
  if (sections.every(({ rows }) => rows.length === 0))
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('table.empty')} />;
  return (
    <div className="task-cards">
      {sections.map((section) => (
        <section key={section.id} aria-label={section.title}>
          <h2>
            {section.number}
            {language === 'zh' ? '、' : '. '}
            {section.title}
          </h2>
          <ul>
            {section.rows.map((row) => (
              <li key={row.id}>
                <button type="button" onClick={() => open(row.id)}>
                  <span className="title">
                    <small>{row.cells.number}</small>
                    <b>{row.cells.task}</b>
                    {row.local ? (
                      <span className="mark own">{t('designer.origin.local')}</span>
                    ) : row.editable.task ? (
                      <RightOutlined aria-hidden />
                    ) : (
                      <LockOutlined role="img" aria-label={t('table.locked')} aria-hidden={false} />
                    )}
                  </span>
                  <span className="facts">
                    {FACTS.filter((column) => row.cells[column] !== '').map((column) => (
                      <span key={column}>
                        <span className="name">{local(tableColumns.find(({ id }) => id === column)?.title)}</span>
                        <span>
                          {column === 'deadline' && row.due !== null
                            ? t('designer.card.due', { date: plainDay(row.due, language) })
                            : row.cells[column]}
                        </span>
                      </span>
                    ))}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
