import { addressOf, systemRoutes } from '@gangmu/contract';
import { noteLive } from './connection.js';

/** A run in which something happened, with its latest version. */
export interface RunChange {
  run: string;
  unit: string;
  version: number;
}

/** The browser retries by itself after a cut; after a refusal it gives up, and this tries again. */
const RETRY = 5000;

/**
 * Follows the engine's stream of changes in one campaign. After a gap it resumes at the last id it has seen, so that
 * nothing is skipped.
 *
 * @param missed called when a gap cannot be closed: everything shown had better be asked for again
 * @returns ends it
 */
export function followChanges(campaign: string, changed: (change: RunChange) => void, missed: () => void): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let last: string | undefined;
  let ended = false;
  const open = (): void => {
    noteLive('connecting');
    const stream = new EventSource(addressOf(systemRoutes.live, {}, { campaign, after: last }));
    source = stream;
    const seen = (event: MessageEvent<string>): void => {
      if (event.lastEventId !== '') last = event.lastEventId;
    };
    stream.addEventListener('open', () => noteLive('on'));
    stream.addEventListener('ready', seen);
    stream.addEventListener('alive', seen);
    stream.addEventListener('change', (event: MessageEvent<string>) => {
      seen(event);
      const change = changeIn(event.data);
      if (change !== undefined) changed(change);
    });
    stream.addEventListener('error', () => {
      if (ended) return;
      noteLive('connecting');
      if (stream.readyState !== EventSource.CLOSED) return;
      clearTimeout(retry);
      retry = setTimeout(() => {
        if (last === undefined) missed();
        open();
      }, RETRY);
    });
  };
  open();
  return () => {
    ended = true;
    clearTimeout(retry);
    source?.close();
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
