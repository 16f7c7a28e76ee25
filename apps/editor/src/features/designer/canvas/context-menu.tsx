import { Dropdown, type MenuProps } from 'antd';
import { useWords } from '../../../platform/language.js';
import { available, type Command, commands, keyWords } from '../commands.js';
import { useSessionStore } from '../session/use-editing.js';
import { stepsAmong } from './hands.js';

interface Props {
  at: { x: number; y: number } | null;
  close: () => void;
  run: (command: Command) => void;
}

/** What can be done with what is selected, where one clicked. */
export function ContextMenu({ at, close, run }: Props) {
  const { t } = useWords();
  const session = useSessionStore();
  if (at === null) return null;
  const editing = session.getState();
  const { selection } = editing;
  const steps = stepsAmong(selection).length;
  const target =
    steps > 1
      ? 'steps'
      : steps === 1
        ? 'step'
        : selection[0]?.startsWith('/edges/') === true
          ? 'edge'
          : selection[0]?.startsWith('/phases/') === true
            ? 'phase'
            : 'pane';
  const fitting = commands.filter(
    (command) => command.menu?.includes(target) === true && !(command.edits === true && editing.readOnly !== null),
  );
  const items: NonNullable<MenuProps['items']> = [];
  let group: string | undefined;
  for (const command of fitting) {
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
    <Dropdown
      open
      trigger={['click']}
      destroyOnHidden
      autoFocus
      onOpenChange={(open) => {
        if (!open) close();
      }}
      menu={{
        items,
        onClick: ({ key }) => {
          close();
          const command = commands.find(({ id }) => id === key);
          if (command !== undefined) run(command);
        },
      }}
    >
      <span
        className="menu-anchor"
        aria-label={t('designer.menu')}
        role="presentation"
        style={{ position: 'fixed', left: at.x, top: at.y, width: 1, height: 1 }}
      />
    </Dropdown>
  );
}
