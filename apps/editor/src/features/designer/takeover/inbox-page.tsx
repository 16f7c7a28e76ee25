import { Alert, Button, Empty } from 'antd';
import { Link } from 'react-router';
import { instantWords } from '../../../platform/dates.js';
import { useWords } from '../../../platform/language.js';
import { usePageTitle } from '../../../shell/header-title.js';
import { LoadFailure } from '../../../shell/load-failure.js';
import { Spinner } from '../../../shell/spinner.js';
import { StateTag } from '../adapting/state-tag.js';
import { useInbox, usePending } from './inbox-data.js';
import { InboxLine } from './inbox-line.js';
import { InboxLines } from './inbox-lines.js';
import { InvitationLines } from './invitation-lines.js';
import { waitsFor } from './waits.js';
import '../adapting/adapting.css';
import './takeover.css';

/** All that waits for the reader: updates from above, those that were reminded of first; then what else is to be looked at. */
export function InboxPage() {
  const { t, local, language } = useWords();
  const pending = usePending();
  const inbox = useInbox();
  usePageTitle(t('inbox.title'));
  if (pending.isError) return <LoadFailure error={pending.error} retry={() => void pending.refetch()} />;
  if (inbox.isError) return <LoadFailure error={inbox.error} retry={() => void inbox.refetch()} />;
  if (pending.data === undefined || inbox.data === undefined) return <Spinner />;
  const entries = pending.data
    .filter(({ may }) => may.design)
    .toSorted((a, b) => Number(b.reminded !== null) - Number(a.reminded !== null));
  return (
    <div className="level-page">
      <header>
        <Link to="/designs" className="back">
          ‹ {t('designs.title')}
        </Link>
        <h1>{t('inbox.title')}</h1>
      </header>
      {entries.length === 0 && Object.values(inbox.data).every((lines) => lines.length === 0) ? (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={
            <>
              <strong>{t('inbox.empty.title')}</strong>
              <br />
              {t('inbox.empty.text')}
            </>
          }
        />
      ) : (
        <ul className="inbox">
          {entries.map((design) => (
            <InboxLine
              key={design.id}
              of={design}
              action={
                <Link to={`/designs/${design.id}${waitsFor(design) === 'publishing' ? '' : '/takeover'}`}>
                  <Button type="primary" tabIndex={-1}>
                    {t(waitsFor(design) === 'publishing' ? 'inbox.publish' : 'takeover.open')}
                  </Button>
                </Link>
              }
            >
              <p>
                {design.above !== null &&
                  t('inbox.above', { unit: local(design.above.unit.name), number: design.above.number })}{' '}
                {waitsFor(design) === 'publishing' ? (
                  <StateTag tone="wait">{t('designs.pending.drafted')}</StateTag>
                ) : (
                  design.update !== null && (
                    <StateTag tone={design.update.state === 'automatic' ? 'calm' : 'wait'}>
                      {design.update.conflicts === 0
                        ? t('inbox.simple')
                        : t('inbox.conflicts', { count: design.update.conflicts })}
                    </StateTag>
                  )
                )}
              </p>
              {design.reminded !== null && (
                <Alert
                  type="warning"
                  showIcon
                  title={t('inbox.reminded', {
                    name: design.reminded.by === null ? '' : local(design.reminded.by.name),
                    time: instantWords(design.reminded.at, language),
                  })}
                />
              )}
            </InboxLine>
          ))}
          <InvitationLines invitations={inbox.data.invitations} />
          <InboxLines inbox={inbox.data} />
        </ul>
      )}
    </div>
  );
}
