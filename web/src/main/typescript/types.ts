// What the API answers; docs/rest.md and the OpenAPI document have the words for it.

export type Role = "viewer" | "operator" | "admin" | "agent";

export interface Reason {
  reason: string;
  remedy?: string;
  code: string;
  parameters?: Record<string, unknown>;
}

export interface Row {
  name: string;
  id: string;
  pool: string;
  mode: string;
  state: string;
  since: string;
  target: string;
  until?: string;
  called?: string;
  guests?: number;
  wayBack?: boolean;
  told?: string;
  watts?: number;
  saved?: number;
  basis?: string;
  held?: boolean;
  needed?: boolean;
  attention?: string;
}

export interface Rows { at: string; seq: number; hosts: Row[]; next?: string }

export interface Status {
  epoch: number;
  hosts: number;
  states: Record<string, number>;
  at: string;
  power: { watts: number; saved: number; basis: string; unknown: number };
  attention: { critical: number; warning: number };
  nextWake?: string;
}

export interface AttentionItem {
  kind: string;
  level: "critical" | "warning";
  host?: string;
  pool?: string;
  since: string;
  what: Reason;
  guest?: string;
  demand?: string;
}

export interface Attention { at: string; critical: number; warning: number; items: AttentionItem[]; next?: string }

export interface LeaseDetail { id: string; granted: string; length: string; ended?: string; outcome?: Reason }

export interface HostPlan { act: string; length?: string; why: Reason; changes?: string }

export interface Host {
  name: string;
  id: string;
  state: string;
  since: string;
  target: string;
  pool?: string;
  called?: string;
  guests?: number;
  lease?: string;
  awakeBy?: string;
  wanted?: Reason;
  held?: Reason;
  drained?: Reason;
  cores?: number;
  memory?: number;
  blockers?: Reason[];
  plan?: HostPlan;
  detail?: HostDetail;
}

export interface HostDetail {
  mode: string;
  enrolled: string;
  waysBack: { target: string; proved: boolean; wanted: boolean; told?: string }[];
  power?: { watts: number; saved: number; basis: string };
  leases: LeaseDetail[];
  networks: string[];
  wakers: string[];
  uri?: string;
  wakesToday: number;
  resume: string;
  sick?: { at: string; why: Reason };
  pause?: { at: string; why: Reason };
  quorums: string[];
  domain?: string;
  excluded?: Reason;
  attention?: { kind: string; level: string; what: Reason };
}

export interface Interval { from: string; until: string; state: string; why?: Reason; by?: string }
export interface Timeline { host: string; from: string; until: string; intervals: Interval[] }

export interface Step {
  id?: string;
  host: string;
  pool: string;
  mode: string;
  act: "sleep" | "wake" | "drain";
  length?: string;
  why: Reason;
  state: "proposed" | "automatic" | "accepted" | "refused";
  by?: string;
  until?: string;
}
export interface Upcoming { at: string; host?: string; pool: string; what: string; why?: Reason }
export interface Plans { at: string; count: number; steps: Step[]; upcoming: Upcoming[] }

export interface PoolSummary {
  name: string;
  mode: string;
  hosts: number;
  awake: number;
  used: number;
  free: number;
  least: number;
  binding?: Reason;
  resume: string;
}
export interface PoolDetail {
  pool: PoolSummary;
  schedules: string[];
  rules: Reason[];
  forecast: { acted: boolean; compared: number; error: number; naiveError: number; coverage: number };
}
export interface Point {
  at: string;
  hosts?: number;
  awake?: number;
  asleep?: number;
  used?: number;
  least?: number;
  low?: number;
  median?: number;
  high?: number;
}
export interface Series {
  pool: string;
  points: Point[];
  forecast: { error: number; naiveError: number; coverage: number; compared: number; acted: boolean };
}
export interface Week {
  energy: number;
  wakes: number;
  waited: number;
  p99Wait?: string;
  longestWait?: string;
  awakeMean: number;
  awake: number[];
}
export interface WhatIf {
  pool: string;
  from: string;
  until: string;
  hosts: number;
  today: Week;
  changed: Week;
  toml: string;
  notSimulated: string[];
}

export interface EnergyUse {
  awake: string;
  asleep: string;
  between: string;
  unknown: string;
  sleeps: number;
  used: number;
  measured: number;
  partMeasured: number;
  saved: number;
  how: string[];
}
export interface Energy {
  month: string;
  rows: { host?: string; pool: string; hosts: number; energy: EnergyUse }[];
  sum: EnergyUse;
  days: { day: string; energy: EnergyUse }[];
  next?: string;
}

export interface FleetEvent { seq: number; at: string; host?: string; event: Reason }
export interface AuditRow {
  seq: number;
  at: string;
  who: string;
  role?: string;
  address: string;
  action: string;
  target: string;
  status: number;
  code?: string;
}
export interface Session { name: string; role: Role; until: string; proof: string }
