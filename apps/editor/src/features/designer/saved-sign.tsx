import { CheckCircleOutlined, CloudOutlined, EyeOutlined, LoadingOutlined, WarningOutlined } from '@ant-design/icons';
import { useWords } from '../../platform/language.js';
import { DEFAULT_TIME_ZONE } from '../../platform/dates.js';
import { useEditing } from './session/use-editing.js';

/** Whether what was drawn is safe. */
export function SavedSign() {
  const { t, language } = useWords();
  const saved = useEditing((editing) => editing.saved);
  const readOnly = useEditing((editing) => editing.readOnly);
  const looking = readOnly === 'no-right' || readOnly === 'other-editor';
  const kind = looking ? 'read-only' : saved.kind;
  const icon =
    kind === 'read-only' ? (
      <EyeOutlined aria-hidden />
    ) : kind === 'saved' ? (
      <CheckCircleOutlined aria-hidden />
    ) : kind === 'waiting' ? (
      <CloudOutlined aria-hidden />
    ) : kind === 'saving' ? (
      <LoadingOutlined aria-hidden />
    ) : (
      <WarningOutlined aria-hidden />
    );
  const words =
    saved.kind === 'saved' && !looking
      ? saved.at === null
        ? t('designer.saved')
        : t('designer.saved.at', { time: clock(saved.at, language) })
      : t(`designer.saved.${kind as Exclude<typeof kind, 'saved'>}`);
  return (
    <span className={`saved-sign ${kind}`} role="status">
      {icon}
      <span>{words}</span>
    </span>
  );
}

const clock = (at: number, language: 'zh' | 'en'): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: DEFAULT_TIME_ZONE,
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(at);
