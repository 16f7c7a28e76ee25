import { useWords } from '../../../platform/language.js';
import { dictionaries, type WordKey } from '../../../words/words.js';

interface Line {
  code: string;
  text: string;
}

/** More of one sort than this are folded under what they have in common. */
const FEW = 5;
const isWord = (key: string): key is WordKey => Object.hasOwn(dictionaries.zh, key);

/** Everything somebody has to look at, as sentences; many of one sort under one line. */
export function Decisions({ lines }: { lines: readonly Line[] }) {
  const { t } = useWords();
  const groups = new Map<string, Line[]>();
  for (const line of lines) groups.set(line.code, [...(groups.get(line.code) ?? []), line]);
  const list = (shown: readonly Line[]) => (
    <ul>
      {shown.map(({ text }, index) => (
        <li key={`${index} ${text}`}>{text}</li>
      ))}
    </ul>
  );
  return (
    <section className="open-decisions" aria-label={t('designs.decisions')} tabIndex={0}>
      <h3>{t('designs.decisions.count', { count: lines.length })}</h3>
      {[...groups].map(([code, shown]) => {
        const key = `designs.${code}`;
        return shown.length > FEW && isWord(key) ? (
          <details key={code}>
            <summary>{t(key, { count: shown.length })}</summary>
            {list(shown)}
          </details>
        ) : (
          <div key={code}>{list(shown)}</div>
        );
      })}
    </section>
  );
}
