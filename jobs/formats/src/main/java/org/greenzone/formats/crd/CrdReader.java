package org.greenzone.formats.crd;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.greenzone.astro.track.Track;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.FileFormat;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problems;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.TextLines;
import org.greenzone.formats.Values;
import org.greenzone.formats.laser.LaserFields;
import org.greenzone.formats.laser.LaserTarget;
import org.greenzone.formats.site.SiteCatalogue;
import org.jspecify.annotations.Nullable;

/**
 * Consolidated Laser Ranging Data of the ILRS, versions 1 and 2: full rate (record 10), normal points (11), angles (30),
 * weather (20); each pass a track. Site is the CDP pad, four digits. A bad record costs itself, a bad header its pass.
 *
 * <p>Range is half of the time of flight times c, at the bounce; nothing is screened. Not for one-way ranges and
 * transponders. Full rate and normal points of one pass are two tracks of the same light: give one of them.
 */
public final class CrdReader {
    private static final double NANOMETRES_PER_MICROMETRE = 1000;

    /** Records that are read over: comments, hardware, software, predictions, calibration, spectra, and the user's own. */
    private static final Pattern OTHER_RECORD = Pattern.compile("00|H[159]|C[1-7]|12|21|4[0-2]|60|9\\d");

    private final SiteCatalogue sites;

    public CrdReader(SiteCatalogue sites) {
        this.sites = sites;
    }

    public ReadResult<Track> read(Path path) {
        return InputFiles.read(path, this::read);
    }

    /** Reads uncompressed content; the tracks are in the order of the file. */
    public List<Track> read(InputStream content, Problems problems) {
        CrdTracks tracks = new CrdTracks(sites, problems);
        List<Track> read = passes(content, problems).stream().map(tracks::track).toList();
        tracks.finish();
        return read;
    }

    /** The passes as they were measured, with their weather and wavelengths. */
    public static List<CrdPass> passes(InputStream content, Problems problems) {
        Collector collector = new Collector(problems);
        TextLines lines = new TextLines(content, problems);
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                collector.accept(new LaserFields(lines.number(), line));
            }
        }
        return collector.finish();
    }

    /** Where in the file the reader stands. */
    private static final class Collector {
        private final Problems problems;
        private final List<CrdPass> passes = new ArrayList<>();
        private final Map<String, String> noradIds = new HashMap<>();
        private String stationName = "";
        private String padId = "";
        private LaserTarget target = new LaserTarget("", "", "");
        private Map<String, Double> wavelengths = new HashMap<>();
        private @Nullable CrdPassBuilder pass;
        /** The pass has been refused, or is over: its records say nothing more. */
        private boolean skipping;

        private boolean isCrd;

        private Collector(Problems problems) {
            this.problems = problems;
        }

        private void accept(LaserFields record) {
            try {
                switch (record.type()) {
                    case "H1" -> begin(record);
                    case "H2" -> station(record);
                    case "H3" -> {
                        close();
                        target = LaserTarget.of(record, 1, 2, 4);
                        if (!target.noradId().isEmpty() && !target.ilrsId().isEmpty()) {
                            noradIds.putIfAbsent(target.ilrsId(), target.noradId());
                        }
                    }
                    case "H4" -> session(record);
                    case "H8" -> close();
                    case "C0" ->
                        wavelengths.put(
                                record.text(3),
                                record.number(2, "wavelength", 100, 20_000) / NANOMETRES_PER_MICROMETRE);
                    default -> data(record);
                }
            } catch (BadValueException e) {
                boolean header = record.type().startsWith("H");
                String cost = header ? "; the pass is left out" : "; the record is left out";
                problems.error(record.line(), record.current(), e.getMessage() + cost);
                skipping |= header;
            }
        }

        private void begin(LaserFields record) throws BadValueException {
            close();
            skipping = false;
            isCrd |= record.text(1).equalsIgnoreCase("CRD");
        }

        private void station(LaserFields record) throws BadValueException {
            close();
            stationName = record.text(1);
            wavelengths = new HashMap<>();
            padId = "";
            padId = String.valueOf(record.whole(2, "CDP pad", 1000, 9999));
        }

        private void session(LaserFields record) throws BadValueException {
            close();
            if (padId.isEmpty()) {
                return;
            }
            skipping = false;
            pass = new CrdPassBuilder(record, stationName, padId, target, wavelengths, problems);
        }

        private void data(LaserFields record) throws BadValueException {
            String type = record.type();
            if (OTHER_RECORD.matcher(type).matches() || skipping) {
                return;
            }
            CrdPassBuilder open = pass;
            switch (type) {
                case "10", "11", "20", "30", "50" -> {
                    if (open == null) {
                        skipping = true;
                        throw new BadValueException("record " + type + " without the header H4 of a pass before it");
                    }
                    add(type, record, open);
                }
                default -> throw new BadValueException("'" + Values.shown(type) + "' is no record of CRD");
            }
        }

        private static void add(String type, LaserFields record, CrdPassBuilder open) throws BadValueException {
            switch (type) {
                case "10" -> open.fullRate(record);
                case "11" -> open.normalPoint(record);
                case "20" -> open.meteorology(record);
                case "30" -> open.pointing(record);
                default -> open.statistics(record);
            }
        }

        private void close() {
            if (pass != null) {
                Optional<CrdPass> built = pass.build();
                built.ifPresent(passes::add);
                pass = null;
            }
        }

        private List<CrdPass> finish() {
            close();
            if (!isCrd) {
                problems.error(0, "H1", FileFormat.UNKNOWN.refusal("no laser ranges", "give a CRD file"));
            }
            return passes.stream().map(this::named).toList();
        }

        /** Some stations leave the NORAD number out: that of another pass of the same satellite is taken. */
        private CrdPass named(CrdPass read) {
            String norad = noradIds.get(read.target().ilrsId());
            return norad == null || !read.target().noradId().isEmpty()
                    ? read
                    : read.withTarget(
                            new LaserTarget(read.target().name(), read.target().ilrsId(), norad));
        }
    }
}
