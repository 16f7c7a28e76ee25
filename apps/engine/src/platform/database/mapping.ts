import { DefaultNamingStrategy } from 'typeorm';
import { entities } from './entities.js';

/** Columns are named as their properties, in the database's own way: `campaignId` is `campaign_id`. */
class ColumnNames extends DefaultNamingStrategy {
  override columnName(property: string, custom: string | undefined): string {
    return custom || property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

/** How entities lie in PostgreSQL; the schema itself is changed by migrations only. */
export const mapping = {
  type: 'postgres',
  entities,
  namingStrategy: new ColumnNames(),
  synchronize: false,
  // Nothing of the schema needs one, and the runtime role may not make it.
  installExtensions: false,
} as const;
