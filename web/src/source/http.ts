// Requests to `unfog serve`: to the address that the page came from and to no other.
import { say } from "../say";

const API = "/api";
let token = "";
let seen = "";
let told: (edition: string) => void = () => undefined;

export class Refused extends Error {
  constructor(message: string, readonly code: string, readonly field: string | null) {
    super(message);
  }
}
export class Missing extends Refused {}

export const writeWith = (given: string): void => void (token = given);

/** Call `then` whenever an answer shows that the picture in the store is another one. */
export const onEdition = (then: (edition: string) => void): void => void (told = then);

export function get<T>(path: string, asked?: URLSearchParams): Promise<T> {
  const text = asked?.toString();
  return answered<T>(fetch(`${API}${path}${text ? `?${text}` : ""}`, { headers: { Accept: "application/json" } }));
}

export function post<T>(path: string, body: object | FormData): Promise<T> {
  const form = body instanceof FormData;
  const headers: Record<string, string> = { "X-Unfog-Token": token, ...(form ? {} : { "Content-Type": "application/json" }) };
  return answered<T>(fetch(`${API}${path}`, { method: "POST", headers, body: form ? body : JSON.stringify(body) }));
}

async function answered<T>(asked: Promise<Response>): Promise<T> {
  let response: Response;
  try {
    response = await asked;
  } catch {
    throw new Refused(say("error.unreachable"), "unreachable", null);
  }
  const edition = response.headers.get("X-Unfog-Version") ?? "";
  if (edition && seen && edition !== seen) told(edition);
  if (edition) seen = edition;
  if (response.ok) return (await response.json()) as T;
  throw await refusal(response);
}

async function refusal(response: Response): Promise<Refused> {
  const answer = (await response.json().catch(() => null)) as { error?: { code: string; message: string; field: string | null } } | null;
  const { code = "internal", message = say("error.internal", { n: response.status }), field = null } = answer?.error ?? {};
  if (response.status === 401) return new Refused(say("error.unauthorised"), code, field);
  return response.status === 404 ? new Missing(message, code, field) : new Refused(message, code, field);
}
