/**
 * An operation: a small named edit of a template, the same in browser and server. Each stands in a file of its own and
 * in the list of `operations.ts`; undo, rights and sentences come from the edits it answers with, never from itself.
 */
import type { z } from 'zod';
import type { Result } from '../findings.js';
import type { Template } from '../template/document.js';

/** The smallest change: a place gets a value, or is taken away. `path` is a JSON pointer. */
export type Edit = { op: 'set'; path: string; value: unknown } | { op: 'remove'; path: string };

/** Applies an operation by its name: handed to rules that consist of others. */
export type Reducer = (template: Template, operation: { op: string }) => Result<Applied>;

export interface OperationRule<Name extends string = string, Params extends z.ZodObject = z.ZodObject> {
  /** Imperative and kebab-case, e.g. `add-step`; file and spec are named after it. */
  name: Name;
  params: Params;
  /** The edits it comes to on this template, or why it cannot be done. */
  edits(template: Template, params: z.infer<Params>, apply: Reducer): Result<Edit[]>;
}

/** What came of an operation: the new template (shared structure where unchanged), and the way back. */
export interface Applied {
  template: Template;
  edits: Edit[];
  /** Applied to the new template, these give the old one back exactly. */
  inverse: Edit[];
}

/** Declares an operation; its name and parameters are kept as types, so that `Operation` derives from the list. */
export const operation = <Name extends string, Params extends z.ZodObject>(
  rule: OperationRule<Name, Params>,
): OperationRule<Name, Params> => rule;

/** Puts a value at a place (JSON pointer). */
export const set = (path: string, value: unknown): Edit => ({ op: 'set', path, value });
/** Takes away what stands at a place (JSON pointer). */
export const remove = (path: string): Edit => ({ op: 'remove', path });
