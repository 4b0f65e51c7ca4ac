package org.greenzone.pipeline.direct;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.track.Track;
import org.greenzone.pipeline.SmallNight;
import org.greenzone.pipeline.direct.DirectDetermination.Foretold;
import org.greenzone.pipeline.direct.DirectDetermination.Outcome;
import org.junit.jupiter.api.Test;

class DirectDeterminationTest {
    @Test
    void passesThatAreOnlyPredictedChangeNothingForThoseThatAreUsed() {
        List<Track> all = SmallNight.night().tracks();
        List<Track> used = all.subList(0, all.size() / 2);
        List<Outcome> alone = new ArrayList<>();
        SmallNight.determination().run(used, alone::add);

        List<Outcome> beside = new ArrayList<>();
        List<Foretold> foretold = new ArrayList<>();
        SmallNight.determination().run(used, all, beside::add, foretold::add);

        assertThat(ids(beside)).isEqualTo(ids(alone)).isNotEmpty();
        assertThat(foretold).hasSameSizeAs(all);
    }

    /** Ids are made from content. */
    private static List<String> ids(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(o -> o.association().associationId()
                        + o.orbits().stream().map(CatalogueOrbit::orbitId).toList())
                .toList();
    }

    @Test
    void aPassIsPredictedFromTheTracksBeforeIt() {
        List<Track> all = SmallNight.night().tracks();
        List<Foretold> foretold = new ArrayList<>();

        SmallNight.determination().run(all, all, outcome -> {}, foretold::add);

        assertThat(foretold.stream().filter(f -> f.orbit().isPresent()).toList())
                .hasSizeGreaterThan(5)
                .allSatisfy(f -> {
                    long start = f.track().startMicros();
                    assertThat(f.orbit().orElseThrow().epochMicros()).isLessThan(start);
                    assertThat(f.orbit().orElseThrow().restsOn())
                            .doesNotContain(f.track().trackId());
                });
        assertThat(foretold.stream()
                        .filter(f -> !f.track().claimedObjectId().isEmpty())
                        .flatMap(f -> f.orbit().stream()))
                .anyMatch(orbit -> orbit.revision() > 0);
    }
}
