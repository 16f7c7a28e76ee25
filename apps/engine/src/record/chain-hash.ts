import { createHash } from 'node:crypto';
import type { chainHash as pureChainHash } from '@gangmu/core';

/** Core's `chainHash` by OpenSSL: every recorded event passes through it. */
export const chainHash: typeof pureChainHash = (previous, bytes) =>
  createHash('sha256').update(previous, 'hex').update(bytes).digest('hex');
