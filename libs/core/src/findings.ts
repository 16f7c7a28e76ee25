/** A parameter of a finding or refusal: what its sentence needs, in both languages. */
export type Param = string | number | boolean | string[] | { zh: string; en?: string } | null;

/** An edit that would mend what was found, as data: the editor applies it, a person decides. */
export interface Fix {
  edits: { op: 'set' | 'remove'; path: string; value?: unknown }[];
}

/** What a check found. Words are looked up by `code`; `path` names the place as a JSON pointer. */
export interface Finding {
  code: string;
  severity: 'error' | 'warning' | 'info';
  path: string;
  params: Record<string, Param>;
  /** Code of a sentence that says what to do, when it differs from the finding's own advice. */
  suggestion?: string;
  /** A quick fix, where there is one. */
  fix?: Fix;
}

/** Why a command was not carried out. A value, never an exception. */
export interface Refusal {
  code: string;
  /** JSON pointer into the command. */
  path: string;
  params: Record<string, Param>;
}

export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export const refuse = (
  code: string,
  path = '',
  params: Record<string, Param> = {},
): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: { code, path, params },
});
/** The result of what was not refused. */
export const accept = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export { pointer } from './pointer.js';
