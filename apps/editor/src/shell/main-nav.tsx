import { NavLink, useLocation } from 'react-router';
import type { Me } from '@gangmu/contract';
import { useSession } from '../features/access/session.js';
import { settingsFor } from '../features/settings/settings-pages.js';
import { useWords } from '../platform/language.js';
import type { WordKey } from '../words/words.js';

interface Area {
  to: string;
  words: WordKey;
  /** Shown to whom; to everybody where not said. */
  for?: (me: Me) => boolean;
}
/** The areas of the editor. The first is what everything that belongs to no other is part of. */
const AREAS: readonly Area[] = [
  { to: '/', words: 'nav.campaigns' },
  { to: '/designs', words: 'nav.designs' },
  { to: '/ledger', words: 'nav.ledger', for: ({ permissions }) => permissions.includes('ledger:read') },
  { to: '/settings', words: 'nav.settings', for: (me) => settingsFor(me).length > 0 },
];

/** The ways to the areas somebody may enter. */
export function MainNav() {
  const { t } = useWords();
  const { pathname } = useLocation();
  const session = useSession();
  const me = session.data ?? null;
  const here = AREAS.findLast(({ to }) => pathname === to || pathname.startsWith(`${to}/`)) ?? AREAS[0];
  return (
    <nav className="main-nav" aria-label={t('nav.label')}>
      {AREAS.filter((area) => area.for === undefined || (me !== null && area.for(me))).map((area) => (
        <NavLink key={area.to} to={area.to} className={area === here ? 'here' : ''}>
          {t(area.words)}
        </NavLink>
      ))}
    </nav>
  );
}
