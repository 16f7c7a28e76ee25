/** What the surroundings say: read once at start, checked, and passed on as data. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

/** A sentence for whoever starts the engine: what is wrong and what to do. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const flag = z
  .enum(['0', '1', 'true', 'false', ''])
  .optional()
  .transform((value) => value === '1' || value === 'true');

/** Which proxies are believed when they say whom they speak for. */
export type TrustedProxies =
  /** Nobody speaks for others: what a request says of its own way is not heard. */
  | false
  /** So many one after another, in front of an engine that nobody else can reach. */
  | number
  /** These addresses and networks (`10.0.0.0/8`). */
  | string[];

const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
};

const proxies = z
  .string()
  .optional()
  .transform((text, context): TrustedProxies => {
    if (text === undefined || ['', '0', 'false'].includes(text)) return false;
    if (text === 'true') return 1;
    if (/^\d$/.test(text)) return Number(text);
    const networks = text.split(',').map((network) => network.trim());
    if (networks.every(isNetwork)) return networks;
    context.addIssue({ code: 'custom', message: 'neither a number nor addresses' });
    return z.NEVER;
  });

const environmentSchema = z.object({
  GANGMU_DATA: z.string().min(1).default('.gangmu'),
  GANGMU_PORT: z.coerce.number().int().min(0).max(65535).default(4700),
  GANGMU_HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  GANGMU_RUNTIME_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^(rediss?|valkeys?)$/ }).optional(),
  GANGMU_ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  GANGMU_EMPTY: flag,
  GANGMU_CLOCK: z.enum(['real', 'stepped']).default('real'),
  GANGMU_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  GANGMU_POOL: z.coerce.number().int().min(4).max(200).default(12),
  GANGMU_TRUST_PROXY: proxies,
  GANGMU_SIGNING_KEY: z.string().optional(),
  GANGMU_MANIFESTS: z.string().min(1).optional(),
});

export interface Settings {
  /** Absolute folder of everything this engine keeps outside the database. */
  data: string;
  port: number;
  host: string;
  /** Owner's connection: migrates and makes the runtime role. Missing: the embedded PostgreSQL. */
  databaseUrl: string | undefined;
  /** Ready-made connection of the runtime role, where the owner may not create roles. */
  runtimeUrl: string | undefined;
  redisUrl: string | undefined;
  role: 'all' | 'api' | 'worker';
  /** Start the office's own database instead of the sample county. */
  empty: boolean;
  clock: 'real' | 'stepped';
  log: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Connections of the hot pool. */
  pool: number;
  trustProxy: TrustedProxies;
  signingKey: string | undefined;
  manifests: string;
}

const ADVICE: Record<string, string> = {
  GANGMU_PORT: 'a number from 0 to 65535',
  DATABASE_URL: 'an address like postgres://owner:password@host:5432/gangmu',
  GANGMU_RUNTIME_URL: 'an address like postgres://gangmu_runtime:password@host:5432/gangmu',
  REDIS_URL: 'an address like redis://host:6379',
  GANGMU_ROLE: 'all, api or worker',
  GANGMU_EMPTY: '1 or nothing',
  GANGMU_CLOCK: 'real or stepped',
  GANGMU_LOG: 'silent, error, warn, info or debug',
  GANGMU_POOL: 'a number from 4 to 200',
  GANGMU_TRUST_PROXY: 'how many proxies stand in front (1), or their addresses, separated by commas',
};

/** Reads the settings from environment variables; throws a SettingsError that names the variable. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  // A variable that is set to nothing counts as not set: compose files and shells leave such behind.
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? 'the environment');
    throw new SettingsError(
      `${name} is set to "${given[name] ?? ''}", but must be ${ADVICE[name] ?? 'something else'}.`,
    );
  }
  const e = parsed.data;
  const data = resolve(e.GANGMU_DATA);
  return {
    data,
    port: e.GANGMU_PORT,
    host: e.GANGMU_HOST,
    databaseUrl: e.DATABASE_URL,
    runtimeUrl: e.GANGMU_RUNTIME_URL,
    redisUrl: e.REDIS_URL,
    role: e.GANGMU_ROLE,
    empty: e.GANGMU_EMPTY,
    clock: e.GANGMU_CLOCK,
    log: e.GANGMU_LOG,
    pool: e.GANGMU_POOL,
    trustProxy: e.GANGMU_TRUST_PROXY,
    signingKey: e.GANGMU_SIGNING_KEY,
    manifests: resolve(e.GANGMU_MANIFESTS ?? `${data}/manifests`),
  };
}
