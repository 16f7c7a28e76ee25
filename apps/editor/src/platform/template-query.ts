import { queryOptions } from '@tanstack/react-query';
import { templateRoutes } from '@gangmu/contract';
import type { Template } from '@gangmu/core';
import { client } from './client.js';

/** A published template by its content hash: fetched once, it never changes. */
export const templateQuery = (hash: string) =>
  queryOptions({
    queryKey: ['template', hash],
    // The engine parsed it when it was published; the contract leaves its shape to the core.
    queryFn: async ({ signal }) =>
      (await client.call(templateRoutes.get, { signal, params: { hash } })) as unknown as Template,
    staleTime: Infinity,
    gcTime: 60 * 60_000,
  });
