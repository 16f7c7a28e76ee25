import { QueryCache, QueryClient } from '@tanstack/react-query';
import { statusOf } from './client.js';

/** The key under which the signed-in person is kept. */
export const SESSION_KEY = ['session'] as const;

/** A refusal will be the same a second later; only silence and a struggling server are asked again. */
export const worthRetrying = (attempt: number, error: Error): boolean => {
  const status = statusOf(error);
  return attempt < 3 && (status === undefined || status >= 500);
};

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // A session that ended is seen by whichever request comes first; the shell then shows the sign-in.
    onError: (error, query) => {
      if (statusOf(error) === 401 && query.queryKey[0] !== SESSION_KEY[0]) queryClient.setQueryData(SESSION_KEY, null);
    },
  }),
  defaultOptions: {
    queries: {
      retry: worthRetrying,
      retryDelay: (attempt) => Math.min(1000 * 2 ** attempt, 8000),
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
