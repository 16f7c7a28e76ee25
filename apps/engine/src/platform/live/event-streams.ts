import type { FastifyReply } from 'fastify';

const KEEP_ALIVE = 15_000;
/** A stream ends after this long and the page resumes it: whoever was signed out or moved hears no more by then. */
const ENDS_AFTER = 10 * 60_000;

type Stream = FastifyReply['raw'];

/** Somebody who listens, with what is known of them. */
export type Listening<Known> = Known & {
  reply: Stream;
  /** When the stream is ended, by the process's own clock. */
  until: number;
};

interface Looks<Known> {
  /** Milliseconds from one look to the next. */
  every: number;
  /** Looks once for all who listen, and writes to those whom it concerns. Where it fails, the next look makes up for it. */
  look: (listening: ReadonlySet<Listening<Known>>) => Promise<void>;
  /** What a stream is told now and then so that nobody on the way takes it for dead: lines before the event. */
  alive?: (listener: Known) => string;
}

/** Streams of server-sent events that one look serves together, only while there are any. */
export class EventStreams<Known extends object> {
  private readonly listening = new Set<Listening<Known>>();
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private aliveAt = performance.now();

  constructor(private readonly looks: Looks<Known>) {}

  get count(): number {
    return this.listening.size;
  }

  /** Begins a stream on this reply. @param id where it begins, for streams that can be resumed */
  begin(reply: FastifyReply, known: Known, id?: string): void {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // proxies must not hold the stream back
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    raw.write(`retry: 2000\n${id === undefined ? '' : `id: ${id}\n`}event: ready\ndata: {}\n\n`);
    const listener: Listening<Known> = { ...known, reply: raw, until: performance.now() + ENDS_AFTER };
    this.listening.add(listener);
    raw.on('close', () => this.listening.delete(listener));
    this.timer ??= setInterval(() => void this.look(), this.looks.every);
  }

  /** Looks now instead of at the next time. */
  async look(): Promise<void> {
    if (this.listening.size === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
      return;
    }
    if (this.looking) return;
    this.looking = true;
    try {
      await this.looks.look(this.listening);
      this.keepUp();
    } catch {
      // The database is away; listeners hear of everything once it is back.
    } finally {
      this.looking = false;
    }
  }

  end(): void {
    clearInterval(this.timer);
    for (const { reply } of this.listening) reply.end();
    this.listening.clear();
  }

  private keepUp(): void {
    const now = performance.now();
    for (const { until, reply } of this.listening) if (until < now) reply.end();
    if (now - this.aliveAt <= KEEP_ALIVE) return;
    this.aliveAt = now;
    for (const listener of this.listening)
      listener.reply.write(`${this.looks.alive?.(listener) ?? ''}event: alive\ndata: {}\n\n`);
  }
}
