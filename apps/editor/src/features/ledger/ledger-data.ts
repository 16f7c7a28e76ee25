import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type AnswerOf, ledgerRoutes, type QueryInputOf } from '@gangmu/contract';
import { client } from '../../platform/client.js';

export type ProblemLine = AnswerOf<typeof ledgerRoutes.list>['entries'][number];
type Query = QueryInputOf<typeof ledgerRoutes.list>;
/** What the list is narrowed to; an empty one shows all in reach. */
export type LedgerFilter = Pick<Query & object, 'campaign' | 'unit' | 'status' | 'class' | 'aspect' | 'search'>;

export const LEDGER_KEY = ['ledger'] as const;
export const problemKey = (id: string) => [...LEDGER_KEY, 'problem', id] as const;

const PAGE = 50;

export const useProblems = (filter: LedgerFilter) =>
  useInfiniteQuery({
    queryKey: [...LEDGER_KEY, 'list', filter],
    queryFn: async ({ signal, pageParam }) =>
      await client.call(ledgerRoutes.list, {
        signal,
        query: { ...filter, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next ?? null,
    placeholderData: (before) => before,
  });

/** How the ledger stands, whatever is being looked for in it. */
export const useLedgerFigures = ({ search: _, status: __, ...filter }: LedgerFilter) =>
  useQuery({
    queryKey: [...LEDGER_KEY, 'figures', filter],
    queryFn: async ({ signal }) => await client.call(ledgerRoutes.figures, { signal, query: filter }),
    placeholderData: (before) => before,
  });

export const useProblem = (id: string) =>
  useQuery({
    queryKey: problemKey(id),
    queryFn: async ({ signal }) => await client.call(ledgerRoutes.get, { signal, params: { problem: id } }),
  });
