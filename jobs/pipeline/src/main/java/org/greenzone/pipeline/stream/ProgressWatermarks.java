package org.greenzone.pipeline.stream;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.greenzone.pipeline.Progress;

/**
 * Event time of one partition from the promises of those who write into it: the watermark is the least promise of all
 * writers that are expected. Events themselves move nothing, so that a track from 2099 does not; a promise holds up to the time at
 * which it was published, so that a clock that is fast does not; and no wall clock is asked, so that a replay has the watermarks of
 * the live run.
 *
 * <p>A topic that a feedback goes through has a second kind of writer: {@link #SEED}, who fills it before the first
 * event and promises that it is complete until the start. His promise holds until the expected writers speak.
 *
 * <p>With a delay, an event takes effect, and a promise counts, that much later: the catalogue as of t - lag.
 */
public final class ProgressWatermarks implements WatermarkStrategy<Inbound> {
    private static final long serialVersionUID = 1L;

    /** Source of the promise of who fills a topic before the start. */
    public static final String SEED = "seed";

    private static final long MICROS_PER_MILLI = 1000;

    private final List<String> expectedSources;
    private final long delayMicros;
    private final long silenceMicros;

    /**
     * @param expectedSources all writers whose promises are waited for
     * @param delayMicros added to each event time and promise
     */
    public ProgressWatermarks(List<String> expectedSources, long delayMicros) {
        this(expectedSources, delayMicros, PartitionClock.NEVER);
    }

    /** Of sites, which go on without one that is silent for longer ({@link PartitionClock}). */
    public static ProgressWatermarks ofSites(List<String> sites, long silenceMicros) {
        return new ProgressWatermarks(sites, 0, silenceMicros);
    }

    private ProgressWatermarks(List<String> expectedSources, long delayMicros, long silenceMicros) {
        if (expectedSources.isEmpty()) {
            throw new IllegalArgumentException("a topic without writers has no event time");
        }
        this.expectedSources = List.copyOf(expectedSources);
        this.delayMicros = delayMicros;
        this.silenceMicros = silenceMicros;
    }

    /** Milliseconds of Flink that an event time falls into. */
    public static long millis(long micros) {
        return Math.floorDiv(micros, MICROS_PER_MILLI);
    }

    /** The promise that a watermark stands for: all events before these microseconds are there. */
    public static long completeUntilMicros(long watermarkMillis) {
        return (watermarkMillis + 1) * MICROS_PER_MILLI;
    }

    @Override
    public WatermarkGenerator<Inbound> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        return generator();
    }

    /** Follows the promises of one partition. */
    WatermarkGenerator<Inbound> generator() {
        return new Generator();
    }

    /** Milliseconds of Flink at which an event takes effect. */
    long timestamp(Inbound inbound) {
        return inbound.eventMicros() == Long.MIN_VALUE ? Long.MIN_VALUE : millis(inbound.eventMicros() + delayMicros);
    }

    @Override
    public TimestampAssigner<Inbound> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return (inbound, kafkaMillis) ->
                inbound.eventMicros() == Long.MIN_VALUE ? Long.MIN_VALUE : millis(inbound.eventMicros() + delayMicros);
    }

    private final class Generator implements WatermarkGenerator<Inbound> {
        private final TreeMap<String, long[]> promises = new TreeMap<>();
        private long emittedMicros = Long.MIN_VALUE;

        @Override
        public void onEvent(Inbound inbound, long timestamp, WatermarkOutput output) {
            if (inbound.kind() != Inbound.Kind.PROGRESS) {
                return;
            }
            Progress promise = inbound.progress();
            if (!promise.source().equals(SEED) && !expectedSources.contains(promise.source())) {
                return;
            }
            long[] copies = promises.get(promise.source());
            if (copies == null || copies.length != promise.count()) {
                copies = new long[promise.count()];
                Arrays.fill(copies, Long.MIN_VALUE);
                promises.put(promise.source(), copies);
            }
            copies[promise.index()] = Math.max(copies[promise.index()], promise.completeUntilMicros());
            long complete = complete();
            if (complete > emittedMicros) {
                emittedMicros = complete;
                output.emitWatermark(new Watermark(millis(complete + delayMicros) - 1));
            }
        }

        private long complete() {
            PartitionClock clock = new PartitionClock(expectedSources, silenceMicros);
            for (String source : expectedSources) {
                long promised = promised(source);
                if (promised > Long.MIN_VALUE) {
                    clock.promise(source, promised);
                }
            }
            return Math.max(clock.completeMicros(), promised(SEED));
        }

        private long promised(String source) {
            long[] copies = promises.get(source);
            if (copies == null) {
                return Long.MIN_VALUE;
            }
            long least = Long.MAX_VALUE;
            for (long copy : copies) {
                least = Math.min(least, copy);
            }
            return least;
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // Promises move the watermark as they come; time alone moves nothing.
        }
    }
}
