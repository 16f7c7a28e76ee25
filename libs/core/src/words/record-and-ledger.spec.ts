import { describe, expect, it } from '@jest/globals';
import {
  problemAspects,
  problemChannels,
  problemClasses,
  problemSources,
  problemThemes,
  ruleActions,
} from '../ledger/vocabulary.js';
import { ledgerWords } from './ledger.js';
import { ledgerImportWords } from './ledger-import.js';
import { recordWords } from './record.js';
import { hasWords } from './words.js';

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').toSorted();

describe.each([
  ['record', recordWords],
  ['ledger', ledgerWords],
  ['ledger in Excel', ledgerImportWords],
])('words of the %s', (_, { zh, en }) => {
  const english: Record<string, string> = en;
  it('are there in both languages, with the same places to fill in', () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(zh).toSorted());
    for (const [code, text] of Object.entries(zh))
      expect([code, placeholders(english[code] ?? '')]).toEqual([code, placeholders(text)]);
  });
});

it('every word of the ledger’s vocabulary can be said', () => {
  const codes = [
    ...problemSources.map((each) => `problem.source.${each}`),
    ...problemChannels.map((each) => `problem.channel.${each}`),
    ...problemAspects.map((each) => `problem.aspect.${each}`),
    ...problemThemes.map((each) => `problem.theme.${each}`),
    ...problemClasses.map((each) => `problem.class.${each}`),
    ...ruleActions.map((each) => `rule.action.${each}`),
  ];
  expect(codes.filter((code) => !hasWords('zh', code) || !hasWords('en', code))).toEqual([]);
});
