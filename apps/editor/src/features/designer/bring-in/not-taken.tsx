import { type Finding, say } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';

/** What could not be read from a file, and remarks on how it was read. */
export function NotTaken({ findings }: { findings: readonly Finding[] }) {
  const { t, language } = useWords();
  if (findings.length === 0) return null;
  const text = ({ code, params }: Finding): string => {
    const { line } = params;
    const words = say(language, code, params);
    return typeof line === 'number' ? t('table.import.line', { line, text: words }) : words;
  };
  const refused = findings.filter(({ severity }) => severity !== 'info').map(text);
  const remarks = findings.filter(({ severity }) => severity === 'info').map(text);
  return (
    <aside>
      {refused.length > 0 && (
        <section className="refused" aria-label={t('table.import.refused')}>
          <h3>
            {t('table.import.refused')} <small>{refused.length}</small>
          </h3>
          <ul>
            {refused.map((words, index) => (
              <li key={`${index} ${words}`}>{words}</li>
            ))}
          </ul>
        </section>
      )}
      {remarks.map((words, index) => (
        <p key={`${index} ${words}`} className="remark">
          {words}
        </p>
      ))}
    </aside>
  );
}
