// Add: files, a pasted text or an address; how far reading has come; what was set aside and why.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { asked } from "../asked";
import { desk, edition } from "../data";
import { follow, jobs } from "../desk/judging";
import { Sheet } from "../parts/page";
import { Answered, Empty } from "../parts/state";
import { hrefOf, page } from "../route";
import { say, word } from "../say";
import type { Job, Limits } from "../source/desk";

const limits = asked(() => {
  void edition.value;
  return page.value === "add" ? (desk.value?.limits() ?? null) : null;
});
const over = signal(false);
const error = signal("");
const sending = signal(false);

async function send(what: File[] | Record<string, string>): Promise<boolean> {
  if (!desk.value) return false;
  error.value = "";
  sending.value = true;
  try {
    follow((await desk.value.add(what)).job);
    return true;
  } catch (refused) {
    error.value = refused instanceof Error ? refused.message : String(refused);
    return false;
  } finally {
    sending.value = false;
  }
}

export function Add() {
  return (
    <Sheet title={say("add.title")} wide>
      <p class="lead">{say("add.lead")}</p>
      {error.value && <p class="warning" role="alert" dir="auto">{error.value}</p>}
      <Answered of={limits.state.value} again={limits.again}>{(value) => <Body limits={value} />}</Answered>
    </Sheet>
  );
}

function Body({ limits: value }: { limits: Limits }) {
  useEffect(() => value.jobs.filter((job) => job.state === "waiting" || job.state === "running").forEach(follow), [value]);
  const known = new Map([...value.jobs, ...jobs.value].map((job) => [job.id, job]));
  return (
    <div class="add-columns">
      <div>
        <Drop limits={value} />
        <Paste limits={value} />
        {value.url && <Address />}
      </div>
      <section aria-labelledby="jobs">
        <h3 id="jobs">{say("add.jobs")}</h3>
        <div aria-live="polite">{known.size === 0 ? <Empty title={say("add.no_jobs")} /> : [...known.values()].map((job) => <Progress key={job.id} job={job} />)}</div>
      </section>
    </div>
  );
}

function Drop({ limits: { kinds, limits: most } }: { limits: Limits }) {
  const take = (files: FileList | null | undefined): void => {
    if (files && files.length > 0) void send([...files]);
  };
  return (
    <section
      class={over.value ? "drop over" : "drop"} aria-labelledby="drop"
      onDragOver={(e) => { e.preventDefault(); over.value = true; }} onDragLeave={() => (over.value = false)}
      onDrop={(e) => { e.preventDefault(); over.value = false; take(e.dataTransfer?.files); }}
    >
      <h3 id="drop">{say("add.files")}</h3>
      <p>{say("add.drop")}</p>
      <label class="button">{say("add.choose")}<input type="file" multiple accept={kinds.join()} class="unseen" disabled={sending.value} onChange={(e) => { take(e.currentTarget.files); e.currentTarget.value = ""; }} /></label>
      <p class="quiet">{say("add.limits", { kinds: kinds.join(" "), each: Math.round(most.file_bytes / 1e6), all: Math.round(most.request_bytes / 1e6), n: most.files })}</p>
    </section>
  );
}

const text = signal({ text: "", title: "", publisher: "", published: "", url: "" });

function Paste({ limits: { limits: most } }: { limits: Limits }) {
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const given = Object.fromEntries(Object.entries(text.value).filter(([, value]) => value.trim()));
    if (await send(given)) text.value = { text: "", title: "", publisher: "", published: "", url: "" };
  };
  const field = (name: "title" | "publisher" | "published" | "url", type: string) => (
    <label>{say(`add.field_${name}`)} <input type={type} dir="auto" value={text.value[name]} onInput={(e) => (text.value = { ...text.value, [name]: e.currentTarget.value })} /></label>
  );
  return (
    <form class="paste" aria-labelledby="paste" onSubmit={(e) => void submit(e)}>
      <h3 id="paste">{say("add.paste")}</h3>
      <label>{say("add.text")}
        <textarea rows={8} dir="auto" maxLength={most.text_characters} value={text.value.text} onInput={(e) => (text.value = { ...text.value, text: e.currentTarget.value })} />
      </label>
      <div class="fields">{field("title", "text")}{field("publisher", "text")}{field("published", "date")}{field("url", "url")}</div>
      <button type="submit" class="primary" disabled={sending.value || !text.value.text.trim()}>{say("add.read")}</button>
    </form>
  );
}

const address = signal("");

function Address() {
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await send({ address: address.value.trim() })) address.value = "";
  };
  return (
    <form class="paste" aria-labelledby="address" onSubmit={(e) => void submit(e)}>
      <h3 id="address">{say("add.address")}</h3>
      <p class="quiet">{say("add.address_note")}</p>
      <label>{say("add.field_url")} <input type="url" required value={address.value} onInput={(e) => (address.value = e.currentTarget.value)} /></label>
      <button type="submit" class="primary" disabled={sending.value || !address.value.trim()}>{say("add.fetch")}</button>
    </form>
  );
}

function Progress({ job }: { job: Job }) {
  const busy = job.state === "waiting" || job.state === "running";
  const bad = job.inputs.filter((input) => input.outcome !== "ok");
  return (
    <article class={`job ${job.state}`}>
      <p><strong>{word("job", job.state)}</strong> <bdi>{job.what}</bdi> {job.state === "done" && <a href={hrefOf("picture")}>{say("add.see")}</a>}</p>
      {busy && <><progress max={Math.max(1, job.steps)} value={job.step} aria-label={say("add.progress")} /><p class="quiet">{job.stage ? say("add.stage", { stage: word("stage", job.stage), step: job.step, steps: job.steps, done: job.done, total: job.total }) : say("add.waiting")}</p></>}
      {job.message && <p class="warning" dir="auto">{job.message}</p>}
      {job.inputs.length > 0 && <p class="quiet">{say("add.outcomes", { n: job.inputs.length, ok: job.inputs.length - bad.length, bad: bad.length })}</p>}
      <ul class="inputs">
        {job.inputs.map((input) => (
          <li key={input.origin} class={input.outcome === "ok" ? "" : "bad"}>
            {input.article ? <a href={hrefOf("article", input.article)} dir="auto">{input.origin}</a> : <bdi>{input.origin}</bdi>} <span class="tag">{word("outcome", input.outcome)}</span>
            {input.message && <span class="quiet" dir="auto"> {input.message}</span>}
          </li>
        ))}
      </ul>
    </article>
  );
}
