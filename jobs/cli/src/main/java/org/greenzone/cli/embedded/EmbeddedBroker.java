package org.greenzone.cli.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker (KRaft, one node, broker and controller in one) inside this process, on loopback only.
 *
 * <p>Records never expire ({@code log.retention.ms = -1}): records bear event time, and a replay of years ago would
 * otherwise be deleted at the first look of the log cleaner. Topics are not created by mistake
 * ({@code auto.create.topics.enable = false}).
 *
 * <p>With a folder of one's own the data outlive the process; without, they lie in a temporary folder that
 * {@link #close} deletes. Starting takes about three seconds.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** One cluster id for all: a data folder may be opened again by the next process. */
    private static final String CLUSTER_ID = "R3JlZW56b25lIHplcm8gMQ";

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final Path folder;
    private final boolean temporary;
    private boolean closed;

    private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers, Path folder, boolean temporary) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
        this.folder = folder;
        this.temporary = temporary;
    }

    /** Starts a broker on a free port whose data are deleted when it is closed. */
    public static EmbeddedBroker startTemporary() throws IOException {
        return start(Files.createTempDirectory("greenzone-kafka-"), true);
    }

    /** Starts a broker on a free port with its data below {@code folder}, which is made where it does not exist. */
    public static EmbeddedBroker start(Path folder) throws IOException {
        return start(Files.createDirectories(folder), false);
    }

    /** Starts a broker whose clients find it again at the same port when it starts once more. */
    public static EmbeddedBroker start(Path folder, int brokerPort, int controllerPort) throws IOException {
        return start(Files.createDirectories(folder), false, new int[] {brokerPort, controllerPort});
    }

    /**
     * Starts a broker with settings of one's own over those that it would have, for example of its security.
     *
     * @param settings of Kafka; {@code PORT} and {@code CONTROLLER_PORT} in a value are the ports that it is given
     * @param users for SCRAM, as {@code kafka-storage format --add-scram} takes them
     */
    public static EmbeddedBroker start(Path folder, Map<String, String> settings, List<String> users)
            throws IOException {
        return start(Files.createDirectories(folder), false, freePorts(), settings, users);
    }

    private static EmbeddedBroker start(Path folder, boolean temporary) throws IOException {
        return start(folder, temporary, freePorts());
    }

    private static EmbeddedBroker start(Path folder, boolean temporary, int[] ports) throws IOException {
        return start(folder, temporary, ports, Map.of(), List.of());
    }

    private static EmbeddedBroker start(
            Path folder, boolean temporary, int[] ports, Map<String, String> settings, List<String> users)
            throws IOException {
        Path logs = folder.resolve("kafka-logs");
        failIfInUse(logs.resolve(".lock"));
        Properties properties = properties(logs, ports[0], ports[1]);
        settings.forEach((key, value) -> properties.setProperty(
                key,
                value.replace("CONTROLLER_PORT", Integer.toString(ports[1]))
                        .replace("PORT", Integer.toString(ports[0]))));
        Path file = folder.resolve("kafka.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        format(file, users);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, "127.0.0.1:" + ports[0], folder, temporary);
    }

    /** The broker itself would find out too, after many words. */
    private static void failIfInUse(Path lock) throws IOException {
        if (!Files.exists(lock)) {
            return;
        }
        if (isLocked(lock)) {
            throw new IOException("in use by another broker; end that one or name another folder");
        }
    }

    private static boolean isLocked(Path lock) throws IOException {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free == null;
        } catch (OverlappingFileLockException e) {
            // Locked by this very process.
            return true;
        }
    }

    private static void format(Path file, List<String> users) throws IOException {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        List<String> all =
                new ArrayList<>(List.of("format", "--ignore-formatted", "-t", CLUSTER_ID, "-c", file.toString()));
        for (String user : users) {
            all.add("--add-scram");
            all.add(user);
        }
        String[] arguments = all.toArray(String[]::new);
        int exit;
        try (PrintStream printed = new PrintStream(words, true, StandardCharsets.UTF_8)) {
            exit = StorageTool.execute(arguments, printed);
        }
        if (exit != 0) {
            throw new IOException("the broker's folder cannot be prepared: "
                    + words.toString(StandardCharsets.UTF_8).strip());
        }
    }

    private static Properties properties(Path logs, int brokerPort, int controllerPort) {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("listeners", "PLAINTEXT://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
        p.setProperty("log.dirs", logs.toString());
        p.setProperty("log.retention.ms", "-1");
        p.setProperty("log.retention.bytes", "-1");
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("num.partitions", "1");
        p.setProperty("default.replication.factor", "1");
        p.setProperty("min.insync.replicas", "1");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "1");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "1");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.num.partitions", "1");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        p.setProperty("log.index.size.max.bytes", "1048576");
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        p.setProperty("background.threads", "2");
        p.setProperty("controlled.shutdown.enable", "false");
        return p;
    }

    /** Two ports that were free a moment ago; both are held until both are known, so that they differ. */
    private static int[] freePorts() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket one = new ServerSocket(0, 1, loopback);
                ServerSocket two = new ServerSocket(0, 1, loopback)) {
            return new int[] {one.getLocalPort(), two.getLocalPort()};
        }
    }

    /** {@code 127.0.0.1:PORT}, for the clients. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Client properties. */
    public Properties connection() {
        Properties connection = new Properties();
        connection.setProperty("bootstrap.servers", bootstrapServers);
        return connection;
    }

    /** Waits until the broker has stopped, by itself or by {@link #close}. */
    public void await() {
        server.awaitShutdown();
    }

    /** Stops the broker, and deletes its data where they were temporary. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.shutdown();
        server.awaitShutdown();
        if (temporary) {
            Folders.delete(folder);
        }
    }
}
