import type { ReactNode } from 'react';
import type { LocalText } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';

/** One thing that waits: of which design and unit, what it is, and what to press. */
export function InboxLine({
  of,
  action,
  children,
}: {
  of: { title: LocalText; unit: { name: LocalText } };
  action: ReactNode;
  children: ReactNode;
}) {
  const { local } = useWords();
  return (
    <li>
      <div>
        <h2>
          {local(of.title)} <small>{local(of.unit.name)}</small>
        </h2>
        {children}
      </div>
      {action}
    </li>
  );
}
