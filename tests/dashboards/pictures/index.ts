/** `npm run pictures`: every page as Grafana draws it, over the hour of the tests. */

import { join } from "node:path";
import { dashboards } from "../../../dashboards";
import { DASHBOARDS } from "../../../model/grafana/dashboards";
import { dev } from "../../../scripts/shared/loopback/examples";
import { end, temporaryFolder } from "../../../scripts/shared/loopback/programs";
import { argumentsOf, main } from "../../../scripts/shared/terminal/arguments";
import { fillHour } from "../hour";
import { BEGIN, END, HEALTHY } from "../hour/moments";
import { FAILING } from "../hour/world";
import { furnish, openGrafana } from "./grafana";
import { fileOf, openBrowser, SIZES, taken, THEMES, type Shot } from "./shots";

const USAGE = `
npm run pictures -- [--to FOLDER]

Takes pictures of every dashboard at three sizes, light and dark, on a good day and in an incident. Fails when a panel is in
error. Needs Loki in TOOLS_BIN or on the PATH, as the tests with real programs do.

  --to FOLDER     where pictures are put (default: out/pictures)

  GRAFANA_URL     a Grafana that reaches this machine's loopback; its dashboards and data sources of the same UIDs are
                  replaced (default: one in docker)
  GRAFANA_TOKEN   a token of an administrator of it
  CHROMIUM        the browser (default: the one that \`npx playwright-core install chromium\` has fetched)
`;

const WHEN = { "good-day": { from: BEGIN, to: HEALTHY }, incident: { from: BEGIN, to: END } } as const;

const shots = (): readonly Shot[] =>
    Object.values(DASHBOARDS).flatMap(({ uid }) =>
        (Object.keys(SIZES) as (keyof typeof SIZES)[]).flatMap((size) =>
            THEMES.flatMap((theme) =>
                Object.entries(WHEN).map(([what, { from, to }]) => ({
                    uid,
                    size,
                    theme,
                    what,
                    from: from * 1000,
                    to: to * 1000,
                    ...(uid === DASHBOARDS.service.uid ? { chosen: { service: FAILING } } : {}),
                })),
            ),
        ),
    );

main(async () => {
    const { to = "out/pictures" } = argumentsOf(USAGE, { to: { type: "string" } });
    const settings = dev();
    const folder = temporaryFolder("pictures");
    try {
        const grafana = await openGrafana(process.env, folder);
        const hour = await fillHour(settings, join(folder, "hour"));
        await furnish(grafana, dashboards(settings.config), { prometheus: hour.store.url, loki: hour.loki });
        const browser = await openBrowser(process.env);
        const failed: string[] = [];
        for (const shot of shots()) {
            const panels = await taken(browser, grafana, shot, to);
            failed.push(...panels.map((panel) => `${fileOf(shot)}: ${panel}`));
        }
        await browser.close();
        console.log(`${shots().length} pictures in ${to}`);
        if (failed.length > 0) throw new Error(`panels in error:\n${failed.join("\n")}`);
    } finally {
        await end();
    }
});
