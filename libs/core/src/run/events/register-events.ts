import { recordedLabel } from '../erased.js';
import type { RegisterState, RunState } from '../model.js';
import { own } from '../own.js';
import type { EventRules } from './event-rules.js';

const withRegister = (run: RunState, id: string, change: (state: RegisterState) => RegisterState): RunState => ({
  ...run,
  registers: { ...run.registers, [id]: change(own(run.registers, id) ?? { entries: {}, complete: false }) },
});

export const registerEvents: EventRules<'RegisterEntryAdded' | 'RegisterEntryWithdrawn' | 'RegisterCompleted'> = {
  RegisterEntryAdded: (run, { register, entry, label, person, at }) =>
    withRegister(run, register, (state) => ({
      ...state,
      entries: {
        ...state.entries,
        [entry]: { label: recordedLabel(label), ...(person === undefined ? {} : { person }), addedAt: at },
      },
    })),
  RegisterEntryWithdrawn: (run, { register, entry, at }) =>
    withRegister(run, register, (state) => {
      const known = own(state.entries, entry);
      return known ? { ...state, entries: { ...state.entries, [entry]: { ...known, withdrawnAt: at } } } : state;
    }),
  RegisterCompleted: (run, { register }) => withRegister(run, register, (state) => ({ ...state, complete: true })),
};
