// Playback: the filter's dates move on by a day, a week or a month at a time, and map, list and counts with them.
import { computed, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { addDays } from "../format";
import { change, query } from "../route";
import { say } from "../say";
import { bins } from "./bins";

const STEP_MS = 900;
export const playing = signal(false);

/** Which of the bars is shown alone; -1 where the dates are not those of one bar. */
const at = computed(() => bins.value.findIndex((bin) => bin.from === query.value.from && addDays(bin.to, -1) === query.value.to));

function show(index: number): void {
  const bin = bins.peek()[index];
  if (bin) change({ from: bin.from, to: addDays(bin.to, -1), undated: false });
}

/** On to the next bar that holds anything; stops after the last. */
function next(): void {
  const later = bins.peek().findIndex((bin, index) => index > at.peek() && bin.total > 0);
  if (later < 0) playing.value = false;
  else show(later);
}

export function Playback() {
  const last = bins.value.length - 1;
  useEffect(() => {
    if (!playing.value) return undefined;
    if (at.peek() < 0 || at.peek() >= last) show(bins.peek().findIndex((bin) => bin.total > 0));
    const clock = setInterval(next, STEP_MS);
    return () => clearInterval(clock);
  }, [playing.value]);
  if (last < 1) return null;
  const now = bins.value[at.value];
  return (
    <div class="playback" role="group" aria-label={say("playback.name")}>
      <button type="button" class="play" aria-pressed={playing.value} aria-label={say(playing.value ? "playback.stop" : "playback.play")} title={say(playing.value ? "playback.stop" : "playback.play")} onClick={() => (playing.value = !playing.value)}>
        {playing.value ? "❚❚" : "▶"}
      </button>
      <input
        type="range" min={0} max={last} value={Math.max(0, at.value)} aria-label={say("playback.day")} aria-valuetext={now?.from ?? say("playback.all")}
        onInput={(e) => show(Number(e.currentTarget.value))}
      />
      <output>{now ? now.from : say("playback.all")}</output>
      {now && <button type="button" class="plain" onClick={() => { playing.value = false; change({ from: "", to: "" }); }}>{say("playback.back")}</button>}
    </div>
  );
}
