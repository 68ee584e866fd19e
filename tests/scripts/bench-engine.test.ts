import { reportOf, reportText } from "../../scripts/bench-engine/ratios";
import { median } from "../../scripts/shared/system/median";

test("medians of an odd and an even number", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
});

test("figures are medians beside their base, with the goal and whether it is met", () => {
    const report = reportOf("stand-in charts", {
        preview: [
            { ours: 4, base: 2 },
            { ours: 6, base: 2 },
            { ours: 5, base: 2 },
        ],
        up: [{ ours: 20, base: 10 }],
    });
    expect(report.figures.map(({ ratio }) => ratio)).toEqual([2.5, 2]);
    expect(reportText(report)).toMatch(
        /preview of dev.* 5\.0 s .*\(4\.0-6\.0 s\).*2\.50 times, within the goal of 2\.5/,
    );
    expect(reportText(report)).toMatch(/up of dev.*2\.00 times, above the goal of 1\.3/);
    expect(reportText(report)).toContain("with stand-in charts");
});
