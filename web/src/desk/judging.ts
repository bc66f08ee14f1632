// Verdicts on their way to the store, and the work that they cause there.
import { effect, signal } from "@preact/signals";
import { desk, edition } from "../data";
import type { Job, Verdict } from "../source/desk";
import { say } from "../say";

const POLL_MS = 1000;

/** Who judges: what `unfog serve` was told, or what was typed here; kept for as long as the page is open. */
export const who = signal("");
export const told = signal<{ text: string; undo: string | null; bad: boolean } | null>(null);
export const jobs = signal<Job[]>([]);

effect(() => {
  if (desk.value && !who.peek()) who.value = desk.value.rights.who;
});

/** Judge and say what came of it. True where the verdict was taken. */
export async function judge(verdict: Omit<Verdict, "who" | "field" | "value"> & Partial<Pick<Verdict, "field" | "value">>): Promise<boolean> {
  if (!desk.value) return false;
  if (!who.value.trim()) {
    told.value = { text: say("judge.who_missing"), undo: null, bad: true };
    return false;
  }
  try {
    const { judgement, job } = await desk.value.judge({ field: null, value: null, ...verdict, who: who.value.trim() });
    told.value = { text: say("judge.taken"), undo: verdict.verdict === "take_back" ? null : judgement.id, bad: false };
    if (job) follow(job);
    return true;
  } catch (error) {
    told.value = { text: error instanceof Error ? error.message : String(error), undo: null, bad: true };
    return false;
  }
}

export async function undo(id: string): Promise<boolean> {
  const done = await judge({ verdict: "take_back", subjects: [id], why: say("judge.undo_why") });
  if (done) told.value = { text: say("judge.undone"), undo: null, bad: false };
  return done;
}

/** Ask after a job until it is over; then the picture is asked anew. */
export function follow(job: Job): void {
  jobs.value = [job, ...jobs.value.filter((other) => other.id !== job.id)];
  if (job.state === "done" || job.state === "failed") return void (edition.value += 1);
  setTimeout(async () => {
    try {
      follow((await desk.value?.job(job.id)) ?? job);
    } catch (error) {
      jobs.value = jobs.value.map((other) => (other.id === job.id ? { ...other, state: "failed" as const, message: String(error) } : other));
    }
  }, POLL_MS);
}
