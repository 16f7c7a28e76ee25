import { useQuery } from '@tanstack/react-query';
import { designRoutes } from '@gangmu/contract';
import { parseTemplate, type Template } from '@gangmu/core';
import { client } from '../../../platform/client.js';

/** Other published plans of the same offices, which run at the same time where their dates say so; null while fetched. */
export function usePublishedTemplates(
  wanted: boolean,
  except: string,
): readonly { id: string; template: Template }[] | null {
  const query = useQuery({
    queryKey: ['designs', 'concurrent', except],
    queryFn: async ({ signal }) => {
      const { entries } = await client.call(designRoutes.list, { query: { kind: 'template', limit: 20 }, signal });
      const found = await Promise.all(
        entries
          .filter(({ id, published }) => id !== except && published !== null)
          .map(async ({ id, published }) => {
            const params = { design: id, number: published?.number ?? 1 };
            const parsed = parseTemplate((await client.call(designRoutes.version, { params, signal })).template);
            return parsed.ok ? [{ id, template: parsed.template }] : [];
          }),
      );
      return found.flat();
    },
    enabled: wanted,
    staleTime: 60_000,
  });
  return query.data ?? null;
}
