/**
 * `npm run faults`: builds what changed, compiles this folder and runs the kills of all scripts; `-- demo --kills 6` or
 * `-- postgres` one of them.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { failWith, prepare, root } from '../../apps/cli/launch/prepare.mjs';

try {
  prepare();
  const here = join(root, 'test', 'faults');
  const out = join(here, 'dist');
  rmSync(out, { recursive: true, force: true });
  const run = (...args) => spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
  const compiled = run(join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', join(here, 'tsconfig.json'));
  const scripts = { postgres: 'kill-postgres.js', demo: 'kill-during-demo.js' };
  const [first, ...rest] = process.argv.slice(2);
  const chosen = scripts[first];
  if (compiled !== 0) process.exit(compiled);
  if (chosen !== undefined) process.exit(run(join(out, chosen), ...rest));
  // What is asked of the demonstration only is for it.
  process.exit(run(join(out, scripts.postgres)) || run(join(out, scripts.demo), ...process.argv.slice(2)));
} catch (error) {
  failWith(error);
}
