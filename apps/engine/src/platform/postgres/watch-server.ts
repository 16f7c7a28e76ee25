import { StartupProblem } from './startup-problem.js';

/** What a watch over a server looks at and does. */
export interface ServerWatch {
  runs: () => boolean;
  restart: () => Promise<void>;
  /** Something an administrator may want to know. */
  told: (text: string) => void;
  /** It cannot be brought back: there is nothing to serve from any more. */
  failed: (error: unknown) => void;
  /** The server's log. */
  log: string;
}
export interface Watched {
  /** Looks no more; what is being started is waited for. */
  end(): Promise<void>;
}

const LOOK_EVERY = 500;
/** A server that ends this often within the hour has something that starting it does not cure. */
const MOST_RESTARTS = 10;
const HOUR = 3_600_000;

/**
 * Starts a server again that was killed – by the system when memory ran short, by somebody by mistake. What was not
 * committed is gone, as with any crash; everything else is there, and whoever waits for it finds it a moment later.
 */
export function watchServer(watch: ServerWatch, now: () => number = () => performance.now()): Watched {
  let restarts: number[] = [];
  let restarting: Promise<void> | undefined;
  const look = (): void => {
    if (restarting !== undefined || watch.runs()) return;
    restarts = [...restarts.filter((at) => now() - at < HOUR), now()];
    if (restarts.length > MOST_RESTARTS) {
      clearInterval(timer);
      watch.failed(
        new StartupProblem(
          'postgres-failed',
          `PostgreSQL has ended by itself ${MOST_RESTARTS} times within an hour and is not started again. Why stands in ${watch.log}; most often memory runs short. Put that right and start again. Nothing that was stored is lost.`,
        ),
      );
      return;
    }
    watch.told('PostgreSQL has ended unexpectedly and is started again.');
    restarting = watch
      .restart()
      .then(
        () => watch.told('PostgreSQL answers again.'),
        (error: unknown) => {
          clearInterval(timer);
          watch.failed(error);
        },
      )
      .finally(() => (restarting = undefined));
  };
  const timer = setInterval(look, LOOK_EVERY);
  timer.unref();
  return {
    async end() {
      clearInterval(timer);
      await restarting;
    },
  };
}
