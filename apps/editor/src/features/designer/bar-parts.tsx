/** The parts of the designer's bar that follow the edits, each by itself: an edit draws these again and not the page. */
import { QuestionCircleOutlined, RedoOutlined, SearchOutlined, UndoOutlined } from '@ant-design/icons';
import { memo, type ReactNode } from 'react';
import { useWords } from '../../platform/language.js';
import { available, type Command, commands, keyWords } from './commands.js';
import { useEditing, useSessionStore } from './session/use-editing.js';

/** What the design is called; a click shows its own properties. */
export const DesignTitle = memo(function DesignTitle({ openProperties }: { openProperties: () => void }) {
  const { local } = useWords();
  const session = useSessionStore();
  const title = useEditing((editing) => editing.template.title);
  return (
    <button
      type="button"
      className="design-title"
      title={local(title)}
      onClick={() => {
        session.getState().select([]);
        openProperties();
      }}
    >
      <h1>{local(title)}</h1>
    </button>
  );
});

type Run = (command: Command) => void;

/** Back, again, find, help. */
export const BarTools = memo(function BarTools({ run }: { run: Run }) {
  const canUndo = useEditing((editing) => editing.canUndo && editing.readOnly === null);
  const canRedo = useEditing((editing) => editing.canRedo && editing.readOnly === null);
  return (
    <span className="tools">
      <Tool id="undo" icon={UNDO} enabled={canUndo} run={run} />
      <Tool id="redo" icon={REDO} enabled={canRedo} run={run} />
      <Tool id="find" icon={FIND} enabled run={run} />
      <Tool id="help" icon={HELP} enabled run={run} />
    </span>
  );
});

const UNDO = <UndoOutlined aria-hidden />;
const REDO = <RedoOutlined aria-hidden />;
const FIND = <SearchOutlined aria-hidden />;
const HELP = <QuestionCircleOutlined aria-hidden />;

interface ToolProps {
  id: string;
  icon: ReactNode;
  enabled: boolean;
  run: Run;
}

const Tool = memo(function Tool({ id, icon, enabled, run }: ToolProps) {
  const { t } = useWords();
  const session = useSessionStore();
  const command = commands.find((one) => one.id === id);
  if (command === undefined) return null;
  const words = t(command.word);
  return (
    // A plain button: back and again change with every edit, and the library's takes as long to draw as the edit itself.
    <button
      type="button"
      title={`${words} ${keyWords(command.keys[0] ?? '')}`}
      aria-label={words}
      disabled={!enabled}
      onClick={() => {
        if (available(command, session.getState())) run(command);
      }}
    >
      {icon}
    </button>
  );
});

/** How many findings ask for something, beside the name of their tab. */
export function ProblemCount() {
  const count = useEditing((editing) => editing.findings.filter(({ severity }) => severity !== 'info').length);
  return count > 0 && <span className="tab-count">{count}</span>;
}
