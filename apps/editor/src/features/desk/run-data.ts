import {
  type UseMutationResult,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { type AnswerOf, type RunAnswer, type RunCommandInput, runRoutes } from '@gangmu/contract';
import { type Template, templateFor } from '@gangmu/core';
import { client, statusOf } from '../../platform/client.js';
import { randomId } from '../../platform/random-id.js';
import { templateQuery } from '../../platform/template-query.js';
import type { WordKey } from '../../words/words.js';

export interface RunDetail {
  run: RunAnswer;
  template: Template;
}

export const runKey = (run: string): readonly [string, string] => ['run', run];
export const runStatusWord = (status: RunAnswer['status']): WordKey => `run.status.${status}`;

/** A unit's run together with the template it follows. */
export function useRun(id: string): UseQueryResult<RunDetail> {
  const queries = useQueryClient();
  return useQuery({
    queryKey: runKey(id),
    queryFn: async ({ signal }) => {
      const run = await client.call(runRoutes.get, { signal, params: { run: id } });
      const template = await queries.ensureQueryData(templateQuery(run.template));
      return { run, template: templateFor(template, run.unit.category) };
    },
  });
}

export type HistoryEntry = AnswerOf<typeof runRoutes.history>['entries'][number];

/** What happened to one item, latest first. `version` renews it when the run has moved on. */
export function useHistory(run: string, item: string, version: number): UseQueryResult<HistoryEntry[]> {
  return useQuery({
    queryKey: [...runKey(run), 'history', item, version],
    queryFn: async ({ signal }) =>
      (await client.call(runRoutes.history, { signal, params: { run }, query: { item, limit: 100 } })).entries,
    placeholderData: (before, query) => (query?.queryKey[3] === item ? before : undefined),
  });
}

export interface Order {
  command: RunCommandInput;
  onBehalfOf?: { word: string };
}

/**
 * Asks something of a run. The idempotency key belongs to what was asked: trying the same again after a lost answer
 * does not do it twice.
 */
export function useRunCommand(run: RunAnswer): UseMutationResult<{ version: number }, Error, Order> {
  const queries = useQueryClient();
  const keys = new Map<string, string>();
  return useMutation({
    mutationFn: async (order: Order) => {
      const text = JSON.stringify(order);
      const key = keys.get(text) ?? randomId();
      keys.set(text, key);
      return await client.call(runRoutes.command, {
        params: { run: run.id },
        body: order,
        idempotencyKey: key,
        ifMatch: String(run.version),
      });
    },
    onSettled: async (_, error) => {
      // Done, or decided on a state that is no longer the latest: either way what is shown is old.
      if (error === null || statusOf(error) === 409 || statusOf(error) === 412) {
        await queries.invalidateQueries({ queryKey: runKey(run.id) });
        await queries.invalidateQueries({ queryKey: ['campaign', run.campaign] });
      }
    },
  });
}
