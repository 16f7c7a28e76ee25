/** `npm start`: everything from a fresh clone to a page that answers. */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { failWith, LaunchProblem, prepare, root } from './prepare.mjs';

const help = `npm start -- [options]

  --empty         the office's own, empty database instead of the sample county
  --host [ADDR]   serve the office network (all addresses, or the one given); else this computer only
  --port PORT     default 4700
  --data FOLDER   where the data is kept; default .gangmu
  --help

Settings for several processes (DATABASE_URL, REDIS_URL, GANGMU_ROLE) are described in README.md.`;

function readFlags(args) {
  // `--host` alone means "all addresses"; parseArgs knows no options with an optional value.
  const given = args.flatMap((arg, i) =>
    arg === '--host' && (args[i + 1] === undefined || args[i + 1].startsWith('--')) ? ['--host=0.0.0.0'] : [arg],
  );
  try {
    return parseArgs({
      args: given,
      options: {
        empty: { type: 'boolean' },
        host: { type: 'string' },
        port: { type: 'string' },
        data: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new LaunchProblem(`${error.message}\n\n${help}`);
  }
}

/** npm dies of a SIGTERM without passing it on; the engine would live on unseen, holding port and data. */
function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

try {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help) {
    console.log(help);
  } else {
    prepare();
    const here = process.env.INIT_CWD ?? process.cwd();
    if (flags.empty) process.env.GANGMU_EMPTY = '1';
    if (flags.host) process.env.GANGMU_HOST = flags.host;
    if (flags.port) process.env.GANGMU_PORT = flags.port;
    process.env.GANGMU_DATA = resolve(here, flags.data ?? process.env.GANGMU_DATA ?? join(root, '.gangmu'));
    process.env.NODE_ENV ??= 'production';
    process.setSourceMapsEnabled(true);
    stopWithNpm();
    await import(pathToFileURL(join(root, 'apps', 'engine', 'dist', 'main.js')).href);
  }
} catch (error) {
  failWith(error);
}
