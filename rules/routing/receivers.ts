/** Everyone who can be told, with what each is told by. */

import { RECEIVER_TYPES, type ReceiverType } from "../../config/receiver-kinds";
import { TEAMS } from "../../config/schema/services";
import { defined, type JsonObject } from "../../model/formats/json";
import type { Settings } from "../../model/stack/stack";
import type { Team } from "../types";
import { email } from "./integrations/email";
import type { Configs } from "./integrations/files";
import { msteams } from "./integrations/msteams";
import { others } from "./integrations/others";
import { incidentio, pagerduty } from "./integrations/pagers";
import { slack } from "./integrations/slack";
import { heartbeat, webhook } from "./integrations/webhook";
import { CHANNELS, pagerOf, teamOf, type Channel } from "./names";

/** Every receiver there is: one whose channel is off is there all the same and sends nothing. */
export const receivers = (settings: Settings): readonly JsonObject[] => [
    ...CHANNELS.map((channel) => ofChannel(settings, channel)),
    ...TEAMS.map((team) => ofPager(settings, team)),
    receiver("email-oncall", { email: email(settings, [settings.config.notifications.email.to]) }),
    receiver("heartbeat", { webhook: heartbeat(settings) }),
    { name: "none" },
];

type ByType = { readonly [type in ReceiverType]?: Configs };

/** Kinds without anybody to tell are left out. */
function receiver(
    name: string,
    own: ByType,
    more: ReadonlyMap<ReceiverType, readonly JsonObject[]> = new Map(),
): JsonObject {
    const configs = RECEIVER_TYPES.map((type) => [type, [...(own[type] ?? []), ...(more.get(type) ?? [])]] as const);
    return defined({
        name,
        ...Object.fromEntries(configs.flatMap(([type, all]) => (all.length > 0 ? [[`${type}_configs`, all]] : []))),
    });
}

/** What a team's channel is told. Of a channel that is told besides, Slack knows alone: the others would be told twice. */
function ofChannel(settings: Settings, channel: Channel): JsonObject {
    const team = teamOf(channel);
    if (team === undefined) return receiver(channel, { slack: slack(settings, [channel]) });
    const { config } = settings;
    // What has no team of its own, and platform's warnings, are in no other of its channels.
    const further = config.notifications.teams[team].slack;
    return receiver(
        channel,
        {
            slack: slack(settings, [channel, ...further]),
            msteamsv2: msteams(settings, team),
            webhook: webhook(settings),
        },
        others(config, "channel", team),
    );
}

/** What pages a team. */
const ofPager = (settings: Settings, team: Team): JsonObject =>
    receiver(
        pagerOf(team),
        {
            pagerduty: pagerduty(settings, team),
            incidentio: incidentio(settings),
            email: email(settings, settings.config.notifications.teams[team].email),
        },
        others(settings.config, "pager", team),
    );
