package org.greenzone.astro.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.orbit.SyntheticTracks;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;

/** A radar with known errors, and the residuals of its passes. */
final class BiasedRadar {
    static final Site.Bias BIAS = new Site.Bias(25, 0.3, Math.toRadians(0.08), Math.toRadians(-0.05), 5e-3);
    static final Site.Noise TRUE_NOISE = new Site.Noise(15, 0.3, Math.toRadians(0.09), Math.toRadians(0.09));
    private static final Site.Noise STATED = new Site.Noise(5, 0.1, Math.toRadians(0.03), Math.toRadians(0.03));

    private final PhysicalData data = PhysicalData.builtIn();
    private final OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD);
    private final ResidualModel model = new ResidualModel(data, propagator);
    private final SyntheticTracks sky;
    private final Random random;

    /** Share of measurements that are wrong by twenty sigmas and more. */
    double outliers;

    /** One sigma by which the range bias differs from pass to pass. */
    double scatterMetres;

    boolean angles = true;

    BiasedRadar(long seed) {
        sky = new SyntheticTracks(data, propagator, seed);
        random = new Random(seed + 1);
    }

    private record Pass(OrbitalState orbit, Track track, Site site) {}

    /** A pass of a new object; the radar stands wherever it sees it. */
    private Pass pass(double afterEpochSeconds) {
        OrbitalState orbit = sky.orbit();
        Site loud = sky.siteUnder(orbit, afterEpochSeconds, TRUE_NOISE);
        Track clean = sky.track(orbit, loud, new SyntheticTracks.Plan(afterEpochSeconds, 20, 8, true, angles));
        double rangeOffset = BIAS.rangeMetres() + scatterMetres * random.nextGaussian();
        List<Measurement> biased = new ArrayList<>();
        for (Measurement m : clean.measurements()) {
            double wild = random.nextDouble() < outliers ? 20 + 500 * random.nextDouble() : 0;
            Measurement shifted = Measurement.at(m.timeMicros() + Math.round(BIAS.timeSeconds() * 1e6))
                    .withRange(m.rangeMetres() + rangeOffset + wild * 15, Double.NaN)
                    .withRangeRate(
                            m.rangeRateMetresPerSecond() + BIAS.rangeRateMetresPerSecond() - wild * 0.3, Double.NaN);
            biased.add(
                    angles
                            ? shifted.withAzimuthElevation(
                                    m.azimuthRadians() + BIAS.azimuthRadians(),
                                    Double.NaN,
                                    m.elevationRadians() + BIAS.elevationRadians(),
                                    Double.NaN)
                            : shifted);
        }
        Site stated = new Site(
                loud.siteId(),
                loud.aliases(),
                loud.name(),
                loud.latitudeRadians(),
                loud.longitudeRadians(),
                loud.altitudeMetres(),
                STATED,
                Site.Bias.NONE,
                Double.NaN,
                1,
                List.of(),
                Double.NaN);
        return new Pass(orbit, Track.of("s", "s", "test", "", clean.correctionsApplied(), biased), stated);
    }

    /** Residuals of passes against the true motion, which is trusted to a decimetre. */
    List<PassResiduals> againstTruth(int passes) {
        List<PassResiduals> residuals = new ArrayList<>();
        for (int i = 0; i < passes; i++) {
            double at = 900 + 400 * random.nextDouble();
            Pass pass = pass(at);
            Trajectory trajectory = propagator.propagate(pass.orbit(), 0, at + 200);
            ReferenceMotion truth = (micros, out) -> {
                trajectory.state(data.leapSeconds().elapsedSeconds(pass.orbit().epochMicros(), micros), out);
                return true;
            };
            residuals.add(compared(model.against(truth, ReferenceSigma.of(0.1), "o" + i, pass.track(), pass.site())));
        }
        return residuals;
    }

    /** Residuals of passes against catalogue orbits, drawn about the truth with the covariance that they state. */
    List<PassResiduals> againstCatalogue(int passes, double scale) {
        List<PassResiduals> residuals = new ArrayList<>();
        for (int i = 0; i < passes; i++) {
            double at = 900 + 400 * random.nextDouble();
            Pass pass = pass(at);
            double s = scale * (0.2 + 2 * random.nextDouble());
            CatalogueOrbit orbit = sky.prior(
                    pass.orbit(), "o" + i, new double[] {10 * s, 40 * s, 15 * s, 0.03 * s, 0.01 * s, 0.015 * s, 1e-3});
            residuals.add(compared(model.against(orbit, 5_000, pass.track(), pass.site())));
        }
        return residuals;
    }

    private static PassResiduals compared(ResidualModel.Result result) {
        if (result instanceof ResidualModel.Compared compared) {
            return compared.pass();
        }
        throw new AssertionError(((ResidualModel.NotComparable) result).reason());
    }

    /** Squared distance of the estimate from the truth in its own covariance; five degrees of freedom. */
    static double nees(SiteCalibration calibration) {
        double[] error = new double[BiasKind.COUNT];
        double[][] scaled = new double[BiasKind.COUNT][BiasKind.COUNT];
        for (BiasKind kind : BiasKind.values()) {
            int i = kind.ordinal();
            error[i] = (calibration.bias(kind).value() - kind.of(BIAS)) / kind.bound();
            for (BiasKind other : BiasKind.values()) {
                scaled[i][other.ordinal()] =
                        calibration.biasCovariance()[i][other.ordinal()] / (kind.bound() * other.bound());
            }
        }
        double sum = 0;
        for (double x : SymmetricMatrix.forward(SymmetricMatrix.cholesky(scaled), error)) {
            sum += x * x;
        }
        return sum;
    }
}
