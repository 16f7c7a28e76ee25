import type { ScopeUnit } from '@gangmu/contract';
import type { LocalText, Template } from '@gangmu/core';
import { applies, isFinished, unpackCells, type CellState } from './cell-state.js';

export interface MatrixStep {
  id: string;
  phase: string;
  kind: string;
  title: LocalText;
}
export interface MatrixPhase {
  id: string;
  title: LocalText;
}
export interface MatrixUnit {
  unit: string;
  state: ScopeUnit['state'];
  /** null: the unit is in scope but has no run. */
  run: string | null;
  /** The role nobody stands for, where that keeps it from starting. */
  unheldRole: LocalText | null;
  code: string;
  name: LocalText;
  category: string;
  /** Township or bureau it belongs to, itself for one of these. */
  area: string;
  /** One state per step, in the steps' order. */
  cells: readonly CellState[];
}
export interface Matrix {
  phases: MatrixPhase[];
  /** Grouped by phase, so that a phase is one run of columns. */
  steps: MatrixStep[];
  units: MatrixUnit[];
  /** What the units can be narrowed down by. */
  categories: { id: string; title: LocalText }[];
  areas: { id: string; name: LocalText }[];
}

const byOrder = <T extends { order: number }>([a, left]: [string, T], [b, right]: [string, T]): number =>
  left.order - right.order || (a < b ? -1 : 1);

/** Puts together who is in scope, the packed cells and the template's names. */
export function assembleMatrix(
  template: Pick<Template, 'phases' | 'steps' | 'categories'>,
  scope: readonly ScopeUnit[],
  packed: { steps: readonly string[]; units: readonly { unit: string; run: string; cells: string }[] },
): Matrix {
  const phases = Object.entries(template.phases).toSorted(byOrder);
  const columnOf = new Map(packed.steps.map((id, index) => [id, index]));
  const steps = phases.flatMap(([phase]) =>
    Object.entries(template.steps)
      .filter(([id, step]) => step.phase === phase && columnOf.has(id))
      .toSorted(byOrder)
      .map(([id, step]): MatrixStep => ({ id, phase, kind: step.kind, title: step.title })),
  );
  const columns = steps.map(({ id }) => columnOf.get(id) ?? 0);
  const rows = new Map(packed.units.map((row) => [row.unit, row]));
  const areas = areasOf(scope);
  const units = inTreeOrder(scope).map((unit): MatrixUnit => {
    const row = rows.get(unit.unit);
    const cells = unpackCells(row?.cells ?? '');
    return {
      unit: unit.unit,
      state: unit.state,
      run: row?.run ?? unit.run,
      unheldRole: unit.unheldRole,
      code: unit.code,
      name: unit.name,
      category: unit.category,
      area: areas.get(unit.unit)?.id ?? '',
      cells: columns.map((column) => cells[column] ?? 'waiting'),
    };
  });
  const used = new Set(units.map(({ category }) => category));
  return {
    phases: phases.map(([id, { title }]) => ({ id, title })),
    steps,
    units,
    categories: [...used].map((id) => ({ id, title: template.categories[id]?.title ?? { zh: id } })),
    areas: [...new Map([...areas.values()].map((area) => [area.id, area])).values()],
  };
}

/** Every unit after the one above it, siblings by code: as an office lists them. */
function inTreeOrder(scope: readonly ScopeUnit[]): ScopeUnit[] {
  const known = new Set(scope.map(({ unit }) => unit));
  const below = new Map<string, ScopeUnit[]>();
  for (const unit of scope.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    const above = unit.parent !== null && known.has(unit.parent) ? unit.parent : '';
    below.set(above, [...(below.get(above) ?? []), unit]);
  }
  const listed: ScopeUnit[] = [];
  const list = (above: string): void => {
    for (const unit of below.get(above) ?? []) {
      listed.push(unit);
      list(unit.unit);
    }
  };
  list('');
  return listed;
}

/**
 * The township or bureau a unit belongs to: the highest unit above it that is not the top of what is in scope. A unit
 * at the top is its own area.
 */
function areasOf(scope: readonly ScopeUnit[]): Map<string, { id: string; name: LocalText }> {
  const byId = new Map(scope.map((unit) => [unit.unit, unit]));
  const isTop = (unit: ScopeUnit): boolean => unit.parent === null || !byId.has(unit.parent);
  const found = new Map<string, { id: string; name: LocalText }>();
  const areaOf = (unit: ScopeUnit, depth: number): { id: string; name: LocalText } => {
    const known = found.get(unit.unit);
    if (known !== undefined) return known;
    const parent = unit.parent === null ? undefined : byId.get(unit.parent);
    const area =
      parent === undefined || isTop(parent) || depth > 20
        ? { id: unit.unit, name: unit.name }
        : areaOf(parent, depth + 1);
    found.set(unit.unit, area);
    return area;
  };
  for (const unit of scope) areaOf(unit, 0);
  return found;
}

export interface UnitFilter {
  text: string;
  category: string | null;
  area: string | null;
  state: CellState | null;
}
export const NO_FILTER: UnitFilter = { text: '', category: null, area: null, state: null };

/** The units that pass a filter; text is looked for in code and both names. */
export function filterUnits(units: readonly MatrixUnit[], filter: UnitFilter): MatrixUnit[] {
  const text = filter.text.trim().toLowerCase();
  return units.filter(
    (unit) =>
      (filter.category === null || unit.category === filter.category) &&
      (filter.area === null || unit.area === filter.area) &&
      (filter.state === null || unit.cells.includes(filter.state)) &&
      (text === '' || [unit.code, unit.name.zh, unit.name.en ?? ''].some((part) => part.toLowerCase().includes(text))),
  );
}

export interface UnitTally {
  finished: number;
  /** What has been opened for the unit so far. */
  total: number;
  /** The states that need somebody, with how often, worst first. */
  attention: { state: CellState; count: number }[];
}

const ATTENTION: readonly CellState[] = ['late', 'returned', 'incomplete', 'submitted'];

/** What a phone shows of a unit in place of its row. */
export function tally(cells: readonly CellState[]): UnitTally {
  const number = new Map<CellState, number>();
  for (const cell of cells) number.set(cell, (number.get(cell) ?? 0) + 1);
  return {
    finished: cells.filter(isFinished).length,
    total: cells.filter((cell) => applies(cell) && cell !== 'waiting').length,
    attention: ATTENTION.flatMap((state) => (number.has(state) ? [{ state, count: number.get(state) ?? 0 }] : [])),
  };
}

/** Columns of each phase, in order, for the group header. */
export function phaseSpans(
  matrix: Pick<Matrix, 'phases' | 'steps'>,
): { id: string; title: LocalText; from: number; columns: number }[] {
  return matrix.phases.flatMap(({ id, title }) => {
    const from = matrix.steps.findIndex((step) => step.phase === id);
    return from < 0 ? [] : [{ id, title, from, columns: matrix.steps.filter((step) => step.phase === id).length }];
  });
}
