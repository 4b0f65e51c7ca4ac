package org.greenzone.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.SiteFrame;
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.direct.DirectDetermination;
import org.greenzone.pipeline.direct.DirectDetermination.Outcome;
import org.greenzone.pipeline.stream.ReferenceData;

/**
 * Two objects whose planes cross at a small angle, and which pass the crossing 1.5 km behind each other, each known to 2 km along its
 * orbit. A radar in their plane sees the first of them there and cannot tell which of them it is. A quarter of a revolution later they
 * are kilometres apart sideways, and another radar, aside, sees the second.
 */
public final class Crossing {
    /** A lag of a minute, an hour to decide. */
    public static final JobOptions OPTIONS = new JobOptions(new TrackTimes(60, 30, 24, 1, 15), 3, 24);

    public static final String FIRST = "70001";
    public static final String SECOND = "70002";
    public static final long START = Samples.MIDNIGHT;

    private static final double RADIUS = 7_000_000;
    private static final double INCLINATION = Math.toRadians(60);
    private static final double BETWEEN_PLANES = Math.toRadians(0.05);
    private static final double BETWEEN_METRES = 1_500;
    private static final double[] SIGMAS_RTN = {20, 2_000, 100, 2, 0.02, 0.1, 0.003};
    private static final double MIDDLE_SECONDS = 45;
    private static final double AHEAD_SECONDS = 100;
    private static final double LATER_SECONDS = 1_450;
    private static final double ASIDE = Math.toRadians(5);

    private static final PhysicalData DATA = PhysicalData.builtIn();
    private static final OrbitPropagator PROPAGATOR = new OrbitPropagator(DATA, ForceModel.STANDARD);
    private static final EarthRotation ROTATION = new EarthRotation(DATA);
    private static final LeapSeconds LEAP_SECONDS = DATA.leapSeconds();
    private static final OrbitalState FIRST_TRUTH = orbit(INCLINATION, BETWEEN_METRES);
    private static final OrbitalState SECOND_TRUTH = orbit(INCLINATION + BETWEEN_PLANES, 0);
    private static final Site IN_PLANE = siteUnder("in-plane", AHEAD_SECONDS, 0);
    private static final Site SIDEWAYS = siteUnder("sideways", LATER_SECONDS, -ASIDE);

    private Crossing() {}

    /** Circular, so far behind the node. */
    private static OrbitalState orbit(double inclination, double behindMetres) {
        double speed = Math.sqrt(DATA.gravity().mu() / RADIUS);
        double u = -behindMetres / RADIUS;
        double ci = Math.cos(inclination);
        double si = Math.sin(inclination);
        double[] state = {
            RADIUS * Math.cos(u),
            RADIUS * Math.sin(u) * ci,
            RADIUS * Math.sin(u) * si,
            -speed * Math.sin(u),
            speed * Math.cos(u) * ci,
            speed * Math.cos(u) * si
        };
        return new OrbitalState(START, state, 0.01, 0.02);
    }

    private static Site siteUnder(String id, double seconds, double northwards) {
        double[] state = new double[6];
        PROPAGATOR.propagate(FIRST_TRUTH, 0, seconds + 1).state(seconds, state);
        double[] m = new double[9];
        ROTATION.gcrfToItrf(LEAP_SECONDS.plusSeconds(START, seconds), 0, m);
        double x = m[0] * state[0] + m[1] * state[1] + m[2] * state[2];
        double y = m[3] * state[0] + m[4] * state[1] + m[5] * state[2];
        double z = m[6] * state[0] + m[7] * state[1] + m[8] * state[2];
        return new Site(
                id,
                List.of(),
                id,
                Math.atan2(z, Math.hypot(x, y)) + northwards,
                Math.atan2(y, x),
                100,
                new Site.Noise(15, 0.1, Math.toRadians(0.5), Math.toRadians(0.5)),
                Site.Bias.NONE,
                3e9,
                1,
                List.of(),
                Double.NaN);
    }

    /** A track with noise, said to be free of media. */
    private static Track track(
            OrbitalState orbit, Site site, double centreSeconds, int count, double stepSeconds, boolean rate) {
        Random random = new Random(7);
        double begin = centreSeconds - 0.5 * (count - 1) * stepSeconds;
        Trajectory trajectory = PROPAGATOR.propagate(orbit, 0, begin + count * stepSeconds + 1);
        SiteFrame frame = new SiteFrame(ROTATION, site);
        Site.Noise noise = site.noise();
        double[] state = new double[6];
        double[] at = new double[6];
        double[] enu = new double[9];
        double[] d = new double[6];
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long micros = LEAP_SECONDS.plusSeconds(orbit.epochMicros(), begin + i * stepSeconds);
            trajectory.state(LEAP_SECONDS.elapsedSeconds(orbit.epochMicros(), micros), state);
            frame.stateGcrf(micros, at);
            frame.enuAxes(micros, enu);
            for (int j = 0; j < 6; j++) {
                d[j] = state[j] - at[j];
            }
            double range = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
            double east = enu[0] * d[0] + enu[1] * d[1] + enu[2] * d[2];
            double north = enu[3] * d[0] + enu[4] * d[1] + enu[5] * d[2];
            double up = enu[6] * d[0] + enu[7] * d[1] + enu[8] * d[2];
            Measurement m = Measurement.at(micros)
                    .withRange(range + noise.rangeMetres() * random.nextGaussian(), Double.NaN)
                    .withAzimuthElevation(
                            Math.atan2(east, north) + noise.azimuthRadians() * random.nextGaussian(),
                            Double.NaN,
                            Math.asin(up / range) + noise.elevationRadians() * random.nextGaussian(),
                            Double.NaN);
            if (rate) {
                double rangeRate = (d[0] * d[3] + d[1] * d[4] + d[2] * d[5]) / range;
                m = m.withRangeRate(rangeRate + noise.rangeRateMetresPerSecond() * random.nextGaussian(), Double.NaN);
            }
            measurements.add(m);
        }
        return Track.of(
                site.siteId(), site.siteId(), "test", "", List.of(Track.IONOSPHERE, Track.TROPOSPHERE), measurements);
    }

    /** The first object at the crossing, where it may be the second. */
    public static Track middle() {
        return track(FIRST_TRUTH, IN_PLANE, MIDDLE_SECONDS, 5, 2, false);
    }

    /** The second object where it is far from the first. */
    public static Track later() {
        return track(SECOND_TRUTH, SIDEWAYS, LATER_SECONDS, 11, 10, true);
    }

    public static List<Site> sites() {
        return List.of(IN_PLANE, SIDEWAYS);
    }

    public static ReferenceData reference() {
        return new ReferenceData(sites(), List.of());
    }

    /** Both objects, as the first window sees them. */
    public static List<CatalogueOrbit> seeds() {
        return List.of(seed(FIRST, FIRST_TRUTH), seed(SECOND, SECOND_TRUTH));
    }

    private static CatalogueOrbit seed(String objectId, OrbitalState truth) {
        double[] covariance = new double[CatalogueOrbit.COVARIANCE_LENGTH];
        for (int i = 0; i < SIGMAS_RTN.length; i++) {
            covariance[i * (i + 1) / 2 + i] = SIGMAS_RTN[i] * SIGMAS_RTN[i];
        }
        return new CatalogueOrbit(
                CatalogueOrbit.contentId(objectId, START, truth.stateGcrf(), List.of()),
                objectId,
                "",
                "",
                0,
                START,
                START - 2 * OPTIONS.lagMicros(),
                truth.stateGcrf(),
                truth.ballisticCoefficient(),
                truth.radiationCoefficient(),
                covariance,
                OrbitSource.ELEMENT_SET,
                0,
                0,
                0,
                Double.NaN,
                new TreeMap<>(),
                1,
                List.of());
    }

    /** What one thread without Flink makes of tracks. */
    public static List<Outcome> determine(List<Track> tracks) {
        Map<String, Site> byId = new TreeMap<>();
        sites().forEach(site -> byId.put(site.siteId(), site));
        List<Outcome> outcomes = new ArrayList<>();
        new DirectDetermination(OPTIONS, PhysicalData.builtIn(), byId, seeds()).run(tracks, outcomes::add);
        return outcomes;
    }
}
