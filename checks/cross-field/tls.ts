import type { Check } from "./contract";
import { ask } from "../../config/findable";
import { or, remove, set, type Problem } from "../../config/problems";
import { seconds } from "../../config/quantities";

/** Certificates need exactly one issuer and time to renew. */
export const tlsProblems: Check = ({ tls, certManager }) => {
    const problems: Problem[] = [];
    if (!certManager.enabled && tls.issuer === undefined) {
        problems.push({
            key: "tls.issuer",
            problem: "certManager.enabled is false, so an existing issuer must be named (name, caCertificates)",
            fix: [
                ask("tls.issuer.name"),
                `${ask("tls.issuer.caCertificates")}${or(set("certManager.enabled", true))}`,
            ].join("\n"),
        });
    }
    if (certManager.enabled && tls.issuer !== undefined) {
        problems.push({
            key: "tls.issuer",
            value: tls.issuer.name,
            problem: "is named while the stack installs a cert-manager and a CA of its own",
            fix: `${set("certManager.enabled", false)}${or(remove("tls.issuer"))}`,
        });
    }
    if (seconds(tls.renewBefore) >= seconds(tls.certificateLifetime)) {
        const third = Math.floor(seconds(tls.certificateLifetime) / 3 / 3600);
        problems.push({
            key: "tls.renewBefore",
            value: tls.renewBefore,
            problem: `must be shorter than tls.certificateLifetime (${tls.certificateLifetime})`,
            fix:
                third > 0
                    ? set("tls.renewBefore", third % 24 === 0 ? `${third / 24}d` : `${third}h`)
                    : set("tls.certificateLifetime", "90d"),
        });
    }
    const twice = tls.authorities.findIndex((name, index) => tls.authorities.indexOf(name) !== index);
    if (twice >= 0) {
        problems.push({
            key: `tls.authorities[${twice}]`,
            value: tls.authorities[twice],
            problem: "names an authority twice",
            fix: remove(`tls.authorities[${twice}]`),
        });
    }
    return problems;
};
