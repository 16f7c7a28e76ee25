/** Words for the list of what a level asks beyond the one above (加码清单). */
import { type Spoken, wordsOf } from './entries.js';

const entries: Record<string, Spoken> = {
  'tightening.local-step': [
    '在“{phase}”增加任务“{step}”，每次约 {minutes} 分钟。',
    'Adds the step "{step}" to "{phase}", about {minutes} minutes each time.',
  ],
  'tightening.deadline-added': ['“{step}”增加截止时间：{bound}。', 'Adds a deadline to "{step}": {bound}.'],
  'tightening.deadline-changed': [
    '“{step}”的截止时间改为：{is}（原为：{was}）。',
    'Changes the deadline of "{step}" from {was} to {is}.',
  ],
  'tightening.closes-added': ['“{step}”增加关闭时间：{bound}。', 'Adds a closing time to "{step}": {bound}.'],
  'tightening.closes-changed': [
    '“{step}”的关闭时间改为：{is}（原为：{was}）。',
    'Changes the closing time of "{step}" from {was} to {is}.',
  ],
  'tightening.rung-added': ['{of}提醒督办增加：{rung}。', 'Adds to the reminders{of}: {rung}.'],
  'tightening.rung-changed': [
    '{of}提醒督办改为：{is}（原为：{was}）。',
    'Changes the reminders{of} from {was} to {is}.',
  ],
  'tightening.supporting-added': ['“{step}”增加配合：{roles}。', 'Adds supporting roles to "{step}": {roles}.'],
  'tightening.maximum-set': ['{place}限定为 {is}。', 'Limits the {place} to {is}.'],
  'tightening.maximum-lowered': ['{place}由 {was} 降低到 {is}。', 'Lowers the {place} from {was} to {is}.'],
  'tightening.policy-added': ['增加规定“{policy}”：{rule}。', 'Adds the policy "{policy}": {rule}.'],
  'tightening.policy-changed': ['规定“{policy}”改为：{rule}。', 'Changes the policy "{policy}" to: {rule}.'],
  'tightening.review-added': ['“{step}”增加审核：{reviewer}。', 'Adds a review to "{step}": {reviewer}.'],
  'tightening.applies-to-more': ['“{step}”扩大到更多单位。', 'Asks "{step}" of further units.'],
  'tightening.more-minutes': [
    '“{step}”预计用时由 {was} 分钟增至 {is} 分钟。',
    'Raises the time expected for "{step}" from {was} to {is} minutes.',
  ],
  'tightening.less-time': [
    '“{step}”最短办理时间由 {was} 个工作日减为 {is} 个。',
    'Cuts the least working time of "{step}" from {was} to {is} working days.',
  ],
  'tightening.other-rhythm': ['“{step}”改变了开展次数。', 'Changes how often "{step}" is held.'],
  'tightening.evidence-added': [
    '“{step}”增加佐证材料“{evidence}”。',
    'Asks for further evidence of "{step}": "{evidence}".',
  ],
  'tightening.required': [
    '“{step}”的佐证材料“{evidence}”改为必填。',
    'Requires "{evidence}" of "{step}", which was optional.',
  ],
  'tightening.minimum-raised': ['{place}由 {was} 提高到 {is}。', 'Raises the {place} from {was} to {is}.'],
  'tightening.rules-added': [
    '“{step}”的“{evidence}”增加或提高了合计要求。',
    'Asks more of the sums in "{evidence}" of "{step}".',
  ],
};

export const tighteningWords = wordsOf(entries);
