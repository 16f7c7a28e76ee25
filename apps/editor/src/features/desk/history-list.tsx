import { instantWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { eventSentence } from './event-sentence.js';
import { useHistory } from './run-data.js';

/** What happened to an item, latest first, as sentences. */
export function HistoryList({ run, item, version }: { run: string; item: string; version: number }) {
  const words = useWords();
  const history = useHistory(run, item, version);
  if (history.data === undefined) return <p className="soft">{words.t(history.isError ? 'load.failed' : 'loading')}</p>;
  if (history.data.length === 0) return <p className="soft">{words.t('item.history.none')}</p>;
  return (
    <ol className="history">
      {history.data.map((entry) => (
        <li key={entry.seq}>
          <time dateTime={new Date(entry.at).toISOString()}>{instantWords(entry.at, words.language)}</time>
          {eventSentence(entry, words)}
        </li>
      ))}
    </ol>
  );
}
