import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import { DASHBOARDS, FOLDERS, type DashboardName } from "../model/grafana/dashboards";
import type { StackConfig } from "../config/schema";
import { ai } from "./ai";
import { infrastructure } from "./infrastructure";
import { onCall } from "./on-call";
import { overview } from "./overview";
import { platform } from "./platform";
import { security } from "./security";
import { service } from "./service";
import { slos } from "./slos";
import { stack } from "./stack";
import { teams } from "./teams";
import type { DashboardFile } from "./types";
import { web3 } from "./web3";

/** Every dashboard of the stack: a new one is a file beside this, a line here and one in model/grafana/dashboards.ts. */
const PAGES: { readonly [name in DashboardName]: (config: StackConfig) => Dashboard } = {
    overview,
    teams,
    service,
    ai,
    web3,
    slos,
    onCall,
    platform,
    infrastructure,
    stack,
    security,
};

/** Keys in alphabetical order, so that a change of the builder library makes no noise. */
const stable = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(stable);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
        Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, below]) => [key, stable(below)]),
    );
};

export const dashboards = (config: StackConfig): readonly DashboardFile[] =>
    (Object.keys(PAGES) as DashboardName[]).map((name) => {
        const { uid, title, folder } = DASHBOARDS[name];
        return {
            folder: FOLDERS[folder],
            uid,
            title,
            json: `${JSON.stringify(stable(PAGES[name](config)), null, 2)}\n`,
        };
    });
