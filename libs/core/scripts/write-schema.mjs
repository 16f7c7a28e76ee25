/** Writes the published JSON Schema: `node --import ./libs/core/scripts/from-source.mjs libs/core/scripts/write-schema.mjs`. */
import { writeFile } from 'node:fs/promises';

// From source, because the schema is written before anything is built.
const { templateJsonSchema } = await import(new URL('../src/template/json-schema.ts', import.meta.url).href);

await writeFile(
  new URL('../schema/gangmu-template-1.schema.json', import.meta.url),
  `${JSON.stringify(templateJsonSchema(), null, 2)}\n`,
);
