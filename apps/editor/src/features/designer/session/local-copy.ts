/**
 * The copy of an unsaved draft that the browser keeps until the server has it: a lost connection, a closed lid or a
 * crashed tab loses nothing. IndexedDB may be forbidden; then nothing is kept and nothing breaks.
 */
import { perPart, type Template } from '@gangmu/core';
import type { Draft } from './draft-port.js';

export interface LocalCopy {
  /** Names the opening it was made in: another, of this or another window, does not write over it. */
  id: string;
  design: string;
  /** Whose work it is: another person at the same computer is not offered it. */
  person: string;
  /** The draft it was made on, as the server had it. */
  from: Draft;
  template: Template;
  /** Places set on purpose. */
  kept: readonly string[];
  /** Epoch milliseconds. */
  at: number;
}

/** As it lies in the browser: a text is taken over in one go, a whole template of objects is copied one by one. */
type Stored = Omit<LocalCopy, 'template' | 'from'> & {
  template: string;
  from: { template: string; kept: readonly string[] };
};

const written = perPart((part: object) => JSON.stringify(part));
const partText = (part: unknown): string | undefined =>
  typeof part === 'object' && part !== null ? written(part) : JSON.stringify(part);
const objectText = (value: object, textOf: (part: unknown) => string | undefined): string =>
  `{${Object.entries(value)
    .flatMap(([key, part]) => {
      const text = textOf(part);
      return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
    })
    .join(',')}}`;

/** The template as JSON; elements that were written before are not written anew. */
export const templateText = (template: Template): string =>
  objectText(template, (field) =>
    typeof field === 'object' && field !== null && !Array.isArray(field)
      ? objectText(field, partText)
      : JSON.stringify(field),
  );

const STORE = 'drafts';

const opened = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('gangmu', 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('indexedDB')));
  });

async function within<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  try {
    const database = await opened();
    try {
      return await new Promise<T>((resolve, reject) => {
        const request = act(database.transaction(STORE, mode).objectStore(STORE));
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('indexedDB')));
      });
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}

const keyOf = (design: string, person: string, id: string): string => `${design} ${person} ${id}`;

export const keepCopy = async (copy: LocalCopy): Promise<void> => {
  const { template, from } = copy;
  const stored: Stored = {
    ...copy,
    template: templateText(template),
    from: { template: templateText(from.template), kept: from.kept },
  };
  await within('readwrite', (store) => store.put(stored, keyOf(copy.design, copy.person, copy.id)));
};
/** Milliseconds that edits are gathered for: a large template is copied whole, which is too much for each letter typed. */
const GATHERED = 300;

export interface CopyKeeper {
  /** What is not saved yet; null: all of it is, and no copy is needed. */
  keep(copy: LocalCopy | null): void;
  /** Keeps at once what still waits to be, e.g. when the page is left. */
  flush(): void;
}

/** Keeps the newest copy, a moment after the first edit that is not in the last one. */
export function copyKeeper(options: {
  put: (copy: LocalCopy) => void;
  drop: () => void;
  /** Calls back after a while; answers with how to call it off. */
  later: (run: () => void, milliseconds: number) => () => void;
}): CopyKeeper {
  let waiting: { copy: LocalCopy; cancel: () => void } | null = null;
  const flush = (): void => {
    if (waiting === null) return;
    const { copy, cancel } = waiting;
    waiting = null;
    cancel();
    options.put(copy);
  };
  return {
    keep(copy) {
      if (copy !== null) {
        waiting = { copy, cancel: waiting?.cancel ?? options.later(flush, GATHERED) };
        return;
      }
      waiting?.cancel();
      waiting = null;
      options.drop();
    },
    flush,
  };
}

const read = (text: string): Template => JSON.parse(text) as Template;

/** What this person has left unsaved of a design in this browser; the latest first. */
export async function copiesOf(design: string, person: string): Promise<LocalCopy[]> {
  const found = await within<Stored[]>('readonly', (store) =>
    store.getAll(IDBKeyRange.bound(keyOf(design, person, ''), keyOf(design, person, '\uffff'))),
  );
  return (found ?? [])
    .map((copy) => ({
      ...copy,
      template: read(copy.template),
      from: { ...copy.from, template: read(copy.from.template) },
    }))
    .toSorted((a, b) => b.at - a.at);
}
export const dropCopy = async ({ design, person, id }: Pick<LocalCopy, 'design' | 'person' | 'id'>): Promise<void> => {
  await within('readwrite', (store) => store.delete(keyOf(design, person, id)));
};
