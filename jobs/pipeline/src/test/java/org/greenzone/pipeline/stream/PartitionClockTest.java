package org.greenzone.pipeline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartitionClockTest {
    private static final long MINUTE = 60_000_000L;
    private static final List<String> SITES = List.of("crsr", "ksr", "msr", "pfisr");

    private static PartitionClock clock() {
        return new PartitionClock(SITES, 15 * MINUTE);
    }

    @Test
    void theOthersGoOnWithoutASilentSiteOnlyWhenItIsTooFarBehind() {
        PartitionClock clock = clock();
        SITES.forEach(site -> clock.promise(site, 0));
        for (int minute = 1; minute <= 15; minute++) {
            promiseAll(clock, minute);
            assertThat(clock.completeMicros()).isZero();
        }
        promiseAll(clock, 40);
        assertThat(clock.completeMicros()).isEqualTo(25 * MINUTE);
        assertThat(clock.heldMicros("ksr")).isEqualTo(25 * MINUTE);
        assertThat(clock.heldMicros("msr")).isEqualTo(40 * MINUTE);
        clock.promise("ksr", 41 * MINUTE);
        assertThat(clock.completeMicros()).isEqualTo(40 * MINUTE);
    }

    private static void promiseAll(PartitionClock clock, int minute) {
        for (String site : List.of("crsr", "msr", "pfisr")) {
            clock.promise(site, minute * MINUTE);
        }
    }

    @Test
    void oneClockThatIsFastOutrunsNobody() {
        PartitionClock clock = clock();
        SITES.forEach(site -> clock.promise(site, MINUTE));
        clock.promise("ksr", 24 * 60 * MINUTE);
        assertThat(clock.completeMicros()).isEqualTo(MINUTE);
    }

    @Test
    void whereAllButOneAreSilentNothingGoesOn() {
        PartitionClock clock = clock();
        SITES.forEach(site -> clock.promise(site, MINUTE));
        for (int minute = 2; minute < 600; minute++) {
            clock.promise("msr", minute * MINUTE);
        }
        assertThat(clock.completeMicros()).isEqualTo(MINUTE);
    }

    @Test
    void twoSitesWaitForEachOtherAndSoDoAllWhereThatIsAsked() {
        PartitionClock two = new PartitionClock(List.of("ksr", "msr"), 15 * MINUTE);
        two.promise("ksr", 0);
        two.promise("msr", 600 * MINUTE);
        assertThat(two.completeMicros()).isZero();
        PartitionClock never = new PartitionClock(SITES, PartitionClock.NEVER);
        SITES.forEach(site -> never.promise(site, 0));
        promiseAll(never, 600);
        assertThat(never.completeMicros()).isZero();
    }

    @Test
    void strangersChangeNothing() {
        PartitionClock clock = clock();
        SITES.forEach(site -> clock.promise(site, 0));
        clock.promise("unknown", 600 * MINUTE);
        clock.promise("seed", 600 * MINUTE);
        assertThat(clock.completeMicros()).isZero();
    }

    /** A source has only what came after the checkpoint: its watermark must not be ahead of the stamp of a track. */
    @Test
    void whoHasSeenTheLaterPartAloneIsNeverAheadAndTimeNeverGoesBack() {
        Random random = new Random(17);
        for (int run = 0; run < 50; run++) {
            PartitionClock whole = clock();
            PartitionClock later = clock();
            int restart = random.nextInt(300);
            long before = Long.MIN_VALUE;
            for (int i = 0; i < 400; i++) {
                String site = SITES.get(random.nextInt(SITES.size()));
                boolean silent = site.equals("ksr") && i > 100 && i < 330;
                long promise = (i + random.nextInt(20) - 10) * MINUTE;
                if (!silent) {
                    whole.promise(site, promise);
                    if (i >= restart) {
                        later.promise(site, promise);
                    }
                }
                assertThat(later.completeMicros()).isLessThanOrEqualTo(whole.completeMicros());
                for (String each : SITES) {
                    assertThat(whole.completeMicros()).isLessThanOrEqualTo(whole.heldMicros(each));
                }
                assertThat(whole.completeMicros()).isGreaterThanOrEqualTo(before);
                before = whole.completeMicros();
            }
            assertThat(before).isGreaterThan(300 * MINUTE);
        }
    }
}
