/**
 * The copy of an unsaved draft that the browser keeps until the server has it: a lost connection, a closed lid or a
 * crashed tab loses nothing. IndexedDB may be forbidden; then nothing is kept and nothing breaks.
 */
import type { Template } from '@gangmu/core';

export interface LocalCopy {
  design: string;
  /** Whose work it is: another person at the same computer is not offered it. */
  person: string;
  /** Revision of the draft it was made on. */
  revision: number;
  template: Template;
  /** Epoch milliseconds. */
  at: number;
}

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

const keyOf = (design: string, person: string): string => `${design} ${person}`;

export const keepCopy = async (copy: LocalCopy): Promise<void> => {
  await within('readwrite', (store) => store.put(copy, keyOf(copy.design, copy.person)));
};
export const copyOf = async (design: string, person: string): Promise<LocalCopy | undefined> =>
  await within<LocalCopy | undefined>('readonly', (store) => store.get(keyOf(design, person)));
export const dropCopy = async (design: string, person: string): Promise<void> => {
  await within('readwrite', (store) => store.delete(keyOf(design, person)));
};
