package org.greenzone.formats.gp;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.formats.Problems;
import org.greenzone.formats.TextLines;
import org.greenzone.formats.json.JsonRecords;
import org.greenzone.formats.ndm.NdmEntries;
import org.greenzone.formats.ndm.NdmEntry;

/**
 * Orbit mean-elements messages: KVN and XML (one or many in a file), JSON and CSV with the column names of CelesTrak and
 * Space-Track. A set with a bad field is left out, the others are kept.
 */
public final class OmmReader {
    private static final CSVFormat CSV = CSVFormat.RFC4180;

    private OmmReader() {}

    /** KVN or XML. */
    public static List<ElementSet> readNdm(InputStream content, Problems problems) throws IOException {
        List<ElementSet> sets = new ArrayList<>();
        OmmFields[] current = {new OmmFields(1)};
        NdmEntries.read(content, problems, entry -> {
            boolean begins = entry.keyword().equals("CCSDS_OMM_VERS")
                    || entry.keyword().equals("OBJECT_NAME") && current[0].has("OBJECT_NAME");
            if (begins) {
                flush(current[0], sets, problems);
                current[0] = new OmmFields(entry.line());
            }
            if (entry.kind() == NdmEntry.Kind.ENTRY && !entry.isComment()) {
                current[0].put(entry.keyword(), entry.line(), entry.value());
            } else if (entry.kind() == NdmEntry.Kind.LINE) {
                NdmEntries.refuseLine(entry, problems);
            }
        });
        flush(current[0], sets, problems);
        return sets;
    }

    private static void flush(OmmFields fields, List<ElementSet> sets, Problems problems) {
        if (fields.has("OBJECT_NAME") || fields.has("EPOCH") || fields.has("MEAN_MOTION")) {
            fields.addTo(sets, problems);
        }
    }

    /** JSON: a list of objects, or one object. */
    public static List<ElementSet> readJson(InputStream content, Problems problems) {
        List<ElementSet> sets = new ArrayList<>();
        JsonRecords.read(content, "", problems, object -> {
            OmmFields fields = new OmmFields(object.line());
            object.fields()
                    .forEach((name, value) -> fields.put(name.toUpperCase(Locale.ROOT), value.line(), value.text()));
            fields.addTo(sets, problems);
        });
        return sets;
    }

    /** CSV with a header line. */
    public static List<ElementSet> readCsv(InputStream content, Problems problems) throws IOException {
        List<ElementSet> sets = new ArrayList<>();
        TextLines lines = new TextLines(content, problems);
        String header = lines.next();
        if (header == null) {
            problems.error(1, "", "the file is empty");
            return sets;
        }
        List<String> columns = cells(header, 1, problems).stream()
                .map(name -> name.strip().toUpperCase(Locale.ROOT))
                .toList();
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.isBlank()) {
                continue;
            }
            int number = lines.number();
            List<String> cells = cells(line, number, problems);
            if (cells.isEmpty()) {
                continue;
            }
            if (cells.size() != columns.size()) {
                problems.error(
                        number, "", cells.size() + " values under " + columns.size() + " columns; the set is left out");
                continue;
            }
            OmmFields fields = new OmmFields(number);
            for (int i = 0; i < columns.size(); i++) {
                fields.put(columns.get(i), number, cells.get(i));
            }
            fields.addTo(sets, problems);
        }
        return sets;
    }

    private static List<String> cells(String line, int number, Problems problems) throws IOException {
        if (line.indexOf('"') < 0) {
            return List.of(line.split(",", -1));
        }
        try (CSVParser parser = CSV.parse(new StringReader(line))) {
            List<String> cells = new ArrayList<>();
            for (CSVRecord row : parser) {
                row.forEach(cells::add);
            }
            return cells;
        } catch (IOException | UncheckedIOException e) {
            problems.error(number, "", "quotes are not closed; the line is left out");
            return List.of();
        }
    }
}
