import { describe, expect, it } from '@jest/globals';
import { available, commandFor, commands, keyWords } from './commands.js';
import { templateOf } from './properties/template.given.js';
import { createSession } from './session/session.js';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {},
  code = '',
) => commandFor({ key, code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held })?.id;

describe('commands', () => {
  it('are found by what is pressed', () => {
    expect(press('z', { ctrlKey: true })).toBe('undo');
    expect(press('Z', { metaKey: true, shiftKey: true })).toBe('redo');
    expect(press('?', { shiftKey: true })).toBe('help');
    expect(press('!', { shiftKey: true }, 'Digit1')).toBe('fit');
    expect(press('Delete')).toBe('remove');
    expect(press('n')).toBe('add-step');
  });

  it('are found while an input method is on', () => {
    expect(press('Process', {}, 'KeyC')).toBe('connect');
  });

  it('leave the browser its own', () => {
    expect(press('r', { ctrlKey: true })).toBeUndefined();
    expect(press('n', { ctrlKey: true })).toBeUndefined();
    expect(press('Tab')).toBeUndefined();
  });

  it('have no combination twice', () => {
    const keys = commands.flatMap((command) => command.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are offered without the drawing only where they need none', () => {
    const { session } = createSession({ design: 'd', template: templateOf(), base: null, readOnly: null });
    session.getState().select(['/steps/kickoff']);
    const offered = (drawing: boolean): string[] =>
      commands.filter((one) => available(one, session.getState(), drawing)).map(({ id }) => id);
    expect(offered(true)).toEqual(
      expect.arrayContaining(['add-step', 'connect', 'rename', 'tidy', 'fit', 'duplicate']),
    );
    expect(offered(false)).toEqual([
      'properties',
      'cut',
      'copy',
      'paste',
      'duplicate',
      'remove',
      'find',
      'save',
      'help',
    ]);
  });

  it('go through the dependencies that begin at a step', () => {
    const { session } = createSession({
      design: 'd',
      template: templateOf({
        edges: { e1: { from: 'kickoff', to: 'survey' }, e2: { from: 'kickoff', to: 'class' } },
      }),
      base: null,
      readOnly: null,
    });
    const next = commands.find(({ id }) => id === 'next-edge')!;
    const selected = (): readonly string[] => {
      next.run({} as never, session.getState());
      return session.getState().selection;
    };
    session.getState().select(['/steps/survey']);
    expect(available(next, session.getState())).toBe(false);
    session.getState().select(['/steps/kickoff']);
    expect(available(next, session.getState())).toBe(true);
    expect([selected(), selected(), selected()]).toEqual([['/edges/e1'], ['/edges/e2'], ['/edges/e1']]);
  });

  it('are written for people', () => {
    expect(keyWords('mod+shift+z', false)).toBe('Ctrl+Shift+Z');
    expect(keyWords('+', false)).toBe('+');
  });
});
