import { requiredLines } from "../../config/shape-problems";
import type { StackConfig } from "../../config/schema";

/** Whose storage a platform has at hand. */
const PROVIDERS: Readonly<Partial<Record<StackConfig["cluster"]["platform"], string>>> = { gke: "gcs", aks: "azure" };

/** The lines that set an object storage: its provider follows from the platform, the rest only people know. */
export function objectStorageLines(platform: StackConfig["cluster"]["platform"]): string {
    const provider = PROVIDERS[platform] ?? "s3";
    return requiredLines(["objectStorage"], { objectStorage: { provider } }).join("\n");
}
