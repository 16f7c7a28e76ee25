import { UploadOutlined } from '@ant-design/icons';
import { Button, type ButtonProps, Upload } from 'antd';

interface Props extends Pick<ButtonProps, 'size' | 'icon' | 'loading'> {
  /** Endings, with their dots. */
  accept: string;
  label: string;
  take: (file: File) => void;
  /** The file that is in hand, shown by its name with a way to leave it out again; without it none is shown. */
  taken?: { name: string } | null;
  forget?: () => void;
}

/** A button that asks for one file. What becomes of it is the business of whoever asks: nothing is sent from here. */
export const FilePicker = ({ accept, label, take, taken, forget, icon, ...button }: Props) => (
  <Upload
    accept={accept}
    maxCount={1}
    showUploadList={taken !== undefined}
    fileList={taken ? [{ uid: '1', name: taken.name }] : []}
    {...(forget === undefined ? {} : { onRemove: forget })}
    beforeUpload={(file) => {
      take(file);
      return false;
    }}
  >
    <Button icon={icon ?? <UploadOutlined aria-hidden />} {...button}>
      {label}
    </Button>
  </Upload>
);
