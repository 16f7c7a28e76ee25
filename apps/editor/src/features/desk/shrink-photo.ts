import { SHRUNK_PHOTO } from '@gangmu/contract';

/** Longest side of what is handed in, in pixels: a sheet of paper stays readable. */
const LONGEST = 2000;
const QUALITIES = [0.85, 0.7, 0.55, 0.4];

/**
 * A photo small enough to hand in, as JPEG without the camera's notes on place and time; one that is small already, or
 * that the browser cannot read, as it is (the server then says what is wrong with it).
 */
export async function shrinkPhoto(file: File): Promise<{ name: string; content: Blob }> {
  const same = { name: file.name, content: file };
  if (file.size <= SHRUNK_PHOTO) return same;
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (image === null) return same;
  try {
    for (let longest = LONGEST; longest >= 500; longest /= 2)
      for (const quality of QUALITIES) {
        const content = await drawn(image, longest, quality);
        if (content !== null && content.size <= SHRUNK_PHOTO)
          return { name: file.name.replace(/\.[^.]*$/, '') + '.jpg', content };
      }
    return same;
  } finally {
    image.close();
  }
}

function drawn(image: ImageBitmap, longest: number, quality: number): Promise<Blob | null> {
  const scale = Math.min(1, longest / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}
