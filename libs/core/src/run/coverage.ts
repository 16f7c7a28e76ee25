/** Coverage (全覆盖情况): nobody is silently missing. */

export interface Coverage {
  /** Units in scope, each counted once. */
  inScope: number;
  running: number;
  exempt: number;
  /** (running + exempt) ÷ in scope; 1 for an empty scope. */
  share: number;
  /** Units in scope that neither run nor are exempt, in the order of the scope: the rest has a name. */
  flagged: string[];
}

/**
 * Who of a scope is covered on a date. A unit counts once however many groups bring it in; one that both runs and is
 * exempt counts as running; an exemption without a reason is none.
 */
export function coverage(of: {
  inScope: Iterable<string>;
  running: Iterable<string>;
  /** Reason by unit id. */
  exempt: ReadonlyMap<string, string>;
}): Coverage {
  const scope = new Set(of.inScope);
  const runs = new Set(of.running);
  const flagged: string[] = [];
  let running = 0;
  let exempt = 0;
  for (const unit of scope) {
    if (runs.has(unit)) running += 1;
    else if (of.exempt.get(unit)?.trim()) exempt += 1;
    else flagged.push(unit);
  }
  return {
    inScope: scope.size,
    running,
    exempt,
    share: scope.size === 0 ? 1 : (running + exempt) / scope.size,
    flagged,
  };
}
