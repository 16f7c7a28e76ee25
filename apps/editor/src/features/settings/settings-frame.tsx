import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { useWords } from '../../platform/language.js';
import { usePageTitle } from '../../shell/header-title.js';
import { MissingPage } from '../../shell/missing-page.js';
import { useSession } from '../access/session.js';
import { type SettingsPageId, settingsFor } from './settings-pages.js';
import './settings.css';

interface Props {
  here: SettingsPageId;
  /** Buttons beside the heading. */
  tools?: ReactNode;
  children: ReactNode;
}

/** What stands around each page of the settings: its heading, and the ways to the others. */
export function SettingsFrame({ here, tools, children }: Props) {
  const { t } = useWords();
  const session = useSession();
  const pages = settingsFor(session.data);
  usePageTitle(t(`settings.${here}.title`));
  if (!pages.includes(here)) return <MissingPage />;
  return (
    <div className="settings">
      <nav aria-label={t('settings.nav')}>
        {pages.map((page) => (
          <NavLink key={page} to={`/settings/${page}`}>
            {t(`settings.${page}.title`)}
          </NavLink>
        ))}
      </nav>
      <header>
        <h1>{t(`settings.${here}.title`)}</h1>
        {tools}
      </header>
      <p className="soft">{t(`settings.${here}.about`)}</p>
      {children}
    </div>
  );
}
