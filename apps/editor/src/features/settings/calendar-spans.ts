/** Years as spans, in order: 2004–2025, 2027. */
export function spansOf(years: readonly number[]): string[] {
  const spans: [number, number][] = [];
  for (const year of years.toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last?.[1] === year - 1) last[1] = year;
    else spans.push([year, year]);
  }
  return spans.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
}
