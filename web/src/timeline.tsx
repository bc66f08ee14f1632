// The timeline: bars by grade over days, weeks or months; a brush sets the dates; undated events stand in a bin of their own.
import { computed, useSignal } from "@preact/signals";
import { axisBottom } from "d3-axis";
import { type BrushBehavior, brushX, type D3BrushEvent } from "d3-brush";
import { scaleLinear, scaleUtc } from "d3-scale";
import { select } from "d3-selection";
import { useEffect, useRef } from "preact/hooks";
import { addDays } from "./format";
import { useMeasured } from "./list";
import { change, filter, keys, passingBut } from "./state";
import { count, type Grade, GRADES } from "./words";

const DAY = 86_400_000;
const HEIGHT = 58;
const AXIS = 20;

/** Events of a stretch of days by grade; `untold` are those whose time no text tells. */
interface Bin { from: string; to: string; told: Shares; untold: Shares; total: number }
type Shares = Map<Grade, number>;
type Unit = "day" | "week" | "month";

const days = computed(() => passingBut("dates").map((at) => keys.value[at]).filter((key) => key !== undefined));
const undated = computed(() => days.value.filter((key) => !key.day).length);

/** The days shown: all, or, where a few lie far out, those near the middle 80 %; the rest is told beside the axis. */
const span = computed<[string, string] | null>(() => {
  const all = keys.value.map((key) => key.day).filter(Boolean).sort();
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last) return null;
  const [low, high] = [all[Math.floor(all.length * 0.1)] ?? first, all[Math.ceil(all.length * 0.9) - 1] ?? last];
  const length = Date.parse(high) - Date.parse(low);
  if (Date.parse(last) - Date.parse(first) <= 3 * (length + 14 * DAY)) return [first, last];
  const near = all.filter((day) => Date.parse(day) >= Date.parse(low) - length - 7 * DAY && Date.parse(day) <= Date.parse(high) + length + 7 * DAY);
  return [near[0] ?? first, near.at(-1) ?? last];
});

function unitOf([first, last]: [string, string]): Unit {
  const length = (Date.parse(last) - Date.parse(first)) / DAY;
  return length <= 110 ? "day" : length <= 760 ? "week" : "month";
}

function startOf(day: string, unit: Unit): string {
  if (unit === "day") return day;
  if (unit === "month") return `${day.slice(0, 7)}-01`;
  return addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
}

function after(start: string, unit: Unit): string {
  return unit === "month" ? startOf(addDays(start, 32), "month") : addDays(start, unit === "week" ? 7 : 1);
}

const bins = computed<Bin[]>(() => {
  if (!span.value) return [];
  const [first, last] = span.value;
  const unit = unitOf(span.value);
  const made = new Map<string, Bin>();
  for (let from = startOf(first, unit); from <= last; from = after(from, unit)) made.set(from, { from, to: after(from, unit), told: new Map(), untold: new Map(), total: 0 });
  for (const key of days.value) {
    const bin = key.day ? made.get(startOf(key.day, unit)) : undefined;
    if (!bin) continue;
    const shares = key.told ? bin.told : bin.untold;
    shares.set(key.grade, (shares.get(key.grade) ?? 0) + 1);
    bin.total += 1;
  }
  return [...made.values()];
});

export function Timeline() {
  const box = useRef<HTMLDivElement>(null);
  const width = useSignal(600);
  useMeasured(box, (_, wide) => (width.value = wide));
  return (
    <section class="timeline" aria-label="Timeline">
      <div class="timeline-bars" ref={box}>
        {bins.value.length > 0 ? <Bars width={width.value} /> : <p class="quiet empty">No dated event.</p>}
      </div>
      <Aside />
    </section>
  );
}

function Bars({ width }: { width: number }) {
  const all = bins.value;
  const [first, last] = [all[0]?.from ?? "", all.at(-1)?.to ?? ""];
  const x = scaleUtc([new Date(first), new Date(last)], [18, Math.max(60, width - 18)]);
  const y = scaleLinear([0, Math.max(1, ...all.map((bin) => bin.total))], [0, HEIGHT - 6]);
  const axis = useRef<SVGGElement>(null);
  useEffect(() => {
    if (axis.current) select(axis.current).call(axisBottom(x).ticks(Math.max(2, width / 90)).tickSizeOuter(0));
  });
  return (
    <svg width={width} height={HEIGHT + AXIS} role="img" aria-label={`Events by date from ${first} to ${last}; set the dates with the two date fields`}>
      {all.map((bin) => <Bar key={bin.from} bin={bin} x={x} y={y} />)}
      <g class="axis" ref={axis} transform={`translate(0 ${HEIGHT})`} />
      <Brush x={x} />
    </svg>
  );
}

function Bar({ bin, x, y }: { bin: Bin; x: (day: Date) => number; y: (n: number) => number }) {
  const [left, right] = [x(new Date(bin.from)), x(new Date(bin.to))];
  let base = HEIGHT;
  return (
    <g>
      {[bin.told, bin.untold].flatMap((shares) => GRADES.map((grade) => {
        const tall = y(shares.get(grade) ?? 0);
        base -= tall;
        const kind = `bar ${grade} ${shares === bin.untold ? "untold" : ""}`;
        return tall > 0 && <rect key={kind} class={kind} x={left + 0.5} y={base} width={Math.max(0.8, right - left - 1)} height={tall} />;
      }))}
    </g>
  );
}

type Days = ReturnType<typeof scaleUtc>;

function Brush({ x }: { x: Days }) {
  const box = useRef<SVGGElement>(null);
  const scale = useRef(x);
  scale.current = x;
  const brush = useRef<BrushBehavior<unknown>>();
  const [from, to] = [filter.value.from, filter.value.to];
  const range = x.range().map(Number);
  useEffect(() => {
    if (!box.current) return;
    brush.current ??= brushX().on("end", (event: D3BrushEvent<unknown>) => brushed(event, scale.current));
    brush.current.extent([[range[0] ?? 0, 0], [range[1] ?? 0, HEIGHT]]);
    const area = select(box.current).call(brush.current as never);
    const held = from || to ? [x(new Date(from || x.domain()[0]!)), x(to ? new Date(addDays(to, 1)) : x.domain()[1]!)] : null;
    area.call(brush.current.move as never, held && held.map((at) => Math.min(range[1] ?? 0, Math.max(range[0] ?? 0, Number(at)))));
  }, [from, to, range[1], bins.value]);
  return <g class="brush" ref={box} aria-hidden="true" />;
}

/** What a person brushed becomes the dates, to whole days. */
function brushed(event: D3BrushEvent<unknown>, x: Days): void {
  if (!event.sourceEvent) return;
  const picked = event.selection as [number, number] | null;
  if (!picked) return change({ from: "", to: "" });
  const day = (at: number): string => x.invert(at).toISOString().slice(0, 10);
  const from = day(picked[0]);
  const last = addDays(day(picked[1]), x.invert(picked[1]).getUTCHours() < 12 ? -1 : 0);
  change({ from, to: last < from ? from : last, undated: false });
}

function Aside() {
  const [low, high] = [bins.value[0]?.from ?? "", bins.value.at(-1)?.to ?? ""];
  const before = days.value.filter((key) => key.day && key.day < low).length;
  const later = days.value.filter((key) => key.day && key.day >= high).length;
  const on = filter.value.undated;
  return (
    <div class="timeline-aside">
      {before > 0 && <button type="button" class="plain" onClick={() => change({ from: "", to: addDays(low, -1), undated: false })}>{before} earlier</button>}
      {later > 0 && <button type="button" class="plain" onClick={() => change({ from: high, to: "", undated: false })}>{later} later</button>}
      <button type="button" class="plain undated" aria-pressed={on} disabled={undated.value === 0 && !on} onClick={() => change({ undated: !on, from: "", to: "" })} title={count(undated.value, "event without a date", "events without a date")}>
        {undated.value.toLocaleString("en")} undated
      </button>
    </div>
  );
}
