import { type Operation, retitled, type Template } from '@gangmu/core';
import type { Language } from '../../../platform/language.js';

/** The operation that gives a step or a phase its typed title. */
export const renameOperation = (
  template: Template,
  map: 'steps' | 'phases',
  id: string,
  typed: string,
  language: Language,
): Operation => ({
  op: 'set-field',
  path: `/${map}/${id}/title`,
  value: retitled(template[map][id]?.title, typed, language),
});

/** Short ids of letters and digits, beginning with a letter; those of the template are never given again. */
export function newId(taken: (id: string) => boolean, prefix: string): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  for (;;) {
    const random = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => letters.charAt(byte % 32)).join('');
    const id = `${prefix}-${random}`;
    if (!taken(id)) return id;
  }
}
