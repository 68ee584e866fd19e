/** Two real Prometheus write to a real receiver over TLS, as `metrics.remoteWrite` tells them. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { remoteWriteValues } from "../../components/kube-prometheus-stack/remote-write";
import { toYaml } from "../../model/formats/yaml";
import { remoteCompanions } from "../../model/workloads/remote-write";
import { remoteWriteAlerts } from "../../rules/prometheus/stack/remote-write";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { prod, settings, PROD, PROD_SECRETS } from "../../scripts/shared/loopback/examples";
import { answers, eventually, freePorts, start, temporaryFolder, type Program } from "../../scripts/shared/loopback/programs";
import { call } from "../../scripts/shared/loopback/trusting";
import { tool } from "../../scripts/shared/tools/tool";
import { mergeDeep } from "../../config/merge";
import { readPromql } from "../../scripts/shared/alerting/queries";
import { asPrometheusReads } from "../support/remote-write";

const folder = temporaryFolder("remote-write");
const certificates = makeCertificates(folder);
const { certificate, key } = certificates;
const PASSWORD = "made-up-password";
/** Its bcrypt hash, made once with `htpasswd -nbB`; hashing is no matter of this test. */
