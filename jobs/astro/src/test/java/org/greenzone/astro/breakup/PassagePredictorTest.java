package org.greenzone.astro.breakup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.greenzone.astro.breakup.Breakup.Certainty;
import org.greenzone.astro.breakup.FragmentStatistics.EnergyClass;
import org.greenzone.astro.breakup.PredictedPassage.Status;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.catalogue.ElementSetOrbits;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.conjunction.TleFile;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.junit.jupiter.api.Test;

/** The ISS and the cloud of Kosmos 1408, from the element sets before the event. */
class PassagePredictorTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();
    private static final OrbitPropagator PROPAGATOR = new OrbitPropagator(PHYSICS, ForceModel.STANDARD);
    private static final PassagePredictor PREDICTOR = new PassagePredictor(PHYSICS, PROPAGATOR);
    private static final long EPOCH = micros("2021-11-15T02:50:00Z");
    private static final long SUSPECTED = micros("2021-11-15T05:00:00Z");
    private static final long SECOND = 1_000_000L;
    private static final Asset STATION = new Asset("25544", "ISS", 55, 2e3, 25e3, 25e3, 1e-5, 1e-4, List.of());
    private static final ElementSet ISS = TleFile.set(
            "1 25544U 98067A   21319.86359406  .00001699  00000-0  39549-4 0  9996",
            "2 25544  51.6442 312.7312 0004574 201.3017 242.9752 15.48581038312108",
            PHYSICS);
    private static final ElementSet KOSMOS = TleFile.set(
            "1 13552U 82092A   21319.03826954  .00002024  00000-0  69413-4 0  9995",
            "2 13552  82.5637 123.6906 0018570 108.1104 252.2161 15.29390138142807",
            PHYSICS);
    private static final CatalogueOrbit STATION_ORBIT = orbit(ISS);
    private static final CatalogueOrbit PARENT_ORBIT = orbit(KOSMOS);

    private static long micros(String text) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
    }

    private static CatalogueOrbit orbit(ElementSet set) {
        return new ElementSetOrbits(PHYSICS, PROPAGATOR).toOrbit(set, micros("2021-11-15T00:00:00Z"), 0, 5);
    }

    private static double[] parentAt(long micros) {
        double[] state = new double[6];
        assertThat(new OrbitPrediction(PROPAGATOR, PHYSICS.leapSeconds(), 1).state(PARENT_ORBIT, micros, state))
                .isTrue();
        return state;
    }

    private static Breakup breakup(int revision, Certainty certainty, long epoch, List<Breakup.Fragment> fragments) {
        return new Breakup(
                "00000000000000b1",
                revision,
                SUSPECTED + revision * 30 * SECOND,
                certainty,
                "",
                60,
                List.of(new Breakup.Parent(
                        "13552",
                        "COSMOS 1408",
                        "1982-092A",
                        1982,
                        PARENT_ORBIT.orbitId(),
                        parentAt(epoch),
                        400,
                        PARENT_ORBIT.ballisticCoefficient(),
                        1750,
                        false,
                        1388)),
                List.of(),
                epoch,
                30,
                new Breakup.Count(17, 16, 16, fragments.size()),
                List.of(),
                Breakup.Extent.UNKNOWN,
                fragments,
                List.of(),
                Breakup.DeltaV.NONE,
                EnergyClass.COLLISION,
                2,
                List.of());
    }

    private static List<PredictedPassage> first() {
        return PREDICTOR.predict(
                STATION,
                STATION_ORBIT,
                breakup(0, Certainty.SUSPECTED, EPOCH, List.of()),
                List.of(),
                List.of(),
                SUSPECTED);
    }

    @Test
    void thePassagesForWhichTheCrewShelteredStandInTheFirstPrediction() {
        List<PredictedPassage> passages = first();

        assertThat(passages).allMatch(p -> p.status() == Status.NEW && p.revision() == 0);
        for (String time : List.of("2021-11-15T07:07:41Z", "2021-11-15T08:40:42Z")) {
            assertThat(passages)
                    .anySatisfy(p -> assertThat(p.crossingMicros()).isCloseTo(micros(time), within(5 * SECOND)));
        }
        for (int i = 1; i < passages.size(); i++) {
            double minutes =
                    (passages.get(i).crossingMicros() - passages.get(i - 1).crossingMicros()) / 60e6;
            assertThat(minutes).isCloseTo(46.5, within(0.5));
        }
        PredictedPassage last = passages.get(passages.size() - 1);
        assertThat(last.crossingMicros()).isGreaterThan(SUSPECTED + 47 * 3600 * SECOND);
        assertThat(passages).extracting(PredictedPassage::passageId).doesNotHaveDuplicates();
        for (PredictedPassage passage : passages) {
            assertThat(passage.cloud().probabilityBelowLimit())
                    .isBetween(0.0, passage.cloud().probability());
            assertThat(passage.crossSectionSquareMetres()).isCloseTo(Math.PI * 55 * 55, within(1e-9));
        }
    }

    @Test
    void whatDoesNotChangeIsNotSaidAgainAndConfirmationIs() {
        List<PredictedPassage> passages = first();
        long later = SUSPECTED + 60 * SECOND;

        assertThat(PREDICTOR.predict(
                        STATION,
                        STATION_ORBIT,
                        breakup(1, Certainty.SUSPECTED, EPOCH, List.of()),
                        List.of(),
                        passages,
                        later))
                .noneMatch(p -> p.status() != Status.NEW);
        List<PredictedPassage> confirmed = PREDICTOR.predict(
                STATION, STATION_ORBIT, breakup(2, Certainty.CONFIRMED, EPOCH, List.of()), List.of(), passages, later);
        assertThat(confirmed).hasSize(passages.size()).allSatisfy(p -> {
            assertThat(p.status()).isEqualTo(Status.REVISED);
            assertThat(p.revision()).isEqualTo(1);
            assertThat(p.breakupConfirmed()).isTrue();
            assertThat(passages).extracting(PredictedPassage::passageId).contains(p.passageId());
        });
    }

    @Test
    void aWithdrawnBreakupWithdrawsThePassagesThatAreAhead() {
        List<PredictedPassage> passages = first();
        long now = passages.get(3).cloud().leaveMicros();

        List<PredictedPassage> events = PREDICTOR.predict(
                STATION, STATION_ORBIT, breakup(3, Certainty.WITHDRAWN, EPOCH, List.of()), List.of(), passages, now);

        assertThat(events).hasSize(passages.size() - 4).allSatisfy(p -> {
            assertThat(p.status()).isEqualTo(Status.WITHDRAWN);
            assertThat(p.breakupRevision()).isEqualTo(3);
        });
    }

    @Test
    void fragmentsWithOrbitsSharpenTheCloud() {
        Random random = new Random(1408);
        List<Breakup.Fragment> slow = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            slow.add(new Breakup.Fragment(
                    "UCT-" + i,
                    "13552",
                    0,
                    0,
                    0,
                    new double[] {5 * random.nextGaussian(), 5 * random.nextGaussian(), 5 * random.nextGaussian()},
                    0.02));
        }
        FollowedBreakup known = FollowedBreakup.begin(breakup(0, Certainty.CONFIRMED, EPOCH, List.of()));
        FollowedBreakup.Said before = known.predict(PREDICTOR, STATION, STATION_ORBIT, SUSPECTED);
        assertThat(before.after().isNews()).isFalse();

        FollowedBreakup sharper = before.after().revisedBy(breakup(1, Certainty.CONFIRMED, EPOCH, slow));
        assertThat(sharper.isNews()).isTrue();
        FollowedBreakup.Said after = sharper.predict(PREDICTOR, STATION, STATION_ORBIT, SUSPECTED + 30 * SECOND);

        // Fragments above the limit that part with metres a second stay in the parent's shell, 55 km above the station.
        PredictedPassage wide = last(before.events());
        PredictedPassage narrow = last(after.events());
        assertThat(narrow.fragmentsWithOrbit()).isEqualTo(200);
        double large = wide.cloud().probability() - wide.cloud().probabilityBelowLimit();
        assertThat(narrow.cloud().probability() - narrow.cloud().probabilityBelowLimit())
                .isLessThan(0.5 * large);
        assertThat(sharper.revisedBy(breakup(1, Certainty.WITHDRAWN, EPOCH, List.of())))
                .as("a revision that was there already")
                .isEqualTo(sharper);
    }

    private static PredictedPassage last(List<PredictedPassage> passages) {
        return passages.get(passages.size() - 1);
    }
}
