import { addressOf, systemRoutes } from '@gangmu/contract';
import { noteLive } from './connection.js';

/** Runs in which something happened, with their latest version. */
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
export function followChanges(
  campaign: string,
  changed: (changes: RunChange[]) => void,
  missed: () => void,
): () => void {
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
    stream.addEventListener('changes', (event: MessageEvent<string>) => {
      seen(event);
      changed(runsIn(event.data));
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

function runsIn(data: string): RunChange[] {
  try {
    const read = JSON.parse(data) as { runs?: RunChange[] };
    return Array.isArray(read.runs) ? read.runs : [];
  } catch {
    return [];
  }
}
