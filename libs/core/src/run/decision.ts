/** A decision in the making: the run as it will be, the events that make it so, and what is to be looked at again. */
import { minuteOf, type Minute } from '../instants.js';
import { type CompiledStep, type CompiledTemplate, compiled, compiledStep } from './compiled.js';
import { evolve } from './evolve.js';
import type { Item, RunContext, RunEvent, RunState, StepState } from './model.js';
import { own } from './own.js';

const pending: StepState = {};

/** One command being decided: what it emits is folded at once, so that each rule reads the run as it stands by then. */
export class Decision {
  readonly events: RunEvent[] = [];
  readonly compiled: CompiledTemplate;
  /** The minute of the command. */
  readonly now: Minute;
  private readonly dirty: Uint8Array;

  constructor(
    public run: RunState,
    readonly context: RunContext,
  ) {
    this.compiled = compiled(context.template);
    this.now = minuteOf(context.at);
    this.dirty = new Uint8Array(this.compiled.nodes.length);
  }

  /** Adds an event and applies it, so that what follows decides on its result. */
  emit(event: RunEvent): void {
    this.events.push(event);
    this.run = evolve(this.run, event);
  }

  /** When something that happens now takes effect: a run launched ahead does not begin before its campaign. */
  get effective(): Minute {
    return Math.max(this.now, this.run.start);
  }

  step(id: string): StepState {
    return own(this.run.steps, id) ?? pending;
  }

  compiledStep(id: string): CompiledStep | undefined {
    return compiledStep(this.compiled, id);
  }

  item(id: string): Item | undefined {
    return own(this.run.items, id);
  }

  /** The items of a step; more than one only where it has occurrences. */
  itemsOf(step: CompiledStep): Item[] {
    if (step.step.occurrences.mode === 'once' || step.completion !== 'hand-in') {
      const item = this.item(step.id);
      return item ? [item] : [];
    }
    return Object.values(this.run.items).filter((item) => item.step === step.id);
  }

  touchStep(id: string): void {
    this.touch(this.compiled.step.get(id));
  }
  touchPhase(id: string): void {
    this.touch(this.compiled.phaseOpening.get(id));
    this.touch(this.compiled.phaseEnd.get(id));
  }
  touchAll(): void {
    this.dirty.fill(1);
  }
  touch(node: number | undefined): void {
    if (node !== undefined) this.dirty[node] = 1;
  }
  /** What waits for or counts from a node is looked at again. */
  touchDependents(node: number | undefined): void {
    if (node !== undefined) for (const next of this.compiled.dependents[node] ?? []) this.dirty[next] = 1;
  }
  /** The first node from `from` on that is to be looked at; it is taken off the list. -1 when there is none. */
  takeNext(from: number): number {
    const next = this.dirty.indexOf(1, from);
    if (next >= 0) this.dirty[next] = 0;
    return next;
  }
}
