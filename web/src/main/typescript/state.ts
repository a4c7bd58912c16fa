// What all views share: who is signed in, and the fleet as it is known.
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Fleet } from "./fleet";
import type { Role, Session } from "./types";

export interface Shared { session: Session; fleet: Fleet }

export const SharedContext = createContext<Shared | null>(null);

export function useShared(): Shared {
  const shared = useContext(SharedContext);
  if (!shared) throw new Error("used outside of a session");
  return shared;
}

/** The fleet; the component is drawn anew when it changes. */
export function useFleet(): Fleet {
  const { fleet } = useShared();
  const [, draw] = useState(0);
  useEffect(() => fleet.listen(() => draw((n) => n + 1)), [fleet]);
  return fleet;
}

const order: Role[] = ["agent", "viewer", "operator", "admin"];

export function covers(own: Role, needed: Role): boolean {
  return order.indexOf(own) >= order.indexOf(needed);
}

/** States in the order in which a human wants to see them. */
export const states = [
  "overdue", "lost", "sick", "limbo", "waking", "due", "settling", "ordered", "draining", "awake", "asleep",
  "external", "maintenance", "unknown",
];
