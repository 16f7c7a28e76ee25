import { Form, Select } from 'antd';
import type { Rule } from 'antd/es/form';
import { useWords } from '../../platform/language.js';
import { useCampaigns } from '../monitor/campaign-data.js';

const useRunning = () => useCampaigns().data?.filter(({ kind }) => kind === 'programme') ?? [];

/** The campaign that is meant where there is only one. */
export function useOnlyCampaign(): string | undefined {
  const campaigns = useRunning();
  return campaigns.length === 1 ? campaigns[0]?.id : undefined;
}

/** The field `campaign` of a form; where there is only one campaign it is that one, and nothing is asked. */
export function CampaignPicker({ rules }: { rules: Rule[] }) {
  const { t, local } = useWords();
  const campaigns = useRunning();
  return (
    <Form.Item name="campaign" label={t('ledger.filter.campaign')} rules={rules} hidden={campaigns.length === 1}>
      <Select
        popupMatchSelectWidth={false}
        options={campaigns.map(({ id, name }) => ({ value: id, label: local(name) }))}
      />
    </Form.Item>
  );
}
