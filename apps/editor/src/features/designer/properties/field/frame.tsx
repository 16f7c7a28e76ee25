import {
  ExclamationCircleFilled,
  InfoCircleFilled,
  PushpinFilled,
  PushpinOutlined,
  UndoOutlined,
  WarningFilled,
} from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../../../platform/language.js';
import { isNotable, LockSign } from './lock-sign.js';
import type { Field, Message } from './use-field.js';

const SIGNS = { error: ExclamationCircleFilled, warning: WarningFilled, info: InfoCircleFilled } as const;

/** What is to be said about a field, in the reader's language; sign and word carry the severity, not colour alone. */
export function Messages({ id, messages }: { id: string; messages: readonly Message[] }) {
  const { t } = useWords();
  if (messages.length === 0) return null;
  return (
    <ul className="field-messages" id={`${id}-said`} aria-live="polite">
      {messages.map(({ severity, text }) => {
        const Sign = SIGNS[severity];
        return (
          <li key={severity + text} className={severity}>
            <Sign aria-hidden />
            <span className="visually-hidden">{t(`severity.${severity}`)}</span>
            <span>{text}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** Keeps what stands as it does above until one is asked: seen where it is so, else where one's hand is. */
function KeepSign({ label, kept, keep }: { label: string; kept: boolean; keep: (on: boolean) => void }) {
  const { t } = useWords();
  return (
    <Tooltip title={t(kept ? 'props.field.kept' : 'props.field.keep.hint')}>
      <Button
        type="text"
        size="small"
        className={kept ? 'keep kept' : 'keep'}
        icon={kept ? <PushpinFilled aria-hidden /> : <PushpinOutlined aria-hidden />}
        aria-label={t('props.field.keep', { label })}
        aria-pressed={kept}
        onClick={() => keep(!kept)}
      />
    </Tooltip>
  );
}

interface FrameProps {
  label: string;
  path: string;
  help?: string | undefined;
  field: Field;
  /** Several controls under one name: a group instead of a label. */
  group?: boolean;
  /** A small control stands beside its name instead of beneath it. */
  beside?: boolean;
  /** The name is said already by the heading above; it is left to the screen reader. */
  unseen?: boolean;
  children: ReactNode;
}

/** A field with its name, its lock and what is to be said about it. */
export function Frame({
  label,
  path,
  help,
  field,
  group = false,
  beside = false,
  unseen = false,
  children,
}: FrameProps) {
  const { t } = useWords();
  return (
    <div
      className={`field${field.revert === null ? '' : ' changed'}${beside ? ' beside' : ''}`}
      data-path={path}
      {...(group ? { role: 'group', 'aria-labelledby': `${field.id}-name` } : {})}
    >
      <div
        className={
          unseen && !isNotable(field.lock) && field.revert === null && !field.kept ? 'visually-hidden' : 'field-name'
        }
      >
        {group ? <span id={`${field.id}-name`}>{label}</span> : <label htmlFor={field.id}>{label}</label>}
        {isNotable(field.lock) && <LockSign path={path} lock={field.lock} label={label} />}
        {field.revert !== null && (
          <Tooltip title={t('props.field.changed')}>
            <Button
              type="text"
              size="small"
              className="revert"
              icon={<UndoOutlined aria-hidden />}
              aria-label={t('props.field.revert', { label })}
              onClick={field.revert}
            />
          </Tooltip>
        )}
        {field.keep !== null && <KeepSign label={label} kept={field.kept} keep={field.keep} />}
      </div>
      {children}
      {help !== undefined && <p className="field-help">{help}</p>}
      <Messages id={field.id} messages={field.messages} />
    </div>
  );
}
