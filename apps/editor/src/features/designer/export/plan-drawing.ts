/**
 * A template as one picture: phases as lanes along time, steps as cards, dependencies as arrows. Plain SVG as text, with
 * everything written out, so that it looks the same in a document, on paper and in a browser without Gangmu's styles.
 */
import {
  CARD,
  kindName,
  LANE_HEAD,
  type LaneLayout,
  phasesInOrder,
  placeCards,
  type Point,
  stackLanes,
  stepKind,
  textIn,
  type Template,
} from '@gangmu/core';
import { lineOf, linesOf } from '../drawn-text.js';
import type { Language } from '../../../platform/language.js';
import { corners, rounded } from '../canvas/route.js';
import { plainDay } from '../plain-day.js';

export type Mark = 'added' | 'removed' | 'changed' | 'moved';

export interface DrawingOptions {
  language: Language;
  /** Planned last days by step. */
  due?: ReadonlyMap<string, string>;
  /** What became of steps between two versions: said by sign, word and line, not by colour alone. */
  marks?: ReadonlyMap<string, Mark>;
  /** Only the lane of one phase. */
  phase?: string;
  /** Left out where the picture stands under a heading already. */
  heading?: boolean;
}
export interface Drawing {
  svg: string;
  width: number;
  height: number;
}

const FONT = `'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',sans-serif`;
const MARGIN = 24;
const HEADING = 46;
const TONES = [
  { lane: '#eef3f7', line: '#dce5ec', head: '#27475f' },
  { lane: '#f6f3ea', line: '#e8e2d0', head: '#5a4c22' },
] as const;
const MARKS: Record<Mark, { line: string; fill: string; dash: string; zh: string; en: string }> = {
  added: { line: '#2c6e49', fill: '#f0f8f2', dash: '', zh: '＋ 新增', en: '+ added' },
  removed: { line: '#b42c1b', fill: '#fdf3f1', dash: '6 4', zh: '－ 删除', en: '− removed' },
  changed: { line: '#9a6200', fill: '#fdf8ea', dash: '', zh: '△ 修改', en: '△ changed' },
  moved: { line: '#3c5fa0', fill: '#f1f5fc', dash: '2 3', zh: '→ 移动', en: '→ moved' },
};
export const markWords = (mark: Mark, language: Language): string => MARKS[mark][language];

const escaped = (text: string): string =>
  text
    // What no XML may hold.
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const textAt = (
  x: number,
  y: number,
  words: string,
  { size = 12, fill = '#1f2a33', bold = false, anchor = 'start', strike = false } = {},
): string =>
  words === ''
    ? ''
    : `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}"${bold ? ' font-weight="600"' : ''}${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}${strike ? ' text-decoration="line-through"' : ''}>${escaped(words)}</text>`;

function card(template: Template, id: string, { x, y }: Point, options: DrawingOptions): string {
  const step = template.steps[id];
  if (step === undefined) return '';
  const { language, due, marks } = options;
  const mark = marks?.get(id);
  const look = mark === undefined ? { line: '#c9d3db', fill: '#ffffff', dash: '' } : MARKS[mark];
  const lead = template.roles[step.lead]?.title;
  const day = stepKind(step.kind)?.asksUnit === false ? undefined : due?.get(id);
  const when = day === undefined ? '' : `${plainDay(day, language)}${language === 'zh' ? '前' : ''}`;
  return [
    `<g data-step="${escaped(id)}">`,
    `<rect x="${x}" y="${y}" width="${CARD.width}" height="${CARD.height}" rx="7" fill="${look.fill}" stroke="${look.line}" stroke-width="${mark === undefined ? 1 : 2}"${look.dash === '' ? '' : ` stroke-dasharray="${look.dash}"`}/>`,
    ...linesOf(textIn(step.title, language), 14.6, 2).map((line, index) =>
      textAt(x + 12, y + 24 + index * 19, line, { size: 13.5, bold: true, strike: mark === 'removed' }),
    ),
    textAt(x + 12, y + 70, lineOf(lead === undefined ? '' : textIn(lead, language), 16), {
      fill: '#4b5964',
    }),
    textAt(x + 12, y + 91, when, { fill: '#4b5964' }),
    mark === undefined
      ? textAt(x + CARD.width - 12, y + 91, kindName(step.kind, language), { fill: '#5a6772', anchor: 'end' })
      : textAt(x + CARD.width - 12, y + 91, MARKS[mark][language], { fill: look.line, bold: true, anchor: 'end' }),
    '</g>',
  ].join('');
}

/** The way of an arrow, as on the canvas. */
function arrow(from: Point, to: Point): string {
  const a = { x: from.x + CARD.width, y: from.y + CARD.height / 2 };
  const b = { x: to.x - 2, y: to.y + CARD.height / 2 };
  return `<path d="${rounded(corners(a, b))}" fill="none" stroke="#8499a8" stroke-width="1.4" marker-end="url(#arrow)"/>`;
}

/** Where everything stands; of one phase only its own lane, at the top. */
function layoutOf(template: Template, phase: string | undefined): LaneLayout {
  const places = placeCards(template);
  if (phase === undefined) return stackLanes(template, places);
  const phases = Object.fromEntries(Object.entries(template.phases).filter(([id]) => id === phase));
  const steps = Object.fromEntries(Object.entries(template.steps).filter(([, step]) => step.phase === phase));
  const own = new Map([...places].filter(([id]) => steps[id] !== undefined));
  // A lane by itself begins with its first card, not where the plan has got to by then.
  const left = Math.min(...[...own.values()].map(({ x }) => x), Infinity);
  const moved = new Map([...own].map(([id, { x, y }]) => [id, { x: x - left, y }]));
  return stackLanes({ ...template, phases, steps }, moved);
}

export function drawPlan(template: Template, options: DrawingOptions): Drawing {
  const { language, phase, heading = true } = options;
  const layout = layoutOf(template, phase);
  const top = MARGIN + (heading ? HEADING : 0);
  const width = layout.width + 2 * MARGIN;
  const height = layout.height + top + MARGIN;
  const tones = new Map(phasesInOrder(template).map((id, index) => [id, index % 2]));
  const lanes = layout.lanes.map(({ phase: id, y, height: tall }) => {
    const tone = TONES[tones.get(id) === 1 ? 1 : 0];
    const lines = linesOf(textIn(template.phases[id]?.title ?? { zh: '' }, language), 8.6, 4);
    const start = y + tall / 2 - (lines.length - 1) * 10 + 5;
    return [
      `<rect x="0" y="${y}" width="${layout.width}" height="${tall}" rx="8" fill="${tone.lane}" stroke="${tone.line}"/>`,
      `<line x1="${LANE_HEAD}" x2="${LANE_HEAD}" y1="${y}" y2="${y + tall}" stroke="${tone.line}"/>`,
      ...lines.map((line, index) => textAt(16, start + index * 20, line, { size: 15, fill: tone.head, bold: true })),
    ].join('');
  });
  const arrows = Object.values(template.edges).map(({ from, to }) => {
    const [a, b] = [layout.cards.get(from), layout.cards.get(to)];
    return a === undefined || b === undefined ? '' : arrow(a, b);
  });
  const cards = [...layout.cards].map(([id, point]) => card(template, id, point, options));
  const title = textIn(template.title, language);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${FONT}" role="img" aria-label="${escaped(title)}">`,
    '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L10 5L0 10z" fill="#8499a8"/></marker></defs>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    heading ? textAt(MARGIN, MARGIN + 22, title, { size: 20, bold: true }) : '',
    `<g transform="translate(${MARGIN} ${top})">`,
    ...lanes,
    ...arrows,
    ...cards,
    '</g></svg>',
  ].join('');
  return { svg, width, height };
}
