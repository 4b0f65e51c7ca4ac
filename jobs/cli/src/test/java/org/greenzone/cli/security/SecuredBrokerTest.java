package org.greenzone.cli.security;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.CLUSTER;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.greenzone.cli.Run;
import org.greenzone.cli.embedded.EmbeddedBroker;
import org.greenzone.cli.embedded.EmbeddedFlink;
import org.greenzone.cli.run.CompletionTracker;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.client.TrackPublisher;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.jobs.JobMain;
import org.greenzone.pipeline.jobs.JobName;
import org.greenzone.pipeline.jobs.Jobs;
import org.greenzone.pipeline.stream.Delivery;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * All jobs against a broker that wants a certificate of its clients (mTLS), a name with a password (SCRAM), and lets nobody do what is not allowed to him: each job with a name of its
 * own and the permissions of the table in {@code docker/RATIONALE.md}, exactly once. Nobody's password is in what is logged, nor on the pages of Flink.
 */
@Tag("faults")
class SecuredBrokerTest {
    private static final String STORE_PASSWORD = "store-secret-7Qx";
    private static final String USER_PASSWORD = "user-secret-9Zk";
    private static final long MIDNIGHT = 1_636_934_400_000_000L;

    @TempDir
    static Path folder;

    /** What a job reads and writes. */
    private record Needs(List<Topic> reads, List<Topic> writes) {}

    private static final Map<JobName, Needs> TABLE = Map.of(
            JobName.CORRELATE_TRACKS,
            new Needs(
                    List.of(Topic.TRACKS, Topic.ORBITS, Topic.SITES),
                    List.of(Topic.ASSOCIATIONS, Topic.REJECTED_TRACKS, Topic.MESSAGES)),
            JobName.CALIBRATE_SITES,
            new Needs(List.of(Topic.ASSOCIATIONS), List.of(Topic.SITES)),
            JobName.DETERMINE_ORBITS,
            new Needs(
                    List.of(Topic.ASSOCIATIONS, Topic.ORBITS),
                    List.of(Topic.ORBITS, Topic.MANOEUVRES, Topic.REJECTED_TRACKS)),
            JobName.DETECT_BREAKUPS,
            new Needs(List.of(Topic.ASSOCIATIONS, Topic.ORBITS), List.of(Topic.BREAKUPS)),
            JobName.PREDICT_PASSAGES,
            new Needs(List.of(Topic.BREAKUPS, Topic.ORBITS), List.of(Topic.PASSAGES)),
            JobName.SCREEN_CONJUNCTIONS,
            new Needs(List.of(Topic.ORBITS, Topic.MESSAGES), List.of(Topic.CONJUNCTIONS, Topic.REJECTED_TRACKS)),
            JobName.ASSESS_ZONES,
            new Needs(
                    List.of(Topic.ORBITS, Topic.CONJUNCTIONS, Topic.BREAKUPS, Topic.PASSAGES),
                    List.of(Topic.ZONE_STATUS, Topic.ADVICE)));

    private static AclBinding allow(
            String user, ResourceType type, String name, PatternType pattern, AclOperation what) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + user, "*", what, AclPermissionType.ALLOW));
    }

    /** The table as the broker takes it. */
    private static List<AclBinding> permissions() {
        List<AclBinding> all = new ArrayList<>();
        TABLE.forEach((job, needs) -> {
            String user = job.jobName();
            // All ask which topics there are, and how long transactions may last.
            for (Topic topic : Topic.values()) {
                all.add(allow(user, TOPIC, topic.topicName(), PatternType.LITERAL, DESCRIBE));
            }
            all.add(allow(user, CLUSTER, "kafka-cluster", PatternType.LITERAL, DESCRIBE_CONFIGS));
            needs.reads().forEach(topic -> all.add(allow(user, TOPIC, topic.topicName(), PatternType.LITERAL, READ)));
            for (Topic topic : needs.writes()) {
                all.add(allow(user, TOPIC, topic.topicName(), PatternType.LITERAL, WRITE));
                // A restart asks who writes there, to end the transactions that were open: brokers tell that to who may
                // read.
                all.add(allow(user, TOPIC, topic.topicName(), PatternType.LITERAL, READ));
            }
            all.add(allow(user, GROUP, "greenzone-" + user, PatternType.LITERAL, READ));
            all.add(allow(user, TRANSACTIONAL_ID, "greenzone-" + user + "-", PatternType.PREFIXED, WRITE));
            all.add(allow(user, TRANSACTIONAL_ID, "greenzone-" + user + "-", PatternType.PREFIXED, DESCRIBE));
        });
        return all;
    }

    private static EmbeddedBroker broker(Certificates certificates) throws Exception {
        List<String> users = new ArrayList<>();
        users.add("SCRAM-SHA-256=[name=admin,password=" + USER_PASSWORD + "]");
        for (JobName job : JobName.values()) {
            users.add("SCRAM-SHA-256=[name=" + job.jobName() + ",password=" + USER_PASSWORD + "]");
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("listeners", "SASL_SSL://127.0.0.1:PORT,CONTROLLER://127.0.0.1:CONTROLLER_PORT");
        settings.put("advertised.listeners", "SASL_SSL://127.0.0.1:PORT");
        settings.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "SASL_SSL");
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-256");
        settings.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-256");
        settings.put("listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config", jaas("admin", USER_PASSWORD));
        settings.put("ssl.keystore.location", certificates.keys("broker").toString());
        settings.put("ssl.keystore.password", STORE_PASSWORD);
        settings.put("ssl.key.password", STORE_PASSWORD);
        settings.put("ssl.truststore.location", certificates.trusted().toString());
        settings.put("ssl.truststore.password", STORE_PASSWORD);
        settings.put("ssl.client.auth", "required");
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:admin;User:ANONYMOUS");
        return EmbeddedBroker.start(folder.resolve("broker"), settings, users);
    }

    private static String jaas(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    /** Properties as they stand in a file; the passwords in another, which is looked up where they are used. */
    private static Path client(Certificates certificates, String servers, String user) throws Exception {
        Path secrets = folder.resolve("secrets-" + user + ".properties");
        Files.writeString(secrets, "user=" + USER_PASSWORD + "\nstore=" + STORE_PASSWORD + "\n");
        Properties p = new Properties();
        p.setProperty("bootstrap.servers", servers);
        p.setProperty("security.protocol", "SASL_SSL");
        p.setProperty("sasl.mechanism", "SCRAM-SHA-256");
        p.setProperty("config.providers", "file");
        p.setProperty("config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
        p.setProperty("sasl.jaas.config", jaas(user, "${file:" + secrets + ":user}"));
        p.setProperty("ssl.keystore.location", certificates.keys("client").toString());
        p.setProperty("ssl.keystore.password", "${file:" + secrets + ":store}");
        p.setProperty("ssl.key.password", "${file:" + secrets + ":store}");
        p.setProperty("ssl.truststore.location", certificates.trusted().toString());
        p.setProperty("ssl.truststore.password", "${file:" + secrets + ":store}");
        Path file = folder.resolve(user + ".properties");
        try (var out = Files.newOutputStream(file)) {
            p.store(out, null);
        }
        return file;
    }

    private static Properties load(Path file) throws Exception {
        Properties p = new Properties();
        try (var in = Files.newInputStream(file)) {
            p.load(in);
        }
        return p;
    }

    @Test
    @Timeout(240)
    void eachJobWithItsOwnPermissionsAloneSaysWhatItHasToSayAndNoPasswordIsLogged() throws Exception {
        Wire.trustOwnSchemas();
        Certificates certificates =
                Certificates.make(Files.createDirectories(folder.resolve("certificates")), STORE_PASSWORD);
        var sites = SiteCatalogue.builtIn().sites();
        try (Logged logged = Logged.all();
                EmbeddedBroker broker = broker(certificates)) {
            String servers = broker.bootstrapServers();
            Path adminFile = client(certificates, servers, "admin");
            Properties admin = load(adminFile);
            new TopicAdmin(admin).createMissing(1);
            try (Admin client = Admin.create(admin)) {
                client.createAcls(permissions()).all().get();
            }
            try (TrackPublisher publisher = new TrackPublisher(admin)) {
                sites.forEach(publisher::publish);
                publisher.seedComplete(MIDNIGHT);
                for (int minute = 0; minute <= 40; minute++) {
                    for (var site : sites) {
                        publisher.heartbeat(site.siteId(), MIDNIGHT + minute * 60_000_000L);
                    }
                }
                publisher.flush();
            }
            // The command line takes the same file.
            Run topics =
                    Run.of("topics", "--quick", "--bootstrap-servers", servers, "--kafka-config", adminFile.toString());
            assertThat(topics.err()).isEmpty();
            assertThat(topics.out()).contains("zone-status");
            Run stranger = Run.of(
                    "topics",
                    "--bootstrap-servers",
                    servers,
                    "--kafka-config",
                    adminFile.toString(),
                    "--kafka",
                    "sasl.jaas.config=" + jaas("admin", "wrong-secret"));
            assertThat(stranger.exitCode()).isEqualTo(1);
            assertThat(stranger.err()).doesNotContain("secret");
            try (TrackPublisher publisher =
                    new TrackPublisher(load(client(certificates, servers, "screen-conjunctions")))) {
                assertThatThrownBy(() -> {
                            publisher.publish(sites.get(0));
                            publisher.flush();
                        })
                        .as("who may not write")
                        .hasMessageContaining("Not authorized");
            }

            try (EmbeddedFlink flink = EmbeddedFlink.start(Jobs.all().size())) {
                for (JobMain job : Jobs.all()) {
                    Configuration often = new Configuration();
                    often.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
                    StreamExecutionEnvironment environment =
                            StreamExecutionEnvironment.createLocalEnvironment(1, often);
                    Properties connection =
                            load(client(certificates, servers, job.job().jobName()));
                    if (job.job().ordinal() % 2 == 0) {
                        // As who has not heard of providers writes them.
                        connection.setProperty(
                                "sasl.jaas.config", jaas(job.job().jobName(), USER_PASSWORD));
                        connection.setProperty("ssl.keystore.password", STORE_PASSWORD);
                    }
                    job.build(environment, connection, JobOptions.DEFAULT, sites, List.of(), Delivery.EXACTLY_ONCE);
                    flink.submit(environment, job.job().jobName());
                }
                awaitAllWriters(admin, MIDNIGHT + 20 * 60_000_000L, logged);
                assertNoPasswordOnThePagesOf(flink.restAddress());
            }
            assertThat(logged.lines()).as("something is logged").hasSizeGreaterThan(100);
            assertThat(logged.lines()).noneMatch(line -> line.contains(STORE_PASSWORD) || line.contains(USER_PASSWORD));
        }
    }

    /** What Flink tells everybody on loopback of itself and of each job: configuration, environment, plan. */
    private static void assertNoPasswordOnThePagesOf(String address) throws Exception {
        List<String> pages = new ArrayList<>(
                List.of("/config", "/jobmanager/config", "/jobmanager/environment", "/jobs/overview", "/taskmanagers"));
        Matcher ids = Pattern.compile("\"jid\":\"([0-9a-f]{32})\"").matcher(page(address + "/jobs/overview"));
        while (ids.find()) {
            String job = "/jobs/" + ids.group(1);
            pages.addAll(
                    List.of(job, job + "/config", job + "/plan", job + "/checkpoints/config", job + "/exceptions"));
        }
        assertThat(pages).as("all jobs").hasSize(5 + 5 * Jobs.all().size());
        for (String name : pages) {
            assertThat(page(address + name))
                    .as(name)
                    .isNotEmpty()
                    .doesNotContain(STORE_PASSWORD)
                    .doesNotContain(USER_PASSWORD);
        }
    }

    private static String page(String address) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        return answer.body();
    }

    /** Every job has promised, in every topic that it writes, that it has come so far; in transactions that are committed. */
    private static void awaitAllWriters(Properties connection, long untilMicros, Logged logged) throws Exception {
        List<Topic> written = Topic.outputs();
        CompletionTracker completion = new CompletionTracker(written, new TopicAdmin(connection).partitions(), 1);
        long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try (EventReader reader = new EventReader(connection, written)) {
            while (completion.completeUntilMicros() < untilMicros) {
                assertThat(System.nanoTime())
                        .as(
                                "come to %d; %s",
                                completion.completeUntilMicros(),
                                logged.lines().stream()
                                        .filter(line -> line.contains("uthoriz") || line.contains("to FAILED"))
                                        .map(line -> line.substring(0, Math.min(300, line.length())))
                                        .distinct()
                                        .limit(20)
                                        .toList())
                        .isLessThan(giveUp);
                for (EventReader.Received received : reader.poll(Duration.ofMillis(200))) {
                    if (received.decoded() instanceof Wire.Message message
                            && message.value() instanceof org.greenzone.schemas.Progress promise) {
                        completion.promised(received.topic(), received.partition(), ProgressCodec.fromWire(promise));
                    }
                }
            }
        }
    }

    /** All that is logged from INFO on, also by those that the configuration silences. */
    private static final class Logged implements AutoCloseable {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
        private final Map<String, Level> before = new HashMap<>();
        private final AbstractAppender appender =
                new AbstractAppender("recorded", null, null, true, Property.EMPTY_ARRAY) {
                    @Override
                    public void append(LogEvent event) {
                        lines.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
                    }
                };

        static Logged all() {
            Logged logged = new Logged();
            logged.appender.start();
            logged.context.getConfiguration().getLoggers().forEach((name, config) -> {
                logged.before.put(name, config.getLevel());
                config.setLevel(Level.INFO);
            });
            // Only recorded: the console keeps its silence.
            var root = logged.context.getConfiguration().getRootLogger();
            root.getAppenders().keySet().forEach(root::removeAppender);
            root.addAppender(logged.appender, Level.INFO, null);
            logged.context.updateLoggers();
            return logged;
        }

        List<String> lines() {
            return List.copyOf(lines);
        }

        @Override
        public void close() {
            context.reconfigure();
        }
    }
}
