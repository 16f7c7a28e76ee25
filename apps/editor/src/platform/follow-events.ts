/** The browser retries by itself after a cut; after a refusal it gives up, and this tries again. */
const RETRY = 5000;

export interface Following {
  /** Asked anew for every attempt, as where to go on from changes. */
  address: () => string;
  /** What to do with events, by name. */
  heard: Readonly<Record<string, (event: MessageEvent<string>) => void>>;
  opened?: () => void;
  cut?: () => void;
  /** The browser had given up, and it begins anew. */
  again?: () => void;
}

/** Follows a stream of server-sent events for as long as it is wanted, whatever comes between. @returns ends it */
export function followEvents({ address, heard, opened, cut, again }: Following): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const open = (): void => {
    const stream = new EventSource(address());
    source = stream;
    stream.addEventListener('open', () => opened?.());
    for (const [name, hear] of Object.entries(heard)) stream.addEventListener(name, hear);
    stream.addEventListener('error', () => {
      if (ended) return;
      cut?.();
      if (stream.readyState !== EventSource.CLOSED) return;
      clearTimeout(retry);
      retry = setTimeout(() => {
        again?.();
        open();
      }, RETRY);
    });
  };
  open();
  return () => {
    ended = true;
    clearTimeout(retry);
    source?.close();
  };
}
