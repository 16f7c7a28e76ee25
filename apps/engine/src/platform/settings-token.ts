import type { Settings as SettingsData, TrustedProxies } from './settings.js';

/** The settings as something that can be asked for: an abstract class, because an interface is no token. */
export abstract class Settings implements SettingsData {
  abstract readonly data: string;
  abstract readonly port: number;
  abstract readonly host: string;
  abstract readonly databaseUrl: string | undefined;
  abstract readonly runtimeUrl: string | undefined;
  abstract readonly redisUrl: string | undefined;
  abstract readonly role: 'all' | 'api' | 'worker';
  abstract readonly empty: boolean;
  abstract readonly clock: 'real' | 'stepped';
  abstract readonly log: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  abstract readonly pool: number;
  abstract readonly trustProxy: TrustedProxies;
  abstract readonly signingKey: string | undefined;
  abstract readonly manifests: string;
}
