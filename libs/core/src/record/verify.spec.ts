import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  bytesOf,
  createExportWriter,
  GENESIS,
  type Head,
  hashOf,
  manifestBytes,
  nextManifest,
  type PersonalValue,
  recordEvent,
  type SignedManifest,
  type Signer,
  type StreamKind,
  type Verdict,
  verifyExport,
} from './index.js';

/** Stands in for Ed25519, which core never makes itself: only who knows the key can sign, anyone can check. */
const signerOf = (key: string): Signer => {
  const sign = (bytes: Uint8Array): string => hashOf(bytesOf(key), bytes).repeat(2);
  return { key, sign };
};
const KEY = 'a'.repeat(64);
const options = {
  keys: [KEY],
  checkSignature: (key: string, bytes: Uint8Array, signature: string) => signerOf(key).sign(bytes) === signature,
};

interface Plan {
  /** per stream: how many events before each manifest */
  streams: { kind: StreamKind; growth: number[] }[];
}
const DAYS = ['2026-03-01', '2026-03-02', '2026-03-03'];

/** Builds a whole record the way the engine does, and its export. */
const exportOf = (plan: Plan, change: { signer?: Signer; county?: string; withhold?: boolean } = {}): string[] => {
  const signer = change.signer ?? signerOf(KEY);
  const writer = createExportWriter(signer);
  const events = new Map<string, { body: string; hash: string }[]>();
  const personal: PersonalValue[] = [];
  const heads = new Map<string, Head>();
  const manifests: { signed: SignedManifest; changed: Head[] }[] = [];
  let salt = 0;
  for (const [round, day] of DAYS.entries()) {
    const changed: Head[] = [];
    for (const [index, { kind, growth }] of plan.streams.entries()) {
      const id = `s${index}`;
      const name = `${kind}/${id}`;
      const stream = events.get(name) ?? [];
      events.set(name, stream);
      for (let i = 0; i < (growth[round] ?? 0); i += 1) {
        const entry = {
          stream: { kind, id },
          seq: stream.length + 1,
          at: 1_772_000_000_000 + round * 1000 + i,
          by: { person: 'p1', role: 'operator' },
          event:
            i % 3 === 0
              ? { type: 'RegisterEntryAdded', label: { zh: `王某${i}` }, register: 'leaders' }
              : { type: 'ItemUrged', item: `第${i}项` },
        };
        const recorded = recordEvent(entry, stream.at(-1)?.hash ?? GENESIS, () => {
          salt += 1;
          return hashOf(bytesOf(String(salt))).slice(0, 32);
        });
        stream.push(recorded);
        personal.push(...recorded.personal);
      }
      const last = stream.at(-1);
      if (last && (growth[round] ?? 0) > 0) changed.push({ stream: name, seq: stream.length, hash: last.hash });
    }
    for (const head of changed) heads.set(head.stream, head);
    const manifest = nextManifest(manifests.at(-1)?.signed, [...heads.values()], { day, at: round, key: signer.key });
    manifests.push({ signed: { manifest, signature: signer.sign(manifestBytes(manifest)) }, changed });
  }
  const recorded = [...events].filter(([, list]) => list.length > 0).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    writer.header({
      gangmu: 'export',
      v: 1,
      county: change.county ?? '云岭县',
      exportedAt: 5,
      manifests: manifests.length,
      streams: recorded.length,
      events: recorded.reduce((sum, [, list]) => sum + list.length, 0),
      personal: change.withhold ? 'withheld' : 'included',
    }),
    ...manifests.map(({ signed, changed }) => writer.manifest(signed, changed)),
    ...recorded.flatMap(([, list]) => list.map(({ body, hash }) => writer.event(body, hash))),
    ...(change.withhold ? [] : personal.map((value) => writer.personal(value))),
    writer.footer(),
  ];
};

const verify = (lines: string[], more: object = {}): Promise<Verdict> =>
  verifyExport([bytesOf(lines.join(''))], { ...options, ...more });

const plan: fc.Arbitrary<Plan> = fc.record({
  streams: fc.array(
    fc.record({
      kind: fc.constantFrom<StreamKind>('run', 'access', 'round', 'problem'),
      growth: fc.array(fc.nat({ max: 4 }), { minLength: 3, maxLength: 3 }),
    }),
    { maxLength: 4 },
  ),
});
const fixed: Plan = {
  streams: [
    { kind: 'run', growth: [3, 2, 1] },
    { kind: 'access', growth: [1, 0, 4] },
  ],
};
/** A test that names a line that is not there is wrong. */
const lineAt = (lines: string[], at: number): string => {
  const line = lines.at(at);
  if (line === undefined) throw new Error(`no line ${at}`);
  return line;
};
const lineOf = (lines: string[], stream: string, seq: number): number =>
  lines.findIndex((line) => line.includes(`"seq":${seq},"stream":"${stream}"`));

describe('an export as it was written', () => {
  it('is intact, however the bytes arrive in chunks', async () => {
    await fc.assert(
      fc.asyncProperty(plan, fc.integer({ min: 1, max: 500 }), async (plan, size) => {
        const bytes = bytesOf(exportOf(plan).join(''));
        const chunks: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
        const verdict = await verifyExport(chunks, options);
        expect(verdict).toMatchObject({ status: 'intact', manifests: 3, from: DAYS[0], to: DAYS[2] });
      }),
      { numRuns: 50 },
    );
  });

  it('is intact without the personal values, and counts what it holds', async () => {
    expect(await verify(exportOf(fixed, { withhold: true }))).toMatchObject({
      status: 'intact',
      streams: 2,
      events: 11,
      personal: { included: 0 },
    });
  });
});

describe('a changed export', () => {
  it('is found whatever single byte was changed, added or taken away', async () => {
    await fc.assert(
      fc.asyncProperty(plan, fc.nat(), fc.integer({ min: 1, max: 255 }), fc.nat(2), async (plan, where, flip, how) => {
        const bytes = bytesOf(exportOf(plan).join(''));
        const at = where % bytes.length;
        const changed = bytes.slice();
        changed[at] = (changed.at(at) ?? 0) ^ flip;
        const result =
          how === 0
            ? changed
            : how === 1
              ? Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + 1))
              : Uint8Array.of(...bytes.subarray(0, at), flip, ...bytes.subarray(at));
        fc.pre(!sameBytes(result, bytes));
        expect(await verifyExport([result], options)).toMatchObject({ status: 'broken' });
      }),
      { numRuns: 400 },
    );
  });

  it('is found whatever line was left out, repeated or swapped with another', async () => {
    await fc.assert(
      fc.asyncProperty(plan, fc.nat(), fc.nat(), fc.nat(2), async (plan, first, second, how) => {
        const lines = exportOf(plan);
        const a = first % lines.length;
        const b = second % lines.length;
        const changed = [...lines];
        if (how === 0) changed.splice(a, 1);
        else if (how === 1) changed.splice(b, 0, lineAt(lines, a));
        else [changed[a], changed[b]] = [lineAt(lines, b), lineAt(lines, a)];
        fc.pre(changed.join('') !== lines.join(''));
        expect(await verify(changed)).toMatchObject({ status: 'broken' });
      }),
      { numRuns: 300 },
    );
  });

  it('is found wherever its tail was cut', async () => {
    const bytes = bytesOf(exportOf(fixed).join(''));
    for (let length = 0; length < bytes.length; length += 7)
      expect(await verifyExport([bytes.subarray(0, length)], options)).toMatchObject({ status: 'broken' });
  });
});

describe('the first thing that does not fit is named', () => {
  const broken = async (edit: (lines: string[]) => string[], more: object = {}) => {
    const verdict = await verify(edit(exportOf(fixed)), more);
    return verdict.status === 'broken' ? verdict.first : verdict;
  };

  it('an event changed', async () => {
    expect(
      await broken((lines) =>
        lines.map((line) =>
          line.includes('"seq":4,"stream":"run/s0"')
            ? line.replace('王某0', '李某0').replace('leaders', 'headers')
            : line,
        ),
      ),
    ).toMatchObject({ code: 'record.event-changed', stream: 'run/s0', seq: 4 });
  });
  it('the number of an event changed', async () => {
    expect(
      await broken((lines) =>
        lines.map((line) => line.replace('"seq":3,"stream":"run/s0"', '"seq":9,"stream":"run/s0"')),
      ),
    ).toMatchObject({ code: 'record.event-changed', stream: 'run/s0', seq: 3 });
  });
  it('an event missing', async () => {
    expect(await broken((lines) => lines.toSpliced(lineOf(lines, 'run/s0', 3), 1))).toMatchObject({
      code: 'record.event-missing',
      stream: 'run/s0',
      seq: 3,
    });
  });
  it('the last event of a stream missing', async () => {
    expect(await broken((lines) => lines.toSpliced(lineOf(lines, 'access/s1', 5), 1))).toMatchObject({
      code: 'record.event-missing',
      stream: 'access/s1',
      seq: 5,
    });
  });
  it('an event repeated, and one moved', async () => {
    expect(
      await broken((lines) =>
        lines.toSpliced(lineOf(lines, 'run/s0', 4), 0, lineAt(lines, lineOf(lines, 'run/s0', 2))),
      ),
    ).toMatchObject({ code: 'record.event-repeated', stream: 'run/s0', seq: 2 });
    expect(
      await broken((lines) => {
        const from = lineOf(lines, 'run/s0', 2);
        const line = lineAt(lines, from);
        return lines.toSpliced(from, 1).toSpliced(from + 2, 0, line);
      }),
    ).toMatchObject({ code: 'record.event-out-of-order', stream: 'run/s0', seq: 2 });
  });
  it('a chain rewritten to its end does not fit the signed head', async () => {
    expect(
      await broken((lines) => {
        const from = lineOf(lines, 'access/s1', 1);
        const forged = [...lines];
        let previous = GENESIS;
        for (let seq = 1; seq <= 5; seq += 1) {
          const { hash, body } = recordEvent(
            { stream: { kind: 'access', id: 's1' }, seq, at: 1, by: {}, event: { type: 'Invented' } },
            previous,
            () => '',
          );
          forged[from + seq - 1] = `{"event":${body},"hash":"${hash}"}\n`;
          previous = hash;
        }
        return forged;
      }),
    ).toMatchObject({ code: 'record.head-differs', stream: 'access/s1', seq: 1, manifest: 1 });
  });
  it('a whole stream missing', async () => {
    expect(await broken((lines) => lines.filter((line) => !line.includes('"stream":"access/s1"')))).toMatchObject({
      code: 'record.stream-missing',
      stream: 'access/s1',
    });
  });
  it('a manifest missing, forged, or made with another key', async () => {
    expect(await broken((lines) => lines.toSpliced(2, 1))).toMatchObject({
      code: 'record.manifest-missing',
      manifest: 2,
    });
    expect(await broken((lines) => lines.toSpliced(3, 1))).toMatchObject({
      code: 'record.manifest-missing',
      manifest: 3,
    });
    expect(
      await broken((lines) => lines.with(2, lineAt(lines, 2).replace('"day":"2026-03-02"', '"day":"2026-03-03"'))),
    ).toMatchObject({ code: 'record.manifest-forged', manifest: 2 });
    expect(await broken((lines) => lines, { keys: ['b'.repeat(64)] })).toMatchObject({
      code: 'record.manifest-other-key',
      manifest: 1,
    });
  });
  it('a record rewritten with the right key, by a manifest kept elsewhere', async () => {
    const kept = await verify(exportOf(fixed));
    const hash = kept.status === 'intact' ? kept.manifest : null;
    const rewritten: Plan = { streams: [{ kind: 'run', growth: [3, 2, 2] }] };
    expect(await verify(exportOf(rewritten), { known: new Map([[3, hash]]) })).toMatchObject({
      first: { code: 'record.manifest-not-the-known', manifest: 3 },
    });
    expect(await verify(exportOf(fixed), { known: new Map([[4, hash]]) })).toMatchObject({
      first: { code: 'record.manifest-missing', manifest: 4 },
    });
  });
  it('a personal value changed or withheld without an erasure', async () => {
    const at = (lines: string[]) => lines.findIndex((line) => line.startsWith('{"personal"'));
    expect(await broken((lines) => lines.with(at(lines), lineAt(lines, at(lines)).replace('王', '李')))).toMatchObject({
      code: 'record.personal-changed',
    });
    expect(await broken((lines) => lines.toSpliced(at(lines), 1))).toMatchObject({ code: 'record.personal-missing' });
  });
  it('a cut tail, a line of garbage, no export at all, something after the end', async () => {
    expect(await broken((lines) => lines.slice(0, -1))).toMatchObject({ code: 'record.cut-short' });
    expect(await broken((lines) => lines.with(lineOf(lines, 'run/s0', 2), '\u0000\uFFFD{[\n'))).toMatchObject({
      code: 'record.line-garbled',
      stream: 'run/s0',
      seq: 2,
    });
    expect(await broken(() => ['PK\u0003\u0004 no such thing'])).toMatchObject({
      code: 'record.not-an-export',
      line: 1,
    });
    expect(await broken((lines) => [...lines, '{}\n'])).toMatchObject({ code: 'record.after-footer' });
  });
});

describe('hostile bytes', () => {
  it('never throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 })), async (chunks) => {
        expect(await verifyExport(chunks, options)).toMatchObject({ status: 'broken' });
      }),
    );
    const lines = exportOf(fixed);
    const deep = `{"event":${'['.repeat(200_000)}${']'.repeat(200_000)},"hash":"${GENESIS}"}\n`;
    expect(await verify([...lines.slice(0, 4), deep])).toMatchObject({
      first: { code: 'record.line-garbled' },
    });
  });
  it('a line without end is refused before it fills the memory', async () => {
    function* endless() {
      for (;;) yield new Uint8Array(1024).fill(65);
    }
    expect(await verifyExport(endless(), { ...options, maxLine: 10_000 })).toMatchObject({
      first: { code: 'record.not-an-export' },
    });
  });
});

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);
