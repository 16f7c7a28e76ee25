import type { Evidence, LocalText } from './document.js';

type Unit = Extract<Evidence, { type: 'number' }>['unit'];

/** What a number counts, in the languages it is written in; a plain text of an older template is Chinese. */
export const numberUnit = (unit: Unit): LocalText | undefined =>
  typeof unit === 'string' ? (unit === '' ? undefined : { zh: unit }) : unit;
