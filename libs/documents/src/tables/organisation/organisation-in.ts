/** What organisation files say by themselves, without a database: for what is checked and tried offline. */
import type { KnownFacts, LocalText, RoleHolding } from '@gangmu/core';
import type { RowProblem } from '../row-problem.js';
import type { PostRow, UnitRow } from './parse-rows.js';
import { type ImportFile, readFiles } from './read-files.js';
import { uniqueRows } from './unique-rows.js';

export interface FiledUnit {
  code: string;
  /** Code of the unit above; null where the files know none. */
  superior: string | null;
  name: LocalText;
  facts: KnownFacts & { category: string };
  territory: string | null;
}

export interface FiledOrganisation {
  units: FiledUnit[];
  /** What posts that are held stand for; undefined where no posts are among the files. */
  holders?: RoleHolding;
}

interface Valid {
  validFrom: string | null;
  validTo?: string | null;
}
const isValid = ({ validFrom, validTo }: Valid, day: string): boolean =>
  (validFrom === null || validFrom <= day) && (validTo == null || validTo >= day);

/** How far below the top a unit is, 0 for the top; a superior the files do not have, or a circle, ends the way up. */
function levelOf(code: string, units: ReadonlyMap<string, UnitRow>): number {
  const seen = new Set<string>();
  for (let at: string | null | undefined = code; at != null && units.has(at) && !seen.has(at); ) {
    seen.add(at);
    at = units.get(at)?.parentCode;
  }
  return seen.size - 1;
}

function holdersOf(posts: readonly PostRow[]): RoleHolding {
  const standing = (role: PostRow['role']): RoleHolding['file'] => {
    const held = posts.filter((post) => post.role === role && post.holderLogin !== null);
    return {
      all: held.some(({ duties }) => duties.length === 0),
      duties: [...new Set(held.flatMap(({ duties }) => duties))],
    };
  };
  return { file: standing('operator'), review: standing('reviewer') };
}

/**
 * Reads units and, if they are among the files, posts, as they are on a day. Files may hold part of an organisation
 * only: what they refer to and do not hold is no mistake here.
 */
export async function organisationIn(
  files: readonly ImportFile[],
  day: string,
): Promise<{ organisation: FiledOrganisation; problems: RowProblem[] }> {
  const { problems, units: unitRows, posts } = await readFiles(files);
  const units = uniqueRows(
    unitRows,
    (row) => row.code,
    'code',
    'import.code-twice',
    (row, field, code, params = {}) =>
      problems.push({ file: row.file, row: row.row, column: row.heading(field), code, params }),
  );
  const filed = [...units.values()]
    .filter((row) => isValid(row, day))
    .map((row): FiledUnit => {
      const { code, parentCode, category, rank, members, groups, nameZh: zh, nameEn: en } = row;
      return {
        code,
        superior: parentCode,
        name: en === null ? { zh } : { zh, en },
        facts: {
          category,
          ...(rank === null ? {} : { rank }),
          level: levelOf(code, units),
          size: members,
          groups: Object.values(groups).filter((group) => group !== null),
        },
        territory: groups.territory,
      };
    });
  const held = posts.filter((post) => isValid(post, day));
  return { organisation: { units: filed, ...(posts.length > 0 ? { holders: holdersOf(held) } : {}) }, problems };
}
