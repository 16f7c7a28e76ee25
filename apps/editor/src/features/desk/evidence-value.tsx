import { type Evidence, type EvidenceValue, type HeadCount, numberUnit, type TableRow } from '@gangmu/core';
import { dateWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import type { FilePlace } from './file-data.js';
import { FileLinks } from './file-links.js';

/** A value that is text or a number; anything else was not handed in through a form. */
const plain = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

interface Props {
  evidence: Evidence;
  value: EvidenceValue;
  /** The item it was handed in for. */
  place: FilePlace;
}

/** One value that was handed in, as its declaration says it is to be read. */
export function EvidenceValueText({ evidence, value, place }: Props) {
  const { t, local, language } = useWords();
  switch (evidence.type) {
    case 'head-count': {
      const { due, present, onLeave = 0, madeUp = 0 } = value as HeadCount;
      return <>{t('count.value', { due, present, onLeave, madeUp })}</>;
    }
    case 'date':
      return <>{dateWords(plain(value), language)}</>;
    case 'number':
      return <>{`${Number(value).toLocaleString(language)} ${local(numberUnit(evidence.unit))}`.trimEnd()}</>;
    case 'choice': {
      const chosen = Array.isArray(value) ? value.map(plain) : [plain(value)];
      return (
        <>
          {chosen
            .map((each) => local(evidence.options.find((option) => option.value === each)?.label ?? { zh: each }))
            .join(language === 'en' ? ', ' : '、')}
        </>
      );
    }
    case 'file':
    case 'photo':
      return <FileLinks place={place} hashes={value as string[]} />;
    case 'table': {
      const columns = Object.entries(evidence.columns).toSorted(([, a], [, b]) => a.order - b.order);
      return (
        <div className="value-table">
          <table>
            <thead>
              <tr>
                {columns.map(([id, column]) => (
                  <th key={id} scope="col">
                    {local(column.title)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {(value as TableRow[]).map((row, index) => (
                <tr key={index}>
                  {columns.map(([id, column]) => (
                    <td key={id}>
                      {local(
                        column.options?.find((option) => option.value === row[id])?.label ?? {
                          zh: String(row[id] ?? ''),
                        },
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    }
    default:
      return <span className="long-text">{plain(value)}</span>;
  }
}
