import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Result } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { designRoutes, ProblemResponse } from '@gangmu/contract';
import { client, statusOf } from '../../../platform/client.js';
import { instantWords } from '../../../platform/dates.js';
import { useWords } from '../../../platform/language.js';
import { LoadFailure } from '../../../shell/load-failure.js';
import { Spinner } from '../../../shell/spinner.js';
import { DesignFrame } from '../adapting/design-frame.js';
import { newLeaseKey } from '../session/engine-port.js';
import { Done } from './done.js';
import { OneByOne } from './one-by-one.js';
import type { Update } from './questions.js';
import { AllInOne } from './all-in-one.js';
import { useUpdate } from './update-data.js';
import './takeover.css';

/** A new version above: looked at, decided, and taken over when it is confirmed – not before. */
export function TakeoverPage() {
  const { design = '' } = useParams();
  const { t } = useWords();
  return (
    <DesignFrame id={design} here="takeover" title={t('takeover.title')}>
      {() => <Takeover design={design} />}
    </DesignFrame>
  );
}

function Takeover({ design }: { design: string }) {
  const { t, local, language } = useWords();
  const [lease] = useState(newLeaseKey);
  /** What was taken over in this visit: the page then says so and publishes. */
  const [taken, setTaken] = useState<{ update: Update; revision: number } | null>(null);
  const loaded = useUpdate(design);
  const apply = useMutation({
    mutationFn: async ({ update, takeOver }: { update: Update; takeOver: boolean }) => {
      const params = { design };
      await client.call(designRoutes.takeLease, { params, body: { lease, takeOver } });
      const { revision } = await client.call(designRoutes.applyUpdate, {
        params,
        body: { against: update.against, revision: update.revision, lease },
      });
      return { update, revision };
    },
    onSuccess: setTaken,
  });
  if (taken !== null) return <Done design={design} lease={lease} {...taken} />;
  if (loaded.isError) {
    const nothing = loaded.error instanceof ProblemResponse && statusOf(loaded.error) === 422;
    if (!nothing) return <LoadFailure error={loaded.error} retry={() => void loaded.refetch()} />;
    return (
      <Result
        status="success"
        title={t('takeover.none.title')}
        subTitle={(loaded.error as ProblemResponse).problem.detail}
        extra={<Link to={`/designs/${design}`}>{t('takeover.to-design')}</Link>}
      />
    );
  }
  if (loaded.data === undefined) return <Spinner />;
  const { update, surroundings } = loaded.data;
  const { version, unit } = update.above;
  const confirm = (now: Update): void => apply.mutate({ update: now, takeOver: false });
  return (
    <>
      <section className="update-head" aria-label={t('takeover.what')}>
        <p>
          {t('takeover.what.text', {
            unit: local(unit.name),
            number: version.number,
            time: instantWords(version.at, language),
          })}
          {version.document !== null && ` · ${version.document}`}
        </p>
        <p className="soft">{t('takeover.what.reason', { reason: version.reason })}</p>
        <details>
          <summary>{t('takeover.what.changes', { count: update.sentences.length })}</summary>
          <ul className="sentences">
            {update.sentences.map(({ code, path, text }) => (
              <li key={`${code} ${path}`}>{text}</li>
            ))}
          </ul>
        </details>
      </section>
      {apply.isError && <ApplyFailure error={apply.error} again={() => apply.mutate({ update, takeOver: true })} />}
      {update.onlyDatesAndPeople ? (
        <AllInOne design={design} update={update} confirm={confirm} busy={apply.isPending} />
      ) : (
        <OneByOne
          design={design}
          update={update}
          surroundings={surroundings}
          confirm={confirm}
          busy={apply.isPending}
        />
      )}
    </>
  );
}

/** Somebody else is editing, or published meanwhile: said, with the way on. */
function ApplyFailure({ error, again }: { error: unknown; again: () => void }) {
  const { t } = useWords();
  const problem = error instanceof ProblemResponse ? error.problem : null;
  const held = problem?.code === 'draft-held';
  return (
    <Alert
      type="error"
      showIcon
      title={problem?.detail ?? t('signin.unreachable')}
      action={
        held ? (
          <Button size="small" onClick={again}>
            {t('designer.held.take')}
          </Button>
        ) : (
          <Button size="small" onClick={() => location.reload()}>
            {t('load.again')}
          </Button>
        )
      }
    />
  );
}
