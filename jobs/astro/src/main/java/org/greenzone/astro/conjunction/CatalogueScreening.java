package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.physics.PhysicalData;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.orekit.frames.Frame;
import org.orekit.utils.PVCoordinates;

/**
 * Close approaches of a primary (element set or owner's ephemeris) with a catalogue of element sets by SGP4.
 *
 * <p>Filters lose nothing: the radial bands of {@link RadialBand}, then the sieve of {@link CloseApproachFinder}. Objects
 * that stay with the primary over a revolution (docked, or flying in formation) are companions: listed apart, without
 * alarms. Runs on all cores; the result does not depend on how many there are.
 */
public final class CatalogueScreening {
    /** A companion stays within this distance of the primary over the first revolution of the screening, metres. */
    public static final double COMPANION_METRES = 10e3;

    /** A companion's relative speed stays below this, m/s (at 10 km, motion about the primary makes 2 n d = 23 m/s). */
    public static final double COMPANION_METRES_PER_SECOND = 15;

    private static final int COMPANION_SAMPLES = 24;

    private final PhysicalData physics;
    private final long fromMicros;
    private final double seconds;
    private final ScreeningVolume volume;

    /**
     * @param fromMicros start, UTC microseconds since 1970; the origin of all seconds
     * @param toMicros end
     */
    public CatalogueScreening(PhysicalData physics, long fromMicros, long toMicros, ScreeningVolume volume) {
        this.physics = physics;
        this.fromMicros = fromMicros;
        this.seconds = physics.leapSeconds().elapsedSeconds(fromMicros, toMicros);
        this.volume = volume;
    }

    /**
     * What is screened against the catalogue.
     *
     * @param objectId left out of the catalogue where it stands there as well
     * @param motionTeme makes instances of its motion in TEME, seconds from the start of the screening
     */
    public record Primary(String objectId, Supplier<Ephemeris> motionTeme) {}

    /**
     * An approach with its states in GCRF.
     *
     * @param tcaMicros time of closest approach, UTC microseconds since 1970
     * @param approach geometry, states in GCRF, seconds from the start of the screening
     */
    public record Found(String primaryId, String secondaryId, long tcaMicros, CloseApproach approach) {}

    /**
     * Result of one primary.
     *
     * @param approaches by time, then by secondary
     * @param companions ids of objects that stay with the primary, in the order of the catalogue
     * @param considered element sets in the catalogue without the primary
     * @param inBand element sets that the radial bands left
     */
    public record Result(List<Found> approaches, List<String> companions, int considered, int inBand) {}

    /** A primary that moves by SGP4. */
    public Primary primary(ElementSet elements) {
        return new Primary(elements.objectId(), () -> new Sgp4Motion(physics, elements, fromMicros));
    }

    /**
     * A primary with an ephemeris of its owner.
     *
     * @param micros times of the states, UTC microseconds since 1970, not decreasing
     * @param statesGcrf position (m) and velocity (m/s) in GCRF, 6 numbers each
     * @param degree of interpolation
     */
    public Primary primary(String objectId, long[] micros, double[] statesGcrf, int degree) {
        double[] times = new double[micros.length];
        double[] states = new double[statesGcrf.length];
        for (int i = 0; i < micros.length; i++) {
            times[i] = physics.leapSeconds().elapsedSeconds(fromMicros, micros[i]);
            double[] state = new double[6];
            System.arraycopy(statesGcrf, 6 * i, state, 0, 6);
            double[] teme = turned(state, micros[i], physics.gcrf(), physics.teme());
            System.arraycopy(teme, 0, states, 6 * i, 6);
        }
        TabulatedMotion motion = new TabulatedMotion(times, states, degree);
        return new Primary(objectId, () -> motion);
    }

    /** Screens one primary against all element sets with another id. */
    public Result screen(Primary primary, List<ElementSet> catalogue) {
        PrimaryTable table = new PrimaryTable(primary.motionTeme().get(), 0, seconds);
        List<ElementSet> others = catalogue.stream()
                .filter(set -> !set.objectId().equals(primary.objectId()))
                .toList();
        List<Single> singles =
                others.parallelStream().map(set -> screen(primary, table, set)).toList();
        List<Found> approaches = new ArrayList<>();
        List<String> companions = new ArrayList<>();
        int inBand = 0;
        for (Single single : singles) {
            inBand += single.inBand ? 1 : 0;
            if (single.companion) {
                companions.add(single.secondaryId);
            }
            for (CloseApproach approach : single.approaches) {
                approaches.add(found(primary.objectId(), single.secondaryId, approach));
            }
        }
        approaches.sort(
                Comparator.comparingDouble((Found f) -> f.approach().seconds()).thenComparing(Found::secondaryId));
        return new Result(List.copyOf(approaches), List.copyOf(companions), others.size(), inBand);
    }

    private record Single(String secondaryId, boolean inBand, boolean companion, List<CloseApproach> approaches) {}

    private Single screen(Primary primary, PrimaryTable table, ElementSet set) {
        Sgp4Motion motion = new Sgp4Motion(physics, set, fromMicros);
        RadialBand band = RadialBand.of(motion, 0, seconds);
        if (band.misses(table.lowestRadius(), table.highestRadius(), volume.reachMetres())) {
            return new Single(set.objectId(), false, false, List.of());
        }
        Ephemeris own = primary.motionTeme().get();
        double revolution = Math.min(seconds, 2 * Math.PI / set.meanMotionRadiansPerSecond());
        if (staysTogether(own, motion, Math.max(0, own.firstSeconds()), revolution)) {
            return new Single(set.objectId(), true, true, List.of());
        }
        CloseApproachFinder finder = new CloseApproachFinder(table.withEphemeris(own), volume);
        return new Single(set.objectId(), true, false, finder.find(motion));
    }

    /** Whether two objects keep close and slow relative to each other from an instant on. */
    public static boolean staysTogether(Ephemeris one, Ephemeris other, double fromSeconds, double overSeconds) {
        double[] a = new double[6];
        double[] b = new double[6];
        for (int i = 0; i <= COMPANION_SAMPLES; i++) {
            double at = fromSeconds + overSeconds * i / COMPANION_SAMPLES;
            if (!one.state(at, a) || !other.state(at, b)) {
                return false;
            }
            double distance = 0;
            double speed = 0;
            for (int k = 0; k < 3; k++) {
                distance += (b[k] - a[k]) * (b[k] - a[k]);
                speed += (b[k + 3] - a[k + 3]) * (b[k + 3] - a[k + 3]);
            }
            if (distance > COMPANION_METRES * COMPANION_METRES
                    || speed > COMPANION_METRES_PER_SECOND * COMPANION_METRES_PER_SECOND) {
                return false;
            }
        }
        return true;
    }

    private Found found(String primaryId, String secondaryId, CloseApproach teme) {
        long micros = physics.leapSeconds().plusSeconds(fromMicros, teme.seconds());
        CloseApproach gcrf = new CloseApproach(
                teme.seconds(),
                teme.missDistanceMetres(),
                teme.relativeSpeedMetresPerSecond(),
                turned(teme.primary(), micros, physics.teme(), physics.gcrf()),
                turned(teme.secondary(), micros, physics.teme(), physics.gcrf()));
        return new Found(primaryId, secondaryId, micros, gcrf);
    }

    private double[] turned(double[] state, long micros, Frame from, Frame to) {
        PVCoordinates pv = from.getTransformTo(to, physics.date(micros))
                .transformPVCoordinates(new PVCoordinates(
                        new Vector3D(state[0], state[1], state[2]), new Vector3D(state[3], state[4], state[5])));
        return new double[] {
            pv.getPosition().getX(), pv.getPosition().getY(), pv.getPosition().getZ(),
            pv.getVelocity().getX(), pv.getVelocity().getY(), pv.getVelocity().getZ()
        };
    }
}
