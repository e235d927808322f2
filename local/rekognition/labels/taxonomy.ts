import type { CocoClass } from '../../vision/objects/coco-classes.ts';

/** A label as Rekognition knows it. */
export interface Label {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly category: string;
}

/** The labels that stand above others and have something above them, with what stands directly there. */
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  Aircraft: ['Vehicle'], Vehicle: ['Transportation'],
  Mammal: ['Animal'], Pet: ['Animal'], Canine: ['Mammal'], Wildlife: ['Animal'], Livestock: ['Mammal'], Cattle: ['Livestock'],
  Phone: ['Electronics'], Computer: ['Electronics'], 'Computer Hardware': ['Electronics', 'Hardware'], Screen: ['Electronics'], Monitor: ['Screen'],
  Table: ['Furniture'], Fruit: ['Food'], Vegetable: ['Food'], Dessert: ['Food'],
  Racket: ['Sport'], Blade: ['Weapon'], 'Road Sign': ['Sign'], Sign: ['Symbol'],
};

const OTHER_THAN_BELOW: Readonly<Record<string, Partial<Label>>> = {
  Accessories: { aliases: ['Accessory'] },
  Hydrant: { category: 'Tools and Machinery' },
};

const VEHICLES = 'Vehicles and Automotive';
const ANIMALS = 'Animals and Pets';
const FOOD = 'Food and Beverage';
const SPORTS = 'Sports';
const TOYS = 'Toys and Gaming';
const FURNITURE = 'Furniture and Furnishings';
const TECHNOLOGY = 'Technology and Computing';
const HOME = 'Home and Indoors';
const APPAREL = 'Apparel and Accessories';
const PUBLIC = 'Transport and Logistics';

interface Entry extends Label {
  readonly parents: readonly string[];
}

function entry(name: string, category: string, parents: readonly string[] = [], aliases: readonly string[] = []): Entry {
  return { name, category, parents, aliases };
}

/** What the detectors' classes are called by Rekognition. Source: Amazon Rekognition, list of labels, version 3.0. */
const LABELS: Readonly<Record<CocoClass, Entry>> = {
  person: entry('Person', 'Person Description', [], ['Human']),
  bicycle: entry('Bicycle', VEHICLES, ['Vehicle'], ['Bike']),
  car: entry('Car', VEHICLES, ['Vehicle'], ['Automobile']),
  motorcycle: entry('Motorcycle', VEHICLES, ['Vehicle'], ['Motorbike']),
  airplane: entry('Airplane', VEHICLES, ['Aircraft'], ['Aeroplane']),
  bus: entry('Bus', VEHICLES, ['Vehicle']),
  train: entry('Train', VEHICLES, ['Vehicle']),
  truck: entry('Truck', VEHICLES, ['Vehicle']),
  boat: entry('Boat', VEHICLES, ['Vehicle']),
  'traffic light': entry('Traffic Light', PUBLIC, ['Light']),
  'fire hydrant': entry('Fire Hydrant', 'Public Safety', ['Hydrant']),
  'stop sign': entry('Stopsign', PUBLIC, ['Road Sign']),
  'parking meter': entry('Parking Meter', PUBLIC),
  bench: entry('Bench', FURNITURE, ['Furniture']),
  bird: entry('Bird', ANIMALS, ['Animal']),
  cat: entry('Cat', ANIMALS, ['Mammal', 'Pet']),
  dog: entry('Dog', ANIMALS, ['Canine', 'Pet']),
  horse: entry('Horse', ANIMALS, ['Mammal']),
  sheep: entry('Sheep', ANIMALS, ['Livestock']),
  cow: entry('Cow', ANIMALS, ['Cattle']),
  elephant: entry('Elephant', ANIMALS, ['Mammal', 'Wildlife']),
  bear: entry('Bear', ANIMALS, ['Mammal', 'Wildlife']),
  zebra: entry('Zebra', ANIMALS, ['Mammal', 'Wildlife']),
  giraffe: entry('Giraffe', ANIMALS, ['Mammal', 'Wildlife']),
  backpack: entry('Backpack', APPAREL, ['Bag']),
  umbrella: entry('Umbrella', APPAREL, ['Canopy']),
  handbag: entry('Handbag', APPAREL, ['Accessories', 'Bag'], ['Purse']),
  tie: entry('Tie', APPAREL, ['Accessories', 'Formal Wear'], ['Necktie']),
  suitcase: entry('Suitcase', APPAREL, ['Baggage'], ['Luggage']),
  frisbee: entry('Frisbee', TOYS, ['Toy']),
  skis: entry('Skis', SPORTS, ['Sport']),
  snowboard: entry('Snowboard', SPORTS, ['Sport']),
  'sports ball': entry('Ball', SPORTS, ['Sport']),
  kite: entry('Kite', TOYS, ['Toy']),
  'baseball bat': entry('Baseball Bat', SPORTS, ['Sport']),
  'baseball glove': entry('Baseball Glove', SPORTS, ['Sport']),
  skateboard: entry('Skateboard', SPORTS, ['Sport']),
  surfboard: entry('Surfboard', SPORTS, ['Sport']),
  'tennis racket': entry('Tennis Racket', SPORTS, ['Racket']),
  bottle: entry('Bottle', HOME),
  'wine glass': entry('Wine Glass', FOOD, ['Glass']),
  cup: entry('Cup', HOME),
  fork: entry('Fork', HOME, ['Cutlery']),
  knife: entry('Knife', 'Weapons and Military', ['Blade']),
  spoon: entry('Spoon', HOME, ['Cutlery']),
  bowl: entry('Bowl', HOME),
  banana: entry('Banana', FOOD, ['Fruit']),
  apple: entry('Apple', FOOD, ['Fruit']),
  sandwich: entry('Sandwich', FOOD, ['Food']),
  orange: entry('Orange', FOOD, ['Fruit']),
  broccoli: entry('Broccoli', FOOD, ['Vegetable']),
  carrot: entry('Carrot', FOOD, ['Vegetable']),
  'hot dog': entry('Hot Dog', FOOD, ['Food']),
  pizza: entry('Pizza', FOOD, ['Food']),
  donut: entry('Donut', FOOD, ['Dessert'], ['Doughnut']),
  cake: entry('Cake', FOOD, ['Dessert']),
  chair: entry('Chair', FURNITURE, ['Furniture']),
  couch: entry('Couch', FURNITURE, ['Furniture'], ['Sofa']),
  'potted plant': entry('Potted Plant', 'Plants and Flowers', ['Plant']),
  bed: entry('Bed', FURNITURE, ['Furniture']),
  'dining table': entry('Dining Table', FURNITURE, ['Table']),
  toilet: entry('Toilet', HOME),
  tv: entry('TV', TECHNOLOGY, ['Computer Hardware', 'Monitor'], ['Television']),
  laptop: entry('Laptop', TECHNOLOGY, ['Computer'], ['Notebook Computer']),
  mouse: entry('Mouse', TECHNOLOGY, ['Computer Hardware'], ['Computer Mouse']),
  remote: entry('Remote Control', TECHNOLOGY, ['Electronics']),
  keyboard: entry('Computer Keyboard', TECHNOLOGY, ['Computer Hardware'], ['Keyboard']),
  'cell phone': entry('Mobile Phone', TECHNOLOGY, ['Phone'], ['Cell Phone']),
  microwave: entry('Microwave', HOME, ['Appliance']),
  oven: entry('Oven', HOME, ['Appliance']),
  toaster: entry('Toaster', HOME, ['Appliance']),
  sink: entry('Sink', HOME),
  refrigerator: entry('Refrigerator', HOME, ['Appliance'], ['Fridge']),
  book: entry('Book', 'Education', ['Publication']),
  clock: entry('Clock', HOME),
  vase: entry('Vase', HOME, ['Pottery']),
  scissors: entry('Scissors', HOME),
  'teddy bear': entry('Teddy Bear', TOYS, ['Toy']),
  'hair drier': entry('Blow Dryer', HOME, ['Appliance'], ['Hair Dryer']),
  toothbrush: entry('Toothbrush', HOME, ['Brush']),
};

export function labelOf(name: CocoClass): Label {
  return LABELS[name];
}

/** Names of everything that stands above a label, in the order of the alphabet, as Rekognition lists it. */
export function ancestorsOf(name: CocoClass): string[] {
  return collect(LABELS[name].parents);
}

/** The same for a label that stands above others itself. */
export function ancestorsOfParent(parent: string): string[] {
  return collect(PARENTS[parent] ?? []);
}

/** What stands above a label, as a label: nearly always of the same category, and without aliases. */
export function parentLabel(name: string, below: Label): Label {
  return { name, aliases: [], category: below.category, ...OTHER_THAN_BELOW[name] };
}

function collect(parents: readonly string[]): string[] {
  return [...new Set(parents.flatMap((parent) => [parent, ...collect(PARENTS[parent] ?? [])]))].sort();
}
