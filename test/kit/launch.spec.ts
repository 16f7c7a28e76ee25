/** What the launcher says before anything is installed or built. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

const run = (...args: string[]) =>
  spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });

describe('npm start', () => {
  it('explains its options', () => {
    const { status, stdout } = run('apps/cli/launch/start.mjs', '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/--empty[\s\S]*--host[\s\S]*--port[\s\S]*--data/);
  });

  it('refuses an unknown option with a sentence, not a stack', () => {
    const { status, stderr } = run('apps/cli/launch/start.mjs', '--prot', '80');
    expect(status).toBe(1);
    expect(stderr).toContain("Unknown option '--prot'");
    expect(stderr).not.toContain('    at ');
  });

  it('refuses a Node.js that is too old', () => {
    const check =
      "import('./apps/cli/launch/prepare.mjs').then((m) => m.checkNode('18.20.1')).catch((e) => console.log(e.message))";
    expect(run('-e', check).stdout).toMatch(/needs Node\.js 20\.19 or later; this is 18\.20\.1/);
  });
});
