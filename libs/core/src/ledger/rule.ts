/** The register of rules (M12): established, revised or abolished, linked to the problems that gave rise to it. */
import { accept, refuse, type Result } from '../findings.js';
import type { PlainDate } from '../instants.js';
import type { RuleAction } from './vocabulary.js';

export interface Rule {
  id: string;
  campaign: string;
  unit: string;
  title: string;
  document?: string;
  status: 'in-force' | 'abolished';
  version: number;
  /** What happened to it, oldest first. */
  changes: { action: RuleAction; on: PlainDate; document?: string; reason?: string; problems: string[] }[];
}

type Change = { on: PlainDate; document?: string; reason?: string; problems: string[] };
export type RuleCommand =
  | ({ type: 'EstablishRule'; rule: string; campaign: string; unit: string; title: string } & Change)
  /** A rule from before the campaign enters the register when it is revised or abolished. */
  | { type: 'RegisterEarlierRule'; rule: string; campaign: string; unit: string; title: string; document?: string }
  | ({ type: 'ReviseRule'; title?: string } & Change)
  | ({ type: 'AbolishRule' } & Change);

export type RuleEvent =
  | { type: 'RuleRegistered'; rule: { id: string; campaign: string; unit: string; title: string; document?: string } }
  | ({ type: 'RuleChanged'; action: RuleAction; title?: string } & Change);

const changeOf = ({ on, document, reason, problems }: Change): Change => ({
  on,
  ...(document === undefined ? {} : { document }),
  ...(reason === undefined ? {} : { reason }),
  problems,
});

/** Decides a command on a rule; `today` in the campaign's time zone. */
export const decideRule = (rule: Rule | undefined, command: RuleCommand, today: PlainDate): Result<RuleEvent[]> => {
  if ('on' in command && command.on > today) return refuse('ledger.rule-in-future', '/on', { on: command.on });
  if (command.type === 'EstablishRule' || command.type === 'RegisterEarlierRule') {
    if (rule) return refuse('ledger.rule-exists', '/rule');
    const { rule: id, campaign, unit, title, document } = command;
    const number = document === undefined ? {} : { document };
    const registered: RuleEvent = { type: 'RuleRegistered', rule: { id, campaign, unit, title, ...number } };
    if (command.type === 'RegisterEarlierRule') return accept([registered]);
    return accept([registered, { type: 'RuleChanged', action: 'established', ...changeOf(command) }]);
  }
  if (!rule) return refuse('ledger.rule-unknown');
  if (rule.status === 'abolished') return refuse('ledger.rule-abolished');
  const last = rule.changes.at(-1);
  if (last && command.on < last.on) return refuse('ledger.rule-before-last', '/on', { on: command.on, last: last.on });
  if (command.type === 'AbolishRule')
    return accept([{ type: 'RuleChanged', action: 'abolished', ...changeOf(command) }]);
  const title = command.title === undefined ? {} : { title: command.title };
  return accept([{ type: 'RuleChanged', action: 'revised', ...title, ...changeOf(command) }]);
};

/** Applies one event to a rule, or to nothing for the first. */
export const evolveRule = (rule: Rule | undefined, event: RuleEvent): Rule => {
  if (event.type === 'RuleRegistered') return { ...event.rule, status: 'in-force', version: 1, changes: [] };
  if (!rule) throw new Error(`a rule begins with RuleRegistered, not ${event.type}`);
  const { type: _, title, ...change } = event;
  return {
    ...rule,
    ...(title === undefined ? {} : { title }),
    ...(event.document === undefined ? {} : { document: event.document }),
    status: event.action === 'abolished' ? 'abolished' : rule.status,
    version: rule.version + 1,
    changes: [...rule.changes, change],
  };
};
