import { afterAll, beforeAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './open-browser.js';
import { type SampleEngine, startSampleEngine } from './sample-engine.js';

/** Where a file's journeys take place; its parts are there from the first test on. */
export interface Stage {
  sample: SampleEngine;
  browser: Browser;
}

/** Declares that the tests of this file share a sample county and a browser of their own. */
export function onSample(name: string, options: Parameters<typeof startSampleEngine>[1] = {}): Stage {
  const stage = {} as Stage;
  beforeAll(async () => {
    stage.sample = await startSampleEngine(name, options);
    stage.browser = await openBrowser();
  }, 180_000);
  afterAll(async () => {
    await stage.browser?.close();
    await stage.sample?.close();
  });
  return stage;
}
