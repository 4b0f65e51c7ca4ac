package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.dynamics.EquinoctialElements;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.SiteFrame;
import org.greenzone.astro.track.Track;

/** Seeded satellites, radars under them, and tracks with known noise. */
public final class SyntheticTracks {
    public static final long EPOCH = 1_636_944_420_000_000L;
    private final PhysicalData data;
    private final OrbitPropagator propagator;
    private final EarthRotation rotation;
    private final LeapSeconds leapSeconds;
    private final Random random;

    public SyntheticTracks(PhysicalData data, OrbitPropagator propagator, long seed) {
        this.data = data;
        this.propagator = propagator;
        this.rotation = new EarthRotation(data);
        this.leapSeconds = data.leapSeconds();
        this.random = new Random(seed);
    }

    /** A near-circular orbit between 450 and 900 km. */
    public OrbitalState orbit() {
        double a = 6_378_137 + 450_000 + 450_000 * random.nextDouble();
        double e = 0.002 * random.nextDouble();
        double phase = 2 * Math.PI * random.nextDouble();
        double inclination = Math.acos(1.8 * random.nextDouble() - 0.9);
        double node = 2 * Math.PI * random.nextDouble();
        double tan = Math.tan(inclination / 2);
        double[] elements = {
            a,
            e * Math.cos(phase),
            e * Math.sin(phase),
            tan * Math.cos(node),
            tan * Math.sin(node),
            2 * Math.PI * random.nextDouble()
        };
        double[] state =
                EquinoctialElements.toCartesian(elements, data.gravity().mu());
        return new OrbitalState(EPOCH, state, 0.01 + 0.03 * random.nextDouble(), 0.02);
    }

    /** A radar off the ground track, so that the object stands high enough at an instant. */
    public Site siteUnder(OrbitalState orbit, double secondsFromEpoch, Site.Noise noise) {
        Trajectory trajectory =
                propagator.propagate(orbit, Math.min(0, secondsFromEpoch), Math.max(0, secondsFromEpoch));
        double[] state = new double[6];
        trajectory.state(secondsFromEpoch, state);
        double[] m = new double[9];
        rotation.gcrfToItrf(leapSeconds.plusSeconds(orbit.epochMicros(), secondsFromEpoch), 0, m);
        double x = m[0] * state[0] + m[1] * state[1] + m[2] * state[2];
        double y = m[3] * state[0] + m[4] * state[1] + m[5] * state[2];
        double z = m[6] * state[0] + m[7] * state[1] + m[8] * state[2];
        double away = Math.toRadians(3 + 3 * random.nextDouble());
        double bearing = 2 * Math.PI * random.nextDouble();
        double latitude = Math.atan2(z, Math.hypot(x, y)) + away * Math.cos(bearing);
        latitude = Math.max(-1.5, Math.min(1.5, latitude));
        double longitude = Math.atan2(y, x) + away * Math.sin(bearing) / Math.max(0.1, Math.cos(latitude));
        return new Site(
                "s", List.of(), "s", latitude, longitude, 100, noise, Site.Bias.NONE, 3e9, 1, List.of(), Double.NaN);
    }

    /** What to measure and how. */
    public record Plan(double centreSeconds, int count, double stepSeconds, boolean rate, boolean angles) {}

    /** A track without media, said to be corrected. */
    public Track track(OrbitalState orbit, Site site, Plan plan) {
        double first = plan.centreSeconds() - 0.5 * (plan.count() - 1) * plan.stepSeconds();
        double last = first + (plan.count() - 1) * plan.stepSeconds();
        Trajectory trajectory = propagator.propagate(orbit, Math.min(0, first - 1), Math.max(0, last + 1));
        SiteFrame frame = new SiteFrame(rotation, site);
        double[] state = new double[6];
        double[] at = new double[6];
        double[] axes = new double[9];
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < plan.count(); i++) {
            long micros = leapSeconds.plusSeconds(orbit.epochMicros(), first + i * plan.stepSeconds());
            trajectory.state(leapSeconds.elapsedSeconds(orbit.epochMicros(), micros), state);
            frame.stateGcrf(micros, at);
            frame.enuAxes(micros, axes);
            double[] d = new double[6];
            for (int j = 0; j < 6; j++) {
                d[j] = state[j] - at[j];
            }
            double range = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
            double rate = (d[0] * d[3] + d[1] * d[4] + d[2] * d[5]) / range;
            double east = axes[0] * d[0] + axes[1] * d[1] + axes[2] * d[2];
            double north = axes[3] * d[0] + axes[4] * d[1] + axes[5] * d[2];
            double up = axes[6] * d[0] + axes[7] * d[1] + axes[8] * d[2];
            Site.Noise noise = site.noise();
            Measurement m =
                    Measurement.at(micros).withRange(range + noise.rangeMetres() * random.nextGaussian(), Double.NaN);
            if (plan.rate()) {
                m = m.withRangeRate(rate + noise.rangeRateMetresPerSecond() * random.nextGaussian(), Double.NaN);
            }
            if (plan.angles()) {
                m = m.withAzimuthElevation(
                        Math.atan2(east, north) + noise.azimuthRadians() * random.nextGaussian(),
                        Double.NaN,
                        Math.asin(up / range) + noise.elevationRadians() * random.nextGaussian(),
                        Double.NaN);
            }
            measurements.add(m);
        }
        return Track.of("s", "s", "test", "", List.of(Track.IONOSPHERE, Track.TROPOSPHERE), measurements);
    }

    /** An orbit of the catalogue drawn about a true one with the covariance that it states. */
    public CatalogueOrbit prior(OrbitalState truth, String objectId, double[] sigmasRtn7) {
        double[] rtn = new double[CatalogueOrbit.COVARIANCE_LENGTH];
        for (int i = 0; i < 7; i++) {
            rtn[i * (i + 1) / 2 + i] = sigmasRtn7[i] * sigmasRtn7[i];
        }
        double[][] covariance = RtnFrame.toInertial(rtn, truth.stateGcrf());
        double[][] factor = SymmetricMatrix.flooredCholesky(covariance);
        double[] xi = random.doubles(7).map(x -> random.nextGaussian()).toArray();
        double[] moved = new double[7];
        System.arraycopy(truth.stateGcrf(), 0, moved, 0, 6);
        moved[6] = truth.ballisticCoefficient();
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j <= i; j++) {
                moved[i] += factor[i][j] * xi[j];
            }
        }
        double[] state = Arrays.copyOf(moved, 6);
        return new CatalogueOrbit(
                CatalogueOrbit.contentId(objectId, truth.epochMicros(), state, List.of()),
                objectId,
                "",
                "",
                0,
                truth.epochMicros(),
                truth.epochMicros(),
                state,
                Math.max(1e-4, moved[6]),
                truth.radiationCoefficient(),
                RtnFrame.toRtn(covariance, state),
                OrbitSource.TRACKS,
                1,
                0,
                0,
                1,
                new TreeMap<>(),
                1,
                List.of());
    }

    /** True state and coefficient at an instant, 7 numbers. */
    public double[] truth(OrbitalState orbit, long micros) {
        double seconds = leapSeconds.elapsedSeconds(orbit.epochMicros(), micros);
        double[] state = new double[6];
        propagator.propagate(orbit, Math.min(0, seconds), Math.max(0, seconds)).state(seconds, state);
        double[] seven = Arrays.copyOf(state, 7);
        seven[6] = orbit.ballisticCoefficient();
        return seven;
    }

    /** Normalised estimation error squared of the first parameters of an orbit. */
    public static double nees(CatalogueOrbit orbit, double[] truth, int parameters) {
        double[][] covariance = RtnFrame.toInertial(orbit.covarianceRtn(), orbit.stateGcrf());
        double[][] part = new double[parameters][];
        double[] error = new double[parameters];
        for (int i = 0; i < parameters; i++) {
            part[i] = Arrays.copyOf(covariance[i], parameters);
            error[i] = (i < 6 ? orbit.stateGcrf()[i] : orbit.ballisticCoefficient()) - truth[i];
        }
        double sum = 0;
        for (double x : SymmetricMatrix.forward(SymmetricMatrix.cholesky(part), error)) {
            sum += x * x;
        }
        return sum;
    }
}
