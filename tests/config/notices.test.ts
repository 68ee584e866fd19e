import { notices } from "../../model/stack/notices";
import { configOf } from "../rules/harness/rules";

const CHANNELS = ["slack", "email", "pagerduty", "webhook", "heartbeat"] as const;
const on = (...channels: readonly string[]) =>
    configOf({
        notifications: Object.fromEntries(
            channels.map((channel) => [
                channel,
                { enabled: true, ...(channel === "email" ? { smarthost: "smtp.example.com:587" } : {}) },
            ]),
        ),
    });
const OFF = "Channels that are off (their receivers exist and send nothing)";

test("the plan says which channels are off", () => {
    expect(notices(configOf())).toContain(`${OFF}: ${CHANNELS.join(", ")}.`);
    expect(notices(on("slack", "webhook"))).toContain(`${OFF}: email, pagerduty, heartbeat.`);
    expect(notices(on(...CHANNELS)).filter((notice) => notice.startsWith(OFF))).toEqual([]);
});
