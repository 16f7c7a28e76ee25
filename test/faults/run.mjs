/** `npm run faults [-- --kills 6 …]`: builds what changed, compiles this folder and runs the kills. */
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
  process.exit(compiled || run(join(out, 'kill-during-demo.js'), ...process.argv.slice(2)));
} catch (error) {
  failWith(error);
}
