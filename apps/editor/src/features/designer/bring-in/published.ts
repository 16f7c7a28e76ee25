import { templateRoutes } from '@gangmu/contract';
import { parseTemplate, type Template } from '@gangmu/core';
import { client } from '../../../platform/client.js';

/** A published template; null where there is none of this hash, it cannot be had, or it is of a later format. */
export async function publishedBy(hash: string): Promise<Template | null> {
  try {
    const parsed = parseTemplate(await client.call(templateRoutes.get, { params: { hash } }));
    return parsed.ok ? parsed.template : null;
  } catch {
    // The comparison then goes without, and says so.
    return null;
  }
}
