import { LockOutlined, UnlockOutlined } from '@ant-design/icons';
import { isVariancePlace, type PlaceLock, say, variancePlace } from '@gangmu/core';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../../platform/language.js';
import { useLiveSheet } from '../sheet.js';

/** Whether there is anything to say about a lock: what is simply open needs no sign. */
export const isNotable = (lock: PlaceLock | null): lock is PlaceLock =>
  lock !== null && (!lock.may.set || lock.only !== undefined || lock.grant !== undefined);

/** The lock at a place: who set it, on what authority, what is open all the same, and the way to ask for more. */
export function LockSign({ path, lock, label }: { path: string; lock: PlaceLock; label: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      placement="left"
      open={open}
      onOpenChange={setOpen}
      content={<LockReason path={path} lock={lock} asked={() => setOpen(false)} />}
    >
      <Button
        type="text"
        size="small"
        className="lock-sign"
        icon={lock.may.set ? <UnlockOutlined aria-hidden /> : <LockOutlined aria-hidden />}
        aria-label={t('props.lock.why', { label })}
        aria-haspopup="dialog"
      />
    </Popover>
  );
}

/** Why a place is locked and what may be done all the same, in sentences. */
export function LockReason({ path, lock, asked }: { path: string; lock: PlaceLock; asked?: () => void }) {
  const { t, language } = useWords();
  const { base, askVariance, answerer } = useLiveSheet().get();
  const place = base === null ? path : variancePlace(base, path);
  // Of a whole list of the plan nobody gives leave, nor of what is not in it.
  const maySend = !lock.may.set && askVariance !== undefined && base !== null && isVariancePlace(base, place);
  return (
    <div className="lock-reason">
      <p>{say(language, lock.why.code, lock.why.params)}</p>
      {!lock.may.set && <p className="soft">{t(`props.lock.open.${lock.mandate}`)}</p>}
      {maySend && answerer?.(place)}
      {maySend && (
        <Button
          size="small"
          onClick={() => {
            asked?.();
            askVariance(path);
          }}
        >
          {t('props.lock.variance')}
        </Button>
      )}
    </div>
  );
}
