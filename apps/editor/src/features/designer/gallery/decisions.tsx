import { useWords } from '../../../platform/language.js';

/** Everything somebody has to look at, as sentences. */
export function Decisions({ lines, bare = false }: { lines: readonly string[]; bare?: boolean }) {
  const { t } = useWords();
  return (
    <section className={bare ? undefined : 'open-decisions'} aria-label={t('designs.decisions')}>
      {!bare && <h3>{t('designs.decisions.count', { count: lines.length })}</h3>}
      <ul>
        {lines.map((line, index) => (
          <li key={`${index} ${line}`}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
