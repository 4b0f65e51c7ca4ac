package org.greenzone.astro.conjunction;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.Vectors;

/**
 * Whether two objects may come within a reach of each other during an interval: for a seventh of what a propagation costs the first time that an orbit is asked
 * for, and for microseconds afterwards.
 *
 * <p>Each orbit is propagated once under few degrees of the gravity field ({@link #FORCES}) and kept as an {@link OrbitTable}; a pair is asked for the minima of the
 * distance of its tables ({@link TableApproaches}) within the reach and what both may be wrong. Nothing is lost as far as that bound holds:
 *
 * <pre>  |r(quick) - r({@link ForceModel#STANDARD})| &lt;= sqrt((1 + e) / (1 - e)) ({@value #BASE_METRES} m + {@value #DRIFT_METRES_PER_DAY} m T + {@value #BEND_METRES_PER_DAY2} m T^2),</pre>
 *
 * T the days from the epoch. The field that is left out gives the first two, the drag of the heights that it changes the third. A test holds it over regimes (perigees above
 * 250 km, Cd A/m to 0.05 m2/kg, two days); not for orbits within some days of re-entry, which are never sieved out ({@link #LOWEST_PERIGEE}). The answer may depend on what was asked before
 * only where it is a "maybe" for nothing. Not thread-safe.
 */
public final class MeetingSieve {
    /** Drag and radiation move an object as they do under all degrees. */
    static final ForceModel FORCES = new ForceModel(8, true, false, true, true);

    static final double BASE_METRES = 1_000;
    static final double DRIFT_METRES_PER_DAY = 3_000;
    static final double BEND_METRES_PER_DAY2 = 2_000;

    /** Below it the density changes too much within the heights that are wrong, metres above the equator's radius. */
    static final double LOWEST_PERIGEE = 240e3;

    private static final double EARTH_RADIUS = 6_378_137;
    private static final double DAY = 86_400;

    /** How far a table reaches beyond what was asked, of that: who asks again asks a little later. */
    private static final double SLACK_PART = 0.25;

    private final OrbitPropagator quick;
    private final LeapSeconds leapSeconds;
    private final Map<String, Kept> tables;
    private Optional<Query> newestQuery = Optional.empty();

    /** @param capacity number of objects whose tables are kept, 9 kB a day each, as long as there is memory */
    public MeetingSieve(PhysicalData data, int capacity) {
        quick = OrbitPropagator.quick(data, FORCES);
        leapSeconds = data.leapSeconds();
        tables = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
                return size() > capacity;
            }
        };
    }

    /** The table of the newest orbit of an object that was asked for. */
    private record Kept(String orbitId, SoftReference<OrbitTable> table) {}

    /** One object that is held against many. */
    private record Query(String orbitId, OrbitTable table, TableApproaches approaches) {}

    /**
     * Whether an object may come within a reach of another one.
     *
     * @param one held against many others, one after the other
     * @param fromMicros start of the interval, UTC microseconds since 1970
     * @param toMicros its end
     * @param reachMetres greatest distance that counts
     * @return true where that cannot be excluded
     */
    public boolean mayMeet(
            CatalogueOrbit one, CatalogueOrbit other, long fromMicros, long toMicros, double reachMetres) {
        double from = seconds(fromMicros);
        double to = seconds(toMicros);
        double reach = reachMetres + bound(one, from, to) + bound(other, from, to);
        if (!(reach < Double.POSITIVE_INFINITY)) {
            return true;
        }
        Optional<Query> query = query(one, from, to);
        Optional<OrbitTable> table = table(other, from, to);
        if (query.isEmpty() || table.isEmpty() || table.get().ended()) {
            return true;
        }
        OrbitTable first = query.get().table();
        OrbitTable second = table.get();
        return query.get().approaches().find(second, from, to, reach) > 0
                || distance(first, second, from) <= reach
                || distance(first, second, to) <= reach;
    }

    private static double distance(OrbitTable one, OrbitTable two, double seconds) {
        double[] a = new double[6];
        double[] b = new double[6];
        if (!one.state(seconds, a) || !two.state(seconds, b)) {
            return 0;
        }
        return Vectors.distance(a, b);
    }

    /** How far the table of an orbit may be from its motion under all forces within an interval, metres. */
    private double bound(CatalogueOrbit orbit, double from, double to) {
        double epoch = seconds(orbit.epochMicros());
        return bound(orbit.stateGcrf(), Math.max(Math.abs(from - epoch), Math.abs(to - epoch)));
    }

    /** How far {@link #FORCES} may lead from {@link ForceModel#STANDARD}, metres; infinite where nothing is known of it. */
    static double bound(double[] s, double seconds) {
        double r = Vectors.norm(s);
        double v2 = s[3] * s[3] + s[4] * s[4] + s[5] * s[5];
        double axis = 1 / (2 / r - v2 / EarthOrbitBounds.MU);
        double rv = s[0] * s[3] + s[1] * s[4] + s[2] * s[5];
        double e = Math.hypot(1 - r / axis, rv / Math.sqrt(EarthOrbitBounds.MU * Math.max(0, axis)));
        if (!(axis > 0 && e < 1 && axis * (1 - e) > EARTH_RADIUS + LOWEST_PERIGEE)) {
            return Double.POSITIVE_INFINITY;
        }
        double days = Math.abs(seconds) / DAY;
        return Math.sqrt((1 + e) / (1 - e))
                * (BASE_METRES + DRIFT_METRES_PER_DAY * days + BEND_METRES_PER_DAY2 * days * days);
    }

    private double seconds(long micros) {
        return leapSeconds.elapsedSeconds(OrbitTable.ORIGIN_MICROS, micros);
    }

    private Optional<Query> query(CatalogueOrbit orbit, double from, double to) {
        if (newestQuery
                .filter(q -> q.orbitId().equals(orbit.orbitId()) && covers(q.table(), from, to))
                .isEmpty()) {
            newestQuery = table(orbit, from, to)
                    .filter(t -> !t.ended())
                    .map(t -> new Query(orbit.orbitId(), t, new TableApproaches(t)));
        }
        return newestQuery;
    }

    private static boolean covers(OrbitTable table, double from, double to) {
        return table.firstSeconds() <= from && (table.lastSeconds() >= to || table.ended());
    }

    private Optional<OrbitTable> table(CatalogueOrbit orbit, double from, double to) {
        Kept before = tables.get(orbit.objectId());
        OrbitTable kept = before == null || !before.orbitId().equals(orbit.orbitId())
                ? null
                : before.table().get();
        if (kept != null && covers(kept, from, to)) {
            return Optional.of(kept);
        }
        double epoch = seconds(orbit.epochMicros());
        double end = to + SLACK_PART * (to - from);
        double[] needed = OrbitTable.needed(from, end);
        try {
            Trajectory motion = quick.propagate(orbit.orbitalState(), needed[0] - epoch, needed[1] - epoch);
            OrbitTable made = new OrbitTable(leapSeconds, orbit.stateGcrf(), motion, from, end);
            tables.put(orbit.objectId(), new Kept(orbit.orbitId(), new SoftReference<>(made)));
            return Optional.of(made);
        } catch (IllegalArgumentException notAnOrbit) {
            return Optional.empty();
        }
    }
}
