import { Input, type InputRef, Modal } from 'antd';
import { type RefObject, useMemo, useRef, useState } from 'react';
import { useWords } from '../../platform/language.js';
import { NamedIcon } from '../../theme/icons.js';
import type { Place } from './session/session.js';
import { available, type Command, commands, keyWords } from './commands.js';
import { findPhases, findSteps } from './find-steps.js';
import { useEditing, useSessionStore } from './session/use-editing.js';

interface Props {
  open: boolean;
  close: () => void;
  /** It is gone from the page. */
  closed: () => void;
  goTo: (place: Place) => void;
  run: (command: Command) => void;
  /** The drawing is seen. */
  drawing: boolean;
}

/** Finds steps and phases by title, number, kind or role, and whatever can be done. */
export function FindDialog({ open, close, closed, goTo, run, drawing }: Props) {
  const { t } = useWords();
  const field = useRef<InputRef>(null);
  return (
    <Modal
      open={open}
      closable={false}
      afterOpenChange={(shown) => {
        if (shown) field.current?.focus();
      }}
      title={<span className="visually-hidden">{t('designer.find.title')}</span>}
      footer={null}
      onCancel={close}
      afterClose={closed}
      width={560}
      destroyOnHidden
      // One goes on with what was found; `closed` brings the keyboard back where nothing has it.
      focusable={{ focusTriggerAfterClose: false }}
      styles={{ body: { padding: 0 } }}
    >
      <Finder field={field} goTo={goTo} run={run} drawing={drawing} />
    </Modal>
  );
}

const MOST = 40;

type FinderProps = Pick<Props, 'goTo' | 'run' | 'drawing'> & { field: RefObject<InputRef | null> };

function Finder({ field, goTo, run, drawing }: FinderProps) {
  const { t, local, language } = useWords();
  const template = useEditing((editing) => editing.template);
  const session = useSessionStore();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const found = useMemo(() => {
    const steps = findSteps(template, text, language).slice(0, MOST);
    const wanted = text.trim().toLowerCase();
    const doing =
      wanted === ''
        ? []
        : commands.filter(
            (command) =>
              command.id !== 'find' &&
              t(command.word).toLowerCase().includes(wanted) &&
              available(command, session.getState(), drawing),
          );
    return [
      ...steps.map((step) => ({ key: `/steps/${step.id}`, step, phase: undefined, command: undefined })),
      ...findPhases(template, text).map((phase) => ({
        key: `/phases/${phase.id}`,
        step: undefined,
        phase,
        command: undefined,
      })),
      ...doing.map((command) => ({ key: `do ${command.id}`, step: undefined, phase: undefined, command })),
    ];
  }, [template, text, language, t, session, drawing]);
  const current = Math.min(at, found.length - 1);
  const take = (index: number): void => {
    const chosen = found[index];
    if (chosen?.command !== undefined) run(chosen.command);
    else if (chosen !== undefined) goTo(chosen.key);
  };
  const move = (to: number): void => {
    setAt(to);
    list.current?.children[to]?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div className="finder">
      <Input
        ref={field}
        size="large"
        value={text}
        placeholder={t('designer.find.placeholder')}
        role="combobox"
        aria-label={t('designer.find.title')}
        aria-expanded
        aria-controls="designer-found"
        aria-activedescendant={found[current] === undefined ? undefined : `found-${current}`}
        onChange={({ target }) => {
          setText(target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'ArrowDown') move(Math.min(found.length - 1, current + 1));
          else if (event.key === 'ArrowUp') move(Math.max(0, current - 1));
          else if (event.key === 'Enter') take(current);
          else return;
          event.preventDefault();
        }}
      />
      <ul id="designer-found" role="listbox" aria-label={t('designer.find.results')} ref={list}>
        {found.map(({ key, step, phase, command }, index) => (
          <li
            key={key}
            id={`found-${index}`}
            role="option"
            aria-selected={index === current}
            onMouseMove={() => setAt(index)}
            onClick={() => take(index)}
          >
            {phase !== undefined ? (
              <>
                <span className="number">{phase.number}</span>
                <span className="title">{local(phase.title)}</span>
                <small>{t('props.phase')}</small>
              </>
            ) : step === undefined ? (
              <>
                <span className="number">↵</span>
                <span className="title">{command === undefined ? '' : t(command.word)}</span>
                <small>{command?.keys[0] === undefined ? '' : keyWords(command.keys[0])}</small>
              </>
            ) : (
              <>
                <span className="number">{step.number}</span>
                <NamedIcon name={step.icon} />
                <span className="title">{local(step.title)}</span>
                <small>{[local(step.phase), local(step.lead)].filter((part) => part !== '').join(' · ')}</small>
              </>
            )}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="nothing">{t('designer.find.nothing')}</p>}
    </div>
  );
}
