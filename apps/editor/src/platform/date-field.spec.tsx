/** @jest-environment jsdom */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { DateField } from './date-field.js';
import { changeLanguage, startLanguage } from './language.js';

// A hand has many small movements; on a busy computer they add up.
jest.setTimeout(60_000);

const hand = userEvent.setup({ delay: null, pointerEventsCheck: 0 });

startLanguage();
changeLanguage('zh');
afterEach(cleanup);

/** A field that holds a date, and what it holds by now. */
function open(from: string | null): { date: string | null } {
  const held = { date: from };
  function Page() {
    const [date, setDate] = useState(held.date);
    held.date = date;
    return <DateField aria-label="日期" value={date} onChange={setDate} />;
  }
  render(<Page />);
  return held;
}

const typed = async (text: string, key: string): Promise<void> => {
  const field = screen.getByRole('textbox', { name: '日期' });
  await hand.clear(field);
  await hand.type(field, `${text}${key}`);
};

describe('a date that is typed', () => {
  it.each([
    ['2026/08/29', '{Enter}'],
    ['2026/8/29', '{Tab}'],
    ['2026.08.29', '{Tab}'],
    ['2026-8-29', '{Enter}'],
    ['8月29日', '{Tab}'],
    ['2026-08-29', '{Enter}'],
    ['20260829', '{Enter}'],
    ['2026年08月29日', '{Tab}'],
  ])('is read: %s %s', async (text, key) => {
    const held = open('2026-03-02');
    await typed(text, key);
    expect(held.date).toBe('2026-08-29');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: '日期' }).value).toBe('2026年8月29日');
    expect(screen.getByRole('alert').textContent).toBe('');
  });

  it('is read where none stood before', async () => {
    const held = open(null);
    await typed('2026/08/29', '{Tab}');
    expect(held.date).toBe('2026-08-29');
  });

  it('gives way to the one that stood there where it cannot be read, and that is said until one types again', async () => {
    const held = open('2026-03-02');
    await typed('下周五', '{Tab}');
    expect(held.date).toBe('2026-03-02');
    expect(screen.getByRole('alert').textContent).toContain('看不出“下周五”是哪一天');
    await typed('2026-08-29', '{Tab}');
    expect(screen.getByRole('alert').textContent).toBe('');
  });
});
