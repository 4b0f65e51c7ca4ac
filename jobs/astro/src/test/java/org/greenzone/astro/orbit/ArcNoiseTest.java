package org.greenzone.astro.orbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.ProcessNoise;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.SyntheticTracks.Plan;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.ObservationModel;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.junit.jupiter.api.Test;

/** Truth that strays from the force model as the process noise says. */
class ArcNoiseTest {
    private static final double[] PASSES = {0, 11_000, 24_000, 40_000, 58_000};
    private static final int DEGREE = 12;
    private static final Site.Noise NOISE = new Site.Noise(15, 0.1, Math.toRadians(0.1), Math.toRadians(0.1));
    private static final double[] START_SIGMAS = {1_000, 3_000, 1_000, 3, 1, 1, 0.01};

    private final PhysicalData data = PhysicalData.builtIn();
    private final OrbitPropagator propagator =
            new OrbitPropagator(data, new ForceModel(DEGREE, true, true, true, true), 8);
    private final ObservationModel model = new ObservationModel(data);
    private final ArcFit.Options options = ArcFit.Options.STANDARD.withBallistic(START_SIGMAS[6]);
    private final ArcDeterminer arcs = new ArcDeterminer(data, propagator, options);

    /** Tracks, their receivers, where to start, and the true orbit at the last pass. */
    private record Strayed(List<Track> tracks, List<Site> sites, CatalogueOrbit start, OrbitalState last) {}

    private Strayed strayed(long seed) {
        SyntheticTracks synthetic = new SyntheticTracks(data, propagator, seed);
        Random random = new Random(seed);
        OrbitalState truth = synthetic.orbit();
        CatalogueOrbit start = synthetic.prior(truth, "1", START_SIGMAS);
        List<Track> tracks = new ArrayList<>();
        List<Site> sites = new ArrayList<>();
        double at = 0;
        for (double pass : PASSES) {
            truth = onwards(truth, pass - at, random);
            at = pass;
            Site site = synthetic.siteUnder(truth, 0, NOISE);
            tracks.add(synthetic.track(truth, site, new Plan(0, 20, 10, true, true)));
            sites.add(site);
        }
        return new Strayed(tracks, sites, start, truth);
    }

    /** The whole noise of a gap as one kick at its beginning: the same in distribution at its end. */
    private OrbitalState onwards(OrbitalState from, double seconds, Random random) {
        if (seconds == 0) {
            return from;
        }
        Trajectory motion = propagator.propagateWithTransition(from, 0, seconds);
        double[][] factor = SymmetricMatrix.flooredCholesky(
                ProcessNoise.atEpoch(motion, 0, seconds, DEGREE, from.ballisticCoefficient()));
        double[] moved = OrbitDeterminer.vector(from);
        double[] deviates = random.doubles(7).map(x -> random.nextGaussian()).toArray();
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j <= i; j++) {
                moved[i] += factor[i][j] * deviates[j];
            }
        }
        OrbitalState kicked =
                new OrbitalState(from.epochMicros(), Arrays.copyOf(moved, 6), moved[6], from.radiationCoefficient());
        double[] state = new double[6];
        propagator.propagate(kicked, 0, seconds).state(seconds, state);
        return new OrbitalState(
                data.leapSeconds().plusSeconds(from.epochMicros(), seconds),
                state,
                moved[6],
                from.radiationCoefficient());
    }

    private CatalogueOrbit fitted(ArcDeterminer determiner, Strayed strayed, int count) {
        List<ArcTrack> tracks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Track track = strayed.tracks().get(i);
            tracks.add(new ArcTrack(track, model.of(track, strayed.sites().get(i))));
        }
        return ((Determined) determiner.refine(strayed.start(), tracks)).orbit();
    }

    private double nees(CatalogueOrbit orbit, Strayed strayed) {
        OrbitalState last = strayed.last();
        double seconds = data.leapSeconds().elapsedSeconds(last.epochMicros(), orbit.epochMicros());
        double[] truth = new double[7];
        double[] state = new double[6];
        propagator.propagate(last, 0, seconds).state(seconds, state);
        System.arraycopy(state, 0, truth, 0, 6);
        truth[6] = last.ballisticCoefficient();
        return SyntheticTracks.nees(orbit, truth, 6);
    }

    @Test
    void covarianceHoldsWhereTheTruthStraysAndNotWithoutTheNoise() {
        ArcDeterminer without = new ArcDeterminer(data, propagator, options.withoutProcessNoise());
        double sum = 0;
        double sumWithout = 0;
        int cases = 36;
        for (long seed = 101; seed < 101 + cases; seed++) {
            Strayed strayed = strayed(seed);
            sum += nees(fitted(arcs, strayed, PASSES.length), strayed);
            if (seed < 107) {
                sumWithout += nees(fitted(without, strayed, PASSES.length), strayed);
            }
        }
        // Chi-squared with 6 degrees of freedom: mean 6; over 36 cases its sigma is 0.58.
        assertThat(sum / cases).isBetween(4.4, 7.8);
        assertThat(sumWithout / 6).isGreaterThan(20);
    }
}
