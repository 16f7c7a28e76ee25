import { useDeferredValue, useMemo, useState } from 'react';
import { type Finding, fixOperation } from '@gangmu/core';
import { Answerer } from './adapting/answerer.js';
import { AskVariance } from './adapting/ask-variance.js';
import { ProblemsPanel } from './problems/problems-panel.js';
import { ToDecide } from './problems/to-decide.js';
import { PropertiesPanel } from './properties/properties-panel.js';
import { LiveSheetProvider } from './properties/sheet.js';
import { liveSheet } from './session/live-sheet.js';
import { useEditing, useSessionStore } from './session/use-editing.js';

const answererIn = (design: string) => (path: string) => <Answerer design={design} path={path} />;

/** What is selected, and its fields. */
export function PropertiesSlot() {
  const session = useSessionStore();
  const base = useEditing((editing) => editing.base);
  const selection = useEditing((editing) => editing.selection);
  const shown = useEditing((editing) => editing.shown);
  const [asking, setAsking] = useState<string | null>(null);
  const sheet = useMemo(
    () => liveSheet(session, { askVariance: setAsking, answerer: answererIn(session.getState().design) }),
    [session],
  );
  return (
    <LiveSheetProvider value={sheet}>
      <PropertiesPanel selection={selection} shown={shown} />
      {asking !== null && base !== null && (
        <AskVariance design={session.getState().design} template={base} path={asking} close={() => setAsking(null)} />
      )}
    </LiveSheetProvider>
  );
}

/** What was found; a click goes to the place. */
export function ProblemsSlot() {
  const session = useSessionStore();
  // Only names the places: a long list may say a title a moment later than the key that changed it.
  const template = useDeferredValue(useEditing((editing) => editing.template));
  const findings = useEditing((editing) => editing.findings);
  const checked = useEditing((editing) => editing.checked);
  const readOnly = useEditing((editing) => editing.readOnly);
  const { apply, show } = session.getState();
  const fix = (finding: Finding): void => {
    const operation = fixOperation(finding);
    if (operation !== null) apply(operation);
  };
  return (
    <>
      {readOnly === null && <ToDecide />}
      <ProblemsPanel
        template={template}
        findings={findings}
        checked={checked}
        goTo={show}
        fix={readOnly === null ? fix : undefined}
      />
    </>
  );
}
