import { addressOf, systemRoutes } from '@gangmu/contract';
import { noteLive } from './connection.js';

/** What a change on the stream names; more may come with it. */
export interface Change {
  campaign?: string;
  run?: string;
  unit?: string;
}

/** The browser retries by itself after a cut; after a refusal it gives up, and this tries again. */
const RETRY = 5000;

/**
 * Follows the engine's stream of changes in one campaign. Resumes where it was cut: the browser sends the last id it
 * has seen. A page that could not follow for a while is told so by `missed` and had better ask for everything again.
 *
 * @returns ends it
 */
export function followChanges(campaign: string, changed: (change: Change) => void, missed: () => void): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let last: string | undefined;
  let ended = false;
  const open = (): void => {
    noteLive('connecting');
    source = new EventSource(addressOf(systemRoutes.live, {}, { campaign, after: last }));
    source.addEventListener('open', () => noteLive('on'));
    const read = (event: MessageEvent<string>): void => {
      if (event.lastEventId !== '') last = event.lastEventId;
      changed(parse(event.data));
    };
    source.addEventListener('message', read);
    source.addEventListener('change', read);
    source.addEventListener('error', () => {
      noteLive('connecting');
      if (source?.readyState !== EventSource.CLOSED || ended) return;
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

function parse(data: string): Change {
  try {
    const read: unknown = JSON.parse(data);
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}
