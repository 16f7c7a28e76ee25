import { useMemo, useState } from 'react';
import { calendarNamed, type Finding, fixOperation, lockAt } from '@gangmu/core';
import { AskVariance } from './adapting/ask-variance.js';
import { ProblemsPanel } from './problems/problems-panel.js';
import { PropertiesPanel } from './properties/properties-panel.js';
import { type Sheet, SheetProvider } from './properties/sheet.js';
import { setBy } from './session/set-by.js';
import { useEditing, useSessionStore } from './session/use-editing.js';

/** What is selected, and its fields. */
export function PropertiesSlot() {
  const session = useSessionStore();
  const template = useEditing((editing) => editing.template);
  const base = useEditing((editing) => editing.base);
  const grants = useEditing((editing) => editing.grants);
  const provenance = useEditing((editing) => editing.provenance);
  const findings = useEditing((editing) => editing.findings);
  const selection = useEditing((editing) => editing.selection);
  const shown = useEditing((editing) => editing.shown);
  const readOnly = useEditing((editing) => editing.readOnly);
  const [asking, setAsking] = useState<string | null>(null);
  const sheet = useMemo((): Sheet => {
    const { apply, show } = session.getState();
    const lockOptions = {
      grants,
      ...(provenance === null ? {} : { setBy: (path: string) => setBy(provenance, path) }),
    };
    return {
      template,
      base,
      findings,
      calendar: calendarNamed(template.calendar),
      mayEdit: readOnly === null,
      lockAt: (path) => (base === null ? null : lockAt(base, path, lockOptions)),
      apply: (operation) => {
        const done = apply(operation, { quiet: true });
        return done.ok ? null : done.refusal;
      },
      change: (edits) => {
        const [only] = edits;
        // One field by itself: typing in it is one step back.
        const done = apply(
          edits.length === 1 && only?.op === 'set'
            ? { op: 'set-field', path: only.path, value: only.value }
            : { op: 'apply-fix', edits: [...edits] },
          { quiet: true },
        );
        return done.ok ? null : done.refusal;
      },
      show,
      ...(base === null ? {} : { askVariance: setAsking }),
    };
  }, [session, template, base, grants, provenance, findings, readOnly]);
  return (
    <SheetProvider value={sheet}>
      <PropertiesPanel selection={selection} shown={shown} />
      {asking !== null && base !== null && (
        <AskVariance design={session.getState().design} template={base} path={asking} close={() => setAsking(null)} />
      )}
    </SheetProvider>
  );
}

/** What was found; a click goes to the place. */
export function ProblemsSlot() {
  const session = useSessionStore();
  const template = useEditing((editing) => editing.template);
  const findings = useEditing((editing) => editing.findings);
  const checked = useEditing((editing) => editing.checked);
  const readOnly = useEditing((editing) => editing.readOnly);
  const { apply, show } = session.getState();
  const fix = (finding: Finding): void => {
    const operation = fixOperation(finding);
    if (operation !== null) apply(operation);
  };
  return (
    <ProblemsPanel
      template={template}
      findings={findings}
      checked={checked}
      goTo={show}
      fix={readOnly === null ? fix : undefined}
    />
  );
}
