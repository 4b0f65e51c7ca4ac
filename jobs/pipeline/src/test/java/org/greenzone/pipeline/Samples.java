package org.greenzone.pipeline;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.astro.breakup.Breakup;
import org.greenzone.astro.breakup.CloudPassage;
import org.greenzone.astro.breakup.CloudShape;
import org.greenzone.astro.breakup.FragmentStatistics.EnergyClass;
import org.greenzone.astro.breakup.Passage;
import org.greenzone.astro.breakup.PredictedPassage;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Determination;
import org.greenzone.astro.conjunction.EncounterUpdate;
import org.greenzone.astro.conjunction.ExpectedPass;
import org.greenzone.astro.conjunction.Screening;
import org.greenzone.astro.conjunction.Statement;
import org.greenzone.astro.orbit.Manoeuvre;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.zone.ShelterWindow;
import org.greenzone.astro.zone.Zone;
import org.greenzone.astro.zone.ZoneStatus;

/** Records with each field set, for tests of codecs and operators. */
public final class Samples {
    /** 2021-11-15T00:00:00Z. */
    public static final long MIDNIGHT = 1_636_934_400_000_000L;

    private Samples() {}

    public static Site site(String id) {
        return new Site(
                id,
                List.of("alias of " + id),
                "Site " + id,
                Math.toRadians(-45.03854),
                Math.toRadians(170.09556),
                600,
                new Site.Noise(15, 0.1, 0.01, 0.01),
                new Site.Bias(3, 0.2, 0.001, 0.002, 1e-5),
                Double.NaN,
                -1,
                List.of(new Site.FieldOfView(4.7, 0.03, 0.5)),
                3e6,
                new Site.Calibration(
                        Site.CalibrationOrigin.GIVEN,
                        3,
                        MIDNIGHT + 17,
                        new Site.Bias(1.5, 0.01, 1e-4, 2e-4, 3e-6),
                        new Site.NoiseScale(1.4, 1, 0.9, 3)));
    }

    public static Track track(String siteId, long startMicros) {
        return Track.of(
                siteId,
                siteId,
                "test",
                "25544",
                List.of(Track.IONOSPHERE),
                List.of(
                        Measurement.at(startMicros).withRange(801234.5, 15).withRangeRate(-3210.1, 0.1),
                        Measurement.at(startMicros + 1_000_000)
                                .withRange(798024.9, Double.NaN)
                                .withAzimuthElevation(1.1, 0.01, 0.7, 0.01)
                                .withSignal(22.5, 0.3)));
    }

    public static CatalogueOrbit orbit(String objectId, int revision, long availableMicros) {
        double[] covariance = new double[CatalogueOrbit.COVARIANCE_LENGTH];
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] = 1.0 / (3 + i);
        }
        double[] state = {-1234567.1, 4567890.3, 4900000.7, -6000.1, -3000.2, 3500.3};
        List<String> restsOn = List.of("aa", "bb");
        Map<String, Double> rms = new TreeMap<>(Map.of("range", 12.25, "rangeRate", 0.1));
        return new CatalogueOrbit(
                CatalogueOrbit.contentId(objectId, availableMicros, state, restsOn),
                objectId,
                "NAME " + objectId,
                "1998-067A",
                revision,
                availableMicros,
                availableMicros,
                state,
                0.012,
                0.02,
                covariance,
                OrbitSource.TRACKS,
                7,
                40,
                2,
                1.0625,
                rms,
                50,
                restsOn);
    }

    /** An orbit that is known well for a day: a metre, a millimetre a second, drag to a tenth. */
    public static CatalogueOrbit certainOrbit(
            String objectId, int revision, long epochMicros, long availableMicros, double[] stateGcrf) {
        double[] covariance = new double[CatalogueOrbit.COVARIANCE_LENGTH];
        double[] sigmas = {1, 1, 1, 1e-3, 1e-3, 1e-3, 1e-3};
        for (int i = 0; i < sigmas.length; i++) {
            covariance[i * (i + 1) / 2 + i] = sigmas[i] * sigmas[i];
        }
        return new CatalogueOrbit(
                CatalogueOrbit.contentId(objectId, availableMicros, stateGcrf, List.of(Integer.toString(revision))),
                objectId,
                "",
                "",
                revision,
                epochMicros,
                availableMicros,
                stateGcrf,
                0.01,
                0.02,
                covariance,
                OrbitSource.TRACKS,
                1,
                10,
                0,
                1,
                new TreeMap<>(),
                5,
                List.of());
    }

    public static Asset asset(String objectId) {
        return new Asset(objectId, "ISS", 60, 750, 25000, 25000, 1e-5, 1e-4, List.of("49044"));
    }

    public static Conjunction conjunction() {
        double[] covariance = new double[21];
        for (int i = 0; i < 21; i++) {
            covariance[i] = 0.1 * (i + 1);
        }
        double[] unknown = new double[21];
        java.util.Arrays.fill(unknown, Double.NaN);
        return new Conjunction(
                "c1",
                3,
                Conjunction.Status.REVISED,
                MIDNIGHT,
                new Conjunction.Participant("25544", "ISS", "1998-067A", new double[] {1, 2, 3, 4, 5, 6}, covariance),
                new Conjunction.Participant("UCT-1", "", "", new double[] {1.5, 2.5, 3.5, 4.5, 5.5, 6.5}, unknown),
                MIDNIGHT + 3_600_000_123L,
                812.5,
                new double[] {100.5, -700.25, 400.125},
                14321.0,
                60.1,
                Double.NaN,
                "NONE",
                Double.NaN,
                Conjunction.Dilution.UNKNOWN,
                List.of("no covariance of the secondary"),
                List.of("o1", "o2"));
    }

    /** With a history of two updates, and a pass that is to come. */
    public static Conjunction followedConjunction() {
        double[] known = {10.5, 200.25, 11.125};
        return conjunction()
                .after(List.of(new EncounterUpdate(
                        MIDNIGHT - 7_200_000_000L,
                        MIDNIGHT + 3_600_000_100L,
                        new double[] {1, 2, 3},
                        known,
                        1e-9,
                        2e-6)))
                .withNextPass(new ExpectedPass("ksr", MIDNIGHT + 60_000_000L, MIDNIGHT + 80_000_000L, known, 3e-8));
    }

    /** Of a message that says in what volume it was found, and on what the orbit of the station rests. */
    public static Conjunction toldConjunction() {
        Conjunction c = followedConjunction();
        Conjunction.Participant station = c.primary();
        return new Conjunction(
                        c.conjunctionId(),
                        c.revision(),
                        c.status(),
                        c.createdMicros(),
                        new Conjunction.Participant(
                                station.objectId(),
                                station.objectName(),
                                station.internationalDesignator(),
                                station.stateGcrf(),
                                station.covarianceRtn(),
                                12,
                                "owner",
                                new Determination(
                                        MIDNIGHT - 86_400_000_000L, MIDNIGHT - 1, 5.25, 431, 17, 97.5, 1.125)),
                        c.secondary(),
                        c.tcaMicros(),
                        c.missDistanceMetres(),
                        c.missRtnMetres(),
                        c.relativeSpeedMetresPerSecond(),
                        c.hardBodyRadiusMetres(),
                        1e-5,
                        "FOSTER-1992",
                        Double.NaN,
                        Conjunction.Dilution.UNKNOWN,
                        c.warnings(),
                        c.restsOn())
                .withScreening(new Screening(
                        MIDNIGHT,
                        MIDNIGHT + 86_400_000_000L,
                        "BOX",
                        new double[] {750, 25e3, 25e3},
                        c.tcaMicros() - 2_000_001,
                        c.tcaMicros() + 2_000_003))
                .saidBy(new Statement("CSpOC", "m-17", MIDNIGHT - 1_000_000L, 3e-5));
    }

    public static Manoeuvre manoeuvre() {
        return new Manoeuvre(
                "m1",
                "25544",
                MIDNIGHT + 30_000_000L,
                MIDNIGHT - 7_200_000_001L,
                MIDNIGHT - 60_000_003L,
                MIDNIGHT - 3_600_000_007L,
                12.5,
                new double[] {0.01, 0.75, -0.02},
                new double[] {0.004, 0.003, 0.005},
                "before",
                "after",
                List.of("t1", "t2"));
    }

    public static Breakup breakup() {
        return new Breakup(
                "b1",
                2,
                MIDNIGHT + 10_800_000_000L,
                Breakup.Certainty.CONFIRMED,
                "two passes",
                812.5,
                List.of(new Breakup.Parent(
                        "13552",
                        "COSMOS 1408",
                        "1982-092A",
                        1982,
                        "o1",
                        new double[] {1, 2, 3, 4, 5, 6},
                        120,
                        0.003,
                        1750,
                        false,
                        1388)),
                List.of(new Breakup.Hypothesis("80001", "", 12.5)),
                MIDNIGHT + 10_200_000_000L,
                12.5,
                new Breakup.Count(64, 41, 1100.5, 2),
                List.of(new Breakup.SiteSpread(
                        "ksr", MIDNIGHT + 10_300_000_000L, MIDNIGHT + 10_400_000_001L, 40, 38, 6e5, 9e5, 4e4, 1e4)),
                new Breakup.Extent(1e4, 1e6, 2e4),
                List.of(new Breakup.Fragment(
                        "UCT-1", "13552", 6e5, 4e5, 5600, new double[] {1.5, -20.25, 3.125}, 0.05)),
                List.of("UCT-2"),
                new Breakup.DeltaV(2, true, 20, 10, 20, 30, 31, new double[] {1, 2, 3}, new double[] {4, 5, 6}),
                EnergyClass.COLLISION,
                3.5,
                List.of("o1", "t7"));
    }

    public static PredictedPassage passage() {
        return new PredictedPassage(
                "p1",
                1,
                PredictedPassage.Status.REVISED,
                MIDNIGHT + 10_800_000_000L,
                "b1",
                2,
                true,
                "COSMOS 1408",
                new CloudPassage(
                        new Passage("25544", "13552", MIDNIGHT + 25_661_000_000L, 58_000, 14_100, -1200.5),
                        MIDNIGHT + 25_600_000_000L,
                        MIDNIGHT + 25_700_000_000L,
                        MIDNIGHT + 25_650_000_000L,
                        14_100,
                        2.5e-8,
                        2.4e-8,
                        2.4e-4,
                        2.3e-4),
                CloudShape.RING,
                1e-14,
                0.01,
                9500,
                41,
                List.of("o1", "o2", "b1"));
    }

    public static ZoneStatus zoneStatus() {
        return new ZoneStatus(
                "z1",
                "25544",
                4,
                Zone.YELLOW,
                Zone.GREEN,
                MIDNIGHT,
                MIDNIGHT + 7_200_000_000L,
                2e-5,
                3e-5,
                1e-5,
                0.9e-5,
                List.of(new ShelterWindow(
                        MIDNIGHT + 3_600_000_000L,
                        MIDNIGHT + 5_400_000_000L,
                        2e-4,
                        "newer tracks say otherwise",
                        List.of("p1", "c1"))),
                List.of("Pc 2e-5"),
                List.of("c1"));
    }
}
