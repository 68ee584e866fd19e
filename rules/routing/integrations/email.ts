/** E-mail: https://prometheus.io/docs/alerting/latest/configuration/#email_config */

import type { Settings } from "../../../model/stack/stack";
import { template, type Configs } from "./files";

/** A mail to each of some addresses, by the server of the global settings. */
export const email = ({ config: { notifications } }: Settings, addresses: readonly string[]): Configs =>
    notifications.email.enabled
        ? addresses.map((to) => ({
              to,
              send_resolved: true,
              headers: { Subject: template("title") },
              text: template("text"),
              html: template("html"),
          }))
        : undefined;
