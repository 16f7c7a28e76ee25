import { useQuery } from '@tanstack/react-query';
import { type Progress, systemRoutes } from '@gangmu/contract';
import { client } from './client.js';

const ENDED: readonly Progress['status'][] = ['done', 'failed'];
/** Long work takes seconds to minutes: once a second shows it moving. */
const EVERY_MS = 1000;

/** How far a long piece of work has come, until it has ended; nothing without a job. */
export const useProgress = (job: string | null) =>
  useQuery({
    queryKey: ['progress', job],
    queryFn: async ({ signal }) => await client.call(systemRoutes.progress, { params: { job: job ?? '' }, signal }),
    enabled: job !== null,
    refetchInterval: ({ state }) => (state.data !== undefined && ENDED.includes(state.data.status) ? false : EVERY_MS),
    staleTime: 0,
  });
