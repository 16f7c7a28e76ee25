import { Modal } from 'antd';
import { useWords } from '../../platform/language.js';
import { commands, keyWords } from './commands.js';

const GROUPS = ['draw', 'edit', 'arrange', 'view'] as const;

/** Every shortcut, as the list of commands has them. */
export function ShortcutHelp({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useWords();
  const arrows = t('designer.help.arrows');
  const more = {
    draw: [],
    edit: [
      [t('designer.help.push'), `Alt+${arrows}`],
      [t('designer.help.extend'), `Shift+${arrows}`],
    ],
    arrange: [],
    view: [
      [t('designer.help.move'), arrows],
      [t('designer.help.pan'), t('designer.help.drag')],
    ],
  } as const;
  return (
    <Modal open={open} title={t('designer.help.title')} footer={null} onCancel={close} width={720} destroyOnHidden>
      <div className="shortcuts">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{t(`designer.help.${group}`)}</h3>
            <dl>
              {more[group].map(([words, keys]) => (
                <div key={words}>
                  <dt>{words}</dt>
                  <dd>
                    <kbd>{keys}</kbd>
                  </dd>
                </div>
              ))}
              {commands
                .filter((command) => command.group === group && command.keys.length > 0)
                .map((command) => (
                  <div key={command.id}>
                    <dt>{t(command.word)}</dt>
                    <dd>
                      <kbd>{keyWords(command.keys[0] ?? '')}</kbd>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
