import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { followChanges } from '../../platform/live-stream.js';
import { runKey } from '../desk/run-data.js';
import { campaignKeys, refreshUnits } from './campaign-data.js';

/** Changes within this time are fetched together: a bulk hand-in of thirty branches is one question, not thirty. */
const GATHER = 400;
/** Sums over the whole county are asked for more seldom. */
const FIGURES_EVERY = 2000;

/** Keeps what is on the screen of a campaign in step with what happens in it. */
export function useLiveCampaign(campaign: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (campaign === '') return undefined;
    const gathering = gather(queries, campaign);
    const end = followChanges(campaign, gathering.add, () => void queries.invalidateQueries());
    return () => {
      end();
      gathering.end();
    };
  }, [campaign, queries]);
}

function gather(
  queries: QueryClient,
  campaign: string,
): { add: (change: { run?: string; unit?: string }) => void; end: () => void } {
  const units = new Set<string>();
  const runs = new Set<string>();
  let unnamed = false;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let figures: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    soon = undefined;
    for (const run of runs) void queries.invalidateQueries({ queryKey: runKey(run) });
    // What it cannot fetch now comes with the next change or the next visit.
    void refreshUnits(queries, campaign, unnamed ? [] : [...units]).catch(() => undefined);
    units.clear();
    runs.clear();
    unnamed = false;
  };
  return {
    add: ({ run, unit }) => {
      if (run !== undefined) runs.add(run);
      if (unit === undefined) unnamed = true;
      else units.add(unit);
      soon ??= setTimeout(flush, GATHER);
      figures ??= setTimeout(() => {
        figures = undefined;
        void queries.invalidateQueries({ queryKey: campaignKeys.figures(campaign) });
      }, FIGURES_EVERY);
    },
    end: () => {
      clearTimeout(soon);
      clearTimeout(figures);
    },
  };
}
