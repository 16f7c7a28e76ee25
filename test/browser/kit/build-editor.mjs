import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const editor = join(root, 'apps', 'editor');
/** What a build of the editor reads. */
const SOURCES = [
  join(editor, 'src'),
  join(editor, 'public'),
  join(editor, 'index.html'),
  join(editor, 'vite.config.ts'),
  join(root, 'libs', 'core', 'src'),
  join(root, 'libs', 'contract', 'src'),
  join(root, 'libs', 'documents', 'src'),
];

function newest(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Builds the editor unless the last build is newer than everything it was made from: the engine serves the result. */
export function buildEditor() {
  const page = join(editor, 'dist', 'index.html');
  if (existsSync(page) && statSync(page).mtimeMs > Math.max(...SOURCES.map(newest))) return;
  const vite = join(
    dirname(createRequire(join(editor, 'package.json')).resolve('vite/package.json')),
    'bin',
    'vite.js',
  );
  const { NODE_OPTIONS: _, NODE_ENV: __, ...environment } = process.env;
  execFileSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: editor,
    env: environment,
    stdio: 'inherit',
  });
}
