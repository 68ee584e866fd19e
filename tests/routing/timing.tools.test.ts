import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../checks/check";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { startAlertmanager } from "../../scripts/shared/loopback/alertmanager";
import { generated } from "./configuration";
import { writeFiles } from "../../scripts/shared/loopback/alertmanager-files";

const folder = temporaryFolder("timing");

/** What Alertmanager says of times that don't fit together, when it starts with the routes of dev. */
async function warnings(retention: string): Promise<readonly string[]> {
    const here = join(folder, retention);
    mkdirSync(here);
    const file = writeFiles(await generated("dev"), here, { http: "http://127.0.0.1:9", smtp: "127.0.0.1:9" }, {});
    await startAlertmanager(here, file, {}, [`--data.retention=${retention}`]);
    const log = readFileSync(join(here, "alertmanager.log"), "utf8");
    return log.split("\n").filter((line) => /repeat_interval|group_interval/.test(line));
}

const accepted = (retention: string): boolean =>
    check({ environment: "dev", alertmanager: { retention } }, new Set(), false).ok;

test("the shortest retention that is accepted outlasts every repetition", async () => {
    expect(accepted("48h")).toBe(true);
    expect(await warnings("48h")).toEqual([]);
});

test("one that Alertmanager warns of is refused", async () => {
    expect(accepted("6h")).toBe(false);
    expect((await warnings("6h")).join("\n")).toMatch(/repeat_interval is greater than the data retention period/);
});
