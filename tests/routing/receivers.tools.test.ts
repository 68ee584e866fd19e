import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { kindOf, RECEIVER_TYPES, secretFilesOf, type ReceiverType } from "../../config/receiver-kinds";
import type { PlainObject } from "../../config/merge";
import { alertmanagerFiles } from "../../rules/routing/alertmanager";
import { dev } from "../../scripts/shared/loopback/examples";
import { run, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { tool } from "../../scripts/shared/tools/tool";
import { messageOf } from "../support/problems";

/** Every kind of receiver that settings know, against amtool. */

const folder = temporaryFolder("receivers");

/** Settings that Alertmanager looks into. */
const SAMPLES: { readonly [setting: string]: unknown } = {
    smarthost: "smtp.example.com:587",
    to: "team@example.com",
    from: "alerts@example.com",
    thumb_url: "https://example.com/thumb.png",
    api_type: "auto",
    headers: { "X-Coffee": "yes" },
    tls_config: { server_name: "smtp.example.com" },
    threading: { enabled: true, thread_by_date: "daily" },
    message_type: "text",
    parse_mode: "HTML",
    responders: [{ name: "coffee", type: "team" }],
    sigv4: { region: "eu-central-1" },
    props: { card: "x" },
    priority: "high",
};
const BY_SHAPE: { readonly [shape: string]: unknown } = {
    text: "x",
    url: "https://example.com",
    time: "1m",
    number: -1,
    count: 1,
    truth: true,
    map: { a: "b" },
    list: [],
};

/** A receiver with all that its kind may have; of secrets that exclude each other, the first. */
function sampleOf(type: ReceiverType): PlainObject {
    const { settings, files, needs } = kindOf(type);
    const all = Object.entries(settings).flatMap(([shape, names]) =>
        names
            .split(" ")
            .map(
                (name) =>
                    [
                        name,
                        name === "priority" && shape === "map"
                            ? { priority: "urgent" }
                            : (SAMPLES[name] ?? BY_SHAPE[shape]),
                    ] as const,
            ),
    );
    const excluded = needs.flatMap((alternatives) => alternatives.slice(1));
    const needed = new Set([...files, ...needs.flat()].filter((name) => secretFilesOf(type).includes(name)));
    return {
        type,
        settings: Object.fromEntries(all.filter(([name]) => !excluded.includes(name))),
        secrets: Object.fromEntries(
            [...needed].filter((name) => !excluded.includes(name)).map((name) => [name, { name: "own", key: "key" }]),
        ),
    };
}

test.each(RECEIVER_TYPES)("%s: what the settings know, Alertmanager takes", (type) => {
    const settings = { notifications: { receivers: { own: sampleOf(type) } } };
    expect(messageOf({ settings: { environment: "dev", ...settings } })).toBe("");
    const { config, templates } = alertmanagerFiles(dev(settings));
    for (const [name, text] of Object.entries(templates)) writeFileSync(join(folder, name), text);
    const file = join(folder, `${type}.yaml`);
    writeFileSync(file, JSON.stringify(config).replaceAll("/etc/alertmanager/config", folder));
    const { code, output } = run(tool("amtool"), ["check-config", file]);
    expect([output, code]).toEqual([expect.stringContaining("SUCCESS"), 0]);
});

test.each(RECEIVER_TYPES.filter((type) => kindOf(type).needs.length > 0))(
    "%s: without what it needs, it is refused before Alertmanager would refuse everything",
    (type) => {
        const message = messageOf({
            settings: { environment: "dev", notifications: { receivers: { own: { type } } } },
        });
        for (const [first = ""] of kindOf(type).needs) expect(message).toContain(first);
    },
);
