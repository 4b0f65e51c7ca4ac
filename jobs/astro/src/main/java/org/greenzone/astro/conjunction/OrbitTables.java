package org.greenzone.astro.conjunction;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.CovarianceNodes;
import org.greenzone.astro.catalogue.PlaceUncertainty;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.LeapSeconds;

/**
 * Makes {@link OrbitTable}s of catalogue orbits, somewhat longer than asked for, so that time may go on before one has to be made
 * anew: for which orbits that is at which time depends on their ids, so that not all of a catalogue end at once. The newest are kept as long as there is
 * memory, since the shards of one process ask for the table of an updated object one after the other.
 *
 * <p>A table depends on its orbit alone, wherever it begins and ends. Not thread-safe.
 */
public final class OrbitTables {
    /**
     * Above this sigma along the orbit an object is not screened against all others, metres: the longest half axis in track of the screening
     * volumes between 500 and 750 km. Whether something comes within a volume is chance then, and the probability says nothing.
     */
    public static final double VAGUE_METRES = 25_000;

    /** No orbit is carried further than a year. */
    private static final double LONGEST_SECONDS = 365.25 * 86_400;

    private static final double SHORTEST_SLACK_SECONDS = 3600;
    private static final double SLACK_PART = 0.125;
    private static final int PHASES = 64;

    private final OrbitPropagator propagator;
    private final LeapSeconds leapSeconds;
    private final double slack;
    private final Map<String, Kept> newest;
    private final Map<String, SoftReference<TabulatedOrbit>> given;

    /**
     * @param horizonSeconds how far ahead is screened, mostly
     * @param capacity tables that are kept for who asks next
     */
    public OrbitTables(OrbitPropagator propagator, LeapSeconds leapSeconds, double horizonSeconds, int capacity) {
        this.propagator = propagator;
        this.leapSeconds = leapSeconds;
        this.slack = Math.max(SHORTEST_SLACK_SECONDS, SLACK_PART * horizonSeconds);
        this.newest = newest(capacity);
        this.given = newest(capacity);
    }

    private static <T> Map<String, T> newest(int capacity) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > capacity;
            }
        };
    }

    /** The table of the newest orbit of an object, as long as there is memory. */
    private record Kept(String orbitId, SoftReference<OrbitTable> table) {}

    /** Seconds from {@link OrbitTable#ORIGIN_MICROS}. */
    double seconds(long micros) {
        return leapSeconds.elapsedSeconds(OrbitTable.ORIGIN_MICROS, micros);
    }

    long micros(double seconds) {
        return leapSeconds.plusSeconds(OrbitTable.ORIGIN_MICROS, seconds);
    }

    /**
     * Until when an object is known well enough to be screened against all others ({@link #VAGUE_METRES}), seconds from the origin; its epoch where it
     * never is, or where its orbit is open.
     */
    double knownUntil(CatalogueOrbit orbit) {
        double epoch = seconds(orbit.epochMicros());
        try {
            double known = new PlaceUncertainty(orbit, EarthOrbitBounds.MU).knownForSeconds(VAGUE_METRES);
            return epoch + Math.min(known, LONGEST_SECONDS);
        } catch (ArithmeticException open) {
            return epoch;
        }
    }

    /** Whether an object is known well enough at an instant to be screened against all others. */
    public boolean known(CatalogueOrbit orbit, long micros) {
        return !orbit.isMerged() && knownUntil(orbit) > seconds(micros);
    }

    /** The table of an orbit over an interval, to be sent to other instances; empty where the object is not screened or there is none. */
    public Optional<TabulatedOrbit> tabulate(CatalogueOrbit orbit, long fromMicros, long toMicros) {
        return known(orbit, fromMicros)
                ? table(orbit, seconds(fromMicros), seconds(toMicros))
                        .map(table -> table.tabulated(orbit.objectId(), orbit.orbitId()))
                : Optional.empty();
    }

    /** Takes a table that was made elsewhere: it need not be made here, as long as there is memory. */
    public void give(TabulatedOrbit made) {
        given.put(made.objectId(), new SoftReference<>(made));
    }

    private Optional<OrbitTable> given(CatalogueOrbit orbit) {
        SoftReference<TabulatedOrbit> kept = given.get(orbit.objectId());
        TabulatedOrbit made = kept == null ? null : kept.get();
        if (made == null || !made.orbitId().equals(orbit.orbitId())) {
            return Optional.empty();
        }
        given.remove(orbit.objectId());
        return Optional.of(new OrbitTable(made, new CovarianceNodes(leapSeconds, orbit, made.covariances())));
    }

    /**
     * A table that covers an interval at least, as far as the object is known and in orbit.
     *
     * @return empty where there is none
     */
    Optional<OrbitTable> table(CatalogueOrbit orbit, double fromSeconds, double toSeconds) {
        Kept before = newest.get(orbit.objectId());
        OrbitTable kept = before == null || !before.orbitId.equals(orbit.orbitId()) ? null : before.table.get();
        if (kept != null && covers(kept, fromSeconds, Math.min(toSeconds, knownUntil(orbit)))) {
            return Optional.of(kept);
        }
        Optional<OrbitTable> made = given(orbit);
        if (made.isPresent() && covers(made.get(), fromSeconds, Math.min(toSeconds, knownUntil(orbit)))) {
            newest.put(orbit.objectId(), new Kept(orbit.orbitId(), new SoftReference<>(made.get())));
            return made;
        }
        return make(orbit, fromSeconds, toSeconds);
    }

    private Optional<OrbitTable> make(CatalogueOrbit orbit, double fromSeconds, double toSeconds) {
        double phase = slack * Math.floorMod(orbit.objectId().hashCode(), PHASES) / PHASES;
        double to = Math.min(knownUntil(orbit), phase + slack * Math.ceil((toSeconds - phase) / slack));
        if (!(fromSeconds < to)) {
            return Optional.empty();
        }
        double epoch = seconds(orbit.epochMicros());
        // From a node of the covariance on, and with the way there from the epoch.
        double from = fromSeconds > epoch ? epoch + CovarianceNodes.nodeBefore(fromSeconds - epoch) : fromSeconds;
        double[] needed = OrbitTable.needed(from, to);
        try {
            Trajectory motion = propagator.propagate(
                    new OrbitalState(
                            orbit.epochMicros(),
                            orbit.stateGcrf(),
                            orbit.ballisticCoefficient(),
                            orbit.radiationCoefficient()),
                    Math.min(0, needed[0] - epoch),
                    Math.max(0, needed[1] - epoch));
            OrbitTable made = new OrbitTable(
                    leapSeconds,
                    orbit.stateGcrf(),
                    motion,
                    from,
                    to,
                    new CovarianceNodes(
                            leapSeconds, propagator, orbit, motion, Math.min(to - epoch, motion.lastSeconds())));
            newest.put(orbit.objectId(), new Kept(orbit.orbitId(), new SoftReference<>(made)));
            return Optional.of(made);
        } catch (IllegalArgumentException notAnOrbit) {
            return Optional.empty();
        }
    }

    /**
     * The covariance of an orbit at an instant that its table covers: 7 x 7, GCRF.
     *
     * @return empty before the epoch of the orbit
     */
    Optional<double[][]> covariance(CatalogueOrbit orbit, OrbitTable table, double seconds) {
        double epoch = seconds(orbit.epochMicros());
        if (!table.covariances().reaches(seconds - epoch)) {
            return Optional.empty();
        }
        return Optional.of(
                table.covariances().at(propagator, (t, out) -> table.state(epoch + t, out), seconds - epoch));
    }

    /** Whether a table is as good as one that is made for the interval. */
    static boolean covers(OrbitTable table, double fromSeconds, double toSeconds) {
        return table.firstSeconds() <= fromSeconds && (table.lastSeconds() >= toSeconds || table.ended());
    }
}
