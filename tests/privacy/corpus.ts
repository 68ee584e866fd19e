export { negatives, positives, type Positive } from "../../scripts/bench-privacy/corpus";
