import { describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { readTable } from './read-table.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
/** The least a spreadsheet program takes for a workbook: one sheet of inline strings and one date. */
const workbook = (sheetData: string): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8(
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    ),
    'xl/workbook.xml': strToU8(
      '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/styles.xml': strToU8(
      '<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:B2"/><sheetData>${sheetData}</sheetData></worksheet>`,
    ),
  });
const cell = (ref: string, text: string): string => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;

describe('reading a table', () => {
  it('finds the separator and counts rows as a spreadsheet does', async () => {
    const read = await readTable('f.csv', utf8('\n编码;名称\n\nA;"一;\n二"\n'));
    expect(read).toMatchObject({
      ok: true,
      table: { headings: ['编码', '名称'], rows: [{ row: 4, cells: ['A', '一;\n二'] }] },
    });
  });
  it('reads xlsx, with dates as dates', async () => {
    const read = await readTable(
      'f.xlsx',
      workbook(
        `<row r="1">${cell('A1', '编码')}${cell('B1', '日期')}</row><row r="2">${cell('A2', 'X')}<c r="B2" s="1"><v>46083</v></c></row>`,
      ),
    );
    expect(read).toMatchObject({
      ok: true,
      table: { headings: ['编码', '日期'], rows: [{ row: 2, cells: ['X', '2026-03-02'] }] },
    });
  });
  it.each([
    ['nothing', new Uint8Array(), 'import.empty'],
    ['an old .xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), 'import.old-format'],
    ['a broken zip', Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9]), 'import.file-unreadable'],
    ['a zip that is no workbook', zipSync({ 'a.txt': strToU8('x') }), 'import.file-unreadable'],
    ['an open quote', utf8('a,b\n"x,1\n'), 'import.csv-broken'],
    ['bytes that are no text', Uint8Array.from([0xff, 0xff, 0xff, 0x80, 0x2c]), 'import.encoding'],
  ])('answers %s with a code', async (_, content, code) => {
    expect(await readTable('f', content)).toMatchObject({ ok: false, problem: { code } });
  });
  it('refuses a workbook that unpacks to far more than it weighs, before unpacking it', async () => {
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(1000) });
    // What the directory says of the unpacked size: 24 bytes into its only entry.
    const entry = bomb.findIndex((_, at) => bomb[at] === 0x50 && bomb[at + 1] === 0x4b && bomb[at + 2] === 1);
    new DataView(bomb.buffer).setUint32(entry + 24, 2_000_000_000, true);
    expect(await readTable('f', bomb)).toMatchObject({ ok: false, problem: { code: 'import.file-too-large' } });
  });
});
