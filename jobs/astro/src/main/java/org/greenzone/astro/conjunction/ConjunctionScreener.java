package org.greenzone.astro.conjunction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.CoarseOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.PlaceUncertainty;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.conjunction.Conjunction.Participant;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.Vectors;
import org.greenzone.astro.track.ContentId;

/**
 * Conjunctions of a protected asset with one other object of the catalogue, from their numerical orbits: close approaches
 * inside the asset's screening ellipsoid, covariances carried to them, probability of collision.
 *
 * <p>A result depends on the arguments alone. Not thread-safe, because the prediction is not.
 */
public final class ConjunctionScreener {
    /** Source of a radius that the reference data of an asset have. */
    static final String OF_ASSET = "asset";

    /** Source of a radius that was published with the orbit. */
    private static final String OF_ORBIT = "orbit";

    /** Why two that stay together are no conjunction. */
    static final String FLY_TOGETHER = "the objects fly together";

    /** Why an object that was named as a companion is none. */
    static final String COMPANION = "named as a companion of the asset";

    private static final int CDM_TRIANGLE = 21;

    /** Above the J2 variation of osculating apogee and perigee over a revolution, both objects together, metres. */
    private static final double BAND_MARGIN_METRES = 60e3;

    /** The same with the Moon and Sun acting over days on a high orbit, metres. */
    private static final double HIGH_BAND_MARGIN_METRES = 250e3;

    private static final double HIGH_AXIS_METRES = 12.2e6;

    /** Air density that is not exceeded at 350 km (solar maximum), kg/m3, and the height over which it falls by e. */
    private static final double DENSE = 5e-11;

    private static final double DENSE_RADIUS = 6_378_137 + 350e3;
    private static final double SCALE_HEIGHT = 75e3;

    /** Step of the search for windows where objects are near; a window is as much longer. */
    private static final double WINDOW_STEP_SECONDS = 2;

    /** What is covered beyond the window, so that the sieve has points on both sides of each minimum. */
    private static final double WINDOW_EDGE_SECONDS = 4 * CloseApproachFinder.STEP_SECONDS;

    /** No orbit is carried further than a year. */
    private static final double LONGEST_SECONDS = 365.25 * 86_400;

    /** Resolution of the time in an id: the last digits of a closest approach depend on who is the primary. */
    private static final long ID_SLOT_MICROS = 10_000_000;

    private final LeapSeconds leapSeconds;
    private final OrbitPrediction prediction;
    private final HardBodyRadii radii;
    private final EncounterProbability.Effort effort;

    /** With the radii that assets and orbits have. */
    public ConjunctionScreener(LeapSeconds leapSeconds, OrbitPrediction prediction) {
        this(leapSeconds, prediction, HardBodyRadii.NONE);
    }

    /**
     * @param prediction carries covariances to the closest approach, with process noise
     * @param radii of objects that are known better than by assets and orbits
     */
    public ConjunctionScreener(LeapSeconds leapSeconds, OrbitPrediction prediction, HardBodyRadii radii) {
        this(leapSeconds, prediction, radii, EncounterProbability.Effort.FULL);
    }

    private ConjunctionScreener(
            LeapSeconds leapSeconds,
            OrbitPrediction prediction,
            HardBodyRadii radii,
            EncounterProbability.Effort effort) {
        this.leapSeconds = leapSeconds;
        this.prediction = prediction;
        this.radii = radii;
        this.effort = effort;
    }

    /** The same with probabilities for all pairs of a catalogue ({@link EncounterProbability.Effort#CATALOGUE}). */
    public ConjunctionScreener forCatalogue() {
        return new ConjunctionScreener(leapSeconds, prediction, radii, EncounterProbability.Effort.CATALOGUE);
    }

    /** The same with probabilities for a search ({@link EncounterProbability.Effort#SEARCH}). */
    public ConjunctionScreener forSearch() {
        return new ConjunctionScreener(leapSeconds, prediction, radii, EncounterProbability.Effort.SEARCH);
    }

    /**
     * An asset that is ready to be screened against many objects over one interval.
     *
     * @param fromMicros origin of the seconds of the table
     */
    public record Primary(Asset asset, CatalogueOrbit orbit, long fromMicros, PrimaryTable table) {}

    /**
     * Whether two objects can come within the asset's screening volume at all: apogee/perigee filter on the orbits as they
     * stand at their epochs, with a margin for what J2 does to them over a revolution, Moon and Sun over days, and drag
     * over the interval (a decay at constant, greatest density). Costs no propagation and loses nothing.
     */
    public static boolean canMeet(Asset asset, CatalogueOrbit assetOrbit, CatalogueOrbit other, long toMicros) {
        double[] a = radii(assetOrbit, toMicros);
        double[] b = radii(other, toMicros);
        double reach = reach(asset);
        return a[0] <= b[1] + reach && b[0] <= a[1] + reach;
    }

    /**
     * Until when a close approach of an object means anything: from then on the object is lost along its orbit
     * ({@link PlaceUncertainty#LOST_METRES}), so that neither its time nor its miss distance is known to any purpose.
     *
     * @return UTC microseconds since 1970; the epoch for an orbit that is open
     */
    public long knownUntilMicros(CatalogueOrbit orbit) {
        try {
            double seconds = new PlaceUncertainty(orbit, EarthOrbitBounds.MU).knownForSeconds();
            return leapSeconds.plusSeconds(orbit.epochMicros(), Math.min(seconds, LONGEST_SECONDS));
        } catch (ArithmeticException open) {
            return orbit.epochMicros();
        }
    }

    /** A part of an interval, seconds from the start of the interval. */
    public record Window(double fromSeconds, double toSeconds) {}

    /**
     * The part of an interval outside of which two objects do not come within the asset's screening volume: from the first to the
     * last time at which their {@link CoarseOrbit}s are nearer to each other than the volume and the bounds of both allow.
     * Costs microseconds, where a propagation costs milliseconds, and loses nothing as far as the bounds hold.
     *
     * <p>With distance d, reach T, bounds B and b of the two coarse orbits (which grow with the time from the epochs: the greater of
     * both ends of the interval) and V the sum of their greatest speeds, no approach comes within (d - T - B - b) / V.
     *
     * @return empty where they do not meet; the whole interval where an orbit is open
     */
    public Optional<Window> window(
            Asset asset, CatalogueOrbit assetOrbit, CatalogueOrbit other, long fromMicros, long toMicros) {
        double length = leapSeconds.elapsedSeconds(fromMicros, toMicros);
        CoarseOrbit one;
        CoarseOrbit two;
        try {
            one = new CoarseOrbit(assetOrbit, EarthOrbitBounds.MU);
            two = new CoarseOrbit(other, EarthOrbitBounds.MU);
        } catch (ArithmeticException open) {
            return Optional.of(new Window(0, length));
        }
        double oneAt = leapSeconds.elapsedSeconds(assetOrbit.epochMicros(), fromMicros);
        double twoAt = leapSeconds.elapsedSeconds(other.epochMicros(), fromMicros);
        double near = reach(asset) + greatest(one, oneAt, length) + greatest(two, twoAt, length);
        double speed = one.speedBound() + two.speedBound();
        double[] a = new double[6];
        double[] b = new double[6];
        double first = Double.NaN;
        double last = Double.NaN;
        for (double t = 0; t <= length; ) {
            one.state(oneAt + t, a, EarthOrbitBounds.MU);
            two.state(twoAt + t, b, EarthOrbitBounds.MU);
            double dx = b[0] - a[0];
            double dy = b[1] - a[1];
            double dz = b[2] - a[2];
            double safe = (Math.sqrt(dx * dx + dy * dy + dz * dz) - near) / speed;
            if (safe < WINDOW_STEP_SECONDS) {
                first = Double.isNaN(first) ? t : first;
                last = Math.min(length, t + WINDOW_STEP_SECONDS);
            }
            t += Math.max(WINDOW_STEP_SECONDS, safe);
        }
        return Double.isNaN(first)
                ? Optional.empty()
                : Optional.of(new Window(
                        Math.max(0, first - WINDOW_EDGE_SECONDS), Math.min(length, last + WINDOW_EDGE_SECONDS)));
    }

    private static double greatest(CoarseOrbit orbit, double from, double length) {
        return Math.max(orbit.modelBound(from), orbit.modelBound(from + length));
    }

    /** Lowest and highest radius until an instant; everything where the orbit is open. */
    static double[] radii(CatalogueOrbit orbit, long toMicros) {
        double[] s = orbit.stateGcrf();
        double r = Vectors.norm(s);
        double v2 = s[3] * s[3] + s[4] * s[4] + s[5] * s[5];
        double rv = s[0] * s[3] + s[1] * s[4] + s[2] * s[5];
        double axis = 1 / (2 / r - v2 / EarthOrbitBounds.MU);
        if (!(axis > 0)) {
            return new double[] {0, Double.POSITIVE_INFINITY};
        }
        double cosine = 1 - r / axis;
        double eccentricity = Math.sqrt(cosine * cosine + rv * rv / (EarthOrbitBounds.MU * axis));
        double margin = 0.5 * (axis > HIGH_AXIS_METRES ? HIGH_BAND_MARGIN_METRES : BAND_MARGIN_METRES);
        double lowest = axis * (1 - eccentricity) - margin;
        double highest = axis * (1 + eccentricity) + margin;
        double density = DENSE * Math.exp((DENSE_RADIUS - lowest) / SCALE_HEIGHT);
        double seconds = Math.abs(toMicros - orbit.epochMicros()) * 1e-6;
        // da/dt = -(Cd A / m) rho sqrt(mu a), greatest on a circle (King-Hele 1987, 4.3).
        double decay = orbit.ballisticCoefficient() * density * Math.sqrt(EarthOrbitBounds.MU * axis) * seconds;
        // Where it falls by more than a scale height the density is no longer the one assumed: anything may come.
        return new double[] {decay > 0.25 * SCALE_HEIGHT ? 0 : lowest - 2 * decay, highest};
    }

    /** Distance beyond which nothing is within the asset's screening volume, metres. */
    public static double reach(Asset asset) {
        return volume(asset).reachMetres();
    }

    private static ScreeningVolume volume(Asset asset) {
        return new ScreeningVolume.Ellipsoid(
                asset.screeningRadialMetres(), asset.screeningInTrackMetres(), asset.screeningCrossTrackMetres());
    }

    /**
     * Prepares an asset; to be kept for all objects that are screened over the interval.
     *
     * @param trajectory motion of the asset, covering the interval as far as it goes
     */
    public Primary primary(Asset asset, CatalogueOrbit orbit, Trajectory trajectory, long fromMicros, long toMicros) {
        TrajectoryMotion motion = new TrajectoryMotion(leapSeconds, trajectory, fromMicros);
        double seconds = leapSeconds.elapsedSeconds(fromMicros, toMicros);
        return new Primary(asset, orbit, fromMicros, new PrimaryTable(motion, 0, seconds));
    }

    /** As {@link #screen(Primary, CatalogueOrbit, Trajectory)} for a single pair. */
    public List<Conjunction> screen(
            Asset asset,
            CatalogueOrbit assetOrbit,
            Trajectory assetTrajectory,
            CatalogueOrbit otherOrbit,
            Trajectory otherTrajectory,
            long fromMicros,
            long toMicros) {
        return screen(primary(asset, assetOrbit, assetTrajectory, fromMicros, toMicros), otherOrbit, otherTrajectory);
    }

    /**
     * All conjunctions of the interval as new ones (revision 0), in the order of time. None for the asset itself, its
     * companions and objects that stay with it over a revolution.
     */
    public List<Conjunction> screen(Primary primary, CatalogueOrbit otherOrbit, Trajectory otherTrajectory) {
        return screenAndList(primary, otherOrbit, otherTrajectory).stream()
                .filter(c -> !c.formation())
                .toList();
    }

    /**
     * As {@link #screen(Primary, CatalogueOrbit, Trajectory)}, and an object that does not alarm is listed: one event with {@link
     * Conjunction#formation} and no probability, of one that stays with the asset over a revolution ({@link
     * CatalogueScreening#staysTogether}), or that is among the asset's companions and comes within its volume.
     */
    public List<Conjunction> screenAndList(Primary primary, CatalogueOrbit otherOrbit, Trajectory otherTrajectory) {
        if (otherOrbit.objectId().equals(primary.orbit().objectId())) {
            return List.of();
        }
        TrajectoryMotion other = new TrajectoryMotion(leapSeconds, otherTrajectory, primary.fromMicros());
        Optional<CloseApproach> together = startTogether(primary, other);
        if (together.isPresent()) {
            return List.of(formation(primary, otherOrbit, together.get(), other, FLY_TOGETHER));
        }
        CloseApproachFinder finder = new CloseApproachFinder(primary.table(), volume(primary.asset()));
        List<CloseApproach> approaches = finder.find(other);
        if (approaches.isEmpty()) {
            return List.of();
        }
        if (primary.asset().companions().contains(otherOrbit.objectId())) {
            return List.of(formation(primary, otherOrbit, approaches.get(0), other, COMPANION));
        }
        List<Conjunction> conjunctions = new ArrayList<>();
        for (CloseApproach approach : approaches) {
            conjunctions.add(conjunction(primary, otherOrbit, approach));
        }
        return List.copyOf(conjunctions);
    }

    /** Where the two are at the start of the interval, if they fly together from then on. */
    private static Optional<CloseApproach> startTogether(Primary primary, Ephemeris other) {
        Ephemeris own = primary.table().ephemeris();
        double from = Math.max(0, Math.max(own.firstSeconds(), other.firstSeconds()));
        double to = Math.min(primary.table().to(), Math.min(own.lastSeconds(), other.lastSeconds()));
        double[] a = new double[6];
        double[] b = new double[6];
        if (from > to || !own.state(from, a) || !other.state(from, b)) {
            return Optional.empty();
        }
        double revolution = CollisionProbability.revolution(a);
        return CatalogueScreening.staysTogether(own, other, from, Math.min(revolution, to - from))
                ? Optional.of(CloseApproach.at(from, a, b))
                : Optional.empty();
    }

    private Conjunction formation(
            Primary primary, CatalogueOrbit other, CloseApproach approach, Ephemeris motion, String why) {
        double until = Math.min(
                primary.table().to(), Math.min(primary.table().ephemeris().lastSeconds(), motion.lastSeconds()));
        double radius = primary.asset().hardBodyRadiusMetres();
        String ownId = primary.orbit().objectId();
        return formation(
                new Side(primary.orbit(), unknown(), radius(ownId, radius, OF_ASSET)),
                side(other, unknown()),
                approach,
                leapSeconds.plusSeconds(primary.fromMicros(), approach.seconds()),
                leapSeconds.plusSeconds(primary.fromMicros(), until),
                why);
    }

    /**
     * Two that fly together as a new event, without covariances and without probability.
     *
     * @param approach where they are
     * @param fromMicros when
     * @param untilMicros end of the interval that was looked at
     * @param why they are not a conjunction
     */
    Conjunction formation(Side own, Side other, CloseApproach approach, long fromMicros, long untilMicros, String why) {
        return new Conjunction(
                        ContentId.of("formation")
                                .add(own.orbit().objectId())
                                .add(other.orbit().objectId())
                                .digits(),
                        0,
                        Conjunction.Status.NEW,
                        Math.max(own.orbit().availableMicros(), other.orbit().availableMicros()),
                        participant(own, approach.primary()),
                        participant(other, approach.secondary()),
                        fromMicros,
                        approach.missDistanceMetres(),
                        approach.missRtnMetres(),
                        approach.relativeSpeedMetresPerSecond(),
                        combinedRadius(own, other),
                        Double.NaN,
                        "NONE",
                        Double.NaN,
                        Conjunction.Dilution.UNKNOWN,
                        List.of(why),
                        List.of(own.orbit().orbitId(), other.orbit().orbitId()))
                .asFormation(untilMicros, why);
    }

    private Conjunction conjunction(Primary primary, CatalogueOrbit other, CloseApproach approach) {
        CatalogueOrbit own = primary.orbit();
        long tca = leapSeconds.plusSeconds(primary.fromMicros(), approach.seconds());
        long end = leapSeconds.plusSeconds(primary.fromMicros(), primary.table().to());
        double radius = primary.asset().hardBodyRadiusMetres();
        return conjunction(
                        new Side(
                                own,
                                covarianceRtn(own, approach.primary(), tca),
                                radius(own.objectId(), radius, OF_ASSET)),
                        side(other, covarianceRtn(other, approach.secondary(), tca)),
                        approach,
                        tca)
                .screenedIn(volume(primary.asset()), primary.fromMicros(), end);
    }

    /**
     * An object at a closest approach.
     *
     * @param covarianceRtn 21 numbers; NaN where not known
     */
    record Side(CatalogueOrbit orbit, double[] covarianceRtn, Optional<HardBodyRadii.Radius> radius) {}

    /** An object with the radius that the table of radii or its orbit has. */
    Side side(CatalogueOrbit orbit, double[] covarianceRtn) {
        return new Side(orbit, covarianceRtn, radius(orbit.objectId(), orbit.hardBodyRadiusMetres(), OF_ORBIT));
    }

    /** The table first, then what is stated; none where that is no radius. */
    private Optional<HardBodyRadii.Radius> radius(String objectId, double stated, String source) {
        return radii.find(objectId)
                .or(() -> stated > 0 && stated < 1e5
                        ? Optional.of(new HardBodyRadii.Radius(stated, 0, source))
                        : Optional.empty());
    }

    /** A close approach of two objects of the catalogue as a new conjunction. */
    Conjunction conjunction(Side own, Side other, CloseApproach approach, long tca) {
        double radius = combinedRadius(own, other);
        Participant first = participant(own, approach.primary());
        Participant second = participant(other, approach.secondary());
        EncounterProbability probability = EncounterProbability.of(
                first.stateGcrf(), first.covarianceRtn(), second.stateGcrf(), second.covarianceRtn(), radius, effort);
        return new Conjunction(
                        encounterId(own.orbit().objectId(), other.orbit().objectId(), tca),
                        0,
                        Conjunction.Status.NEW,
                        Math.max(own.orbit().availableMicros(), other.orbit().availableMicros()),
                        first,
                        second,
                        tca,
                        approach.missDistanceMetres(),
                        approach.missRtnMetres(),
                        approach.relativeSpeedMetresPerSecond(),
                        radius,
                        probability.probability(),
                        probability.method(),
                        probability.maximumProbability(),
                        probability.dilution(),
                        probability.warnings(),
                        List.of(own.orbit().orbitId(), other.orbit().orbitId()))
                .withPlaneProbability(probability.planeProbability());
    }

    private static double combinedRadius(Side own, Side other) {
        return own.radius()
                .flatMap(first -> other.radius()
                        .map(second -> HardBodyRadii.combined(first, second).metres()))
                .orElseGet(() -> own.radius()
                        .or(other::radius)
                        .map(HardBodyRadii.Radius::metres)
                        .orElse(0.0));
    }

    /** Id of an encounter that was first seen with this time of closest approach; the same for both orders of the pair. */
    static String encounterId(String oneId, String otherId, long tcaMicros) {
        boolean ordered = oneId.compareTo(otherId) <= 0;
        return ContentId.of("conjunction")
                .add(ordered ? oneId : otherId)
                .add(ordered ? otherId : oneId)
                .add(Math.floorDiv(tcaMicros, ID_SLOT_MICROS))
                .digits();
    }

    /** Covariance of state at an instant in RTN of the object, 21 numbers; NaN where there is none. */
    double[] covarianceRtn(CatalogueOrbit orbit, double[] state, long tca) {
        Optional<PredictedOrbit> predicted = prediction.predict(orbit, tca);
        if (predicted.isEmpty()) {
            return unknown();
        }
        return covarianceRtn(predicted.get().covariance(), state);
    }

    /** A covariance that is not known. */
    static double[] unknown() {
        double[] unknown = new double[CDM_TRIANGLE];
        Arrays.fill(unknown, Double.NaN);
        return unknown;
    }

    /** The first 21 numbers of the triangle of a covariance in RTN of a state. */
    static double[] covarianceRtn(double[][] covarianceGcrf, double[] state) {
        return Arrays.copyOf(RtnFrame.toRtn(covarianceGcrf, state), CDM_TRIANGLE);
    }

    private static Participant participant(Side side, double[] state) {
        CatalogueOrbit orbit = side.orbit();
        return new Participant(
                orbit.objectId(),
                orbit.objectName(),
                orbit.internationalDesignator(),
                state,
                side.covarianceRtn(),
                side.radius().map(HardBodyRadii.Radius::metres).orElse(Double.NaN),
                side.radius().map(HardBodyRadii.Radius::source).orElse(""),
                Determination.of(orbit));
    }
}
