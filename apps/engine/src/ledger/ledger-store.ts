/** Problems and rules in the database: loaded with a lock, written together with what is recorded of them. */
import { foldProblem, type Problem, type ProblemEvent, type Rule, type RuleEvent, type UnitPlace } from '@gangmu/core';
import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { appendEvents } from '../record/append-events.js';
import { openStream } from '../record/open-stream.js';
import { ProblemLadder } from './problem-ladder.js';

export interface Stamp {
  at: number;
  by: unknown;
}

export interface Placed<T> {
  value: T;
  unit: UnitPlace;
  timeZone: string;
}

const ONE = (table: 'problems' | 'rules'): string => `
  SELECT x.body AS value, jsonb_build_object('id', u.id, 'path', u.path) AS unit, c.time_zone AS "timeZone"
  FROM ${table} x JOIN units u ON u.id = x.unit_id JOIN campaigns c ON c.id = x.campaign_id
  WHERE x.id = $1`;

/** The problem, its unit and its campaign's time zone; held until the transaction ends so that nobody is overtaken. */
export const lockProblem = async (sql: PoolClient, id: string): Promise<Placed<Problem> | undefined> =>
  (await sql.query<Placed<Problem>>(`${ONE('problems')} FOR UPDATE OF x`, [id])).rows[0];

export const lockRule = async (sql: PoolClient, id: string): Promise<Placed<Rule> | undefined> =>
  (await sql.query<Placed<Rule>>(`${ONE('rules')} FOR UPDATE OF x`, [id])).rows[0];

const KEEP_PROBLEM = `
  INSERT INTO problems (id, campaign_id, unit_id, status, source, aspect, theme, class, due, measures, measures_done,
    relapses, repeats, version, body)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
  ON CONFLICT (id) DO UPDATE SET unit_id = EXCLUDED.unit_id, status = EXCLUDED.status, source = EXCLUDED.source, aspect = EXCLUDED.aspect,
    theme = EXCLUDED.theme, class = EXCLUDED.class, due = EXCLUDED.due, measures = EXCLUDED.measures,
    measures_done = EXCLUDED.measures_done, relapses = EXCLUDED.relapses, version = EXCLUDED.version,
    body = EXCLUDED.body`;

/** Writes problems, and with them what is reminded of. */
@Injectable()
export class ProblemStore {
  constructor(private readonly ladder: ProblemLadder) {}

  /** Writes the row of a problem as it is now, and its rungs. */
  async keep(sql: PoolClient, problem: Problem): Promise<void> {
    const measures = Object.values(problem.measures).filter((measure) => !measure.withdrawn);
    await sql.query(KEEP_PROBLEM, [
      problem.id,
      problem.campaign,
      problem.unit,
      problem.status,
      problem.source,
      problem.aspect,
      problem.theme ?? null,
      problem.class,
      problem.due,
      measures.length,
      measures.filter((measure) => measure.doneOn !== undefined).length,
      problem.relapses,
      problem.repeats ?? null,
      problem.version,
      JSON.stringify(problem),
    ]);
    await this.ladder.set(sql, problem);
  }

  /** Stores a problem after a command, and the events that made it so. */
  async write(sql: PoolClient, problem: Problem, events: readonly ProblemEvent[], stamp: Stamp): Promise<void> {
    await this.keep(sql, problem);
    await appendEvents(sql, { kind: 'problem', id: problem.id }, { ...stamp, campaign: problem.campaign }, events);
  }

  /** Folds problems again from what is recorded of them. */
  async renew(sql: PoolClient, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await sql.query('SELECT 1 FROM problems WHERE id = $1 FOR UPDATE', [id]);
      const problem = foldProblem((await openStream(sql, { kind: 'problem', id })) as ProblemEvent[]);
      if (problem) await this.keep(sql, problem);
    }
  }
}

/** Stores a rule after a command, and the events that made it so. */
export const writeRule = async (
  sql: PoolClient,
  rule: Rule,
  events: readonly RuleEvent[],
  stamp: Stamp,
): Promise<void> => {
  await sql.query(
    `INSERT INTO rules (id, campaign_id, unit_id, version, body) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version, body = EXCLUDED.body`,
    [rule.id, rule.campaign, rule.unit, rule.version, JSON.stringify(rule)],
  );
  await appendEvents(sql, { kind: 'rule', id: rule.id }, { ...stamp, campaign: rule.campaign }, events);
};
