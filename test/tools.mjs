/** The programs that tests need beyond npm packages: a browser, fonts for its screenshots, a Redis server. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const wanted = {
  browser: { programs: ['chromium', 'chromium-browser', 'google-chrome'], packages: ['chromium', 'fonts-noto-cjk'] },
  redis: { programs: ['redis-server', 'valkey-server'], packages: ['redis-server'] },
};

function find(programs) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const program of programs) if (existsSync(join(folder, program))) return join(folder, program);
  }
  return undefined;
}

/**
 * Path of the tool, installed by apt where that is possible (root on Debian and its kin); undefined if it cannot be
 * had. A path given in the environment goes before everything else.
 */
export function toolPath(name) {
  const given = process.env[`GANGMU_TEST_${name.toUpperCase()}`];
  if (given !== undefined) return given || undefined;
  const { programs, packages } = wanted[name];
  const found = find(programs);
  if (found || process.getuid?.() !== 0 || !find(['apt-get'])) return found;
  console.log(`Installing ${packages.join(', ')} …`);
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: 600_000,
    });
  const install = () => apt('install', '-y', '--no-install-recommends', ...packages).status === 0;
  // Package lists are usually fresh enough; asked anew only when the first try fails.
  if (!install()) {
    apt('update');
    install();
  }
  return find(programs);
}
