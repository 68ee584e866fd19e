/** How each URL is called: https://github.com/prometheus/blackbox_exporter/blob/master/CONFIGURATION.md */

import type { StackConfig } from "../../config/schema";
import { toYaml } from "../../model/formats/yaml";
import { noProxy } from "../../model/network/outgoing";

/** A module for each URL, of its name. */
export const proberConfig = (config: StackConfig): string =>
    toYaml({
        modules: Object.fromEntries(
            Object.entries(config.probes.urls).map(([name, { statusCodes }]) => [
                name,
                {
                    prober: "http",
                    http: {
                        valid_status_codes: statusCodes,
                        // Where a name has both, a cluster without IPv6 would fail on the first.
                        preferred_ip_protocol: "ip4",
                        ...(config.httpProxy === undefined
                            ? {}
                            : {
                                  proxy_url: config.httpProxy.url,
                                  no_proxy: noProxy(config),
                                  // Names outside may be known to the proxy alone.
                                  skip_resolve_phase_with_proxy: true,
                              }),
                    },
                },
            ]),
        ),
    });
