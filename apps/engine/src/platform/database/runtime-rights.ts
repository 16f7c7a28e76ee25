import pg from 'pg';

/**
 * What the runtime role may do: work with every table, but neither change nor remove what was recorded, and nothing of
 * the schema itself. Given by the owner after migrations, and where a killed start has left them out.
 */
export async function grantRuntimeRights(ownerUrl: string, role: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const name = owner.escapeIdentifier(role);
    await owner.query(`
      GRANT USAGE ON SCHEMA public TO ${name};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${name};
      REVOKE UPDATE, DELETE, TRUNCATE ON events, manifests, manifest_heads FROM ${name};
      REVOKE UPDATE, TRUNCATE ON personal_values FROM ${name};
      REVOKE INSERT, UPDATE, DELETE ON migrations FROM ${name};
    `);
  } finally {
    await owner.end();
  }
}
