import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's log lines in ours; its start-up chatter only when one asks for it. */
export const nestLogger = (log: Logger): LoggerService => {
  const line =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: unknown, ...rest: unknown[]): void => {
      const context = rest.at(-1);
      log[level]({ context, ...(rest.length > 1 ? { detail: rest[0] } : {}) }, String(message));
    };
  const chatter = new Set(['InstanceLoader', 'NestFactory', 'RouterExplorer', 'RoutesResolver', 'NestApplication']);
  const info = line('info');
  return {
    log: (message: unknown, ...rest: unknown[]) => {
      if (!chatter.has(String(rest.at(-1)))) info(message, ...rest);
    },
    warn: line('warn'),
    error: line('error'),
    debug: line('debug'),
    verbose: line('debug'),
    fatal: line('error'),
  };
};
