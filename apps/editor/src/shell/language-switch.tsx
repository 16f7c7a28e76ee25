import { Segmented } from 'antd';
import { changeLanguage, LANGUAGES, TAGS, useWords, type Language } from '../platform/language.js';

/** 中文 / English. */
export function LanguageSwitch() {
  const { language, t } = useWords();
  return (
    <Segmented<Language>
      aria-label={t('language.label')}
      size="small"
      value={language}
      onChange={changeLanguage}
      options={LANGUAGES.map((value) => ({
        value,
        label: <span lang={TAGS[value]}>{value === 'zh' ? '中文' : 'EN'}</span>,
      }))}
    />
  );
}
