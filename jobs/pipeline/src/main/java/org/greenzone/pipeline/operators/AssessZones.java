package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.zone.CloudCrossing;
import org.greenzone.astro.zone.KnownBreakup;
import org.greenzone.astro.zone.LostObject;
import org.greenzone.astro.zone.Situation;
import org.greenzone.astro.zone.WatchedConjunction;
import org.greenzone.astro.zone.ZoneAssessor;
import org.greenzone.astro.zone.ZoneRules;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.stream.ProgressWatermarks;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Says in which zone an asset is, at each new evidence and when time alone changes it.
 *
 * <p>Keyed by asset. State: its newest orbit; its conjunctions with the probabilities of their last updates, and its passages through clouds, until the
 * windows of shelter about them are over; objects that are lost, for {@value #KEPT_DAYS} days or until an orbit finds them; breakups
 * and the ids of the tracks of their fragments, for as many days after the last word of them; the last status and when the next
 * one is due; evidence that waits for the watermark. A lost object that is a fragment of a breakup is not counted: the cloud
 * stands for it. One timer is set for the next assessment without evidence, so that a
 * status decays in event time.
 */
public final class AssessZones extends KeyedProcessFunction<String, ZoneEvidence, ZoneStatus> {
    private static final long serialVersionUID = 1L;

    /** Orbits whose predictions are kept; more assets than that in one copy of the operator cost time alone. */
    private static final int PREDICTIONS = 16;

    /** Objects that were not seen for longer are no longer counted: the service asks for tracking after as many days. */
    private static final int KEPT_DAYS = 3;

    private static final long MINUTE_MICROS = 60_000_000L;

    private static final long KEPT_MICROS = KEPT_DAYS * 86_400_000_000L;

    private final JobOptions options;
    private final ReferenceData reference;

    private transient Map<String, Asset> assets;
    private transient ZoneAssessor assessor;
    private transient MapState<Long, List<ZoneEvidence>> waiting;
    private transient ValueState<CatalogueOrbit> newest;
    private transient ZoneRules rules;
    private transient MapState<String, WatchedConjunction> conjunctions;
    private transient MapState<String, ZonePassage> passages;
    private transient MapState<String, ZoneBreakup> breakups;
    private transient MapState<String, String> cloudTracks;
    private transient MapState<String, LostObject> lost;
    private transient ValueState<ZoneStatus> last;
    private transient ValueState<Long> due;

    public AssessZones(JobOptions options, ReferenceData reference) {
        this.options = options;
        this.reference = reference;
    }

    @Override
    public void open(OpenContext context) {
        assets = reference.assets();
        PhysicalData data = options.physicalData();
        // An orbit was screened as far as the horizon from when it became known: beyond, nothing ahead means nothing.
        rules = options.decisions().zoneRules().withTrust(Math.min(options.trustMicros(), options.horizonMicros()));
        assessor = new ZoneAssessor(
                rules,
                new OrbitPrediction(new OrbitPropagator(data, ForceModel.STANDARD), data.leapSeconds(), PREDICTIONS),
                data.gravity().mu());
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-evidence", Types.LONG, Types.LIST(TypeInformation.of(ZoneEvidence.class))));
        newest = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("newest-orbit", TypeInformation.of(CatalogueOrbit.class)));
        conjunctions = byId("watched-conjunctions", WatchedConjunction.class);
        passages = byId("passages", ZonePassage.class);
        breakups = byId("breakups", ZoneBreakup.class);
        cloudTracks = byId("tracks-of-fragments", String.class);
        lost = byId("lost-objects", LostObject.class);
        last = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("last-status", TypeInformation.of(ZoneStatus.class)));
        due = getRuntimeContext().getState(new ValueStateDescriptor<>("next-assessment-millis", Types.LONG));
    }

    private <V> MapState<String, V> byId(String name, Class<V> type) {
        return getRuntimeContext().getMapState(new MapStateDescriptor<>(name, Types.STRING, TypeInformation.of(type)));
    }

    @Override
    public void processElement(ZoneEvidence evidence, Context context, Collector<ZoneStatus> out) throws Exception {
        EventTimeBuffer.add(
                waiting, context.timerService(), ProgressWatermarks.millis(evidence.eventMicros()), evidence);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ZoneStatus> out) throws Exception {
        Asset asset = assets.get(context.getCurrentKey());
        if (asset == null) {
            throw new IllegalStateException("evidence for the unknown asset " + context.getCurrentKey());
        }
        long now = ProgressWatermarks.completeUntilMicros(timestamp);
        List<ZoneEvidence> evidence = EventTimeBuffer.take(waiting, timestamp);
        Long expected = due.value();
        if (!take(evidence) && expected != null && expected > timestamp) {
            return;
        }
        List<KnownBreakup> standing = breakups(now);
        Situation situation = new Situation(
                Optional.ofNullable(newest.value()), conjunctions(now), crossings(now), standing, lost(now));
        Optional<ZoneStatus> status = assessor.next(asset, situation, Optional.ofNullable(last.value()), now);
        if (status.isPresent()) {
            last.update(status.get());
            out.collect(status.get());
        }
        if (context.timerService().currentWatermark() == Watermark.MAX_WATERMARK.getTimestamp() && waiting.isEmpty()) {
            // The input has ended: time goes no further by itself, or a drained job would assess to the end of time.
            return;
        }
        long next = assessor.nextAssessmentMicros(situation, last.value(), now);
        long nextMillis = Math.max(timestamp + 1, ProgressWatermarks.millis(next));
        due.update(nextMillis);
        context.timerService().registerEventTimeTimer(nextMillis);
    }

    /** Takes evidence in; whether anything is different after it. */
    private boolean take(List<ZoneEvidence> evidence) throws Exception {
        boolean different = false;
        List<ZoneEvidence> ordered = new ArrayList<>(evidence);
        ordered.sort(Comparator.comparingLong(ZoneEvidence::eventMicros));
        for (ZoneEvidence e : ordered) {
            if (e.objectId().isEmpty()) {
                different = true;
            } else if (!e.lost().isEmpty()) {
                lost.put(e.objectId(), e.lost().get(0));
                different = true;
            } else if (lost.contains(e.objectId())) {
                lost.remove(e.objectId());
                different = true;
            }
            for (CatalogueOrbit orbit : e.orbit()) {
                CatalogueOrbit known = newest.value();
                if (known == null || known.revision() <= orbit.revision()) {
                    newest.update(orbit);
                }
            }
            for (Conjunction conjunction : e.conjunction()) {
                WatchedConjunction known = conjunctions.get(conjunction.conjunctionId());
                conjunctions.put(
                        conjunction.conjunctionId(),
                        known == null ? WatchedConjunction.of(conjunction) : known.updated(conjunction));
            }
            for (ZonePassage passage : e.passage()) {
                ZonePassage known = passages.get(passage.crossing().passageId());
                passages.put(
                        passage.crossing().passageId(),
                        known == null ? passage : known.updated(passage, rules.validityMicros()));
            }
            for (ZoneBreakup breakup : e.breakup()) {
                take(breakup);
            }
        }
        return different;
    }

    /** Revisions hold only the tracks that are new with them, so those of an older one count as well. */
    private void take(ZoneBreakup breakup) throws Exception {
        String id = breakup.breakup().breakupId();
        for (String trackId : breakup.trackIds()) {
            cloudTracks.put(trackId, id);
        }
        ZoneBreakup known = breakups.get(id);
        if (known == null || known.revision() <= breakup.revision()) {
            breakups.put(
                    id,
                    new ZoneBreakup(
                            breakup.revision(),
                            breakup.createdMicros(),
                            breakup.withdrawn(),
                            breakup.breakup(),
                            List.of()));
        }
    }

    private List<KnownBreakup> breakups(long nowMicros) throws Exception {
        List<KnownBreakup> standing = new ArrayList<>();
        Set<String> over = new HashSet<>();
        var entries = breakups.iterator();
        while (entries.hasNext()) {
            ZoneBreakup breakup = entries.next().getValue();
            if (breakup.withdrawn() || breakup.createdMicros() + KEPT_MICROS < nowMicros) {
                over.add(breakup.breakup().breakupId());
            } else {
                standing.add(breakup.breakup());
            }
            if (breakup.createdMicros() + KEPT_MICROS < nowMicros) {
                entries.remove();
            }
        }
        if (!over.isEmpty()) {
            var tracks = cloudTracks.iterator();
            while (tracks.hasNext()) {
                if (over.contains(tracks.next().getValue())) {
                    tracks.remove();
                }
            }
            forgetIfEmpty(cloudTracks);
            forgetIfEmpty(breakups);
        }
        return standing;
    }

    private List<CloudCrossing> crossings(long nowMicros) throws Exception {
        List<CloudCrossing> counted = new ArrayList<>();
        var entries = passages.iterator();
        while (entries.hasNext()) {
            ZonePassage passage = entries.next().getValue();
            if (passage.crossing().leaveMicros() + keptAfterMicros() < nowMicros) {
                entries.remove();
            } else if (!passage.withdrawn()) {
                counted.add(passage.crossing());
            }
        }
        forgetIfEmpty(passages);
        return counted;
    }

    /** Windows of shelter end a tail after the danger, at a full minute. */
    private long keptAfterMicros() {
        return rules.shelterTailMicros() + 2 * MINUTE_MICROS;
    }

    private List<LostObject> lost(long nowMicros) throws Exception {
        List<LostObject> counted = new ArrayList<>();
        var entries = lost.iterator();
        while (entries.hasNext()) {
            LostObject object = entries.next().getValue();
            if (object.lostFromMicros() + KEPT_MICROS < nowMicros) {
                entries.remove();
            } else if (!isOfACloud(object)) {
                counted.add(object);
            }
        }
        forgetIfEmpty(lost);
        return counted;
    }

    /** An empty map is an entry of the state like a full one. */
    private static void forgetIfEmpty(MapState<?, ?> state) throws Exception {
        if (state.isEmpty()) {
            state.clear();
        }
    }

    private boolean isOfACloud(LostObject object) throws Exception {
        for (String trackId : object.trackIds()) {
            if (cloudTracks.contains(trackId)) {
                return true;
            }
        }
        return false;
    }

    private List<WatchedConjunction> conjunctions(long nowMicros) throws Exception {
        List<WatchedConjunction> counted = new ArrayList<>();
        var entries = conjunctions.iterator();
        while (entries.hasNext()) {
            WatchedConjunction conjunction = entries.next().getValue();
            if (conjunction.newest().tcaMicros() + keptAfterMicros() < nowMicros) {
                entries.remove();
            } else {
                counted.add(conjunction);
            }
        }
        forgetIfEmpty(conjunctions);
        return counted;
    }
}
