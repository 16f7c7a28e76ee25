/** The organisation as an import sees it: as it is, as it is to be, and what of that the importer may touch. */
import type { Reach, UnitPath } from '@gangmu/core';
import type { GroupKind, RowProblem } from '@gangmu/documents/tables';

export interface CurrentUnit {
  id: string;
  path: UnitPath;
  code: string;
  nameZh: string;
  nameEn: string | null;
  parentCode: string | null;
  category: string;
  rank: string | null;
  validFrom: string;
  validTo: string | null;
  members: number;
  groups: Record<GroupKind, string | null>;
}
export interface CurrentPerson {
  id: string;
  login: string;
  nameZh: string;
  nameEn: string | null;
  phone: string | null;
  email: string | null;
  unitCode: string;
}
export interface CurrentPost {
  id: string;
  code: string;
  unitCode: string;
  titleZh: string;
  titleEn: string | null;
  role: string;
  scope: string;
  named: string[];
  duties: string[];
  validFrom: string;
  holderLogin: string | null;
}
/** That somebody holds a post, or is to: by login and code. */
export interface Held {
  login: string;
  post: string;
}
export interface Organisation {
  units: CurrentUnit[];
  people: CurrentPerson[];
  posts: CurrentPost[];
  held: Held[];
}
/** What the importer may touch. */
export interface ImportRights {
  units: Reach;
  access: Reach;
}

export interface FieldChange {
  from: unknown;
  to: unknown;
}
export interface Planned<T> {
  kind: 'create' | 'change';
  file: string;
  row: number;
  fields: Record<string, FieldChange>;
  to: T;
}
/** `from`: where a unit that moves would stand if its former superior were still above it. */
export type PlannedUnit = Planned<CurrentUnit> & { from?: UnitPath };
export type PlannedPerson = Planned<CurrentPerson>;
export type PlannedPost = Planned<CurrentPost>;

export interface ImportPlan {
  units: PlannedUnit[];
  people: PlannedPerson[];
  posts: PlannedPost[];
  same: { units: number; people: number; posts: number };
  problems: RowProblem[];
}
