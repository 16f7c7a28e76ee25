import { describe, expect, it } from '@jest/globals';
import { applyOperation, contentHash, tableOperations, type Template } from '@gangmu/core';
import { strFromU8, unzipSync } from 'fflate';
import writeXlsxFile from 'write-excel-file/universal';
import { countyTemplate } from '../county.given.js';
import { exportWorkbook, ID_HEADING } from './export-workbook.js';
import { readWorkbook } from './read-workbook.js';

const template = countyTemplate();
async function rowsOf(bytes: Uint8Array) {
  const read = await readWorkbook(bytes);
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  return read;
}
const workbook = async (data: (string | Date | null)[][]): Promise<Uint8Array> =>
  new Uint8Array(
    await (await writeXlsxFile([{ sheet: 'Sheet1', data, dateFormat: 'yyyy-mm-dd' }]).toBlob()).arrayBuffer(),
  );

describe('the workbook', () => {
  it.each(['zh', 'en'] as const)('comes back as it went out without an edit (%s)', async (lang) => {
    const { rows, findings, origin } = await rowsOf(await exportWorkbook(template, { lang }));
    expect(findings).toEqual([]);
    expect(origin).toEqual({ template: contentHash(template), lang });
    expect(rows.map(({ id }) => id).toSorted()).toEqual(Object.keys(template.steps).toSorted());
    expect(tableOperations(template, rows, { lang, whole: true })).toEqual({ operations: [], findings: [] });
  });

  it('keeps who is who when rows are renamed, sorted and renumbered', async () => {
    const { rows } = await rowsOf(await exportWorkbook(template, { lang: 'zh' }));
    const plan = rows.find(({ id }) => id === 'plan');
    const edited = rows
      .toReversed()
      .map((row) =>
        row === plan
          ? { ...row, cells: { ...row.cells, number: '9', task: '制定方案', deadline: '2026年3月20日' } }
          : row,
      );
    const { operations, findings } = tableOperations(template, edited, { lang: 'zh', whole: true });
    expect(findings).toEqual([]);
    let result: Template = template;
    for (const operation of operations) {
      const applied = applyOperation(result, operation);
      if (!applied.ok) throw new Error(applied.refusal.code);
      result = applied.value.template;
    }
    expect(result.steps['plan']?.title.zh).toBe('制定方案');
    expect(Object.values(result.steps['plan']?.deadlines ?? {})).toEqual([
      expect.objectContaining({ anchor: { from: 'date', date: '2026-03-20' } }),
    ]);
    expect({ ...result.steps, plan: null }).toEqual({ ...template.steps, plan: null });
  });

  it('is laid out for paper: A4 across, one page wide, headings on every page, ids hidden', async () => {
    const files = unzipSync(await exportWorkbook(template, { lang: 'zh' }));
    const text = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
    const sheet = text('xl/worksheets/sheet1.xml');
    expect(sheet).toMatch(/<pageSetup [^>]*paperSize="9"/);
    expect(sheet).toContain('fitToPage="1"');
    expect(sheet).toMatch(/<col [^>]*min="1"[^>]*hidden="1"/);
    // Rows begin high enough for their text and grow with it; only title and hint are held fast.
    expect(sheet).toMatch(/<row r="5" ht="\d+">/);
    expect(sheet.split('customHeight').length - 1).toBe(2);
    expect(text('xl/workbook.xml')).toContain('$3:$3</definedName>');
    expect(text('xl/workbook.xml')).toMatch(/<sheet [^>]*state="hidden"/);
    expect(text('xl/sharedStrings.xml')).toContain('任务分解表');
  });
});

describe('a workbook of somebody else', () => {
  it('is read by its headings; dates kept as days are dates', async () => {
    const due = new Date(Date.UTC(2026, 2, 20));
    const { rows, origin } = await rowsOf(
      await workbook([
        ['某县任务清单', null, null],
        ['序号', '工作任务', '完成时限'],
        ['一、动员部署', null, null],
        ['1', '召开动员会', due],
      ]),
    );
    expect(origin).toBeUndefined();
    expect(rows).toEqual([
      expect.objectContaining({
        line: 4,
        cells: { number: '1', task: '召开动员会', deadline: '2026-03-20', phase: '动员部署' },
      }),
    ]);
    expect(rows[0]).not.toHaveProperty('id');
  });

  it('without a table, or none at all, is refused in words', async () => {
    const codes = async (bytes: Uint8Array) => {
      const read = await readWorkbook(bytes);
      return read.ok ? [] : read.findings.map(({ code }) => code);
    };
    expect(
      await codes(
        await workbook([
          ['a', 'b'],
          ['c', 'd'],
        ]),
      ),
    ).toEqual(['table.no-headings']);
    expect(await codes(new TextEncoder().encode('序号,任务\n1,会'))).toEqual(['workbook.unreadable']);
    expect(await codes(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]))).toEqual(['workbook.old']);
    expect(await codes(new Uint8Array(20_000_001))).toEqual(['workbook.too-large']);
    const whole = await exportWorkbook(template, { lang: 'zh' });
    expect(await codes(whole.subarray(0, whole.length - 200))).toEqual(['workbook.unreadable']);
    const bomb = whole.slice();
    const view = new DataView(bomb.buffer);
    // The directory states the unpacked size of its first entry 24 bytes into it.
    for (let at = 0; at < bomb.length - 4; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) {
        view.setUint32(at + 24, 0x7fffffff, true);
        break;
      }
    expect(await codes(bomb)).toEqual(['workbook.too-large']);
  });

  it('with ids that are not known is matched like any other', async () => {
    const { rows } = await rowsOf(
      await workbook([
        [ID_HEADING, '序号', '任务'],
        ['gone', '1', '召开动员会'],
      ]),
    );
    const { operations } = tableOperations(template, rows, { lang: 'zh' });
    expect(operations).toEqual([]);
  });
});
