// The only way to the server. Whatever it refuses becomes a Problem, which says what to do.

export interface ProblemDocument {
  title?: string;
  status: number;
  detail?: string;
  code?: string;
  where?: string | null;
  found?: string | null;
  hint?: string | null;
  state?: string | null;
}

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly where: string | null;
  readonly found: string | null;
  readonly hint: string | null;
  readonly state: string | null;

  constructor(document: ProblemDocument) {
    super(document.detail ?? document.title ?? `the server answered ${document.status}`);
    this.name = "Problem";
    this.status = document.status;
    this.code = document.code ?? `http-${document.status}`;
    this.where = document.where ?? null;
    this.found = document.found ?? null;
    this.hint = document.hint ?? null;
    this.state = document.state ?? null;
  }

  /** The server is older than this page: it does not know the address at all. */
  get isUnknownAddress(): boolean {
    return this.code === "path-unknown" || this.code === "http-404" || this.status === 405 || this.status === 501;
  }
  get needsSignIn(): boolean { return this.status === 401; }
  get isUnreachable(): boolean { return this.status === 0; }
}

export type QueryValue = string | number | boolean | null | undefined;

export function withQuery(path: string, query: Record<string, QueryValue>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text().catch(() => "");
  try {
    const document = JSON.parse(text) as ProblemDocument;
    return new Problem({ ...document, status: response.status });
  } catch {
    return new Problem({ status: response.status, detail: `the server answered ${response.status} ${response.statusText}` });
  }
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: "same-origin", ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new Problem({ status: 0, code: "server-unreachable", detail: "the server does not answer",
      hint: "is calltracker serve still running? This page goes on by itself as soon as it answers" });
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { headers: { Accept: "application/json" }, signal: signal ?? null });
  return (await response.json()) as T;
}

export async function sendJson<T>(method: "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<T> {
  const response = await send(path, body === undefined
    ? { method }
    : { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export async function sendForm<T>(path: string, form: FormData, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { method: "POST", body: form, signal: signal ?? null });
  return (await response.json()) as T;
}

export async function getFile(path: string, name: string, type: string): Promise<File> {
  const response = await send(path, {});
  return new File([await response.blob()], name, { type });
}

export async function isServerAlive(): Promise<boolean> {
  return fetch("/healthz", { cache: "no-store" }).then((response) => response.ok, () => false);
}
