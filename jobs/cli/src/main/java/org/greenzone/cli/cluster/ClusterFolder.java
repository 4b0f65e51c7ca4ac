package org.greenzone.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a cluster keeps all that is its own: it can be moved to another disk, and deleted, as one folder. */
record ClusterFolder(Path root) {
    static ClusterFolder of(Path root) {
        return new ClusterFolder(root.toAbsolutePath().normalize());
    }

    /** What was asked for when the cluster was made; its ports stay the same for all its life. */
    Path settings() {
        return root.resolve("cluster.properties");
    }

    /** What lives, written anew by the supervisor with each change. */
    Path state() {
        return root.resolve("state.properties");
    }

    /** Flink's configuration. */
    Path conf() {
        return root.resolve("conf");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path zookeeper() {
        return root.resolve("zookeeper");
    }

    Path checkpoints() {
        return root.resolve("checkpoints");
    }

    Path savepoints() {
        return root.resolve("savepoints");
    }

    /** What a JobManager must find again. */
    Path highAvailability() {
        return root.resolve("ha");
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    void create() throws IOException {
        for (Path folder : new Path[] {
            conf(), logs(), kafka(), zookeeper(), checkpoints(), savepoints(), highAvailability(), temporary()
        }) {
            Files.createDirectories(folder);
        }
    }
}
