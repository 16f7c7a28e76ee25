/** @jest-environment jsdom */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { fragmentOf } from '@gangmu/core';
import { templateOf } from '../properties/template.given.js';
import { keepCopied, lastCopied } from './copied.js';

afterEach(() => {
  jest.restoreAllMocks();
  localStorage.clear();
});

const kickoff = fragmentOf(templateOf(), ['kickoff']);
const survey = fragmentOf(templateOf(), ['survey']);

describe('what was copied', () => {
  it('is there in every window, the last of them all', () => {
    expect(lastCopied()).toBeNull();
    keepCopied(kickoff);
    expect(lastCopied()).toEqual(kickoff);
    // Another window copied since.
    localStorage.setItem('gangmu.designer.copied', JSON.stringify(survey));
    expect(lastCopied()).toEqual(survey);
  });

  it('is there in its own window where the browser keeps nothing', () => {
    keepCopied(kickoff);
    jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('full');
    });
    keepCopied(survey);
    expect(lastCopied()).toEqual(survey);
  });
});
