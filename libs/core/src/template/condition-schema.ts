/** Conditions as they are written; `conditions.ts` evaluates them. */
import { z } from 'zod';

/**
 * Conditions are JsonLogic-shaped expressions (so that condition builders can edit them) of a small sandboxed
 * subset. Variables: `unit.category|rank|level|size|groups`, and `item.<stepId>.<evidenceId>` for accepted values
 * of ancestor steps. A missing variable makes the comparison false.
 */
export type Condition =
  | boolean
  | { and: Condition[] }
  | { or: Condition[] }
  | { '!': Condition }
  | { '==': [Operand, Operand] }
  | { '!=': [Operand, Operand] }
  | { '<': [Operand, Operand] }
  | { '<=': [Operand, Operand] }
  | { '>': [Operand, Operand] }
  | { '>=': [Operand, Operand] }
  | { in: [Operand, Operand] };
export type Operand = string | number | boolean | (string | number)[] | { var: string };

const operandSchema: z.ZodType<Operand> = z.union([
  z.string().max(500),
  z.number(),
  z.boolean(),
  z.array(z.union([z.string().max(500), z.number()])).max(500),
  z.strictObject({ var: z.string().max(200) }),
]);
const pair = z.tuple([operandSchema, operandSchema]);
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.boolean(),
    z.strictObject({ and: z.array(conditionSchema).max(50) }),
    z.strictObject({ or: z.array(conditionSchema).max(50) }),
    z.strictObject({ '!': conditionSchema }),
    z.strictObject({ '==': pair }),
    z.strictObject({ '!=': pair }),
    z.strictObject({ '<': pair }),
    z.strictObject({ '<=': pair }),
    z.strictObject({ '>': pair }),
    z.strictObject({ '>=': pair }),
    z.strictObject({ in: pair }),
  ]),
);
