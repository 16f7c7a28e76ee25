import { describe, expect, it } from '@jest/globals';
import { decodeText } from './decode-text.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
/** 单位编码,单位名称 in GBK. */
const GBK = Uint8Array.from([
  0xb5, 0xa5, 0xce, 0xbb, 0xb1, 0xe0, 0xc2, 0xeb, 0x2c, 0xb5, 0xa5, 0xce, 0xbb, 0xc3, 0xfb, 0xb3, 0xc6,
]);

describe('the text of a table', () => {
  it('is read from UTF-8 with and without mark, UTF-16 and GBK', () => {
    expect(decodeText(utf8('编码'))).toBe('编码');
    expect(decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8('编码')]))).toBe('编码');
    expect(decodeText(Uint8Array.from([0xff, 0xfe, 0x16, 0x7f]))).toBe('编');
    expect(decodeText(GBK)).toBe('单位编码,单位名称');
    expect(decodeText(Uint8Array.from([0, 1, 2, 0]))).toBeUndefined();
  });
});
