/** Files that prove something: what is taken, what is refused, who may see it, and that nothing is handed in unseen. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  campaignRoutes,
  fileRoutes,
  LARGEST_FILE,
  LARGEST_PHOTO,
  runRoutes,
  systemRoutes,
  templateRoutes,
} from '@gangmu/contract';
import { minuteAt } from '@gangmu/core';
import { Clock, EvidenceRetention, SteppedTime, UPLOADS_KEPT } from '@gangmu/engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { onWord } from '../kit/programme.js';
import { type Asked, type SmallCounty, smallCounty } from '../kit/small-county.js';

const text = (zh: string, en: string) => ({ zh, en });
const asked = (kind: string, evidence: object, more: object = {}) => ({
  phase: 'study',
  kind,
  title: text('学习', 'Study'),
  lead: 'clerk',
  when: { '==': [{ var: 'unit.category' }, 'village'] },
  deadlines: { due: { anchor: { from: 'date', date: '2026-03-12' } } },
  evidence,
  ...more,
});
const file = (more: object = {}) => ({ type: 'file', title: text('方案', 'Plan'), required: false, ...more });
const template = {
  format: 'gangmu-template/1',
  id: 'files',
  title: text('小型主题教育', 'Small programme'),
  noun: text('主题教育', 'programme'),
  window: { start: '2026-03-02', end: '2026-04-30' },
  roles: { clerk: { title: text('经办人', 'Clerk') } },
  phases: { study: { title: text('理论学习', 'Study'), order: 1 } },
  steps: {
    plan: asked('report', {
      plan: file({ allowed: ['pdf', 'docx', 'txt'] }),
      signIn: file({ title: text('签到表', 'Sign-in sheet'), allowed: ['pdf'], role: 'sign-in', order: 2 }),
      scene: { type: 'photo', title: text('现场照片', 'Photo'), required: false, order: 3 },
      photographed: {
        type: 'photo',
        title: text('签到表照片', 'Sign-in sheet'),
        required: false,
        role: 'sign-in',
        order: 5,
      },
      topics: { type: 'number', title: text('专题数', 'Topics'), required: false, order: 4 },
    }),
    other: asked('report', { plan: file({ allowed: ['pdf'] }) }),
  },
};

const bytes = (content: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(content));
const pdf = (content: string) => bytes(`%PDF-1.4\n% ${content}\n%%EOF\n`);
/** One sheet with one line of text, in a font that is named and not embedded. */
const sheet = (line: string) =>
  bytes(`%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Count 1 /Kids [3 0 R] >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >> endobj
4 0 obj << /Length ${line.length * 4 + 30} >> stream
BT /F 16 Tf 72 780 Td <${Buffer.from(line, 'utf16le').swap16().toString('hex')}> Tj ET
endstream endobj
5 0 obj << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [6 0 R] >> endobj
6 0 obj << /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> >> endobj
7 0 obj << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 >> endobj
trailer << /Root 1 0 R >>
%%EOF
`);
const png = new Uint8Array(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=', 'base64'),
);
const docx = (...paragraphs: string[]) =>
  new Uint8Array(
    zipSync({
      '[Content_Types].xml': strToU8(
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
      ),
      'word/document.xml': strToU8(
        `<w:document><w:body>${paragraphs.map((p) => `<w:p><w:r><w:t>${p}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`,
      ),
    }),
  );
const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

let county: SmallCounty;
const runs: Record<string, string> = {};

const upload = (
  name: string,
  raw: Uint8Array<ArrayBuffer>,
  { as = 't-operator', unit = 'T-1', item = 'plan', evidence = 'plan' } = {},
): Promise<Asked> =>
  county.ask(fileRoutes.upload, { as, params: { run: runs[unit], item }, query: { evidence, name }, raw });
const download = (hash: string, as: string, unit = 'T-1') =>
  county.ask(fileRoutes.download, { as, params: { run: runs[unit], hash } });
const handIn = (values: object, unit = 'T-1', item = 'plan') =>
  county.ask(runRoutes.command, {
    as: 't-operator',
    params: { run: runs[unit] },
    body: onWord({ type: 'SubmitItem', item, values }),
  });
/** Contents in the store; what is on its way in is not. */
const kept = (): string[] => {
  const folder = join(county.data, 'files');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((each) => each !== 'incoming')
    .flatMap((each) => readdirSync(join(folder, each)).map((rest) => each + rest));
};

beforeAll(async () => {
  county = await smallCounty('evidence-files', { GANGMU_CLOCK: 'stepped' });
  await county.engine.get(SteppedTime).advanceTo(minuteAt('2026-03-02', '08:00', 'Asia/Shanghai') * 60_000);
  const { hash } = await county.must(templateRoutes.publish, { as: 'c-designer', body: { template } });
  const { campaign, job } = await county.must(campaignRoutes.launch, {
    as: 'c-designer',
    body: {
      template: hash,
      name: template.title,
      scope: county.units['C'],
      start: '2026-03-02',
      end: '2026-04-30',
    },
  });
  for (let done = false; !done; )
    done = (await county.must(systemRoutes.progress, { as: 'c-designer', params: { job } }))['status'] === 'done';
  const units = (await county.must(campaignRoutes.units, { as: 'c-designer', params: { campaign } })) as {
    entries: { code: string; run: string }[];
  };
  for (const { code, run } of units.entries) runs[code] = run;
});
afterAll(() => county?.close());

describe('a file', () => {
  it('is taken, named by its content, and comes back as it was', async () => {
    const content = pdf('study plan');
    const taken = await upload('学习 计划.PDF', content);
    expect([taken.status, taken.json]).toEqual([
      201,
      { hash: hashOf(content), name: '学习 计划.PDF', type: 'application/pdf', size: content.length },
    ]);
    expect(kept()).toContain(hashOf(content));
    const back = await download(hashOf(content), 't-reviewer');
    expect([back.status, back.text]).toEqual([200, new TextDecoder().decode(content)]);
    expect(back.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="__ __.PDF"; filename*=UTF-8''%E5%AD%A6%E4%B9%A0%20%E8%AE%A1%E5%88%92.PDF`,
    });
  });

  it('may speak of secrets, as a party paper does', async () => {
    expect((await upload('方案.pdf', sheet('保守党的秘密，严守机密'))).status).toBe(201);
  });

  it('is kept once, however often and by whomever it is uploaded', async () => {
    const before = kept().length;
    const content = pdf('twice');
    for (const unit of ['T-1', 'T-1', 'T-2']) expect((await upload('plan.pdf', content, { unit })).status).toBe(201);
    expect(kept().length).toBe(before + 1);
    expect(readdirSync(join(county.data, 'files', 'incoming'))).toEqual([]);
  });

  it('may be a document, a text or a photo, where the evidence asks for it', async () => {
    expect((await upload('方案.docx', docx('学习方案', '保守党的秘密'))).json).toMatchObject({
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    });
    expect((await upload('方案.txt', bytes('学习方案'))).json).toMatchObject({ type: 'text/plain; charset=utf-8' });
    expect((await upload('现场.png', png, { evidence: 'scene' })).json).toMatchObject({ type: 'image/png' });
  });

  it.each([
    ['has an ending that is not asked for', 'plan.exe', pdf('x'), 'evidence.file.type', 422],
    ['has no ending', 'plan', pdf('x'), 'evidence.file.type', 422],
    ['is something else than its ending says', 'plan.pdf', png, 'evidence.file.content', 422],
    ['is a page of scripts with another name', 'plan.pdf', bytes('<html></html>'), 'evidence.file.content', 422],
    ['is a zip that calls itself a document', 'plan.docx', zipSync({ a: strToU8('b') }), 'evidence.file.content', 422],
    ['is cut off within its directory', 'plan.docx', docx('x').slice(0, 90), 'evidence.file.content', 422],
    ['says it is text and is not', 'plan.txt', new Uint8Array([0xff, 0xfe, 0, 1]), 'evidence.file.content', 422],
    ['is empty', 'plan.pdf', new Uint8Array(), 'evidence.file.empty', 422],
    ['is named as classified', '机密-方案.pdf', pdf('x'), 'evidence.file.marked', 422],
    ['is marked as classified on its first page', '方案.docx', docx('机密★1年', '方案'), 'evidence.file.marked', 422],
    ['is a PDF marked as classified', '方案.pdf', sheet('机密★1年'), 'evidence.file.marked', 422],
    ['is a text marked as classified', '方案.txt', bytes('秘 密\n方案'), 'evidence.file.marked', 422],
    ['is too large', 'plan.pdf', new Uint8Array(LARGEST_FILE + 1), 'evidence.file.large', 413],
    ['is only a path', '../../', pdf('x'), 'evidence.file.name', 422],
  ])('is refused when it %s', async (_, name, content, code, status) => {
    const before = kept();
    const refused = await upload(name, content);
    expect([refused.status, refused.json['code']]).toEqual([status, code]);
    expect(refused.json['detail']).not.toContain(code);
    expect(kept()).toEqual(before);
    expect(readdirSync(join(county.data, 'files', 'incoming'))).toEqual([]);
  });

  it('is refused while it comes, when it is larger than it said', async () => {
    const piece = new Uint8Array(64 * 1024);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += piece.length;
        if (sent > LARGEST_PHOTO + 1024 * 1024) controller.close();
        else controller.enqueue(piece);
      },
    });
    const refused = await county.ask(fileRoutes.upload, {
      as: 't-operator',
      params: { run: runs['T-1'], item: 'plan' },
      query: { evidence: 'scene', name: 'a.png' },
      raw: endless,
    });
    expect([refused.status, refused.json['code']]).toEqual([413, 'evidence.file.large']);
  });

  it.each([
    ['a field that asks for something else', { evidence: 'topics' }, 422, 'evidence.file.not-asked'],
    ['a field that is not there', { evidence: 'constructor' }, 422, 'evidence.file.not-asked'],
    ['an item that is not there', { item: 'nothing' }, 404, 'not-found'],
  ])('is refused for %s', async (_, place, status, code) => {
    const refused = await upload('plan.pdf', pdf('x'), place);
    expect([refused.status, refused.json['code']]).toEqual([status, code]);
  });

  it('is taken from those who file only, and as bytes only', async () => {
    expect((await upload('plan.pdf', pdf('x'), { as: 't-reviewer' })).status).toBe(403);
    expect((await upload('plan.pdf', pdf('x'), { as: 'c-auditor' })).status).toBe(403);
    const elsewhere = await county.ask(runRoutes.command, {
      as: 't-operator',
      params: { run: runs['T-1'] },
      raw: pdf('x'),
    });
    expect([elsewhere.status, elsewhere.json['code']]).toEqual([415, 'media-type-unsupported']);
  });
});

describe('a sign-in sheet', () => {
  it.each([
    ['as a document', '签到表.pdf', pdf('names'), 'signIn'],
    ['photographed', '签到表.png', Buffer.concat([png, Buffer.from('names')]), 'photographed'],
  ])('%s is seen by those who file and review, and for others it is not there', async (_, name, sheet, evidence) => {
    const hash = hashOf(sheet);
    expect((await upload(name, new Uint8Array(sheet), { evidence })).status).toBe(201);
    const answers = await Promise.all(
      ['t-operator', 't-reviewer', 't-inspector', 'c-auditor', 'c-designer'].map(async (as) => {
        const { files } = (await county.must(fileRoutes.list, { as, params: { run: runs['T-1'] } })) as {
          files: { hash: string }[];
        };
        return [as, (await download(hash, as)).status, files.some((each) => each.hash === hash)];
      }),
    );
    expect(answers).toEqual([
      ['t-operator', 200, true],
      ['t-reviewer', 200, true],
      ['t-inspector', 404, false],
      ['c-auditor', 404, false],
      ['c-designer', 404, false],
    ]);
  });

  it('is not found through another run', async () => {
    expect((await download(hashOf(pdf('names')), 't-operator', 'T-2')).status).toBe(404);
  });
});

describe('handing in', () => {
  it('is refused beside the field while a file was never uploaded for it', async () => {
    const theirs = pdf('second village');
    expect((await upload('plan.pdf', theirs, { as: 'c-operator', unit: 'T-2', item: 'other' })).status).toBe(201);
    for (const values of [
      { plan: ['f'.repeat(64)] },
      // uploaded, but by somebody else for another item; and what is no photo
      { plan: [hashOf(theirs)] },
      { scene: [hashOf(pdf('study plan'))] },
    ]) {
      const refused = await handIn(values, 'T-2');
      expect([refused.status, refused.json['code'], refused.json['path']]).toEqual([
        422,
        'evidence.file.missing',
        `/values/${Object.keys(values)[0]}`,
      ]);
    }
  });

  it('is done when it was', async () => {
    const plan = pdf('study plan');
    expect((await handIn({ plan: [hashOf(plan)], topics: 3 })).status).toBe(200);
    const run = (await county.must(runRoutes.get, { as: 't-operator', params: { run: runs['T-1'] } })) as {
      items: { id: string; values: object }[];
    };
    expect(run.items.find((item) => item.id === 'plan')?.values).toMatchObject({ plan: [hashOf(plan)] });
  });

  it('within many orders, each alone; what one person uploaded once counts for all of them', async () => {
    const plan = pdf('bulk');
    await upload('plan.pdf', plan, { item: 'other' });
    const answer = await county.must(runRoutes.bulk, {
      as: 't-operator',
      body: {
        orders: ['T-1', 'T-2'].map((unit) => ({
          run: runs[unit],
          ...onWord({ type: 'SubmitItem', item: 'other', values: { plan: [hashOf(plan)] } }),
        })),
      },
    });
    expect(answer).toMatchObject({ done: 2, refused: 0 });
    expect((await download(hashOf(plan), 't-reviewer', 'T-2')).status).toBe(200);
    const nobodys = await county.must(runRoutes.bulk, {
      as: 't-operator',
      body: {
        orders: [
          { run: runs['T-1'], ...onWord({ type: 'SubmitItem', item: 'other', values: { plan: ['f'.repeat(64)] } }) },
        ],
      },
    });
    expect(nobodys).toMatchObject({ done: 0, refused: 1 });
  });

  it('names a signed sheet only when it was uploaded', async () => {
    const refused = await county.ask(runRoutes.command, {
      as: 't-operator',
      params: { run: runs['T-1'] },
      body: {
        command: {
          type: 'SubmitItem',
          item: 'other',
          values: {},
          paper: { signer: '李书记', date: '2026-03-02', file: 'f'.repeat(64) },
        },
      },
    });
    expect([refused.status, refused.json['code'], refused.json['path']]).toEqual([
      422,
      'evidence.file.missing',
      '/command/paper/file',
    ]);
  });
});

describe('what nobody hands in', () => {
  it('is cleared away after a while; what was handed in, replaced since or held by a draft is not', async () => {
    const [spare, drafted, handed] = [pdf('spare'), pdf('drafted'), pdf('study plan')];
    await upload('spare.pdf', spare);
    await upload('drafted.pdf', drafted, { unit: 'T-2' });
    await county.must(runRoutes.saveDraft, {
      as: 't-operator',
      params: { run: runs['T-2'], item: 'plan' },
      body: { values: { plan: [hashOf(drafted)] } },
    });
    const half = join(county.data, 'files', 'incoming', 'left.part');
    writeFileSync(half, 'x');
    const retention = county.engine.get(EvidenceRetention);
    const now = county.engine.get(Clock).now();
    await retention.clear(now, Date.now());
    expect(kept()).toEqual(expect.arrayContaining([spare, drafted, handed].map(hashOf)));
    expect(existsSync(half)).toBe(true);
    // Both clocks a good month later.
    const month = UPLOADS_KEPT + 60_000;
    await retention.clear(now + month, Date.now() + month);
    expect(kept()).toEqual(expect.arrayContaining([drafted, handed].map(hashOf)));
    expect(kept()).not.toContain(hashOf(spare));
    expect(existsSync(half)).toBe(false);
    expect((await download(hashOf(spare), 't-operator')).status).toBe(404);
    expect((await download(hashOf(handed), 't-operator')).status).toBe(200);
  });
});
