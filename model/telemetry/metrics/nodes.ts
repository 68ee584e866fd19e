import { counter, gauge, SERVICE_MONITOR, type MetricSource } from "./types";

/** Machines: https://github.com/prometheus/node_exporter. `node` is the node that the exporter runs on. */
export const NODE_EXPORTER: MetricSource = {
    target: [...SERVICE_MONITOR, "node"],
    metrics: {
        node_boot_time_seconds: gauge(),
        node_cpu_seconds_total: counter("cpu", "mode"),
        node_disk_io_time_seconds_total: counter("device"),
        node_disk_read_bytes_total: counter("device"),
        node_disk_written_bytes_total: counter("device"),
        node_filesystem_avail_bytes: gauge("device", "fstype", "mountpoint"),
        node_filesystem_files: gauge("device", "fstype", "mountpoint"),
        node_filesystem_files_free: gauge("device", "fstype", "mountpoint"),
        node_filesystem_readonly: gauge("device", "fstype", "mountpoint"),
        node_filesystem_size_bytes: gauge("device", "fstype", "mountpoint"),
        node_load1: gauge(),
        node_load5: gauge(),
        node_load15: gauge(),
        node_memory_MemAvailable_bytes: gauge(),
        node_memory_MemTotal_bytes: gauge(),
        node_network_receive_bytes_total: counter("device"),
        node_network_transmit_bytes_total: counter("device"),
        node_uname_info: gauge("nodename", "release", "sysname"),
    },
};
