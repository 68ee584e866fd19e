/** Microsoft Teams: https://prometheus.io/docs/alerting/latest/configuration/#msteamsv2_config */

import { msteamsUrl } from "../../../config/secrets";
import type { Settings } from "../../../model/stack/stack";
import type { Team } from "../../types";
import { secretFile, template, type Configs } from "./files";

/** A webhook is bound to one channel; a team without one of its own is told in platform's. */
export function msteams({ config, references }: Settings, team: Team): Configs {
    const url = references[msteamsUrl(team)] ?? references[msteamsUrl("platform")];
    if (!config.notifications.msteams.enabled || url === undefined) return undefined;
    return [
        {
            webhook_url_file: secretFile(url),
            send_resolved: true,
            title: template("markdown.title"),
            text: template("markdown.text"),
        },
    ];
}
