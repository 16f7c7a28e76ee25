import { bytesOf, canonicalText, hashOf } from '../record/canonical.js';
import type { Template } from './document.js';

/**
 * SHA-256 (hex) of a template's meaning: canonical JSON (RFC 8785) of the parsed document. The layout of the canvas
 * and the pointer to the schema are left out, so that moving a box makes no new version.
 */
export function contentHash(template: Template): string {
  const { layout: _layout, $schema: _schema, ...meaning } = template;
  return hashOf(bytesOf(canonicalText(meaning)));
}
