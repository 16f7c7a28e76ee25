import { Menu, type MenuProps } from 'antd';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useWords } from '../../../platform/language.js';
import { available, type Command, commands, keyWords } from '../commands.js';
import type { Editing } from '../session/session.js';
import { useSessionStore } from '../session/use-editing.js';
import { stepsAmong } from './hands.js';

interface Props {
  at: { x: number; y: number } | null;
  close: () => void;
  run: (command: Command) => void;
}

/** What can be done with what is selected, where one clicked. */
export function ContextMenu(props: Props) {
  return props.at === null ? null : createPortal(<OpenMenu {...props} at={props.at} />, document.body);
}

const MARGIN = 8;

function OpenMenu({ at, close, run }: Props & { at: { x: number; y: number } }) {
  const { t } = useWords();
  const editing = useSessionStore().getState();
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: at.x, top: at.y });
  // Near the edge of the window it opens to the other side.
  useLayoutEffect(() => {
    const size = box.current?.getBoundingClientRect();
    if (size === undefined) return;
    setPlace({
      left: Math.max(MARGIN, Math.min(at.x, innerWidth - size.width - MARGIN)),
      top: Math.max(MARGIN, Math.min(at.y, innerHeight - size.height - MARGIN)),
    });
    box.current?.querySelector<HTMLElement>('[role="menu"]')?.focus();
  }, [at]);
  useEffect(() => {
    const outside = (event: Event): void => {
      if (!(event.target instanceof Node) || box.current?.contains(event.target) !== true) close();
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' && event.key !== 'Tab') return;
      event.preventDefault();
      event.stopPropagation();
      close();
    };
    document.addEventListener('pointerdown', outside, true);
    document.addEventListener('wheel', outside, true);
    document.addEventListener('keydown', key, true);
    return () => {
      document.removeEventListener('pointerdown', outside, true);
      document.removeEventListener('wheel', outside, true);
      document.removeEventListener('keydown', key, true);
    };
  }, [close]);
  const items: NonNullable<MenuProps['items']> = [];
  let group: string | undefined;
  for (const command of fitting(editing)) {
    if (group !== undefined && command.group !== group) items.push({ type: 'divider', key: `before ${command.id}` });
    group = command.group;
    items.push({
      key: command.id,
      label: t(command.word),
      extra: command.keys[0] === undefined ? '' : keyWords(command.keys[0]),
      danger: command.id === 'remove',
      disabled: !available(command, editing),
    });
  }
  return (
    <div ref={box} className="context-menu" style={place} onContextMenu={(event) => event.preventDefault()}>
      <Menu
        aria-label={t('designer.menu')}
        selectable={false}
        items={items}
        onClick={({ key }) => {
          close();
          const command = commands.find(({ id }) => id === key);
          if (command !== undefined) run(command);
        }}
      />
    </div>
  );
}

/** Commands for what is selected. */
function fitting(editing: Editing): Command[] {
  const { selection } = editing;
  const steps = stepsAmong(selection).length;
  const [first = ''] = selection;
  const target =
    steps > 1
      ? 'steps'
      : steps === 1
        ? 'step'
        : first.startsWith('/edges/')
          ? 'edge'
          : first.startsWith('/phases/')
            ? 'phase'
            : 'pane';
  return commands.filter(
    (command) => command.menu?.includes(target) === true && !(command.edits === true && editing.readOnly !== null),
  );
}
