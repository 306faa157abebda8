// The table of pages: where each is, what it is called, the key that leads there, and what to load.
import type { ComponentType } from "react";

import { IconClock, IconFlame, IconHistory, IconLayoutDashboard, IconPhone, IconPlus, IconSettings, IconSpeakerphone, IconUsers } from "../ui/icons";

export interface Place {
  path: string;
  title: string;
  icon: typeof IconPlus;
  key: string;
  group: "work" | "results" | "system";
  /** Shown in the phone's bar; the rest is behind "More". */
  isOnPhoneBar?: boolean;
}

export const places: Place[] = [
  { path: "/new", title: "New analysis", icon: IconPlus, key: "n", group: "work", isOnPhoneBar: true },
  { path: "/dashboard", title: "Dashboard", icon: IconLayoutDashboard, key: "d", group: "results", isOnPhoneBar: true },
  { path: "/leads", title: "Leads", icon: IconFlame, key: "l", group: "results", isOnPhoneBar: true },
  { path: "/calls", title: "Calls", icon: IconPhone, key: "c", group: "results", isOnPhoneBar: true },
  { path: "/reps", title: "Reps", icon: IconUsers, key: "r", group: "results" },
  { path: "/sources", title: "Sources", icon: IconSpeakerphone, key: "s", group: "results" },
  { path: "/history", title: "History", icon: IconHistory, key: "h", group: "system" },
  { path: "/runs", title: "Runs", icon: IconClock, key: "u", group: "system" },
  { path: "/settings", title: "Settings", icon: IconSettings, key: "t", group: "system" },
];

type Module = Promise<{ default: ComponentType }>;
export const loaders: Record<string, () => Module> = {
  "new": () => import("../features/new_analysis"),
  "jobs/:id": () => import("../features/job"),
  "dashboard": () => import("../features/dashboard"),
  "history": () => import("../features/history"),
  "history/compare": () => import("../features/history/compare"),
  "runs": () => import("../features/runs"),
  "settings": () => import("../features/settings"),
  "calls": () => import("../features/calls"),
  "calls/:call": () => import("../features/call"),
  "reps": () => import("../features/reps"),
  "reps/:name": () => import("../features/rep"),
  "leads": () => import("../features/leads"),
  "sources": () => import("../features/sources"),
};
