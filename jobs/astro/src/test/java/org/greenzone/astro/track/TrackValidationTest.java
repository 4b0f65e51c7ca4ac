package org.greenzone.astro.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.greenzone.astro.track.TrackValidation.Reason;
import org.greenzone.astro.track.TrackValidation.Result;
import org.junit.jupiter.api.Test;

class TrackValidationTest {
    private static final long TIME = 1_636_944_420_000_000L;
    private static final Site SITE = new Site(
            "a",
            List.of(),
            "a",
            0.7,
            0.2,
            100,
            Site.Noise.GENERIC,
            Site.Bias.NONE,
            Double.NaN,
            1,
            List.of(),
            Double.NaN);

    private static Result judge(Measurement... measurements) {
        Track track = Track.of("a", "a", "test", "", List.of(), List.of(measurements));
        return TrackValidation.validate(track, Map.of("a", SITE), TIME + 60_000_000L);
    }

    private static Measurement good(double seconds) {
        return Measurement.at(TIME + Math.round(seconds * 1e6))
                .withRange(900_000 + 3_000 * seconds, 15)
                .withRangeRate(3_000, 0.1);
    }

    private static void isRejected(Result result, Reason reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    @Test
    void acceptsWhatASatelliteCanDo() {
        assertThat(judge(good(0), good(10), good(20))).isInstanceOf(Result.Accepted.class);
    }

    @Test
    void acceptsOneOutlierAmongGoodRanges() {
        Measurement outlier = good(10).withRange(980_000, 15);
        assertThat(judge(good(0), outlier, good(20), good(30), good(40), good(50)))
                .isInstanceOf(Result.Accepted.class);
    }

    @Test
    void rejectsEmptyInfiniteUnorderedFutureAndUnknown() {
        isRejected(judge(), Reason.NO_MEASUREMENTS);
        isRejected(judge(Measurement.at(TIME)), Reason.NO_MEASUREMENTS);
        isRejected(judge(good(0).withRange(Double.POSITIVE_INFINITY, 1)), Reason.NOT_FINITE);
        isRejected(judge(good(10), good(0)), Reason.TIMES_NOT_ORDERED);
        isRejected(judge(good(0), good(3700)), Reason.TIME_IN_FUTURE);
        Track stranger = Track.of("b", "b", "test", "", List.of(), List.of(good(0)));
        isRejected(TrackValidation.validate(stranger, Map.of("a", SITE), TIME), Reason.UNKNOWN_SITE);
    }

    @Test
    void rejectsWhatNoSatelliteCanDo() {
        isRejected(judge(good(0).withRange(40_000, 1)), Reason.IMPLAUSIBLE);
        isRejected(judge(good(0).withRange(2e8, 1)), Reason.IMPLAUSIBLE);
        isRejected(judge(good(0).withRangeRate(16_000, 1)), Reason.IMPLAUSIBLE);
        isRejected(judge(good(0).withAzimuthElevation(1, 0.1, -0.2, 0.1)), Reason.IMPLAUSIBLE);
        isRejected(judge(good(0).withAzimuthElevation(270, 0.1, 0.2, 0.1)), Reason.IMPLAUSIBLE);
        isRejected(judge(good(0).withRange(900_000, -1)), Reason.IMPLAUSIBLE);
    }

    @Test
    void rejectsAWrongSignOfDoppler() {
        isRejected(
                judge(
                        good(0).withRangeRate(-3_000, 0.1),
                        good(10).withRangeRate(-3_000, 0.1),
                        good(20).withRangeRate(-3_000, 0.1)),
                Reason.IMPLAUSIBLE);
    }

    @Test
    void knowsPresentNumbersFromNotANumber() {
        assertThat(TrackValidation.isFinitePresent(Double.NaN)).isFalse();
        assertThat(TrackValidation.isFinitePresent(1)).isTrue();
    }
}
