import { addressOf, systemRoutes } from '@gangmu/contract';
import { noteLive } from './connection.js';
import { followEvents } from './follow-events.js';

/** A run in which something happened, with its latest version. */
export interface RunChange {
  run: string;
  unit: string;
  version: number;
}

/**
 * Follows the engine's stream of changes in one campaign. After a gap it resumes at the last id it has seen, so that
 * nothing is skipped.
 *
 * @param missed called when a gap cannot be closed: everything shown had better be asked for again
 * @returns ends it
 */
export function followChanges(campaign: string, changed: (change: RunChange) => void, missed: () => void): () => void {
  let last: string | undefined;
  const seen = (event: MessageEvent<string>): void => {
    if (event.lastEventId !== '') last = event.lastEventId;
  };
  noteLive('connecting');
  const end = followEvents({
    address: () => addressOf(systemRoutes.live, {}, { campaign, after: last }),
    heard: {
      ready: seen,
      alive: seen,
      change: (event) => {
        seen(event);
        const change = changeIn(event.data);
        if (change !== undefined) changed(change);
      },
    },
    opened: () => noteLive('on'),
    cut: () => noteLive('connecting'),
    again: () => {
      if (last === undefined) missed();
    },
  });
  return () => {
    end();
    noteLive('off');
  };
}

function changeIn(data: string): RunChange | undefined {
  try {
    const { run, unit, version } = JSON.parse(data) as Partial<RunChange>;
    return run === undefined || unit === undefined || version === undefined ? undefined : { run, unit, version };
  } catch {
    return undefined;
  }
}
