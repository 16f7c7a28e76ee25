import { describe, expect, it } from '@jest/globals';
import { perElement } from './per-element.js';

describe('what was made of an element', () => {
  it('is made again only for another element, under another id, or together with something else', () => {
    let made = 0;
    const look = perElement((id: string, step: { title: string }, day: string) => {
      made += 1;
      return { said: `${id} ${step.title} ${day}` };
    });
    const step = { title: 'x' };
    const first = look('a', step, 'Monday');
    expect(look('a', step, 'Monday')).toBe(first);
    expect(made).toBe(1);
    expect(look('a', step, 'Friday').said).toBe('a x Friday');
    expect(look('b', step, 'Friday').said).toBe('b x Friday');
    expect(look('b', { title: 'x' }, 'Friday').said).toBe('b x Friday');
    expect(made).toBe(4);
  });
});
