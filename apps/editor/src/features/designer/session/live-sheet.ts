import { lockAt, type PlaceLock } from '@gangmu/core';
import { calendarNamed } from '../../../platform/calendars.js';
import type { LiveSheet, Sheet } from '../properties/sheet.js';
import type { Editing, Session } from './session.js';
import { setBy } from './set-by.js';

/** What a sheet is made of; as long as these are the same, it is the same sheet. */
const INGREDIENTS = [
  'template',
  'base',
  'kept',
  'grants',
  'provenance',
  'organisation',
  'findings',
  'dates',
  'readOnly',
] as const;
const LOCKING = ['base', 'grants', 'provenance'] as const;

const alike = (keys: readonly (keyof Editing)[], a: Editing, b: Editing): boolean =>
  keys.every((key) => a[key] === b[key]);

/** The session as the forms see it. */
export function liveSheet(
  session: Session,
  { askVariance, answerer }: Required<Pick<Sheet, 'askVariance' | 'answerer'>>,
): LiveSheet {
  const { apply, keep, show } = session.getState();
  let made: { of: Editing; sheet: Sheet; locks: Map<string, PlaceLock> } | null = null;
  const sheetOf = (editing: Editing, locks: Map<string, PlaceLock>): Sheet => {
    const { template, base, kept, grants, provenance, organisation, findings, dates, readOnly } = editing;
    const options = {
      grants,
      ...(provenance === null ? {} : { setBy: (path: string) => setBy(provenance, path) }),
    };
    return {
      template,
      base,
      organisation,
      findings,
      dates,
      calendar: calendarNamed(template.calendar),
      mayEdit: readOnly === null,
      // Locks come from the level above: an edit changes none of them.
      lockAt: (path) => {
        if (base === null) return null;
        const lock = locks.get(path) ?? lockAt(base, path, options);
        locks.set(path, lock);
        return lock;
      },
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
      ...(base === null ? {} : { kept, keep, askVariance, answerer }),
    };
  };
  return {
    subscribe: session.subscribe,
    get: () => {
      const editing = session.getState();
      if (made !== null && alike(INGREDIENTS, made.of, editing)) return made.sheet;
      const locks = made !== null && alike(LOCKING, made.of, editing) ? made.locks : new Map<string, PlaceLock>();
      made = { of: editing, sheet: sheetOf(editing, locks), locks };
      return made.sheet;
    },
  };
}
