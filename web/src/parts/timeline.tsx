// The timeline: bars by grade over days, weeks or months; a brush sets the dates; undated events stand in a bin of their own.
import { useSignal } from "@preact/signals";
import { axisBottom } from "d3-axis";
import { type BrushBehavior, brushX, type D3BrushEvent } from "d3-brush";
import { scaleLinear, scaleUtc } from "d3-scale";
import { select } from "d3-selection";
import { useEffect, useRef } from "preact/hooks";
import { timeline } from "../data";
import { addDays } from "../format";
import { change, query } from "../route";
import { say } from "../say";
import { GRADES, total } from "../words";
import { bins, days, type Stretch } from "./bins";
import { useMeasured } from "./list";
import { Playback } from "./playback";
import { Failed, Waiting } from "./state";

const HEIGHT = 58;
const AXIS = 20;

export function Timeline() {
  const box = useRef<HTMLDivElement>(null);
  const width = useSignal(600);
  useMeasured(box, (_, wide) => (width.value = wide));
  return (
    <section class="timeline" aria-label={say("timeline.name")}>
      <Playback />
      <div class="timeline-bars" ref={box}>
        <Body width={width.value} />
      </div>
      <Aside />
    </section>
  );
}

function Body({ width }: { width: number }) {
  if (timeline.value.error) return <Failed error={timeline.value.error} />;
  if (bins.value.length > 0) return <Bars width={width} />;
  return timeline.value.waiting ? <Waiting /> : <p class="quiet empty">{say("timeline.empty")}</p>;
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
    <svg width={width} height={HEIGHT + AXIS} role="img" aria-label={say("timeline.label", { first, last })}>
      {all.map((bin) => <Bar key={bin.from} bin={bin} x={x} y={y} />)}
      <g class="axis" ref={axis} transform={`translate(0 ${HEIGHT})`} />
      <Brush x={x} />
    </svg>
  );
}

function Bar({ bin, x, y }: { bin: Stretch; x: (day: Date) => number; y: (n: number) => number }) {
  const [left, right] = [x(new Date(bin.from)), x(new Date(bin.to))];
  let base = HEIGHT;
  return (
    <g>
      {[bin.told, bin.untold].flatMap((shares) => GRADES.map((grade) => {
        const tall = y(shares[grade] ?? 0);
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
  const [from, to] = [query.value.from, query.value.to];
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
  const sum = (fits: (day: string) => boolean): number => days.value.filter((bin) => fits(bin.day)).reduce((n, bin) => n + total(bin.grades), 0);
  const [before, later] = [sum((day) => day < low), sum((day) => day >= high)];
  const undated = timeline.value.value?.undated ?? 0;
  const on = query.value.undated;
  return (
    <div class="timeline-aside">
      {before > 0 && <button type="button" class="plain" onClick={() => change({ from: "", to: addDays(low, -1), undated: false })}>{say("timeline.earlier", { n: before })}</button>}
      {later > 0 && <button type="button" class="plain" onClick={() => change({ from: high, to: "", undated: false })}>{say("timeline.later", { n: later })}</button>}
      <button type="button" class="plain undated" aria-pressed={on} disabled={undated === 0 && !on} onClick={() => change({ undated: !on, from: "", to: "" })} title={say("timeline.undated_title", { n: undated })}>
        {say("timeline.undated", { n: undated })}
      </button>
    </div>
  );
}
