import { Suspense, useState } from 'react';
import { Outlet } from 'react-router';
import { ConnectionStrip } from './connection-strip.js';
import { HeaderTitleContext } from './header-title.js';
import { LanguageSwitch } from './language-switch.js';
import { LiveSign } from './live-sign.js';
import { MainNav } from './main-nav.js';
import { PersonMenu } from './person-menu.js';
import { SampleStrip } from './sample-strip.js';
import { Spinner } from './spinner.js';
import { Wordmark } from './wordmark.js';
import { useWords } from '../platform/language.js';
import './layout.css';

/** What every page behind the sign-in has around it. */
export function Layout() {
  const { t } = useWords();
  const [title, setTitle] = useState<string | null>(null);
  return (
    <HeaderTitleContext value={setTitle}>
      <div className="page">
        <a className="skip" href="#content">
          {t('skip.to.content')}
        </a>
        <header className="header">
          <Wordmark />
          <MainNav />
          {title !== null && (
            <span className="campaign-name" title={title}>
              {title}
            </span>
          )}
          <div className="right">
            <LiveSign />
            <LanguageSwitch />
            <PersonMenu />
          </div>
        </header>
        <SampleStrip />
        <ConnectionStrip />
        <main id="content" className="content" tabIndex={-1} style={{ outline: 'none' }}>
          <Suspense fallback={<Spinner />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </HeaderTitleContext>
  );
}
