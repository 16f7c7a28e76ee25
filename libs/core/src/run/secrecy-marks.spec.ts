import { describe, expect, it } from '@jest/globals';
import { hasMarkedHead, hasMarkedName } from './secrecy-marks.js';

describe('secrecy marks', () => {
  it.each(['机密-方案.pdf', '绝密.docx', '（秘密）名单.xlsx', '秘 密 通知.pdf'])('are found in the name %s', (name) => {
    expect(hasMarkedName(name)).toBe(true);
  });
  it.each(['学习计划.pdf', '保密工作方案.docx', 'plan.pdf'])('are not found in the name %s', (name) => {
    expect(hasMarkedName(name)).toBe(false);
  });
  it.each(['机密★1年\n某某县委文件', '\n\n  秘 密  \n通知', '000001\n绝密★\n', '【秘密】\n名单', '机密☆长期'])(
    'are found as a line at the head of a text: %j',
    (text) => {
      expect(hasMarkedHead(text)).toBe(true);
    },
  );
  it.each(['保守党的秘密，对党忠诚', '会议讨论了机密文件的管理', '', '保密教育情况'])(
    'are not found where a text only speaks of secrets: %j',
    (text) => {
      expect(hasMarkedHead(text)).toBe(false);
    },
  );
  it('are looked for in the head only', () => {
    expect(hasMarkedHead(`${'一般内容\n'.repeat(60)}秘密\n`)).toBe(false);
  });
});
