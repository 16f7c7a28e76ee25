import { Button, Drawer } from 'antd';
import { useMemo, useState } from 'react';
import {
  applyEdits,
  applyOperation,
  type Edit,
  lintTemplate,
  lockAt,
  type Operation,
  type PlaceLock,
  type Refusal,
  type Template,
  valueAt,
  within,
  withValue,
} from '@gangmu/core';
import { calendarNamed } from '../../../platform/calendars.js';
import { useWords } from '../../../platform/language.js';
import { PropertiesPanel } from '../properties/properties-panel.js';
import { plannedDates } from '../properties/planned-dates.js';
import { type Sheet, SheetProvider } from '../properties/sheet.js';
import { elementOf } from '../session/session.js';
import type { Question, Sides, Surroundings } from './questions.js';

interface Props {
  question: Question;
  update: Sides;
  surroundings: Surroundings;
  close: () => void;
  /** Undefined: nothing is to stand there. */
  decide: (value: unknown) => void;
}

/** The third answer: something else than both sides have, in the same form as everywhere. Only this place can change. */
export function EditDrawer({ question, update, surroundings, close, decide }: Props) {
  const { t } = useWords();
  const { path } = question.conflict;
  const element = elementOf(path);
  const [template, setTemplate] = useState(() => beginning(question, update));
  const [shown] = useState({ path: hardest(question), count: 1 });
  const sheet = useMemo((): Sheet => {
    const accept = (next: { ok: boolean; value?: { template: Template }; refusal?: Refusal }): Refusal | null => {
      if (!next.ok || next.value === undefined) return next.refusal ?? null;
      setTemplate(next.value.template);
      return null;
    };
    const calendar = calendarNamed(template.calendar);
    return {
      template,
      base: update.theirs,
      calendar,
      dates: plannedDates(template),
      findings: lintTemplate(template, { calendar }).filter((finding) => within(finding.path, element)),
      mayEdit: true,
      lockAt: (place) =>
        within(place, path) || within(path, place) ? lockAt(update.theirs, place, surroundings) : elsewhere(place),
      change: (edits: readonly Edit[]) => accept(applyEdits(template, edits)),
      apply: (operation: Operation) => accept(applyOperation(template, operation)),
      show: () => undefined,
    };
  }, [template, update.theirs, path, element, surroundings]);
  return (
    <Drawer
      open
      title={t('takeover.edit.title')}
      size={460}
      onClose={close}
      footer={
        <div className="drawer-actions">
          <Button onClick={close}>{t('action.cancel')}</Button>
          <Button type="primary" onClick={() => decide(valueAt(template, path))}>
            {t('takeover.edit.ok')}
          </Button>
        </div>
      }
    >
      <div className="takeover-edit">
        <SheetProvider value={sheet}>
          <PropertiesPanel selection={[element]} shown={shown} />
        </SheetProvider>
      </div>
    </Drawer>
  );
}

/** Where the form opens: at what stands in the way. */
function hardest({ conflict }: Question): string {
  if (conflict.class === 'anchor-vanished' && /^\/steps\/[^/]+$/.test(conflict.path)) return `${conflict.path}/hangsAt`;
  return conflict.findings.find((finding) => within(finding.path, conflict.path))?.path ?? conflict.path;
}

/** What one begins with: one's own where there is something of one's own, within the plan as it stands. */
function beginning({ conflict, decision }: Question, update: Sides): Template {
  const { path, mine, theirs } = conflict;
  const value = decision?.choice === 'edit' ? decision.value : (mine ?? theirs);
  const element = elementOf(path);
  // What is gone above is put back whole, so that there is something to edit.
  const there =
    valueAt(update.result, element) === undefined
      ? withValue(update.result, element, valueAt(update.mine, element))
      : update.result;
  return value === undefined ? there : withValue(there, path, value);
}

const elsewhere = (place: string): PlaceLock => ({
  mandate: 'fixed',
  setAt: place,
  may: { set: false, remove: false, add: false },
  why: { code: 'lock.not-in-question', params: {} },
});
