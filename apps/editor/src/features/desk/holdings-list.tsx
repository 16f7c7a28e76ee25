import { minuteWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import type { WordKey } from '../../words/words.js';
import type { RunItem } from './run-model.js';

type Holding = RunItem['holdings'][number];

const HOLDERS: Record<Holding['holder'], WordKey> = {
  unit: 'holder.unit',
  reviewer: 'holder.reviewer',
  superior: 'holder.superior',
};

/** Who had the item, from when to when, against which limit of their own: nobody is late for another's delay. */
export function HoldingsList({ holdings, now }: { holdings: readonly Holding[]; now: number }) {
  const { t, language } = useWords();
  return (
    <ol className="holdings">
      {holdings.map((holding, index) => {
        const late = holding.limit !== null && (holding.until ?? now) > holding.limit;
        return (
          <li key={index}>
            <b>{t(HOLDERS[holding.holder])}</b>
            <span>
              {minuteWords(holding.from, language)} –{' '}
              {holding.until === undefined ? t('holder.now') : minuteWords(holding.until, language)}
            </span>
            {holding.limit !== null && (
              <span className={late ? 'alert' : 'soft'}>
                {t('holder.limit', { date: minuteWords(holding.limit, language) })}
                {late && ` · ${t('holder.late')}`}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
