import { Alert, Button } from 'antd';
import { Link } from 'react-router';
import { say } from '@gangmu/core';
import { instantWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { BeginAdaptation } from './adapting/begin-adaptation.js';
import { RecoverNotice } from './recover-notice.js';
import type { OpenedDesign } from './session/open-design.js';
import { useEditing, useSessionStore } from './session/use-editing.js';
import { waitsFor } from './takeover/waits.js';

interface Props {
  opened: OpenedDesign;
  reopen: (takeOver: boolean) => void;
}

/** What whoever edits has to know: somebody else is editing, took over; unsaved work was found; saving was refused. */
export function Notices({ opened, reopen }: Props) {
  const { t, local, language } = useWords();
  const session = useSessionStore();
  const readOnly = useEditing((editing) => editing.readOnly);
  const saved = useEditing((editing) => editing.saved);
  const notices = [];
  if (readOnly === 'other-editor')
    notices.push(
      <Alert
        key="held"
        banner
        type="warning"
        title={
          opened.holder?.own === true
            ? t('designer.held.own')
            : t('designer.held.text', { name: local(opened.holder?.name) })
        }
        action={
          <Button size="small" onClick={() => reopen(true)}>
            {t('designer.held.take')}
          </Button>
        }
      />,
    );
  if (readOnly === 'no-right')
    notices.push(
      <Alert
        key="right"
        banner
        type="info"
        title={t('designer.no-right.text')}
        action={<BeginAdaptation design={opened.design} />}
      />,
    );
  const waits = opened.design.may.design ? waitsFor(opened.design) : null;
  if (waits !== null) {
    const { reminded } = opened.design;
    const told =
      reminded === null
        ? ''
        : t('inbox.reminded', {
            name: local(reminded.by?.name),
            time: instantWords(reminded.at, language),
          });
    notices.push(
      <Alert
        key="pending"
        banner
        type={reminded === null ? 'info' : 'warning'}
        title={`${t(waits === 'takeover' ? 'designer.updated.text' : 'designer.updated.drafted')}${told}`}
        action={
          waits === 'takeover' && (
            <Link to={`/designs/${opened.design.id}/takeover`}>
              <Button size="small" type="primary" tabIndex={-1}>
                {t('takeover.open')}
              </Button>
            </Link>
          )
        }
      />,
    );
  }
  if (readOnly === 'overtaken') {
    const { by, unsaved } = saved.kind === 'overtaken' ? saved : { by: null, unsaved: false };
    const what = t(
      by === null ? 'designer.overtaken.unknown' : by.own ? 'designer.overtaken.own' : 'designer.overtaken.text',
      {
        name: local(by?.name),
      },
    );
    notices.push(
      <Alert
        key="overtaken"
        banner
        type="error"
        title={`${what}${unsaved ? t('designer.overtaken.kept') : ''}`}
        action={
          <Button size="small" onClick={() => reopen(true)}>
            {t('designer.overtaken.back')}
          </Button>
        }
      />,
    );
  }
  if (saved.kind === 'refused') {
    const [finding] = saved.findings;
    notices.push(
      <Alert
        key="refused"
        banner
        type="error"
        title={t('designer.refused.text', {
          reason: finding === undefined ? '' : say(language, finding.code, finding.params),
        })}
        action={
          <Button size="small" onClick={() => session.getState().undo()}>
            {t('designer.refused.undo')}
          </Button>
        }
      />,
    );
  }
  if (readOnly === null) notices.push(<RecoverNotice key="kept" opened={opened} />);
  return <>{notices}</>;
}
