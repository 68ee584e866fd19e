import { alertReference } from "./alert-reference";
import { dashboardReference } from "./dashboards";
import { complianceReference } from "./compliance";
import { projectFile } from "./project";
import { configurationReference } from "./configuration";
import { routingReference } from "./routing";
import { stackFileSchema } from "./stack-schema";
import { scaleReference } from "./scale";
import { scalePicture } from "./scale-picture";
import { securityReference } from "./security";
import { tlsReference } from "./tls";

/** Files that are generated and committed: a test fails when one lags behind. */
export const generatedFiles = (): { readonly [path: string]: string } => ({
    "Pulumi.yaml": projectFile(),
    "config.schema.json": stackFileSchema(),
    "docs/configuration.md": configurationReference(),
    "docs/routing.md": routingReference(),
    "docs/security.md": securityReference(),
    "docs/tls.md": tlsReference(),
    "docs/compliance.md": complianceReference(),
    "docs/alerts.md": alertReference(),
    "docs/dashboards.md": dashboardReference(),
    "docs/scale.md": scaleReference(),
    "docs/scale.svg": scalePicture(),
});
