// Reads Server-Sent Events by fetch. An EventSource would hide what matters here: heartbeats, by which silence is
// noticed, and the status of a refusal.

export interface Message { id: string; type: string; data: string }

/** Splits what arrives into messages; the format is HTML's, section 9.2.6. */
export class EventParser {
  private rest = "";
  private id = "";
  private type = "";
  private data: string[] = [];

  constructor(private readonly take: (message: Message) => void) {}

  push(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) this.line(line.endsWith("\r") ? line.slice(0, -1) : line);
  }

  private line(line: string): void {
    if (line === "") {
      if (this.data.length) this.take({ id: this.id, type: this.type || "message", data: this.data.join("\n") });
      this.type = "";
      this.data = [];
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "id") this.id = value;
    else if (field === "event") this.type = value;
    else if (field === "data") this.data.push(value);
  }
}

/** Follows until the stream ends, it is silent for too long, or the signal says so. */
export async function follow(
  path: string,
  last: string,
  silence: number,
  signal: AbortSignal,
  alive: () => void,
  take: (message: Message) => void,
): Promise<number> {
  const own = new AbortController();
  const stop = () => own.abort();
  signal.addEventListener("abort", stop);
  let timer = window.setTimeout(stop, silence);
  const heard = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(stop, silence);
    alive();
  };
  try {
    const answer = await fetch(path, {
      credentials: "same-origin",
      cache: "no-store",
      headers: { Accept: "text/event-stream", "X-Lungfish-Unasked": "1", "Last-Event-ID": last },
      signal: own.signal,
    });
    if (!answer.ok || !answer.body) return answer.status;
    heard();
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    const parser = new EventParser(take);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return 200;
      heard();
      parser.push(decoder.decode(value, { stream: true }));
    }
  } finally {
    window.clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
