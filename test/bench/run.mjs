/**
 * `npm run bench [name …]`: builds what changed, then measures the engine against bare PostgreSQL in one run.
 * Without a name every row is measured.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { failWith, prepare, root } from '../../apps/cli/launch/prepare.mjs';

try {
  prepare();
  const out = join(root, 'test', 'dist');
  rmSync(out, { recursive: true, force: true });
  const compiled = spawnSync(
    process.execPath,
    [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', join(root, 'test', 'bench', 'tsconfig.json')],
    { stdio: 'inherit' },
  );
  if (compiled.status !== 0) process.exit(compiled.status ?? 1);
  // Options for Node itself, such as --cpu-prof, come from NODE_OPTIONS or GANGMU_BENCH_NODE.
  const options = (process.env.GANGMU_BENCH_NODE ?? '').split(' ').filter(Boolean);
  const { status } = spawnSync(
    process.execPath,
    ['--expose-gc', '--enable-source-maps', ...options, join(out, 'main.js'), ...process.argv.slice(2)],
    { stdio: 'inherit' },
  );
  process.exit(status ?? 1);
} catch (error) {
  failWith(error);
}
