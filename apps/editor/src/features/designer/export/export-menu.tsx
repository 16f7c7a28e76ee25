import { DownloadOutlined } from '@ant-design/icons';
import type { Design } from '@gangmu/contract';
import type { MadeFrom } from '@gangmu/core';
import { App, Button, Dropdown } from 'antd';
import { memo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { saveFile } from '../../../platform/file-content.js';
import { useWords } from '../../../platform/language.js';
import type { WordKey } from '../../../words/words.js';
import { BringInPreview } from '../bring-in/bring-in-preview.js';
import { fileBrought } from '../bring-in/file-brought.js';
import type { Preview } from '../bring-in/preview.js';
import { publishedBy } from '../bring-in/published.js';
import { readDesignFile } from '../gallery/read-design-file.js';
import { UnreadableFile } from '../gallery/source.js';
import { useEditing, useSessionStore } from '../session/use-editing.js';
import { fileName, type FileKind, fileOf } from './files.js';
import { PrintSheets } from './print-sheets.js';

const madeFrom = (version: Design['published']): MadeFrom | undefined =>
  version === null ? undefined : { hash: version.hash, number: version.number };

const OFFICE: readonly FileKind[] = ['xlsx', 'docx'];
const PICTURES: readonly FileKind[] = ['png', 'svg'];
const EXCHANGE: readonly FileKind[] = ['bpmn', 'json'];

/** The plan as a file, on paper, and out of a file after one has seen what it would change. */
export const ExportMenu = memo(function ExportMenu({ applies, published }: Pick<Design, 'applies' | 'published'>) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const session = useSessionStore();
  const [busy, setBusy] = useState(false);
  const [printing, setPrinting] = useState(false);
  const [preview, setPreview] = useState<Preview | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const adapting = useEditing((editing) => editing.base !== null);
  const readOnly = useEditing((editing) => editing.readOnly !== null);
  const take = async (file: File): Promise<void> => {
    setBusy(true);
    try {
      const read = await readDesignFile(file);
      setPreview(await fileBrought(read, session.getState(), publishedBy, language));
    } catch (error) {
      message.error(t((error instanceof UnreadableFile ? error.code : 'designs.file.unreadable') as WordKey));
    } finally {
      setBusy(false);
    }
  };
  const make = async (kind: FileKind): Promise<void> => {
    const { template, kept, base, grants, provenance } = session.getState();
    setBusy(true);
    try {
      saveFile(
        await fileOf(
          kind,
          { template, kept },
          { base, grants, provenance, applies, madeFrom: madeFrom(published) },
          language,
        ),
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
            ...items(adapting ? [...EXCHANGE, 'adaptation'] : EXCHANGE),
            { type: 'divider' },
            { key: 'import', label: t('export.import'), disabled: readOnly },
          ],
          onClick: ({ key }) => {
            if (key === 'print') setPrinting(true);
            else if (key === 'import') input.current?.click();
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
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('export.import')}
        accept=".json,.bpmn,.xml,.xlsx"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // The same file once more is a change as well.
          target.value = '';
          if (file !== undefined) void take(file);
        }}
      />
      {preview !== null && <BringInPreview preview={preview} close={() => setPreview(null)} />}
      {printing && createPortal(<Printed done={() => setPrinting(false)} />, document.body)}
    </>
  );
});

/** The template is followed only while it is being printed. */
function Printed({ done }: { done: () => void }) {
  const template = useEditing((editing) => editing.template);
  return <PrintSheets template={template} done={done} />;
}
