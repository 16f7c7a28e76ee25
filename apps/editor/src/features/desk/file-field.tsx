import { DeleteOutlined, PaperClipOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Progress, Upload } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { LARGEST_FILE, PHOTO_ENDINGS, ProblemResponse } from '@gangmu/contract';
import { type Evidence, hasMarkedName } from '@gangmu/core';
import { useWords } from '../../platform/language.js';
import { type FilePlace, filesKey, sizeWords, uploadFile, useFiles } from './file-data.js';
import { shrinkPhoto } from './shrink-photo.js';

interface Props {
  evidence: Extract<Evidence, { type: 'file' | 'photo' }>;
  /** Id of the evidence within its step. */
  name: string;
  place: FilePlace;
  id?: string;
  value?: string[];
  onChange?: (hashes: string[]) => void;
}

/** Files are uploaded at once and handed in by the hash of their content; photos are shrunk before they leave. */
export function FileField({ evidence, name, place, id, value = [], onChange }: Props) {
  const { t } = useWords();
  const queries = useQueryClient();
  const { data: uploaded = [] } = useFiles(place);
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  // Several chosen at once arrive before the form has rendered the first.
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  const queue = useRef(Promise.resolve());
  const types = evidence.type === 'photo' ? PHOTO_ENDINGS : evidence.allowed;

  const take = async (file: File): Promise<void> => {
    if (latest.current.length >= evidence.max) return setRefused(t('file.many', { max: evidence.max }));
    if (hasMarkedName(file.name)) return setRefused(t('file.classified'));
    if (!types.some((type) => file.name.toLowerCase().endsWith(`.${type.toLowerCase()}`)))
      return setRefused(t('file.type', { types: types.join(', ') }));
    if (file.size > LARGEST_FILE) return setRefused(t('file.large', { max: LARGEST_FILE / 1024 / 1024 }));
    setSending({ name: file.name, share: 0 });
    try {
      const content = evidence.type === 'photo' ? await shrinkPhoto(file) : { name: file.name, content: file };
      const { hash } = await uploadFile({ ...place, evidence: name }, content, (share) =>
        setSending({ name: file.name, share }),
      );
      await queries.invalidateQueries({ queryKey: filesKey(place) });
      if (!latest.current.includes(hash)) {
        latest.current = [...latest.current, hash];
        onChange?.(latest.current);
      }
    } catch (error) {
      setRefused(error instanceof ProblemResponse ? error.message : t('file.failed', { name: file.name }));
    } finally {
      setSending(null);
    }
  };
  const known = new Map(uploaded.map((file) => [file.hash, file]));
  const full = value.length >= evidence.max;
  return (
    <div id={id}>
      {value.map((hash) => {
        const file = known.get(hash);
        const shown = file?.name ?? hash.slice(0, 16);
        return (
          <div key={hash} style={{ display: 'flex', alignItems: 'center', gap: 6 }}>
            <span className="long-text">{shown}</span>
            {file !== undefined && <span className="soft">{sizeWords(file.size)}</span>}
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('file.remove', { name: shown })}
              onClick={() => onChange?.(value.filter((each) => each !== hash))}
            />
          </div>
        );
      })}
      {sending !== null && (
        <div role="status">
          <span className="long-text">{t('file.sending', { name: sending.name })}</span>
          <Progress percent={Math.round(sending.share * 100)} size="small" />
        </div>
      )}
      <Upload
        accept={types.map((type) => `.${type}`).join(',')}
        multiple={evidence.max > 1}
        showUploadList={false}
        beforeUpload={(file) => {
          setRefused(null);
          queue.current = queue.current.then(() => take(file));
          return false;
        }}
        disabled={full}
      >
        <Button icon={<PaperClipOutlined />} disabled={full} loading={sending !== null}>
          {t('file.choose')}
        </Button>
      </Upload>
      {refused !== null && (
        <p className="soft alert" role="alert">
          {refused}
        </p>
      )}
      <p className="soft">{t('file.notice')}</p>
    </div>
  );
}
