import type { LogProof } from "../harness/logs";
import { errors } from "./errors";
import { security } from "./security";

/** Every proof of Loki's rules. */
export const LOG_PROOFS: readonly LogProof[] = [...errors, ...security];
