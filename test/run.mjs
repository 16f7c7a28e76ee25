/**
 * `npm test`: everything that must hold, from a fresh clone. `npm test -- unit lint` runs parts; further words are
 * handed to Jest as path patterns (`npm test -- unit postgres`). The last line sums up all suites.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildChanged, checkNode, failWith, installMissing, root } from '../apps/cli/launch/prepare.mjs';
import { toolPath } from './tools.mjs';

const suiteMinutes = 30;
/** Every suite waits for others – a database, a browser, a timer – about half of its time. */
const WORKERS = '--maxWorkers=2';
const scratch = mkdtempSync(join(tmpdir(), 'gangmu-npm-test-'));
const notes = [];

/** Runs a program in the open and says whether it ended well. */
function ran(program, args, environment = {}) {
  const run = spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
    timeout: suiteMinutes * 60_000,
    killSignal: 'SIGTERM',
  });
  if (run.error) console.log(`${program}: ${run.error.message}`);
  return run.status === 0;
}

const check = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });

/** A Jest run; a file that could not be run at all counts as a failure, as does Jest itself when it breaks. */
function jest(name, patterns, environment = {}, ...options) {
  const report = join(scratch, `${name}.json`);
  const ok = ran(
    'jest/bin/jest.js',
    [
      '--config',
      `test/jest.${name}.mjs`,
      '--passWithNoTests',
      '--json',
      `--outputFile=${report}`,
      ...options,
      ...patterns,
    ],
    { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning', ...environment },
  );
  let result;
  try {
    result = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

function scenarios(patterns) {
  const redis = toolPath('redis');
  const result = jest('scenario', patterns, { GANGMU_TEST_REDIS: redis ?? '' }, WORKERS);
  if (redis) return result;
  const folder = join(root, 'test', 'scenarios');
  const halves = readdirSync(folder).filter((file) =>
    readFileSync(join(folder, file), 'utf8').includes('onEitherQueue('),
  );
  notes.push(
    `NO REDIS SERVER could be had: the half on Redis of ${halves.length} scenarios DID NOT RUN. Install redis-server.`,
  );
  return { ...result, skipped: result.skipped + halves.length };
}

function browserTests(patterns, environment = {}) {
  const browser = toolPath('browser');
  if (browser) return jest('browser', patterns, { GANGMU_TEST_BROWSER: browser, ...environment }, WORKERS);
  const files = readdirSync(join(root, 'test', 'browser'), { recursive: true }).filter((file) =>
    String(file).endsWith('.browser.ts'),
  );
  notes.push(`NO BROWSER could be had: ${files.length} files of browser tests DID NOT RUN. Install chromium.`);
  return { passed: 0, failed: 0, skipped: files.length };
}

function build() {
  try {
    buildChanged();
    return check(true);
  } catch (error) {
    console.log(error.message);
    return check(false);
  }
}

const suites = {
  build,
  types: () => check(ran('nx/dist/bin/nx.js', ['run-many', '-t', 'types', '--output-style=static'])),
  // Import cycles and the boundaries between projects are rules of the linter; a unit spec shows that each one fires.
  lint: () =>
    check(
      ran('oxlint/bin/oxlint', ['--type-aware', '--disable-nested-config', '--deny-warnings'], {
        PATH: `${join(root, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
      }),
    ),
  format: () => check(ran('@biomejs/biome/bin/biome', ['format', '.'])),
  unit: (patterns) => jest('unit', patterns, {}, WORKERS),
  scenario: scenarios,
  browser: (patterns) => browserTests(patterns),
};
/** Beside what `npm test` runs: pictures of every screen, for people to look at. */
const onDemand = {
  screenshots: () => browserTests(['screens', 'editor.browser', 'takeover.browser'], { GANGMU_EVERY_SCREEN: '1' }),
};

function main(words) {
  const known = { ...suites, ...onDemand };
  const chosen = words.filter((word) => word in known);
  const patterns = words.filter((word) => !(word in known));
  checkNode();
  installMissing();
  const total = { passed: 0, failed: 0, skipped: 0 };
  const lines = [];
  for (const name of chosen.length > 0 ? chosen : Object.keys(suites)) {
    console.log(`\n── ${name} ${'─'.repeat(70 - name.length)}`);
    const begun = performance.now();
    const result = known[name](patterns);
    for (const key of Object.keys(total)) total[key] += result[key];
    const seconds = ((performance.now() - begun) / 1000).toFixed(1).padStart(7);
    const skipped = result.skipped ? `, ${result.skipped} skipped` : '';
    lines.push(
      `${result.failed ? '✗' : '✓'} ${name.padEnd(10)}${seconds} s   ${result.passed} passed, ${result.failed} failed${skipped}`,
    );
  }
  console.log(`\n${lines.join('\n')}`);
  for (const note of notes) console.log(`\n!!! ${note}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`);
  return total.failed === 0 && total.passed > 0;
}

try {
  process.exitCode = main(process.argv.slice(2)) ? 0 : 1;
} catch (error) {
  failWith(error);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
