import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, designRoutes } from '@gangmu/contract';
import { client } from '../../../platform/client.js';

export type Inbox = AnswerOf<typeof designRoutes.inbox>;

/** Designs whose update from above the reader has to take over. */
export const usePending = (enabled = true) =>
  useQuery({
    queryKey: ['designs', 'pending'],
    queryFn: async ({ signal }) =>
      (await client.call(designRoutes.list, { query: { pending: 'true', limit: 100 }, signal })).entries,
    enabled,
    staleTime: 60_000,
  });

/** Deviations to answer, answers received, tightenings nobody took note of. */
export const useInbox = (enabled = true) =>
  useQuery({
    queryKey: ['designs', 'inbox'],
    queryFn: async ({ signal }) => await client.call(designRoutes.inbox, { signal }),
    enabled,
    staleTime: 60_000,
  });

/** How much waits at one design: requests and tightenings to look at, answers received. */
export const waitingAt = ({ requests, answers, tightenings }: Inbox, design: string): number => {
  const here = (line: { design: string }): boolean => line.design === design;
  const counted = [...requests, ...tightenings].filter(here).reduce((sum, { count }) => sum + count, 0);
  return answers
    .filter(here)
    .reduce((sum, { granted, refused, revoked }) => sum + granted + refused + revoked, counted);
};
