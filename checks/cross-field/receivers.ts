/** Receivers of `notifications.receivers`: without what they can't do without, Alertmanager would refuse all of its configuration. */

import type { Check } from "./contract";
import { ask } from "../../config/findable";
import { isPlainObject, valueAt } from "../../config/merge";
import { pathOf, remove, type Problem } from "../../config/problems";
import { kindOf, secretFilesOf } from "../../config/receiver-kinds";
import type { StackConfig } from "../../config/schema";

type Receiver = StackConfig["notifications"]["receivers"][string];

const isThere = (value: unknown): boolean =>
    value !== undefined && value !== "" && !(isPlainObject(value) && Object.keys(value).length === 0);

/** Each kind of receiver has settings that it needs. */
export const receiverProblems: Check = ({ notifications }) =>
    Object.entries(notifications.receivers).flatMap(([name, receiver]) => [
        ...needed(name, receiver),
        ...withoutServer(name, receiver, notifications),
    ]);

function needed(name: string, { type, settings, secrets }: Receiver): readonly Problem[] {
    const path = ["notifications", "receivers", name];
    const isSecret = (key: string): boolean => secretFilesOf(type).includes(key);
    const keyOf = (key: string): string => pathOf([...path, isSecret(key) ? "secrets" : "settings", key]);
    const isGiven = (key: string): boolean => isThere(isSecret(key) ? secrets[key] : valueAt(settings, [key]));
    return kindOf(type).needs.flatMap((alternatives) => {
        const [key = ""] = alternatives;
        const [given, second] = alternatives.filter(isGiven);
        if (given === undefined) {
            return {
                key: keyOf(key),
                problem: `a receiver of type ${type} needs ${alternatives.join(" or ")}`,
                fix: isSecret(key)
                    ? ["name", "key"].map((part) => ask(pathOf([...path, "secrets", key, part]))).join("\n")
                    : ask(keyOf(key)),
            };
        }
        if (second === undefined) return [];
        return {
            key: keyOf(second),
            value: isSecret(second) ? secrets[second] : valueAt(settings, [second]),
            problem: `stands beside ${given}: a receiver of type ${type} takes one of ${alternatives.join(", ")}`,
            fix: remove(keyOf(second)),
        };
    });
}

const OF_A_SERVER = ["smarthost", "from"] as const;
/** Mail goes by the server of notifications.email unless it has one of its own. */
const withoutServer = (name: string, { type, settings }: Receiver, { email }: StackConfig["notifications"]) =>
    type === "email" && !email.enabled && OF_A_SERVER.some((key) => !isThere(valueAt(settings, [key])))
        ? [
              {
                  key: pathOf(["notifications", "receivers", name, "settings", "smarthost"]),
                  value: valueAt(settings, ["smarthost"]),
                  problem: "needs smarthost and from of its own: e-mail is off (notifications.email.enabled)",
                  fix: OF_A_SERVER.map((key) =>
                      ask(pathOf(["notifications", "receivers", name, "settings", key])),
                  ).join("\n"),
              },
          ]
        : [];
