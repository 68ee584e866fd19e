import { ask } from "../../config/findable";
import { or, remove, setSecret } from "../../config/problems";
import type { Check } from "./contract";

/** Sign-in leads back to Grafana's own address, and shows a secret. */
export const signInProblems: Check = ({ grafana, access, existingSecrets }, configured) => {
    if (grafana.signIn === undefined || !grafana.enabled) return [];
    const without = or(remove("grafana.signIn"));
    return [
        ...(access.grafana.externalUrl === undefined
            ? [
                  {
                      key: "access.grafana.externalUrl",
                      problem: "people who sign in (grafana.signIn) are sent back to this address",
                      fix: `${ask("access.grafana.externalUrl")}${without}`,
                  },
              ]
            : []),
        ...(configured.has("grafanaSignInSecret") || existingSecrets.grafanaSignInSecret !== undefined
            ? []
            : [
                  {
                      key: "grafana.signIn",
                      problem:
                          "needs the secret grafanaSignInSecret, from config or as existingSecrets.grafanaSignInSecret",
                      fix: `${setSecret("grafanaSignInSecret")}${without}`,
                  },
              ]),
    ];
};
