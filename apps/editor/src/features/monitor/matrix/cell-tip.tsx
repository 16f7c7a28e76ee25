import { createPortal } from 'react-dom';

export interface TipPlace {
  row: number;
  column: number;
  at: DOMRect;
}

/** What a cell stands for, beside it. One for the whole grid: a tooltip per cell would be thousands. */
export function CellTip({
  place,
  unit,
  title,
  state,
}: {
  place: TipPlace;
  unit: string;
  title: string;
  state: string;
}) {
  const below = place.at.bottom + 90 < innerHeight;
  const left = Math.min(Math.max(8, place.at.left - 100), innerWidth - 268);
  return createPortal(
    <div
      className="cell-tip"
      aria-hidden="true"
      style={{ left, ...(below ? { top: place.at.bottom + 6 } : { bottom: innerHeight - place.at.top + 6 }) }}
    >
      <strong>{title}</strong>
      <span>{unit}</span>
      <em>{state}</em>
    </div>,
    document.body,
  );
}
