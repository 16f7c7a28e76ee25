/**
 * What is worked out beside the page – findings and planned dates – and how the page asks for it. The worker keeps its
 * own copy of the template and is told the edits only, so that what an edit did not touch keeps its identity there and
 * need not be looked at again.
 */
import type { Organisation } from '@gangmu/contract';
import type { CalendarData, Edit, Finding, Grant, Point, Template } from '@gangmu/core';
import { knownCalendars } from '../../../platform/calendars.js';

export interface StepDates {
  open: string;
  due: string;
}
export interface Thought {
  findings: Finding[];
  /** Planned dates by step: what the window, the calendar and everything before them make of their rules. */
  dates: Record<string, StepDates>;
}
/** What is thought about: the template, and what the level above has and grants. */
export interface Subject {
  template: Template;
  base: Template | null;
  grants: readonly Grant[];
  /** The day they must have begun by for publishing. */
  on?: string | null;
  /** What the unit and all below it are made of: who holds roles, which categories there are. */
  organisation?: Organisation | null;
  /** Places that levels between the root and this one set: what a policy counts as local depends on it. */
  setBetween?: readonly string[];
}
export type Question =
  | ({ ask: 'open'; turn: number; calendars: readonly CalendarData[] } & Subject)
  | { ask: 'edits'; turn: number; edits: readonly Edit[] }
  | { ask: 'places' };
export type Answer =
  | {
      answer: 'thought';
      turn: number;
      /**
       * What says something else than the last answer did: most edits change no finding and no date, and copying
       * hundreds of them over would be most of the work. Null: the worker could not follow the edits and wants the
       * whole again.
       */
      thought: Partial<Thought> | null;
    }
  | { answer: 'places'; places: Places | null };
/** Where cards would stand if nobody had placed any. */
export type Places = Record<string, Point>;

export interface Thinker {
  /** Starts over with a whole template. */
  open(subject: Subject): void;
  /** Goes on from the last one. */
  edited(edits: readonly Edit[]): void;
  /** Places every card anew, by what waits for what and by the dates. */
  places(): Promise<Places | null>;
  close(): void;
}

/** What the browser's timeline calls the time from an edit to its findings. */
const FINDING = 'gangmu.finding';

/** Asks the worker; answers that later edits have overtaken are not passed on. */
export function startThinking(heard: (thought: Thought) => void, whole: () => Subject): Thinker {
  const worker = new Worker(new URL('./thinking-worker.ts', import.meta.url), { type: 'module' });
  let turn = 0;
  let asked = 0;
  let known: Thought = { findings: [], dates: {} };
  const waiting: ((places: Places | null) => void)[] = [];
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    if (data.answer === 'places') {
      waiting.shift()?.(data.places);
      return;
    }
    // Taken in even where later edits have overtaken it: the next answer builds on it.
    known = { ...known, ...data.thought };
    if (data.turn !== turn) return;
    // Seen in the browser's own timeline, and by whoever measures.
    performance.measure(FINDING, { start: asked });
    performance.clearMeasures(FINDING);
    if (data.thought === null) open(whole());
    else heard(known);
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
  const send = (question: Question): void => worker.postMessage(question);
  const open = ({ template, base, grants, on = null, organisation = null, setBetween = [] }: Subject): void => {
    turn += 1;
    asked = performance.now();
    send({ ask: 'open', turn, calendars: knownCalendars(), template, base, grants, on, organisation, setBetween });
  };
  return {
    open,
    edited(edits) {
      turn += 1;
      asked = performance.now();
      send({ ask: 'edits', turn, edits });
    },
    places: async () =>
      await new Promise((resolve) => {
        waiting.push(resolve);
        send({ ask: 'places' });
      }),
    close: () => worker.terminate(),
  };
}
