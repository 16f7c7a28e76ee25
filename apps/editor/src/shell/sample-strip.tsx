import { useSystem } from '../features/access/session.js';
import { useWords } from '../platform/language.js';
import { instantWords } from '../platform/dates.js';

/** Tells invented data from an office's own, on every page. */
export function SampleStrip() {
  const system = useSystem();
  const { t, language } = useWords();
  if (system.data?.sample !== true) return null;
  return (
    <div className="strip sample" role="note">
      {t('sample.banner')}
      {system.data.steppedClock && <span>{t('sample.stepped', { now: instantWords(system.data.now, language) })}</span>}
    </div>
  );
}
