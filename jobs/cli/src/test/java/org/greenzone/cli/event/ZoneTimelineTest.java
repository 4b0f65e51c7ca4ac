package org.greenzone.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.greenzone.astro.zone.ShelterWindow;
import org.greenzone.astro.zone.Zone;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.codec.ZoneStatusCodec;
import org.junit.jupiter.api.Test;

class ZoneTimelineTest {
    private static final long MINUTE = 60_000_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final long MIDNIGHT = 1_636_934_400_000_000L;

    private final ZoneTimeline timeline = new ZoneTimeline();

    private List<String> status(int revision, Zone zone, Zone before, long from, ShelterWindow... windows) {
        return timeline.status(
                0,
                ZoneStatusCodec.toWire(new ZoneStatus(
                        "z" + revision,
                        "25544",
                        revision,
                        zone,
                        before,
                        from,
                        from + 2 * HOUR,
                        0,
                        0,
                        0,
                        0,
                        List.of(windows),
                        List.of("because"),
                        List.of())));
    }

    private List<String> promised(long micros) {
        return timeline.promised(0, new Progress("assess-zones", 0, 1, micros));
    }

    @Test
    void aStatusThatNobodyRenewsIsUnknownFromItsEndOnAndThatIsSaidOnce() {
        assertThat(status(0, Zone.GREEN, Zone.UNKNOWN, MIDNIGHT)).hasSize(1);
        assertThat(promised(MIDNIGHT + HOUR)).isEmpty();
        assertThat(promised(MIDNIGHT + 3 * HOUR))
                .containsExactly(
                        "2021-11-15 02:00:00  ZONE        25544 UNKNOWN (was GREEN): the last status held until"
                                + " here, and no newer one has come");
        assertThat(promised(MIDNIGHT + 4 * HOUR)).isEmpty();
    }

    @Test
    void aGapBetweenTwoStatusesIsSaidBeforeTheSecond() {
        status(0, Zone.GREEN, Zone.UNKNOWN, MIDNIGHT);
        List<String> lines = status(1, Zone.GREEN, Zone.GREEN, MIDNIGHT + 5 * HOUR);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("02:00:00").contains("UNKNOWN");
        assertThat(lines.get(1)).contains("05:00:00").contains("GREEN");
    }

    @Test
    void whereTheWritersFallSilentTheClockGoesOn() {
        status(0, Zone.GREEN, Zone.UNKNOWN, MIDNIGHT);
        promised(MIDNIGHT + HOUR);
        assertThat(timeline.silentFor(30 * MINUTE * 1000)).isEmpty();
        assertThat(timeline.silentFor(61 * MINUTE * 1000)).hasSize(1);
    }

    @Test
    void hatchesAreClosedAndOpenedInTime() {
        ShelterWindow window = new ShelterWindow(
                MIDNIGHT + HOUR, MIDNIGHT + HOUR + 30 * MINUTE, 2e-4, "newer tracks say otherwise", List.of("p"));
        status(0, Zone.SHELTER, Zone.GREEN, MIDNIGHT, window);
        assertThat(promised(MIDNIGHT + 59 * MINUTE)).isEmpty();
        assertThat(promised(MIDNIGHT + 61 * MINUTE))
                .containsExactly(
                        "2021-11-15 01:00:00  HATCHES     25544 close, open after 01:30 unless newer tracks say"
                                + " otherwise");
        List<String> lines = status(1, Zone.GREEN, Zone.SHELTER, MIDNIGHT + HOUR + 30 * MINUTE);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo("2021-11-15 01:30:00  HATCHES     25544 open");
        assertThat(promised(MIDNIGHT + 2 * HOUR)).isEmpty();
    }

    @Test
    void aWindowThatIsTakenBackIsNotKept() {
        status(
                0,
                Zone.SHELTER,
                Zone.GREEN,
                MIDNIGHT,
                new ShelterWindow(MIDNIGHT + HOUR, MIDNIGHT + HOUR + 30 * MINUTE, 2e-4, "", List.of("p")));
        status(1, Zone.GREEN, Zone.SHELTER, MIDNIGHT + 10 * MINUTE);
        assertThat(promised(MIDNIGHT + 90 * MINUTE)).isEmpty();
    }
}
