import { Link } from 'react-router';
import { useWords } from '../../../platform/language.js';
import { usePending } from './inbox-page.js';

/** The way to updates that wait for the reader; nothing where none does. */
export function InboxLink({ mayDesign }: { mayDesign: boolean }) {
  const { t } = useWords();
  const pending = usePending(mayDesign);
  const count = (pending.data ?? []).filter(({ may }) => may.design).length;
  if (count === 0) return null;
  return (
    <Link to="/designs/inbox" className="inbox-link">
      {t('inbox.link', { count })}
    </Link>
  );
}
