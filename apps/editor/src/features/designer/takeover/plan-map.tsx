import { useMemo } from 'react';
import { CARD, LANE_HEAD, placeCards, stackLanes, type Template } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { linesOf } from '../drawn-text.js';

/** What there is to say about a step or phase on the map. */
export type Mark = 'open' | 'decided' | 'taken' | 'local';

interface Props {
  template: Template;
  /** By place: `/steps/x`, `/phases/x`. */
  marks: ReadonlyMap<string, Mark>;
  here: string | null;
  choose: (place: string) => void;
}

const SIGNS: Record<Mark, string> = { open: '?', decided: '✓', taken: '↓', local: '+' };

/** As large as the letters of the style sheet, and the distance from one line to the next. */
const LETTER = 30;
const LINE = 36;

/** A text in the lines there is room for. */
function Label({ text, x, y, width, most }: { text: string; x: number; y: number; width: number; most: number }) {
  return (
    <text x={x} y={y + 8}>
      {linesOf(text, width / LETTER, most).map((line, index) => (
        <tspan key={index} x={x} dy={LINE}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

/** The whole plan in small: where it is asked about, where something was decided, what simply comes from above. */
export function PlanMap({ template, marks, here, choose }: Props) {
  const { t, local } = useWords();
  const layout = useMemo(() => stackLanes(template, placeCards(template)), [template]);
  const colour = (place: string): string => marks.get(place) ?? 'plain';
  return (
    <svg
      className="plan-map"
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      role="group"
      aria-label={t('takeover.map.plan')}
      preserveAspectRatio="xMinYMin meet"
    >
      {layout.lanes.map(({ phase, y, height }) => {
        const place = `/phases/${phase}`;
        return (
          <g key={phase} className={`lane ${colour(place)} ${here === place ? 'here' : ''}`}>
            <rect x={0} y={y} width={layout.width} height={height} rx={14} />
            <Label text={local(template.phases[phase]?.title)} x={20} y={y} width={LANE_HEAD - 28} most={3} />
            {marks.has(place) && (
              <text className="sign" x={LANE_HEAD - 50} y={y + height - 22}>
                {SIGNS[marks.get(place) ?? 'open']}
              </text>
            )}
          </g>
        );
      })}
      {[...layout.cards].map(([id, { x, y }]) => {
        const place = `/steps/${id}`;
        const mark = marks.get(place);
        const title = local(template.steps[id]?.title);
        const asked = mark === 'open' || mark === 'decided';
        const shape = (
          <>
            <title>{mark === undefined ? title : `${title} · ${t(`takeover.map.${mark}`)}`}</title>
            <rect x={x} y={y} width={CARD.width} height={CARD.height} rx={12} />
            <Label text={title} x={x + 14} y={y} width={CARD.width - (mark === undefined ? 26 : 62)} most={2} />
            {mark !== undefined && (
              <text className="sign" x={x + CARD.width - 46} y={y + 66}>
                {SIGNS[mark]}
              </text>
            )}
          </>
        );
        const look = `card ${colour(place)} ${here === place ? 'here' : ''}`;
        return asked ? (
          <g
            key={id}
            className={look}
            role="button"
            tabIndex={-1}
            aria-label={`${title} · ${t(`takeover.map.${mark}`)}`}
            onClick={() => choose(place)}
          >
            {shape}
          </g>
        ) : (
          <g key={id} className={look}>
            {shape}
          </g>
        );
      })}
    </svg>
  );
}
