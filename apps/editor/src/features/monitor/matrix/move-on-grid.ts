export interface GridPlace {
  row: number;
  /** -1 is the unit's name. */
  column: number;
}

const PAGE = 15;

/** Where a key leads on the grid, as the ARIA grid pattern has it; null for other keys. */
export function moveOnGrid(
  key: string,
  control: boolean,
  from: GridPlace,
  size: { rows: number; columns: number },
): GridPlace | null {
  const target = (): GridPlace | null => {
    switch (key) {
      case 'ArrowDown':
        return { ...from, row: from.row + 1 };
      case 'ArrowUp':
        return { ...from, row: from.row - 1 };
      case 'ArrowRight':
        return { ...from, column: from.column + 1 };
      case 'ArrowLeft':
        return { ...from, column: from.column - 1 };
      case 'PageDown':
        return { ...from, row: from.row + PAGE };
      case 'PageUp':
        return { ...from, row: from.row - PAGE };
      case 'Home':
        return control ? { row: 0, column: -1 } : { ...from, column: -1 };
      case 'End':
        return control ? { row: size.rows - 1, column: size.columns - 1 } : { ...from, column: size.columns - 1 };
      default:
        return null;
    }
  };
  const to = target();
  if (to === null || size.rows === 0) return null;
  return {
    row: Math.min(Math.max(to.row, 0), size.rows - 1),
    column: Math.min(Math.max(to.column, -1), size.columns - 1),
  };
}
