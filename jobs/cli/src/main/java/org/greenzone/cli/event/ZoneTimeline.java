package org.greenzone.cli.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.greenzone.cli.Times;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.codec.ZoneStatusCodec;
import org.greenzone.schemas.ZoneStatus;

/**
 * Zones as they hold, not as they were said: when event time passes the end of a status and no newer one has come, its
 * asset is UNKNOWN, and a line says so; hatches are closed and opened when the windows of the newest status begin and end.
 *
 * <p>Event time is what the writers of the topic have promised, partition by partition. Where they fall silent, and live,
 * {@link #silentFor} moves it on.
 */
public final class ZoneTimeline {
    private static final double MICROS_PER_NANO = 1e-3;

    /** Event time is milliseconds in the jobs: the next status may begin so much later. */
    private static final long SEAMLESS_MICROS = 1_000_000;

    /** The newest status of an asset, and up to when its lines have been written. */
    private static final class Held {
        private final int partition;
        private final org.greenzone.astro.zone.ZoneStatus status;
        private long writtenMicros;
        private boolean lapsed;

        Held(int partition, org.greenzone.astro.zone.ZoneStatus status, long writtenMicros) {
            this.partition = partition;
            this.status = status;
            this.writtenMicros = writtenMicros;
        }
    }

    private record Line(long micros, String text) {}

    private final Map<String, Held> assets = new TreeMap<>();
    private final Map<Integer, Map<Integer, Long>> promises = new TreeMap<>();

    /** The lines of a new status: what became of the last one until then, and the status itself. */
    public List<String> status(int partition, ZoneStatus wire) {
        org.greenzone.astro.zone.ZoneStatus status = ZoneStatusCodec.fromWire(wire);
        List<String> lines = new ArrayList<>();
        Held before = assets.get(status.assetId());
        if (before != null) {
            // A status that ends where the next begins has not lapsed.
            before.lapsed |= status.fromMicros() - before.status.validUntilMicros() <= SEAMLESS_MICROS;
            passed(before, status.fromMicros()).forEach(line -> lines.add(line.text()));
        }
        lines.add(EventText.line("zone-status", wire));
        assets.put(status.assetId(), new Held(partition, status, status.fromMicros()));
        return lines;
    }

    /** The lines of what has come to pass in a partition up to a promise of one of its writers. */
    public List<String> promised(int partition, Progress promise) {
        Map<Integer, Long> writers = promises.computeIfAbsent(partition, p -> new TreeMap<>());
        writers.merge(promise.index(), promise.completeUntilMicros(), Math::max);
        return writers.size() < promise.count() ? List.of() : passed(partition, 0);
    }

    /** The lines of what has come to pass while nothing was heard for so long. */
    public List<String> silentFor(long nanos) {
        List<String> lines = new ArrayList<>();
        promises.keySet().forEach(partition -> lines.addAll(passed(partition, Math.round(nanos * MICROS_PER_NANO))));
        return lines;
    }

    private List<String> passed(int partition, long laterMicros) {
        OptionalLong promised = promises.getOrDefault(partition, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .min();
        if (promised.isEmpty()) {
            return List.of();
        }
        long reached = promised.getAsLong() + laterMicros;
        List<Line> lines = new ArrayList<>();
        for (Held held : assets.values()) {
            if (held.partition == partition) {
                lines.addAll(passed(held, reached));
            }
        }
        lines.sort(Comparator.comparingLong(Line::micros).thenComparing(Line::text));
        return lines.stream().map(Line::text).toList();
    }

    private static List<Line> passed(Held held, long untilMicros) {
        List<Line> lines = new ArrayList<>();
        if (untilMicros <= held.writtenMicros) {
            return lines;
        }
        org.greenzone.astro.zone.ZoneStatus status = held.status;
        for (var window : status.windows()) {
            if (window.closeMicros() > held.writtenMicros && window.closeMicros() <= untilMicros) {
                lines.add(hatches(
                        status.assetId(),
                        window.closeMicros(),
                        "close, open after " + minutes(window.openMicros()) + " unless " + window.unless()));
            }
            if (window.openMicros() > held.writtenMicros && window.openMicros() <= untilMicros) {
                lines.add(hatches(status.assetId(), window.openMicros(), "open"));
            }
        }
        if (!held.lapsed
                && status.zone() != org.greenzone.astro.zone.Zone.UNKNOWN
                && status.zoneAt(untilMicros - 1) == org.greenzone.astro.zone.Zone.UNKNOWN) {
            held.lapsed = true;
            lines.add(new Line(
                    status.validUntilMicros(),
                    Times.forPeople(status.validUntilMicros())
                            + String.format(
                                    Locale.ROOT,
                                    "  %-11s %s UNKNOWN (was %s): the last status held until here, and no newer one has"
                                            + " come",
                                    "ZONE",
                                    status.assetId(),
                                    status.zone())));
        }
        held.writtenMicros = untilMicros;
        lines.sort(Comparator.comparingLong(Line::micros).thenComparing(Line::text));
        return lines;
    }

    private static Line hatches(String assetId, long micros, String what) {
        return new Line(
                micros,
                Times.forPeople(micros) + String.format(Locale.ROOT, "  %-11s %s %s", "HATCHES", assetId, what));
    }

    private static String minutes(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString().substring(11, 16);
    }
}
