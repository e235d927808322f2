/** The 80 classes of the COCO data set, in the order in which CenterNet numbers them. Source: COCO 2017, instances. */
export const COCO_CLASSES = [
  'person', 'bicycle', 'car', 'motorcycle', 'airplane', 'bus', 'train', 'truck', 'boat', 'traffic light',
  'fire hydrant', 'stop sign', 'parking meter', 'bench', 'bird', 'cat', 'dog', 'horse', 'sheep', 'cow',
  'elephant', 'bear', 'zebra', 'giraffe', 'backpack', 'umbrella', 'handbag', 'tie', 'suitcase', 'frisbee',
  'skis', 'snowboard', 'sports ball', 'kite', 'baseball bat', 'baseball glove', 'skateboard', 'surfboard', 'tennis racket', 'bottle',
  'wine glass', 'cup', 'fork', 'knife', 'spoon', 'bowl', 'banana', 'apple', 'sandwich', 'orange',
  'broccoli', 'carrot', 'hot dog', 'pizza', 'donut', 'cake', 'chair', 'couch', 'potted plant', 'bed',
  'dining table', 'toilet', 'tv', 'laptop', 'mouse', 'remote', 'keyboard', 'cell phone', 'microwave', 'oven',
  'toaster', 'sink', 'refrigerator', 'book', 'clock', 'vase', 'scissors', 'teddy bear', 'hair drier', 'toothbrush',
] as const;

export type CocoClass = (typeof COCO_CLASSES)[number];

/** COCO's category ids run to 90 with these left out; networks that were trained on the ids have an output for each all the same. */
const UNUSED_CATEGORY_IDS: ReadonlySet<number> = new Set([12, 26, 29, 30, 45, 66, 68, 69, 71, 83]);

/** COCO's category id (1-90) → class. */
export const CLASS_OF_CATEGORY_ID: ReadonlyMap<number, CocoClass> = new Map(
  Array.from({ length: 90 }, (_, index) => index + 1)
    .filter((id) => !UNUSED_CATEGORY_IDS.has(id))
    .map((id, index): [number, CocoClass] => [id, COCO_CLASSES[index] ?? 'person']),
);
