import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the functions that write items name the columns, before and after. */
const WRITTEN: readonly (readonly [from: string, to: string])[] = [
  ['attempts, held_on,', 'attempts, held_on, held_by, late_minutes,'],
  ['i.attempts, i.held_on,', 'i.attempts, i.held_on, i.held_by, i.late_minutes,'],
  [
    'held_on = EXCLUDED.held_on,',
    'held_on = EXCLUDED.held_on, held_by = EXCLUDED.held_by, late_minutes = EXCLUDED.late_minutes,',
  ],
];

/**
 * Whether something was handed in and held in time is counted by the limits the unit had while it held it, not by the
 * last deadline, which a return puts off: how long the unit held it past them, and by when it was to be held.
 */
export class ItemLateness1763800900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE items ADD COLUMN held_by integer, ADD COLUMN late_minutes integer NOT NULL DEFAULT 0;
      UPDATE items i SET late_minutes = h.late FROM (
        SELECT run_id, id, sum((h->>'until')::int - GREATEST((h->>'limit')::int, (h->>'from')::int)) AS late
          FROM items, jsonb_array_elements(body->'holdings') h
          WHERE h->>'holder' = 'unit' AND (h->>'until')::int > GREATEST((h->>'limit')::int, (h->>'from')::int)
            AND h->>'limit' IS NOT NULL
          GROUP BY run_id, id) h
        WHERE i.run_id = h.run_id AND i.id = h.id;
    `);
    await rewrite(runner, WRITTEN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await rewrite(
      runner,
      WRITTEN.map(([from, to]) => [to, from] as const),
    );
    await runner.query('ALTER TABLE items DROP COLUMN held_by, DROP COLUMN late_minutes');
  }
}

/** Only the names of columns change: what the functions do otherwise stays where it is written down. */
async function rewrite(runner: QueryRunner, changes: typeof WRITTEN): Promise<void> {
  const functions = (await runner.query(
    `SELECT pg_get_functiondef(oid) AS body FROM pg_proc WHERE proname IN ('commit_runs', 'launch_runs')`,
  )) as { body: string }[];
  for (const { body } of functions) {
    const rewritten = changes.reduce((text, [from, to]) => text.replace(from, to), body);
    await runner.query(rewritten);
  }
}
