/** The one door: every change to a run goes through here. */
import { accept, refuse, type Refusal, type Result } from '../findings.js';
import type { CommandRule } from './command-rule.js';
import { commandRules } from './command-rules.js';
import { startRun } from './commands/start-run.js';
import { Decision } from './decision.js';
import { evolve } from './evolve.js';
import { inherit } from './inherit.js';
import type { CommandType, RunCommand, RunContext, RunEvent, RunState, Succession } from './model.js';
import { settle } from './settle.js';

/** Typed per command where it is declared; here any of them is looked up. */
interface AnyRule extends Omit<CommandRule<CommandType>, 'decide'> {
  decide: (d: Decision, command: RunCommand) => Refusal | undefined;
}
const rules = new Map(commandRules.map((rule) => [rule.type as string, rule as unknown as AnyRule]));

/** What a command brought about: the events, and the run after them. */
export interface Decided {
  events: RunEvent[];
  run: RunState;
}

/**
 * Decides a command and applies its events. `null` is a run that does not exist yet. Pure: the same run, command and
 * context give the same answer; a refusal changes nothing. Refusals: `run.unknown`, `run.exists`, `run.command`,
 * `run.role`, `run.held`, `run.over` and those of the command.
 */
export function decideAndEvolve(run: RunState | null, command: RunCommand, context: RunContext): Result<Decided> {
  if (command.type === 'StartRun') {
    if (run) return refuse('run.exists', '/run');
    const started = startRun(command, context);
    return started.ok ? begin(started.value, command.succeeding, context) : started;
  }
  if (!run) return refuse('run.unknown');
  const rule = rules.get(command.type);
  if (!rule) return refuse('run.command', '/type', { command: command.type });
  if (!rule.roles.includes(context.actor.role))
    return refuse('run.role', '', { command: command.type, role: context.actor.role });
  if (isOver(run)) return refuse('run.over', '', { status: run.status });
  if (run.status === 'held' && !rule.whileHeld) return refuse('run.held');
  const decision = new Decision(run, context);
  const refusal = rule.decide(decision, command);
  if (refusal) return { ok: false, refusal };
  settle(decision);
  return accept({ events: decision.events, run: decision.run });
}

/** Nothing changes such a run any more. */
const isOver = ({ status }: RunState): boolean =>
  status === 'closed' || status === 'cancelled' || status === 'handed-over';

function begin(
  started: Extract<RunEvent, { type: 'RunStarted' }>,
  succeeding: Succession | undefined,
  context: RunContext,
): Result<Decided> {
  const decision = new Decision(evolve(null, started) as RunState, context);
  decision.events.push(started);
  const refusal = succeeding && inherit(decision, succeeding);
  if (refusal) return { ok: false, refusal };
  decision.touchAll();
  settle(decision);
  return accept({ events: decision.events, run: decision.run });
}

/** The events of a command, or why it is refused. */
export function decide(run: RunState | null, command: RunCommand, context: RunContext): Result<RunEvent[]> {
  const result = decideAndEvolve(run, command, context);
  return result.ok ? accept(result.value.events) : result;
}
