import { type Finding, type PlaceLock, pointer, type Refusal, sameValue, say, shapeAt } from '@gangmu/core';
import { useId, useState } from 'react';
import { useWords } from '../../../../platform/language.js';
import type { WordKey } from '../../../../words/words.js';
import { drop, keysOf, put, valueAt, within } from '../place.js';
import { findingsIn, useLiveSheet, useSheetPart } from '../sheet.js';

export interface Message {
  severity: Finding['severity'];
  text: string;
}

export interface Field {
  path: string;
  value: unknown;
  /** For the control's `id` and the label's `htmlFor`. */
  id: string;
  disabled: boolean;
  lock: PlaceLock | null;
  messages: Message[];
  /** Changed by this level: puts back what the level above has. Null where nothing was changed, or all is one's own. */
  revert: (() => void) | null;
  /** Equals what is above, and stands on purpose: it stays when that changes. */
  kept: boolean;
  /** Marks it so, or no longer; null where that cannot be. */
  keep: ((on: boolean) => void) | null;
  /** Attributes that tie the control to its messages. */
  aria: { 'aria-invalid': boolean; 'aria-describedby': string | undefined };
  /** Puts a value there; undefined takes the field away. Answers whether it was accepted. */
  set: (value: unknown, typing?: boolean) => boolean;
  /** Says that what was typed cannot be taken as it is; null: it can. */
  refuse: (refusal: Refusal | null) => void;
}

/** Refusals that a form says shorter than a list of findings: it is clear which place is meant. */
const OWN_WORDS: Readonly<Record<string, WordKey>> = {
  'template.missing': 'field.required',
  'template.invalid-value': 'props.field.shape',
};

/** Nothing stands where something must. */
export const missing = (path: string): Refusal => ({ code: 'template.missing', path, params: {} });

/**
 * One field of the template: its value, who may change it, and what is to be said about it. A refused value is not
 * stored; the reason stays beside the field until the next one is accepted.
 * `deep` findings of places within are said here too, for fields that no other field shows.
 */
export function useField(path: string, { deep = false, silent = false } = {}): Field {
  const live = useLiveSheet();
  const { language, t } = useWords();
  const id = useId();
  const [refusal, refuse] = useState<Refusal | null>(null);
  const { value, inherited, changed, kept, mayKeep, lock, mayEdit, said } = useSheetPart((sheet) => {
    const here = valueAt(sheet.template, path);
    const above = valueAt(sheet.base, path);
    const same = sameValue(here, above);
    const at = sheet.lockAt(path);
    return {
      value: here,
      inherited: above,
      changed: valueAt(sheet.base, pointer(...keysOf(path).slice(0, 2))) !== undefined && !same,
      kept: same && (sheet.kept ?? []).some((one) => within(one, path)),
      // A part of what is one value cannot be kept without the rest of it.
      mayKeep:
        same && above !== undefined && at?.may.set === true && !!sheet.base && shapeAt(sheet.base, path) !== undefined,
      lock: at,
      mayEdit: sheet.mayEdit,
      said: silent
        ? []
        : findingsIn(sheet.findings, path)
            .filter((finding) => deep || finding.path === path)
            .map(({ severity, code, params }) => ({ severity, code, params })),
    };
  });
  const messages: Message[] = said.map(({ severity, code, params }) => ({
    severity,
    text: say(language, code, params),
  }));
  if (refusal !== null) {
    const own = OWN_WORDS[refusal.code];
    const text = own === undefined ? say(language, refusal.code, refusal.params) : t(own);
    messages.unshift({ severity: 'error', text });
  }
  return {
    path,
    value,
    id,
    disabled: !mayEdit || (lock !== null && !lock.may.set),
    lock,
    messages,
    revert:
      changed && mayEdit
        ? () => refuse(live.get().change([inherited === undefined ? drop(path) : put(path, inherited)]))
        : null,
    kept,
    keep: mayEdit && (mayKeep || kept) ? (on) => live.get().keep?.(path, on) : null,
    aria: {
      'aria-invalid': messages.some(({ severity }) => severity === 'error'),
      'aria-describedby': messages.length > 0 ? `${id}-said` : undefined,
    },
    set: (next, typing = false) => {
      if (next === undefined && value === undefined) {
        refuse(null);
        return true;
      }
      const refused = live.get().change([next === undefined ? drop(path) : put(path, next)], typing ? path : undefined);
      refuse(refused);
      return refused === null;
    },
    refuse,
  };
}
