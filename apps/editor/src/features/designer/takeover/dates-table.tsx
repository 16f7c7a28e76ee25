import { Checkbox } from 'antd';
import { placeName, say, weightOf } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { type Line, type Update, wordsOf } from './questions.js';

interface Props {
  lines: readonly Line[];
  update: Update;
  ticked: ReadonlySet<string>;
  tick: (keys: readonly string[], on: boolean) => void;
}

/** Only dates and people differ: everything in one table, ticked is taken over. */
export function DatesTable({ lines, update, ticked, tick }: Props) {
  const { t, local, language } = useWords();
  const words = (value: unknown, path: string, template: Update['theirs']): string =>
    value === undefined ? t('takeover.none') : wordsOf(value, path, template, language);
  const free = lines.filter(({ mayKeep }) => mayKeep).map(({ key }) => key);
  const all = lines.every(({ key }) => ticked.has(key));
  return (
    <div className="dates-table" role="region" aria-label={t('takeover.table')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <Checkbox
                aria-label={t('takeover.table.all')}
                checked={all}
                indeterminate={!all && lines.some(({ key }) => ticked.has(key))}
                onChange={({ target }) => tick(free, target.checked)}
              />
            </th>
            <th scope="col">{t('takeover.table.place')}</th>
            <th scope="col">{t('takeover.table.sort')}</th>
            <th scope="col">{t('takeover.table.before')}</th>
            <th scope="col">{t('takeover.table.theirs')}</th>
            <th scope="col">{t('takeover.table.result')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, path, before, theirs, mine, contested, mayKeep, findings }) => {
            const name = local(placeName(update.theirs, path, update.mine));
            const taken = ticked.has(key);
            const weight = weightOf(path);
            return (
              <tr key={key} className={contested ? 'contested' : ''}>
                <td>
                  <Checkbox
                    checked={taken}
                    disabled={!mayKeep}
                    aria-label={t('takeover.table.take', { place: name })}
                    onChange={({ target }) => tick([key], target.checked)}
                  />
                </td>
                <th scope="row">
                  {name}
                  {contested && <em>{t('takeover.table.contested')}</em>}
                  {!mayKeep && (
                    <small>
                      {findings[0] === undefined
                        ? t('takeover.may-not-keep')
                        : say(language, findings[0].code, findings[0].params)}
                    </small>
                  )}
                </th>
                <td data-name={t('takeover.table.sort')}>{t(`takeover.weight.${weight}`)}</td>
                <td data-name={t('takeover.table.before')}>{words(before, path, update.baseTemplate)}</td>
                <td data-name={t('takeover.table.theirs')}>
                  <b>{words(theirs, path, update.theirs)}</b>
                </td>
                <td data-name={t('takeover.table.result')}>
                  {taken ? words(theirs, path, update.theirs) : words(mine, path, update.mine)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
