package org.greenzone.cli.cluster;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What the supervisor of a cluster last knew.
 *
 * @param supervisor the process that watches
 * @param phase in which the cluster is
 * @param detail what it waits for or lacks; may be empty
 * @param processes in the order in which they start
 * @param jobs state of each job that has been submitted, as Flink names it
 */
record ClusterState(One supervisor, Phase phase, String detail, List<One> processes, Map<String, String> jobs) {
    /** How the cluster is. */
    enum Phase {
        /** Processes are coming up. */
        STARTING,
        /** All is up; the jobs wait for sites and catalogue. */
        EMPTY,
        /** All jobs run. */
        RUNNING,
        /** Something is away, and is being brought back. */
        DEGRADED,
        /** Ended on request. */
        DOWN
    }

    /**
     * A process. Numbers of processes are used again: it is this one only if it was started at this time.
     *
     * @param restarts how often it was started again
     */
    record One(String name, long pid, Instant started, int restarts) {
        static One of(String name, ProcessHandle handle, int restarts) {
            return new One(name, handle.pid(), handle.info().startInstant().orElse(Instant.EPOCH), restarts);
        }

        /** The process itself, where it lives. */
        Optional<ProcessHandle> living() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> handle.info().startInstant().equals(Optional.of(started)));
        }
    }

    /** Whether somebody watches over the cluster. */
    boolean isWatched() {
        return supervisor.living().isPresent();
    }

    /** Written beside and moved: a reader sees the old one or the new one, whole. */
    void write(Path file) throws IOException {
        Properties p = new Properties();
        p.setProperty("phase", phase.name());
        p.setProperty("detail", detail);
        put(p, "supervisor", supervisor);
        List<String> names = new ArrayList<>();
        for (One one : processes) {
            names.add(one.name());
            put(p, "process." + one.name(), one);
        }
        p.setProperty("processes", String.join(" ", names));
        jobs.forEach((name, state) -> p.setProperty("job." + name, state));
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try (Writer out = Files.newBufferedWriter(beside, StandardCharsets.ISO_8859_1)) {
            p.store(out, null);
        }
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void put(Properties p, String prefix, One one) {
        p.setProperty(prefix + ".pid", Long.toString(one.pid()));
        p.setProperty(prefix + ".started", one.started().toString());
        p.setProperty(prefix + ".restarts", Integer.toString(one.restarts()));
    }

    /** Empty where no supervisor has written yet. */
    static Optional<ClusterState> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties p = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            p.load(reader);
        }
        List<One> processes = new ArrayList<>();
        for (String name : p.getProperty("processes", "").split(" ", -1)) {
            if (!name.isEmpty()) {
                processes.add(one(p, "process." + name, name));
            }
        }
        Map<String, String> jobs = new TreeMap<>();
        for (String key : p.stringPropertyNames()) {
            if (key.startsWith("job.")) {
                jobs.put(key.substring("job.".length()), p.getProperty(key, ""));
            }
        }
        return Optional.of(new ClusterState(
                one(p, "supervisor", "supervisor"),
                Phase.valueOf(p.getProperty("phase", Phase.DOWN.name())),
                p.getProperty("detail", ""),
                processes,
                jobs));
    }

    private static One one(Properties p, String prefix, String name) {
        return new One(
                name,
                Long.parseLong(p.getProperty(prefix + ".pid", "-1")),
                Instant.parse(p.getProperty(prefix + ".started", Instant.EPOCH.toString())),
                Integer.parseInt(p.getProperty(prefix + ".restarts", "0")));
    }
}
