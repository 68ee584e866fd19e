import { leaks, planted } from "../../scripts/bench-privacy/fuzz";
import { startScrubber } from "../../scripts/bench-privacy/scrubber";
import { waysOf } from "../../scripts/bench-privacy/ways";
import { prod } from "../../scripts/shared/loopback/examples";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";

/** As many as take some seconds; `npm run bench:privacy -- --fuzz 1000000` sends as many as one likes. */
const LINES = 4000;
const SEED = 20_260_301;

test("of planted secrets of every kind, in random places and encodings, none is left", async () => {
    const [way] = waysOf(prod()).slice(-1);
    if (way === undefined) throw new Error("there is no way");
    const scrubber = await startScrubber(way, temporaryFolder("fuzz"));
    const lines = planted(LINES, SEED);
    const got = await scrubber.through(lines.map(({ line }) => line));
    await scrubber.stop();
    expect(leaks(lines, got)).toEqual([]);
});
