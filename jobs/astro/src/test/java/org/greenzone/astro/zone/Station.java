package org.greenzone.astro.zone;

import java.util.List;
import java.util.Map;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Conjunction.Dilution;
import org.greenzone.astro.conjunction.Conjunction.Participant;
import org.greenzone.astro.conjunction.Conjunction.Status;
import org.greenzone.astro.conjunction.EncounterProbability;
import org.greenzone.astro.conjunction.EncounterProbability.Effort;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;

/** The asset of the tests of zones, its orbit and what it meets. */
final class Station {
    static final long HOUR = 3_600_000_000L;
    static final PhysicalData DATA = PhysicalData.builtIn();
    static final double RADIUS = 6_798_000;
    static final double SPEED = 7_657;
    static final Asset ASSET = new Asset("25544", "ISS", 70, 750, 25e3, 25e3, 1e-5, 1e-4, List.of());

    /** Seconds in which an error of the velocity makes one of the place as large as that of the place. */
    private static final double VELOCITY_SECONDS = 900;

    private Station() {}

    static ZoneAssessor assessor(ZoneRules rules) {
        return new ZoneAssessor(
                rules,
                new OrbitPrediction(new OrbitPropagator(DATA, ForceModel.STANDARD), DATA.leapSeconds(), 8),
                DATA.gravity().mu());
    }

    static CatalogueOrbit orbit(long availableMicros) {
        return orbit(availableMicros, 1e-3);
    }

    static CatalogueOrbit orbit(long availableMicros, double alongTrackSigmaMetresPerSecond) {
        double[] covariance = new double[28];
        for (int i = 0; i < 3; i++) {
            covariance[i * (i + 1) / 2 + i] = 100;
            covariance[(i + 3) * (i + 4) / 2 + i + 3] = 1e-6;
        }
        covariance[14] = alongTrackSigmaMetresPerSecond * alongTrackSigmaMetresPerSecond;
        covariance[27] = 1e-6;
        return new CatalogueOrbit(
                "orbit-25544",
                "25544",
                "ISS",
                "1998-067A",
                0,
                availableMicros,
                availableMicros,
                new double[] {RADIUS, 0, 0, 0, 4_761, 5_993},
                0.01,
                0.01,
                covariance,
                OrbitSource.TRACKS,
                1,
                1,
                0,
                1,
                Map.of(),
                70,
                List.of());
    }

    /** Of which the probability alone is told: states and covariances are zero. */
    static Conjunction conjunction(
            String id, int revision, Status status, double probability, long createdMicros, long tcaMicros) {
        return conjunction(
                id,
                revision,
                status,
                createdMicros,
                tcaMicros,
                420,
                new double[] {100, 400, 80},
                probability,
                Dilution.ROBUST,
                station(new double[6], new double[21]),
                debris(new double[6], new double[21]));
    }

    /** An object that crosses at right angles, so far above, each of the two known to so many metres in all axes. */
    static Conjunction crossing(
            String id, int revision, double missMetres, double sigmaMetres, long createdMicros, long tcaMicros) {
        double[] own = {RADIUS, 0, 0, 0, SPEED, 0};
        double[] other = {RADIUS + missMetres, 0, 0, 0, 0, SPEED};
        double[] covariance = new double[21];
        for (int i = 0; i < 6; i++) {
            double sigma = i < 3 ? sigmaMetres : sigmaMetres / VELOCITY_SECONDS;
            covariance[i * (i + 1) / 2 + i] = sigma * sigma;
        }
        EncounterProbability probability =
                EncounterProbability.of(own, covariance, other, covariance, 71, Effort.SEARCH);
        return conjunction(
                id,
                revision,
                revision == 0 ? Status.NEW : Status.REVISED,
                createdMicros,
                tcaMicros,
                missMetres,
                new double[] {missMetres, 0, 0},
                probability.probability(),
                probability.dilution(),
                station(own, covariance),
                debris(other, covariance));
    }

    private static Participant station(double[] state, double[] covariance) {
        return new Participant("25544", "ISS", "1998-067A", state, covariance);
    }

    private static Participant debris(double[] state, double[] covariance) {
        return new Participant("13552", "COSMOS 1408 DEB", "1982-092A", state, covariance);
    }

    private static Conjunction conjunction(
            String id,
            int revision,
            Status status,
            long createdMicros,
            long tcaMicros,
            double missMetres,
            double[] missRtn,
            double probability,
            Dilution dilution,
            Participant station,
            Participant debris) {
        return new Conjunction(
                id,
                revision,
                status,
                createdMicros,
                station,
                debris,
                tcaMicros,
                missMetres,
                missRtn,
                11e3,
                71,
                probability,
                "FOSTER-1992",
                probability,
                dilution,
                List.of(),
                List.of("a", "b"));
    }
}
