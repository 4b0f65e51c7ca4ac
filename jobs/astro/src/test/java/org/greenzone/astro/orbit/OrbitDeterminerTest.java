package org.greenzone.astro.orbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.orbit.Determination.Determined;
import org.greenzone.astro.orbit.Determination.Refused;
import org.greenzone.astro.orbit.SyntheticTracks.Plan;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.junit.jupiter.api.Test;

class OrbitDeterminerTest {
    private static final double[] PRIOR_SIGMAS = {100, 300, 120, 0.3, 0.1, 0.12, 0.005};
    private static final Site.Noise FINE = noise(15, 0.1, 0.1);
    private static final Site.Noise BEAM = noise(15, 0.1, 1);
    private static final Plan SIX_HOURS_LATER = new Plan(21_600, 20, 10, true, true);
    private static final Plan NOW = new Plan(0, 20, 10, true, true);

    private final PhysicalData data = PhysicalData.builtIn();
    private final OrbitPropagator propagator = new OrbitPropagator(data, ForceModel.STANDARD);
    private final OrbitDeterminer determiner = new OrbitDeterminer(data, propagator);

    private static Site.Noise noise(double range, double rate, double degrees) {
        return new Site.Noise(range, rate, Math.toRadians(degrees), Math.toRadians(degrees));
    }

    private double meanNees(int cases, Plan plan, Site.Noise noise, boolean initial) {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 11);
        double sum = 0;
        for (int i = 0; i < cases; i++) {
            OrbitalState truth = tracks.orbit();
            Site site = tracks.siteUnder(truth, plan.centreSeconds(), noise);
            Track track = tracks.track(truth, site, plan);
            Determination result = initial
                    ? determiner.initiate(track, site, "UCT-1")
                    : determiner.update(tracks.prior(truth, "1", PRIOR_SIGMAS), track, site);
            CatalogueOrbit orbit = ((Determined) result).orbit();
            sum += SyntheticTracks.nees(orbit, tracks.truth(truth, orbit.epochMicros()), 6);
        }
        return sum / cases;
    }

    // Chi-squared with 6 degrees of freedom has mean 6; over 200 cases its mean has a sigma of 0.245.

    @Test
    void updateIsAsGoodAsItsCovarianceSays() {
        assertThat(meanNees(200, SIX_HOURS_LATER, FINE, false)).isBetween(5.2, 6.8);
    }

    @Test
    void updateByRangesAloneIsAsGoodAsItsCovarianceSays() {
        assertThat(meanNees(50, new Plan(21_600, 20, 10, false, false), FINE, false))
                .isBetween(4.6, 7.4);
    }

    @Test
    void updateByALateTrackIsAsGoodAsItsCovarianceSays() {
        // Process noise both ways makes the covariance a little wide.
        assertThat(meanNees(50, new Plan(-21_600, 20, 10, true, true), FINE, false))
                .isBetween(4.0, 7.4);
    }

    @Test
    void firstOrbitOfAPreciseRadarIsAsGoodAsItsCovarianceSays() {
        assertThat(meanNees(200, new Plan(0, 20, 10, false, true), noise(40, 10, 0.015), true))
                .isBetween(5.2, 6.9);
    }

    @Test
    void firstOrbitFromBeamPointingIsAsGoodAsItsCovarianceSays() {
        // The error is a bowl, not an ellipsoid: the mean holds, the tails are heavier.
        assertThat(meanNees(200, NOW, BEAM, true)).isBetween(4.5, 8.0);
    }

    @Test
    void firstOrbitOfSecondsIsAsGoodAsItsCovarianceSaysOrRefused() {
        // Nine measurements of 0.35 degrees in eight seconds leave the direction of motion open by ten degrees: most
        // fits have their perigee
        // in the Earth, and some arcs go as well another way.
        Plan seconds = new Plan(0, 9, 1, true, true);
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 11);
        List<Double> distances = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            OrbitalState truth = tracks.orbit();
            Site site = tracks.siteUnder(truth, 0, noise(5, 0.1, 0.35));
            Determination result = determiner.initiate(tracks.track(truth, site, seconds), site, "UCT-1");
            if (result instanceof Determined determined) {
                distances.add(SyntheticTracks.nees(
                        determined.orbit(),
                        tracks.truth(truth, determined.orbit().epochMicros()),
                        6));
            }
        }
        Collections.sort(distances);
        assertThat(distances).hasSizeGreaterThan(150);
        // Held by what is known of any satellite, they are rather better than they say.
        assertThat(distances.stream().mapToDouble(d -> d).average().orElseThrow())
                .isBetween(2.0, 6.8);
        assertThat(distances.get(distances.size() - 1)).isLessThan(60);
    }

    @Test
    void updateTellsWhereItComesFrom() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 1);
        OrbitalState truth = tracks.orbit();
        Site site = tracks.siteUnder(truth, 21_600, FINE);
        Track track = tracks.track(truth, site, SIX_HOURS_LATER);
        CatalogueOrbit prior = tracks.prior(truth, "1", PRIOR_SIGMAS);

        CatalogueOrbit orbit = ((Determined) determiner.update(prior, track, site)).orbit();

        assertThat(orbit.revision()).isEqualTo(prior.revision() + 1);
        assertThat(orbit.tracksUsed()).isEqualTo(prior.tracksUsed() + 1);
        assertThat(orbit.epochMicros()).isEqualTo(track.endMicros());
        assertThat(orbit.availableMicros()).isEqualTo(track.endMicros());
        assertThat(orbit.source()).isEqualTo(OrbitSource.TRACKS);
        assertThat(orbit.restsOn())
                .containsExactlyInAnyOrder(track.trackId(), prior.orbitId())
                .isSorted();
        assertThat(orbit.rmsByKind()).containsOnlyKeys("range", "rangeRate", "azimuth", "elevation");
        SymmetricMatrix.cholesky(RtnFrame.toInertial(orbit.covarianceRtn(), orbit.stateGcrf()));
    }

    @Test
    void lateTrackKeepsTheEpoch() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 2);
        OrbitalState truth = tracks.orbit();
        Site site = tracks.siteUnder(truth, -7_200, FINE);
        Track track = tracks.track(truth, site, new Plan(-7_200, 20, 10, true, true));
        CatalogueOrbit prior = tracks.prior(truth, "1", PRIOR_SIGMAS);

        CatalogueOrbit orbit = ((Determined) determiner.update(prior, track, site)).orbit();

        assertThat(orbit.epochMicros()).isEqualTo(prior.epochMicros());
        assertThat(orbit.availableMicros()).isEqualTo(prior.availableMicros());
        assertThat(orbit.covarianceRtn()[0]).isLessThan(prior.covarianceRtn()[0]);
    }

    @Test
    void outliersAreRejectedOneByOne() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 3);
        OrbitalState truth = tracks.orbit();
        Site site = tracks.siteUnder(truth, 21_600, FINE);
        Track clean = tracks.track(truth, site, SIX_HOURS_LATER);
        List<Measurement> spoiled = new ArrayList<>(clean.measurements());
        for (int i : new int[] {2, 7, 11, 19}) {
            Measurement m = spoiled.get(i);
            spoiled.set(i, m.withRange(m.rangeMetres() + 200 * (i + 1), Double.NaN));
        }
        Track track = Track.of("s", "s", "test", "", clean.correctionsApplied(), spoiled);
        CatalogueOrbit prior = tracks.prior(truth, "1", PRIOR_SIGMAS);

        CatalogueOrbit orbit = ((Determined) determiner.update(prior, track, site)).orbit();

        assertThat(orbit.measurementsRejected()).isBetween(4, 6);
        assertThat(SyntheticTracks.nees(orbit, tracks.truth(truth, orbit.epochMicros()), 6))
                .isLessThan(22);
    }

    @Test
    void sigmaStatedThreeTimesTooSmallWidensTheCovariance() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 4);
        Site.Noise stated = noise(5, 0.0333, 0.0333);
        double sum = 0;
        int cases = 30;
        for (int i = 0; i < cases; i++) {
            OrbitalState truth = tracks.orbit();
            Site site = tracks.siteUnder(truth, 21_600, FINE);
            Track track = tracks.track(truth, site, SIX_HOURS_LATER);
            Site boasting = new Site(
                    site.siteId(),
                    site.aliases(),
                    site.name(),
                    site.latitudeRadians(),
                    site.longitudeRadians(),
                    site.altitudeMetres(),
                    stated,
                    site.bias(),
                    site.transmitFrequencyHertz(),
                    1,
                    site.fields(),
                    site.maximumRangeMetres());
            CatalogueOrbit orbit =
                    ((Determined) determiner.update(tracks.prior(truth, "1", PRIOR_SIGMAS), track, boasting)).orbit();
            assertThat(orbit.weightedRms()).isBetween(2.2, 3.8);
            sum += SyntheticTracks.nees(orbit, tracks.truth(truth, orbit.epochMicros()), 6);
        }
        assertThat(sum / cases).isBetween(4.0, 8.5);
    }

    @Test
    void resultDoesNotDependOnWhatWasAskedBefore() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 5);
        OrbitalState truth = tracks.orbit();
        Site site = tracks.siteUnder(truth, 21_600, FINE);
        Track track = tracks.track(truth, site, SIX_HOURS_LATER);
        Track other = tracks.track(truth, site, new Plan(21_000, 10, 5, true, true));
        CatalogueOrbit prior = tracks.prior(truth, "1", PRIOR_SIGMAS);
        CatalogueOrbit fresh = ((Determined) new OrbitDeterminer(data, new OrbitPropagator(data, ForceModel.STANDARD))
                        .update(prior, track, site))
                .orbit();

        determiner.update(prior, other, site);
        CatalogueOrbit used = ((Determined) determiner.update(prior, track, site)).orbit();

        assertThat(used.orbitId()).isEqualTo(fresh.orbitId());
        assertThat(Arrays.equals(used.covarianceRtn(), fresh.covarianceRtn())).isTrue();
    }

    @Test
    void whatCannotBeKnownIsRefused() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 6);
        OrbitalState truth = tracks.orbit();
        Site site = tracks.siteUnder(truth, 0, BEAM);
        refused(tracks.track(truth, site, new Plan(0, 20, 10, true, false)), site, "unobservable");
        refused(tracks.track(truth, site, new Plan(0, 1, 10, true, true)), site, "velocity");
        refused(tracks.track(truth, site, new Plan(0, 2, 0.5, false, true)), site, "too short");
    }

    private void refused(Track track, Site site, String why) {
        assertThat(determiner.initiate(track, site, "UCT-1"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).contains(why).doesNotContain("\n"));
    }

    @Test
    void trackOfAnotherObjectIsRefused() {
        SyntheticTracks tracks = new SyntheticTracks(data, propagator, 8);
        OrbitalState truth = tracks.orbit();
        Site site = tracks.siteUnder(truth, 21_600, FINE);
        Track track = tracks.track(truth, site, SIX_HOURS_LATER);

        assertThat(determiner.update(tracks.prior(tracks.orbit(), "2", PRIOR_SIGMAS), track, site))
                .isInstanceOf(Refused.class);
    }
}
