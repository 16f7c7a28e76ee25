/** A start on a disk that is full or read-only, on any machine: what the system would answer is put in its place. */
import * as files from 'node:fs';
import * as promised from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import * as identity from './identity.js';

/** What fails, and how; nothing when empty. */
const faults: { mkdir?: string; write?: string; free?: number; program?: string } = {};
const failure = (code: string): Error => Object.assign(new Error(code), { code });

jest.unstable_mockModule('node:fs', () => ({
  ...files,
  mkdirSync: (...args: Parameters<typeof files.mkdirSync>) => {
    if (faults.mkdir !== undefined) throw failure(faults.mkdir);
    return files.mkdirSync(...args);
  },
  writeFileSync: (...args: Parameters<typeof files.writeFileSync>) => {
    if (faults.write !== undefined && String(args[0]).endsWith('postgres-password')) throw failure(faults.write);
    files.writeFileSync(...args);
  },
}));
jest.unstable_mockModule('node:fs/promises', () => ({
  ...promised,
  statfs: async (path: string) => {
    const found = await promised.statfs(path);
    return faults.free === undefined ? found : Object.assign(found, { bavail: faults.free, bsize: 1 });
  },
}));
jest.unstable_mockModule('./identity.js', () => ({
  ...identity,
  runAs: async (...[who, program, args, environment]: Parameters<typeof identity.runAs>) =>
    faults.program !== undefined && /initdb|pg_ctl/.test(program) && !args.includes('--version')
      ? { status: 1, output: `could not write to file "pg_wal/xlogtemp": ${faults.program}` }
      : identity.runAs(who, program, args, environment),
}));
const { startEmbeddedPostgres } = await import('./index.js');

let parent: string;
let made = 0;
beforeAll(() => {
  parent = files.mkdtempSync(join(tmpdir(), 'gangmu-pg-'));
  files.chmodSync(parent, 0o711);
});
afterEach(() => {
  for (const fault of Object.keys(faults)) delete faults[fault as keyof typeof faults];
});
afterAll(() => files.rmSync(parent, { recursive: true, force: true }));

describe('a start that cannot succeed says why', () => {
  it.each([
    ['disk-read-only', 'the folder cannot be made', { mkdir: 'EROFS' }],
    ['disk-full', 'the folder cannot be made', { mkdir: 'ENOSPC' }],
    ['disk-full', 'the quota of this user is used up', { write: 'EDQUOT' }],
    ['disk-full', 'too little is free for a database', { free: 8 * 1024 * 1024 }],
    ['disk-full', 'it fills up while PostgreSQL makes its files', { program: 'No space left on device' }],
    ['folder-not-writable', 'the folder is closed to this user', { mkdir: 'EACCES' }],
  ])('%s: %s', async (code, _, fault) => {
    Object.assign(faults, fault);
    const dataDir = join(parent, String(++made));
    const message = expect.stringMatching(/--data or GANGMU_DATA/);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ name: 'StartupProblem', code, message });
    // And the folder is not left locked for the next try.
    expect(files.existsSync(join(dataDir, 'engine.lock'))).toBe(false);
  });
});
