// Marks on the map. A settlement gets the shape of its grade, or a ring of grades with a number where several events
// share a spot. What is known only to a district, sector or region gets a soft circle of that size, never a point.
import * as L from "leaflet";
import { isPoint } from "../format";
import type { Frame, Group } from "../shapes";
import { type Grade, GRADES, type Shares } from "../words";
import { colour, css, shape } from "./grades";

const NEAR_PIXELS = 26;
const KM_IN_DEGREE = 111.2;
const LOOSE_KM = 5;

const gradesOf = (group: Group): [Grade, number][] => GRADES.flatMap((grade) => (group.grades[grade] ? [[grade, group.grades[grade] ?? 0] as [Grade, number]] : []));

/** Settlements whose point may be some way off: each gets a soft circle of that size around its mark. */
export const loosePoints = (groups: Group[]): Group[] => groups.filter((group) => group.places === 1 && isPoint(group) && group.radius_km >= LOOSE_KM);

/** The numbers of the areas, each on the upper edge of its circle: in the middle it would look like a place. */
export function areaNumbers(areas: Group[], map: L.Map): Group[] {
  return merged(areas.map((area) => ({ ...area, latitude: area.latitude + area.radius_km / KM_IN_DEGREE })), map);
}

/** Groups that would overlap on the screen made one, at the spot of the one with most events. Linear in their number. */
export function merged(groups: Group[], map: L.Map): Group[] {
  const cells = new Map<string, { at: L.Point; group: Group }[]>();
  const kept: Group[] = [];
  for (const group of [...groups].sort((a, b) => b.count - a.count)) {
    const at = map.project([group.latitude, group.longitude]);
    const [column, row] = [Math.floor(at.x / NEAR_PIXELS), Math.floor(at.y / NEAR_PIXELS)];
    const near = around(cells, column, row).find((other) => other.at.distanceTo(at) < NEAR_PIXELS);
    if (near) join(near.group, group);
    else {
      const own = { ...group, grades: { ...group.grades } };
      kept.push(own);
      const key = `${column},${row}`;
      cells.set(key, [...(cells.get(key) ?? []), { at, group: own }]);
    }
  }
  return kept;
}

function around<T>(cells: Map<string, T[]>, column: number, row: number): T[] {
  const found: T[] = [];
  for (let x = column - 1; x <= column + 1; x += 1) for (let y = row - 1; y <= row + 1; y += 1) found.push(...(cells.get(`${x},${y}`) ?? []));
  return found;
}

function join(into: Group, group: Group): void {
  into.frame = union(frameOf(into), frameOf(group));
  into.count += group.count;
  into.contested += group.contested;
  into.places += group.places;
  into.event = null;
  into.place = null;
  for (const [grade, n] of Object.entries(group.grades) as [keyof Shares, number][]) into.grades[grade] = (into.grades[grade] ?? 0) + n;
}

export const frameOf = (group: Group): Frame => group.frame ?? { south: group.latitude, north: group.latitude, west: group.longitude, east: group.longitude };

const union = (a: Frame, b: Frame): Frame =>
  ({ south: Math.min(a.south, b.south), north: Math.max(a.north, b.north), west: Math.min(a.west, b.west), east: Math.max(a.east, b.east) });

export const radiusOf = (n: number): number => (n === 1 ? 8 : Math.min(21, 9 + 2.1 * Math.log2(n)));

interface Drawable { _point: L.Point; _renderer: { _ctx: CanvasRenderingContext2D; _drawing: boolean } }

/** A mark drawn by a function of its own on Leaflet's canvas. */
class Mark extends L.CircleMarker {
  constructor(readonly group: Group, private readonly chosen: boolean, private readonly pen: (pen: CanvasRenderingContext2D, group: Group, chosen: boolean) => void, options: L.CircleMarkerOptions) {
    super([group.latitude, group.longitude], options);
  }

  _updatePath(): void {
    const { _point: at, _renderer: renderer } = this as unknown as Drawable;
    if (!renderer._drawing) return;
    renderer._ctx.save();
    renderer._ctx.translate(at.x, at.y);
    this.pen(renderer._ctx, this.group, this.chosen);
    renderer._ctx.restore();
  }
}

export function pointMark(group: Group, chosen: boolean, renderer: L.Canvas): Mark {
  const pen = group.count === 1 ? drawShape : drawRing;
  return new Mark(group, chosen, pen, { renderer, radius: radiusOf(group.count) + 3 });
}

export function areaNumber(group: Group, chosen: boolean, renderer: L.Canvas): Mark {
  return new Mark(group, chosen, drawAreaNumber, { renderer, radius: 14 });
}

/** One of `among` circles: the more there are, the fainter each, so that many over one another do not hide the map. */
export function areaCircle(group: Group, chosen: boolean, renderer: L.Canvas, among: number): L.Circle {
  const ink = css("--ink");
  return L.circle([group.latitude, group.longitude], {
    renderer, radius: group.radius_km * 1000, interactive: false,
    color: ink, weight: chosen ? 1.6 : 0.7, opacity: chosen ? 0.8 : 0.35, dashArray: "2 4", fillColor: ink, fillOpacity: chosen ? 0.1 : Math.max(0.012, Math.min(0.035, 0.35 / among)),
  });
}

function drawShape(pen: CanvasRenderingContext2D, group: Group, chosen: boolean): void {
  const [[grade] = ["ungraded" as Grade]] = gradesOf(group);
  pen.lineJoin = "round";
  pen.strokeStyle = css("--halo");
  pen.lineWidth = 3;
  pen.stroke(shape(grade));
  pen.fillStyle = colour(grade);
  pen.fill(shape(grade));
  if (chosen) ringAround(pen, 11);
}

function drawRing(pen: CanvasRenderingContext2D, group: Group, chosen: boolean): void {
  const [n, radius] = [group.count, radiusOf(group.count)];
  disc(pen, radius + 1.5, css("--halo"));
  let from = -Math.PI / 2;
  for (const [grade, here] of gradesOf(group)) {
    const to = from + (here / n) * 2 * Math.PI;
    pen.beginPath();
    pen.moveTo(0, 0);
    pen.arc(0, 0, radius, from, to);
    pen.fillStyle = colour(grade);
    pen.fill();
    from = to;
  }
  disc(pen, radius - 4, css("--halo"));
  write(pen, short(n), n > 99 ? 9.5 : 10.5);
  if (group.contested > 0) disputed(pen, radius);
  if (chosen) ringAround(pen, radius + 3.5);
}

function drawAreaNumber(pen: CanvasRenderingContext2D, group: Group, chosen: boolean): void {
  const text = `~ ${short(group.count)}`;
  pen.font = "600 10.5px system-ui, sans-serif";
  const half = pen.measureText(text).width / 2 + 5;
  pen.beginPath();
  pen.roundRect(-half, -8, half * 2, 16, 8);
  pen.fillStyle = css("--halo");
  pen.fill();
  pen.setLineDash([2, 2]);
  pen.lineWidth = chosen ? 2 : 1;
  pen.strokeStyle = css("--ink");
  pen.stroke();
  pen.setLineDash([]);
  write(pen, text, 10.5);
  if (group.contested > 0) disputed(pen, Math.max(half, 12));
}

/** The shape of contested events at the upper corner of a mark that holds one. */
function disputed(pen: CanvasRenderingContext2D, radius: number): void {
  pen.save();
  pen.translate(radius * 0.75, -radius * 0.75);
  pen.scale(0.72, 0.72);
  disc(pen, 8.5, css("--halo"));
  pen.fillStyle = colour("contested");
  pen.fill(shape("contested"));
  pen.restore();
}

const short = (n: number): string => (n < 1000 ? String(n) : n < 10_000 ? `${(n / 1000).toFixed(1)}k` : `${Math.round(n / 1000)}k`);

function disc(pen: CanvasRenderingContext2D, radius: number, fill: string): void {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  pen.fillStyle = fill;
  pen.fill();
}

function ringAround(pen: CanvasRenderingContext2D, radius: number): void {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  pen.lineWidth = 2.2;
  pen.strokeStyle = css("--ink");
  pen.stroke();
}

function write(pen: CanvasRenderingContext2D, text: string, size: number): void {
  pen.font = `600 ${size}px system-ui, sans-serif`;
  pen.fillStyle = css("--ink");
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, 0, 0.5);
}
