package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.greenzone.astro.catalogue.CatalogueOrbit;

/**
 * One share of a catalogue, against which each orbit of the whole catalogue that changes is screened: one-against-a-share at the cost of
 * distances between tables ({@link OrbitTable}, {@link TableApproaches}), propagating nothing but the orbit that changed.
 *
 * <p>A pair is one of the share and the query. What is found depends on both orbits, the interval and nothing else: neither on
 * which of the two is the query, nor on what is in the share besides. The object with the lesser id is the primary. An approach counts that enters
 * the volume about one of the two ({@link ScreeningVolumes}). Minima between which the pair stays within reach are one encounter, told by the lowest
 * (as {@link EncounterMerger}, looked at each step of the grid). Two that keep within {@link CatalogueScreening#COMPANION_METRES} over a
 * revolution are a formation: listed as such, without probability.
 *
 * <p>Objects that are known worse than {@link OrbitTables#VAGUE_METRES} do not take part, and others until they are. Not thread-safe.
 */
public final class ShardScreening {
    private final OrbitTables tables;
    private final ConjunctionScreener screener;
    private final ScreeningVolumes volumes;
    private final Map<String, Member> members = new HashMap<>();
    private final List<Member> order = new ArrayList<>();
    private final double[] a = new double[6];
    private final double[] b = new double[6];

    /** Of each member in its place, so that most are passed by without being touched: radii of its orbit and gate, metres; until when it is known. */
    private float[] lowest = new float[16];

    private float[] highest = new float[16];
    private float[] gates = new float[16];
    private double[] knownUntil = new double[16];

    /** Until when its table holds the radii: for ever where it ends because the object does. */
    private double[] tableUntil = new double[16];

    /**
     * @param tables shared by all shares of one process
     * @param screener makes conjunctions of approaches
     * @param volumes about each object
     */
    public ShardScreening(OrbitTables tables, ConjunctionScreener screener, ScreeningVolumes volumes) {
        this.tables = tables;
        this.screener = screener;
        this.volumes = volumes;
    }

    /** An object of the share. Its table is made when it is needed. */
    private static final class Member {
        final CatalogueOrbit orbit;
        final double knownUntil;
        final ScreeningVolume volume;
        final double reach;
        final double radial;

        /** By how much the radius of another object may differ from its own where its volume is entered, or where both are a formation. */
        final double gate;

        int place;
        Optional<OrbitTable> table = Optional.empty();

        Member(CatalogueOrbit orbit, double knownUntil, ScreeningVolume volume) {
            this.orbit = orbit;
            this.knownUntil = knownUntil;
            this.volume = volume;
            this.reach = volume.reachMetres();
            this.radial = volume.halfAxesMetres()[0];
            this.gate = Math.max(RadialGate.metres(volume), CatalogueScreening.COMPANION_METRES);
        }
    }

    /** Puts an orbit into the share, in place of an older one of its object. */
    public void put(CatalogueOrbit orbit) {
        remove(orbit.objectId());
        Member member = member(orbit);
        order.add(member);
        place(member, order.size() - 1);
        members.put(orbit.objectId(), member);
    }

    private void place(Member member, int place) {
        if (place == lowest.length) {
            lowest = Arrays.copyOf(lowest, 2 * place);
            highest = Arrays.copyOf(highest, 2 * place);
            gates = Arrays.copyOf(gates, 2 * place);
            knownUntil = Arrays.copyOf(knownUntil, 2 * place);
            tableUntil = Arrays.copyOf(tableUntil, 2 * place);
        }
        member.place = place;
        gates[place] = Math.nextUp((float) member.gate);
        knownUntil[place] = member.knownUntil;
        bound(member);
    }

    /** The radii of a member: those of its table, or none as long as there is no table. */
    private void bound(Member member) {
        lowest[member.place] =
                member.table.map(t -> Math.nextDown((float) t.lowestRadius())).orElse(0f);
        highest[member.place] =
                member.table.map(t -> Math.nextUp((float) t.highestRadius())).orElse(Float.POSITIVE_INFINITY);
        tableUntil[member.place] = member.table
                .map(t -> t.ended() ? Double.POSITIVE_INFINITY : t.lastSeconds())
                .orElse(Double.NEGATIVE_INFINITY);
    }

    /** Takes an object out of the share. */
    public void remove(String objectId) {
        Member gone = members.remove(objectId);
        if (gone != null) {
            Member last = order.remove(order.size() - 1);
            if (last != gone) {
                order.set(gone.place, last);
                place(last, gone.place);
            }
        }
    }

    /** Takes out the objects that are no longer known well enough; gives their ids. */
    public List<String> forget(long nowMicros) {
        double now = tables.seconds(nowMicros);
        List<String> gone = order.stream()
                .filter(member -> !(member.knownUntil > now))
                .map(member -> member.orbit.objectId())
                .toList();
        gone.forEach(this::remove);
        return gone;
    }

    public int size() {
        return order.size();
    }

    /** Bytes of the tables that are there. */
    long tableBytes() {
        return order.stream()
                .mapToLong(member -> member.table.map(OrbitTable::bytes).orElse(0))
                .sum();
    }

    private Member member(CatalogueOrbit orbit) {
        return new Member(orbit, tables.knownUntil(orbit), volumes.of(orbit.stateGcrf()));
    }

    /**
     * Screens an orbit that changed against the share.
     *
     * @param query the orbit
     * @param nowMicros start of the interval
     * @param untilMicros end of it
     * @param changed ids of the objects that changed at the same moment: of two of them the lesser is the query, so that each pair is screened once
     * @return encounters and formations as new ones, in the order of their times and of the other object
     */
    public List<Conjunction> screen(CatalogueOrbit query, long nowMicros, long untilMicros, Set<String> changed) {
        double now = tables.seconds(nowMicros);
        Member own = member(query);
        double to = Math.min(own.knownUntil, tables.seconds(untilMicros));
        if (order.isEmpty() || query.isMerged() || !(now < to)) {
            return List.of();
        }
        Optional<OrbitTable> table = tables.table(query, now, to);
        if (table.isEmpty()) {
            return List.of();
        }
        own.table = table;
        Member itself = members.get(query.objectId());
        if (itself != null && itself.orbit.orbitId().equals(query.orbitId())) {
            itself.table = table;
            bound(itself);
        }
        TableApproaches approaches = new TableApproaches(table.get());
        double low = table.get().lowestRadius();
        double high = table.get().highestRadius();
        List<Conjunction> found = new ArrayList<>();
        boolean alone = changed.size() == 1 && changed.contains(query.objectId());
        for (int place = 0; place < order.size(); place++) {
            double gate = Math.max(own.gate, gates[place]);
            double end = Math.min(to, knownUntil[place]);
            boolean apart = lowest[place] - gate > high || highest[place] + gate < low;
            // The radii of a table that ends too early say nothing of what is behind its end.
            if (!(now < end) || (apart && end <= tableUntil[place])) {
                continue;
            }
            Member other = order.get(place);
            boolean asked = alone ? other != itself : takesPart(query, other.orbit, changed);
            if (asked
                    && hasTable(other, now, end, low - gate, high + gate)
                    && approaches.overlaps(other.table.orElseThrow(), gate)) {
                screen(approaches, own, other, new double[] {now, end, Math.max(own.reach, other.reach)}, found);
            }
        }
        found.sort(Comparator.comparingLong(Conjunction::tcaMicros)
                .thenComparing((Conjunction c) -> c.primary().objectId())
                .thenComparing((Conjunction c) -> c.secondary().objectId()));
        return List.copyOf(found);
    }

    /** Whether there is a table of the interval, or can be made; not where its orbit does not come between the radii. */
    private boolean hasTable(Member member, double now, double end, double low, double high) {
        if (member.table.isPresent() && OrbitTables.covers(member.table.get(), now, end)) {
            return true;
        }
        if (!mayMeet(member.orbit, low, high, tables.micros(end))) {
            return false;
        }
        member.table = tables.table(member.orbit, now, end);
        bound(member);
        return member.table.isPresent();
    }

    private static boolean takesPart(CatalogueOrbit query, CatalogueOrbit other, Set<String> changed) {
        int order = query.objectId().compareTo(other.objectId());
        return order < 0 || (order > 0 && !changed.contains(other.objectId()));
    }

    /** The filter of apogee and perigee of {@link ConjunctionScreener#canMeet}, for an object without a table. */
    private static boolean mayMeet(CatalogueOrbit other, double low, double high, long untilMicros) {
        double[] radii = ConjunctionScreener.radii(other, untilMicros);
        return radii[0] <= high && radii[1] >= low;
    }

    /** @param span start, end (seconds) and reach (metres) */
    private void screen(
            TableApproaches approaches, Member query, Member member, double[] span, List<Conjunction> found) {
        OrbitTable queryTable = query.table.orElseThrow();
        OrbitTable memberTable = member.table.orElseThrow();
        int minima = approaches.find(memberTable, span[0], span[1], span[2], Math.max(query.radial, member.radial));
        boolean near = approaches.coplanar
                && queryTable.state(span[0], a)
                && memberTable.state(span[0], b)
                && distance() <= CatalogueScreening.COMPANION_METRES;
        if (minima == 0 && !near) {
            return;
        }
        boolean queryFirst = query.orbit.objectId().compareTo(member.orbit.objectId()) < 0;
        Member first = queryFirst ? query : member;
        Member second = queryFirst ? member : query;
        OrbitTable one = first.table.orElseThrow();
        OrbitTable other = second.table.orElseThrow();
        if (near && together(one, other, span[0], span[1])) {
            found.add(formation(first, second, span[0], span[1]));
            return;
        }
        List<CloseApproach> group = new ArrayList<>();
        for (int n = 0; n < minima; n++) {
            CloseApproach approach = approach(one, other, approaches.seconds[n]);
            if (!first.volume.entered(approach.primary(), approach.secondary())
                    && !second.volume.entered(approach.secondary(), approach.primary())) {
                continue;
            }
            if (!group.isEmpty() && !stays(one, other, group.get(group.size() - 1), approach, span[2])) {
                found.add(encounter(first, second, group, span));
                group.clear();
            }
            group.add(approach);
        }
        if (!group.isEmpty()) {
            found.add(encounter(first, second, group, span));
        }
    }

    private boolean together(OrbitTable one, OrbitTable other, double from, double to) {
        double revolution = Math.min(to - from, CollisionProbability.revolution(a));
        return CatalogueScreening.staysTogether(one, other, from, revolution);
    }

    private double distance() {
        double square = 0;
        for (int i = 0; i < 3; i++) {
            square += (b[i] - a[i]) * (b[i] - a[i]);
        }
        return Math.sqrt(square);
    }

    private CloseApproach approach(OrbitTable one, OrbitTable other, double seconds) {
        one.state(seconds, a);
        other.state(seconds, b);
        return CloseApproach.at(seconds, a.clone(), b.clone());
    }

    /** Whether two minima are of one encounter: the pair is within the reach at each step of the grid between. */
    private boolean stays(
            OrbitTable one, OrbitTable other, CloseApproach before, CloseApproach after, double reachMetres) {
        double step = OrbitTable.STEP_SECONDS;
        for (double t = step * Math.ceil(before.seconds() / step); t < after.seconds(); t += step) {
            if (!one.state(t, a) || !other.state(t, b) || distance() > reachMetres) {
                return false;
            }
        }
        return true;
    }

    /** The volume of the first stands in it, where the second enters that one; the pair may have met in that of the second. */
    private Conjunction encounter(Member first, Member second, List<CloseApproach> minima, double[] span) {
        CloseApproach lowest = minima.get(0);
        for (CloseApproach one : minima) {
            lowest = one.missDistanceMetres() < lowest.missDistanceMetres() ? one : lowest;
        }
        Conjunction conjunction = screener.conjunction(
                        side(first, lowest.seconds(), lowest.primary()),
                        side(second, lowest.seconds(), lowest.secondary()),
                        lowest,
                        tables.micros(lowest.seconds()))
                .withMinima(
                        minima.size(),
                        tables.micros(minima.get(0).seconds()),
                        tables.micros(minima.get(minima.size() - 1).seconds()));
        return first.volume.entered(lowest.primary(), lowest.secondary())
                ? conjunction.screenedIn(first.volume, tables.micros(span[0]), tables.micros(span[1]))
                : conjunction;
    }

    /** With the covariance that goes along with the table; before the epoch of an orbit with that of its prediction. */
    private ConjunctionScreener.Side side(Member member, double seconds, double[] state) {
        double[] covariance = tables.covariance(member.orbit, member.table.orElseThrow(), seconds)
                .map(gcrf -> ConjunctionScreener.covarianceRtn(gcrf, state))
                .orElseGet(() -> screener.covarianceRtn(member.orbit, state, tables.micros(seconds)));
        return screener.side(member.orbit, covariance);
    }

    /** Two that fly together, at the start of the interval. */
    private Conjunction formation(Member first, Member second, double from, double to) {
        CloseApproach start = approach(first.table.orElseThrow(), second.table.orElseThrow(), from);
        return screener.formation(
                screener.side(first.orbit, ConjunctionScreener.unknown()),
                screener.side(second.orbit, ConjunctionScreener.unknown()),
                start,
                tables.micros(from),
                tables.micros(to),
                ConjunctionScreener.FLY_TOGETHER);
    }
}
