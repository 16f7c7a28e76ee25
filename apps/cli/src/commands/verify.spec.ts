import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  canonicalText,
  createExportWriter,
  GENESIS,
  type Head,
  manifestBytes,
  nextManifest,
  recordEvent,
  type Signer,
} from '@gangmu/core';
import { publicKeyOf } from './public-key.js';
import { verifyCommand, verifyFile } from './verify.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const jwk = publicKey.export({ format: 'jwk' });
const key = Buffer.from(jwk.x ?? '', 'base64url').toString('hex');
const signer: Signer = { key, sign: (bytes) => sign(null, bytes, privateKey).toString('hex') };

const record = (): { text: string; manifestFile: string } => {
  const event = { type: 'ItemUrged', item: '读书班' };
  const one = recordEvent({ stream: { kind: 'run', id: 'r' }, seq: 1, at: 1, by: {}, event }, GENESIS, () => '');
  const two = recordEvent({ stream: { kind: 'run', id: 'r' }, seq: 2, at: 2, by: {}, event }, one.hash, () => '');
  const heads: Head[] = [{ stream: 'run/r', seq: 2, hash: two.hash }];
  const manifest = nextManifest(undefined, heads, { day: '2026-03-02', at: 3, key });
  const signed = { manifest, signature: signer.sign(manifestBytes(manifest)) };
  const writer = createExportWriter(signer);
  const header = {
    gangmu: 'export',
    v: 1,
    county: '云岭县',
    exportedAt: 4,
    manifests: 1,
    streams: 1,
    events: 2,
  } as const;
  const text = [
    writer.header({ ...header, personal: 'withheld' }),
    writer.manifest(signed, heads),
    writer.event(one.body, one.hash),
    writer.event(two.body, two.hash),
    writer.footer(),
  ].join('');
  return { text, manifestFile: canonicalText({ ...signed, heads: [] }) };
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gangmu-verify-'));
});
afterAll(() => rm(folder, { recursive: true }));

const run = async (content: string | undefined, more: object = {}) => {
  const file = join(folder, 'record.gangmu.ndjson');
  await rm(file, { force: true });
  if (content !== undefined) await writeFile(file, content);
  const said: string[] = [];
  const output = { out: (line: string) => said.push(line), err: (line: string) => said.push(line) };
  const code = await verifyFile(file, { key: [key], json: true, lang: 'en', ...more }, output);
  return {
    code,
    said: said.join('\n'),
    json: said.length === 1 && said[0]?.startsWith('{') ? JSON.parse(said[0]) : null,
  };
};

describe('gangmu verify', () => {
  it('says intact with exit code 0', async () => {
    expect(await run(record().text)).toMatchObject({ code: 0, json: { status: 'intact', events: 2, manifests: 1 } });
    expect((await run(record().text, { json: false, lang: 'zh' })).said).toContain('记录完整');
  });
  it('takes the key as hex, base64, PEM or a file of one of them', async () => {
    const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const base64 = Buffer.from(key, 'hex').toString('base64');
    expect([publicKeyOf(key.toUpperCase()), publicKeyOf(base64), publicKeyOf(pem)]).toEqual([key, key, key]);
    const file = join(folder, 'key.pub');
    await writeFile(file, `${key}\n`);
    expect(await run(record().text, { key: [file] })).toMatchObject({ code: 0 });
  });
  it('names the first thing that does not fit with exit code 1', async () => {
    const { code, json } = await run(record().text.replace('"at":2', '"at":9'));
    expect(code).toBe(1);
    expect(json).toMatchObject({
      status: 'broken',
      first: { code: 'record.event-changed', stream: 'run/r', seq: 2, line: 4 },
    });
    expect((await run('garbage', { json: false })).said).toContain('no export of a record');
  });
  it('refuses another key', async () => {
    expect(await run(record().text, { key: ['ab'.repeat(32)] })).toMatchObject({
      code: 1,
      json: { first: { code: 'record.manifest-other-key' } },
    });
  });
  it('compares with manifests kept elsewhere', async () => {
    const { text, manifestFile } = record();
    await writeFile(join(folder, 'manifest-000001.json'), manifestFile);
    expect(await run(text, { manifests: folder })).toMatchObject({ code: 0 });
    await writeFile(join(folder, 'manifest-000001.json'), manifestFile.replace('"at":3', '"at":5'));
    expect(await run(text, { manifests: folder })).toMatchObject({
      code: 1,
      json: { first: { code: 'record.manifest-not-the-known' } },
    });
  });
  it('takes several keys, before or after the file', async () => {
    const file = join(folder, 'record.gangmu.ndjson');
    await writeFile(file, record().text);
    for (const argv of [
      [file, '--key', key],
      ['--key', 'ab'.repeat(32), '--key', key, file],
    ]) {
      let code = -1;
      const command = verifyCommand('en', (given) => {
        code = given;
      });
      await command.parseAsync([...argv, '--json'], { from: 'user' });
      expect(code).toBe(0);
    }
  });
  it('says what to do with exit code 2 when file or key cannot be used', async () => {
    expect(await run(undefined)).toMatchObject({ code: 2, json: { status: 'unreadable' } });
    expect(await run(record().text, { key: ['no key'] })).toMatchObject({ code: 2 });
    expect((await run(record().text, { manifests: join(folder, 'none') })).code).toBe(2);
  });
});
