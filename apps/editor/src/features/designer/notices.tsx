import { Alert, App, Button, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { say } from '@gangmu/core';
import { instantWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { BeginAdaptation } from './adapting/begin-adaptation.js';
import { dropCopy } from './session/local-copy.js';
import type { OpenedDesign } from './session/open-design.js';
import { useEditing, useSessionStore } from './session/use-editing.js';
import { waitsFor } from './takeover/waits.js';

interface Props {
  opened: OpenedDesign;
  person: string;
  reopen: (takeOver: boolean) => void;
}

/** What whoever edits has to know: somebody else is editing, took over; unsaved work was found; saving was refused. */
export function Notices({ opened, person, reopen }: Props) {
  const { t, local, language } = useWords();
  const { message } = App.useApp();
  const session = useSessionStore();
  const readOnly = useEditing((editing) => editing.readOnly);
  const saved = useEditing((editing) => editing.saved);
  const [kept, setKept] = useState(opened.kept);
  const notices = [];
  if (readOnly === 'other-editor')
    notices.push(
      <Alert
        key="held"
        banner
        type="warning"
        title={t('designer.held.text', { name: local(opened.holder?.name) })}
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
    const by = saved.kind === 'overtaken' ? saved.by : null;
    notices.push(
      <Alert
        key="overtaken"
        banner
        type="error"
        title={by === null ? t('designer.overtaken.unknown') : t('designer.overtaken.text', { name: local(by.name) })}
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
  if (kept !== null && readOnly === null) {
    const recover = (): void => {
      session.getState().replace(kept.template, kept.kept);
      if (session.getState().refused !== null) message.warning(t('designer.recover.locked'));
      setKept(null);
    };
    notices.push(
      <Alert
        key="kept"
        banner
        type="info"
        title={t('designer.recover.text', { time: instantWords(kept.at, language) })}
        action={
          <Space>
            <Button size="small" type="primary" onClick={recover}>
              {t('designer.recover.take')}
            </Button>
            <Button
              size="small"
              onClick={() => {
                void dropCopy(opened.design.id, person);
                setKept(null);
              }}
            >
              {t('designer.recover.drop')}
            </Button>
          </Space>
        }
      />,
    );
  }
  return <>{notices}</>;
}
