/** The first command of every run. It is apart from the list because there is no run yet to decide on. */
import type { Result } from '../../findings.js';
import { accept, refuse } from '../../findings.js';
import { evaluateCondition, isStaticCondition, unitLookup } from '../../template/conditions.js';
import { compiled } from '../compiled.js';
import type { CommandOf, EventOf, RegisterState, RunContext } from '../model.js';

/** The event that starts a run; what then follows is settled like after any command. */
export function startRun(command: CommandOf<'StartRun'>, context: RunContext): Result<EventOf<'RunStarted'>> {
  if (!['designer', 'administrator', 'machine'].includes(context.actor.role))
    return refuse('run.role', '', { command: command.type, role: context.actor.role });
  const { run, campaign, unit, template, start, end, live } = command;
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || end <= start) return refuse('run.window', '/end');
  const lookup = unitLookup(context.unit);
  const decided: Record<string, boolean> = {};
  const cascades: Record<string, { live: number; reached: number }> = {};
  for (const node of compiled(context.template).nodes) {
    if (node.node !== 'step') continue;
    const { when } = node.step;
    if (when !== undefined && isStaticCondition(when)) decided[node.id] = evaluateCondition(when, lookup);
    if (node.completion === 'cascade' && live !== undefined && decided[node.id] !== false)
      cascades[node.id] = { live, reached: 0 };
  }
  const registers: Record<string, RegisterState> = {};
  for (const [id, register] of Object.entries(context.template.registers))
    if (register.when === undefined || evaluateCondition(register.when, lookup))
      registers[id] = { entries: {}, complete: false };
  return accept({
    type: 'RunStarted',
    run,
    campaign,
    unit,
    template,
    start,
    end,
    facts: context.unit,
    calendar: context.calendar.version,
    registers,
    at: context.at,
    decided,
    ...(Object.keys(cascades).length > 0 ? { cascades } : {}),
  });
}
