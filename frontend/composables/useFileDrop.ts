import { onMounted, onUnmounted, ref, type Ref } from 'vue';

export interface UseFileDropReturn {
  /** Files are being dragged over the zone. */
  over: Readonly<Ref<boolean>>;
}

/** Files dropped on a zone. Beside it they are let fall: a browser would leave the page to show them. */
export function useFileDrop(zone: Readonly<Ref<HTMLElement | null>>, onFiles: (files: File[]) => void): UseFileDropReturn {
  const over = ref(false);

  function isInZone({ target }: DragEvent): boolean {
    return target instanceof Node && zone.value?.contains(target) === true;
  }

  function onDragOver(event: DragEvent): void {
    event.preventDefault();
    over.value = isInZone(event);
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = over.value ? 'copy' : 'none';
  }

  function onDragLeave({ relatedTarget }: DragEvent): void {
    // Out of the window.
    if (relatedTarget === null) over.value = false;
  }

  function onDrop(event: DragEvent): void {
    event.preventDefault();
    over.value = false;
    if (isInZone(event)) onFiles([...(event.dataTransfer?.files ?? [])]);
  }

  onMounted(() => {
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
  });
  onUnmounted(() => {
    window.removeEventListener('dragover', onDragOver);
    window.removeEventListener('dragleave', onDragLeave);
    window.removeEventListener('drop', onDrop);
  });
  return { over };
}
