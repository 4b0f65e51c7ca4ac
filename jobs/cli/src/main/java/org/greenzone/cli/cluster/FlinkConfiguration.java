package org.greenzone.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.cli.operation.LoopbackReporter;
import org.greenzone.pipeline.jobs.Jobs;

/**
 * Flink's configuration of a cluster on one machine: every listener on loopback, high availability through ZooKeeper (of the ways that
 * Flink has, the other needs Kubernetes), checkpoints and all else in the folder of the cluster.
 */
final class FlinkConfiguration {
    private FlinkConfiguration() {}

    /**
     * Writes {@code config.yaml}, flat keys.
     *
     * @param metricsPort where the JobManager reports its metrics; each TaskManager is told a port of its own
     */
    static void write(ClusterFolder folder, ClusterSettings settings, int metricsPort) throws IOException {
        Map<String, String> values = values(folder, settings);
        values.putAll(LoopbackReporter.configuration(metricsPort));
        StringBuilder text = new StringBuilder("# Written by greenzone cluster up, anew each time.\n");
        values.forEach((key, value) -> text.append(key)
                .append(": ")
                .append('"')
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\"\n"));
        Files.writeString(folder.conf().resolve("config.yaml"), text);
    }

    static Map<String, String> values(ClusterFolder folder, ClusterSettings settings) {
        Map<String, String> c = new TreeMap<>();
        c.put("jobmanager.rpc.address", "127.0.0.1");
        c.put("jobmanager.bind-host", "127.0.0.1");
        c.put("jobmanager.rpc.port", Integer.toString(settings.ports().rpc()));
        c.put("blob.server.port", Integer.toString(settings.ports().blob()));
        c.put("rest.address", "127.0.0.1");
        c.put("rest.bind-address", "127.0.0.1");
        c.put("rest.port", Integer.toString(settings.ports().rest()));
        c.put("rest.bind-port", Integer.toString(settings.ports().rest()));
        // The web page is not on the class path, and the REST endpoint takes jobs from whoever reaches it: loopback.
        c.put("web.submit.enable", "false");
        c.put("web.tmpdir", folder.temporary().toString());
        // What is told of jobs and checkpoints is not older than this: trouble is to be seen at once.
        c.put("web.refresh-interval", "1000");
        c.put("io.tmp.dirs", folder.temporary().toString());

        c.put("high-availability.type", "zookeeper");
        c.put("high-availability.storageDir", uri(folder.highAvailability()));
        c.put("high-availability.cluster-id", "/greenzone");
        c.put(
                "high-availability.jobmanager.port",
                Integer.toString(settings.ports().rpc()));
        c.put(
                "high-availability.zookeeper.quorum",
                "127.0.0.1:" + settings.ports().zookeeper());
        // 70 s by default: so long would nobody lead after a JobManager was killed.
        c.put("high-availability.zookeeper.client.session-timeout", "8 s");
        c.put("high-availability.zookeeper.client.connection-timeout", "8 s");
        c.put("high-availability.zookeeper.client.tolerate-suspended-connections", "true");

        c.put("taskmanager.host", "127.0.0.1");
        c.put("taskmanager.bind-host", "127.0.0.1");
        c.put("taskmanager.numberOfTaskSlots", Integer.toString(Jobs.all().size() * settings.parallelism()));
        c.put("taskmanager.load-balance.mode", "SLOTS");
        c.put("taskmanager.cpu.cores", "1");
        c.put("taskmanager.memory.framework.heap.size", "64m");
        c.put("taskmanager.memory.task.heap.size", ClusterSettings.TASK_HEAP_MEGABYTES + "m");
        c.put("taskmanager.memory.framework.off-heap.size", "64m");
        c.put("taskmanager.memory.task.off-heap.size", "0m");
        c.put("taskmanager.memory.managed.size", "8m");
        c.put("taskmanager.memory.network.min", "96m");
        c.put("taskmanager.memory.network.max", "96m");
        c.put("taskmanager.memory.segment-size", "16kb");
        c.put("taskmanager.network.sort-shuffle.min-buffers", "64");
        c.put("taskmanager.memory.jvm-metaspace.size", "256m");
        c.put("taskmanager.memory.jvm-overhead.min", "128m");
        c.put("taskmanager.memory.jvm-overhead.max", "128m");
        c.put("heartbeat.interval", "2 s");
        c.put("heartbeat.timeout", "12 s");

        c.put("execution.checkpointing.interval", settings.checkpointMillis() + " ms");
        c.put("execution.checkpointing.timeout", "60 s");
        // A broker that is away fails each checkpoint: the job waits for it, and starts again where it must.
        c.put("execution.checkpointing.tolerable-failed-checkpoints", "10");
        c.put("execution.checkpointing.storage", "filesystem");
        c.put("execution.checkpointing.dir", uri(folder.checkpoints()));
        c.put("execution.checkpointing.savepoint-dir", uri(folder.savepoints()));
        c.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        // For ever: whoever watches over zones does not give up because a broker was away at night.
        c.put("restart-strategy.type", "exponential-delay");
        c.put("restart-strategy.exponential-delay.initial-backoff", "1 s");
        c.put("restart-strategy.exponential-delay.max-backoff", "10 s");
        c.put("restart-strategy.exponential-delay.reset-backoff-threshold", "2 min");
        return c;
    }

    private static String uri(Path path) {
        return path.toUri().toString();
    }
}
