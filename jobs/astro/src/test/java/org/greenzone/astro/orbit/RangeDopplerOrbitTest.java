package org.greenzone.astro.orbit;

import static org.assertj.core.api.Assertions.assertThat;

import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.SyntheticTracks.Plan;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackObservations;
import org.junit.jupiter.api.Test;

/** Two tracks of two radars, a minute each, ranges of 15 m and range rates of 0.1 m/s, no angles. */
class RangeDopplerOrbitTest {
    private static final Site.Noise NOISE = new Site.Noise(15, 0.1, Math.toRadians(0.1), Math.toRadians(0.1));
    private static final double FIRST = 100;

    private final PhysicalData data = PhysicalData.builtIn();
    private final ForceModel forces = new ForceModel(12, true, true, true, true);
    private final OrbitPropagator propagator = new OrbitPropagator(data, forces, 8);
    private final EarthRotation rotation = new EarthRotation(data);
    private final RangeDopplerOrbit initial = new RangeDopplerOrbit(data, propagator);

    private static Track pass(SyntheticTracks tracks, OrbitalState truth, Site site, double seconds) {
        return tracks.track(truth, site, new Plan(seconds, 20, 3, true, false));
    }

    private ArcTrack seen(Track track, Site site) {
        return new ArcTrack(track, new TrackObservations(rotation, track, site));
    }

    /** Distance from the truth over the sigma of the place. */
    private double errorInSigmas(OrbitalState truth, CatalogueOrbit orbit) {
        double at = data.leapSeconds().elapsedSeconds(truth.epochMicros(), orbit.epochMicros());
        Trajectory motion = propagator.propagate(truth, Math.min(0, at), Math.max(0, at));
        double[] state = new double[6];
        motion.state(at, state);
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += Math.pow(state[i] - orbit.stateGcrf()[i], 2);
        }
        double[] rtn = orbit.covarianceRtn();
        return Math.sqrt(sum / (rtn[0] + rtn[2] + rtn[5]));
    }

    private int determined(double gapSeconds, int seeds) {
        int right = 0;
        for (int seed = 0; seed < seeds; seed++) {
            SyntheticTracks tracks = new SyntheticTracks(data, propagator, seed);
            OrbitalState truth = tracks.orbit();
            Site one = tracks.siteUnder(truth, FIRST, NOISE);
            Site two = tracks.siteUnder(truth, FIRST + gapSeconds, NOISE);
            Determination result = initial.determine(
                    seen(pass(tracks, truth, one, FIRST), one),
                    one,
                    seen(pass(tracks, truth, two, FIRST + gapSeconds), two),
                    two,
                    "x");
            if (result instanceof Determined found) {
                double error = errorInSigmas(truth, found.orbit());
                assertThat(error).as("gap %s, seed %s", gapSeconds, seed).isLessThan(5);
                right++;
            }
        }
        return right;
    }

    @Test
    void twoTracksTenMinutesApartGiveTheOrbitWithItsCovariance() {
        assertThat(determined(600, 6)).isGreaterThanOrEqualTo(4);
    }

    @Test
    void twoTracksFiftyMinutesApartGiveTheOrbitOrNone() {
        assertThat(determined(3_000, 4)).isGreaterThanOrEqualTo(3);
    }

    @Test
    void twoTracksOfDifferentRevolutionsAreRefused() {
        assertThat(determined(6_000, 4)).isZero();
    }

    @Test
    void theSecondTrackThatASiteNamesBeginsTheOrbitOfItsObject() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 0);
        OrbitalState truth = tracks.orbit();
        Site one = tracks.siteUnder(truth, FIRST, NOISE);
        Site two = tracks.siteUnder(truth, FIRST + 600, NOISE);
        ArcUpdate update = new ArcUpdate(data, forces);

        ArcUpdate.Outcome first = update.add(ObjectArc.EMPTY, pass(tracks, truth, one, FIRST), one, true, "x");
        ArcUpdate.Outcome second = update.add(first.arc(), pass(tracks, truth, two, FIRST + 600), two, true, "x");

        assertThat(first.step().fate()).isEqualTo(ArcStep.Fate.WAITING);
        assertThat(second.step().fate()).isEqualTo(ArcStep.Fate.FUSED);
        CatalogueOrbit orbit = second.arc().newest().orElseThrow();
        assertThat(orbit.tracksUsed()).isEqualTo(2);
        assertThat(errorInSigmas(truth, orbit)).isLessThan(5);
    }
}
