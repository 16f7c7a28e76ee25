import { Alert, App, Button, Space } from 'antd';
import { useMemo, useState } from 'react';
import { instantWords } from '../../platform/dates.js';
import { useWords } from '../../platform/language.js';
import { BringInPreview } from './bring-in/bring-in-preview.js';
import type { Preview } from './bring-in/preview.js';
import { madeOn, recoveryOf } from './bring-in/recovery.js';
import { dropCopy } from './session/local-copy.js';
import type { OpenedDesign } from './session/open-design.js';
import { useSessionStore } from './session/use-editing.js';

/** Unsaved work that this browser kept: put onto the draft, whatever was saved since, or let go. */
export function RecoverNotice({ opened }: { opened: OpenedDesign }) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const session = useSessionStore();
  const [left, setLeft] = useState(opened.kept);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [copy] = left;
  const moved = useMemo(
    () => copy !== undefined && !madeOn(copy, { template: opened.template, kept: opened.marks }, opened.base),
    [copy, opened],
  );
  if (copy === undefined) return null;
  const settled = (): void => {
    setPreview(null);
    setLeft(left.filter((one) => one !== copy));
  };
  const taken = (): void => {
    settled();
    // Until the server has it, what was kept stays kept.
    const stop = session.subscribe(({ saved }) => {
      if (saved.kind !== 'saved') return;
      stop();
      void dropCopy(copy);
    });
  };
  const drop = (): void => {
    void dropCopy(copy);
    settled();
  };
  const recover = (): void => {
    const { template, kept, replace, ...above } = session.getState();
    const recovery = recoveryOf(copy, { template, kept }, above);
    if (recovery === null) {
      message.info(t('designer.recover.nothing'));
      return drop();
    }
    const { draft, count, clear } = recovery;
    if (!clear || !replace(draft.template, draft.kept, { quiet: true }).ok) return setPreview(recovery.preview);
    message.success(t(moved ? 'designer.recover.merged' : 'designer.recover.done', { count }));
    taken();
  };
  return (
    <>
      <Alert
        banner
        type="info"
        title={t(moved ? 'designer.recover.moved' : 'designer.recover.text', {
          time: instantWords(copy.at, language),
        })}
        action={
          <Space>
            <Button size="small" type="primary" onClick={recover}>
              {t('designer.recover.take')}
            </Button>
            <Button size="small" onClick={drop}>
              {t('designer.recover.drop')}
            </Button>
          </Space>
        }
      />
      {preview !== null && <BringInPreview preview={preview} close={() => setPreview(null)} taken={taken} />}
    </>
  );
}
