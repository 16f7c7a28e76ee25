/** Who below is on which version: lines of the board, filtered and counted. */
import type { AnswerOf, designRoutes } from '@gangmu/contract';

export type AdoptionLine = AnswerOf<typeof designRoutes.adoption>['designs'][number];

/** Findings in words. */
export type AdoptionReasons = NonNullable<AdoptionLine['update']>['reasons'];

/** Where a design below stands, as the level above asks: is it on the newest version, and if not, why not. */
export type Standing = 'current' | 'automatic' | 'decisions' | 'refused' | 'waiting' | 'new' | 'orphaned' | 'none';
export const STANDINGS: readonly Standing[] = [
  'refused',
  'decisions',
  'automatic',
  'waiting',
  'new',
  'none',
  'orphaned',
  'current',
];

/** Waiting: nobody has worked out yet what the update means there. */
export const standingOf = ({ state, update }: Pick<AdoptionLine, 'state' | 'update'>): Standing =>
  state === 'pending' ? (update?.state ?? 'waiting') : state;

export const isWaitedFor = (line: Pick<AdoptionLine, 'state'>): boolean => line.state === 'pending';

/** Of taking over what is new, or of adapting it at all. */
export const mayBeReminded = (line: Pick<AdoptionLine, 'state'>): boolean => isWaitedFor(line) || line.state === 'none';

/**
 * Whom one press reminds, of the lines that are shown: those that were picked; otherwise all that are waited for – and
 * of adapting it, which nobody has to, only where the board shows just those, and not who said that they do not.
 */
export function remindedAtOnce(
  shown: readonly AdoptionLine[],
  picked: ReadonlySet<string>,
  standing: Filter['standing'],
): AdoptionLine[] {
  const chosen = shown.filter((line) => picked.has(line.unit.id) && mayBeReminded(line));
  if (chosen.length > 0) return chosen;
  return shown.filter((line) =>
    standing === 'none' ? line.state === 'none' && line.declinedAt === null : isWaitedFor(line),
  );
}

/** The same as a request names them. */
export const asReminder = (lines: readonly AdoptionLine[]): { designs: string[]; units: string[] } => ({
  designs: lines.flatMap(({ design }) => design ?? []),
  units: lines.flatMap(({ design, unit }) => (design === null ? [unit.id] : [])),
});

export interface Filter {
  standing: Standing | 'waited' | 'all';
  q: string;
}

export function matching(lines: readonly AdoptionLine[], { standing, q }: Filter): AdoptionLine[] {
  const wanted = q.trim().toLowerCase();
  return lines.filter((line) => {
    if (standing === 'waited' ? !isWaitedFor(line) : standing !== 'all' && standingOf(line) !== standing) return false;
    const { name, code } = line.unit;
    return wanted === '' || [name.zh, name.en ?? '', code].some((text) => text.toLowerCase().includes(wanted));
  });
}

export function countsOf(lines: readonly AdoptionLine[]): Record<Standing, number> {
  const counts = Object.fromEntries(STANDINGS.map((standing) => [standing, 0])) as Record<Standing, number>;
  for (const line of lines) counts[standingOf(line)] += 1;
  return counts;
}
