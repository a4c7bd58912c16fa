// What the page knows of the fleet, kept as it changes: all rows once, then what the stream tells. When the stream is
// lost it goes on from the last number that was seen, so nothing is missed; what is shown meanwhile is marked as old.
import { all, Away, get, Refusal } from "./api";
import { follow } from "./stream";
import type { Attention, FleetEvent, Row, Rows, Status } from "./types";

const SILENCE = 40_000;
const LONGEST_PAUSE = 10_000;
const MOST_EVENTS = 1000;

export type Link = "connecting" | "live" | "away";

export class Fleet {
  readonly rows = new Map<string, Row>();
  /** Newest first. */
  events: FleetEvent[] = [];
  status: Status | null = null;
  attention: Attention | null = null;
  link: Link = "connecting";
  /** When the controller was heard last. */
  heard = 0;
  /** Grows with each change of what is shown. */
  version = 0;
  /** Grows with each change of rows or their number. */
  rowsVersion = 0;

  private seq = 0;
  /** Rows that the stream has told since all were read, with the number of the event. */
  private readonly touched = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private stopper = new AbortController();
  private pending = false;
  private summaryTimer = 0;
  private rowsTimer = 0;
  private summaryDue = false;
  private sortedFor = -1;
  private sorted: Row[] = [];

  start(): void {
    void this.run(this.stopper.signal);
    this.summaryTimer = window.setInterval(() => void this.summary(), 10_000);
    // Calls and guests change without an event.
    this.rowsTimer = window.setInterval(() => {
      if (this.link === "live") void this.readRows().then(() => this.tell()).catch(() => undefined);
    }, 60_000);
  }

  stop(): void {
    this.stopper.abort();
    window.clearInterval(this.summaryTimer);
    window.clearInterval(this.rowsTimer);
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** All rows by name. */
  list(): Row[] {
    if (this.sortedFor !== this.rowsVersion) {
      if (this.sorted.length !== this.rows.size) {
        this.sorted = [...this.rows.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
      } else {
        this.sorted = this.sorted.map((row) => this.rows.get(row.id) ?? row);
      }
      this.sortedFor = this.rowsVersion;
    }
    return this.sorted;
  }

  named(name: string): Row | undefined {
    return this.list().find((row) => row.name === name);
  }

  private tell(): void {
    this.version++;
    if (this.pending) return;
    this.pending = true;
    const run = () => {
      this.pending = false;
      for (const listener of this.listeners) listener();
    };
    // A page in the background draws no frames.
    if (document.hidden) window.setTimeout(run, 250);
    else requestAnimationFrame(run);
  }

  private setLink(link: Link): void {
    if (this.link === link) return;
    this.link = link;
    this.tell();
  }

  private async run(signal: AbortSignal): Promise<void> {
    let pause = 500;
    let whole = true;
    while (!signal.aborted) {
      try {
        if (whole) await this.readAll();
        whole = false;
        const status = await follow(
          "/v1/changes?batch=true",
          String(this.seq),
          SILENCE,
          signal,
          () => {
            this.heard = Date.now();
            this.setLink("live");
            pause = 500;
          },
          (message) => this.take(message.type, message.id, message.data),
        );
        if (status === 401) {
          await get("/v1/status");
        }
      } catch (e) {
        if (e instanceof Refusal && e.status === 401) return;
        // What was lost is read again from the number on.
      }
      if (signal.aborted) return;
      this.setLink("away");
      await new Promise((done) => window.setTimeout(done, pause));
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }

  private async readAll(): Promise<void> {
    this.seq = await this.readRows();
    const latest = await get<{ events: FleetEvent[] }>("/v1/events?limit=200");
    this.events = latest.events.slice().reverse();
    await this.summary();
    this.heard = Date.now();
    this.tell();
  }

  /** Reads all rows; the number of the latest event before that. */
  private async readRows(): Promise<number> {
    let seq = -1;
    const found = await all<Row>("/v1/host-rows?limit=5000", (page) => {
      const rows = page as Rows;
      if (seq < 0) seq = rows.seq;
      return rows.hosts;
    });
    // What the stream has told meanwhile is newer.
    const newer = [...this.rows.values()].filter((row) => (this.touched.get(row.id) ?? -1) > seq);
    this.rows.clear();
    for (const row of found) this.rows.set(row.id, row);
    for (const row of newer) this.rows.set(row.id, row);
    this.touched.clear();
    this.rowsVersion++;
    return Math.max(seq, 0);
  }

  /** Counts and what needs a human; asked again soon after a change, and now and then. */
  private async summary(): Promise<void> {
    try {
      const [status, attention] = await Promise.all([
        get<Status>("/v1/status"),
        get<Attention>("/v1/attention"),
      ]);
      this.status = status;
      this.attention = attention;
      this.heard = Date.now();
      this.tell();
    } catch (e) {
      if (!(e instanceof Away) && !(e instanceof Refusal)) throw e;
    }
  }

  /** Asks for it once, however many changes want it. */
  refreshSoon(): void {
    if (this.summaryDue) return;
    this.summaryDue = true;
    window.setTimeout(() => {
      this.summaryDue = false;
      void this.summary();
    }, 500);
  }

  private take(type: string, id: string, data: string): void {
    if (type === "gap") {
      // What was in between is not told: all is read anew, and the stream goes on.
      void this.readAll().catch(() => undefined);
      return;
    }
    if (type !== "batch") return;
    const batch = JSON.parse(data) as { events: FleetEvent[]; rows: Row[]; gone: string[] };
    for (const row of batch.rows) {
      this.rows.set(row.id, row);
      this.touched.set(row.id, Number(id) || 0);
    }
    for (const gone of batch.gone) this.rows.delete(gone);
    if (batch.rows.length || batch.gone.length) this.rowsVersion++;
    const known = this.events[0]?.seq ?? 0;
    const fresh = batch.events.filter((event) => event.seq > known).reverse();
    this.events = [...fresh, ...this.events].slice(0, MOST_EVENTS);
    this.seq = Math.max(this.seq, Number(id) || 0);
    this.refreshSoon();
    this.tell();
  }
}
