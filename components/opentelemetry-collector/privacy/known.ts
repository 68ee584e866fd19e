/** Names of attributes that are known to tell nothing personal. */

import { escaped } from "../../../model/formats/regex";
import { patternOfWords } from "./words";

const under = (prefix: string, names: string): readonly string[] => names.split(" ").map((name) => `${prefix}.${name}`);

/** Names of attributes that start so are set by instrumentation and infrastructure, never from what people send. */
const KNOWN_PREFIXES = [
    "cloud.",
    "container.",
    "deployment.",
    "faas.",
    "feature_flag.",
    "host.",
    "k8s.",
    "os.",
    "otel.",
].concat(["redaction.", "service.", "telemetry.", "thread."]);

/** The same for whole names: OpenTelemetry's conventions and the fields of log lines. */
const KNOWN_NAMES: readonly string[] = [
    ..."client.port error.type exception.escaped exception.type peer.service quantile le".split(" "),
    ...under("code", "column filepath function lineno namespace file.path function.name line.number column.number"),
    ...under("db", "system system.name name namespace operation operation.name operation.batch.size sql.table"),
    ...under("db", "collection.name response.returned_rows response.status_code redis.database_index"),
    ...under("http", "flavor method route scheme status_code request.method request.body.size request.size"),
    ...under("http", "request.resend_count request_content_length response.body.size response.size"),
    ...under("http", "response.status_code response_content_length host server_name"),
    ...under("messaging", "system operation operation.name operation.type destination destination.name"),
    ...under("messaging", "destination_kind destination.partition.id destination.template batch.message_count"),
    ...under("messaging", "consumer.group.name kafka.consumer.group kafka.destination.partition kafka.message.offset"),
    ...under("messaging", "kafka.offset kafka.partition kafka.source.partition kafka.topic message.body.size"),
    ...under("messaging", "message.envelope.size message_payload_size_bytes"),
    ...under("net", "host.name host.port peer.port protocol.name protocol.version sock.family sock.host.addr"),
    ...under("net", "sock.host.port sock.peer.port transport"),
    ...under("network", "connection.type interface.name io.direction local.address local.port peer.port"),
    ...under("network", "protocol.name protocol.version transport type"),
    ...under(
        "process",
        "executable.name executable.path parent_pid pid runtime.description runtime.name runtime.version",
    ),
    ...under("rpc", "grpc.status_code method service system system.name response.status_code message.type message.id"),
    ...under("server", "address port"),
    ...under("span", "kind"),
    ...under("url", "domain port scheme"),
    ..."trace_id span_id parent_span_id traceId spanId traceid spanid trace_flags traceparent".split(" "),
    ..."timestamp time ts level severity severity_text severity_number logger caller stream logtag service".split(" "),
    ..."http_method http_route http_status http_status_code duration duration_ms log.iostream log.file.name".split(" "),
    ..."log.file.path logger_name thread_name code method status route".split(" "),
];

/** Names that tell nothing personal, of addresses that are looked at by themselves: see addresses.ts. */
export const ADDRESS_NAMES: readonly string[] = [
    ..."client.address network.peer.address net.peer.ip net.sock.peer.addr".split(" "),
];

/** Names of programs that call, of which only those with an address in them are looked at. */
export const AGENT_NAMES: readonly string[] = ["user_agent.original", "http.user_agent", "user_agent"];

/** Names of ids of people, which become hashes by themselves: see direct.ts. */
export const ID_NAMES: readonly string[] = [
    ..."user.id user_id enduser.id customer.id customer_id session.id session_id account_id".split(" "),
];

/** More words than this, and the pattern would be too large to be fast. */
const WORDS_A_PATTERN = 45;

export const KNOWN_PREFIX = `^(?:${KNOWN_PREFIXES.map(escaped).join("|")})`;
/** Keys that are passed over; `extra` are more of them. */
export const knownNames = (extra: readonly string[]): readonly string[] => [...KNOWN_NAMES, ...extra];
/** Patterns of these keys, in several parts. */
export function knownPatterns(extra: readonly string[]): readonly string[] {
    const words = [...new Set([...knownNames(extra), ...ID_NAMES])].sort();
    const parts = Array.from({ length: Math.ceil(words.length / WORDS_A_PATTERN) }, (_, part) =>
        words.slice(part * WORDS_A_PATTERN, (part + 1) * WORDS_A_PATTERN),
    );
    return [KNOWN_PREFIX, ...parts.map((part) => `^${patternOfWords(part, "$")}`)];
}
