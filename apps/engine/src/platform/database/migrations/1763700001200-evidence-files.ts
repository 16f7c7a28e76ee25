import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which file was uploaded for which evidence, by whom and when; the content itself lies in the file store. */
export class EvidenceFiles1763700001200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE evidence_files (
        run_id text NOT NULL REFERENCES runs (id),
        item_id text NOT NULL,
        evidence text NOT NULL,
        hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
        name text NOT NULL,
        type text NOT NULL,
        size integer NOT NULL CHECK (size > 0),
        -- sign-in sheets name people: seen by those who file and review only
        guarded boolean NOT NULL,
        person_id text NOT NULL,
        at bigint NOT NULL,
        PRIMARY KEY (run_id, item_id, evidence, hash)
      );
      -- whether a content is still needed by anybody
      CREATE INDEX evidence_files_hash ON evidence_files (hash);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE evidence_files;');
  }
}
