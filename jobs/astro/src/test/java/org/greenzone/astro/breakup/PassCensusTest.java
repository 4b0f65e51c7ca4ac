package org.greenzone.astro.breakup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.breakup.FragmentStatistics.FragmentState;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.junit.jupiter.api.Test;

class PassCensusTest {
    private static final double[] ONE_METRE_A_SECOND = {1, 0, 0, 0, 1, 0, 0, 0, 1};

    private static CloudSight sight(String id, double seconds, double range, double rate, String object) {
        return new CloudSight(
                id, "ksr", Math.round(seconds * 1e6), range, rate, object, new double[0], new double[0], 0, 0);
    }

    private static CloudSight leaving(String id, double seconds, int originRevision, double... velocities) {
        double[] covariances = new double[3 * velocities.length];
        for (int i = 0; i < velocities.length / 3; i++) {
            System.arraycopy(ONE_METRE_A_SECOND, 0, covariances, 9 * i, 9);
        }
        return new CloudSight(
                id, "ksr", Math.round(seconds * 1e6), 800e3, 0, "", velocities, covariances, originRevision, 0);
    }

    private static PassCensus of(int knownBefore, List<CloudSight> sights) {
        PassCensus census = new PassCensus(knownBefore);
        sights.forEach(census::add);
        return census;
    }

    @Test
    void tracksCountWhereTheirRangesCannotBeOfOneObject() {
        List<CloudSight> sights = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sights.add(sight("k" + i, i, 800e3 + 10e3 * i, -500, ""));
        }
        // The same object ten seconds later.
        sights.add(sight("again", 10, 795e3, -500, ""));
        assertThat(of(0, sights).atLeast()).isEqualTo(5);
    }

    @Test
    void theBoundNeverExceedsTheTruthWhereOneObjectIsSeenAgainAndAgain() {
        List<CloudSight> sights = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            double t = 8.0 * i;
            // A pass: range with an acceleration that a low orbit has at its closest approach.
            double range = Math.sqrt(600e3 * 600e3 + Math.pow(7_000 * (t - 120), 2));
            double rate = 7_000.0 * 7_000.0 * (t - 120) / range;
            sights.add(sight("t" + i, t, range, rate, ""));
        }
        assertThat(of(0, sights).atLeast()).isEqualTo(1);
    }

    @Test
    void minutesLaterTheVelocityAtTheOriginTellsObjectsApart() {
        assertThat(of(0, List.of(leaving("a", 0, 1, 50, 0, 0), leaving("b", 400, 1, 80, 0, 0)))
                        .atLeast())
                .isEqualTo(2);
        assertThat(of(0, List.of(leaving("a", 0, 1, 50, 0, 0), leaving("b", 400, 1, 52, 1, 0)))
                        .atLeast())
                .isEqualTo(1);
        // With another number of revolutions the second may have left as the first did.
        assertThat(of(0, List.of(leaving("a", 0, 1, 50, 0, 0), leaving("b", 400, 1, 80, 0, 0, 51, 0, 0)))
                        .atLeast())
                .isEqualTo(1);
    }

    @Test
    void velocitiesFromDifferentOriginsAreNotCompared() {
        assertThat(of(0, List.of(leaving("a", 0, 2, 50, 0, 0), leaving("b", 400, 1, 80, 0, 0)))
                        .atLeast())
                .isEqualTo(1);
    }

    @Test
    void anObjectThatWasCorrelatedCountsOnceHoweverOftenItIsSeen() {
        assertThat(of(
                                0,
                                List.of(
                                        sight("1", 0, 8e5, 0, "UCT-1"),
                                        sight("2", 9, 9e5, 0, "UCT-1"),
                                        sight("3", 9, 7e5, 0, "UCT-2")))
                        .atLeast())
                .isEqualTo(2);
    }

    @Test
    void theShareOfKnownObjectsInAPassSaysHowManyThereAre() {
        List<CloudSight> sights = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sights.add(sight("t" + i, i, 8e5, 0, i < 40 ? "UCT-" + i : ""));
        }
        // Chapman 1951: 81 * 51 / 41 - 1.
        assertThat(of(80, sights).chapman()).isCloseTo(81.0 * 51 / 41 - 1, within(1e-9));
        assertThat(of(3, sights).chapman()).isNaN();
    }

    @Test
    void theSpreadIsThatOfTheLastMinutesAboutTheMotionOfTheirMiddle() {
        List<CloudSight> sights = new ArrayList<>();
        sights.add(sight("long ago", -1000, 2e6, 0, ""));
        for (int i = 0; i <= 100; i++) {
            double off = i % 2 == 0 ? 20e3 : -20e3;
            sights.add(sight("t" + i, i, 8e5 + 500 * i + off, 500, ""));
        }
        Breakup.SiteSpread spread = of(0, sights).spread();
        assertThat(spread.tracks()).isEqualTo(101);
        assertThat(spread.fromMicros()).isZero();
        assertThat(spread.spreadMetres()).isCloseTo(40e3, within(500.0));
    }

    @Test
    void theMiddleHalfIsTheCoreWhereAFewAreFar() {
        List<CloudSight> sights = new ArrayList<>();
        for (int i = 0; i <= 100; i++) {
            double off = (i % 2 == 0 ? 1 : -1) * (i % 5 == 0 ? 150e3 : 10e3);
            sights.add(sight("t" + i, i, 8e5 + off, 0, ""));
        }
        Breakup.SiteSpread spread = of(0, sights).spread();
        assertThat(spread.spreadMetres()).isCloseTo(300e3, within(5e3));
        assertThat(spread.middleHalfMetres()).isCloseTo(20e3, within(5e3));
    }

    @Test
    void theSpreadIsThatOfOneFanWhereASiteHasTwo() {
        List<CloudSight> sights = new ArrayList<>();
        for (int i = 0; i <= 100; i++) {
            double off = i % 2 == 0 ? 20e3 : -20e3;
            sights.add(inFan("a" + i, i, 8e5 + off, 0));
            sights.add(inFan("b" + i, i + 0.5, 16e5 + off, i < 50 ? 0 : 1));
            sights.add(inFan("c" + i, i + 0.7, 16e5 + off, 1));
        }
        sights.removeIf(s -> s.trackId().startsWith("b") && s.fan() == 0);
        Breakup.SiteSpread spread = of(0, sights).spread();
        assertThat(spread.farthestMetres() - spread.nearestMetres()).isCloseTo(840e3, within(1e3));
        assertThat(spread.spreadMetres()).isCloseTo(40e3, within(500.0));
    }

    private static CloudSight inFan(String id, double seconds, double range, int fan) {
        return new CloudSight(id, "ksr", Math.round(seconds * 1e6), range, 0, "", new double[0], new double[0], 0, fan);
    }

    private static Site siteWithFans(double... azimuths) {
        List<Site.FieldOfView> fans = new ArrayList<>();
        for (double azimuth : azimuths) {
            fans.add(new Site.FieldOfView(azimuth, 0.03, 0.2));
        }
        return new Site(
                "ksr", List.of(), "", 0, 0, 0, new Site.Noise(15, 0.3, 0.02, 0.02), Site.Bias.NONE, 0, 1, fans, 3e6);
    }

    private static Track towards(double azimuth, double elevation) {
        return Track.of(
                "ksr",
                "ksr",
                "",
                "",
                List.of(),
                List.of(Measurement.at(0).withAzimuthElevation(azimuth, 0.02, elevation, 0.02)));
    }

    @Test
    void theFanIsThatWhosePlaneIsNearestToWhatWasMeasured() {
        Site site = siteWithFans(0, Math.PI / 2);
        assertThat(CloudSight.fan(towards(0.1, 0.5), site)).isZero();
        assertThat(CloudSight.fan(towards(Math.PI + 0.1, 0.5), site)).isZero();
        assertThat(CloudSight.fan(towards(1.5, 0.5), site)).isEqualTo(1);
    }

    @Test
    void theExtentIsMeasuredAlongTheOrbitOfTheParent() {
        double radius = 6_878_137;
        double speed = Math.sqrt(FragmentCloud.MU / radius);
        double[] parent = {radius, 0, 0, 0, 0, speed};
        List<FragmentState> fragments = new ArrayList<>();
        double[] ballistic = new double[10];
        for (int i = 0; i < 10; i++) {
            double angle = (i + 1) * 0.01;
            fragments.add(new FragmentState("f" + i, new double[] {
                radius * Math.cos(angle),
                0,
                radius * Math.sin(angle),
                -speed * Math.sin(angle),
                0,
                speed * Math.cos(angle)
            }));
        }
        Breakup.Extent extent =
                CloudExtent.at(PhysicalData.builtIn(), 1_636_944_600_000_000L, parent, 0, fragments, ballistic, 0);
        assertThat(extent.transverseMetres()).isCloseTo(0.091 * radius, within(2e3));
        assertThat(extent.normalMetres()).isLessThan(1);
        assertThat(extent.radialMetres()).isLessThan(20e3);
    }
}
