package org.greenzone.formats.cdm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problems;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.TextLines;
import org.greenzone.formats.Values;

/**
 * Tables of hard-body radii as CSV with a line of names: {@code ObjectID} and {@code HBR} in metres, optionally {@code HBRSigma} in metres and
 * {@code HBRSource}; other columns are passed over. That is the form of NASA CARA's estimates of size and mass, and an owner's table
 * needs no more than the first two. Lines without a radius (CARA's of DISCOS objects) say nothing and are passed over.
 */
public final class HardBodyReader {
    private static final double LARGEST_METRES = 1e4;

    private HardBodyReader() {}

    public static ReadResult<HardBodyRadii.Entry> read(Path path) {
        return InputFiles.read(path, HardBodyReader::read);
    }

    /** Reads uncompressed content. */
    public static List<HardBodyRadii.Entry> read(InputStream content, Problems problems) throws IOException {
        List<HardBodyRadii.Entry> entries = new ArrayList<>();
        TextLines lines = new TextLines(content, problems);
        String head = lines.next();
        List<String> names =
                head == null ? List.of() : Arrays.asList(head.strip().split("\\s*,\\s*"));
        int id = names.indexOf("ObjectID");
        int radius = names.indexOf("HBR");
        if (id < 0 || radius < 0) {
            problems.error(1, "", "is no table of hard-body radii: its first line names no columns ObjectID and HBR");
            return entries;
        }
        int sigma = names.indexOf("HBRSigma");
        int source = names.indexOf("HBRSource");
        for (String line = lines.next(); line != null; line = lines.next()) {
            String[] cells = line.split(",", -1);
            if (cell(cells, radius).isEmpty()) {
                continue;
            }
            try {
                if (cell(cells, id).isEmpty()) {
                    throw new BadValueException("is missing");
                }
                double metres = Values.number(cell(cells, radius), 0, LARGEST_METRES);
                String stated = cell(cells, sigma);
                double sigmaMetres = stated.isEmpty() ? 0 : Values.number(stated, 0, LARGEST_METRES);
                if (!(metres > 0)) {
                    throw new BadValueException("is not above 0");
                }
                String from = cell(cells, source);
                entries.add(new HardBodyRadii.Entry(
                        cell(cells, id),
                        new HardBodyRadii.Radius(metres, sigmaMetres, from.isEmpty() ? "owner" : from)));
            } catch (BadValueException e) {
                problems.error(lines.number(), "HBR", e.getMessage() + "; the line is left out");
            }
        }
        return entries;
    }

    private static String cell(String[] cells, int at) {
        return at < 0 || at >= cells.length ? "" : cells[at].strip();
    }
}
