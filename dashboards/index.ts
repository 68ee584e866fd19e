import type { DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import type { StackConfig } from "../config/schema";
import { overview } from "./overview";
import type { DashboardFile } from "./types";

interface Registration {
    readonly folder: string;
    readonly build: (config: StackConfig) => DashboardBuilder;
}

/** Every dashboard of the stack: a new one is a file beside this and a line here. */
const DASHBOARDS: readonly Registration[] = [{ folder: "Business", build: overview }];

/** Keys in alphabetical order, so that a change of the builder library makes no noise. */
const stable = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(stable);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
        Object.entries(value)
            .sort(([a], [b]) => a.localeCompare(b))
            .map(([key, below]) => [key, stable(below)]),
    );
};

export const dashboards = (config: StackConfig): readonly DashboardFile[] =>
    DASHBOARDS.map(({ folder, build }) => {
        const dashboard = build(config).build();
        const { uid, title } = dashboard;
        if (typeof uid !== "string" || typeof title !== "string")
            throw new Error("A dashboard needs a UID and a title.");
        return { folder, uid, title, json: `${JSON.stringify(stable(dashboard), null, 2)}\n` };
    });
