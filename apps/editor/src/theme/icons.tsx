import {
  AuditOutlined,
  CheckSquareOutlined,
  ClusterOutlined,
  FileTextOutlined,
  FlagOutlined,
  OrderedListOutlined,
  ReadOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { type ComponentType, createElement } from 'react';

/** The editor's icon set, by the names that declarations in the core use. */
const ICONS: Record<string, ComponentType<{ 'aria-hidden'?: boolean }>> = {
  audit: AuditOutlined,
  'check-square': CheckSquareOutlined,
  cluster: ClusterOutlined,
  'file-text': FileTextOutlined,
  flag: FlagOutlined,
  'ordered-list': OrderedListOutlined,
  read: ReadOutlined,
  team: TeamOutlined,
};

/** The icon of that name; a ticked box for a name not known. Decoration: the word stands beside it. */
export function NamedIcon({ name }: { name: string | undefined }) {
  return createElement(ICONS[name ?? ''] ?? CheckSquareOutlined, { 'aria-hidden': true });
}
