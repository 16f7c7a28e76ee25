import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A notice that several posts were told is read by each of them for itself; whoever takes over a post goes on there. */
export class NoticeReads1763800300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notice_reads (
        notice_id bigint NOT NULL,
        post_id text NOT NULL,
        at bigint NOT NULL,
        PRIMARY KEY (notice_id, post_id)
      );
      -- Who had read it was not kept: it counts as read by the posts at its addressee and above.
      INSERT INTO notice_reads (notice_id, post_id, at)
        SELECT n.id, o.id, n.read_at FROM notices n JOIN units u ON u.id = n.to_unit
          JOIN posts o ON o.unit_id = ANY (string_to_array(u.path, '.'))
          WHERE n.read_at IS NOT NULL;
      ALTER TABLE notices DROP COLUMN read_at;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE notices ADD COLUMN read_at bigint;
      UPDATE notices n SET read_at = (SELECT min(at) FROM notice_reads r WHERE r.notice_id = n.id);
      DROP TABLE notice_reads;
    `);
  }
}
