package org.greenzone.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.input.Recording;
import org.greenzone.formats.site.SiteCatalogue;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class WhatIfOptionsTest {
    private static final long START = 1_636_934_400_000_000L;
    private static final long MINUTE = 60_000_000L;

    @Command(name = "replay")
    private static final class Replay {
        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final WhatIfOptions whatIf = new WhatIfOptions();
    }

    private static Recording recording() {
        List<Track> tracks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String site = i % 2 == 0 ? "ksr" : "msr";
            tracks.add(Track.of(
                    site,
                    site,
                    "",
                    "",
                    List.of(),
                    List.of(Measurement.at(START + i * MINUTE).withRange(800_000 + i, 15))));
        }
        List<Site> sites = SiteCatalogue.builtIn().sites().stream()
                .filter(site -> List.of("ksr", "msr").contains(site.siteId()))
                .toList();
        return new Recording(sites, List.of(), List.of(), tracks, START, START + 6 * MINUTE);
    }

    private static Recording with(String... words) {
        Replay replay = new Replay();
        new CommandLine(replay).parseArgs(words);
        return replay.whatIf.of(recording(), replay.common);
    }

    @Test
    void withoutOptionsNothingChanges() {
        assertThat(with().tracks()).isEqualTo(recording().tracks());
    }

    @Test
    void aSiteThatWasNotThereHasNoTracksAndIsNotWaitedFor() {
        Recording left = with("--without-site", "ksr");
        assertThat(left.tracks()).extracting(Track::siteId).containsOnly("msr").hasSize(3);
        assertThat(left.sites()).extracting(Site::siteId).containsExactly("msr");
    }

    @Test
    void aBiasMovesTheRangesOfItsSiteAloneAndMakesOtherTracks() {
        List<Track> before = recording().tracks();
        List<Track> biased = with("--range-bias", "msr=30").tracks();
        assertThat(biased.get(0)).isEqualTo(before.get(0));
        assertThat(biased.get(1).measurements().get(0).rangeMetres()).isEqualTo(800_031);
        assertThat(biased.get(1).trackId()).isNotEqualTo(before.get(1).trackId());
    }

    @Test
    void eachThirdTrackIsLost() {
        List<Track> before = recording().tracks();
        assertThat(with("--drop-every", "3").tracks())
                .containsExactly(before.get(0), before.get(1), before.get(3), before.get(4));
    }

    @Test
    void aPartEndsBeforeItsEnd() {
        Recording part = with("--from", "2021-11-15T00:01:00Z", "--to", "2021-11-15T00:04:00Z");
        assertThat(part.tracks()).isEqualTo(recording().tracks().subList(1, 4));
        assertThat(part.startMicros()).isEqualTo(START + MINUTE);
        assertThat(part.endMicros()).isEqualTo(START + 4 * MINUTE);
    }

    @Test
    void whatCannotBeIsWrongUse() {
        assertThatThrownBy(() -> with("--without-site", "nowhere")).hasMessageContaining("it has ksr, msr");
        assertThatThrownBy(() -> with("--drop-every", "1")).hasMessageContaining("2 or more");
        assertThatThrownBy(() -> with("--range-bias", "ksr=NaN")).hasMessageContaining("metres");
        assertThatThrownBy(() -> with("--from", "2021-11-16T00:00:00Z")).hasMessageContaining("nothing");
        assertThatThrownBy(() -> with("--without-site", "ksr", "--without-site", "msr"))
                .hasMessageContaining("no track");
    }
}
