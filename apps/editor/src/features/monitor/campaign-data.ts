import { type QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { type AnswerOf, type Campaign, campaignRoutes, type CampaignFigures, type ScopeUnit } from '@gangmu/contract';
import { useMemo } from 'react';
import { client } from '../../platform/client.js';
import { templateQuery } from '../../platform/template-query.js';
import type { WordKey } from '../../words/words.js';
import { assembleMatrix, type Matrix } from './matrix/model.js';

export type PackedMatrix = AnswerOf<typeof campaignRoutes.matrix>;

/** The largest scope one page of units is asked for; beyond it further pages follow. */
const UNITS_PER_REQUEST = 6000;

export const campaignKeys = {
  one: (id: string) => ['campaign', id] as const,
  figures: (id: string) => ['campaign', id, 'figures'] as const,
  units: (id: string) => ['campaign', id, 'units'] as const,
  cells: (id: string) => ['campaign', id, 'cells'] as const,
};

export const campaignStatusWord = (status: Campaign['status']): WordKey => `campaign.status.${status}`;

export function useCampaigns(): UseQueryResult<Campaign[]> {
  return useQuery({
    queryKey: ['campaigns'],
    queryFn: async ({ signal }) => (await client.call(campaignRoutes.list, { signal, query: { limit: 200 } })).entries,
  });
}

export function useCampaign(id: string): UseQueryResult<Campaign> {
  return useQuery({
    queryKey: campaignKeys.one(id),
    queryFn: async ({ signal }) => await client.call(campaignRoutes.get, { signal, params: { campaign: id } }),
  });
}

export function useFigures(id: string): UseQueryResult<CampaignFigures> {
  return useQuery({
    queryKey: campaignKeys.figures(id),
    queryFn: async ({ signal }) => await client.call(campaignRoutes.figures, { signal, params: { campaign: id } }),
  });
}

async function everyUnit(campaign: string, signal: AbortSignal): Promise<ScopeUnit[]> {
  const units: ScopeUnit[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.call(campaignRoutes.units, {
      signal,
      params: { campaign },
      query: { limit: UNITS_PER_REQUEST, ...(cursor === undefined ? {} : { cursor }) },
    });
    units.push(...page.entries);
    cursor = page.next;
  } while (cursor !== undefined);
  return units;
}

/** Units × steps, put together from who is in scope, the packed cells and the template. */
export function useMatrix(campaign: Campaign | undefined): {
  data: Matrix | undefined;
  error: unknown;
  retry: () => void;
} {
  const id = campaign?.id ?? '';
  const enabled = campaign !== undefined;
  const template = useQuery({ ...templateQuery(campaign?.template ?? ''), enabled });
  const units = useQuery({
    queryKey: campaignKeys.units(id),
    queryFn: async ({ signal }) => await everyUnit(id, signal),
    enabled,
    staleTime: 60_000,
  });
  const cells = useQuery({
    queryKey: campaignKeys.cells(id),
    queryFn: async ({ signal }) => await client.call(campaignRoutes.matrix, { signal, params: { campaign: id } }),
    enabled,
  });
  const data = useMemo(
    () =>
      template.data === undefined || units.data === undefined || cells.data === undefined
        ? undefined
        : assembleMatrix(template.data, units.data, cells.data),
    [template.data, units.data, cells.data],
  );
  return {
    data,
    error: template.error ?? units.error ?? cells.error,
    retry: () => void Promise.all([template.refetch(), units.refetch(), cells.refetch()]),
  };
}

/** Beyond this many changed units the whole matrix is the smaller question. */
const PATCH_AT_MOST = 200;

/** Brings the cells of some units up to date without asking for the rest. */
export async function refreshUnits(queries: QueryClient, campaign: string, units: readonly string[]): Promise<void> {
  const key = campaignKeys.cells(campaign);
  const before = queries.getQueryData<PackedMatrix>(key);
  if (before === undefined) return;
  if (units.length === 0 || units.length > PATCH_AT_MOST) return await queries.invalidateQueries({ queryKey: key });
  const fresh = await client.call(campaignRoutes.matrix, { params: { campaign }, query: { units: units.join(',') } });
  const changed = new Map(fresh.units.map((row) => [row.unit, row]));
  queries.setQueryData<PackedMatrix>(key, (now) => {
    if (now === undefined) return now;
    const rows = now.units.map((row) => changed.get(row.unit) ?? row);
    const known = new Set(rows.map(({ unit }) => unit));
    return { ...now, at: fresh.at, units: [...rows, ...fresh.units.filter(({ unit }) => !known.has(unit))] };
  });
}
