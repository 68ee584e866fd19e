/** The stack's own settings with every channel on, so that a rehearsal shows who would be told. */
import { loadStack } from "../../checks/load";
import { PROJECT } from "../../model/stack/project";
import type { Settings } from "../../model/stack/stack";
import { planStack } from "../shared/planning/planned-stack";
import { readStackFile, withConfig } from "../shared/planning/stack-file";
import { STUB_SECRETS } from "./stubs";

const ON = { enabled: true } as const;
const MAIL = { ...ON, smarthost: "smtp.invalid:587" } as const;
const CHANNELS = { slack: ON, email: MAIL, pagerduty: ON, heartbeat: ON, webhook: ON } as const;

/** @throws UsageError where there is no such stack, ConfigurationError where its settings are wrong. */
export async function rehearsedSettings(stack: string): Promise<Settings> {
    const secrets = {
        ...STUB_SECRETS,
        heartbeatUrl: "https://heartbeat.invalid",
        webhookUrl: "https://webhook.invalid",
        slackApiUrl: "https://slack.invalid",
    };
    await planStack(stack, withConfig(readStackFile(PROJECT, stack), { notifications: CHANNELS }, secrets));
    return loadStack();
}
