import { authorsOf, covers, type LeftBy, type Template } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { DesignDrafts } from './design-drafts.js';
import type { DesignRights } from './design-rights.js';
import { type DesignRow, personOf, placeOf } from './design-rows.js';
import { DesignStore } from './design-store.js';
import { AUTOSAVES_KEPT } from './sweep-autosaves.js';

type Person = NonNullable<ReturnType<typeof personOf>>;

interface Compared {
  before: Template;
  after: Template;
  /** Numbers of the versions; 0: before the first; null: the draft. */
  from: number;
  to: number | null;
}

/** So many hands in one draft are told apart; reading a state takes milliseconds. */
const MOST_HANDS = 40;

/**
 * Who made which change of a draft. Told from the states kept of it: as long as one person works only their last state
 * matters, and where somebody else goes on the state before is always kept (`DesignDrafts.write`).
 */
@Injectable()
export class DesignAuthors {
  constructor(
    private readonly store: DesignStore,
    private readonly drafts: DesignDrafts,
  ) {}

  /** By place, the last one first; nothing for readers who may not see the draft. */
  async of(
    row: DesignRow,
    { before, after, from, to }: Compared,
    rights: DesignRights,
    sentences: readonly { path: string }[],
  ): Promise<ReadonlyMap<string, Person[]>> {
    if (sentences.length === 0 || !covers(rights.write, placeOf(row))) return new Map();
    const since = from === 0 ? 0 : ((await this.store.version(row.id, from))?.at ?? 0);
    const last = to === null ? undefined : await this.store.version(row.id, to);
    const kept = await this.store.database.query<{
      base: string | null;
      body: unknown;
      person: string | null;
      zh: string | null;
      en: string | null;
    }>(
      `SELECT a.base, a.body, a.person_id AS person, p.name_zh AS zh, p.name_en AS en
        FROM (SELECT *, lead(person_id) OVER (ORDER BY id) IS DISTINCT FROM person_id AS ends FROM design_autosaves
          WHERE design_id = $1 AND kind = 'saved' AND at >= $2 AND at <= $3) a LEFT JOIN people p ON p.id = a.person_id
        WHERE a.ends ORDER BY a.id DESC LIMIT $4`,
      [row.id, since, last?.at ?? this.store.now(), MOST_HANDS],
    );
    const people = new Map<string, Person>();
    const left: LeftBy<Person | null>[] = [];
    const leave = (template: Template, by: Person | null): void => {
      const known = by === null ? null : (people.get(by.id) ?? by);
      if (known !== null) people.set(known.id, known);
      left.push({ template, by: known });
    };
    for (const { base, body, person, zh, en } of kept.toReversed()) {
      const state = await this.drafts.opened(row, { base, body });
      if (state.readable) leave(state.template, personOf(person, zh, en));
    }
    if (last !== undefined) leave(after, personOf(last.person_id, last.person_zh, last.person_en));
    else leave(after, personOf(row.draft_person, row.draft_zh, row.draft_en));
    // Where the oldest states are swept away, nobody can say who made what the oldest one left already has.
    const [oldest] = left;
    if (oldest !== undefined && (kept.length === MOST_HANDS || since < this.store.now() - AUTOSAVES_KEPT))
      oldest.by = null;
    const authors = authorsOf(
      before,
      left,
      sentences.map(({ path }) => path),
    );
    return new Map([...authors].map(([path, by]) => [path, by.filter((one) => one !== null)]));
  }
}
