import { seconds, type Duration } from "../../config/quantities";
import { dashboards } from "../../dashboards";
import { temporaryFolder } from "../support/programs";
import { dev } from "../support/variants";
import { tried, type Failure } from "./answers";
import { fillHour, type Hour } from "./hour";
import { shipped } from "./shipped";

const settings = dev();
const { config } = settings;
const folder = temporaryFolder("dashboards");
const interval = seconds(config.prometheus.scrapeInterval as Duration);
const all = dashboards(config).map(shipped);

/** What has no data, for whoever has to mend it. */
const listed = (failures: readonly Failure[]): string =>
    failures
        .map(({ dashboard, where, query, why }) => `${dashboard}: ${where}\n    ${query.replaceAll(/\s+/g, " ")}\n    ${why}`)
        .join("\n");

let hour: Hour;
beforeAll(async () => {
    hour = await fillHour(settings, folder);
}, 180_000);

test.each(all.map((dashboard) => [dashboard.title, dashboard] as const))(
    "every query of %s returns data",
    async (_title, dashboard) => {
        expect(dashboard.panels).toBeGreaterThan(0);
        const { failures } = await tried(hour, dashboard, interval);
        expect(listed(failures)).toBe("");
    },
);
