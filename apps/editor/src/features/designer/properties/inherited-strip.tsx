import { LockOutlined, UnlockOutlined } from '@ant-design/icons';
import { say } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { valueAt } from './place.js';
import { useSheet } from './sheet.js';

/** That an element comes from above, who says so, and what is open in it: said once, before all the locks. */
export function InheritedStrip({ path }: { path: string }) {
  const { t, language } = useWords();
  const { base, lockAt } = useSheet();
  const lock = lockAt(path);
  if (base === null || lock === null) return null;
  if (valueAt(base, path) === undefined) return <p className="inherited own">{t('props.inherited.own')}</p>;
  const Sign = lock.may.set ? UnlockOutlined : LockOutlined;
  return (
    <p className="inherited">
      <Sign aria-hidden /> {say(language, lock.why.code, lock.why.params)}
    </p>
  );
}
