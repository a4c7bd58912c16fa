// Texts, numbers and times in the viewer's language. The choice is kept in the browser; nothing secret is.
import { useEffect, useState } from "preact/hooks";
import { de } from "./de";
import { en, type Catalogue, type Key } from "./en";

const catalogues: Record<string, Catalogue> = { en, de };
export const languages = Object.entries(catalogues).map(([code, texts]) => ({ code, name: texts.language }));
export const themes = ["auto", "light", "dark", "contrast"] as const;
export type Theme = (typeof themes)[number];

interface Choice { language: string; theme: Theme; utc: boolean }

const STORED = "lungfish.display";
const listeners = new Set<() => void>();
let choice: Choice = load();

function load(): Choice {
  const usual = navigator.languages.map((code) => code.slice(0, 2)).find((code) => code in catalogues) ?? "en";
  let stored: Partial<Choice> = {};
  try {
    stored = JSON.parse(localStorage.getItem(STORED) ?? "{}") as Partial<Choice>;
  } catch {
    // What cannot be read is chosen anew.
  }
  return {
    language: stored.language && stored.language in catalogues ? stored.language : usual,
    theme: themes.find((theme) => theme === stored.theme) ?? "auto",
    utc: stored.utc === true,
  };
}

export function apply(): void {
  document.documentElement.lang = choice.language;
  document.documentElement.dataset["theme"] = choice.theme;
}

export function display(): Choice {
  return choice;
}

export function setDisplay(change: Partial<Choice>): void {
  choice = { ...choice, ...change };
  try {
    localStorage.setItem(STORED, JSON.stringify(choice));
  } catch {
    // Without storage it holds until the page is closed.
  }
  formats.clear();
  apply();
  for (const listener of listeners) listener();
}

/** Draws a component anew when the choice changes. */
export function useDisplay(): Choice {
  const [, draw] = useState(0);
  useEffect(() => {
    const listener = () => draw((n) => n + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return choice;
}

export function t(key: Key, values: Record<string, string | number> = {}): string {
  let text = (catalogues[choice.language] ?? en)[key];
  const forms = text.split("|");
  if (forms.length === 2) text = forms[values["n"] === 1 ? 0 : 1] ?? text;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === "number" ? number(value) : (value ?? "");
  });
}

/** A text whose key is made of a word of the API; the word itself where there is none. */
export function word(kind: string, of: string): string {
  const key = `${kind}.${of}`;
  return key in en ? t(key as Key) : of;
}

const formats = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

function dates(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let made = formats.get(name);
  if (!made) {
    made = new Intl.DateTimeFormat(locale(), choice.utc ? { ...options, timeZone: "UTC" } : options);
    formats.set(name, made);
  }
  return made as Intl.DateTimeFormat;
}

export function locale(): string {
  return navigator.languages.find((code) => code.startsWith(choice.language)) ?? choice.language;
}

export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function sameDay(a: Date, b: Date): boolean {
  const day = dates("day", { year: "numeric", month: "2-digit", day: "2-digit" });
  return day.format(a) === day.format(b);
}

/** Today as 14:05, else with its day. */
export function time(iso: string | number): string {
  const at = new Date(iso);
  const zone = choice.utc ? " UTC" : "";
  return sameDay(at, new Date())
    ? dates("time", { hour: "2-digit", minute: "2-digit" }).format(at) + zone
    : dates("date", { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" }).format(at) + zone;
}

/** The time of day alone, as on an axis. */
export function clock(at: number): string {
  return dates("clock", { hour: "2-digit", minute: "2-digit" }).format(new Date(at));
}

/** To the second, with its day. */
export function moment(iso: string): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: "medium" };
  return dates("moment", options).format(new Date(iso)) + (choice.utc ? " UTC" : "");
}

export function number(value: number, digits = 0): string {
  const name = `n${digits}`;
  let made = formats.get(name);
  if (!made) {
    made = new Intl.NumberFormat(locale(), { maximumFractionDigits: digits });
    formats.set(name, made);
  }
  return (made as Intl.NumberFormat).format(value);
}

export function percent(share: number): string {
  return new Intl.NumberFormat(locale(), { style: "percent" }).format(share);
}

export function watts(value: number): string {
  return Math.abs(value) >= 10_000 ? `${number(value / 1000, 1)} kW` : `${number(value)} W`;
}

export function wattHours(value: number): string {
  if (Math.abs(value) >= 1e6) return `${number(value / 1e6, 2)} MWh`;
  return Math.abs(value) >= 1000 ? `${number(value / 1000, 1)} kWh` : `${number(value)} Wh`;
}

export function bytes(value: number): string {
  return `${number(value / 2 ** 30, 1)} GiB`;
}

/** Milliseconds of an ISO 8601 length. */
export function lengthOf(iso: string): number {
  const parts = /^(-?)P(?:(\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?[\d.]+)S)?)?$/.exec(iso);
  if (!parts) return 0;
  const [, sign, days, hours, minutes, seconds] = parts;
  const sum =
    Number(days ?? 0) * 86400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return (sign ? -1 : 1) * sum * 1000;
}

/** A length in at most two units: 2 h 5 min. */
export function length(millis: number): string {
  const seconds = Math.round(Math.abs(millis) / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return `${Math.floor(hours / 24)} d${hours % 24 ? ` ${hours % 24} h` : ""}`;
}
