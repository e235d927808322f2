/** A bounding box as ratios of the image's width and height, 0 to 1, after its orientation was applied. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A point of a face, named as Rekognition names it; coordinates as ratios of the image. */
export interface Landmark {
  type: string;
  x: number;
  y: number;
}
