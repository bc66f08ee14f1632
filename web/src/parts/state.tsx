// What stands where something is awaited, empty, or could not be had.
import type { ComponentChildren } from "preact";
import type { Asked } from "../asked";
import { say } from "../say";

export function Waiting() {
  return <div class="waiting" role="status"><span class="unseen">{say("state.waiting")}</span><i /><i /><i /></div>;
}

export function Failed({ error, again }: { error: string; again?: (() => void) | undefined }) {
  return (
    <div class="failed" role="alert">
      <p><strong>{say("state.failed")}</strong></p>
      <p dir="auto">{error}</p>
      {again && <button type="button" onClick={again}>{say("state.again")}</button>}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p><strong>{title}</strong></p>
      {children && <p>{children}</p>}
    </div>
  );
}

/** The value of an answer, or what stands for it. While a new answer is awaited, the last one stays and is dimmed. */
export function Answered<T>({ of, again, children }: { of: Asked<T>; again?: () => void; children: (value: NonNullable<T>) => ComponentChildren }) {
  if (of.error) return <Failed error={of.error} again={again} />;
  if (of.value === null || of.value === undefined) return of.waiting ? <Waiting /> : null;
  return <div class={of.waiting ? "answered stale" : "answered"} aria-busy={of.waiting}>{children(of.value)}</div>;
}
