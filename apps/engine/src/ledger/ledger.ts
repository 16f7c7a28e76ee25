import { createHash } from 'node:crypto';
import {
  covers,
  dateOf,
  decideProblem,
  decideRule,
  evolveProblem,
  evolveRule,
  type LedgerContext,
  minuteOf,
  type Problem,
  type ProblemCommand,
  type ProblemEntry,
  type Reach,
  type Refusal,
  reachOf,
  type Rule,
  type RuleCommand,
  type UnitPlace,
} from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { SignedIn } from '../platform/http/access.js';
import { notFound, Problem as HttpProblem, refused } from '../platform/http/problem.js';
import { newId } from '../platform/ids.js';
import { checkLinks, checkPeople, checkUnits } from './ledger-checks.js';
import { lockProblem, lockRule, ProblemStore, writeRule } from './ledger-store.js';

/** Who asks, where they may, and what they said about repeating themselves. */
export interface Asking {
  who: SignedIn;
  /** Where they have the permission of the route they came by. */
  reach: Reach;
  idempotencyKey?: string | undefined;
  /** Version they have seen. */
  expected?: number | undefined;
}

const orThrow = (refusal: Refusal | undefined): void => {
  if (refusal) throw refused(refusal);
};

/** Commands on problems and rules: rights and names checked here, everything else decided in the core. */
@Injectable()
export class Ledger {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly problems: ProblemStore,
  ) {}

  /** Enters a problem; answers its id. */
  async record(asking: Asking, campaign: string, unit: string, entry: ProblemEntry): Promise<string> {
    return this.once(asking, { campaign, unit, entry }, async (sql) => {
      const { timeZone } = await this.placed(sql, asking, campaign, unit);
      orThrow(
        (await checkPeople(sql, [{ id: entry.leader.person, path: '/entry/leader/person' }])) ??
          (await checkLinks(sql, 'problems', [{ id: entry.repeats, path: '/entry/repeats' }], this.readable(asking))),
      );
      const problem = newId();
      await this.write(
        sql,
        undefined,
        { type: 'RecordProblem', problem, campaign, unit, entry },
        this.context(asking, timeZone),
      );
      return problem;
    });
  }

  /** A command on a problem that is there. @throws Problem 404, 412, 422 */
  async command(asking: Asking, id: string, command: ProblemCommand): Promise<void> {
    await this.database.transaction(async (sql) => {
      const found = await lockProblem(sql, id);
      if (!found || !covers(this.readable(asking), found.unit)) throw notFound('problem');
      if (!covers(asking.reach, found.unit))
        throw new HttpProblem(403, 'forbidden', { params: { permission: 'ledger' } });
      if (asking.expected !== undefined && asking.expected !== found.value.version)
        throw new HttpProblem(412, 'version-conflict', { path: '/headers/if-match' });
      await this.checkNames(sql, asking, command);
      await this.write(sql, found.value, command, this.context(asking, found.timeZone));
    });
  }

  /** Enters a rule; answers its id. */
  async recordRule(asking: Asking, body: Omit<Extract<RuleCommand, { rule: string }>, 'rule'>): Promise<string> {
    return this.once(asking, body, async (sql) => {
      const { timeZone } = await this.placed(sql, asking, body.campaign, body.unit);
      const rule = newId();
      await this.writeRule(sql, asking, undefined, { ...body, rule } as RuleCommand, timeZone);
      return rule;
    });
  }

  async changeRule(asking: Asking, id: string, command: RuleCommand): Promise<void> {
    await this.database.transaction(async (sql) => {
      const found = await lockRule(sql, id);
      if (!found || !covers(this.readable(asking), found.unit)) throw notFound('rule');
      if (!covers(asking.reach, found.unit))
        throw new HttpProblem(403, 'forbidden', { params: { permission: 'ledger:write' } });
      await this.writeRule(sql, asking, found.value, command, found.timeZone);
    });
  }

  /** Campaign and – where one is named – unit of an import: there, and in reach. @throws Problem 422 */
  async placeOf(
    reach: Reach,
    campaign: string,
    unit: string | undefined,
  ): Promise<{ timeZone: string; start: string; end: string }> {
    if (unit !== undefined) {
      const [place] = await this.database.query<UnitPlace & Record<string, unknown>>(
        'SELECT id, path FROM units WHERE id = $1',
        [unit],
      );
      if (!place || !covers(reach, place)) throw refused({ code: 'ledger.unit-unknown', path: '/unit', params: {} });
    }
    const [found] = await this.database.query<{ timeZone: string; start: string; end: string }>(
      `SELECT time_zone AS "timeZone", start_date::text AS start, end_date::text AS "end" FROM campaigns WHERE id = $1`,
      [campaign],
    );
    if (!found) throw refused({ code: 'ledger.campaign-unknown', path: '/campaign', params: {} });
    return found;
  }

  private readable(asking: Asking): Reach {
    return reachOf(asking.who.principal, 'ledger:read');
  }

  private context(asking: Asking, timeZone: string): LedgerContext {
    const at = this.clock.now();
    return {
      person: asking.who.principal.person,
      name: asking.who.name.zh,
      at,
      today: dateOf(minuteOf(at), timeZone),
      newId,
    };
  }

  private async checkNames(sql: PoolClient, asking: Asking, command: ProblemCommand): Promise<void> {
    if (command.type === 'ReviseProblem')
      orThrow(await checkPeople(sql, [{ id: command.changes.leader?.person, path: '/changes/leader/person' }]));
    else if (command.type === 'AddMeasure' || command.type === 'ReviseMeasure') {
      const [entry, path] = command.type === 'AddMeasure' ? [command.entry, '/entry'] : [command.changes, '/changes'];
      orThrow(await checkPeople(sql, [{ id: entry.person?.person, path: `${path}/person/person` }]));
      orThrow(await checkUnits(sql, [{ id: entry.unit, path: `${path}/unit` }]));
    } else if (command.type === 'ReopenProblem')
      orThrow(await checkLinks(sql, 'problems', [{ id: command.link, path: '/link' }], this.readable(asking)));
    else if (command.type === 'LinkRule')
      orThrow(await checkLinks(sql, 'rules', [{ id: command.rule, path: '/rule' }], this.readable(asking)));
  }

  private async write(
    sql: PoolClient,
    before: Problem | undefined,
    command: ProblemCommand,
    context: LedgerContext,
  ): Promise<void> {
    const decided = decideProblem(before, command, context);
    if (!decided.ok) throw refused(decided.refusal);
    const after = decided.value.reduce<Problem | undefined>(evolveProblem, before);
    if (after) await this.problems.write(sql, after, decided.value, { at: context.at, by: { person: context.person } });
  }

  private async writeRule(
    sql: PoolClient,
    asking: Asking,
    before: Rule | undefined,
    command: RuleCommand,
    timeZone: string,
  ): Promise<void> {
    const { today, at, person } = this.context(asking, timeZone);
    const problems = 'problems' in command ? command.problems : [];
    const links = problems.map((id, n) => ({ id, path: `/problems/${n}` }));
    orThrow(await checkLinks(sql, 'problems', links, this.readable(asking)));
    const decided = decideRule(before, command, today);
    if (!decided.ok) throw refused(decided.refusal);
    const after = decided.value.reduce<Rule | undefined>(evolveRule, before);
    if (!after) return;
    await writeRule(sql, after, decided.value, { at, by: { person } });
    // The link is kept at both ends: the problem stops suggesting a rule once there is one.
    for (const id of problems.toSorted()) {
      const problem = await lockProblem(sql, id);
      if (!problem || problem.value.rules.includes(after.id) || problem.value.status === 'withdrawn') continue;
      const context = this.context(asking, problem.timeZone);
      await this.write(sql, problem.value, { type: 'LinkRule', rule: after.id }, context);
    }
  }

  /** Campaign and unit of something new: there, and in reach. */
  private async placed(sql: PoolClient, asking: Asking, campaign: string, unit: string): Promise<{ timeZone: string }> {
    const units = await sql.query<UnitPlace>('SELECT id, path FROM units WHERE id = $1', [unit]);
    const place = units.rows[0];
    if (!place || !covers(asking.reach, place))
      throw refused({ code: 'ledger.unit-unknown', path: '/unit', params: {} });
    const campaigns = await sql.query<{ timeZone: string }>(
      'SELECT time_zone AS "timeZone" FROM campaigns WHERE id = $1',
      [campaign],
    );
    if (!campaigns.rows[0]) throw refused({ code: 'ledger.campaign-unknown', path: '/campaign', params: {} });
    return campaigns.rows[0];
  }

  /** Carries out what makes something new – once, however often it is asked for under the same key. */
  private async once(asking: Asking, request: unknown, make: (sql: PoolClient) => Promise<string>): Promise<string> {
    const { idempotencyKey: key, who } = asking;
    if (key === undefined) return this.database.transaction(make);
    const { person } = who.principal;
    const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('hex');
    return this.database.transaction(async (sql) => {
      await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`key ${person} ${key}`]);
      const { rows } = await sql.query<{ request: string; answer: { id?: string } }>(
        'SELECT request, answer FROM idempotency_keys WHERE person_id = $1 AND key = $2',
        [person, key],
      );
      const [before] = rows;
      if (before) {
        if (before.request === fingerprint && before.answer.id !== undefined) return before.answer.id;
        throw new HttpProblem(422, 'idempotency-key-reused', { path: '/headers/idempotency-key' });
      }
      const id = await make(sql);
      await sql.query(
        'INSERT INTO idempotency_keys (person_id, key, request, status, answer, at) VALUES ($1, $2, $3, 201, $4, $5)',
        [person, key, fingerprint, JSON.stringify({ id }), this.clock.now()],
      );
      return id;
    });
  }
}
