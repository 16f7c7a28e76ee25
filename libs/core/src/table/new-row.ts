/** Rows for which there is no step yet. */
import { pointer } from '../findings.js';
import { freeId } from '../operations/free-id.js';
import { inOrder } from '../operations/ordering.js';
import { retitled } from '../operations/preset-titles.js';
import { stepKinds } from '../step-kinds/step-kinds.js';
import type { Step, Template } from '../template/document.js';
import { hangingPlace } from '../template/extension-points.js';
import type { EditedRow } from './read-table.js';
import { called, kindTitles, type Reading, titles } from './reading.js';
import { loose } from './row-matching.js';

/** A row for which there is no step: a new one, or a local one where the level above left room; before the next row's. */
export function newRow(
  reading: Reading,
  row: EditedRow,
  { phase, next }: { phase: string | undefined; next: string | undefined },
): string | undefined {
  const { lang, above } = reading.options;
  const task = row.cells.task ?? '';
  if (task === '') {
    if (Object.values(row.cells).some((cell) => cell !== '')) reading.find('no-task', '', {});
    return undefined;
  }
  const kind = stepKinds.find(({ title }) =>
    [title.zh, title.en ?? ''].some((one) => loose(one) === loose(row.cells.kind ?? '')),
  );
  const named = row.cells.phase === undefined ? undefined : called(reading.current.phases, row.cells.phase);
  if (row.cells.phase && named === undefined) {
    reading.find('unknown-phase', '', { name: row.cells.phase, known: titles(reading.current.phases) });
    return undefined;
  }
  const said = named ?? phase;
  const into = said ?? reading.options.phase ?? inOrder(reading.current.phases)[0]?.[0];
  if (into === undefined) {
    reading.find('no-phase', '/phases', {});
    return undefined;
  }
  const wantedKind = kind?.id ?? 'task';
  const hangsAt = above
    ? roomFor(reading.current, { kind: wantedKind, phase: into, elsewhere: said === undefined })
    : undefined;
  if (above && !hangsAt) {
    const open = openPhases(reading.current);
    reading.find(Object.keys(open).length > 0 ? 'no-room' : 'no-room-at-all', '', {
      task,
      phase: reading.current.phases[into]?.title ?? into,
      open: titles(open),
    });
    return undefined;
  }
  const id = freeId((one) => Object.hasOwn(reading.current.steps, one), `${above ? 'own' : 'task'}-${row.line ?? 1}`);
  const title = retitled(undefined, task, lang);
  const path = pointer('steps', id);
  if (!kind && row.cells.kind)
    reading.find('kind-taken-as-task', path, { step: title, name: row.cells.kind, known: kindTitles() }, 'warning');
  const before = next !== undefined && reading.current.steps[next]?.phase === into ? next : null;
  const wanted = { id, kind: wantedKind, title };
  const done = hangsAt
    ? reading.do({ op: 'add-local-step', ...wanted, hangsAt, before }, path)
    : reading.do({ op: 'add-step', ...wanted, phase: into, before }, path);
  return done ? id : undefined;
}

/** Phases in which a local step can hang, at whatever place. */
const openPhases = (template: Template): Template['phases'] =>
  Object.fromEntries(
    inOrder(template.phases).filter(([phase]) => hangingPlace(template, { phase, kind: 'task' }) !== undefined),
  );

/** Where a local step hangs: in its phase; where the row named none, else in the first phase that has room. */
function roomFor(
  template: Template,
  { kind, phase, elsewhere }: { kind: string; phase: string; elsewhere: boolean },
): Step['hangsAt'] {
  const phases = elsewhere ? [phase, ...inOrder(template.phases).map(([id]) => id)] : [phase];
  for (const one of phases) {
    const place = hangingPlace(template, { phase: one, kind });
    if (place) return place;
  }
  return undefined;
}
