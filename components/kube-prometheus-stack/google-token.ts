/** Google's token for Prometheus: its operator can't name one, so that a container beside it keeps one in a file. */

import { imageOf, IMAGES } from "../../model/charts/images";
import type { StackConfig } from "../../config/schema";
import { RESTRICTED_CONTAINER } from "../helm/pods";
import { NOTHING_BESIDE, type Beside } from "./sidecar";

const DIRECTORY = "/var/run/google-token";
const VOLUME = "google-token";
/** Where a workload on GKE asks who it is. */
const METADATA = "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token";
/** The metadata server gives out the same token until five minutes before its end. */
const EVERY_SECONDS = 60;

export const GOOGLE_TOKEN = { file: `${DIRECTORY}/token` } as const;

/** Writes the token of an answer such as {"access_token":"…","expires_in":3599} beside, and moves it into its place. */
export const tokenScript = (
    metadata = METADATA,
    directory = DIRECTORY,
    pause = `sleep ${EVERY_SECONDS}`,
): string => `set -u
umask 077
while true; do
  wget -q -O - --header 'Metadata-Flavor: Google' '${metadata}' \\
    | sed -n 's/.*"access_token": *"\\([^"]*\\)".*/\\1/p' | tr -d '\\n' > '${directory}/next'
  if [ -s '${directory}/next' ]; then mv '${directory}/next' '${directory}/token'; else echo 'no token from ${metadata}' >&2; fi
  ${pause}
done
`;

/** The container and its volume, where an engine wants such a token. */
export function googleToken({ metrics, imageRegistry }: StackConfig): Beside {
    const wanted = Object.values(metrics.remoteWrite).some(({ authentication }) => authentication.type === "google");
    if (!wanted) return NOTHING_BESIDE;
    const mount = { name: VOLUME, mountPath: DIRECTORY };
    return {
        spec: {},
        containers: [
            {
                name: VOLUME,
                image: imageOf(IMAGES.busybox, imageRegistry),
                command: ["sh", "-c", tokenScript()],
                securityContext: RESTRICTED_CONTAINER,
                resources: { requests: { cpu: "1m", memory: "8Mi" }, limits: { memory: "32Mi" } },
                volumeMounts: [mount],
            },
        ],
        volumes: [{ name: VOLUME, emptyDir: { medium: "Memory", sizeLimit: "1Mi" } }],
        volumeMounts: [{ ...mount, readOnly: true }],
    };
}
