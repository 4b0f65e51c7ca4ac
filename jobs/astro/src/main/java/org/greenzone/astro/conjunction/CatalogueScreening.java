package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.physics.PhysicalData;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.orekit.frames.Frame;
import org.orekit.utils.PVCoordinates;

/**
 * Close approaches of primaries with a catalogue of element sets by SGP4: of one (element set or owner's ephemeris), or of many
 * or all of the catalogue at once.
 *
 * <p>Filters lose nothing: for one the radial bands of {@link MeetingSteps} and {@link RadialBand}, then the times of {@link MeetingSteps} and in them the sieve of {@link CloseApproachFinder}; for many
 * those of {@link PairSweep}. Objects
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
    private final ScreeningVolumes volumes;

    /** As the other, with the same volume about all primaries. */
    public CatalogueScreening(PhysicalData physics, long fromMicros, long toMicros, ScreeningVolume volume) {
        this(physics, fromMicros, toMicros, ScreeningVolumes.same(volume));
    }

    /**
     * @param fromMicros start, UTC microseconds since 1970; the origin of all seconds
     * @param toMicros end
     */
    public CatalogueScreening(PhysicalData physics, long fromMicros, long toMicros, ScreeningVolumes volumes) {
        this.physics = physics;
        this.fromMicros = fromMicros;
        this.seconds = physics.leapSeconds().elapsedSeconds(fromMicros, toMicros);
        this.volumes = volumes;
    }

    /**
     * What is screened against the catalogue.
     *
     * @param objectId left out of the catalogue where it stands there as well
     * @param motionTeme makes instances of its motion in TEME, seconds from the start of the screening
     * @param volume about it
     */
    public record Primary(String objectId, Supplier<Ephemeris> motionTeme, ScreeningVolume volume) {}

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
     * @param inBand element sets that the bands of radii left
     */
    public record Result(List<Found> approaches, List<String> companions, int considered, int inBand) {}

    /** A primary that moves by SGP4. */
    public Primary primary(ElementSet elements) {
        return new Primary(elements.objectId(), () -> motion(elements), volumes.of(elements));
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
        return new Primary(objectId, () -> motion, volumes.of(states));
    }

    /** Screens one primary against all element sets with another id. */
    public Result screen(Primary primary, List<ElementSet> catalogue) {
        PrimaryTable table = new PrimaryTable(primary.motionTeme().get(), 0, seconds);
        OrbitPhases phases = new OrbitPhases(table);
        List<ElementSet> others = catalogue.stream()
                .filter(set -> !set.objectId().equals(primary.objectId()))
                .toList();
        List<Single> singles = others.parallelStream()
                .map(set -> screen(primary, table, phases, set))
                .toList();
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

    private Single screen(Primary primary, PrimaryTable table, OrbitPhases phases, ElementSet set) {
        Sgp4Motion motion = motion(set);
        double reach = primary.volume().reachMetres();
        MeetingSteps steps = new MeetingSteps(table, phases, reach);
        if (steps.misses(motion)
                || RadialBand.of(motion, 0, seconds).misses(table.lowestRadius(), table.highestRadius(), reach)) {
            return new Single(set.objectId(), false, false, List.of());
        }
        Ephemeris own = primary.motionTeme().get();
        double revolution = Math.min(seconds, 2 * Math.PI / set.meanMotionRadiansPerSecond());
        if (staysTogether(own, motion, Math.max(0, own.firstSeconds()), revolution)) {
            return new Single(set.objectId(), true, true, List.of());
        }
        CloseApproachFinder finder = new CloseApproachFinder(table.withEphemeris(own), primary.volume());
        steps.find(motion);
        return new Single(set.objectId(), true, false, finder.find(motion, steps));
    }

    private Sgp4Motion motion(ElementSet set) {
        return new Sgp4Motion(physics, set, fromMicros);
    }

    /** Two objects that stay together. */
    public record Companions(String oneId, String otherId) {}

    /**
     * Result of many primaries.
     *
     * @param approaches in the order of time, primary and secondary; each approach once, although both may be primaries
     * @param companions pairs with a primary that stay together
     */
    public record PairsResult(List<Found> approaches, List<Companions> companions) {}

    /**
     * Screens all pairs of a catalogue of which one object at least is wanted ({@link PairSweep}): what
     * {@link #screen(Primary, List)} gives for each wanted object, at a cost that hardly depends on how many there are. Of two
     * wanted objects the first in the catalogue is the primary, and an approach counts that enters the volume about either.
     */
    public PairsResult screenPairs(List<ElementSet> catalogue, Predicate<ElementSet> wanted) {
        int size = catalogue.size();
        Sgp4Motion[] motions = new Sgp4Motion[size];
        ScreeningVolume[] about = new ScreeningVolume[size];
        boolean[] primaries = new boolean[size];
        IntStream.range(0, size).parallel().forEach(i -> {
            motions[i] = motion(catalogue.get(i));
            about[i] = volumes.of(catalogue.get(i));
            primaries[i] = wanted.test(catalogue.get(i));
        });
        PairSweep sweep = new PairSweep(motions, about, primaries, seconds);
        List<Companions> companions = new ArrayList<>();
        Set<Companions> together = new HashSet<>();
        for (int[] pair : sweep.nearAtFirst(COMPANION_METRES)) {
            int primary = primaries[pair[0]] ? pair[0] : pair[1];
            int other = primaries[pair[0]] ? pair[1] : pair[0];
            ElementSet set = catalogue.get(other);
            double revolution = Math.min(seconds, 2 * Math.PI / set.meanMotionRadiansPerSecond());
            if (staysTogether(motions[primary], motions[other], 0, revolution)) {
                Companions found = new Companions(catalogue.get(primary).objectId(), set.objectId());
                companions.add(found);
                together.add(found);
            }
        }
        List<Found> approaches = sweep.approaches().stream()
                .filter(f -> !together.contains(new Companions(
                        catalogue.get(f.primary()).objectId(),
                        catalogue.get(f.secondary()).objectId())))
                .map(f -> found(
                        catalogue.get(f.primary()).objectId(),
                        catalogue.get(f.secondary()).objectId(),
                        f.approach()))
                .toList();
        return new PairsResult(approaches, List.copyOf(companions));
    }

    /**
     * An object whose orbit ends within the screening: SGP4 has no state at its end.
     *
     * @param micros first instant without one to a second, UTC microseconds since 1970; the start where there is none at all
     */
    public record Ended(String objectId, long micros) {}

    /** Objects whose orbits do not reach the end of the screening, in the order of the catalogue. */
    public List<Ended> ended(List<ElementSet> catalogue) {
        return catalogue.parallelStream()
                .map(this::ended)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Ended> ended(ElementSet set) {
        Sgp4Motion motion = motion(set);
        double[] position = new double[3];
        if (motion.position(seconds, position, 0)) {
            return Optional.empty();
        }
        double there = 0;
        double gone = seconds;
        if (!motion.position(0, position, 0)) {
            return Optional.of(new Ended(set.objectId(), fromMicros));
        }
        while (gone - there > 1) {
            double middle = 0.5 * (there + gone);
            if (motion.position(middle, position, 0)) {
                there = middle;
            } else {
                gone = middle;
            }
        }
        return Optional.of(new Ended(set.objectId(), physics.leapSeconds().plusSeconds(fromMicros, gone)));
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
