import type { LocalText } from '@gangmu/core';
import { useWords } from '../../platform/language.js';

/** Completion of each phase, of what has been opened so far. */
export function PhaseShares({ shares }: { shares: { id: string; title: LocalText; done: number; total: number }[] }) {
  const { t, local, language } = useWords();
  return (
    <section className="panel">
      <h2>{t('phases.title')}</h2>
      <ul className="phases">
        {shares.map(({ id, title, done, total }) => (
          <li key={id}>
            <span className="name" title={local(title)}>
              {local(title)}
            </span>
            <span
              className="bar-track"
              role="progressbar"
              aria-label={local(title)}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={total === 0 ? 0 : Math.floor((done / total) * 100)}
            >
              <i style={{ width: total === 0 ? 0 : `${(done / total) * 100}%` }} />
            </span>
            <span className="share">
              {total === 0
                ? t('phases.none')
                : t('phases.share', { done: done.toLocaleString(language), total: total.toLocaleString(language) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
