import { LockOutlined, UnlockOutlined } from '@ant-design/icons';
import { say } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { valueAt } from './place.js';
import { useSheetPart } from './sheet.js';

/** That an element comes from above, who says so, and what is open in it: said once, before all the locks. */
export function InheritedStrip({ path }: { path: string }) {
  const { t, language } = useWords();
  const { lock, own } = useSheetPart(({ base, lockAt }) => ({
    lock: base === null ? null : lockAt(path),
    own: valueAt(base, path) === undefined,
  }));
  if (lock === null) return null;
  if (own) return <p className="inherited own">{t('props.inherited.own')}</p>;
  const Sign = lock.may.set ? UnlockOutlined : LockOutlined;
  return (
    <p className="inherited">
      <Sign aria-hidden /> {say(language, lock.why.code, lock.why.params)}
    </p>
  );
}
