import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import type { Grafana } from "./grafana";

/** Pictures of pages, in a browser without a screen. */

export const SIZES = {
    wall: { width: 1920, height: 1080 },
    laptop: { width: 1440, height: 900 },
    phone: { width: 390, height: 844 },
} as const;
export const THEMES = ["light", "dark"] as const;

export interface Shot {
    readonly uid: string;
    readonly size: keyof typeof SIZES;
    readonly theme: (typeof THEMES)[number];
    /** What is going on: part of the file's name. */
    readonly what: string;
    /** Milliseconds since 1970. */
    readonly from: number;
    readonly to: number;
    /** Variables that are chosen. */
    readonly chosen?: { readonly [variable: string]: string };
}

/** As tall as a page may be on a phone; Grafana draws only what is in sight. */
const WHOLE = { wall: 3300, laptop: 3000, phone: 9000 } as const;
/** How Grafana marks a panel whose query failed. */
const FAILED = '[data-testid="data-testid Panel status error"]';
const PANEL = '[data-testid^="data-testid Panel header"]';
const SPINNER = '[data-testid="data-testid Panel loading bar"], [aria-label="Panel loading bar"]';
const SETTLED = 120_000;

export const addressOf = ({ uid, theme, from, to, chosen = {} }: Shot): string =>
    `/d/${uid}?${new URLSearchParams({
        from: String(from),
        to: String(to),
        timezone: "utc",
        theme,
        refresh: "",
        ...Object.fromEntries(Object.entries(chosen).map(([name, value]) => [`var-${name}`, value])),
    }).toString()}`;

export const fileOf = ({ uid, what, size, theme }: Shot): string => `${what}/${uid}-${size}-${theme}.png`;

/** Opens the browser of the machine: CHROMIUM, or the one that playwright has fetched. */
export const openBrowser = (env: NodeJS.ProcessEnv): Promise<Browser> =>
    chromium.launch({
        args: ["--no-sandbox"],
        ...(env.CHROMIUM === undefined ? {} : { executablePath: env.CHROMIUM }),
    });

/** Takes a picture; gives the titles of panels in error. */
export async function taken(
    browser: Browser,
    grafana: Grafana,
    shot: Shot,
    folder: string,
): Promise<readonly string[]> {
    const page = await browser.newPage({
        viewport: { width: SIZES[shot.size].width, height: WHOLE[shot.size] },
        extraHTTPHeaders: { ...grafana.headers },
    });
    try {
        await page.goto(`${grafana.url}${addressOf(shot)}`, { waitUntil: "networkidle", timeout: SETTLED });
        await page.locator(SPINNER).first().waitFor({ state: "detached", timeout: SETTLED });
        const file = join(folder, fileOf(shot));
        mkdirSync(dirname(file), { recursive: true });
        await page.screenshot({ path: file });
        const failed = await page
            .locator(PANEL)
            .filter({ has: page.locator(FAILED) })
            .all();
        return await Promise.all(failed.map(async (panel) => (await panel.getAttribute("data-testid")) ?? "a panel"));
    } finally {
        await page.close();
    }
}
