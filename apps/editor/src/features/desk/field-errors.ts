import { ProblemResponse } from '@gangmu/contract';

export interface FieldError {
  /** Path into the form: evidence id, then what is inside it. */
  name: (string | number)[];
  errors: string[];
}

/** A JSON pointer from the engine as the name of a form field; undefined when it leads to no field. */
export function fieldOf(pointer: string): (string | number)[] | undefined {
  const keys = pointer.split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const at = keys.indexOf('values');
  if (at < 0 || at === keys.length - 1) return undefined;
  return keys.slice(at + 1).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

/** A refusal's words, sorted into those for fields and those for the form as a whole. */
export function sortRefusal(error: unknown, unreachable: string): { fields: FieldError[]; whole: string[] } {
  if (!(error instanceof ProblemResponse)) return { fields: [], whole: [unreachable] };
  const { problem } = error;
  const places = problem.problems !== undefined && problem.problems.length > 0 ? problem.problems : [problem];
  const fields: FieldError[] = [];
  const whole: string[] = [];
  for (const { path, detail } of places) {
    const name = fieldOf(path);
    if (name === undefined) whole.push(detail);
    else fields.push({ name, errors: [detail] });
  }
  return { fields, whole };
}
