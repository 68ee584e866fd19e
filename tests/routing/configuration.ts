import { parse } from "yaml";
import { isPlainObject, type PlainObject } from "../../config/merge";
import type { Generated as Files } from "../../scripts/shared/loopback/alertmanager-files";
import { planFiles } from "../../scripts/plan/plan-files";
import { configuration, plan, type Stack } from "../support/plan";

/** With the Kubernetes Secrets that its pods mount. */
export interface Generated extends Files {
    readonly secrets: readonly string[];
}

const ON = { enabled: true } as const;
export const ALL_CHANNELS: PlainObject = {
    notifications: {
        slack: ON,
        email: { ...ON, smarthost: "smtp.gocoffee.dev:587" },
        pagerduty: ON,
        heartbeat: ON,
        webhook: ON,
        msteams: ON,
    },
};
/** Made-up values; the receivers read them from files. */
export const SECRETS = {
    slackApiUrl: "https://slack.invalid/made-up",
    smtpPassword: "made-up-password",
    heartbeatUrl: "https://heartbeat.invalid/made-up",
    webhookUrl: "https://webhook.invalid/made-up",
    msteamsUrlPlatform: "https://teams.invalid/made-up",
    pagerdutyKeyPlatform: "made-up-key-of-platform",
    pagerdutyKeyPayments: "made-up-key-of-payments",
} as const;

const FOLDER = "alertmanager/";

/** Plans a stack and takes Alertmanager's files from it. */
export async function generated(
    stack: Stack,
    settings: PlainObject = {},
    secrets: { readonly [name: string]: string } = {},
): Promise<Generated> {
    const planned = await plan(stack, configuration(stack, settings, secrets));
    const all = planFiles(planned.plan);
    const files = Object.fromEntries(
        Object.entries(all).flatMap(([path, content]) =>
            path.startsWith(FOLDER) ? [[path.slice(FOLDER.length), content]] : [],
        ),
    );
    const { "alertmanager.yaml": yaml = "", ...templates } = files;
    const config: unknown = parse(yaml);
    if (!isPlainObject(config)) throw new Error("alertmanager.yaml isn't a map");
    return { yaml, config, templates, secrets: mounted(all["values/prometheus.yaml"]) };
}

function mounted(values = ""): readonly string[] {
    const parsed = parse(values) as { alertmanager: { alertmanagerSpec: { secrets?: readonly string[] } } };
    return parsed.alertmanager.alertmanagerSpec.secrets ?? [];
}

/** Dev as it is, dev with every channel on, prod. */
export const STACKS = {
    "dev, all channels off": () => generated("dev"),
    "dev, all channels on": () => generated("dev", ALL_CHANNELS, SECRETS),
    prod: () => generated("prod"),
} as const;
