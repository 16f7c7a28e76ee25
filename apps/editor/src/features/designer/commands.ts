/**
 * What can be done in the designer, in one list: keyboard, context menu, search and the shortcut help all read it.
 * A command is one entry here and its words.
 */
import { phasesInOrder } from '@gangmu/core';
import type { Arrangement } from './canvas/arrange.js';
import { edgesAmong, phaseAmong, stepsAmong } from './canvas/hands.js';
import type { Editing } from './session/session.js';
import type { WordKey } from '../../words/words.js';

/** What the canvas and the page can be asked for. */
export interface Desk {
  chooseKind: (after?: string) => void;
  addPhase: () => void;
  rename: (place: string) => void;
  connectFrom: (step: string) => void;
  remove: () => void;
  duplicate: () => void;
  copy: (cut: boolean) => void;
  paste: () => void;
  arrange: (how: Arrangement) => void;
  tidy: () => void;
  fit: (selection: boolean) => void;
  zoom: (by: 'in' | 'out' | 'whole') => void;
  find: () => void;
  help: () => void;
  save: () => void;
  openProperties: () => void;
}

export interface Command {
  id: string;
  word: WordKey;
  group: 'edit' | 'draw' | 'arrange' | 'view';
  /** `mod` is Ctrl, on a Mac ⌘; the first one is shown. */
  keys: readonly string[];
  /** Changes the template. */
  edits?: boolean;
  /** Done on the drawing: not offered where that is not seen. */
  drawn?: true;
  /** In the menu of which targets. */
  menu?: readonly ('step' | 'steps' | 'edge' | 'phase' | 'pane')[];
  enabled?(editing: Editing): boolean;
  run(desk: Desk, editing: Editing): void;
}

const steps = ({ selection }: Editing): string[] => stepsAmong(selection);
const oneStep = (editing: Editing): boolean => steps(editing).length === 1;
const someSteps = (editing: Editing): boolean => steps(editing).length > 0;
const severalSteps = (editing: Editing): boolean => steps(editing).length > 1;
const anything = ({ selection }: Editing): boolean => selection.length > 0;

const arranging = (how: Arrangement, word: WordKey, keys: readonly string[]): Command => ({
  id: `arrange-${how}`,
  word,
  group: 'arrange',
  keys,
  edits: true,
  drawn: true,
  menu: ['steps'],
  enabled: severalSteps,
  run: (desk) => desk.arrange(how),
});

/** The phase that is selected, and where it would go. */
const phaseMove = (
  { selection, template }: Editing,
  way: 'up' | 'down',
): { id: string; before: string | null } | null => {
  const id = phaseAmong(selection);
  const phases = phasesInOrder(template);
  const at = id === undefined ? -1 : phases.indexOf(id);
  if (id === undefined || at < 0) return null;
  if (way === 'up') return at === 0 ? null : { id, before: phases[at - 1] ?? null };
  return at === phases.length - 1 ? null : { id, before: phases[at + 2] ?? null };
};
/** The next of the dependencies that begin at the step, or where the selected one begins. */
const nextEdge = ({ selection, template }: Editing): string | undefined => {
  const [now] = edgesAmong(selection);
  const from = now === undefined ? stepsAmong(selection)[0] : template.edges[now]?.from;
  const all = Object.keys(template.edges).filter((id) => template.edges[id]?.from === from);
  return all[(now === undefined ? 0 : all.indexOf(now) + 1) % all.length];
};
const movingPhase = (way: 'up' | 'down', word: WordKey): Command => ({
  id: `phase-${way}`,
  word,
  group: 'edit',
  keys: [],
  edits: true,
  menu: ['phase'],
  enabled: (editing) => editing.base === null && phaseMove(editing, way) !== null,
  run: (_desk, editing) => {
    const move = phaseMove(editing, way);
    if (move !== null) editing.apply({ op: 'move-phase', ...move });
  },
});

export const commands: readonly Command[] = [
  {
    id: 'undo',
    word: 'designer.do.undo',
    group: 'edit',
    keys: ['mod+z'],
    edits: true,
    enabled: ({ canUndo }) => canUndo,
    run: (_desk, { undo }) => undo(),
  },
  {
    id: 'redo',
    word: 'designer.do.redo',
    group: 'edit',
    keys: ['mod+shift+z', 'mod+y'],
    edits: true,
    enabled: ({ canRedo }) => canRedo,
    run: (_desk, { redo }) => redo(),
  },
  {
    id: 'add-step',
    word: 'designer.do.add-step',
    group: 'draw',
    keys: ['n', 'insert'],
    drawn: true,
    edits: true,
    menu: ['phase', 'pane'],
    run: (desk) => desk.chooseKind(),
  },
  {
    id: 'add-after',
    word: 'designer.do.add-after',
    group: 'draw',
    keys: ['shift+n'],
    drawn: true,
    edits: true,
    menu: ['step'],
    enabled: oneStep,
    run: (desk, editing) => desk.chooseKind(steps(editing)[0]),
  },
  {
    id: 'add-phase',
    word: 'designer.do.add-phase',
    group: 'draw',
    keys: ['p'],
    drawn: true,
    edits: true,
    menu: ['pane'],
    enabled: ({ base }) => base === null,
    run: (desk) => desk.addPhase(),
  },
  {
    id: 'connect',
    word: 'designer.do.connect',
    group: 'draw',
    keys: ['c'],
    drawn: true,
    edits: true,
    menu: ['step'],
    enabled: oneStep,
    run: (desk, editing) => {
      const [step] = steps(editing);
      if (step !== undefined) desk.connectFrom(step);
    },
  },
  {
    id: 'next-edge',
    word: 'designer.do.next-edge',
    group: 'view',
    keys: ['e'],
    drawn: true,
    enabled: (editing) => editing.selection.length === 1 && nextEdge(editing) !== undefined,
    run: (_desk, editing) => {
      const edge = nextEdge(editing);
      if (edge !== undefined) editing.select([`/edges/${edge}`]);
    },
  },
  {
    id: 'rename',
    word: 'designer.do.rename',
    group: 'edit',
    keys: ['enter', 'f2'],
    drawn: true,
    edits: true,
    menu: ['step', 'phase'],
    enabled: (editing) => oneStep(editing) || phaseAmong(editing.selection) !== undefined,
    run: (desk, { selection }) => {
      const [place] = selection;
      if (place !== undefined) desk.rename(place);
    },
  },
  movingPhase('up', 'designer.do.phase-up'),
  movingPhase('down', 'designer.do.phase-down'),
  {
    id: 'properties',
    word: 'designer.do.properties',
    group: 'edit',
    keys: ['alt+enter'],
    menu: ['step', 'edge', 'phase'],
    enabled: anything,
    run: (desk) => desk.openProperties(),
  },
  {
    id: 'edge-needs',
    word: 'designer.do.edge-needs',
    group: 'edit',
    keys: [],
    edits: true,
    menu: ['edge'],
    enabled: ({ selection, template }) => edgesAmong(selection).some((id) => template.edges[id]?.kind === 'order'),
    run: (_desk, { selection, apply }) =>
      edgesAmong(selection).forEach((id) => apply({ op: 'set-edge', id, kind: 'needs' })),
  },
  {
    id: 'edge-order',
    word: 'designer.do.edge-order',
    group: 'edit',
    keys: [],
    edits: true,
    menu: ['edge'],
    enabled: ({ selection, template }) => edgesAmong(selection).some((id) => template.edges[id]?.kind === 'needs'),
    run: (_desk, { selection, apply }) =>
      edgesAmong(selection).forEach((id) => apply({ op: 'set-edge', id, kind: 'order' })),
  },
  {
    id: 'cut',
    word: 'designer.do.cut',
    group: 'edit',
    keys: ['mod+x'],
    edits: true,
    menu: ['step', 'steps'],
    enabled: someSteps,
    run: (desk) => desk.copy(true),
  },
  {
    id: 'copy',
    word: 'designer.do.copy',
    group: 'edit',
    keys: ['mod+c'],
    menu: ['step', 'steps'],
    enabled: someSteps,
    run: (desk) => desk.copy(false),
  },
  {
    id: 'paste',
    word: 'designer.do.paste',
    group: 'edit',
    keys: ['mod+v'],
    edits: true,
    menu: ['phase', 'pane'],
    run: (desk) => desk.paste(),
  },
  {
    id: 'duplicate',
    word: 'designer.do.duplicate',
    group: 'edit',
    keys: ['mod+d'],
    edits: true,
    menu: ['step', 'steps'],
    enabled: someSteps,
    run: (desk) => desk.duplicate(),
  },
  {
    id: 'remove',
    word: 'designer.do.remove',
    group: 'edit',
    keys: ['delete', 'backspace'],
    edits: true,
    menu: ['step', 'steps', 'edge', 'phase'],
    enabled: anything,
    run: (desk) => desk.remove(),
  },
  {
    id: 'select-all',
    word: 'designer.do.select-all',
    group: 'edit',
    keys: ['mod+a'],
    drawn: true,
    menu: ['pane'],
    run: (_desk, { template, select }) => select(Object.keys(template.steps).map((id) => `/steps/${id}`)),
  },
  arranging('left', 'designer.do.align-left', ['alt+a']),
  arranging('right', 'designer.do.align-right', ['alt+d']),
  arranging('top', 'designer.do.align-top', ['alt+w']),
  arranging('bottom', 'designer.do.align-bottom', ['alt+s']),
  arranging('columns', 'designer.do.spread-columns', ['alt+shift+h']),
  arranging('rows', 'designer.do.spread-rows', ['alt+shift+v']),
  {
    id: 'tidy',
    word: 'designer.do.tidy',
    group: 'arrange',
    keys: ['shift+l'],
    drawn: true,
    edits: true,
    menu: ['pane'],
    run: (desk) => desk.tidy(),
  },
  { id: 'find', word: 'designer.do.find', group: 'view', keys: ['mod+k', 'mod+f'], run: (desk) => desk.find() },
  {
    id: 'fit',
    word: 'designer.do.fit',
    group: 'view',
    keys: ['shift+1', '0'],
    drawn: true,
    menu: ['pane'],
    run: (desk) => desk.fit(false),
  },
  {
    id: 'fit-selection',
    word: 'designer.do.fit-selection',
    group: 'view',
    keys: ['shift+2'],
    drawn: true,
    enabled: someSteps,
    run: (desk) => desk.fit(true),
  },
  {
    id: 'zoom-in',
    word: 'designer.do.zoom-in',
    group: 'view',
    keys: ['+', '='],
    drawn: true,
    run: (desk) => desk.zoom('in'),
  },
  {
    id: 'zoom-out',
    word: 'designer.do.zoom-out',
    group: 'view',
    keys: ['-'],
    drawn: true,
    run: (desk) => desk.zoom('out'),
  },
  { id: 'save', word: 'designer.do.save', group: 'edit', keys: ['mod+s'], run: (desk) => desk.save() },
  { id: 'help', word: 'designer.do.help', group: 'view', keys: ['?'], run: (desk) => desk.help() },
];

/** Whether it can be done now; without the drawing, what is done on it cannot. */
export const available = (command: Command, editing: Editing, drawing = true): boolean =>
  (drawing || command.drawn !== true) &&
  !(command.edits === true && editing.readOnly !== null) &&
  (command.enabled?.(editing) ?? true);

interface Pressed {
  key: string;
  code?: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** Whether what was pressed is this combination. */
export function isPressed(combination: string, event: Pressed): boolean {
  const parts = combination === '+' ? ['+'] : combination.split('+');
  const key = parts.at(-1) ?? '';
  const mod = parts.includes('mod');
  const shift = parts.includes('shift');
  if (mod !== (event.ctrlKey || event.metaKey) || parts.includes('alt') !== event.altKey) return false;
  // Signs such as ? and + need Shift on some keyboards and not on others.
  const sign = /^[^a-z0-9]$/.test(key);
  if (!sign && shift !== event.shiftKey) return false;
  if (event.key.toLowerCase() === key) return true;
  // Shift+1 writes ! or something else, and an input method hides letters: the key itself counts.
  const code = event.code ?? '';
  return code === `Digit${key}` || (/^[a-z]$/.test(key) && code === `Key${key.toUpperCase()}`);
}

/** The command for what was pressed. */
export const commandFor = (event: Pressed): Command | undefined =>
  commands.find(({ keys }) => keys.some((combination) => isPressed(combination, event)));

const SIGNS: Record<string, string> = {
  enter: 'Enter',
  delete: 'Delete',
  backspace: 'Backspace',
  insert: 'Insert',
  f2: 'F2',
};
/** How a combination is written for people: Ctrl+Shift+Z. */
export const keyWords = (combination: string, mac = /Mac|iP/.test(globalThis.navigator?.platform ?? '')): string =>
  combination === '+'
    ? '+'
    : combination
        .split('+')
        .map((part) =>
          part === 'mod'
            ? mac
              ? '⌘'
              : 'Ctrl'
            : part === 'shift'
              ? 'Shift'
              : part === 'alt'
                ? mac
                  ? '⌥'
                  : 'Alt'
                : (SIGNS[part] ?? part.toUpperCase()),
        )
        .join('+');
