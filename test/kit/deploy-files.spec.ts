/** The files in docker/ are run by others, far from here: at least what a parser sees must be right. */
import { readFileSync } from 'node:fs';
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
