import { SECRET_NAMES } from "../../config/secrets";
import { planFiles } from "../../scripts/plan/plan-files";
import { configuration, plan, type Stack } from "../support/plan";

// Pulumi's mark of a secret on the wire.
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

const canary = (name: string): string => `canary/${name}+not=a&real#secret`;

/** A text in every form in which it could leak: as it is, URL-encoded, in hexadecimal, in base64 at any offset. */
function forms(text: string): readonly string[] {
    const base64 = [0, 1, 2].map((offset) => {
        const encoded = Buffer.from("x".repeat(offset) + text).toString("base64");
        // Characters at the ends mix with their neighbours.
        return encoded.slice(offset === 0 ? 0 : 4, Math.floor(encoded.length / 4) * 4 - 4);
    });
    return [text, encodeURIComponent(text), Buffer.from(text).toString("hex"), ...base64];
}

interface Sighting {
    readonly type: string;
    readonly path: string;
    readonly marked: boolean;
}

/** Everywhere that any of the needles is inside of a registration. */
function sightings(
    type: string,
    value: unknown,
    needles: readonly string[],
    path = "",
    marked = false,
): readonly Sighting[] {
    if (typeof value === "string")
        return needles.some((needle) => value.includes(needle)) ? [{ type, path, marked }] : [];
    if (typeof value !== "object" || value === null) return [];
    const secret = marked || Reflect.get(value, SIGNATURE) === SECRET;
    return Object.entries(value).flatMap(([key, below]) => [
        ...sightings(type, key, needles, `${path}.${key} (key)`, secret),
        ...sightings(type, below, needles, `${path}.${key}`, secret),
    ]);
}

/** Turns on everything that uses a secret. */
const EVERYTHING = {
    notifications: {
        slack: { enabled: true },
        email: { enabled: true, smarthost: "smtp.gocoffee.dev:587" },
        pagerduty: { enabled: true },
        heartbeat: { enabled: true },
    },
    objectStorage: { provider: "s3", logs: "go-coffee-logs", region: "eu-central-1", identity: { type: "secret" } },
    elasticsearch: { mode: "managed", replicas: 1 },
    jaeger: { storage: { type: "elasticsearch" } },
    collector: { authentication: { type: "bearer" } },
    existingSecrets: {},
};

test.each(["dev", "prod"] as const)(
    "no secret of %s is anywhere but in a Kubernetes Secret, marked",
    async (stack: Stack) => {
        const given = SECRET_NAMES.filter((name) => name !== "grafanaAdminPassword");
        const secrets = Object.fromEntries(given.map((name) => [name, canary(name)]));
        const needles = [...SECRET_NAMES, "generated"].flatMap((name) => forms(canary(name)));
        const { plan: planned, registrations } = await plan(stack, configuration(stack, EVERYTHING, secrets), {
            generated: canary("generated"),
            watched: true,
        });
        const seen = registrations.flatMap(({ type, inputs }) => sightings(type, inputs, needles));

        const allowed = seen.filter(
            ({ type, path, marked }) =>
                type === "kubernetes:core/v1:Secret" && marked && /\.(data|stringData)\./.test(path),
        );
        expect(seen.filter((sighting) => !allowed.includes(sighting))).toEqual([]);
        // Each has arrived, the generated password of Grafana's administrator among them.
        expect(allowed).toHaveLength(given.length + 1);

        const written = Object.entries(planFiles(planned)).filter(([path, content]) =>
            needles.some((needle) => content.includes(needle) || path.includes(needle)),
        );
        expect(written).toEqual([]);
    },
);

test("the search finds what it looks for", () => {
    const needles = forms(canary("x"));
    const leaks = [canary("x"), encodeURIComponent(canary("x")), Buffer.from(`user:${canary("x")}`).toString("base64")];
    for (const leak of leaks)
        expect(sightings("ConfigMap", { data: { file: `a ${leak} b` } }, needles)).toHaveLength(1);
});

test("Secrets keep the names and keys that people know", async () => {
    const secrets = { slackApiUrl: canary("slack"), smtpPassword: canary("smtp") };
    const { plan: planned } = await plan("dev", configuration("dev", {}, secrets));
    const files = planFiles(planned);
    expect(files["objects/go-coffee-monitoring/Secret-alertmanager-secrets.yaml"]).toContain(
        ["stringData:", '  slack-api-url: "[secret]"', '  smtp-password: "[secret]"'].join("\n"),
    );
});

test("a secret in plain text is refused", async () => {
    await expect(plan("dev", configuration("dev", { slackApiUrl: "https://hooks.example/made-up" }))).rejects.toThrow(
        '  slackApiUrl = "[plain text]"\n      is a secret and is stored in plain text\n      npm run config -- --stack dev -- set --secret slackApiUrl',
    );
});

test("a misspelt secret is told with the right name, and not shown", async () => {
    const refused = plan("dev", configuration("dev", {}, { slackApiURL: canary("misspelt") }));
    await expect(refused).rejects.toThrow(
        '  slackApiURL = "[secret]"\n      is no secret of the stack; did you mean "slackApiUrl"?\n' +
            "      npm run config -- --stack dev -- rm --path slackApiURL && npm run config -- --stack dev -- set --secret slackApiUrl",
    );
});

test("a secret inside of a structured key is refused", async () => {
    const given = configuration("dev", { prometheus: { replicas: 1 } });
    const nested = { ...given, secretKeys: [`${given.project}:prometheus`] };
    await expect(plan("dev", nested)).rejects.toThrow(
        "is no secret of the stack: Pulumi would lose the mark of what is inside",
    );
});
