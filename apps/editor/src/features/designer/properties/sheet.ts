/**
 * What the forms need of whoever holds the template: to read it, to know what may be changed, to change it. Narrow on
 * purpose, so that a form works the same in the designer, in a dialog and in a spec.
 */
import type { Organisation } from '@gangmu/contract';
import {
  type Calendar,
  type Edit,
  type Finding,
  type Operation,
  type PlaceLock,
  type Refusal,
  sameValue,
  type Template,
} from '@gangmu/core';
import {
  createContext,
  createElement,
  type ReactNode,
  useContext,
  useDeferredValue,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { within } from './place.js';

export interface Sheet {
  template: Template;
  /** What the level above has in force; null where this is the root and nothing is inherited. */
  base: Template | null;
  calendar: Calendar;
  /** What the unit and all below it are made of, where that is known. */
  organisation?: Organisation | null | undefined;
  /** Planned dates by step, where they are worked out already; undefined where nobody does. */
  dates?: Readonly<Record<string, { due: string }>> | undefined;
  findings: readonly Finding[];
  /** False: everything is shown, nothing can be changed. */
  mayEdit: boolean;
  /** Null where nothing is locked. */
  lockAt: (path: string) => PlaceLock | null;
  /**
   * Carries out edits as one step of undoing. With `typing`, the steps of one field that follow each other are undone
   * together. Answers with the refusal, whose path names the place, or null.
   */
  change: (edits: readonly Edit[], typing?: string) => Refusal | null;
  /** The same with a named operation, which minds what else has to change. */
  apply: (operation: Operation) => Refusal | null;
  /** Places set on purpose, which stand also where they equal what is above; and marking one, or no longer. */
  kept?: readonly string[] | undefined;
  keep?: ((path: string, on: boolean) => void) | undefined;
  /** Shows another element, e.g. the step an edge comes from. */
  show: (path: string) => void;
  /** Opens the way to ask for a variance; undefined where there is nobody to ask. */
  askVariance?: ((path: string) => void) | undefined;
  /** Says who would answer. */
  answerer?: ((path: string) => ReactNode) | undefined;
}

type Index = ReadonlyMap<string, readonly Finding[]>;
/** Made once for each list: every field and section of a form asks for its own, and hundreds of findings are usual. */
const indexes = new WeakMap<readonly Finding[], Index>();

function indexOf(findings: readonly Finding[]): Index {
  const index = new Map<string, Finding[]>();
  for (const finding of findings) {
    const [, map = '', id] = finding.path.split('/');
    for (const key of id === undefined ? [`/${map}`] : [`/${map}`, `/${map}/${id}`]) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [finding]);
      else list.push(finding);
    }
  }
  return index;
}

/** The findings of a place and of what lies within it. */
export function findingsIn(findings: readonly Finding[], path: string): readonly Finding[] {
  if (path === '') return findings;
  const known = indexes.get(findings) ?? indexOf(findings);
  indexes.set(findings, known);
  const near = known.get(path.split('/').slice(0, 3).join('/')) ?? NONE;
  return path.split('/').length <= 3 ? near : near.filter((finding) => within(path, finding.path));
}
const NONE: readonly Finding[] = [];

/** A sheet that changes: whoever shows a part of it is drawn again when that part changes, and not otherwise. */
export interface LiveSheet {
  /** The sheet as it stands; the same object as long as nothing changed. */
  get: () => Sheet;
  subscribe: (changed: () => void) => () => void;
}

const SheetContext = createContext<LiveSheet | null>(null);
export const LiveSheetProvider = SheetContext.Provider;

const never = () => () => undefined;
/** A sheet held by the page itself: everything below is drawn again with each new one. */
export function SheetProvider({ value, children }: { value: Sheet; children: ReactNode }) {
  const live = useMemo((): LiveSheet => ({ get: () => value, subscribe: never }), [value]);
  return createElement(SheetContext, { value: live }, children);
}

/** The sheet as it stands when asked, for what a hand does. Throws outside a provider: that is a mistake of the page. */
export function useLiveSheet(): LiveSheet {
  const live = useContext(SheetContext);
  if (live === null) throw new Error('a form of the designer outside its sheet');
  return live;
}

/** What `pick` makes of the sheet – data, no functions; draws again when that says something else. */
export function useSheetPart<Part>(pick: (sheet: Sheet) => Part): Part {
  const live = useLiveSheet();
  const [keep] = useState(() => keeper<Part>());
  return useSyncExternalStore(live.subscribe, () => keep(live.get(), pick));
}

/** Looks again only at another sheet or with other eyes, and answers with the same object while it says the same. */
function keeper<Part>(): (sheet: Sheet, pick: (sheet: Sheet) => Part) => Part {
  let last: { sheet: Sheet; pick: (sheet: Sheet) => Part; part: Part } | null = null;
  return (sheet, pick) => {
    if (last?.sheet === sheet && last.pick === pick) return last.part;
    const seen = pick(sheet);
    const part = last !== null && sameValue(last.part, seen) ? last.part : seen;
    last = { sheet, pick, part };
    return part;
  };
}

/**
 * The template, renewed only when something changed that planning the bounds of `owner` (`/steps/x`, `/phases/x`) looks
 * at: planning is too dear to be done again for each letter of a title.
 */
export function usePlannedTemplate(owner: string): Template {
  const basis = useSheetPart(({ template, dates }) => {
    const [, map, id = ''] = owner.split('/');
    const { title: _, guidance: __, ...own } = (map === 'steps' ? template.steps[id] : undefined) ?? {};
    return { window: template.window, dates: dates ?? template.steps, own };
  });
  const live = useLiveSheet();
  const [kept, keep] = useState({ basis, template: live.get().template });
  if (kept.basis === basis) return kept.template;
  const { template } = live.get();
  keep({ basis, template });
  return template;
}

/**
 * The template as it stood a moment ago: for lists of everything there is to choose from, which take longer to make than
 * a key should and which nobody is looking into while they type.
 */
export function useSettledTemplate(): Template {
  const live = useLiveSheet();
  return useDeferredValue(useSyncExternalStore(live.subscribe, () => live.get().template));
}

/** The calendar in force; by identity, as a calendar answers questions and is no data. */
export function useSheetCalendar(): Calendar {
  const live = useLiveSheet();
  return useSyncExternalStore(live.subscribe, () => live.get().calendar);
}
