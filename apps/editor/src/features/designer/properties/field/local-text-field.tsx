import { type LocalText, retitled } from '@gangmu/core';
import { memo } from 'react';
import { TAGS, useWords } from '../../../../platform/language.js';
import { below } from '../place.js';
import { Frame } from './frame.js';
import { TextInput } from './text-field.js';
import { missing, useField } from './use-field.js';

interface Props {
  path: string;
  label: string;
  help?: string;
  rows?: number;
  /** Of each of the two. */
  maxLength?: number;
  /** Without Chinese there is no text: the field goes away, its English with it. */
  optional?: boolean;
}

/** Templates of old have plain text in some places that take both languages now. */
const asLocalText = (value: unknown): LocalText | undefined =>
  typeof value === 'string' ? { zh: value } : (value as LocalText | undefined);

/** A text in both languages, Chinese first. */
export const LocalTextField = memo(function LocalTextField({
  path,
  label,
  help,
  rows,
  maxLength = 4000,
  optional = false,
}: Props) {
  const { t } = useWords();
  const whole = useField(path, { deep: true });
  const zh = useField(below(path, 'zh'), { silent: true });
  const en = useField(below(path, 'en'), { silent: true });
  const text = asLocalText(whole.value);
  const { disabled, aria } = whole;
  const lines = rows === undefined ? {} : { rows };
  return (
    <Frame label={label} path={path} help={help} field={whole} group>
      <TextInput
        field={{ ...zh, value: text?.zh, aria, disabled }}
        {...lines}
        label={t('props.text.zh', { label })}
        lang={TAGS.zh}
        maxLength={maxLength}
        prefix={t('props.text.zh.short')}
        onText={(value) => {
          if (value !== '') return whole.set(retitled(text, value, 'zh'), true);
          if (optional) return whole.set(undefined, true);
          whole.refuse(missing(path));
          return false;
        }}
      />
      {text !== undefined && (
        <TextInput
          field={{ ...en, aria, disabled }}
          {...lines}
          label={t('props.text.en', { label })}
          lang={TAGS.en}
          placeholder={t('props.text.en.placeholder')}
          maxLength={maxLength}
          prefix={t('props.text.en.short')}
          onText={(value) => {
            if (text === undefined) return false;
            return whole.set(value === '' ? { zh: text.zh } : { zh: text.zh, en: value }, true);
          }}
        />
      )}
    </Frame>
  );
});
