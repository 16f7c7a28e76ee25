import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { type AnswerOf, unitRoutes } from '@gangmu/contract';
import { client } from './client.js';
import { useWords } from './language.js';

type TreeUnit = AnswerOf<typeof unitRoutes.tree>['units'][number];

/** Every unit one may see that exists today, parents before children. */
export const useUnits = () =>
  useQuery({
    queryKey: ['units', 'tree'],
    queryFn: async ({ signal }): Promise<TreeUnit[]> => (await client.call(unitRoutes.tree, { signal })).units,
    staleTime: 60_000,
  });

interface Common {
  id?: string;
  placeholder?: string;
  'aria-label'?: string;
  /** Not to be chosen: the unit it is about. */
  without?: string | undefined;
  allowClear?: boolean;
  style?: { width: number | string };
}
type Props = Common &
  (
    | { several: true; value?: string[]; onChange?: (units: string[]) => void }
    | { several?: false; value?: string | null; onChange?: (unit: string | null) => void }
  );

interface UnitOption {
  value: string;
  label: string;
  /** The unit above: many are called alike. */
  above: string;
  search: string;
}
const optionText = ({ data }: { data: UnitOption }) => (
  <span className="unit-option">
    {data.label} <small>{data.above}</small>
  </span>
);

/** One unit, or several: found by name or code, told apart by the unit above. */
export function UnitPicker({ without, several = false, value, onChange, ...rest }: Props) {
  const { local } = useWords();
  const units = useUnits();
  const names = new Map(units.data?.map(({ id, name }) => [id, local(name)]));
  const change = onChange as ((chosen: string | string[] | null) => void) | undefined;
  return (
    <Select<string | string[] | null, UnitOption>
      {...rest}
      {...(several ? { mode: 'multiple' as const } : {})}
      value={value ?? (several ? [] : null)}
      loading={units.isPending}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'search' }}
      onChange={(chosen) => change?.(chosen ?? null)}
      options={(units.data ?? [])
        .filter(({ id }) => id !== without)
        .map(({ id, code, name, parent }) => ({
          value: id,
          label: local(name),
          above: names.get(parent ?? '') ?? '',
          search: `${name.zh} ${name.en ?? ''} ${code}`,
        }))}
      optionRender={optionText}
    />
  );
}
