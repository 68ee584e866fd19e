import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { zones } from "tzdata";
import { isTimezone } from "../../model/alerting/timezones";
import { toYaml } from "../../model/formats/yaml";
import { run, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { tool } from "../../scripts/shared/tools/tool";

const folder = temporaryFolder("timezones");

/** What amtool says of a configuration with these time zones. */
function checked(names: readonly string[]): { readonly code: number | null; readonly output: string } {
    const file = join(folder, "alertmanager.yaml");
    const time_intervals = names.map((location, index) => ({
        name: `interval-${index}`,
        time_intervals: [{ weekdays: ["monday"], location }],
    }));
    writeFileSync(file, toYaml({ route: { receiver: "none" }, receivers: [{ name: "none" }], time_intervals }));
    return run(tool("amtool"), ["check-config", file]);
}

test("Alertmanager knows every time zone that the configuration takes", () => {
    const accepted = Object.keys(zones).filter(isTimezone);
    expect(accepted.length).toBeGreaterThan(500);
    expect(checked(accepted)).toMatchObject({ code: 0 });
});

test.each(["europe/rome", "PST", "+03:00", "Asia/calcutta"])("it refuses %s, as the configuration does", (name) => {
    expect(isTimezone(name)).toBe(false);
    const { code, output } = checked([name]);
    expect(code).toBe(1);
    expect(output).toContain(`unknown time zone ${name}`);
});
