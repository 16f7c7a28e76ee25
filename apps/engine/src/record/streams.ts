import type { Stream } from '@gangmu/core';

/** Sign-ins, rights and erasures of the whole installation: one stream, so that their order is certain. */
export const ACCESS_STREAM: Stream = { kind: 'access', id: 'main' };
