// Calls the API with the session's cookie. Changes carry the proof that only this page was told, and a key by which a
// request that is sent twice is carried out once.
import type { Reason, Session } from "./types";

/** A refusal, in the controller's words. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly code: string, title: string, readonly remedy: string) {
    super(title);
  }
}

/** Nobody answers. */
export class Away extends Error {}

let proof = "";
let ended: () => void = () => {};

export function onSessionEnded(then: () => void): void {
  ended = then;
}

async function problem(answer: Response): Promise<Refusal> {
  try {
    const told = (await answer.json()) as { title?: string; detail?: string; code?: string };
    return new Refusal(answer.status, told.code ?? "", told.title ?? answer.statusText, told.detail ?? "");
  } catch {
    return new Refusal(answer.status, "", `${answer.status} ${answer.statusText}`, "");
  }
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, { credentials: "same-origin", cache: "no-cache", ...init });
  } catch (e) {
    if (init.signal?.aborted) throw e;
    throw new Away(String(e));
  }
  if (answer.status === 502 || answer.status === 504) throw new Away(answer.statusText);
  if (answer.ok) return answer;
  const refusal = await problem(answer);
  if (answer.status === 401 && path !== "/session") ended();
  throw refusal;
}

/** Reads. What nobody asked for does not keep the session alive. */
export async function get<T>(path: string, asked = false, signal?: AbortSignal): Promise<T> {
  const headers: Record<string, string> = asked ? {} : { "X-Lungfish-Unasked": "1" };
  const answer = await send(path, { headers, ...(signal ? { signal } : {}) });
  return (await answer.json()) as T;
}

/** Changes something. */
export async function change<T>(method: "POST" | "DELETE", path: string, body: object = {}): Promise<T> {
  const headers: Record<string, string> = { "Content-Type": "application/json", "X-Lungfish-Proof": proof };
  if (method === "POST") headers["Idempotency-Key"] = crypto.randomUUID();
  const answer = await send(path, { method, headers, body: JSON.stringify(body) });
  return (await answer.json()) as T;
}

export async function signIn(token: string): Promise<Session> {
  const answer = await send("/session", { method: "POST", headers: { Authorization: `Bearer ${token}` } });
  return keep((await answer.json()) as Session);
}

/** Who is signed in; null for nobody. */
export async function session(asked: boolean): Promise<Session | null> {
  try {
    return keep(await get<Session>("/session", asked));
  } catch (e) {
    if (e instanceof Refusal && e.status === 401) return null;
    throw e;
  }
}

function keep(told: Session): Session {
  proof = told.proof;
  return told;
}

export async function signOut(): Promise<void> {
  try {
    await send("/session", { method: "DELETE", headers: { "X-Lungfish-Proof": proof } });
  } finally {
    proof = "";
  }
}

/** All pages of a list. */
export async function all<T>(path: string, list: (page: { next?: string }) => T[]): Promise<T[]> {
  const found: T[] = [];
  let after = "";
  do {
    const glue = path.includes("?") ? "&" : "?";
    const page = await get<{ next?: string }>(after ? `${path}${glue}after=${encodeURIComponent(after)}` : path);
    found.push(...list(page));
    after = page.next ?? "";
  } while (after);
  return found;
}

/** What went wrong, as a reason that can be shown. */
export function told(e: unknown): Reason {
  if (e instanceof Refusal) return { reason: e.message, remedy: e.remedy, code: e.code };
  return { reason: e instanceof Error ? e.message : String(e), code: "" };
}
