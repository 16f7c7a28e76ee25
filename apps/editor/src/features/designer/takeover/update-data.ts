/** An update from above, asked of the engine and read. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { designRoutes, type DesignUpdate } from '@gangmu/contract';
import { type Conflict, type Grant, parseTemplate, type Template } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { loadCalendars } from '../../../platform/load-calendars.js';
import { type Provenance, setBy } from '../session/set-by.js';
import type { Surroundings, Update } from './questions.js';

export interface OpenUpdate {
  update: Update;
  surroundings: Surroundings;
}

const read = (document: unknown): Template => {
  const parsed = parseTemplate(document);
  if (!parsed.ok) throw new Error('the engine sent a template that cannot be read');
  return parsed.template;
};

/** The same objects again where nothing changed, so that what is worked out from them is not worked out anew. */
const readBefore = new WeakMap<object, Template>();
function readOnce(document: object): Template {
  const known = readBefore.get(document);
  if (known !== undefined) return known;
  const template = read(document);
  readBefore.set(document, template);
  return template;
}

export const readUpdate = (answer: DesignUpdate): Update => ({
  ...answer,
  baseTemplate: readOnce(answer.baseTemplate),
  theirs: readOnce(answer.theirs),
  mine: readOnce(answer.mine),
  result: readOnce(answer.result),
  conflicts: answer.conflicts as unknown as Conflict[],
  offered: answer.offered as unknown as Conflict[],
});

export const updateKey = (design: string): readonly unknown[] => ['design-update', design];

/** The update that waits, with what may be kept of one's own. */
export function useUpdate(design: string) {
  return useQuery({
    queryKey: updateKey(design),
    queryFn: async ({ signal }): Promise<OpenUpdate> => {
      const params = { design };
      const [answer] = await Promise.all([client.call(designRoutes.update, { params, signal }), loadCalendars(signal)]);
      // Where the old base is gone, nobody can say any more who set what.
      const above = await client.call(designRoutes.base, { params, signal }).catch(() => null);
      const provenance = above === null ? null : (above.provenance as Provenance);
      return {
        update: readUpdate(answer),
        surroundings: {
          grants: (above?.grants ?? []) as unknown as Grant[],
          ...(provenance === null ? {} : { setBy: (path: string) => setBy(provenance, path) }),
        },
      };
    },
    staleTime: 60_000,
    gcTime: 0,
    retry: false,
  });
}

/** Puts the engine's newest answer in place of the old one. */
export function useAnswered(design: string): (answer: DesignUpdate) => void {
  const queries = useQueryClient();
  return (answer) =>
    queries.setQueryData(updateKey(design), (before: OpenUpdate | undefined) =>
      before === undefined ? before : { ...before, update: readUpdate(answer) },
    );
}
