import { type DynamicModule, Logger } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Database } from './database.js';
import { mapping } from './mapping.js';

/** Simple reads are seldom: they must not take connections from the hot pool, nor need many. */
const CONNECTIONS = 2;

/**
 * Repositories for reads that fetch rows of one table by key, as the runtime role. A slice asks for one with
 * `TypeOrmModule.forFeature([…])`; what joins, aggregates or writes on a hot path stays SQL on `Database`.
 */
export const repositories = (): DynamicModule =>
  TypeOrmModule.forRootAsync({
    inject: [Database],
    useFactory: ({ url }: Database) => ({
      ...mapping,
      url,
      migrationsRun: false,
      retryAttempts: 0,
      logging: false as const,
      applicationName: 'gangmu repositories',
      // A connection that breaks while idle is replaced at the next use.
      poolErrorHandler: (error: unknown) => new Logger('repositories').debug(`connection lost: ${String(error)}`),
      extra: { max: CONNECTIONS, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 10_000 },
    }),
  });
