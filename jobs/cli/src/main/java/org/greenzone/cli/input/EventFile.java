package org.greenzone.cli.input;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.cli.Times;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problems;
import org.greenzone.formats.ReadResult;
import org.greenzone.pipeline.codec.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Records of one of our schemas in a file: Avro's object container, which carries the schema. Equal records give equal
 * bytes: the sync marker, random by default, is made from the name of the schema.
 */
public final class EventFile {
    private static final byte[] MAGIC = {'O', 'b', 'j', 1};
    private static final int SYNC_BYTES = 16;
    private static final int LEVEL = 6;

    private static final String START = "greenzone.start";
    private static final String END = "greenzone.end";

    /** Lines of a site, and from when to when it was not there. */
    private static final String ABSENCES = "greenzone.absences";

    static {
        // What a file may ask for is bounded before the first class of Avro reads its limits.
        Wire.trustOwnSchemas();
    }

    private EventFile() {}

    /** Whether the file, gzipped or not, begins like an object container. */
    public static boolean isOne(Path path) {
        try (InputStream content = InputFiles.open(path)) {
            return Arrays.equals(content.readNBytes(MAGIC.length), MAGIC);
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes the records; the schema is needed even where there are none. */
    public static <T extends SpecificRecordBase> void write(Path path, Schema schema, Collection<T> records)
            throws IOException {
        write(path, schema, records, Optional.empty());
    }

    /** Writes the records, and in the head of the file the time that they cover. */
    public static <T extends SpecificRecordBase> void write(
            Path path, Schema schema, Collection<T> records, Optional<Span> span) throws IOException {
        byte[] sync = new byte[SYNC_BYTES];
        byte[] name = schema.getName().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        System.arraycopy(name, 0, sync, 0, Math.min(name.length, SYNC_BYTES));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path));
                DataFileWriter<T> writer =
                        new DataFileWriter<>(new SpecificDatumWriter<>(schema, SpecificData.getForSchema(schema)))) {
            writer.setCodec(CodecFactory.deflateCodec(LEVEL));
            span.ifPresent(covered -> {
                writer.setMeta(START, Times.iso(covered.startMicros()));
                writer.setMeta(END, Times.iso(covered.endMicros()));
                if (!covered.absences().isEmpty()) {
                    writer.setMeta(ABSENCES, text(covered.absences()));
                }
            });
            writer.create(schema, out, sync);
            for (T event : records) {
                writer.append(event);
            }
        }
    }

    /** The time that the file says it covers; empty where it says nothing. */
    public static Optional<Span> span(Path path) {
        try (DataFileStream<Object> stream =
                new DataFileStream<>(new BufferedInputStream(InputFiles.open(path)), new GenericDatumReader<>())) {
            String start = stream.getMetaString(START);
            String end = stream.getMetaString(END);
            return start == null || end == null
                    ? Optional.empty()
                    : Optional.of(
                            new Span(Times.parse(start), Times.parse(end), absences(stream.getMetaString(ABSENCES))));
        } catch (AvroRuntimeException | IOException | IllegalArgumentException e) {
            // The reader of the records meets the same error and names it.
            return Optional.empty();
        }
    }

    private static String text(List<Absence> absences) {
        return absences.stream()
                .map(a -> a.siteId() + " " + Times.iso(a.fromMicros()) + " " + Times.iso(a.toMicros()))
                .collect(Collectors.joining("\n"));
    }

    private static List<Absence> absences(@Nullable String text) {
        List<Absence> absences = new ArrayList<>();
        for (String line : text == null ? List.<String>of() : text.lines().toList()) {
            String[] words = line.split(" ", -1);
            if (words.length != 3) {
                throw new IllegalArgumentException("'" + line + "' is no absence of a site");
            }
            absences.add(new Absence(words[0], Times.parse(words[1]), Times.parse(words[2])));
        }
        return List.copyOf(absences);
    }

    /** Reads records of any of our schemas; a file cut short gives what stands before the cut, and a problem. */
    public static ReadResult<SpecificRecordBase> read(Path path) {
        return InputFiles.read(path, EventFile::read);
    }

    private static List<SpecificRecordBase> read(InputStream content, Problems problems) throws IOException {
        List<SpecificRecordBase> records = new ArrayList<>();
        byte[] all = content.readAllBytes();
        int whole = wholeBlocks(all);
        String trouble = whole < all.length ? "the file is cut short here, or promises more than it holds" : "";
        SpecificDatumReader<SpecificRecordBase> datumReader = new SpecificDatumReader<>(SpecificData.get());
        try (DataFileStream<SpecificRecordBase> stream =
                new DataFileStream<>(new ByteArrayInputStream(all, 0, whole), datumReader)) {
            Schema own = ownSchema(stream.getSchema());
            datumReader.setExpected(own);
            while (stream.hasNext()) {
                records.add(stream.next());
            }
        } catch (AvroRuntimeException | IOException e) {
            trouble = trouble.isEmpty() ? "cannot be read (" + e.getMessage() + ")" : trouble;
        }
        if (!trouble.isEmpty()) {
            problems.error(
                    0,
                    "record " + (records.size() + 1),
                    trouble + "; the " + records.size() + " records before it are used");
        }
        return records;
    }

    /**
     * Number of bytes up to the end of the last whole block: its number of records, its number of bytes, so many bytes, and the mark that ends the head. Avro's
     * reader itself takes half a block for the end of the file, or fails in its midst, as the cut falls; and it makes room for as many bytes as a
     * block promises before it looks whether they are there.
     */
    private static int wholeBlocks(byte[] all) {
        if (all.length <= MAGIC.length) {
            return all.length;
        }
        byte[] mark = new byte[SYNC_BYTES];
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(all, MAGIC.length, all.length - MAGIC.length, null);
        int end = MAGIC.length;
        try {
            for (long entries = decoder.readMapStart(); entries != 0; entries = decoder.mapNext()) {
                for (long i = 0; i < entries; i++) {
                    decoder.skipString();
                    decoder.skipBytes();
                }
            }
            decoder.readFixed(mark);
            end = position(all, decoder);
            while (!decoder.isEnd()) {
                long records = decoder.readLong();
                long bytes = decoder.readLong();
                int from = position(all, decoder);
                if (records < 0 || bytes < 0 || bytes > all.length - from - SYNC_BYTES) {
                    return end;
                }
                int until = from + (int) bytes;
                if (!Arrays.equals(all, until, until + SYNC_BYTES, mark, 0, SYNC_BYTES)) {
                    return end;
                }
                decoder.skipFixed((int) bytes + SYNC_BYTES);
                end = until + SYNC_BYTES;
            }
        } catch (AvroRuntimeException | IOException e) {
            return end;
        }
        return end;
    }

    private static int position(byte[] all, BinaryDecoder decoder) throws IOException {
        return all.length - decoder.inputStream().available();
    }

    private static Schema ownSchema(Schema written) {
        Class<?> known = SpecificData.get().getClass(written);
        if (known == null || !SpecificRecordBase.class.isAssignableFrom(known)) {
            throw new AvroRuntimeException("no schema of Greenzone: " + written.getFullName());
        }
        return SpecificData.get().getSchema(known);
    }
}
