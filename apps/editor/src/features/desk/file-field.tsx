import { DeleteOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Button, Upload } from 'antd';
import { useState } from 'react';
import { type Evidence, hashOf } from '@gangmu/core';
import { useWords } from '../../platform/language.js';

/** Marks of classified papers: such a file is not taken, whatever it holds. */
const CLASSIFIED = /秘密|机密|绝密/;
const LARGEST = 50 * 1024 * 1024;

interface Props {
  evidence: Extract<Evidence, { type: 'file' | 'photo' }>;
  id?: string;
  value?: string[];
  onChange?: (hashes: string[]) => void;
}

/**
 * Files are handed in by the hash of their content: the record proves which file was meant, the original stays with
 * the unit.
 */
export function FileField({ evidence, id, value = [], onChange }: Props) {
  const { t } = useWords();
  const [names, setNames] = useState<Record<string, string>>({});
  const [refused, setRefused] = useState<string | null>(null);
  const types = evidence.type === 'photo' ? ['jpg', 'jpeg', 'png', 'webp'] : evidence.allowed;
  const take = async (file: File): Promise<void> => {
    setRefused(null);
    if (CLASSIFIED.test(file.name)) return setRefused(t('file.classified'));
    if (file.size > LARGEST) return setRefused(t('file.large', { max: LARGEST / 1024 / 1024 }));
    if (!types.some((type) => file.name.toLowerCase().endsWith(`.${type}`)))
      return setRefused(t('file.type', { types: types.join(', ') }));
    // The core's own SHA-256: `crypto.subtle` is missing on plain-HTTP addresses.
    const hash = hashOf(new Uint8Array(await file.arrayBuffer()));
    setNames((before) => ({ ...before, [hash]: file.name }));
    if (!value.includes(hash)) onChange?.([...value, hash]);
  };
  return (
    <div id={id}>
      {value.map((hash) => (
        <div key={hash} style={{ display: 'flex', alignItems: 'center', gap: 6 }}>
          <span className="long-text">{names[hash] ?? hash.slice(0, 16)}</span>
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('file.remove', { name: names[hash] ?? hash.slice(0, 16) })}
            onClick={() => onChange?.(value.filter((each) => each !== hash))}
          />
        </div>
      ))}
      <Upload
        accept={types.map((type) => `.${type}`).join(',')}
        showUploadList={false}
        beforeUpload={(file) => {
          void take(file);
          return false;
        }}
        disabled={value.length >= evidence.max}
      >
        <Button icon={<PaperClipOutlined />} disabled={value.length >= evidence.max}>
          {t('file.choose')}
        </Button>
      </Upload>
      <p className={refused === null ? 'soft' : 'soft alert'} role={refused === null ? undefined : 'alert'}>
        {refused ?? t('file.kept')}
      </p>
    </div>
  );
}
