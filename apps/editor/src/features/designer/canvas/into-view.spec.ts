import { describe, expect, it } from '@jest/globals';
import { intoView } from './into-view.js';

const room = { width: 1000, height: 600 };
const none = { width: 0, height: 0 };
const overview = { width: 170, height: 110 };
const card = (x: number, y: number) => ({ x, y, width: 200, height: 100 });

describe('bringing a card into view', () => {
  it('moves nothing that is seen whole', () => {
    expect(intoView(card(300, 300), room, overview)).toEqual({ x: 0, y: 0 });
  });
  it('moves no further than needed, with some room around', () => {
    expect(intoView(card(-50, 10), room, none)).toEqual({ x: 74, y: 14 });
    expect(intoView(card(900, 550), room, none)).toEqual({ x: -124, y: -74 });
  });
  it('does not leave it beneath the overview', () => {
    // It would end at 576 by the window alone, and the overview begins at 466 – with its margin.
    expect(intoView(card(900, 550), room, overview)).toEqual({ x: -124, y: -208 });
    expect(intoView(card(780, 470), room, overview).y).toBeLessThan(0);
    expect(intoView(card(400, 470), room, overview)).toEqual({ x: 0, y: 0 });
  });
});
