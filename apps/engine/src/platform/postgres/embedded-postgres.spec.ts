/** Against the real binaries: what is tested here is their behaviour as much as ours. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './index.js';

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
const postmasterPid = (dataDir: string) =>
  Number(readFileSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);

describe('embedded PostgreSQL', () => {
  let dataDir: string;
  let server: EmbeddedPostgres;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'gangmu-pg-'));
    chmodSync(dataDir, 0o711);
    server = await startEmbeddedPostgres({ dataDir });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }, 60_000);

  it('answers on 127.0.0.1 with a password of its own in a file nobody else reads', async () => {
    const rows = await ask(server.url, `SELECT current_setting('listen_addresses') AS address, version() AS version`);
    expect(rows[0]).toMatchObject({ address: '127.0.0.1', version: expect.stringContaining('PostgreSQL 18') });
    expect(statSync(join(dataDir, 'postgres-password')).mode & 0o777).toBe(0o600);
    await expect(ask(server.url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/);
  });

  it('sorts Chinese by pinyin', async () => {
    const rows = await ask(
      server.url,
      `SELECT name FROM (VALUES ('赵'),('陈'),('李'),('安')) AS v(name) ORDER BY name`,
    );
    expect(rows.map((row) => row['name'])).toEqual(['安', '陈', '李', '赵']);
  });

  it('refuses a second start and says where the first one answers', async () => {
    server.announce('http://127.0.0.1:4170');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'already-running',
      message: expect.stringContaining('http://127.0.0.1:4170'),
    });
  });

  it('takes over the server of an engine that was killed, with what it holds', async () => {
    await ask(server.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
    writeFileSync(join(dataDir, 'engine.lock'), JSON.stringify({ pid: 2 ** 22 + 1, born: '1' }));
    const next = await startEmbeddedPostgres({ dataDir });
    expect(next).toMatchObject({ adopted: true, port: server.port });
    expect(await ask(next.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    server = next;
  });

  it('starts again after PostgreSQL itself was killed', async () => {
    process.kill(postmasterPid(dataDir), 'SIGKILL');
    writeFileSync(join(dataDir, 'engine.lock'), 'half a lo');
    const next = await startEmbeddedPostgres({ dataDir });
    expect(next.adopted).toBe(false);
    expect(await ask(next.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    server = next;
  }, 30_000);

  it('is started again at its address when it is killed under a running engine', async () => {
    const news: string[] = [];
    const answered = new Promise<void>((done) =>
      server.keepRunning({
        told: (text) => news.push(text) === 2 && done(),
        failed: (error) => news.push(String(error)),
      }),
    );
    process.kill(postmasterPid(dataDir), 'SIGKILL');
    await answered;
    expect(news.at(-1)).toContain('answers again');
    expect(await ask(server.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  }, 30_000);

  it('is not misled by a process id that now belongs to another program', async () => {
    await server.stop();
    const pidFile = join(dataDir, 'postgres', 'data', 'postmaster.pid');
    writeFileSync(pidFile, `${process.pid}\n${join(dataDir, 'postgres', 'data')}\n0\n1\n\n127.0.0.1\n\nready\n`);
    server = await startEmbeddedPostgres({ dataDir });
    expect(server.adopted).toBe(false);
  }, 30_000);

  it('stops in good order and gives up the lock', async () => {
    await server.stop();
    expect(existsSync(join(dataDir, 'engine.lock'))).toBe(false);
    expect(existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
    server = await startEmbeddedPostgres({ dataDir });
  }, 30_000);
});

describe('a start that cannot succeed says why', () => {
  let parent: string;
  beforeAll(() => {
    parent = mkdtempSync(join(tmpdir(), 'gangmu-pg-'));
    chmodSync(parent, 0o711);
  });
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  it('data of another PostgreSQL', async () => {
    const dataDir = join(parent, 'old');
    mkdirSync(join(dataDir, 'postgres', 'data'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres', 'data', 'PG_VERSION'), '15\n');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: 'data-version' });
  });

  it('a password file that was lost', async () => {
    const dataDir = join(parent, 'lost');
    mkdirSync(join(dataDir, 'postgres', 'data'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres', 'data', 'PG_VERSION'), '18\n');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: 'password-lost' });
  });

  it('a file where the folder should be', async () => {
    const dataDir = join(parent, 'file');
    writeFileSync(dataDir, '');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: 'folder-not-writable' });
  });

  it('a folder that is closed to others does, or root keeps the data where PostgreSQL can reach it', async () => {
    const closed = join(parent, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const notices: string[] = [];
    const dataDir = join(closed, 'data');
    const server = await startEmbeddedPostgres({ dataDir, notice: (text) => notices.push(text) });
    const [row] = await ask(server.url, `SELECT current_setting('data_directory') AS data`);
    await server.stop();
    const kept = String(row?.['data']);
    // PostgreSQL refuses to run as root, and whoever it runs as instead cannot enter this folder.
    if (process.getuid?.() === 0) {
      expect(notices).toEqual([expect.stringContaining('/var/lib/gangmu')]);
      rmSync(join(kept, '..'), { recursive: true, force: true });
    } else {
      expect(notices).toEqual([]);
      expect(kept.startsWith(dataDir)).toBe(true);
    }
  }, 60_000);
});
