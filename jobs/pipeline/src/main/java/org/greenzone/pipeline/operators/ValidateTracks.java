package org.greenzone.pipeline.operators;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.greenzone.astro.track.ContentId;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackValidation;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.ValidTrack;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ProgressWatermarks;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Records of the topic tracks: the good ones as tracks, the others with their reason and their bytes.
 *
 * <p>Keyed by site. State: how far the site has promised; the ids of its tracks of the last days, against duplicates by
 * content. The clock that a track must not be ahead of is the time at which it was published, as its topic keeps it:
 * never the wall of this machine, and not the tracks and promises before it, or the first track after a silent hour would
 * be one from the future. (A broker takes no timestamp that is more than an hour ahead of its own clock.)
 *
 * <p>A track that comes behind the promise of its site, or behind what is held of it while it was silent ({@link StampTracks}), goes on as one of the time of that promise: the windows before it are
 * decided, the arc of its object is not. Counted: {@code lateTracks}; {@code tooLateTracks}, which are later than allowed and are
 * rejected; {@code promisesAhead} of their publication, which hold only up to that; {@code quarantinedTracks}.
 *
 * <p>A site whose newest promise or track is more than a second ahead of its own publication has a clock that is fast: 5 s are 38 km
 * along a low orbit. Its tracks are rejected until a promise that is not ahead; they can be published again with their times set right. A clock that is
 * slow cannot be told from a way that is long: such tracks are late, which their associations say. Of each site is measured what {@link SiteMetrics} names.
 */
public final class ValidateTracks extends KeyedProcessFunction<String, Inbound, ValidTrack> {
    private static final long serialVersionUID = 1L;

    /** Records that are not used. */
    public static final OutputTag<RejectedTrack> REJECTED =
            new OutputTag<>("rejected", TypeInformation.of(RejectedTrack.class));

    /** How long a track is remembered, at least the longest lateness: a duplicate that comes later is too late anyway. */
    private static final long REMEMBER_MILLIS = 3 * 86_400_000L;

    private static final double MICROS_PER_HOUR = 3600e6;

    /** Tracks are forgotten by the hour: looking through all of them for each would cost the square of their number. */
    private static final long FORGET_EVERY_MILLIS = 3_600_000L;

    /** How far a clock may be ahead: 8 km of way. Clocks that are set by satellites or NTP keep to some milliseconds. */
    private static final long MAXIMUM_AHEAD_MICROS = 1_000_000L;

    private final JobOptions options;
    private final ReferenceData reference;

    private transient Map<String, Site> sites;
    private transient Counter lateTracks;
    private transient Counter tooLateTracks;
    private transient Counter promisesAhead;
    private transient Counter quarantinedTracks;
    private transient SiteMetrics siteMetrics;
    private transient MapState<Integer, Long> promisedMicros;
    private transient MapState<Integer, Long> fastMicros;
    private transient MapState<String, Long> seen;

    public ValidateTracks(JobOptions options, ReferenceData reference) {
        this.options = options;
        this.reference = reference;
    }

    @Override
    public void open(OpenContext context) {
        sites = reference.sites();
        promisedMicros =
                getRuntimeContext().getMapState(new MapStateDescriptor<>("promised-micros", Types.INT, Types.LONG));
        fastMicros = getRuntimeContext().getMapState(new MapStateDescriptor<>("fast-micros", Types.INT, Types.LONG));
        seen = getRuntimeContext().getMapState(new MapStateDescriptor<>("seen-tracks", Types.STRING, Types.LONG));
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        lateTracks = metrics.counter("lateTracks");
        tooLateTracks = metrics.counter("tooLateTracks");
        promisesAhead = metrics.counter("promisesAhead");
        quarantinedTracks = metrics.counter("quarantinedTracks");
        siteMetrics = new SiteMetrics(metrics, sites.keySet());
    }

    @Override
    public void processElement(Inbound inbound, Context context, Collector<ValidTrack> out) throws Exception {
        if (inbound.kind() == Inbound.Kind.PROGRESS) {
            if (sites.containsKey(inbound.source())) {
                Long before = promisedMicros.get(inbound.partition());
                promisedMicros.put(
                        inbound.partition(),
                        Math.max(before == null ? Long.MIN_VALUE : before, inbound.promisedMicros()));
                promisesAhead.inc(inbound.isAhead() ? 1 : 0);
                siteMetrics.promised(inbound);
                if (inbound.aheadMicros() > MAXIMUM_AHEAD_MICROS) {
                    fastMicros.put(inbound.partition(), inbound.aheadMicros());
                } else {
                    fastMicros.remove(inbound.partition());
                }
            }
            return;
        }
        Wire.Decoded decoded = Wire.decode(inbound.bytes());
        if (decoded instanceof Wire.Broken broken) {
            reject(inbound, context, broken.reason().name(), broken.detail());
        } else if (decoded instanceof Wire.Message message
                && message.value() instanceof org.greenzone.schemas.Track wire) {
            judge(inbound, wire, context, out);
        } else {
            reject(
                    inbound,
                    context,
                    "UNKNOWN_SCHEMA",
                    "neither a track nor a promise that can be kept: a record of another topic of Greenzone?");
        }
    }

    private void judge(Inbound inbound, org.greenzone.schemas.Track wire, Context context, Collector<ValidTrack> out)
            throws Exception {
        Optional<String> notFinite = TrackCodec.notFinite(wire);
        if (notFinite.isPresent()) {
            reject(inbound, context, "NOT_FINITE", notFinite.get() + "; leave a quantity that was not measured null");
            return;
        }
        Track track = TrackCodec.fromWire(wire);
        if (TrackValidation.validate(track, sites, published(inbound))
                instanceof TrackValidation.Result.Rejected rejected) {
            reject(inbound, context, rejected.reason().name(), rejected.detail());
            return;
        }
        if (inbound.aheadMicros() > MAXIMUM_AHEAD_MICROS) {
            fastMicros.put(inbound.partition(), inbound.aheadMicros());
        }
        Long fast = fastMicros.get(inbound.partition());
        if (fast != null) {
            quarantinedTracks.inc();
            reject(
                    inbound,
                    context,
                    "TIME_IN_FUTURE",
                    String.format(
                            Locale.ROOT,
                            "the clock of site %s is %.1f s fast: so far ahead of its publication was its newest promise or"
                                    + " track; set the clock, and publish the track again with its times set right",
                            track.siteId(),
                            fast / 1e6));
            return;
        }
        String contentId = ContentId.ofTrack(track.siteId(), track.transmitterSiteId(), track.measurements());
        if (seen.contains(contentId)) {
            reject(inbound, context, "DUPLICATE", "track " + contentId + " was published before");
            return;
        }
        long effective = Math.max(track.endMicros(), promised(inbound));
        if (effective - track.endMicros() > options.latenessMicros()) {
            tooLateTracks.inc();
            reject(
                    inbound,
                    context,
                    "LATE",
                    String.format(
                            Locale.ROOT,
                            "it ended %.1f h before what site %s had promised to be complete, allowed are %.1f h; raise"
                                    + " --lateness to use such tracks",
                            (effective - track.endMicros()) / MICROS_PER_HOUR,
                            track.siteId(),
                            options.times().latenessHours()));
            return;
        }
        long millis = ProgressWatermarks.millis(track.endMicros());
        seen.put(contentId, millis);
        context.timerService().registerEventTimeTimer(forgetMillis(millis));
        ValidTrack valid = new ValidTrack(track.withTrackId(contentId), effective);
        lateTracks.inc(valid.isLate() ? 1 : 0);
        siteMetrics.accepted(inbound, track.endMicros());
        out.collect(valid);
    }

    /**
     * A promise binds the partition in which it stands: between partitions there is no order. A silent site is bound by what
     * the others promised there, less the silence that is allowed.
     */
    private long promised(Inbound inbound) throws Exception {
        Long value = promisedMicros.get(inbound.partition());
        return Math.max(value == null ? Long.MIN_VALUE : value, inbound.othersMicros());
    }

    /** Records of old brokers have no time: then there is nothing to be ahead of. */
    private static long published(Inbound inbound) {
        return inbound.publishedMicros() < 0 ? Long.MAX_VALUE : inbound.publishedMicros();
    }

    private void reject(
            Inbound inbound,
            KeyedProcessFunction<String, Inbound, ValidTrack>.Context context,
            String reason,
            String detail) {
        siteMetrics.rejected(inbound, reason);
        context.output(
                REJECTED,
                RejectedTrack.of(
                        reason,
                        detail,
                        inbound.topic(),
                        inbound.partition(),
                        inbound.offset(),
                        inbound.publishedMicros(),
                        inbound.bytes()));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ValidTrack> out) throws Exception {
        var entries = seen.iterator();
        while (entries.hasNext()) {
            if (forgetMillis(entries.next().getValue()) <= timestamp) {
                entries.remove();
            }
        }
        if (seen.isEmpty()) {
            seen.clear();
        }
    }

    private static long forgetMillis(long endMillis) {
        return Math.floorDiv(endMillis + REMEMBER_MILLIS, FORGET_EVERY_MILLIS) * FORGET_EVERY_MILLIS
                + FORGET_EVERY_MILLIS;
    }
}
