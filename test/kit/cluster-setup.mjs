/**
 * One PostgreSQL cluster per Jest run, in a folder of its own; the suites reach it through `freshDatabase`.
 * Jest loads this file before any transform, so the few source files of the embedded PostgreSQL are translated here:
 * a test run needs no build.
 */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformFileSync } from '@swc/core';

const root = fileURLToPath(new URL('../..', import.meta.url));

async function loadEmbeddedPostgres() {
  const from = join(root, 'apps', 'engine', 'src', 'platform', 'postgres');
  // Below node_modules, so that `pg` and the binaries are found from there as they are from the source.
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const to = mkdtempSync(join(cache, 'gangmu-kit-'));
  writeFileSync(join(to, 'package.json'), '{"type":"module"}');
  for (const file of readdirSync(from)) {
    if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
    const { code } = transformFileSync(join(from, file), {
      swcrc: false,
      module: { type: 'es6' },
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    });
    writeFileSync(join(to, file.replace(/\.ts$/, '.js')), code);
  }
  return { ...(await import(pathToFileURL(join(to, 'index.js')).href)), translated: to };
}

export default async function setUp() {
  const { startEmbeddedPostgres, translated } = await loadEmbeddedPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'gangmu-test-'));
  chmodSync(folder, 0o711);
  const cluster = await startEmbeddedPostgres({ dataDir: folder });
  process.env.GANGMU_TEST_CLUSTER = cluster.url;
  globalThis.gangmuTestCluster = { cluster, folders: [folder, translated] };
}
