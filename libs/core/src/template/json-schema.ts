import { z } from 'zod';
import { conditionSchema, templateFileSchema } from './document.js';

/**
 * The published JSON Schema (draft 2020-12) of a template as an author writes it: what has a default may be left out.
 * It is kept in `schema/gangmu-template-1.schema.json`, for editors that complete and check while one types.
 */
export function templateJsonSchema(): Record<string, unknown> {
  const registry = z.registry<{ id?: string }>();
  registry.add(conditionSchema, { id: 'condition' });
  return {
    $id: 'https://gangmu.example/schema/gangmu-template-1.schema.json',
    title: 'Gangmu campaign template',
    ...z.toJSONSchema(templateFileSchema, { io: 'input', metadata: registry, reused: 'ref' }),
  };
}
