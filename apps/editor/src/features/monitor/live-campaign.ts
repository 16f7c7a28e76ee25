import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { followChanges, type RunChange } from '../../platform/live-stream.js';
import { type RunDetail, runKey } from '../desk/run-data.js';
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

function gather(queries: QueryClient, campaign: string): { add: (change: RunChange) => void; end: () => void } {
  const units = new Set<string>();
  let soon: ReturnType<typeof setTimeout> | undefined;
  let figures: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    soon = undefined;
    // What cannot be fetched now comes with the next change or the next visit.
    void refreshUnits(queries, campaign, [...units]).catch(() => undefined);
    units.clear();
  };
  return {
    add: ({ run, unit, version }) => {
      units.add(unit);
      // Nobody looks at most of these runs; one that is not kept costs nothing.
      const shown = queries.getQueryData<RunDetail>(runKey(run));
      if (shown !== undefined && shown.run.version < version) void queries.invalidateQueries({ queryKey: runKey(run) });
      soon ??= setTimeout(flush, GATHER);
      figures ??= setTimeout(() => {
        figures = undefined;
        void queries.invalidateQueries({ queryKey: campaignKeys.figures(campaign) });
        // The engine's clock has moved on too, and with it what is late.
        void queries.invalidateQueries({ queryKey: ['system'] });
      }, FIGURES_EVERY);
    },
    end: () => {
      clearTimeout(soon);
      clearTimeout(figures);
    },
  };
}
