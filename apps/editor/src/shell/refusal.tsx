import { Alert } from 'antd';
import { ProblemResponse } from '@gangmu/contract';
import { useWords } from '../platform/language.js';

/** The engine's answer in words where it refused; that it cannot be reached where it did not answer. */
export function useRefusalWords(): (error: unknown) => string {
  const { t } = useWords();
  return (error) => (error instanceof ProblemResponse ? error.problem.detail : t('signin.unreachable'));
}

/** A file may be wrong in thousands of places; these are enough to begin with. */
const MOST_PLACES = 20;

/** Why something asked for was not done, with the places that are wrong. */
export function Refusal({ error }: { error: unknown }) {
  const words = useRefusalWords();
  const places = error instanceof ProblemResponse ? (error.problem.problems ?? []) : [];
  return (
    <Alert
      type="error"
      showIcon
      title={words(error)}
      description={
        places.length > 0 ? (
          <ul>
            {places.slice(0, MOST_PLACES).map(({ path, detail }) => (
              <li key={`${path} ${detail}`}>{detail}</li>
            ))}
          </ul>
        ) : undefined
      }
    />
  );
}
