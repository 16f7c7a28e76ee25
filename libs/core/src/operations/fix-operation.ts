import type { Finding } from '../findings.js';
import type { Operation } from './operations.js';

/** The operation that mends a finding, or null where a person has to think. */
export function fixOperation(finding: Finding): Operation | null {
  const edits = finding.fix?.edits ?? [];
  return edits.length === 0 ? null : { op: 'apply-fix', edits };
}
