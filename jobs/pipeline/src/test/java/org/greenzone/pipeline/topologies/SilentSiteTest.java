package org.greenzone.pipeline.topologies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.SmallNight;
import org.greenzone.pipeline.TestCluster;
import org.greenzone.pipeline.TrackTimes;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One of three sites is silent for five minutes, where two are allowed, and comes back with what it has measured. */
@ExtendWith(TestCluster.Extension.class)
class SilentSiteTest {
    private static final long MINUTE = 60_000_000L;
    private static final String SILENT = "ksr";
    private static final long START = SmallNight.night().startMicros();
    private static final long FROM = START + 4 * MINUTE;
    private static final long BACK = START + 9 * MINUTE;
    private static final JobOptions OPTIONS = new JobOptions(new TrackTimes(60, 30, 24, 12, 2), 3, 24);

    private static final List<Site> SITES = sites();
    private static final ReferenceData REFERENCE =
            new ReferenceData(SITES, SmallNight.night().assets());

    private static List<Site> sites() {
        List<Site> sites = new ArrayList<>(SmallNight.night().sites());
        sites.add(Samples.site("msr"));
        return List.copyOf(sites);
    }

    private static boolean isHeldBack(Track track) {
        return track.siteId().equals(SILENT) && track.endMicros() >= FROM && track.endMicros() < BACK;
    }

    /** In the order in which they are published. */
    private static List<Inbound> tracks(long endMicros) {
        List<Inbound> records = new ArrayList<>();
        List<Track> backlog = new ArrayList<>();
        List<Track> left = new ArrayList<>(SmallNight.night().tracks());
        for (long at = START; at <= endMicros; at += MINUTE / 2) {
            while (!left.isEmpty() && left.get(0).endMicros() <= at) {
                Track track = left.remove(0);
                if (isHeldBack(track)) {
                    backlog.add(track);
                } else {
                    records.add(Events.inbound(track));
                }
            }
            if (at >= BACK) {
                backlog.forEach(track -> records.add(Events.inbound(track)));
                backlog.clear();
            }
            for (Site site : SITES) {
                if (!site.siteId().equals(SILENT) || at < FROM || at >= BACK) {
                    records.add(Events.promise(Topic.TRACKS, site.siteId(), at));
                }
            }
        }
        return records;
    }

    private static Consumer<TestCluster.Run> correlation(List<Inbound> tracks) {
        List<String> ids = SITES.stream().map(Site::siteId).toList();
        return run -> {
            CorrelationTopology.Outputs outputs = CorrelationTopology.build(
                    run.topicOfSites(tracks, ids, OPTIONS.silenceMicros()),
                    run.wholeTopic(
                            SmallNight.catalogueTopic(), List.of("determine-orbits"), SmallNight.OPTIONS.lagMicros()),
                    run.wholeTopic(
                            List.of(Events.promise(Topic.SITES, "calibrate-sites", SmallNight.lastPromiseMicros())),
                            List.of("calibrate-sites"),
                            SmallNight.OPTIONS.lagMicros()),
                    OPTIONS,
                    REFERENCE);
            run.collect(outputs.associations(), "associations");
            run.collect(outputs.rejected(), "rejected");
        };
    }

    private static List<Association> associations(Collection<Object> events) {
        return events.stream()
                .filter(Association.class::isInstance)
                .map(Association.class::cast)
                .toList();
    }

    @Test
    void theOthersGoOnAndWhatItBringsLaterIsUsedAlikeAtAnyParallelismAndAcrossAStop(TestCluster cluster)
            throws Exception {
        List<Inbound> tracks = tracks(SmallNight.lastPromiseMicros() + MINUTE);
        List<Object> one = cluster.run(1, correlation(tracks));
        assertThat(Events.bytes(cluster.run(2, correlation(tracks)))).isEqualTo(Events.bytes(one));
        assertThat(one).noneMatch(RejectedTrack.class::isInstance);
        List<Association> late =
                associations(one).stream().filter(a -> isHeldBack(a.track())).toList();
        long all = SmallNight.night().tracks().stream()
                .filter(SilentSiteTest::isHeldBack)
                .count();
        assertThat(late).hasSize((int) all).isNotEmpty();
        // What ended before the others were two minutes further is late, and is decided when it came.
        assertThat(late)
                .filteredOn(Association::late)
                .isNotEmpty()
                .allSatisfy(a -> assertThat(a.decidedMicros()).isGreaterThanOrEqualTo(BACK - 3 * MINUTE));
        List<Object> stopped = cluster.runWithStop(
                tracks.indexOf(tracks.stream()
                        .filter(r -> r.kind() == Inbound.Kind.PROGRESS && r.eventMicros() >= BACK - MINUTE)
                        .findFirst()
                        .orElseThrow()),
                correlation(tracks),
                collected ->
                        associations(collected).stream().anyMatch(a -> a.track().endMicros() > FROM));
        assertThat(Events.bytes(stopped)).isEqualTo(Events.bytes(one));
    }
}
