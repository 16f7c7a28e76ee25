import type { ReactNode } from 'react';
import { LanguageSwitch } from '../../shell/language-switch.js';
import { SampleStrip } from '../../shell/sample-strip.js';
import { Wordmark } from '../../shell/wordmark.js';
import '../../shell/layout.css';
import './sign-in.css';

/** The page before one is in: sign and language above, one sheet in the middle. */
export function Door({
  title,
  lead,
  wide = false,
  children,
}: {
  title: string;
  lead: string;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="door">
      <header>
        <div className="bar">
          <Wordmark />
          <LanguageSwitch />
        </div>
      </header>
      <main className={wide ? 'sheet wide' : 'sheet'}>
        <h1>{title}</h1>
        <p className="lead">{lead}</p>
        {children}
      </main>
      <SampleStrip />
    </div>
  );
}
