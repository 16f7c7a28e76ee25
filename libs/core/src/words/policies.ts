/** Words for what breaks a policy. */
import { type Advised, advised, wordsOf } from './entries.js';

const entries: Record<string, Advised> = {
  'policy.forbid-kinds': [
    '“{policy}”：{category}的“{step}”不得设这种任务。{reason}',
    '删去它，或改任务类型。',
    '"{policy}": steps of this kind, such as "{step}", are not allowed for {category}. {reason}',
    'Remove it, or change its kind.',
  ],
  'policy.forbid-tags': [
    '“{policy}”：{category}的“{step}”属于禁止事项（{tag}）。{reason}',
    '删去这项任务。',
    '"{policy}": "{step}" is of a sort not allowed for {category} ({tag}). {reason}',
    'Remove the step.',
  ],
  'policy.max-local-steps': [
    '“{policy}”：{category}自加任务 {is} 项，最多 {max} 项。{reason}',
    '减少自加任务。',
    '"{policy}": {is} local steps for {category}, at most {max}. {reason}',
    'Take some away.',
  ],
  'policy.max-items': [
    '“{policy}”：{category}全程 {is} 项任务，最多 {max} 项。{reason}',
    '合并任务，或减少次数。',
    '"{policy}": {is} items in the whole campaign for {category}, at most {max}. {reason}',
    'Merge steps, or hold them less often.',
  ],
  'policy.max-weekly-minutes': [
    '“{policy}”：{category}在 {week} 这一周约需 {is} 分钟，最多 {max} 分钟。{reason}',
    '错开期限，或减少要求。',
    '"{policy}": about {is} minutes in the week of {week} for {category}, at most {max}. {reason}',
    'Spread the deadlines, or ask for less.',
  ],
  'policy.max-weekly-uploads': [
    '“{policy}”：{category}在 {week} 这一周要传 {is} 份材料，最多 {max} 份。{reason}',
    '少要文件和照片。',
    '"{policy}": {is} uploads in the week of {week} for {category}, at most {max}. {reason}',
    'Ask for fewer files and photos.',
  ],
  'policy.max-evidence': [
    '“{policy}”：{category}的“{step}”要 {is} 样佐证，最多 {max} 样。{reason}',
    '只留必要的佐证。',
    '"{policy}": "{step}" asks {category} for {is} pieces of evidence, at most {max}. {reason}',
    'Keep what is necessary.',
  ],
  'policy.no-rest-days': [
    '“{policy}”：{category}的“{step}”在休息日 {date} 到期。{reason}',
    '提前到前一个工作日。',
    '"{policy}": "{step}" falls due for {category} on {date}, a rest day. {reason}',
    'Roll it to the working day before.',
  ],
};

export const policyWords = wordsOf(advised(entries));
