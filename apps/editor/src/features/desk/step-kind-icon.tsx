import { stepKind } from '@gangmu/core';
import { useWords } from '../../platform/language.js';
import { NamedIcon } from '../../theme/icons.js';

/** The sign of a kind of step; what it looks like and is called comes from the kind itself. */
export function StepKindIcon({ kind }: { kind: string }) {
  const { local } = useWords();
  const found = stepKind(kind);
  const title = found === undefined ? kind : local(found.title);
  return (
    <span title={title} className="kind">
      <NamedIcon name={found?.icon} />
      <span className="visually-hidden">{title}</span>
    </span>
  );
}
