import {
    bytes,
    hours,
    isBytes,
    isCpu,
    isDuration,
    meantBytes,
    meantDuration,
    mebibytes,
    millicores,
    readableBytes,
    seconds,
} from "../../config/quantities";

test.each([
    ["500ms", 0.5],
    ["30s", 30],
    ["744h", 2_678_400],
    ["7d", 604_800],
    ["2w", 1_209_600],
] as const)("%s is %d seconds", (duration, expected) => {
    expect(isDuration(duration)).toBe(true);
    expect(seconds(duration)).toBe(expected);
});

test.each(["30 days", "30", "0d", "-5m", "1.5h", "1h30m", ""])("%j is no duration", (text) => {
    expect(isDuration(text)).toBe(false);
});

test.each([
    ["512Mi", 512 * 2 ** 20],
    ["1.5Gi", 1.5 * 2 ** 30],
    ["2Ti", 2 * 2 ** 40],
] as const)("%s is %d bytes", (amount, expected) => {
    expect(isBytes(amount)).toBe(true);
    expect(bytes(amount)).toBe(expected);
});

test.each(["200GB", "200G", "200", "Gi", "-1Gi", "0Gi"])("%j is no amount", (text) => {
    expect(isBytes(text)).toBe(false);
});

test("CPU is counted in thousandths of a core", () => {
    expect(millicores("250m")).toBe(250);
    expect(millicores("1.5")).toBe(1500);
    expect(["250m", "2", "0.5"].every(isCpu)).toBe(true);
    expect(isCpu("2 cores")).toBe(false);
});

test("what was meant is guessed only where it is clear", () => {
    expect(meantDuration("30 days")).toBe("30d");
    expect(meantDuration("12 Hours")).toBe("12h");
    expect(meantDuration("a while")).toBeUndefined();
    expect(meantBytes("200GB")).toBe("200Gi");
    expect(meantBytes("512 mb")).toBe("512Mi");
    expect(meantBytes("a lot")).toBeUndefined();
});

test("quantities are written the way their readers want them", () => {
    expect(hours("31d")).toBe("744h");
    expect(mebibytes(1.5 * 2 ** 30)).toBe("1536Mi");
    expect(readableBytes(1.5 * 2 ** 40)).toBe("1.5Ti");
    expect(readableBytes(300 * 2 ** 20)).toBe("300Mi");
});
