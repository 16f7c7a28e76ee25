/**
 * All of one root that a new version concerns, read at once: the designs in force, what their versions were made on,
 * what was granted. Hundreds of adaptations then cost one question to the database each time something is written, and
 * none to find out what it means.
 */
import {
  applyDifference,
  type Calendar,
  type Difference,
  differenceOf,
  type Grant,
  shared,
  type Template,
} from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import { boundsAt, Bounding } from './bounding.js';
import { byHash, chainIn, type Link } from './chain.js';
import { DESIGNS, type DesignRow, notClosed } from './design-rows.js';
import type { Bounds } from './design-rules.js';
import { DesignStore } from './design-store.js';

/** A published design, and what its last version changes of its base; null for the root. */
export type Member = DesignRow & { difference: Difference | null };

interface Known {
  members: readonly Member[];
  links: Map<string, Link[]>;
  grants: readonly Grant[];
  on: string;
  calendar: (template: Template) => Promise<Calendar>;
  load: (hash: string) => Promise<Template>;
}

/**
 * Designs of one root as they were when they were read. Effective templates are put together of what each level
 * changes, and so share every part that no level changed: comparing two of them looks at the differences only.
 */
export class Family {
  private readonly below = new Map<string, Member[]>();
  /** Texts of steps, which most of its templates share. */
  readonly texts = new WeakMap<object, string>();
  private readonly templates = new Map<string, Promise<Template>>();
  private first: Template | undefined;

  constructor(private readonly known: Known) {
    for (const member of known.members) {
      if (member.above === null) continue;
      const siblings = this.below.get(member.above.id);
      if (siblings === undefined) this.below.set(member.above.id, [member]);
      else siblings.push(member);
    }
  }

  /** All of them, from the top down. */
  get members(): readonly Member[] {
    return this.known.members;
  }

  /** Designs that are made directly on this one. */
  directlyBelow(design: string): readonly Member[] {
    return this.below.get(design) ?? [];
  }

  /** What applies with a version, by hash. @throws Problem 422 `design-base-vanished` */
  template(hash: string): Promise<Template> {
    let template = this.templates.get(hash);
    if (template === undefined) this.templates.set(hash, (template = this.made(hash)));
    return template;
  }

  private async made(hash: string): Promise<Template> {
    // The highest level that came to this: its base is a version of a level above it, so this ends at the root.
    const [link] = (this.known.links.get(hash) ?? []).toSorted((a, b) => a.path.length - b.path.length);
    if (link?.base != null && link.base !== hash && link.difference !== null) {
      const { template, findings } = applyDifference(await this.template(link.base), link.difference);
      if (findings.length === 0) return template;
    }
    return this.shared(await this.known.load(hash));
  }

  /** The same template, of the very parts that it has in common with the others. */
  shared(template: Template): Template {
    const same = shared(this.first, template);
    this.first ??= same;
    return same;
  }

  /** What a design is held against when it is made on this. */
  async bounds(member: Pick<Member, 'path'>, base: Template, hash: string): Promise<Bounds> {
    const { grants, on } = this.known;
    const links = chainIn(this.known.links, hash, member.path);
    const load = (at: string): Promise<Template> => this.template(at);
    return boundsAt(member.path, { base, links, grants, on, calendar: await this.known.calendar(base), load });
  }

  /** What the levels down to a design change, when it becomes this. */
  async levelsOf(row: DesignRow, becomes: Template): Promise<Bounds['above']> {
    const base = row.draft_base ?? row.version?.base ?? null;
    if (base === null) return [];
    const onBase = await this.template(base);
    const { above } = await this.bounds(row, onBase, base);
    return [...above, { difference: differenceOf(onBase, becomes) }];
  }

  /** A member has published: those below it stand on an older version now. */
  published(member: Member, version: Pick<Link, 'number' | 'hash' | 'base' | 'difference'>, template: Template): void {
    const { unit, code, name_zh, name_en, path, applies } = member;
    const link: Link = { design: member.id, unit, code, name_zh, name_en, path, applies, ...version };
    const { links } = this.known;
    links.set(version.hash, [...(links.get(version.hash) ?? []), link]);
    if (!this.templates.has(version.hash)) this.templates.set(version.hash, Promise.resolve(template));
    for (const below of this.directlyBelow(member.id))
      if (below.above !== null) below.above = { ...below.above, number: version.number, hash: version.hash };
  }
}

/** Reads families. */
@Injectable()
export class Families {
  constructor(
    private readonly store: DesignStore,
    private readonly bounding: Bounding,
  ) {}

  async of(root: string): Promise<Family> {
    const [members, grants] = await Promise.all([
      this.store.database.query<Member & Record<string, unknown>>(
        `SELECT x.*, last.difference FROM (${DESIGNS}
            WHERE d.root_id = $1 AND d.number > 0 AND d.archived_at IS NULL AND ${notClosed('u', '$2')}) x
          LEFT JOIN design_versions last ON last.design_id = x.id AND last.number = x.number ORDER BY x.path`,
        [root, this.store.today()],
      ),
      this.bounding.allGrants(root),
    ]);
    const hashes = new Set(members.flatMap(({ version, above }) => [version?.base, version?.hash, above?.hash]));
    const links = await this.store.linksOf(
      root,
      [...hashes].filter((hash) => hash != null),
    );
    const calendars = new Map<string, Promise<Calendar>>();
    return new Family({
      members,
      links: byHash(links),
      grants,
      on: this.bounding.today(),
      load: (hash) => this.store.base(hash),
      calendar: (template) => {
        const name = template.calendar ?? '';
        let calendar = calendars.get(name);
        if (calendar === undefined) calendars.set(name, (calendar = this.store.calendars.of(template)));
        return calendar;
      },
    });
  }
}
