/** Every key of the schema, wrong in every way that there is: none is taken silently, and no line leads nowhere. */
import { messageOf, verdictOn } from "../../support/problems";
import { schema } from "../../../config/schema";
import { mutants } from "./mutants";
import { RIGHT } from "./settings";

/** Keys that take any text: what is asked for is known to somebody else's program. */
const ANY_TEXT =
    /^(scrape\.external\..+\.(labels\..+|tls\.serverName|.+[kK]ey)|grafana\.datasources\..+\.(user|database|basicAuthUser|settings\..+|key)|cluster\.context|tls\.issuer\.(name|group)|grafana\.adminUser|business\.customersReasons\[\d\]|services\..+\.metricsPort|existingSecrets\..+|overrides\..+|collector\.exports\..+\.headers\..+\.key|objectStorage\.(logs|rulerPrefix|region|kmsKey|account|identity\.(annotations|podLabels)\..+)|pods\..+|demo\.seed|metrics\.remoteWrite\..+\.(authentication|headers)\..+|elasticsearch\.(username|snapshots\.bucket|caSecret\.(name|key))|notifications\.(email\.username|webhook\.authentication\.username|receivers\..+\.(settings\.(message|parse_mode|http_config\..+)|secrets\..+\.key)))$/;

/** Keys that are Helm's or the cloud's. */
const ANYTHING =
    /^notifications\.receivers\.\w+\.settings\.chat_id$|^grafana\.datasources\.\w+\.settings\.|^pods\.\w+\.(affinity|securityContext|nodeSelector|labels|annotations)|^overrides\.\w+\.|^objectStorage\.identity\.(annotations|podLabels)\[|^metrics\.identity\.(annotations|podLabels)\./;

/** The schema library's own English. */
const FOREIGN = /expected|received|invalid|too (small|big)|must match|unrecognized|>=|<=/i;

const SEEN = new Set<unknown>();
const MUTANTS = RIGHT.flatMap(({ name, settings, secrets }) => {
    // A block of which one variant was made wrong has others.
    SEEN.delete(schema.def.shape);
    return mutants(settings, SEEN).map((mutant) => ({ ...mutant, name, secrets }));
});
const isTextTaken = (key: string, wrong: unknown): boolean =>
    (ANY_TEXT.test(key) && typeof wrong === "string" && wrong !== "") || ANYTHING.test(key);

test.each(RIGHT)("$name, which the wrong ones are made of, is right", (given) => {
    expect(messageOf(given)).toBe("");
});

test("there are wrong ones of every block", () => {
    expect(MUTANTS.length).toBeGreaterThan(600);
});

const VERDICTS = MUTANTS.map((mutant) => ({
    ...verdictOn(mutant),
    mutant,
    shown: `${mutant.name}: ${mutant.key} = ${JSON.stringify(mutant.wrong)}`,
}));

test("none is taken silently", () => {
    const silent = VERDICTS.filter(
        ({ problems, mutant }) => problems.length === 0 && !isTextTaken(mutant.key, mutant.wrong),
    );
    expect(silent.map(({ shown }) => shown)).toEqual([]);
});

test("each is told in our words", () => {
    const foreign = VERDICTS.flatMap(({ problems, shown }) =>
        problems.flatMap(({ problem }) => (FOREIGN.test(problem) ? [`${shown}: ${problem}`] : [])),
    );
    expect(foreign).toEqual([]);
});

test("each line that is told mends what it is told of", () => {
    expect(VERDICTS.flatMap(({ useless, shown }) => useless.map((why) => `${shown}: ${why}`))).toEqual([]);
});

test("pasting every line, twice at most, makes each right, but for what only people know", () => {
    expect(VERDICTS.flatMap(({ left, shown }) => left.map((why) => `${shown}: ${why}`))).toEqual([]);
});
