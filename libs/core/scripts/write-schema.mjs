/** Writes the published JSON Schemas: `node --import ./libs/core/scripts/from-source.mjs libs/core/scripts/write-schema.mjs`. */
import { writeFile } from 'node:fs/promises';

// From source, because the schemas are written before anything is built.
const source = (path) => import(new URL(`../src/${path}`, import.meta.url).href);
const write = (name, schema) =>
  writeFile(new URL(`../schema/${name}.schema.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);

const { templateJsonSchema } = await source('template/json-schema.ts');
const { adaptationJsonSchema } = await source('adaptation/adaptation-file.ts');
await write('gangmu-template-1', templateJsonSchema());
await write('gangmu-adaptation-1', adaptationJsonSchema());
