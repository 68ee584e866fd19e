import { notices } from "../../model/stack/notices";
import { configOf } from "../rules/harness/rules";

const CHANNELS = ["slack", "msteams", "email", "pagerduty", "incidentio", "webhook", "heartbeat"] as const;
const NEEDS: { readonly [channel: string]: object } = {
    email: { smarthost: "smtp.example.com:587" },
    incidentio: { url: "https://api.incident.io/v2/alert_events/alertmanager/01" },
};
const on = (...channels: readonly string[]) =>
    configOf({
        notifications: Object.fromEntries(channels.map((channel) => [channel, { enabled: true, ...NEEDS[channel] }])),
    });
const OFF = "Channels that are off (their receivers exist and send nothing)";

test("the plan says which channels are off", () => {
    expect(notices(configOf())).toContain(`${OFF}: ${CHANNELS.join(", ")}.`);
    expect(notices(on("slack", "webhook"))).toContain(`${OFF}: msteams, email, pagerduty, incidentio, heartbeat.`);
    expect(notices(on(...CHANNELS)).filter((notice) => notice.startsWith(OFF))).toEqual([]);
});
