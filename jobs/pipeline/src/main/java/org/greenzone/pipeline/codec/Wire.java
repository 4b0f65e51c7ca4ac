package org.greenzone.pipeline.codec;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Avro single-object encoding: two marker bytes C3 01, the 8-byte CRC-64-AVRO fingerprint of the writer's schema (little
 * endian), the binary datum. The schemas of today, those that records were written with before, and those of later versions that an operator allows ({@link WriterSchemas}). Nothing else
 * is accepted, nothing is thrown for bad bytes.
 */
public final class Wire {
    /** A longer record is refused before it is decoded, bytes. */
    public static final int MAXIMUM_RECORD_BYTES = 8 << 20;

    /**
     * Property of a process (or {@code GREENZONE_SCHEMAS} in its environment) that names a folder of schemas of later versions, {@code *.avsc}, whose records it
     * reads too.
     */
    public static final String SCHEMAS_PROPERTY = WriterSchemas.FOLDER_PROPERTY;

    /** What a block of a file may hold uncompressed, bytes: one that was written by us holds 64 kB, or one long record. */
    private static final int MAXIMUM_BLOCK_BYTES = 64 << 20;

    private static final int HEADER_BYTES = 10;
    private static final String TRUSTED_PACKAGES = "org.apache.avro.SERIALIZABLE_PACKAGES";

    // Avro reads these when its classes are loaded, which the schemas below do: so here, before them.
    static {
        System.setProperty(TRUSTED_PACKAGES, "org.greenzone.schemas");
        System.setProperty("org.apache.avro.limits.bytes.maxLength", Integer.toString(MAXIMUM_RECORD_BYTES));
        System.setProperty("org.apache.avro.limits.string.maxLength", Integer.toString(1 << 20));
        System.setProperty("org.apache.avro.limits.collectionItems.maxLength", Integer.toString(1 << 20));
        System.setProperty("org.apache.avro.limits.decompress.maxLength", Integer.toString(MAXIMUM_BLOCK_BYTES));
    }

    private static final List<Schema> SCHEMAS = List.of(
            org.greenzone.schemas.Track.getClassSchema(),
            org.greenzone.schemas.Progress.getClassSchema(),
            org.greenzone.schemas.Orbit.getClassSchema(),
            org.greenzone.schemas.Association.getClassSchema(),
            org.greenzone.schemas.Site.getClassSchema(),
            org.greenzone.schemas.Asset.getClassSchema(),
            org.greenzone.schemas.Manoeuvre.getClassSchema(),
            org.greenzone.schemas.Conjunction.getClassSchema(),
            org.greenzone.schemas.ZoneStatus.getClassSchema(),
            org.greenzone.schemas.Advice.getClassSchema(),
            org.greenzone.schemas.Breakup.getClassSchema(),
            org.greenzone.schemas.Passage.getClassSchema(),
            org.greenzone.schemas.RejectedTrack.getClassSchema(),
            org.greenzone.schemas.ConjunctionMessage.getClassSchema());

    /** Schemas with which records were written before fields came to them: resources, each whole in itself. */
    private static final List<String> PAST = List.of(
            "past/Site-1.avsc",
            "past/Orbit-1.avsc",
            "past/Orbit-2.avsc",
            "past/Association-1.avsc",
            "past/Association-2.avsc",
            "past/ZoneStatus-1.avsc",
            "past/Breakup-1.avsc",
            "past/Breakup-2.avsc",
            "past/Passage-1.avsc",
            "past/Conjunction-1.avsc",
            "past/Conjunction-2.avsc",
            "past/Conjunction-3.avsc",
            "past/RejectedTrack-1.avsc");

    private static final WriterSchemas WRITERS = WriterSchemas.of(
            SCHEMAS,
            Stream.concat(PAST.stream().map(Wire::past), WriterSchemas.allowedByOperator().stream())
                    .toList());

    /** By the full name of the schema: made once, since a fingerprint costs more than a record. */
    private static final Map<String, Form> FORMS =
            SCHEMAS.stream().collect(Collectors.toUnmodifiableMap(Schema::getFullName, Form::of));

    /** Readers of one thread, by the schema of the writer: to compare two schemas costs several times as much as to read a record. */
    private static final ThreadLocal<Map<Schema, SpecificDatumReader<SpecificRecordBase>>> READERS =
            ThreadLocal.withInitial(IdentityHashMap::new);

    private Wire() {}

    /** What came of decoding bytes. */
    public sealed interface Decoded permits Message, Broken {}

    /** A whole record of a known schema. */
    public record Message(SpecificRecordBase value) implements Decoded {}

    /** Bytes that are no record: the reason in the words of the schema RejectedTrack, and what was wrong. */
    public record Broken(org.greenzone.schemas.RejectionReason reason, String detail) implements Decoded {}

    /**
     * Allows Avro to make instances of our classes and bounds what a hostile record can ask for; to be called first thing
     * in each main.
     */
    public static void trustOwnSchemas() {
        // Loading this class has done it.
    }

    /** Schemas that travel in topics, in a fixed order. */
    public static List<Schema> schemas() {
        return SCHEMAS;
    }

    /** How records of a schema are written: what stands in front of them, and what knows their fields. */
    private record Form(byte[] header, SpecificDatumWriter<SpecificRecordBase> writer) {
        static Form of(Schema schema) {
            byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put((byte) 0xC3)
                    .put((byte) 0x01)
                    .putLong(SchemaNormalization.parsingFingerprint64(schema))
                    .array();
            return new Form(header, new SpecificDatumWriter<>(schema, SpecificData.getForSchema(schema)));
        }
    }

    public static byte[] encode(SpecificRecordBase value) {
        Form form = FORMS.get(value.getSchema().getFullName());
        if (form == null) {
            throw new IllegalArgumentException(value.getSchema().getFullName() + " does not travel in topics");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.writeBytes(form.header());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            form.writer().write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    /** Decodes a record of any known schema; never throws for bad bytes. */
    public static Decoded decode(byte[] bytes) {
        return decode(bytes, WRITERS);
    }

    static Decoded decode(byte[] bytes, WriterSchemas writers) {
        if (bytes.length > MAXIMUM_RECORD_BYTES) {
            return new Broken(
                    org.greenzone.schemas.RejectionReason.NOT_AVRO,
                    "record of " + bytes.length + " bytes is longer than " + MAXIMUM_RECORD_BYTES);
        }
        if (bytes.length < HEADER_BYTES || (bytes[0] & 0xFF) != 0xC3 || bytes[1] != 1) {
            return new Broken(
                    org.greenzone.schemas.RejectionReason.NOT_AVRO,
                    "no Avro single-object header (C3 01 and a fingerprint) in front; publish with the schemas of Greenzone");
        }
        long fingerprint =
                ByteBuffer.wrap(bytes, 2, 8).order(ByteOrder.LITTLE_ENDIAN).getLong();
        WriterSchemas.Found found = writers.find(fingerprint);
        if (found instanceof WriterSchemas.Readable readable) {
            return decode(bytes, readable.writer(), readable.reader());
        }
        WriterSchemas.Refused refused = (WriterSchemas.Refused) found;
        return new Broken(refused.reason(), refused.detail());
    }

    private static Decoded decode(byte[] bytes, Schema writer, Schema reader) {
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null);
        try {
            SpecificRecordBase value = READERS.get()
                    .computeIfAbsent(
                            writer, w -> new SpecificDatumReader<>(writer, reader, SpecificData.getForSchema(reader)))
                    .read(null, decoder);
            if (!decoder.isEnd()) {
                return new Broken(
                        org.greenzone.schemas.RejectionReason.TRAILING_BYTES,
                        "bytes follow the " + writer.getName() + " record");
            }
            return new Message(value);
        } catch (EOFException e) {
            return new Broken(
                    org.greenzone.schemas.RejectionReason.TRUNCATED, writer.getName() + " record ends too early");
        } catch (IOException | RuntimeException e) {
            return new Broken(
                    org.greenzone.schemas.RejectionReason.NOT_AVRO,
                    writer.getName() + " record cannot be decoded: " + firstLine(e));
        }
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage();
        if (message == null) {
            return e.getClass().getSimpleName();
        }
        int newline = message.indexOf('\n');
        return newline < 0 ? message : message.substring(0, newline);
    }

    private static Schema past(String name) {
        try (InputStream content = Wire.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the program");
            }
            return new Schema.Parser().parse(content);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
