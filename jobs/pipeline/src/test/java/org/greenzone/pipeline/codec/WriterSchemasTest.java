package org.greenzone.pipeline.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.greenzone.pipeline.Samples;
import org.greenzone.schemas.RejectionReason;
import org.greenzone.schemas.Track;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of this version (N) and of the next (N+1), which has a field more, read by each other. */
class WriterSchemasTest {
    @TempDir
    Path folder;

    private static final Track TRACK = TrackCodec.toWire(Samples.track("ksr", Samples.MIDNIGHT));

    @BeforeAll
    static void trust() {
        Wire.trustOwnSchemas();
    }

    private static Schema changed(String from, String to) {
        String now = Track.getClassSchema().toString();
        assertThat(now).contains(from);
        return new Schema.Parser().parse(now.replace(from, to));
    }

    /** With a field more in its midst. */
    private static Schema next() {
        return changed(
                "{\"name\":\"publishedBy\"",
                "{\"name\":\"beam\",\"type\":{\"type\":\"array\",\"items\":\"double\"},\"default\":[7.5]},{\"name\":\"publishedBy\"");
    }

    /** Our site id is a number there. */
    private static Schema incompatible() {
        return changed(
                "{\"name\":\"siteId\",\"type\":{\"type\":\"string\",\"avro.java.string\":\"String\"}",
                "{\"name\":\"siteId\",\"type\":\"long\"");
    }

    private static GenericRecord asWrittenBy(Schema schema) throws Exception {
        return new GenericDatumReader<GenericRecord>(Track.getClassSchema(), schema)
                .read(
                        null,
                        DecoderFactory.get()
                                .binaryDecoder(Wire.encode(TRACK), 10, Wire.encode(TRACK).length - 10, null));
    }

    private static byte[] encoded(GenericRecord value) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xC3, 1});
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(SchemaNormalization.parsingFingerprint64(value.getSchema()))
                .array());
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static byte[] incompatibleBytes() throws Exception {
        GenericRecord record = new GenericData.Record(incompatible());
        Track track = TRACK;
        for (Schema.Field field : incompatible().getFields()) {
            record.put(field.name(), field.name().equals("siteId") ? (Object) 42L : track.get(field.name()));
        }
        record.put("measurements", List.of());
        return encoded(record);
    }

    private static WriterSchemas knowing(Schema... others) {
        return WriterSchemas.of(Wire.schemas(), List.of(others));
    }

    @Test
    void aRecordOfTheNextVersionIsReadWhereItsSchemaIsAllowed() throws Exception {
        byte[] bytes = encoded(asWrittenBy(next()));
        assertThat(Wire.decode(bytes, knowing(next()))).isEqualTo(new Wire.Message(TRACK));
        assertThat(Wire.decode(Wire.encode(TRACK), knowing(next()))).isEqualTo(new Wire.Message(TRACK));
    }

    @Test
    void aRecordOfTheNextVersionIsRefusedWhereNobodyAllowedItsSchema() throws Exception {
        byte[] bytes = encoded(asWrittenBy(next()));
        Wire.Broken broken = (Wire.Broken) Wire.decode(bytes, knowing());
        assertThat(broken.reason()).isEqualTo(RejectionReason.UNKNOWN_SCHEMA);
        assertThat(broken.detail())
                .contains(Long.toHexString(SchemaNormalization.parsingFingerprint64(next())), "greenzone.schemas");
    }

    @Test
    void aRecordOfThisVersionIsReadByTheNextWithTheDefaultOfTheFieldThatItLacks() throws Exception {
        // What the next version does with the schema of today in its past.
        WriterSchemas.Found found = WriterSchemas.of(List.of(next()), List.of(Track.getClassSchema()))
                .find(SchemaNormalization.parsingFingerprint64(Track.getClassSchema()));
        assertThat(found).isEqualTo(new WriterSchemas.Readable(Track.getClassSchema(), next()));
        GenericRecord read = asWrittenBy(next());
        assertThat(read.get("beam")).isEqualTo(List.of(7.5));
        assertThat(read.get("siteId")).hasToString("ksr");
    }

    @Test
    void anIncompatibleRecordIsRefusedWithTheFieldThatDoesNotFit() throws Exception {
        Wire.Broken broken = (Wire.Broken) Wire.decode(incompatibleBytes(), knowing(incompatible()));
        assertThat(broken.reason()).isEqualTo(RejectionReason.UNKNOWN_SCHEMA);
        assertThat(broken.detail()).contains("not compatible", "TYPE_MISMATCH", "STRING", "LONG");
    }

    @Test
    void aSchemaOfAnotherNameIsNoneOfOurs() {
        Schema other = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"x.Track\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}");
        assertThat(knowing(other).find(SchemaNormalization.parsingFingerprint64(other)))
                .isEqualTo(
                        new WriterSchemas.Refused(RejectionReason.UNKNOWN_SCHEMA, "x.Track is no schema of Greenzone"));
    }

    @Test
    void aFolderOfSchemasIsReadWholeOrNotAtAll() throws Exception {
        Files.writeString(folder.resolve("Track-next.avsc"), next().toString(true));
        Files.writeString(folder.resolve("readme.txt"), "no schema");
        assertThat(WriterSchemas.in(folder)).containsExactly(next());
        Files.writeString(folder.resolve("z.avsc"), "{\"type\":");
        assertThatThrownBy(() -> WriterSchemas.in(folder)).hasMessageContaining("z.avsc");
        Files.write(folder.resolve("z.avsc"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> WriterSchemas.in(folder)).hasMessageContaining("longer than 1048576 bytes");
        assertThatThrownBy(() -> WriterSchemas.in(folder.resolve("absent"))).hasMessageContaining("absent");
    }
}
