/** What a place of a template is called in a sentence: “动员会”的截止时间 – the deadlines of "Kick-off". */
import type { LocalText, Template } from '../template/document.js';
import { isNode, keysOf } from './shape.js';

/** Names of fields and of maps of elements, Chinese and English. */
const FIELDS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  format: ['文件格式', 'format of the file'],
  id: ['编号', 'id'],
  entry: ['初始条目', 'entry it starts with'],
  phase: ['所属板块', 'phase'],
  kind: ['任务类型', 'kind'],
  type: ['类型', 'type'],
  title: ['名称', 'title'],
  noun: ['活动称谓', 'what the campaign is called'],
  inspectionNoun: ['督导组称谓', 'what inspection groups are called'],
  guidance: ['工作提示', 'guidance'],
  authority: ['文件依据', 'authority'],
  order: ['排列次序', 'place in the order'],
  mandate: ['动作属性', 'mandate'],
  fieldMandates: ['各项内容的动作属性', 'mandates of single fields'],
  lead: ['牵头', 'lead role'],
  supporting: ['配合', 'supporting roles'],
  post: ['责任岗位', 'responsible post'],
  join: ['前置任务的汇合方式', 'way its predecessors join'],
  when: ['适用条件', 'condition'],
  occurrences: ['开展次数', 'occurrences'],
  evidence: ['佐证材料', 'evidence'],
  reviews: ['审核', 'reviews'],
  opening: ['开始条件', 'opening'],
  deadlines: ['截止时间', 'deadlines'],
  closes: ['关闭时间', 'closing time'],
  ladder: ['提醒催办规则', 'deadline ladder'],
  cascade: ['逐级完成要求', 'cascade'],
  sensitive: ['敏感事项标记', 'mark as sensitive'],
  estimatedMinutes: ['预计用时', 'estimated minutes'],
  restDays: ['本单位休息日', 'own rest days'],
  minimumDays: ['最短办理天数', 'minimum working time'],
  alternatives: ['等效做法', 'equivalents'],
  chosen: ['选定的做法', 'choice among the equivalents'],
  params: ['类型参数', 'settings of its kind'],
  tags: ['标签', 'tags'],
  mechanisms: ['对应机制', 'mechanisms'],
  extension: ['自选动作位置', 'extension point'],
  hangsAt: ['挂接位置', 'extension point it hangs at'],
  notes: ['本级说明', 'local notes'],
  required: ['是否必填', 'being required'],
  min: ['最低要求', 'minimum'],
  max: ['上限', 'maximum'],
  minLength: ['最少字数', 'minimum length'],
  maxLength: ['最多字数', 'maximum length'],
  minRows: ['最少行数', 'least number of rows'],
  maxRows: ['最多行数', 'greatest number of rows'],
  minPresentPercent: ['最低到会率', 'least attendance'],
  rules: ['合计要求', 'sums asked for'],
  columns: ['列', 'columns'],
  options: ['选项', 'options'],
  multiple: ['是否多选', 'more than one choice'],
  integer: ['是否整数', 'whole numbers'],
  unit: ['计量单位', 'unit of measure'],
  allowed: ['可传文件类型', 'types of files'],
  role: ['材料种类', 'sort of document'],
  limitDays: ['审核时限', 'time limit'],
  by: ['审核人', 'reviewer'],
  substitute: ['替补', 'substitute'],
  categories: ['适用类别', 'categories'],
  rule: ['规定', 'rule'],
  reason: ['理由', 'reason'],
  timeZone: ['时区', 'time zone'],
  window: ['起止时间', 'window'],
  calendar: ['日历', 'calendar'],
  layout: ['版面位置', 'layout'],
  phases: ['板块', 'phases'],
  steps: ['任务', 'steps'],
  edges: ['前后关系', 'dependencies'],
  roles: ['岗位角色', 'roles'],
  registers: ['名册', 'registers'],
  policies: ['政策要求', 'policies'],
};
/** Maps whose elements are called by their own title alone. */
const TITLED = new Set(['steps', 'phases', 'roles', 'registers', 'policies', 'categories']);

/** The name of one field, or of a map of elements. */
export function fieldName(key: string): LocalText {
  const words = Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined;
  return words ? { zh: words[0], en: words[1] } : { zh: '内容', en: 'content' };
}

const titleOf = (node: unknown): LocalText | undefined => {
  const title = isNode(node) ? node['title'] : undefined;
  return isNode(title) && typeof title['zh'] === 'string' ? (title as LocalText) : undefined;
};

const join = (outer: LocalText | undefined, inner: LocalText): LocalText =>
  outer ? { zh: `${outer.zh}的${inner.zh}`, en: `${inner.en ?? inner.zh} of ${outer.en ?? outer.zh}` } : inner;
const quoted = ({ zh, en }: LocalText): LocalText => ({ zh: `“${zh}”`, en: `"${en ?? zh}"` });

function edgeName(template: Template, edge: unknown): LocalText {
  const end = (id: unknown): LocalText => {
    const title = typeof id === 'string' && Object.hasOwn(template.steps, id) ? template.steps[id]?.title : undefined;
    return quoted(title ?? { zh: '另一任务', en: 'another step' });
  };
  const { from, to } = isNode(edge) ? edge : {};
  return { zh: `${end(from).zh}到${end(to).zh}的前后关系`, en: `dependency of ${end(to).en} on ${end(from).en}` };
}

/**
 * The name of a place in both languages. `also` is looked at for elements that `template` does not have: the other
 * side of a comparison.
 */
export function placeName(template: Template, path: string, also?: Template): LocalText {
  const keys = keysOf(path);
  let name: LocalText | undefined;
  let [node, other]: unknown[] = [template, also];
  let map = '';
  for (const [depth, key] of keys.entries()) {
    const step = (from: unknown): unknown => (isNode(from) && Object.hasOwn(from, key) ? from[key] : undefined);
    const inMap = map !== '';
    const container = map;
    [node, other] = [step(node), step(other)];
    const here = node ?? other;
    map = '';
    if (inMap && container === 'edges') return edgeName(template, here);
    if (inMap) {
      const title = titleOf(here);
      if (title) {
        const own = quoted(title);
        const sort = TITLED.has(container) ? undefined : fieldName(container);
        name = join(name, sort ? { zh: `${sort.zh}${own.zh}`, en: `${sort.en} ${own.en}` } : own);
      } else if (!TITLED.has(container)) name = join(name, fieldName(container));
      else name = fieldName(container);
      if (WHOLE.has(container)) return name;
      continue;
    }
    const isMap = depth < keys.length - 1 && MAPS.has(key);
    if (isMap) map = key;
    else if (key !== 'zh' && key !== 'en') return join(name, fieldName(key));
  }
  return name ?? { zh: '整个方案', en: 'the whole template' };
}
/** Elements that are said as a whole. */
const WHOLE = new Set(['deadlines', 'ladder', 'chosen', 'fieldMandates', 'notes']);
const MAPS = new Set([
  ...TITLED,
  'edges',
  'evidence',
  'reviews',
  'deadlines',
  'ladder',
  'alternatives',
  'notes',
  'columns',
  'chosen',
  'fieldMandates',
]);
