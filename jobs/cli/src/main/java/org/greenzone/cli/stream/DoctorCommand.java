package org.greenzone.cli.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.utils.AppInfoParser;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Times;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.client.TopicAdmin;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.Delivery;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code greenzone doctor}: looks at an installation for what goes wrong, and says what to do. */
@Command(
        name = "doctor",
        description =
                "Looks at a broker and its topics: versions, retention, transactions that hang, how far sites and jobs"
                        + " have come, physical data. Exit code 1 where something is wrong.",
        sortOptions = false)
public final class DoctorCommand implements Callable<Integer> {
    /** Longer than a checkpoint takes, shorter than the transactions of the jobs may last. */
    private static final long LONG_OPEN_MILLIS = 60_000;

    private static final long NOTABLE_LAG_MICROS = 3_600_000_000L;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final SourceOptions source = new SourceOptions();

    @Override
    public Integer call() throws Exception {
        good("java " + Runtime.version() + ", flink " + EnvironmentInformation.getVersion() + ", kafka client "
                + AppInfoParser.getVersion());
        physicalData();
        try (SourceOptions.Source opened = source.open(common)) {
            if (topics(opened.connection())) {
                transactions(opened.connection());
                progress(opened.connection());
            }
        }
        return common.exitCode();
    }

    private void good(String what) {
        common.out().println("ok     " + what);
    }

    /** A word of what is wrong makes the exit code 1. */
    private void bad(String what) {
        common.complain(what);
    }

    private void physicalData() {
        long now = Instant.now().toEpochMilli() * 1000;
        List<String> warnings = common.physicalData().warnings(now, now);
        if (warnings.isEmpty()) {
            good("physical data cover today");
        }
        warnings.forEach(warning -> bad("physical data: " + warning + " (of no matter where old nights are replayed)"));
    }

    private boolean topics(Properties connection) {
        TopicAdmin admin = new TopicAdmin(connection);
        Map<Topic, Integer> partitions = admin.partitions();
        List<String> missing = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (!partitions.containsKey(topic)) {
                missing.add(topic.topicName());
            }
        }
        if (!missing.isEmpty()) {
            bad("topics are missing: " + String.join(", ", missing) + "; greenzone topics --create makes them");
            return false;
        }
        good(partitions.size() + " topics, tracks in " + partitions.get(Topic.TRACKS) + " partitions");
        admin.retentions().forEach((topic, retention) -> {
            boolean kept = retention.equals("forever") || retention.equals("compacted");
            if (!kept) {
                bad(
                        "topic " + topic.topicName() + " keeps its records for " + retention
                                + ": they bear event time, and a replay of an old night is deleted at once; set retention.ms=-1");
            }
        });
        try {
            admin.failIfTransactionsMayNotLast(Delivery.TRANSACTION_TIMEOUT_MILLIS);
            good("transactions may last as long as the jobs need");
        } catch (IllegalArgumentException e) {
            bad(CommonOptions.messageOf(e));
        }
        return true;
    }

    private void transactions(Properties connection) throws InterruptedException {
        int open = 0;
        try (Admin admin = Admin.create(connection)) {
            List<String> ids = admin.listTransactions().all().get().stream()
                    .filter(listing -> listing.state() == TransactionState.ONGOING)
                    .map(TransactionListing::transactionalId)
                    .toList();
            Map<String, TransactionDescription> described = ids.isEmpty()
                    ? Map.of()
                    : admin.describeTransactions(ids).all().get();
            long now = System.currentTimeMillis();
            for (Map.Entry<String, TransactionDescription> one : described.entrySet()) {
                long since = now - one.getValue().transactionStartTimeMs().orElse(now);
                open++;
                if (since > LONG_OPEN_MILLIS) {
                    bad(String.format(
                            Locale.ROOT,
                            "transaction %s is open for %d s: readers wait before it; is its job down? It is ended %d s"
                                    + " after its begin",
                            one.getKey(),
                            since / 1000,
                            one.getValue().transactionTimeoutMs() / 1000));
                }
            }
        } catch (ExecutionException e) {
            throw new CommandFailed("the broker does not tell its transactions: " + CommonOptions.messageOf(e), e);
        }
        good(open + " transactions open");
    }

    /** How far each writer has promised in each topic, and who is behind. */
    private void progress(Properties connection) {
        Map<Topic, Map<String, Long>> promised = new TreeMap<>();
        Map<String, Integer> broken = new TreeMap<>();
        try (EventReader reader = new EventReader(connection, List.of(Topic.values()))) {
            reader.readToEnd(received -> {
                if (received.decoded() instanceof Wire.Message message && message.value() instanceof Progress wire) {
                    var promise = ProgressCodec.fromWire(wire);
                    promised.computeIfAbsent(received.topic(), topic -> new TreeMap<>())
                            .merge(promise.source(), promise.completeUntilMicros(), Math::max);
                } else if (received.decoded() instanceof Wire.Broken && received.topic() != Topic.TRACKS) {
                    broken.merge(received.topic().topicName(), 1, Integer::sum);
                }
            });
        }
        broken.forEach((topic, count) -> bad(count + " records of topic " + topic + " cannot be decoded"));
        Map<String, Long> sites = promised.getOrDefault(Topic.TRACKS, Map.of());
        long first = sites.values().stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
        if (first == Long.MIN_VALUE) {
            bad("no site has promised anything in the topic tracks: event time does not begin");
            return;
        }
        sites.forEach((site, micros) -> {
            String line = "site " + site + " is complete until " + Times.iso(micros);
            if (first - micros > NOTABLE_LAG_MICROS) {
                bad(line + String.format(Locale.ROOT, ", %.1f h behind the first", (first - micros) / 3600e6));
            } else {
                good(line);
            }
        });
        promised.forEach((topic, writers) -> writers.forEach((writer, micros) -> {
            if (topic == Topic.TRACKS || writer.equals("seed")) {
                return;
            }
            String line = writer + " has filled " + topic.topicName() + " until " + Times.iso(micros);
            if (first - micros > NOTABLE_LAG_MICROS) {
                bad(line
                        + String.format(
                                Locale.ROOT, ", %.1f h behind the sites: is it down?", (first - micros) / 3600e6));
            } else {
                good(line);
            }
        }));
    }
}
