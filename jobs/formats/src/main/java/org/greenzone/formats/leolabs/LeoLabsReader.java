package org.greenzone.formats.leolabs;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problems;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.UtcText;
import org.greenzone.formats.Values;
import org.greenzone.formats.json.JsonRecord;
import org.greenzone.formats.json.JsonRecords;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.formats.tdm.TdmOptions;

/**
 * Measurements of LeoLabs (JSON) to tracks: one for each pass of an object over an instrument ({@code targetPass};
 * without it, what lies between pauses of ten minutes). A measurement that comes twice (same {@code id}) counts once.
 *
 * <p>{@code corrected} values are used where they are given, else {@code values}. {@code measuredAt} is the instant of the
 * bounce, UTC without zone; without it the middle of {@code transmittedAt} and {@code receivedAt} is taken. Azimuth and
 * elevation (degrees) are the pointing of the beam and get the noise of the site; the sign of the Doppler is that of the
 * site.
 */
public final class LeoLabsReader {
    private static final String PUBLISHER = "LeoLabs";
    private static final double LARGEST_RANGE_METRES = 1e9;
    private static final double LARGEST_DOPPLER = 20_000;

    /** As for the segments of a tracking data message. */
    private static final long SPLIT_GAP_MICROS = Math.round(TdmOptions.DEFAULT.splitGapSeconds() * 1e6);

    private final SiteCatalogue sites;

    public LeoLabsReader(SiteCatalogue sites) {
        this.sites = sites;
    }

    /** What belongs into one track; LeoLabs' own number tells objects apart that have no NORAD number. */
    private record Pass(String siteId, String targetPass, String objectId, String ownNumber)
            implements Comparable<Pass> {
        private static final Comparator<Pass> ORDER = Comparator.comparing(Pass::siteId)
                .thenComparing(Pass::targetPass)
                .thenComparing(Pass::objectId)
                .thenComparing(Pass::ownNumber);

        @Override
        public int compareTo(Pass other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class Collected {
        private final List<Measurement> measurements = new ArrayList<>();
        private final Set<String> corrections = new TreeSet<>();
        private final Set<String> measurementIds = new TreeSet<>();
    }

    public ReadResult<Track> read(Path path) {
        return InputFiles.read(path, this::read);
    }

    /** Reads uncompressed content; the tracks are in the order of site and pass. */
    public List<Track> read(InputStream content, Problems problems) {
        TreeMap<Pass, Collected> passes = new TreeMap<>();
        Set<String> unknownSites = new TreeSet<>();
        JsonRecords.read(content, "measurements", problems, record -> {
            String[] current = {""};
            try {
                measurement(record, current, passes, unknownSites, problems);
            } catch (BadValueException e) {
                String message = String.valueOf(e.getMessage());
                problems.error(record.lineOf(current[0]), current[0], message + "; the measurement is left out");
            }
        });
        List<Track> tracks = new ArrayList<>();
        passes.forEach((pass, collected) -> {
            collected.measurements.sort(
                    Comparator.comparingLong(Measurement::timeMicros).thenComparingDouble(Measurement::rangeMetres));
            runs(pass, collected.measurements)
                    .forEach(run -> tracks.add(Track.of(
                            pass.siteId(),
                            pass.siteId(),
                            PUBLISHER,
                            pass.objectId(),
                            List.copyOf(collected.corrections),
                            List.copyOf(run))));
        });
        return tracks;
    }

    /** The measurements of a pass; where none is named, those between longer pauses. */
    private static List<List<Measurement>> runs(Pass pass, List<Measurement> measurements) {
        if (!pass.targetPass().isEmpty()) {
            return List.of(measurements);
        }
        List<List<Measurement>> runs = new ArrayList<>();
        long last = Long.MIN_VALUE / 2;
        for (Measurement measurement : measurements) {
            if (runs.isEmpty() || measurement.timeMicros() - last > SPLIT_GAP_MICROS) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(measurement);
            last = measurement.timeMicros();
        }
        return runs;
    }

    private void measurement(
            JsonRecord record,
            String[] current,
            TreeMap<Pass, Collected> passes,
            Set<String> unknownSites,
            Problems problems)
            throws BadValueException {
        current[0] = "instrument";
        String instrument = record.requiredText("instrument").strip();
        Optional<Site> site = sites.find(instrument);
        if (site.isEmpty() && unknownSites.add(instrument)) {
            problems.note(
                    record.lineOf("instrument"),
                    "instrument",
                    "site '" + Values.shown(instrument)
                            + "' is not in the catalogue of sites; add it with --sites, else its tracks are rejected");
        }
        String siteId = site.map(Site::siteId).orElse(instrument.toLowerCase(Locale.ROOT));
        int dopplerSign = site.map(Site::dopplerSign).orElse(1);
        long micros = bounce(record, current);
        Measurement measurement = Measurement.at(micros);
        double range = value(record, "range", LARGEST_RANGE_METRES, current);
        if (range <= 0) {
            throw new BadValueException("range of " + range + " m is not positive");
        }
        measurement = measurement.withRange(range, sigma(record, "rangeError", range, current));
        double doppler = value(record, "doppler", LARGEST_DOPPLER, current);
        measurement = measurement.withRangeRate(dopplerSign * doppler, sigma(record, "dopplerError", doppler, current));
        double azimuth = value(record, "azimuth", 360, current);
        double elevation = value(record, "elevation", 90, current);
        if (!Double.isNaN(azimuth) && !Double.isNaN(elevation)) {
            double turn = azimuth < 0 ? azimuth + 360 : azimuth;
            measurement = measurement.withAzimuthElevation(
                    Math.toRadians(turn),
                    site.map(s -> s.noise().azimuthRadians()).orElse(Double.NaN),
                    Math.toRadians(elevation),
                    site.map(s -> s.noise().elevationRadians()).orElse(Double.NaN));
        }
        current[0] = "snr";
        double snr = record.number("snr");
        double rcs = value(record, "rcs", Double.MAX_VALUE, current);
        measurement = measurement.withSignal(snr, rcs);
        if (!measurement.hasRange() && !measurement.hasRangeRate() && !measurement.hasAzimuthElevation()) {
            current[0] = "corrected";
            throw new BadValueException("neither range nor doppler nor angles");
        }
        String norad = record.text("noradCatalogNumber").map(String::strip).orElse("");
        String own = record.text("catalogNumber").map(String::strip).orElse("");
        Pass pass = new Pass(siteId, record.text("targetPass").orElse(""), norad, norad.isEmpty() ? own : "");
        Collected collected = passes.computeIfAbsent(pass, k -> new Collected());
        Optional<String> id = record.text("id");
        if (id.isPresent() && !collected.measurementIds.add(id.get())) {
            problems.note(record.lineOf("id"), "id", "a second measurement " + Values.shown(id.get()) + "; not used");
            return;
        }
        collected.measurements.add(measurement);
        if (corrected(record)) {
            corrections(record, collected.corrections);
        }
    }

    private static long bounce(JsonRecord record, String[] current) throws BadValueException {
        if (record.has("measuredAt")) {
            current[0] = "measuredAt";
            return UtcText.micros(record.requiredText("measuredAt"));
        }
        current[0] = "transmittedAt";
        long transmitted = UtcText.nanos(record.requiredText("transmittedAt"));
        current[0] = "receivedAt";
        long received = UtcText.nanos(record.requiredText("receivedAt"));
        return UtcText.nanosToMicros(transmitted + (received - transmitted) / 2);
    }

    private static boolean corrected(JsonRecord record) {
        return record.has("corrected.range") || record.has("corrected.doppler");
    }

    /** The corrected value, or the raw one where the object has no corrected values; NaN where neither is there. */
    private static double value(JsonRecord record, String name, double largest, String[] current)
            throws BadValueException {
        current[0] = (record.has("corrected." + name) ? "corrected." : "values.") + name;
        double value = record.number(current[0]);
        if (Math.abs(value) > largest) {
            throw new BadValueException(value + " is not plausible");
        }
        return value;
    }

    private static double sigma(JsonRecord record, String name, double of, String[] current) throws BadValueException {
        if (Double.isNaN(of)) {
            return Double.NaN;
        }
        double sigma = value(record, name, LARGEST_RANGE_METRES, current);
        return sigma > 0 ? sigma : Double.NaN;
    }

    private static void corrections(JsonRecord record, Set<String> names) {
        for (int i = 0; record.has("corrections[" + i + "].type"); i++) {
            String type = record.text("corrections[" + i + "].type").orElse("").toLowerCase(Locale.ROOT);
            names.add(
                    switch (type) {
                        case "ionospheric", "ionosphere" -> Track.IONOSPHERE;
                        case "tropospheric", "troposphere" -> Track.TROPOSPHERE;
                        default -> type.replace('_', '-');
                    });
        }
    }
}
