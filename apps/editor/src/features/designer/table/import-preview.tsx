import { Alert, Modal } from 'antd';
import { say, type Sentence } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import type { Preview } from './edited-rows.js';

const GROUPS = ['added', 'changed', 'refused'] as const;
const groupOf = ({ kind }: Sentence): 'added' | 'changed' => (kind === 'added' ? 'added' : 'changed');

interface Props {
  preview: Preview;
  close: () => void;
  confirm: () => void;
}

/** What pasting or importing would do, before it is done: added, changed, refused – in words. */
export function ImportPreview({ preview, close, confirm }: Props) {
  const { t, language } = useWords();
  const { sentences, findings, operations } = preview;
  const refused = findings.filter(({ severity }) => severity !== 'info');
  const remarks = findings.filter(({ severity }) => severity === 'info');
  const lines = {
    added: sentences.filter((one) => groupOf(one) === 'added').map(({ code, params }) => say(language, code, params)),
    changed: sentences
      .filter((one) => groupOf(one) === 'changed')
      .map(({ code, params }) => say(language, code, params)),
    refused: refused.map(({ code, params }) =>
      typeof params['line'] === 'number'
        ? t('table.import.line', { line: params['line'], text: say(language, code, params) })
        : say(language, code, params),
    ),
  };
  return (
    <Modal
      open
      title={t('table.import.title')}
      width={680}
      okText={t('table.import.ok')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: operations.length === 0 }}
      onOk={confirm}
      onCancel={close}
    >
      <div className="import-preview" role="region" aria-label={t('table.import.title')} tabIndex={0}>
        {operations.length === 0 && (
          <Alert type="info" showIcon title={t(refused.length === 0 ? 'table.import.same' : 'table.import.none')} />
        )}
        {GROUPS.map(
          (group) =>
            lines[group].length > 0 && (
              <section key={group} className={group} aria-label={t(`table.import.${group}`)}>
                <h3>
                  {t(`table.import.${group}`)} <small>{lines[group].length}</small>
                </h3>
                <ul>
                  {lines[group].map((line, index) => (
                    <li key={`${index} ${line}`}>{line}</li>
                  ))}
                </ul>
              </section>
            ),
        )}
        {remarks.map(({ code, params }) => (
          <p key={`${code} ${JSON.stringify(params)}`} className="remark">
            {say(language, code, params)}
          </p>
        ))}
      </div>
    </Modal>
  );
}
