/** The files in docker/ are run by others, far from here: at least what a parser sees must be right. */
import { readFileSync } from 'node:fs';
import { LARGEST_FILE, LARGEST_IMPORT_FILE } from '@gangmu/contract';
import { describe, expect, it } from '@jest/globals';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';

interface Service {
  image?: string;
  environment?: Record<string, string>;
  depends_on?: string[] | Record<string, unknown>;
  volumes?: string[];
}

const read = (file: string) => readFileSync(`docker/${file}`, 'utf8');
const compose = (text: string) =>
  parse(text, { merge: true, strict: true }) as { services: Record<string, Service>; volumes: Record<string, unknown> };

describe('Dockerfile', () => {
  it('has no errors', () => {
    expect(validate(read('Dockerfile')).map((each) => each.message)).toEqual([]);
  });

  it('would be found faulty if it were', () => {
    expect(validate(read('Dockerfile').replace('WORKDIR', 'WORKDIRECTORY'))).not.toEqual([]);
  });
});

describe('compose.yml', () => {
  const { services, volumes } = compose(read('compose.yml'));

  it('starts api and worker processes in their roles', () => {
    expect(services['api']?.environment).toMatchObject({ GANGMU_ROLE: 'api', REDIS_URL: 'redis://valkey:6379' });
    expect(services['worker']?.environment).toMatchObject({ GANGMU_ROLE: 'worker' });
  });

  it('names only services and volumes that exist', () => {
    for (const service of Object.values(services)) {
      const needed = Array.isArray(service.depends_on) ? service.depends_on : Object.keys(service.depends_on ?? {});
      for (const name of needed) expect(Object.keys(services)).toContain(name);
      for (const mount of service.volumes ?? []) {
        const source = mount.split(':')[0] ?? '';
        if (!/^[./]/.test(source)) expect(Object.keys(volumes)).toContain(source);
      }
    }
  });

  it('asks only for settings the sample names', () => {
    const asked = [...read('compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map((match) => match[1]);
    const named = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
    expect([...new Set(asked)].sort()).toEqual([...named].sort());
  });
});

describe('what the files set and what the engine reads', () => {
  it('are the same settings', () => {
    const known = readFileSync('apps/engine/src/platform/settings.ts', 'utf8');
    const { services } = compose(read('compose.yml'));
    const given = [
      ...Object.keys({ ...services['api']?.environment, ...services['worker']?.environment }),
      ...(read('Dockerfile').match(/GANGMU_[A-Z]+/g) ?? []),
    ];
    expect(given.filter((name) => !known.includes(name))).toEqual([]);
    expect(given).toContain('GANGMU_DATA');
  });
});

describe('proxies', () => {
  it('pass live streams on at once', () => {
    expect(read('Caddyfile')).toMatch(/flush_interval -1/);
    expect(read('nginx.conf.sample')).toMatch(/proxy_buffering off;/);
  });

  it('let the largest request through: a file, or the three tables of an organisation, which come as text', () => {
    const megabytes = Number(/client_max_body_size (\d+)m;/.exec(read('nginx.conf.sample'))?.[1]);
    expect(megabytes * 1024 ** 2).toBeGreaterThan(Math.max(LARGEST_FILE, (3 * LARGEST_IMPORT_FILE * 4) / 3));
  });

  it('ask where the engine listens', () => {
    expect(read('Caddyfile')).toContain('dynamic a api 4700');
    expect(read('Dockerfile')).toContain('GANGMU_PORT=4700');
  });
});
