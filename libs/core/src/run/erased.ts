import type { LocalText } from '../template/document.js';

/** What stands for a name that was lawfully erased: screens and texts go on, and say so. */
export const ERASED_NAME: LocalText = { zh: '（姓名已删除）', en: '(name erased)' };

/** A recorded label; an erased one is read back as null. */
export const recordedLabel = (label: LocalText | null): LocalText => label ?? ERASED_NAME;

/** What has a label, with the one that is still recorded. */
export const withLabel = <T extends { label?: LocalText }>(labelled: T): T =>
  labelled.label === undefined ? labelled : { ...labelled, label: recordedLabel(labelled.label) };
