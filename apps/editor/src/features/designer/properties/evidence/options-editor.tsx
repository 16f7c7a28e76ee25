import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { TAGS, useWords } from '../../../../platform/language.js';
import { Frame } from '../field/frame.js';
import { useField } from '../field/use-field.js';
import { freshId } from '../place.js';

interface Option {
  value: string;
  label: { zh: string; en?: string };
}

/** The options of a choice, one line each, in both languages. Their ids stay when they are renamed. */
export function OptionsEditor({ path, label }: { path: string; label: string }) {
  const { t } = useWords();
  const field = useField(path, { deep: true });
  const options = (field.value ?? []) as Option[];
  // An option is stored once it has a name; until then it is being typed.
  const [typing, setTyping] = useState<string | null>(null);
  const set = (index: number, option: Option): boolean => field.set(options.toSpliced(index, 1, option), true);
  return (
    <Frame label={label} path={path} field={field} group>
      <ul className="option-lines">
        {options.map((option, index) => (
          <OptionLine
            key={option.value}
            number={index + 1}
            option={option}
            disabled={field.disabled}
            rename={(zh) => set(index, { ...option, label: { ...option.label, zh } })}
            translate={(en) => set(index, { ...option, label: { zh: option.label.zh, ...(en === '' ? {} : { en }) } })}
            {...(options.length > 1 ? { remove: () => field.set(options.toSpliced(index, 1)) } : {})}
          />
        ))}
        {typing !== null && (
          <li>
            <Input
              autoFocus
              size="small"
              value={typing}
              aria-label={t('props.options.zh', { number: options.length + 1 })}
              placeholder={t('props.options.placeholder')}
              onChange={({ target }) => setTyping(target.value)}
              onPressEnter={() => store()}
              onBlur={() => store()}
            />
          </li>
        )}
      </ul>
      {!field.disabled && (
        <Button size="small" type="dashed" icon={<PlusOutlined aria-hidden />} onClick={() => setTyping('')}>
          {t('props.options.add')}
        </Button>
      )}
    </Frame>
  );

  function store(): void {
    const name = typing?.trim() ?? '';
    setTyping(null);
    if (name === '') return;
    const taken = Object.fromEntries(options.map(({ value }) => [value, true]));
    field.set([...options, { value: freshId('o', taken), label: { zh: name } }]);
  }
}

interface LineProps {
  number: number;
  option: Option;
  disabled: boolean;
  rename: (zh: string) => boolean;
  translate: (en: string) => boolean;
  remove?: () => void;
}

function OptionLine({ number, option, disabled, rename, translate, remove }: LineProps) {
  const { t } = useWords();
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <li>
      <Input
        size="small"
        value={draft ?? option.label.zh}
        disabled={disabled}
        status={draft === '' ? 'error' : ''}
        lang={TAGS.zh}
        aria-label={t('props.options.zh', { number })}
        aria-invalid={draft === ''}
        maxLength={200}
        onChange={({ target }) => {
          setDraft(target.value);
          if (target.value !== '' && rename(target.value)) setDraft(null);
        }}
        onBlur={() => setDraft(null)}
      />
      <Input
        size="small"
        value={option.label.en ?? ''}
        disabled={disabled}
        lang={TAGS.en}
        aria-label={t('props.options.en', { number })}
        placeholder={t('props.text.en.short')}
        maxLength={200}
        onChange={({ target }) => translate(target.value)}
      />
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined aria-hidden />}
        disabled={disabled || remove === undefined}
        aria-label={t('props.options.remove', { number })}
        onClick={remove}
      />
    </li>
  );
}
