import { useConnection } from '../platform/connection.js';
import { useWords } from '../platform/language.js';

/** A small light: whether the page follows changes by itself. */
export function LiveSign() {
  const connection = useConnection();
  const { t } = useWords();
  if (connection.live === 'off') return null;
  // A stream notices late that nobody is at its other end.
  const live = connection.reachable ? connection.live : 'connecting';
  const word = t(live === 'on' ? 'live.on' : 'live.connecting');
  return (
    <span className={`live ${live}`} role="status" title={t('live.hint')} aria-label={word}>
      <i aria-hidden="true" />
      <span>{word}</span>
    </span>
  );
}
