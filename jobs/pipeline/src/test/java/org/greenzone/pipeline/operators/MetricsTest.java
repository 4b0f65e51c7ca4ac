package org.greenzone.pipeline.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final double MIDNIGHT_SECONDS = Samples.MIDNIGHT / 1e6;

    private final RecordedMetrics recorded = new RecordedMetrics();

    private static Inbound published(Inbound record, long aheadMillis) {
        return Events.inbound(Topic.TRACKS, record.eventMicros() / 1000 - aheadMillis, record.bytes());
    }

    @Test
    void ofASiteIsSeenWhenItLastSpokeAndHowFastItsClockIs() {
        SiteMetrics sites = new SiteMetrics(recorded, List.of("ksr", "pfisr"));
        Inbound promise = Events.promise(Topic.TRACKS, "ksr", Samples.MIDNIGHT);
        sites.promised(promise);
        sites.accepted(Events.inbound(Samples.track("ksr", Samples.MIDNIGHT)), Samples.MIDNIGHT + 1_000_000);
        sites.promised(published(Events.promise(Topic.TRACKS, "ksr", Samples.MIDNIGHT + 60_000_000), 5000));
        assertThat(recorded.value("site=ksr lastTrackSeconds")).isEqualTo(MIDNIGHT_SECONDS + 1);
        assertThat(recorded.value("site=ksr lastPromiseSeconds"))
                .as("a promise holds up to its publication")
                .isBetween(MIDNIGHT_SECONDS + 55, MIDNIGHT_SECONDS + 55.001);
        assertThat(recorded.value("site=ksr skewSeconds")).isEqualTo(5);
        sites.promised(promise);
        assertThat(recorded.value("site=ksr lastPromiseSeconds")).isGreaterThan(MIDNIGHT_SECONDS + 54);
        assertThat(recorded.value("site=ksr acceptedTracks")).isEqualTo(1);
        assertThatThrownBy(() -> recorded.value("site=pfisr acceptedTracks")).hasMessageContaining("no site=pfisr");
    }

    @Test
    void rejectedRecordsAreCountedBySiteAndReasonAndStrangersMakeNoLabels() {
        SiteMetrics sites = new SiteMetrics(recorded, List.of("ksr"));
        Inbound track = Events.inbound(Samples.track("ksr", Samples.MIDNIGHT));
        sites.rejected(track, "DUPLICATE");
        sites.rejected(track, "DUPLICATE");
        sites.rejected(track, "LATE");
        for (String stranger : List.of("a", "b", "c")) {
            sites.rejected(Events.inbound(Samples.track(stranger, Samples.MIDNIGHT)), "UNKNOWN_SITE");
        }
        sites.rejected(Events.inbound(Topic.TRACKS, 0, new byte[] {1, 2}), "NOT_AVRO");
        assertThat(recorded.value("site=ksr reason=DUPLICATE rejectedTracks")).isEqualTo(2);
        assertThat(recorded.value("site=ksr reason=LATE rejectedTracks")).isEqualTo(1);
        assertThat(recorded.value("site=unknown reason=UNKNOWN_SITE rejectedTracks"))
                .isEqualTo(3);
        assertThat(recorded.value("site=unknown reason=NOT_AVRO rejectedTracks"))
                .isEqualTo(1);
    }

    @Test
    void aZoneThatHasLapsedIsUnknownThoughNothingNewWasSaid() {
        ZoneStatus status = Samples.zoneStatus();
        AtomicLong now = new AtomicLong(status.fromMicros() + 2_500_000);
        ZoneMetrics zones = new ZoneMetrics(recorded, now::get);
        zones.said(status);
        String asset = "asset=" + status.assetId() + " ";
        assertThat(status.zone().ordinal()).isPositive();
        assertThat(recorded.value(asset + "zone")).isEqualTo(status.zone().ordinal());
        assertThat(recorded.value("eventToAlertMillis")).isEqualTo(2500);
        now.set(status.validUntilMicros() + 1);
        assertThat(recorded.value(asset + "zone")).isZero();
        assertThat(recorded.value(asset + "zoneSaid")).isEqualTo(status.zone().ordinal());
        assertThat(recorded.value(asset + "zoneValidUntilSeconds")).isEqualTo(status.validUntilMicros() / 1e6);
    }
}
