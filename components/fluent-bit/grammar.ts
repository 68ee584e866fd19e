/**
 * What Fluent Bit 5.1 knows, of what we use: its configuration maps, in small letters. A test holds the generated
 * configuration against it, since Fluent Bit passes over unknown keys of the service and checks plugins only at start.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const SECTIONS = words("service parsers multiline_parsers pipeline env includes");

export const SERVICE_KEYS = words(`
    flush grace log_level log_file http_server http_listen http_port health_check hc_errors_count hc_period
    hc_retry_failure_count hot_reload multiline_buffer_limit parsers_file scheduler.base scheduler.cap storage.path
    storage.sync storage.checksum storage.max_chunks_up storage.backlog.mem_limit storage.backlog.flush_on_shutdown
    storage.metrics storage.delete_irrecoverable_chunks storage.trim_files storage.keep.rejected storage.rejected.path
    storage.rejected.limit`);

export const PARSER_KEYS = words(`
    name format regex skip_empty_values time_key time_format time_keep time_strict time_offset time_zone types`);
export const MULTILINE_PARSER_KEYS = words(`
    name type match_string negate key_content key_pattern key_group parser flush_timeout rules`);
export const RULE_KEYS = words("state regex next_state");

/** Multiline parsers that are built in. */
export const BUILT_IN_PARSERS = words("cri docker go java python ruby");

export type Kind = "input" | "filter" | "output";

const COMMON: { readonly [kind in Kind]: readonly string[] } = {
    input: words(`
        name alias tag log_level log_suppress_interval mem_buf_limit routable threaded processors storage.type
        storage.pause_on_chunks_overlimit`),
    filter: words("name alias match match_regex log_level log_suppress_interval"),
    output: words(`
        name alias match match_regex log_level log_suppress_interval host port ipv6 retry_limit workers
        storage.total_limit_size tls tls.verify tls.verify_hostname tls.ca_file tls.crt_file tls.key_file tls.vhost
        tls.min_version tls.max_version net.connect_timeout net.io_timeout net.keepalive net.keepalive_idle_timeout
        net.keepalive_max_recycle net.max_worker_connections net.dns.mode net.dns.resolver`),
};

const PLUGINS: { readonly [kind in Kind]: { readonly [plugin: string]: readonly string[] } } = {
    input: {
        tail: words(`
            path exclude_path path_key offset_key key tag_regex parser multiline.parser db db.sync db.locking
            db.journal_mode db.compare_filename read_from_head refresh_interval rotate_wait ignore_older
            buffer_chunk_size buffer_max_size static_batch_size event_batch_size skip_long_lines skip_empty_lines
            truncate_long_lines inotify_watcher`),
    },
    filter: {
        kubernetes: words(`
            buffer_size merge_log merge_log_key merge_log_trim merge_parser keep_log labels annotations
            owner_references namespace_labels namespace_annotations k8s-logging.parser k8s-logging.exclude kube_url
            kube_ca_file kube_token_file kube_tag_prefix kube_meta_cache_ttl use_kubelet kubelet_host kubelet_port
            cache_use_docker_id dns_retries dns_wait_time tls.verify tls.verify_hostname`),
        modify: words(`
            add set copy hard_copy rename hard_rename remove remove_wildcard remove_regex move_to_start move_to_end
            condition`),
        multiline: words(`
            multiline.parser multiline.key_content mode buffer flush_ms emitter_name emitter_storage.type
            emitter_mem_buf_limit`),
        nest: words("operation nested_under nest_under wildcard add_prefix remove_prefix"),
        parser: words("key_name parser preserve_key reserve_data unescape_key"),
        type_converter: words("int_key uint_key float_key str_key"),
    },
    output: {
        opentelemetry: words(`
            logs_uri logs_body_key logs_body_key_attributes logs_severity_text_message_key
            logs_severity_number_message_key logs_trace_id_message_key logs_span_id_message_key logs_max_resources
            logs_max_scopes log_response_payload batch_size compress header http2 grpc`),
    },
};

/** Keys of a plugin with those that all of its kind have; undefined when it isn't known. */
export function keysOf(kind: Kind, plugin: string): readonly string[] | undefined {
    const own = PLUGINS[kind][plugin];
    return own && [...COMMON[kind], ...own];
}

/** Keys whose value finds a field of a record: without a `$` it finds none, and nothing is said. */
export const ACCESSORS = words(`
    logs_body_key logs_severity_text_message_key logs_severity_number_message_key logs_trace_id_message_key
    logs_span_id_message_key`);

/** Values that a list within a processor can hold. */
export const PROCESSOR_LIST = 10;
/** Lines that one chunk (2 MB) holds at most, short ones: an output that splits it notices only the last part's failure. */
export const CHUNK_LINES = 50_000;
