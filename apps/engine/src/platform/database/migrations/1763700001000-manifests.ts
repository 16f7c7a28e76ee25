import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Signed manifests and the heads each of them vouches for. Append-only like the events themselves. `body` is the
 * canonical text that was signed.
 */
export class Manifests1763700001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE manifests (
        number integer PRIMARY KEY CHECK (number > 0),
        day date NOT NULL,
        at bigint NOT NULL,
        body text NOT NULL,
        signature text NOT NULL CHECK (length(signature) = 128),
        hash text NOT NULL UNIQUE CHECK (length(hash) = 64)
      );

      -- Only streams that grew since the manifest before: together they give every head at every manifest.
      CREATE TABLE manifest_heads (
        number integer NOT NULL REFERENCES manifests (number),
        stream text NOT NULL,
        seq integer NOT NULL CHECK (seq > 0),
        hash text NOT NULL CHECK (length(hash) = 64),
        PRIMARY KEY (number, stream)
      );
      CREATE INDEX manifest_heads_stream ON manifest_heads (stream, number DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE manifest_heads; DROP TABLE manifests;');
  }
}
