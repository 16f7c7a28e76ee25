/** States of a design that can be put beside each other: the draft, what is above, versions, earlier drafts. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { designRoutes } from '@gangmu/contract';
import { type Difference, type LocalText, parseTemplate, type Template } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { useEditing } from '../session/use-editing.js';

/** `draft`, `above`, `version:3`, `autosave:17` */
export type StateKey = string;

export function useVersions(design: string) {
  return useInfiniteQuery({
    queryKey: ['design-versions', design],
    queryFn: async ({ signal, pageParam }) =>
      await client.call(designRoutes.versions, {
        params: { design },
        query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next ?? null,
  });
}

export function useAutosaves(design: string, wanted: boolean) {
  return useQuery({
    queryKey: ['design-autosaves', design],
    queryFn: async ({ signal }) =>
      await client.call(designRoutes.autosaves, { params: { design }, query: { limit: 50 }, signal }),
    enabled: wanted,
    staleTime: 10_000,
  });
}

/** A state as a template, the hash of what it was made on, and what it changes of that. */
export interface StoredState {
  template: Template;
  base: string | null;
  difference: Difference;
}

/** A stored state; null while it is fetched, where it cannot be read, and for what is not stored as one. */
export function useStored(design: string, key: StateKey): StoredState | null {
  const [kind, id = ''] = key.split(':');
  const query = useQuery({
    queryKey: ['design-state', design, key],
    queryFn: async ({ signal }): Promise<StoredState | null> => {
      const { template, base, difference } =
        kind === 'version'
          ? await client.call(designRoutes.version, { params: { design, number: Number(id) }, signal })
          : await client.call(designRoutes.autosave, { params: { design, id: Number(id) }, signal });
      const parsed = parseTemplate(template);
      return parsed.ok ? { template: parsed.template, base, difference: difference ?? {} } : null;
    },
    enabled: kind === 'version' || kind === 'autosave',
    staleTime: Infinity,
  });
  return query.data ?? null;
}

/** The template of a state; null while it is fetched, or where it cannot be read. */
export function useTemplateOf(design: string, key: StateKey): Template | null {
  const draft = useEditing((editing) => editing.template);
  const base = useEditing((editing) => editing.base);
  const stored = useStored(design, key);
  return key === 'draft' ? draft : key === 'above' ? base : (stored?.template ?? null);
}

const numberOf = (key: StateKey): number | undefined =>
  key.startsWith('version:') ? Number(key.slice('version:'.length)) : undefined;

/** By place: who made the changes since a version, as far as they are saved; the last one first. */
export function useAuthors(design: string, from: StateKey, to: StateKey): ReadonlyMap<string, readonly LocalText[]> {
  const saved = useEditing((editing) => editing.saved);
  const [before, after] = [numberOf(from), numberOf(to)];
  const { data } = useQuery({
    queryKey: ['design-authors', design, from, to, to === 'draft' && saved.kind === 'saved' ? saved.at : null],
    queryFn: async ({ signal }) => {
      const query = {
        ...(before === undefined ? {} : { from: before }),
        ...(after === undefined ? {} : { to: after }),
      };
      const { sentences } = await client.call(designRoutes.compare, { params: { design }, query, signal });
      return new Map(sentences.map(({ path, by }) => [path, by.map(({ name }) => name)]));
    },
    enabled: before !== undefined && (after !== undefined || (to === 'draft' && saved.kind === 'saved')),
    placeholderData: (earlier) => earlier,
    staleTime: 60_000,
  });
  return data ?? NOBODY;
}
const NOBODY: ReadonlyMap<string, readonly LocalText[]> = new Map();
