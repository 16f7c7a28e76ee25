import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { ProblemResponse, sessionRoutes, systemRoutes, type AnswerOf, type Me } from '@gangmu/contract';
import { dateOf, minuteOf, type PlainDate } from '@gangmu/core';
import { client, statusOf } from '../../platform/client.js';
import { DEFAULT_TIME_ZONE } from '../../platform/dates.js';
import { SESSION_KEY, worthRetrying } from '../../platform/query-client.js';

export type SystemFacts = AnswerOf<typeof systemRoutes.system>;

/** Who is signed in; null when nobody is. */
export function useSession(): UseQueryResult<Me | null> {
  return useQuery({
    queryKey: SESSION_KEY,
    queryFn: async ({ signal }) => {
      try {
        return await client.call(sessionRoutes.me, { signal });
      } catch (error) {
        if (statusOf(error) === 401) return null;
        throw error;
      }
    },
    staleTime: 60_000,
    retry: worthRetrying,
  });
}

/** What the engine says about itself: sample data, empty, its clock. */
export function useSystem(): UseQueryResult<SystemFacts> {
  return useQuery({
    queryKey: ['system'],
    queryFn: async ({ signal }) => await client.call(systemRoutes.system, { signal }),
    staleTime: 30_000,
  });
}

/** Today's date where the offices are, by the engine's clock; undefined until it has answered. */
export function useToday(): PlainDate | undefined {
  const { data } = useSystem();
  return data === undefined ? undefined : dateOf(minuteOf(data.now), DEFAULT_TIME_ZONE);
}

/** Seconds to wait, when a refusal says that there were too many attempts. */
export function secondsToWait(error: unknown): number | undefined {
  if (!(error instanceof ProblemResponse) || error.problem.status !== 429) return undefined;
  const { retryAfter, seconds } = error.problem.params;
  const wait = Number(retryAfter ?? seconds ?? 60);
  return Number.isFinite(wait) ? Math.max(1, Math.ceil(wait)) : 60;
}
