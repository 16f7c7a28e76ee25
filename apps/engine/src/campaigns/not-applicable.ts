/** Which steps will never come up for a unit: shown apart from those that have not opened yet. */
import { effectiveFor, type KnownFacts, type Template } from '@gangmu/core';

/** The character of a step that does not apply; see CELL_CODES. */
const SKIPPED = 'K';
const NOTHING = '.';

/**
 * Answers how a unit's row looks before anything has opened, one character per step. Rows are made once per distinct
 * facts: a county of thousands has a few dozen. Groups are left out; what depends on them counts as still to come.
 */
export function blankRows(template: Template, steps: readonly string[]): (facts: KnownFacts) => string {
  const rows = new Map<string, string>();
  return (facts) => {
    const key = JSON.stringify(facts);
    let row = rows.get(key);
    if (row === undefined) {
      const applying = effectiveFor(template, facts);
      row = steps.map((step) => (applying.has(step) ? NOTHING : SKIPPED)).join('');
      rows.set(key, row);
    }
    return row;
  };
}

/** Fills the gaps of a row with what is known before anything has opened. */
export function overlaid(cells: string | undefined, blank: string): string {
  if (cells === undefined || !blank.includes(SKIPPED)) return cells ?? blank;
  let row = '';
  for (let n = 0; n < cells.length; n += 1) row += cells[n] === NOTHING ? blank[n] : cells[n];
  return row;
}
