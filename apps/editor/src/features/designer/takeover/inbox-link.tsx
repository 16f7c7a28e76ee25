import { Link } from 'react-router';
import { useWords } from '../../../platform/language.js';
import { useInbox, usePending } from './inbox-data.js';

/** The way to what waits for the reader; nothing where nothing does. */
export function InboxLink({ mayDesign }: { mayDesign: boolean }) {
  const { t } = useWords();
  const pending = usePending(mayDesign);
  const inbox = useInbox(mayDesign);
  const updates = (pending.data ?? []).filter(({ may }) => may.design).length;
  const count = Object.values(inbox.data ?? {}).reduce((sum, lines) => sum + lines.length, updates);
  if (count === 0) return null;
  return (
    <Link to="/designs/inbox" className="inbox-link">
      {t('inbox.link', { count })}
    </Link>
  );
}
