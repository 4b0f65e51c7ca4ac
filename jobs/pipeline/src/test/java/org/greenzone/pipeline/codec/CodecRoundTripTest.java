package org.greenzone.pipeline.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.ReceivedMessages;
import org.greenzone.pipeline.Samples;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CodecRoundTripTest {
    @BeforeAll
    static void trust() {
        Wire.trustOwnSchemas();
    }

    @SuppressWarnings("unchecked")
    private static <W extends org.apache.avro.specific.SpecificRecordBase> W overTheWire(W value) {
        return (W) ((Wire.Message) Wire.decode(Wire.encode(value))).value();
    }

    @Test
    void aTrackComesBackAsItWas() {
        var track = Samples.track("ksr", Samples.MIDNIGHT + 7);
        assertThat(TrackCodec.fromWire(overTheWire(TrackCodec.toWire(track)))).isEqualTo(track);
    }

    @Test
    void anOrbitComesBackToTheLastBit() {
        var orbit = Samples.orbit("25544", 3, Samples.MIDNIGHT + 13);
        assertThat(OrbitCodec.fromWire(overTheWire(OrbitCodec.toWire(orbit))))
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(orbit);
    }

    @Test
    void anAssociationComesBackWithAndWithoutPrior() {
        var site = Samples.site("ksr");
        var track = Samples.track("ksr", Samples.MIDNIGHT);
        var prior = Samples.orbit("25544", 3, Samples.MIDNIGHT);
        for (Association association : List.of(
                Association.correlated(Samples.MIDNIGHT, prior, 1.5, List.of("25544", "1"), track, site),
                Association.uncorrelated(Samples.MIDNIGHT, List.of(), track, site))) {
            assertThat(AssociationCodec.fromWire(overTheWire(AssociationCodec.toWire(association))))
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .isEqualTo(association);
        }
    }

    @Test
    void aManoeuvreComesBackAsItWas() {
        var manoeuvre = Samples.manoeuvre();
        assertThat(ManoeuvreCodec.fromWire(overTheWire(ManoeuvreCodec.toWire(manoeuvre))))
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(manoeuvre);
        assertThat(EventTime.micros(ManoeuvreCodec.toWire(manoeuvre))).isEqualTo(manoeuvre.detectedMicros());
    }

    @Test
    void sitesAssetsConjunctionsStatusesAndPromisesComeBack() {
        var site = Samples.site("ksr");
        assertThat(SiteCodec.fromWire(overTheWire(SiteCodec.toWire(site)))).isEqualTo(site);
        var asset = Samples.asset("25544");
        assertThat(AssetCodec.fromWire(overTheWire(AssetCodec.toWire(asset)))).isEqualTo(asset);
        for (var conjunction : List.of(Samples.followedConjunction(), Samples.toldConjunction())) {
            assertThat(ConjunctionCodec.fromWire(overTheWire(ConjunctionCodec.toWire(conjunction))))
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .isEqualTo(conjunction);
        }
        var messages = new ReceivedMessages("a.cdm", Samples.MIDNIGHT + 7, new byte[] {1, 2, 3});
        assertThat(ReceivedMessages.fromWire(overTheWire(messages.toWire())))
                .usingRecursiveComparison()
                .isEqualTo(messages);
        var status = Samples.zoneStatus();
        assertThat(ZoneStatusCodec.fromWire(overTheWire(ZoneStatusCodec.toWire(status))))
                .isEqualTo(status);
        var promise = new Progress("ksr", 0, 1, Samples.MIDNIGHT);
        assertThat(ProgressCodec.fromWire(overTheWire(ProgressCodec.toWire(promise))))
                .isEqualTo(promise);
    }

    @Test
    void breakupsAndPassagesComeBackAsTheyWere() {
        var breakup = Samples.breakup();
        assertThat(BreakupCodec.fromWire(overTheWire(BreakupCodec.toWire(breakup))))
                .usingRecursiveComparison()
                .isEqualTo(breakup);
        assertThat(EventTime.micros(BreakupCodec.toWire(breakup))).isEqualTo(breakup.createdMicros());
        var passage = Samples.passage();
        assertThat(PassageCodec.fromWire(overTheWire(PassageCodec.toWire(passage))))
                .isEqualTo(passage);
        assertThat(EventTime.micros(PassageCodec.toWire(passage))).isEqualTo(passage.createdMicros());
    }

    @Test
    void aNumberThatIsNoneIsNamedWithItsPlace() {
        var wire = TrackCodec.toWire(Samples.track("ksr", Samples.MIDNIGHT));
        wire.getMeasurements().get(1).setRangeMetres(Double.NaN);
        assertThat(TrackCodec.notFinite(wire)).contains("measurements[1].rangeMetres is NaN");
    }
}
