package org.greenzone.pipeline.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.astro.breakup.Breakup;
import org.greenzone.astro.breakup.PredictedPassage;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Determination;
import org.greenzone.astro.conjunction.Screening;
import org.greenzone.astro.conjunction.Statement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.zone.ZoneStatus;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.Samples;
import org.greenzone.schemas.Orbit;
import org.greenzone.schemas.RejectionReason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WireTest {
    @BeforeAll
    static void trust() {
        Wire.trustOwnSchemas();
    }

    private static byte[] track() {
        return Wire.encode(TrackCodec.toWire(Samples.track("ksr", Samples.MIDNIGHT)));
    }

    private static RejectionReason reason(byte[] bytes) {
        return ((Wire.Broken) Wire.decode(bytes)).reason();
    }

    @Test
    void eachTruncationOfATrackIsBrokenAndNoneThrows() {
        byte[] whole = track();
        for (int length = 0; length < whole.length; length++) {
            assertThat(Wire.decode(Arrays.copyOf(whole, length))).isInstanceOf(Wire.Broken.class);
        }
        assertThat(reason(Arrays.copyOf(whole, whole.length - 1))).isEqualTo(RejectionReason.TRUNCATED);
    }

    @Test
    void trailingBytesAreNotPartOfATrack() {
        byte[] whole = track();
        assertThat(reason(Arrays.copyOf(whole, whole.length + 1))).isEqualTo(RejectionReason.TRAILING_BYTES);
    }

    @Test
    void bytesWithoutHeaderAreNotAvro() {
        assertThat(reason("hello, radar".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(RejectionReason.NOT_AVRO);
    }

    @Test
    void anUnknownFingerprintIsNamed() {
        byte[] bytes = track();
        bytes[5] ^= 1;
        assertThat(reason(bytes)).isEqualTo(RejectionReason.UNKNOWN_SCHEMA);
    }

    @Test
    void randomBytesBehindAGoodHeaderNeverThrow() {
        SplittableRandom random = new SplittableRandom(1408);
        byte[] header = Arrays.copyOf(track(), 10);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = Arrays.copyOf(header, 10 + random.nextInt(300));
            for (int k = 10; k < bytes.length; k++) {
                bytes[k] = (byte) random.nextInt(256);
            }
            assertThat(Wire.decode(bytes)).isNotNull();
        }
    }

    @Test
    void aSiteWrittenBeforeThereWereCalibrationsIsRead() throws Exception {
        byte[] bytes = writtenBefore("past/Site-1.avsc", SiteCodec.toWire(Samples.site("ksr")));
        Site site = SiteCodec.fromWire((org.greenzone.schemas.Site) ((Wire.Message) Wire.decode(bytes)).value());
        Site sample = Samples.site("ksr");
        assertThat(site).isEqualTo(sample.withCalibration(sample.bias(), Site.Calibration.NONE));
    }

    @Test
    void anAssociationWrittenBeforeThereWereCalibrationsIsRead() throws Exception {
        Association association = Association.correlated(
                Samples.MIDNIGHT,
                Samples.orbit("25544", 3, Samples.MIDNIGHT),
                1.5,
                List.of("25544"),
                Samples.track("ksr", Samples.MIDNIGHT),
                Samples.site("ksr"));
        byte[] bytes = writtenBefore("past/Association-1.avsc", AssociationCodec.toWire(association));
        Association read = AssociationCodec.fromWire(
                (org.greenzone.schemas.Association) ((Wire.Message) Wire.decode(bytes)).value());
        assertThat(read.track()).isEqualTo(association.track());
        assertThat(read.site().bias()).isEqualTo(association.site().bias());
        assertThat(read.site().calibration()).isEqualTo(Site.Calibration.NONE);
    }

    @Test
    void anOrbitWrittenBeforeObjectsWereMergedIsRead() throws Exception {
        CatalogueOrbit orbit = Samples.orbit("25544", 3, Samples.MIDNIGHT);
        byte[] bytes = writtenBefore("past/Orbit-2.avsc", OrbitCodec.toWire(orbit));
        CatalogueOrbit read = OrbitCodec.fromWire((Orbit) ((Wire.Message) Wire.decode(bytes)).value());
        assertThat(OrbitCodec.toWire(read)).isEqualTo(OrbitCodec.toWire(orbit));
        assertThat(read.isMerged()).isFalse();
    }

    @Test
    void anAssociationWrittenBeforeThereWereAmbiguousOnesIsRead() throws Exception {
        Association association = Association.uncorrelated(
                Samples.MIDNIGHT, List.of("25544"), Samples.track("ksr", Samples.MIDNIGHT), Samples.site("ksr"));
        byte[] bytes = writtenBefore("past/Association-2.avsc", AssociationCodec.toWire(association));
        Association read = AssociationCodec.fromWire(
                (org.greenzone.schemas.Association) ((Wire.Message) Wire.decode(bytes)).value());
        assertThat(read).isEqualTo(association);
    }

    @Test
    void aZoneStatusWrittenBeforeThereWereWindowsIsRead() throws Exception {
        ZoneStatus status = Samples.zoneStatus();
        byte[] bytes = writtenBefore("past/ZoneStatus-1.avsc", ZoneStatusCodec.toWire(status));
        ZoneStatus read = ZoneStatusCodec.fromWire(
                (org.greenzone.schemas.ZoneStatus) ((Wire.Message) Wire.decode(bytes)).value());
        assertThat(read.windows()).isEmpty();
        assertThat(read.cloudProbability()).isZero();
        assertThat(read.zone()).isEqualTo(status.zone());
        assertThat(read.restsOn()).isEqualTo(status.restsOn());
    }

    @Test
    void breakupsAndPassagesWrittenBeforeTheyHadStatesAreRead() throws Exception {
        byte[] breakup = writtenBefore("past/Breakup-1.avsc", BreakupCodec.toWire(Samples.breakup()));
        Breakup read =
                BreakupCodec.fromWire((org.greenzone.schemas.Breakup) ((Wire.Message) Wire.decode(breakup)).value());
        assertThat(read.parents().get(0).objectName()).isEqualTo("COSMOS 1408");
        assertThat(read.createdMicros()).isEqualTo(Samples.breakup().epochMicros());
        byte[] passage = writtenBefore("past/Passage-1.avsc", PassageCodec.toWire(Samples.passage()));
        PredictedPassage crossing =
                PassageCodec.fromWire((org.greenzone.schemas.Passage) ((Wire.Message) Wire.decode(passage)).value());
        assertThat(crossing.crossingMicros()).isEqualTo(Samples.passage().crossingMicros());
        assertThat(crossing.cloud().enterMicros()).isEqualTo(crossing.crossingMicros());
    }

    @Test
    void aBreakupWrittenBeforeItToldTheCoreOfTheCloudIsRead() throws Exception {
        byte[] bytes = writtenBefore("past/Breakup-2.avsc", BreakupCodec.toWire(Samples.breakup()));
        Breakup read =
                BreakupCodec.fromWire((org.greenzone.schemas.Breakup) ((Wire.Message) Wire.decode(bytes)).value());
        assertThat(read.siteSpreads()).singleElement().satisfies(s -> {
            assertThat(s.spreadMetres()).isEqualTo(4e4);
            assertThat(s.middleHalfMetres()).isNaN();
        });
        assertThat(read.deltaV().meanRtn()).isEqualTo(Samples.breakup().deltaV().meanRtn());
    }

    @Test
    void aConjunctionWrittenBeforeEncountersHadManyMinimaIsRead() throws Exception {
        Conjunction conjunction = Samples.conjunction();
        byte[] bytes = writtenBefore("past/Conjunction-1.avsc", ConjunctionCodec.toWire(conjunction));
        Conjunction read = ConjunctionCodec.fromWire(
                (org.greenzone.schemas.Conjunction) ((Wire.Message) Wire.decode(bytes)).value());
        assertThat(ConjunctionCodec.toWire(read)).isEqualTo(ConjunctionCodec.toWire(conjunction));
        assertThat(read.formation()).isFalse();
        assertThat(read.lastMinimumMicros()).isEqualTo(read.tcaMicros());
    }

    @Test
    void aConjunctionWrittenBeforeItHadAHistoryIsRead() throws Exception {
        byte[] bytes = writtenBefore("past/Conjunction-2.avsc", ConjunctionCodec.toWire(Samples.followedConjunction()));
        Conjunction read = ConjunctionCodec.fromWire(
                (org.greenzone.schemas.Conjunction) ((Wire.Message) Wire.decode(bytes)).value());
        assertThat(ConjunctionCodec.toWire(read)).isEqualTo(ConjunctionCodec.toWire(Samples.conjunction()));
        assertThat(read.history()).isEmpty();
        assertThat(read.nextPass()).isEmpty();
    }

    @Test
    void aConjunctionWrittenBeforeMessagesToldOfThemIsRead() throws Exception {
        byte[] bytes = writtenBefore("past/Conjunction-3.avsc", ConjunctionCodec.toWire(Samples.toldConjunction()));
        Conjunction read = ConjunctionCodec.fromWire(
                (org.greenzone.schemas.Conjunction) ((Wire.Message) Wire.decode(bytes)).value());
        assertThat(read.statement()).isEqualTo(Statement.OWN);
        assertThat(read.screening()).isEqualTo(Screening.NONE);
        assertThat(read.primary().determination()).isEqualTo(Determination.NONE);
        assertThat(read.primary().hardBodyRadiusSource()).isEqualTo("owner");
        assertThat(read.probability()).isEqualTo(1e-5);
    }

    @Test
    void aRejectedRecordWrittenBeforeThereWereMessagesIsRead() throws Exception {
        org.greenzone.schemas.RejectedTrack rejected = RejectedTrack.of(
                        "LATE", "it ended long ago", "tracks", 0, 17, Samples.MIDNIGHT, new byte[] {1, 2})
                .toWire();
        byte[] bytes = writtenBefore("past/RejectedTrack-1.avsc", rejected);
        assertThat(((Wire.Message) Wire.decode(bytes)).value()).isEqualTo(rejected);
    }

    /** The record with the fields that the schema had then. */
    private static byte[] writtenBefore(String schemaName, SpecificRecordBase value) throws Exception {
        Schema then;
        try (InputStream content = Wire.class.getResourceAsStream(schemaName)) {
            then = new Schema.Parser().parse(content);
        }
        ByteArrayOutputStream now = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(now, null);
        new SpecificDatumWriter<SpecificRecordBase>(value.getSchema(), SpecificData.getForSchema(value.getSchema()))
                .write(value, encoder);
        encoder.flush();
        Object old = new GenericDatumReader<>(value.getSchema(), then)
                .read(null, DecoderFactory.get().binaryDecoder(now.toByteArray(), null));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xC3, 1});
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(SchemaNormalization.parsingFingerprint64(then))
                .array());
        var again = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<>(then).write(old, again);
        again.flush();
        return out.toByteArray();
    }
}
