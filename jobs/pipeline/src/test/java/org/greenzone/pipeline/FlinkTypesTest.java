package org.greenzone.pipeline;

import org.apache.flink.types.PojoTestUtils;
import org.greenzone.astro.breakup.Breakup;
import org.greenzone.astro.breakup.BreakupState;
import org.greenzone.astro.breakup.FollowedBreakup;
import org.greenzone.astro.breakup.PredictedPassage;
import org.greenzone.astro.calibration.PassResiduals;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.TabulatedOrbit;
import org.greenzone.astro.manoeuvre.AdviceGiven;
import org.greenzone.astro.orbit.Manoeuvre;
import org.greenzone.astro.orbit.ObjectArc;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.zone.WatchedConjunction;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.pipeline.operators.AdviceEvidence;
import org.greenzone.pipeline.operators.Knowledge;
import org.greenzone.pipeline.operators.PairEvidence;
import org.greenzone.pipeline.operators.PassageEvidence;
import org.greenzone.pipeline.operators.ShardedOrbit;
import org.greenzone.pipeline.operators.ToldMessage;
import org.greenzone.pipeline.operators.ZoneBreakup;
import org.greenzone.pipeline.operators.ZoneEvidence;
import org.greenzone.pipeline.operators.ZonePassage;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.Outbound;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkTypesTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                Inbound.class,
                Outbound.class,
                Track.class,
                Measurement.class,
                Site.class,
                Association.class,
                ValidTrack.class,
                DeferredTracks.class,
                CatalogueOrbit.class,
                ObjectArc.class,
                Manoeuvre.class,
                ShardedOrbit.class,
                PairEvidence.class,
                ToldMessage.class,
                Knowledge.class,
                PassResiduals.class,
                Conjunction.class,
                ZoneEvidence.class,
                ZoneStatus.class,
                AdviceEvidence.class,
                AdviceGiven.class,
                WatchedConjunction.class,
                ZonePassage.class,
                ZoneBreakup.class,
                Breakup.class,
                PredictedPassage.class,
                PassageEvidence.class,
                TabulatedOrbit.class,
                FollowedBreakup.class,
                BreakupState.class,
                RejectedTrack.class,
                Progress.class
            })
    void whatTravelsThroughFlinkIsSerialisedByItsFieldsAndNeverThroughKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}
