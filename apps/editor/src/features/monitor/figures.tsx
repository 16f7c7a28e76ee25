import type { CampaignFigures } from '@gangmu/contract';
import type { WordKey } from '../../words/words.js';
import { useWords } from '../../platform/language.js';

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${Math.floor((part / whole) * 1000) / 10}%`;

/** The few numbers that say how a campaign stands. */
export function Figures({ figures }: { figures: CampaignFigures }) {
  const { t, language } = useWords();
  const number = (value: number): string => value.toLocaleString(language);
  const { coverage } = figures;
  const rows: { key: WordKey; value: string; note: string; alert?: boolean }[] = [
    {
      key: 'figure.coverage',
      value: percent(coverage.running + coverage.exempt, coverage.inScope),
      note: t('figure.coverage.detail', {
        running: number(coverage.running),
        exempt: number(coverage.exempt),
        flagged: number(coverage.flagged),
      }),
      alert: coverage.flagged > 0,
    },
    {
      key: 'figure.done',
      value: number(figures.done),
      note: t('figure.done.detail', { opened: number(figures.total) }),
    },
    {
      key: 'figure.late',
      value: number(figures.lateNow),
      note: t('figure.late.detail', { incomplete: number(figures.incomplete) }),
      alert: figures.lateNow > 0,
    },
    {
      key: 'figure.held',
      value: percent(figures.heldOnTime, figures.held),
      note: t('figure.held.detail', { held: number(figures.held) }),
    },
    {
      key: 'figure.handed',
      value: percent(figures.handedInOnTime, figures.handedIn),
      note: t('figure.handed.detail', { handed: number(figures.handedIn) }),
    },
    {
      key: 'figure.returns',
      value: number(figures.returns),
      note: t('figure.returns.detail', { items: number(figures.returnedItems) }),
    },
  ];
  return (
    <dl className="panel figures">
      {rows.map(({ key, value, note, alert }) => (
        <div key={key}>
          <dt>{t(key)}</dt>
          <dd className={alert === true ? 'value alert' : 'value'}>{value}</dd>
          <dd className="note">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
