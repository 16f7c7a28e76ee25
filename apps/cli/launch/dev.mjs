/** `npm run dev`: compilers in watch mode, the engine restarted on change, the editor served by Vite. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { failWith, prepare, root } from './prepare.mjs';

const enginePort = process.env.GANGMU_PORT ?? '4700';
const editorPort = Number(process.env.GANGMU_EDITOR_PORT ?? 4701);
const children = [];

function run(label, args, environment = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      for (const line of text.split('\n')) if (line.trim()) console.log(`${label.padEnd(8)} ${line}`);
    });
  }
  children.push(child);
}

async function serveEditor() {
  const editor = join(root, 'apps', 'editor');
  const { createServer } = await import(
    pathToFileURL(createRequire(join(editor, 'package.json')).resolve('vite')).href
  );
  const proxy = { '/api': { target: `http://127.0.0.1:${enginePort}`, changeOrigin: false } };
  const server = await createServer({ root: editor, server: { port: editorPort, strictPort: true, proxy } });
  await server.listen();
  console.log(`editor   http://127.0.0.1:${editorPort}`);
  return server;
}

try {
  prepare();
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  for (const project of ['libs/core', 'libs/contract', 'libs/documents', 'apps/engine']) {
    run(project.split('/')[1], [tsc, '-p', join(project, 'tsconfig.build.json'), '--watch', '--preserveWatchOutput']);
  }
  run('engine', ['--watch', '--watch-preserve-output', '--enable-source-maps', 'apps/engine/dist/main.js'], {
    GANGMU_PORT: enginePort,
    GANGMU_DATA: process.env.GANGMU_DATA ?? join(root, '.gangmu'),
  });
  const editor = await serveEditor();
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      for (const child of children) child.kill('SIGTERM');
      editor.close().catch(failWith);
    });
  }
} catch (error) {
  for (const child of children) child.kill('SIGTERM');
  failWith(error);
}
