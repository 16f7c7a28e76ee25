import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { hasMarkedContent } from './file-kind.js';
import { headOfPdf, linesOf, type PdfLimits } from './pdf-text.js';
import { at, pdfOf } from './small-pdf.given.js';

// Each paper starts a thread, which takes its time where others work as well.
jest.setTimeout(120_000);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gangmu-pdf-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const kept = (content: string | Buffer): string => {
  const path = join(folder, 'paper.pdf');
  writeFileSync(path, content);
  return path;
};
const isMarked = (content: string | Buffer): Promise<boolean> => hasMarkedContent(kept(content), 'pdf');
const headOf = (content: string | Buffer, limits?: PdfLimits): Promise<string> => headOfPdf(kept(content), limits);
const letter = [at(120, 700, '中共云溪县委文件', 32), at(72, 600, '保守党的秘密是每个党员的义务。')].join('\n');
/** One picture over the whole sheet, as a scanner makes it. */
const scan = 'q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q';

describe('the head of a PDF', () => {
  it('is read from the top, whatever was drawn first', async () => {
    const content = `${letter}\n${at(72, 760, '机密★1年')}\n${at(440, 760, '特急')}\n${at(72, 790, '000001')}`;
    expect(await headOf(pdfOf({ content }))).toBe(
      '000001\n机密★1年\n特急\n中共云溪县委文件\n保守党的秘密是每个党员的义务。',
    );
  });

  it('is read from a sheet that is shown turned', async () => {
    const turned = `q 0 1 -1 0 595 0 cm\n${at(72, 500, '绝密')}\n${at(300, 480, '方案')}\nQ`;
    expect(await headOf(pdfOf({ content: turned, page: '/Rotate 90' }))).toBe('绝密\n方案');
  });

  it('is that of the first sheet with text', async () => {
    expect(await headOf(pdfOf({ content: scan }, { content: letter }))).toContain('中共云溪县委文件');
  });

  it.each([
    ['was scanned', pdfOf({ content: scan })],
    ['ends too early', pdfOf({ content: letter }).subarray(0, 300)],
    ['has nothing in it', '%PDF-1.4\n%%EOF\n'],
    ['is the child of its own pages', pdfOf({ content: letter }).toString('latin1').replace('[5 0 R]', '[2 0 R]')],
  ])('is empty when it %s', async (_, content) => {
    expect((await headOf(content)).trim()).toBe('');
  });

  it('is not waited for when it takes too long or too much memory, and the next one is read', async () => {
    // What unpacks to fifty thousand sheets of text, hundreds of times its own size.
    const sheet = `${at(72, 700, '很长的内容'.repeat(100))}\n`.repeat(50_000);
    const bomb = pdfOf({ content: deflateSync(sheet), stream: '/Filter /FlateDecode' });
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
    expect(await headOf(bomb, { time: 1000, memory: 1024 ** 3 })).toBe('');
    expect(await headOf(bomb, { time: 60_000, memory: 200 * 1024 ** 2 })).toBe('');
    expect(await headOf(pdfOf({ content: letter }))).toContain('中共云溪县委文件');
  });
});

describe('a secrecy mark in a PDF', () => {
  it.each([
    ['with a term', at(72, 760, '机密★1年')],
    ['with its characters apart', `${at(72, 760, '秘')}\n${at(104, 760, '密')}`],
    ['beside an urgency', `${at(72, 760, '绝密')}\n${at(460, 760, '特急')}`],
  ])('is found %s', async (_, mark) => {
    expect(await isMarked(pdfOf({ content: `${letter}\n${mark}` }))).toBe(true);
  });

  it('is not found where a paper only speaks of secrets', async () => {
    expect(await isMarked(pdfOf({ content: letter }))).toBe(false);
  });
});

describe('pieces of text', () => {
  const piece = (text: string, x: number, y: number) => ({ text, x, y, width: 16 * text.length, size: 16 });

  it('on one height are one line, also when one stands a little higher', () => {
    expect(linesOf([piece('文', 116, 100), piece('公', 100, 103)])).toBe('公文');
  });
  it('far apart are lines of their own', () => {
    expect(linesOf([piece('秘密', 72, 100), piece('特急', 400, 100)])).toBe('秘密\n特急');
  });
});
