import { MenuFoldOutlined, MenuUnfoldOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { stepKinds } from '@gangmu/core';
import { useWords } from '../../../platform/language.js';
import { NamedIcon } from '../../../theme/icons.js';

/** What is carried from the palette to the canvas. */
export const KIND_TYPE = 'application/x-gangmu-kind';

interface Props {
  open: boolean;
  toggle: () => void;
  disabled: boolean;
  /** Phases are drawn by the root only. */
  phases: boolean;
  add: (kind: string) => void;
  addPhase: () => void;
}

/** Kinds of steps to be dragged onto the canvas, or clicked. */
export function Palette({ open, toggle, disabled, phases, add, addPhase }: Props) {
  const { t, local } = useWords();
  return (
    <nav className={`palette ${open ? 'open' : ''}`} aria-label={t('designer.palette')}>
      <Tooltip title={t(open ? 'designer.palette.fold' : 'designer.palette.unfold')} placement="right">
        <Button
          type="text"
          aria-label={t(open ? 'designer.palette.fold' : 'designer.palette.unfold')}
          aria-expanded={open}
          icon={open ? <MenuFoldOutlined aria-hidden /> : <MenuUnfoldOutlined aria-hidden />}
          onClick={toggle}
        />
      </Tooltip>
      {open && <p className="palette-hint">{t('designer.palette.hint')}</p>}
      <ul>
        {stepKinds.map((kind) => (
          <li key={kind.id}>
            <Tooltip
              title={open ? local(kind.description) : `${local(kind.title)} · ${local(kind.description)}`}
              placement="right"
              mouseEnterDelay={0.4}
            >
              <button
                type="button"
                className="palette-kind"
                disabled={disabled}
                draggable={!disabled}
                aria-label={t('designer.palette.add', { kind: local(kind.title) })}
                onClick={() => add(kind.id)}
                onDragStart={(event) => {
                  event.dataTransfer.setData(KIND_TYPE, kind.id);
                  event.dataTransfer.effectAllowed = 'copy';
                }}
              >
                <NamedIcon name={kind.icon} />
                {open && <span>{local(kind.title)}</span>}
              </button>
            </Tooltip>
          </li>
        ))}
      </ul>
      {phases && (
        <button
          type="button"
          className="palette-kind phase"
          disabled={disabled}
          aria-label={t('designer.do.add-phase')}
          title={t('designer.do.add-phase')}
          onClick={addPhase}
        >
          <PlusOutlined aria-hidden />
          {open && <span>{t('designer.palette.phase')}</span>}
        </button>
      )}
    </nav>
  );
}
