import { fileAddress, type FilePlace, sizeWords, useFiles } from './file-data.js';

/** Files that were handed in, to be saved; one the reader may not see by the beginning of its hash. */
export function FileLinks({ place, hashes }: { place: FilePlace; hashes: readonly string[] }) {
  const { data: files = [] } = useFiles(place);
  return (
    <>
      {hashes.map((hash) => {
        const file = files.find((each) => each.hash === hash);
        return (
          <div key={hash}>
            {file === undefined ? (
              hash.slice(0, 16)
            ) : (
              <>
                <a className="long-text" href={fileAddress(place.run, hash)} download={file.name}>
                  {file.name}
                </a>{' '}
                <span className="soft">{sizeWords(file.size)}</span>
              </>
            )}
          </div>
        );
      })}
    </>
  );
}
