/** Receivers of `notifications.receivers`: Alertmanager's own kinds, passed through. */

import { mergeDeep, type PlainObject } from "../../../config/merge";
import { kindOf, type ReceiverType } from "../../../config/receiver-kinds";
import type { StackConfig } from "../../../config/schema";
import type { JsonObject } from "../../../model/formats/json";
import type { Team } from "../../types";
import { ownHttp, secretFile, template } from "./files";

type Receiver = StackConfig["notifications"]["receivers"][string];

/** A path such as `http_config.authorization.credentials_file`, with a value at its end. */
function nested(path: string, value: string): PlainObject {
    const [first = "", ...below] = path.split(".");
    return { [first]: below.length === 0 ? value : nested(below.join("."), value) };
}

function settingsOf(config: StackConfig, { type, settings, secrets }: Receiver): JsonObject {
    const says: PlainObject = Object.fromEntries(
        Object.entries(kindOf(type).says).map(([key, name]) => [key, template(name)]),
    );
    const files = Object.entries(secrets).flatMap(([path, secret]) =>
        secret === undefined ? [] : [nested(path, secretFile(secret))],
    );
    const merged = [settings, ...files].reduce<PlainObject>(mergeDeep, says) as JsonObject;
    const own = merged.http_config;
    const resolved = { send_resolved: true, ...merged };
    return own === undefined ? resolved : { ...resolved, http_config: ownHttp(config, own as JsonObject) };
}

/** By kind, those that a team has in a role. */
export function others(
    config: StackConfig,
    role: Receiver["role"],
    team: Team,
): ReadonlyMap<ReceiverType, readonly JsonObject[]> {
    const found = new Map<ReceiverType, readonly JsonObject[]>();
    for (const one of Object.values(config.notifications.receivers))
        if (one.role === role && one.teams.includes(team))
            found.set(one.type, [...(found.get(one.type) ?? []), settingsOf(config, one)]);
    return found;
}
