/**
 * One design being edited: the template, what is selected, what was found, how it is saved. Every change goes through
 * `apply` with a named operation of the core, so that undo, rights and sentences come from one place. The store is
 * plain; components read it with `useEditing`.
 */
import type { Organisation } from '@gangmu/contract';
import {
  differenceOf,
  type Edit,
  type EditEntry,
  type EditHistory,
  type Finding,
  type Grant,
  historyOf,
  marksWithout,
  type Operation,
  recordOperation,
  redo,
  type Refusal,
  type Result,
  type Template,
  undo,
} from '@gangmu/core';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Autosave, SaveState } from './autosave.js';
import type { Draft } from './draft-port.js';
import { refusedChange } from './refused-change.js';
import type { Provenance } from './set-by.js';
import type { Places, StepDates, Subject, Thinker, Thought } from './thinking.js';

/** A JSON pointer to what is selected: `/steps/x`, `/phases/x`, `/edges/x`. */
export type Place = string;

/** Why nothing can be changed here; null: it can. */
export type ReadOnly = null | 'no-right' | 'other-editor' | 'overtaken' | 'old-version';

export interface Editing {
  design: string;
  template: Template;
  /** What the level above has in force; null where this is the root. */
  base: Template | null;
  /** Places set on purpose: they stand also where they equal what is above, and when that changes. */
  kept: readonly Place[];
  /** Deviations that may be drafted on, whether or not they have begun. */
  grants: readonly Grant[];
  provenance: Provenance | null;
  /** What the unit and all below it are made of; null where nobody knows. */
  organisation: Organisation | null;
  selection: readonly Place[];
  /** A field within the selection that is to be shown, e.g. after a click on a finding; counts up to be seen again. */
  shown: { path: Place; count: number } | null;
  findings: readonly Finding[];
  /** Whether findings are those of the template as it stands. */
  checked: boolean;
  dates: Readonly<Record<string, StepDates>>;
  saved: SaveState;
  readOnly: ReadOnly;
  canUndo: boolean;
  canRedo: boolean;
  /** Why the last operation was not carried out; counts up so that the same refusal is said again. */
  refused: { refusal: Refusal; count: number } | null;

  /**
   * Carries out an operation, or says why not (`refused`, unless `quiet`). Typing in one field is one step back.
   * `select` is what is selected afterwards, `kept` what is marked as set on purpose.
   */
  apply: (operation: Operation, options?: ApplyOptions) => Result<Template>;
  /** Marks a place as set on purpose, or takes the mark away; one step back. */
  keep: (place: Place, on: boolean) => void;
  undo: () => void;
  redo: () => void;
  select: (places: readonly Place[]) => void;
  /** Selects the element that a place lies in, and asks the panel to show the place. */
  show: (path: Place) => void;
  /** Puts another template into the editor as one undoable step: recovered, restored, imported. */
  replace: (template: Template, kept?: readonly Place[], options?: Pick<ApplyOptions, 'quiet'>) => Result<Template>;
  /** Where the cards would stand if nobody had placed any, worked out beside the page; null where that is not known. */
  places: () => Promise<Places | null>;
  become: (state: Partial<Pick<Editing, 'readOnly' | 'base' | 'grants'>>) => void;
}

interface ApplyOptions {
  select?: readonly Place[];
  quiet?: boolean;
  kept?: readonly Place[];
}

export type Session = StoreApi<Editing>;

export interface SessionOptions {
  design: string;
  template: Template;
  base: Template | null;
  kept?: readonly Place[];
  grants?: readonly Grant[];
  on?: string | null;
  provenance?: Provenance | null;
  organisation?: Organisation | null;
  readOnly: ReadOnly;
  /** Makes the worker; left out where nothing is to be found (specs). */
  think?: (heard: (thought: Thought) => void, whole: () => Subject) => Thinker;
  autosave?: (draft: Draft, changed: (state: SaveState) => void) => Autosave;
  /** Epoch milliseconds. */
  now?: () => number;
}

/** Edits nothing: for marks, which are undone like edits. */
export const NOTHING: Operation = { op: 'batch', operations: [] };

/** The element a place lies in: `/steps/x/deadlines/y` lies in `/steps/x`. */
export const elementOf = (path: Place): Place => path.split('/').slice(0, 3).join('/');

/** Whether an element is there. */
export function exists(template: Template, place: Place): boolean {
  const [, map = '', id = ''] = place.split('/');
  const elements = (template as unknown as Record<string, unknown>)[map];
  return typeof elements === 'object' && elements !== null && Object.hasOwn(elements, id);
}

/** What of a selection is there; the one before where that is the same, as whoever shows it is drawn anew otherwise. */
function remaining(template: Template, selection: readonly Place[], before: readonly Place[]): readonly Place[] {
  const there = selection.filter((place) => exists(template, place));
  return samePlaces(there, before) ? before : there;
}
const samePlaces = (a: readonly Place[], b: readonly Place[]): boolean =>
  a.length === b.length && a.every((place, index) => place === b[index]);

export interface OpenSession {
  session: Session;
  autosave: Autosave | null;
  close(): void;
}

export function createSession(options: SessionOptions): OpenSession {
  let history: EditHistory = historyOf(options.template, options.kept);
  /** What was selected when a template was in force: going back brings it back. */
  const selectedAt = new WeakMap<Template, readonly Place[]>();
  let autosave: Autosave | null = null;
  let thinker: Thinker | null = null;
  const now = options.now ?? (() => Date.now());

  const subject = (): Subject => {
    const { template, base, grants, provenance, organisation } = session.getState();
    const on = options.on ?? null;
    return { template, base, grants, on, organisation, setBetween: provenance?.places.map(({ path }) => path) ?? [] };
  };

  const session = createStore<Editing>()((set, get) => {
    const settle = (next: EditHistory, edits: readonly Edit[], selection: readonly Place[]): void => {
      selectedAt.set(get().template, get().selection);
      history = next;
      const template = next.present;
      thinker?.edited(edits);
      set({
        template,
        kept: next.kept,
        checked: false,
        refused: null,
        selection: remaining(template, selection, get().selection),
        canUndo: next.past.length > 0,
        canRedo: next.future.length > 0,
      });
      autosave?.edited({ template, kept: next.kept });
    };
    const refused = (refusal: Refusal, quiet = false): { ok: false; refusal: Refusal } => {
      if (!quiet) set((before) => ({ refused: { refusal, count: (before.refused?.count ?? 0) + 1 } }));
      return { ok: false, refusal };
    };
    const step = (next: EditHistory, entry: EditEntry | undefined, edits: readonly Edit[] | undefined): void => {
      if (get().readOnly !== null || entry === undefined || edits === undefined) return;
      settle(next, edits, selectedAt.get(next.present) ?? get().selection);
    };

    return {
      design: options.design,
      template: options.template,
      base: options.base,
      kept: history.kept,
      grants: options.grants ?? [],
      provenance: options.provenance ?? null,
      organisation: options.organisation ?? null,
      selection: [],
      shown: null,
      findings: [],
      checked: false,
      dates: {},
      saved: { kind: 'saved', at: null },
      readOnly: options.readOnly,
      canUndo: false,
      canRedo: false,
      refused: null,

      apply(operation, { select, quiet, kept } = {}) {
        const { template, base, grants, readOnly, selection } = get();
        if (readOnly !== null) return refused({ code: 'operations.read-only', path: '', params: {} }, quiet);
        const recorded = recordOperation(history, operation, now(), kept);
        if (!recorded.ok) return refused(recorded.refusal, quiet);
        const next = recorded.value;
        if (next !== history) {
          if (base !== null) {
            const broken = refusedChange(base, template, next.present, grants);
            if (broken !== null) return refused(broken, quiet);
          }
          // Of an entry that grew by this, the worker knows the beginning already; edits set values, so that again is no harm.
          settle(next, next.past.at(-1)?.edits ?? [], select ?? selection);
        } else if (select !== undefined) get().select(select);
        return { ok: true, value: next.present };
      },
      undo() {
        const entry = history.past.at(-1);
        step(undo(history), entry, entry?.inverse);
      },
      redo() {
        const [entry] = history.future;
        step(redo(history), entry, entry?.edits);
      },
      select(places) {
        const { selection } = get();
        if (samePlaces(places, selection)) return;
        set({ selection: places });
      },
      show(path) {
        const element = elementOf(path);
        set(({ shown, template }) => ({
          selection: exists(template, element) ? [element] : [],
          shown: { path, count: (shown?.count ?? 0) + 1 },
        }));
      },
      keep(place, on) {
        const { base, template, kept, apply } = get();
        if (base === null) return;
        const others = marksWithout(base, differenceOf(base, template, kept), [place]);
        apply(NOTHING, { kept: on ? [...others, place] : others });
      },
      replace(template, kept = [], options = {}) {
        const edits = editsBetween(get().template, template);
        return get().apply(edits.length > 0 ? { op: 'apply-fix', edits } : NOTHING, { ...options, kept });
      },
      places: async () => (await thinker?.places()) ?? null,
      become(state) {
        set(state);
        if (state.base !== undefined || state.grants !== undefined) thinker?.open(subject());
      },
    };
  });

  thinker =
    options.think?.(({ findings, dates }) => session.setState({ findings, dates, checked: true }), subject) ?? null;
  thinker?.open(subject());
  autosave =
    options.autosave?.({ template: options.template, kept: history.kept }, (saved) => {
      session.setState({ saved, ...(saved.kind === 'overtaken' ? { readOnly: 'overtaken' as const } : {}) });
    }) ?? null;
  return {
    session,
    autosave,
    close() {
      thinker?.close();
      autosave?.close();
    },
  };
}

/** Whole elements and fields that differ, by reference: coarse, but exact. */
export function editsBetween(from: Template, to: Template): Edit[] {
  const before = from as unknown as Record<string, unknown>;
  const after = to as unknown as Record<string, unknown>;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key): Edit[] => {
    if (before[key] === after[key]) return [];
    return after[key] === undefined
      ? [{ op: 'remove', path: `/${key}` }]
      : [{ op: 'set', path: `/${key}`, value: after[key] }];
  });
}
