/** A check that cannot fail is a defect: each rule we rely on is shown a violation and must name it. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = process.cwd();
const violations: [title: string, file: string, source: string, rule: string][] = [
  ['a promise nobody awaits', 'apps/engine/src/floats.ts', 'async function f() {}\nf();\n', 'no-floating-promises'],
  ['core reading the file system', 'libs/core/src/reads.ts', "import 'node:fs';\n", 'no-restricted-imports'],
  ['core importing some package', 'libs/core/src/lodash.ts', "import 'lodash';\n", 'no-restricted-imports'],
  ['core importing the contract', 'libs/core/src/up.ts', "import '@gangmu/contract';\n", 'no-restricted-imports'],
  ['contract importing the engine', 'libs/contract/src/up.ts', "import '@gangmu/engine';\n", 'no-restricted-imports'],
  ['documents importing contract', 'libs/documents/src/up.ts', "import '@gangmu/contract';\n", 'no-restricted-imports'],
  ['engine importing the command line', 'apps/engine/src/up.ts', "import '@gangmu/cli';\n", 'no-restricted-imports'],
  ['editor importing the engine', 'apps/editor/src/up.tsx', "import '@gangmu/engine';\n", 'no-restricted-imports'],
  ['editor importing Node', 'apps/editor/src/node.ts', "import 'node:path';\n", 'no-restricted-imports'],
  ['cli importing the engine', 'apps/cli/src/up.ts', "import '@gangmu/engine';\n", 'no-restricted-imports'],
  [
    'a path into another project',
    'libs/core/src/path.ts',
    "import '../../contract/src/x.js';\n",
    'no-restricted-imports',
  ],
];
const allowed: [file: string, source: string][] = [
  ['libs/core/src/fine.ts', "import 'zod';\nimport '@noble/hashes/sha2.js';\nimport './reads.js';\n"],
  ['apps/cli/src/demo/fine.ts', "import '@gangmu/engine';\n"],
  ['apps/engine/src/fine.ts', "import '@gangmu/core';\nimport '@gangmu/contract';\nimport 'node:fs';\n"],
];

describe('lint rules', () => {
  let directory: string;
  let found: { filename: string; code: string }[];

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'gangmu-lint-'));
    cpSync(join(root, '.oxlintrc.json'), join(directory, '.oxlintrc.json'));
    const write = (file: string, source: string) => {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), source);
    };
    write('tsconfig.json', '{"compilerOptions":{"module":"nodenext","strict":true},"include":["apps","libs"]}');
    for (const [, file, source] of violations) write(file, source);
    for (const [file, source] of allowed) write(file, source);
    write('apps/engine/src/one.ts', "import { two } from './two.js';\nexport const one = () => two;\n");
    write('apps/engine/src/two.ts', "import { one } from './one.js';\nexport const two = () => one;\n");
    const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
    const run = spawnSync(process.execPath, [oxlint, '--type-aware', '--disable-nested-config', '-f', 'json'], {
      cwd: directory,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH']}` },
    });
    found = (JSON.parse(run.stdout) as { diagnostics: typeof found }).diagnostics;
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const codesIn = (file: string) =>
    found
      .filter((each) => each.filename === file)
      .map((each) => each.code)
      .join(' ');

  it.each(violations)('finds %s', (_title, file, _source, rule) => {
    expect(codesIn(file)).toContain(rule);
  });

  it('finds an import cycle', () => {
    expect(codesIn('apps/engine/src/one.ts')).toContain('no-cycle');
  });

  it.each(allowed)('has nothing against %s', (file) => {
    expect(codesIn(file)).not.toContain('no-restricted-imports');
  });
});
