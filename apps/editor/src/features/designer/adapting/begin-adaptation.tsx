import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Design, designRoutes, ProblemResponse } from '@gangmu/contract';
import { type Adaptation, roleAllows } from '@gangmu/core';
import { client } from '../../../platform/client.js';
import { FilePicker } from '../../../platform/file-picker.js';
import { useWords } from '../../../platform/language.js';
import { randomId } from '../../../platform/random-id.js';
import { Refusal } from '../../../shell/refusal.js';
import type { WordKey } from '../../../words/words.js';
import { useSession } from '../../access/session.js';
import { readDesignFile } from '../gallery/read-design-file.js';
import { UnreadableFile } from '../gallery/source.js';

/** The way from a design above to one's own adaptation of it; shown to those who may design for a unit below. */
export function BeginAdaptation({ design, small = false }: { design: Design; small?: boolean }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const units = useUnits(design);
  if (units.length === 0 || design.published === null) return null;
  return (
    <>
      <Button type={small ? 'default' : 'primary'} size="small" onClick={() => setOpen(true)}>
        {t('adapting.begin')}
      </Button>
      {open && <Dialog design={design} units={units} close={() => setOpen(false)} />}
    </>
  );
}

/** Units of one's designer posts other than the one that issued the design. */
function useUnits(design: Design) {
  const me = useSession();
  const units = new Map(
    (me.data?.posts ?? [])
      .filter(({ role, unit }) => roleAllows(role, 'templates:write') && unit.id !== design.unit.id)
      .map(({ unit }) => [unit.id, unit]),
  );
  return [...units.values()];
}

interface DialogProps {
  design: Design;
  units: ReturnType<typeof useUnits>;
  close: () => void;
}

function Dialog({ design, units, close }: DialogProps) {
  const { t, local } = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [unit, setUnit] = useState(units[0]?.id ?? '');
  const [applies, setApplies] = useState<'self-and-below' | 'below'>('self-and-below');
  const [file, setFile] = useState<{ name: string; adaptation: Adaptation } | null>(null);
  const [unreadable, setUnreadable] = useState<WordKey | null>(null);
  const take = async (given: File): Promise<void> => {
    setFile(null);
    setUnreadable(null);
    try {
      const read = await readDesignFile(given);
      if (read.kind !== 'adaptation') return setUnreadable('adapting.begin.file.other');
      setFile(read);
      setApplies(read.adaptation.applies);
    } catch (error) {
      setUnreadable((error instanceof UnreadableFile ? error.code : 'designs.file.unreadable') as WordKey);
    }
  };
  const begin = useMutation({
    mutationFn: async () => {
      try {
        return await client.call(designRoutes.adapt, {
          params: { design: design.id },
          body: { unit, applies, ...(file === null ? {} : { adaptation: { ...file.adaptation, applies } }) },
          idempotencyKey: randomId(),
        });
      } catch (error) {
        // There is one already: that is what one wanted, unless a file was to be brought in.
        if (!(error instanceof ProblemResponse) || error.problem.code !== 'design-exists' || file !== null) throw error;
        const { entries } = await client.call(designRoutes.list, { query: { unit, root: design.root, limit: 1 } });
        const [known] = entries;
        if (known === undefined) throw error;
        return known;
      }
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['designs'] });
      await navigate(`/designs/${id}`);
    },
  });
  return (
    <Modal
      open
      title={t('adapting.begin.title')}
      okText={t('adapting.begin.ok')}
      cancelText={t('action.cancel')}
      confirmLoading={begin.isPending}
      onOk={() => begin.mutate()}
      onCancel={close}
    >
      <p>{t('adapting.begin.text', { title: local(design.title), unit: local(design.unit.name) })}</p>
      {units.length > 1 && (
        <Select
          aria-label={t('adapting.begin.unit')}
          style={{ width: '100%', marginBlock: 8 }}
          value={unit}
          options={units.map(({ id, name }) => ({ value: id, label: local(name) }))}
          onChange={setUnit}
        />
      )}
      <Radio.Group
        value={applies}
        onChange={({ target }) => setApplies(target.value as typeof applies)}
        options={[
          { value: 'self-and-below', label: t('adapting.applies.self') },
          { value: 'below', label: t('adapting.applies.below') },
        ]}
      />
      <div style={{ marginBlockStart: 12 }}>
        <FilePicker
          accept=".json"
          size="small"
          label={t('adapting.begin.file')}
          taken={file}
          forget={() => setFile(null)}
          take={(given) => void take(given)}
        />
      </div>
      {unreadable !== null && <Alert type="error" showIcon title={t(unreadable)} />}
      {begin.isError && <Refusal error={begin.error} />}
    </Modal>
  );
}
