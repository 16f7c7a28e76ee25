import type { Param } from '@gangmu/core';

/** One thing wrong in a file. Row 1 is the heading; row 0 means the file as a whole. */
export interface RowProblem {
  file: string;
  row: number;
  column: string | null;
  code: string;
  params: Record<string, Param>;
}

export const fileProblem = (file: string, code: string, params: Record<string, Param> = {}): RowProblem => ({
  file,
  row: 0,
  column: null,
  code,
  params,
});
