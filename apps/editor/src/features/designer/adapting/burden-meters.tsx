import { useMemo, useState } from 'react';
import { Button } from 'antd';
import type { Template } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { burdenByCategory, type CategoryLoad } from './burden.js';

/** Categories shown at first: the fullest, and all that this level adds to. */
const FIRST = 4;

/** What the plan costs those below, by category, against what policy allows: moves while one edits. */
export function BurdenMeters({ base, template }: { base: Template; template: Template }) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  const loads = useMemo(() => burdenByCategory(base, template), [base, template]);
  const changed = ({ now, above, local }: CategoryLoad): boolean =>
    local > 0 || now.items !== above.items || now.minutes !== above.minutes || now.uploads !== above.uploads;
  const shown = loads.filter((load, index) => all || index < FIRST || changed(load));
  return (
    <section aria-labelledby="burden">
      <h3 id="burden">{t('adapting.burden')}</h3>
      <ul className="meters">
        {shown.map((load) => (
          <Meter key={load.category} load={load} />
        ))}
      </ul>
      {shown.length < loads.length && (
        <Button size="small" type="link" onClick={() => setAll(true)}>
          {t('adapting.burden.all', { count: loads.length })}
        </Button>
      )}
    </section>
  );
}

function Meter({ load }: { load: CategoryLoad }) {
  const { t, local } = useWords();
  const { now, above, limits, title } = load;
  const tooMany = limits.local !== null && load.local > limits.local;
  const over = now.minutes > limits.minutes;
  const delta = (is: number, was: number): string =>
    is === was ? '' : ` (${is > was ? '+' : '−'}${Math.abs(is - was)})`;
  const limited = (is: number, was: number, most: number | null): string =>
    `${is}${most === null ? '' : `/${most}`}${delta(is, was)}`;
  return (
    <li>
      <span className="name">{local(title)}</span>
      <span className={over ? 'figure over' : 'figure'}>
        {t('adapting.burden.minutes', {
          is: `${now.minutes}${delta(now.minutes, above.minutes)}`,
          max: limits.minutes,
        })}
      </span>
      <span
        className={over ? 'bar over' : 'bar'}
        role="meter"
        aria-valuemin={0}
        aria-valuemax={limits.minutes}
        aria-valuenow={Math.min(now.minutes, limits.minutes)}
        aria-valuetext={t('adapting.burden.minutes', { is: now.minutes, max: limits.minutes })}
        aria-label={local(title)}
      >
        <i style={{ width: `${Math.min(100, (100 * above.minutes) / limits.minutes)}%` }} />
        <b style={{ width: `${Math.min(100, (100 * now.minutes) / limits.minutes)}%` }} />
      </span>
      <small>
        {t('adapting.burden.items', { is: limited(now.items, above.items, limits.items) })} ·{' '}
        {t('adapting.burden.uploads', { is: limited(now.uploads, above.uploads, limits.uploads) })}
        {(load.local > 0 || tooMany) && (
          <span className={tooMany ? 'over' : ''}>
            {' · '}
            {t('adapting.burden.local', { is: limits.local === null ? load.local : `${load.local}/${limits.local}` })}
          </span>
        )}
      </small>
    </li>
  );
}
