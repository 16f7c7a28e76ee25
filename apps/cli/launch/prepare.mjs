/**
 * Makes a clone ready to run: Node new enough, packages installed, sources built. Uses Node's own modules only,
 * because nothing else is there yet on a fresh machine. Talks on stderr, so that `--json` output stays clean.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** A sentence for whoever started it: what is wrong and what to do. */
export class LaunchProblem extends Error {
  name = 'LaunchProblem';
}

const say = (text) => process.stderr.write(`${text}\n`);

/** Installs and builds what is missing or has changed; a few milliseconds when nothing is. */
export function prepare() {
  checkNode();
  installMissing();
  buildChanged();
}

/** `engines.node` of package.json, a plain `>=MAJOR.MINOR`. */
export function checkNode(version = process.versions.node) {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node.replace('>=', '');
  const [major, minor] = version.split('.').map(Number);
  const [wantedMajor, wantedMinor] = wanted.split('.').map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new LaunchProblem(
    `Gangmu needs Node.js ${wanted} or later; this is ${version}. Install a newer Node.js and start again.`,
  );
}

/** Runs `npm install` when a package of the lock file is not there in the version it names. */
export function installMissing() {
  const missing = firstMissingPackage();
  if (!missing) return;
  say(`Installing what is missing (${missing} for one). The first time this takes a minute or two …`);
  const npm = process.env.npm_execpath;
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error'];
  const run = npm?.endsWith('npm-cli.js')
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (run.status === 0) return;
  const why = run.error ? `npm could not be run (${run.error.message})` : 'npm install failed (its words are above)';
  throw new LaunchProblem(
    `${why}. Check that this computer reaches its npm registry, or copy node_modules from a computer that has it, and start again.`,
  );
}

/** npm keeps what it installed in `node_modules/.package-lock.json`; optional packages may be absent for good reason. */
function firstMissingPackage() {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/')) continue;
    if (
      entry.link
        ? !existsSync(join(root, path))
        : !entry.optional && !entry.devOptional && installed[path]?.version !== entry.version
    ) {
      return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    }
  }
  return undefined;
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

const stamp = join(root, 'node_modules', '.gangmu-built');
const results = ['libs/core', 'libs/contract', 'libs/documents', 'apps/engine', 'apps/cli', 'apps/editor'];

/** Builds through Nx, which rebuilds only what changed; Nx itself is asked only when some source differs. */
export function buildChanged() {
  const sources = fingerprint();
  const built = existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
  if (built && results.every((project) => existsSync(join(root, project, 'dist')))) return;
  say('Building what changed …');
  rmSync(stamp, { force: true });
  const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  const run = spawnSync(process.execPath, [nx, 'run-many', '-t', 'build', '--output-style=static'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status !== 0) {
    say(`${run.stdout}${run.stderr}`);
    throw new LaunchProblem('The build failed; the compiler says above where. Put that right and start again.');
  }
  writeFileSync(stamp, sources);
}

/** A hash over the contents of everything a build reads. */
function fingerprint() {
  const hash = createHash('sha256');
  const add = (path) =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  for (const file of ['package-lock.json', 'tsconfig.base.json', 'nx.json']) add(file);
  for (const workspace of ['libs', 'apps']) {
    for (const path of filesBelow(workspace)) add(path);
  }
  return hash.digest('hex');
}

const notRead = new Set(['node_modules', 'dist', 'launch', 'bin']);

function* filesBelow(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!notRead.has(entry.name)) yield* filesBelow(path);
    } else if (!/\.spec\.tsx?$/.test(entry.name)) yield path;
  }
}

/** Ends with the sentence of a foreseen problem, or with the whole error of an unforeseen one. */
export function failWith(error) {
  const foreseen = ['LaunchProblem', 'StartupProblem', 'SettingsError'].includes(error?.name);
  say(foreseen ? `\n${error.message}\n` : (error?.stack ?? String(error)));
  process.exit(1);
}
