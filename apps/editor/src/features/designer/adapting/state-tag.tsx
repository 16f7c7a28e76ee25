/** A state as a small word on a soft ground: readable, and not told by its colour alone. */
export function StateTag({ tone, children }: { tone: 'good' | 'wait' | 'bad' | 'calm' | 'plain'; children: string }) {
  return <span className={`state-tag ${tone}`}>{children}</span>;
}
