package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.EncounterTracker;
import org.greenzone.pipeline.codec.ConjunctionCodec;
import org.greenzone.pipeline.stream.ProgressWatermarks;

/**
 * Follows the encounters of all pairs over the screenings of both objects: what is new, what is revised, what is withdrawn.
 *
 * <p>Keyed by a part of the pairs: each pair belongs to one key, whichever shard screened it. State: the last event of each encounter of a pair until
 * its last minimum has passed; the pairs of each object that have one; evidence that waits for the watermark, so that all shards have
 * spoken. An object that was screened and of which a known encounter was not found again has withdrawn it.
 */
public final class FollowEncounters extends KeyedProcessFunction<Integer, PairEvidence, Conjunction> {
    private static final long serialVersionUID = 1L;

    private static final long HOUR_MILLIS = 3_600_000;

    private transient MapState<Long, List<PairEvidence>> waiting;
    private transient RecordState<Conjunction, org.greenzone.schemas.Conjunction> encounters;
    /** Of versions that kept encounters as they are here. */
    private transient MapState<String, List<Conjunction>> encountersBefore;

    private transient MapState<String, List<String>> pairsOf;

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting-evidence", Types.LONG, Types.LIST(TypeInformation.of(PairEvidence.class))));
        encounters = new RecordState<>(
                getRuntimeContext(),
                "encounter-records",
                org.greenzone.schemas.Conjunction.class,
                ConjunctionCodec::toWire,
                ConjunctionCodec::fromWire);
        encountersBefore = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "encounters", Types.STRING, Types.LIST(TypeInformation.of(Conjunction.class))));
        pairsOf = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("pairs-of", Types.STRING, Types.LIST(Types.STRING)));
    }

    @Override
    public void processElement(PairEvidence evidence, Context context, Collector<Conjunction> out) throws Exception {
        EventTimeBuffer.add(
                waiting, context.timerService(), ProgressWatermarks.millis(evidence.eventMicros()), evidence);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Conjunction> out) throws Exception {
        long now = timestamp * 1000;
        encounters.takeOver(encountersBefore, known -> known);
        if (timestamp % HOUR_MILLIS == 0) {
            forgetPassed(now);
        }
        Map<String, List<Conjunction>> fresh = new HashMap<>();
        TreeSet<String> pairs = new TreeSet<>();
        for (PairEvidence evidence : EventTimeBuffer.take(waiting, timestamp)) {
            for (Conjunction found : evidence.found()) {
                fresh.computeIfAbsent(PairEvidence.pair(found), pair -> new ArrayList<>())
                        .add(found);
            }
            List<String> known = pairsOf.get(evidence.objectId());
            pairs.addAll(known == null ? List.of() : known);
        }
        pairs.addAll(fresh.keySet());
        for (String pair : pairs) {
            follow(pair, fresh.getOrDefault(pair, List.of()), now, out);
        }
        if (!pairs.isEmpty()) {
            context.timerService().registerEventTimeTimer((timestamp / HOUR_MILLIS + 1) * HOUR_MILLIS);
        }
    }

    private void follow(String pair, List<Conjunction> fresh, long now, Collector<Conjunction> out) throws Exception {
        List<Conjunction> known = encounters.get(pair);
        List<Conjunction> inOrder = new ArrayList<>(fresh);
        inOrder.sort(Comparator.comparingLong(Conjunction::tcaMicros));
        List<Conjunction> events = EncounterTracker.events(known, inOrder, now, now);
        events.forEach(out::collect);
        keep(pair, EncounterTracker.ahead(known, events, fresh, now));
    }

    private void keep(String pair, List<Conjunction> ahead) throws Exception {
        boolean was = encounters.contains(pair);
        if (!ahead.isEmpty()) {
            encounters.put(pair, ahead);
            if (!was) {
                for (String objectId : objects(ahead.get(0))) {
                    List<String> pairs = pairsOf.get(objectId);
                    List<String> more = pairs == null ? new ArrayList<>() : new ArrayList<>(pairs);
                    more.add(pair);
                    pairsOf.put(objectId, more);
                }
            }
        } else if (was) {
            List<String> both = objects(encounters.get(pair).get(0));
            encounters.remove(pair);
            for (String objectId : both) {
                List<String> pairs = pairsOf.get(objectId);
                List<String> fewer = pairs == null ? new ArrayList<>() : new ArrayList<>(pairs);
                fewer.remove(pair);
                if (fewer.isEmpty()) {
                    pairsOf.remove(objectId);
                } else {
                    pairsOf.put(objectId, fewer);
                }
            }
        }
    }

    private static List<String> objects(Conjunction encounter) {
        return List.of(encounter.primary().objectId(), encounter.secondary().objectId());
    }

    private void forgetPassed(long now) throws Exception {
        Map<String, List<Conjunction>> left = new TreeMap<>();
        for (String pair : encounters.names()) {
            List<Conjunction> known = encounters.get(pair);
            List<Conjunction> ahead =
                    known.stream().filter(c -> c.lastMinimumMicros() > now).toList();
            if (ahead.size() < known.size()) {
                left.put(pair, ahead);
            }
        }
        for (Map.Entry<String, List<Conjunction>> entry : left.entrySet()) {
            keep(entry.getKey(), entry.getValue());
        }
    }
}
