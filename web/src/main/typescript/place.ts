// The address is the state: each view, and what is chosen in it, has its own.
import { useEffect, useState } from "preact/hooks";

const listeners = new Set<() => void>();
window.addEventListener("popstate", () => told());

function told(): void {
  for (const listener of listeners) listener();
}

export interface Place { path: string[]; query: URLSearchParams }

export function place(): Place {
  return {
    path: location.pathname.split("/").filter(Boolean).map(decodeURIComponent),
    query: new URLSearchParams(location.search),
  };
}

export function usePlace(): Place {
  const [, draw] = useState(0);
  useEffect(() => {
    const listener = () => draw((n) => n + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return place();
}

export function go(to: string): void {
  history.pushState(null, "", to);
  told();
  window.scrollTo(0, 0);
  document.getElementById("content")?.focus({ preventScroll: true });
}

/** Changes one value of the query; an empty one leaves the address. */
export function choose(name: string, value: string): void {
  const query = new URLSearchParams(location.search);
  if (value) query.set(name, value);
  else query.delete(name);
  const text = query.toString();
  history.replaceState(null, "", location.pathname + (text ? `?${text}` : ""));
  told();
}
