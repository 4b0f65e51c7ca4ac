package org.greenzone.pipeline.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;
import org.greenzone.schemas.RejectionReason;

/**
 * The schemas that records may have been written with, by fingerprint: those of today, those of the past, and those of a later version that an operator allows, so that producers may
 * be upgraded before this program. A record of any other schema is refused, and so is one of a schema from which ours cannot be read.
 */
final class WriterSchemas {
    /** Names a folder of schemas ({@code *.avsc}, each whole in itself) that are allowed besides; of the process, or else its environment. */
    static final String FOLDER_PROPERTY = "greenzone.schemas";

    private static final String FOLDER_VARIABLE = "GREENZONE_SCHEMAS";
    private static final long MAXIMUM_FILE_BYTES = 1 << 20;

    /** What is known of the schema of a writer. */
    sealed interface Found permits Readable, Refused {}

    /** A record of the schema is read as one of ours: fields that it lacks get their defaults, fields that we lack are passed over. */
    record Readable(Schema writer, Schema reader) implements Found {}

    /** Why a record is not read. */
    record Refused(RejectionReason reason, String detail) implements Found {}

    private final Map<Long, Found> byFingerprint;

    private WriterSchemas(Map<Long, Found> byFingerprint) {
        this.byFingerprint = Map.copyOf(byFingerprint);
    }

    /**
     * @param current ours, of which no two have one fingerprint
     * @param others of the past or of later versions
     */
    static WriterSchemas of(Collection<Schema> current, Collection<Schema> others) {
        Map<Long, Found> map = new LinkedHashMap<>();
        for (Schema schema : current) {
            Found other = map.put(SchemaNormalization.parsingFingerprint64(schema), new Readable(schema, schema));
            if (other != null) {
                throw new AvroRuntimeException("two schemas of one fingerprint: " + other + ", " + schema.getName());
            }
        }
        for (Schema writer : others) {
            map.putIfAbsent(SchemaNormalization.parsingFingerprint64(writer), judge(writer, current));
        }
        return new WriterSchemas(map);
    }

    private static Found judge(Schema writer, Collection<Schema> current) {
        Optional<Schema> reader = current.stream()
                .filter(schema -> schema.getFullName().equals(writer.getFullName()))
                .findFirst();
        if (reader.isEmpty()) {
            return new Refused(RejectionReason.UNKNOWN_SCHEMA, writer.getFullName() + " is no schema of Greenzone");
        }
        SchemaCompatibility.SchemaPairCompatibility pair =
                SchemaCompatibility.checkReaderWriterCompatibility(reader.get(), writer);
        if (pair.getType() == SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE) {
            return new Readable(writer, reader.get());
        }
        List<String> why = pair.getResult().getIncompatibilities().stream()
                .map(one -> one.getType() + " at " + one.getLocation() + ": " + one.getMessage())
                .toList();
        return new Refused(
                RejectionReason.UNKNOWN_SCHEMA,
                "this schema of " + writer.getName() + " is not compatible with ours: " + String.join("; ", why));
    }

    /** The schemas in the folder that the operator names; none where he names none. */
    static List<Schema> allowedByOperator() {
        String folder = System.getProperty(FOLDER_PROPERTY, System.getenv().getOrDefault(FOLDER_VARIABLE, ""));
        return folder.isEmpty() ? List.of() : in(Path.of(folder));
    }

    /** The schemas in a folder. A folder that is named and cannot be read is a mistake that must not pass unseen. */
    static List<Schema> in(Path folder) {
        List<Schema> schemas = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".avsc")).sorted().toList()) {
                if (Files.size(file) > MAXIMUM_FILE_BYTES) {
                    throw new IllegalArgumentException(
                            file + ": longer than " + MAXIMUM_FILE_BYTES + " bytes; is it a schema?");
                }
                schemas.add(parse(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("schemas in " + folder + " (" + FOLDER_PROPERTY + ") cannot be read", e);
        }
        return schemas;
    }

    private static Schema parse(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return new Schema.Parser().parse(content);
        } catch (AvroRuntimeException e) {
            throw new IllegalArgumentException(file + ": no schema of Avro (" + e.getMessage() + ")", e);
        }
    }

    /** What is known of a fingerprint. */
    Found find(long fingerprint) {
        Found found = byFingerprint.get(fingerprint);
        return found != null
                ? found
                : new Refused(
                        RejectionReason.UNKNOWN_SCHEMA,
                        "schema fingerprint " + Long.toHexString(fingerprint)
                                + " is not one of Greenzone's; a later version is allowed by -D" + FOLDER_PROPERTY
                                + "=FOLDER with its schema");
    }
}
