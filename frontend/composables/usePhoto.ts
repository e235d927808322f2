import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import { PhotoError, type PhotoProblem } from '../photo/photo-error.ts';
import { preparePhoto, type Photo } from '../photo/prepare-photo.ts';

/** A photo and the address under which this page can show it. */
export interface ShownPhoto extends Photo {
  url: string;
}

export interface UsePhotoReturn {
  photo: Readonly<Ref<ShownPhoto | null>>;
  /** Why the last picture could not be taken. */
  problem: Readonly<Ref<PhotoProblem | null>>;
  /** A picture is being read. */
  busy: Readonly<Ref<boolean>>;
  /** Takes what was chosen or dropped: one file. Never rejects: see `problem`. */
  takeFiles: (files: readonly Blob[]) => Promise<void>;
  /** Takes what a video shows now. Never rejects: see `problem`. */
  takeFrame: (video: HTMLVideoElement) => Promise<void>;
  clear: () => void;
}

/** The one photo that a person is registered by. */
export function usePhoto({ prepare = preparePhoto }: { prepare?: typeof preparePhoto } = {}): UsePhotoReturn {
  const photo = shallowRef<ShownPhoto | null>(null);
  const problem = shallowRef<PhotoProblem | null>(null);
  const busy = shallowRef(false);
  /** Tells the newest picture from those that it overtook. */
  let generation = 0;

  function clear(): void {
    generation += 1;
    if (photo.value !== null) URL.revokeObjectURL(photo.value.url);
    photo.value = null;
    problem.value = null;
    busy.value = false;
  }

  async function take(source: Blob | HTMLVideoElement): Promise<void> {
    clear();
    const mine = generation;
    busy.value = true;
    try {
      const prepared = await prepare(source);
      if (mine !== generation) return;
      photo.value = { ...prepared, url: URL.createObjectURL(prepared.jpeg) };
    } catch (error) {
      if (mine === generation) problem.value = error instanceof PhotoError ? error.problem : 'unreadable';
    } finally {
      if (mine === generation) busy.value = false;
    }
  }

  async function takeFiles(files: readonly Blob[]): Promise<void> {
    const [file, ...more] = files;
    if (file === undefined) return;
    if (more.length === 0) return take(file);
    clear();
    problem.value = 'several';
  }

  onScopeDispose(clear);
  return { photo: shallowReadonly(photo), problem: shallowReadonly(problem), busy: shallowReadonly(busy), takeFiles, takeFrame: take, clear };
}
