import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { memo, useState } from 'react';
import { createPortal } from 'react-dom';
import { saveFile } from '../../../platform/file-content.js';
import { useWords } from '../../../platform/language.js';
import { useEditing, useSessionStore } from '../session/use-editing.js';
import { fileName, type FileKind, fileOf } from './files.js';
import { PrintSheets } from './print-sheets.js';

const OFFICE: readonly FileKind[] = ['xlsx', 'docx'];
const PICTURES: readonly FileKind[] = ['png', 'svg'];
const EXCHANGE: readonly FileKind[] = ['bpmn', 'json'];

/** The plan as a file, or on paper. */
export const ExportMenu = memo(function ExportMenu() {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const session = useSessionStore();
  const [busy, setBusy] = useState(false);
  const [printing, setPrinting] = useState(false);
  const make = async (kind: FileKind): Promise<void> => {
    const { template, base, grants, provenance } = session.getState();
    setBusy(true);
    try {
      saveFile(
        await fileOf(kind, template, { base, grants, provenance }, language),
        fileName(template, language, kind),
      );
    } catch {
      message.error(t('export.failed'));
    } finally {
      setBusy(false);
    }
  };
  const items = (kinds: readonly FileKind[]) => kinds.map((kind) => ({ key: kind, label: t(`export.${kind}`) }));
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...items(OFFICE),
            { type: 'divider' },
            { key: 'print', label: t('export.print') },
            ...items(PICTURES),
            { type: 'divider' },
            ...items(EXCHANGE),
          ],
          onClick: ({ key }) => {
            if (key === 'print') setPrinting(true);
            else void make(key as FileKind);
          },
        }}
      >
        <Button
          type="text"
          icon={<DownloadOutlined aria-hidden />}
          loading={busy}
          aria-label={t('export')}
          title={t('export')}
        />
      </Dropdown>
      {printing && createPortal(<Printed done={() => setPrinting(false)} />, document.body)}
    </>
  );
});

/** The template is followed only while it is being printed. */
function Printed({ done }: { done: () => void }) {
  const template = useEditing((editing) => editing.template);
  return <PrintSheets template={template} done={done} />;
}
