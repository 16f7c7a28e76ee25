import { describe, expect, it } from '@jest/globals';
import { setBy } from './set-by.js';

const township = { name: { zh: '桥川镇党委' } };
const provenance = {
  root: { name: { zh: '澄禾县委' } },
  places: [
    { path: '/steps/plan/evidence/extra', unit: township },
    { path: '/steps/own', unit: township },
  ],
};

describe('who set a place', () => {
  it('is the level that set it, or what it lies in', () => {
    expect(setBy(provenance, '/steps/own/title').zh).toBe('桥川镇党委');
    expect(setBy(provenance, '/steps/plan/evidence/extra').zh).toBe('桥川镇党委');
  });

  it('is the root for everything else', () => {
    expect(setBy(provenance, '/steps/plan/title').zh).toBe('澄禾县委');
    expect(setBy(provenance, '/steps/owned').zh).toBe('澄禾县委');
  });
});
