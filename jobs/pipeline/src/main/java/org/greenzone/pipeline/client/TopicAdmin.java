package org.greenzone.pipeline.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.greenzone.pipeline.topic.Topic;

/** Makes and describes the topics of Greenzone on a broker. */
public final class TopicAdmin {
    private static final short ONE_REPLICA = 1;

    private final Properties connection;

    /** A question to the broker. */
    private interface Request<T> {
        T ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    /** @param connection Kafka's client properties, at least {@code bootstrap.servers} */
    public TopicAdmin(Properties connection) {
        this.connection = connection;
    }

    /**
     * Makes the topics that do not exist yet. Records keep their event time as Kafka timestamp, so that retention by time
     * would delete a historical replay at once: it is off.
     *
     * @param partitions number of partitions of each event topic that is made; reference topics have one
     */
    public void createMissing(int partitions) {
        ask("make the topics", admin -> {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = new ArrayList<>();
            for (Topic topic : Topic.values()) {
                if (!existing.contains(topic.topicName())) {
                    missing.add(newTopic(topic, partitions));
                }
            }
            return admin.createTopics(missing).all().get();
        });
    }

    private static NewTopic newTopic(Topic topic, int partitions) {
        boolean compacted = topic.retention() == Topic.Retention.COMPACTED;
        Map<String, String> configs = new TreeMap<>(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                "-1"));
        if (topic == Topic.REJECTED_TRACKS) {
            configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topic.MAXIMUM_REJECTION_BYTES));
        }
        return new NewTopic(topic.topicName(), compacted ? 1 : partitions, ONE_REPLICA).configs(configs);
    }

    /** Number of partitions of each topic of Greenzone that exists. */
    public Map<Topic, Integer> partitions() {
        return ask("describe the topics", TopicAdmin::partitions);
    }

    private static Map<Topic, Integer> partitions(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        List<String> ours = Arrays.stream(Topic.values())
                .map(Topic::topicName)
                .filter(existing::contains)
                .toList();
        Map<Topic, Integer> partitions = new TreeMap<>();
        admin.describeTopics(ours)
                .allTopicNames()
                .get()
                .forEach((name, description) -> partitions.put(
                        Topic.named(name), description.partitions().size()));
        return partitions;
    }

    /**
     * Fails where a broker allows transactions less time than a job may need to come back to one: its producer would be
     * refused at the first record, or worse, its records be dropped.
     */
    public void failIfTransactionsMayNotLast(int millis) {
        String setting = "transaction.max.timeout.ms";
        Map<ConfigResource, Config> brokers = ask("ask for the broker's limit of transactions", admin -> {
            List<ConfigResource> resources = admin.describeCluster().nodes().get().stream()
                    .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
                    .toList();
            return admin.describeConfigs(resources).all().get();
        });
        brokers.forEach((broker, config) -> {
            int allowed = Integer.parseInt(config.get(setting).value());
            if (allowed < millis) {
                throw new IllegalArgumentException(
                        "broker " + broker.name() + " ends transactions after " + allowed + " ms (" + setting
                                + "), the jobs need " + millis + ": raise it, or use --delivery at-least-once");
            }
        });
    }

    /** How long each existing topic keeps its records, as its broker has it: forever, compacted, or a duration. */
    public Map<Topic, String> retentions() {
        return ask("describe the topics", admin -> {
            Map<Topic, String> retentions = new TreeMap<>();
            List<ConfigResource> resources = partitions(admin).keySet().stream()
                    .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()))
                    .toList();
            admin.describeConfigs(resources)
                    .all()
                    .get()
                    .forEach((resource, config) -> retentions.put(Topic.named(resource.name()), retention(config)));
            return retentions;
        });
    }

    private static String retention(Config config) {
        if (config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            return "compacted";
        }
        long millis = Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
        return millis < 0 ? "forever" : Duration.ofMillis(millis).toString();
    }

    /** Number of records (events, promises and marks of transactions) that each existing topic holds. */
    public Map<Topic, Long> counts() {
        return ask("count the topics", admin -> {
            Map<Topic, Long> counts = new TreeMap<>();
            for (Map.Entry<Topic, Integer> entry : partitions(admin).entrySet()) {
                List<TopicPartition> all = new ArrayList<>();
                for (int p = 0; p < entry.getValue(); p++) {
                    all.add(new TopicPartition(entry.getKey().topicName(), p));
                }
                counts.put(
                        entry.getKey(),
                        offsets(admin, all, OffsetSpec.latest()) - offsets(admin, all, OffsetSpec.earliest()));
            }
            return counts;
        });
    }

    private static long offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> which)))
                .all()
                .get()
                .values()
                .stream()
                .mapToLong(info -> info.offset())
                .sum();
    }

    private <T> T ask(String what, Request<T> request) {
        try (Admin admin = Admin.create(connection)) {
            return request.ask(admin);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new KafkaException("cannot " + what + ": " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted: cannot " + what, e);
        }
    }
}
