package org.greenzone.cli.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.greenzone.pipeline.stream.Delivery;

/**
 * What a cluster was made with. It stands in its folder, so that {@code up} after {@code down}, or after a power cut, is the same cluster at the same ports.
 *
 * @param ports where its listeners are, all on loopback
 * @param taskManagers number of them; each has a slot for every task, so that one alone can carry all jobs
 * @param parallelism of each job
 * @param partitions of the event topics that are made
 * @param checkpointMillis between two checkpoints; also how often records become visible with exactly-once delivery
 * @param delivery what a restart does to the records that are written
 * @param jobWords further words for the main of each job
 */
record ClusterSettings(
        Ports ports,
        int taskManagers,
        int parallelism,
        int partitions,
        int checkpointMillis,
        Delivery delivery,
        List<String> jobWords) {
    /** Heap of one TaskManager, MB: seven jobs of a night of fragments take less than half of it. */
    static final int TASK_HEAP_MEGABYTES = 640;

    /** Where health is told unless another port is named. */
    static final int HEALTH_PORT = 8082;

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /**
     * Where the processes listen.
     *
     * @param kafka broker, for clients
     * @param controller broker, for itself
     * @param zookeeper for the JobManager that comes after another
     * @param rpc JobManager, for TaskManagers
     * @param blob JobManager, for files
     * @param rest JobManager, for people
     * @param health supervisor: health, readiness, metrics
     */
    record Ports(int kafka, int controller, int zookeeper, int rpc, int blob, int rest, int health) {
        /** Free ports; {@code kafka}, {@code rest} and {@code health} as given unless they are 0. */
        static Ports choose(int kafka, int rest, int health) throws IOException {
            List<ServerSocket> held = new ArrayList<>();
            try {
                int[] ports = new int[7];
                int[] wanted = {kafka, 0, 0, 0, 0, rest, health};
                for (int i = 0; i < ports.length; i++) {
                    ServerSocket socket = open(wanted[i]);
                    held.add(socket);
                    ports[i] = socket.getLocalPort();
                }
                return new Ports(ports[0], ports[1], ports[2], ports[3], ports[4], ports[5], ports[6]);
            } finally {
                for (ServerSocket socket : held) {
                    socket.close();
                }
            }
        }

        /** So many free ports. */
        static List<Integer> free(int count) throws IOException {
            List<ServerSocket> held = new ArrayList<>();
            try {
                for (int i = 0; i < count; i++) {
                    held.add(open(0));
                }
                return held.stream().map(ServerSocket::getLocalPort).toList();
            } finally {
                for (ServerSocket socket : held) {
                    socket.close();
                }
            }
        }

        private static ServerSocket open(int port) throws IOException {
            try {
                return new ServerSocket(port, 1, LOOPBACK);
            } catch (IOException e) {
                throw new IOException("port " + port + " is taken (" + e.getMessage() + "); name another", e);
            }
        }
    }

    ClusterSettings {
        jobWords = List.copyOf(jobWords);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + ports.kafka();
    }

    String restAddress() {
        return "http://127.0.0.1:" + ports.rest();
    }

    String healthAddress() {
        return "http://127.0.0.1:" + ports.health();
    }

    /** Client properties of the broker. */
    Properties connection() {
        Properties connection = new Properties();
        connection.setProperty("bootstrap.servers", bootstrapServers());
        return connection;
    }

    void write(Path file) throws IOException {
        Properties p = new Properties();
        p.setProperty("kafka.port", Integer.toString(ports.kafka()));
        p.setProperty("controller.port", Integer.toString(ports.controller()));
        p.setProperty("zookeeper.port", Integer.toString(ports.zookeeper()));
        p.setProperty("rpc.port", Integer.toString(ports.rpc()));
        p.setProperty("blob.port", Integer.toString(ports.blob()));
        p.setProperty("rest.port", Integer.toString(ports.rest()));
        p.setProperty("health.port", Integer.toString(ports.health()));
        p.setProperty("task-managers", Integer.toString(taskManagers));
        p.setProperty("parallelism", Integer.toString(parallelism));
        p.setProperty("partitions", Integer.toString(partitions));
        p.setProperty("checkpoint.millis", Integer.toString(checkpointMillis));
        p.setProperty("delivery", delivery.word());
        p.setProperty("job.words", String.join("\n", jobWords));
        try (OutputStream out = Files.newOutputStream(file)) {
            p.store(out, null);
        }
    }

    static ClusterSettings read(Path file) throws IOException {
        Properties p = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            p.load(reader);
        }
        try {
            return new ClusterSettings(
                    new Ports(
                            number(p, "kafka.port"),
                            number(p, "controller.port"),
                            number(p, "zookeeper.port"),
                            number(p, "rpc.port"),
                            number(p, "blob.port"),
                            number(p, "rest.port"),
                            // Clusters that were made before it was told have the usual one.
                            Integer.parseInt(p.getProperty("health.port", Integer.toString(HEALTH_PORT)))),
                    number(p, "task-managers"),
                    number(p, "parallelism"),
                    number(p, "partitions"),
                    number(p, "checkpoint.millis"),
                    Delivery.of(p.getProperty("delivery", "")),
                    p.getProperty("job.words", "").lines().toList());
        } catch (IllegalArgumentException e) {
            throw new IOException(file.getFileName() + " is damaged (" + e.getMessage() + ")", e);
        }
    }

    private static int number(Properties p, String key) {
        return Integer.parseInt(p.getProperty(key, "no " + key));
    }
}
