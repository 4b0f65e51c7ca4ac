package org.greenzone.astro.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.greenzone.astro.score.AssociationScore.Completeness;
import org.greenzone.astro.score.AssociationScore.NewObject;
import org.greenzone.astro.score.AssociationScore.Outcome;
import org.greenzone.astro.score.AssociationScore.Presence;
import org.greenzone.astro.score.TrackFate.Use;
import org.junit.jupiter.api.Test;

class AssociationScoreTest {
    private static final Set<String> CATALOGUED = Set.of("1", "2");

    @Test
    void tracksOfCataloguedObjectsAreJudgedByTheIdThatTheyWereGivenTo() {
        AssociationScore score = score(
                fate("a", "1", Use.ADDED, "1"),
                fate("b", "1", Use.ADDED, "2"),
                fate("c", "1", Use.STARTED, "U1"),
                fate("d", "1", Use.ADDED, "U1"),
                fate("e", "1", Use.REJECTED),
                fate("f", "2", Use.UNUSED));
        assertThat(score.catalogued())
                .isEqualTo(Map.of(
                        Outcome.RIGHT, 1,
                        Outcome.WRONG, 1,
                        Outcome.STARTED, 1,
                        Outcome.DUPLICATE, 1,
                        Outcome.REJECTED, 1,
                        Outcome.UNUSED, 1));
        assertThat(score.uncatalogued()).isEmpty();
        assertThat(score.splits()).isEqualTo(1);
        assertThat(score.excess()).isEqualTo(1);
        assertThat(score.merges()).isEqualTo(1);
        assertThat(score.newObjects()).containsExactly(new NewObject("U1", "1", 2, 2));
    }

    @Test
    void aNewObjectStandsForTheTruthOfMostOfItsTracks() {
        AssociationScore score = score(
                fate("a", "F1", Use.STARTED, "U1"),
                fate("b", "F2", Use.ADDED, "U1"),
                fate("c", "F2", Use.ADDED, "U1"),
                fate("d", "F1", Use.STARTED, "U2"),
                fate("e", "F1", Use.ADDED, "U2"),
                fate("f", "F3", Use.ADDED, "1"));
        assertThat(score.newObjects())
                .containsExactly(new NewObject("U1", "F2", 3, 2), new NewObject("U2", "F1", 2, 2));
        assertThat(score.newObjects().get(0).purity()).isEqualTo(2.0 / 3);
        assertThat(score.uncatalogued()).isEqualTo(Map.of(Outcome.STARTED, 2, Outcome.RIGHT, 3, Outcome.WRONG, 1));
        // U1 has two truths, and object 1 a fragment.
        assertThat(score.merges()).isEqualTo(2);
        assertThat(score.splits()).isZero();
    }

    @Test
    void ofTruthsWithEquallyManyTracksTheFirstOneStands() {
        assertThat(score(fate("a", "F2", Use.STARTED, "U1"), fate("b", "F1", Use.ADDED, "U1"))
                        .newObjects())
                .containsExactly(new NewObject("U1", "F2", 2, 1));
    }

    @Test
    void aTruthWithSeveralObjectsIsSplitAndCompletenessCountsTruthsNotObjects() {
        AssociationScore score = score(
                fate("a", "F1", Use.STARTED, "U1"),
                fate("b", "F1", Use.STARTED, "U2"),
                fate("c", "F1", Use.STARTED, "U3"),
                fate("d", "F2", Use.STARTED, "U4"),
                fate("e", "F2", Use.ADDED, "U4"),
                fate("f", "F3", Use.REJECTED),
                fate("g", "F3", Use.UNUSED));
        assertThat(score.splits()).isEqualTo(1);
        assertThat(score.excess()).isEqualTo(2);
        assertThat(score.presences())
                .containsExactly(new Presence("F1", 3, 3, 1), new Presence("F2", 2, 1, 2), new Presence("F3", 2, 0, 0));
        assertThat(score.completeness(2)).isEqualTo(new Completeness(3, 2, 1, 1));
        assertThat(score.completeness(3)).isEqualTo(new Completeness(1, 1, 0, 1));
        assertThat(score.completeness(4)).isEqualTo(new Completeness(0, 0, 0, 0));
    }

    @Test
    void aTrackInOrbitsOfTwoObjectsIsAmbiguousAndTheLastHasIt() {
        AssociationScore score = score(fate("a", "1", Use.ADDED, "2", "1"), fate("b", "2", Use.ADDED, "2", "2"));
        assertThat(score.ambiguous()).isEqualTo(1);
        assertThat(score.catalogued()).isEqualTo(Map.of(Outcome.RIGHT, 2));
        assertThat(score.merges()).isZero();
    }

    @Test
    void aTrackThatWasAmbiguousIsCountedByWhatBecameOfIt() {
        AssociationScore score = score(
                new TrackFate("a", "1", Use.ADDED, List.of("1"), true),
                new TrackFate("b", "1", Use.ADDED, List.of("2"), true),
                new TrackFate("c", "2", Use.UNUSED, List.of(), true),
                fate("d", "2", Use.ADDED, "2"));
        assertThat(score.ambiguous()).isEqualTo(3);
        assertThat(score.ambiguousByOutcome()).isEqualTo(Map.of(Outcome.RIGHT, 1, Outcome.WRONG, 1, Outcome.UNUSED, 1));
    }

    @Test
    void aTrackIsUsedExactlyWhereAnObjectHasIt() {
        assertThatThrownBy(() -> fate("a", "1", Use.ADDED)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fate("a", "1", Use.REJECTED, "1")).isInstanceOf(IllegalArgumentException.class);
    }

    private static AssociationScore score(TrackFate... fates) {
        return AssociationScore.of(List.of(fates), CATALOGUED);
    }

    private static TrackFate fate(String trackId, String truth, Use use, String... objects) {
        return new TrackFate(trackId, truth, use, List.of(objects), false);
    }
}
