package org.greenzone.formats.site;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.greenzone.astro.track.Site;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problems;
import org.greenzone.formats.UtcText;
import org.greenzone.formats.Values;
import org.greenzone.formats.json.JsonRecord;
import org.greenzone.formats.json.JsonRecords;

/**
 * Sites as JSON: {@code {"sites": [...]}} with degrees and metres in the names of the fields, or the instruments of
 * LeoLabs ({@code {"instruments": [...]}}: id, latitude, longitude, altitude, transmitFrequency).
 *
 * <p>Fields of a site: {@code id, latitudeDegrees, longitudeDegrees, altitudeMetres} (required), {@code aliases, name,
 * noise.{rangeMetres, rangeRateMetresPerSecond, azimuthDegrees, elevationDegrees}, bias.{the same, timeSeconds},
 * transmitFrequencyHertz, dopplerSign, fields[].{boresightAzimuthDegrees, halfWidthDegrees, minimumElevationDegrees},
 * maximumRangeMetres, calibration.{revision, known, biasSigma.{as bias}, noiseScale.{range, rangeRate, azimuth, elevation}}}
 * (see {@link Site.Calibration}; {@code known} is a UTC time).
 */
final class SiteJson {
    /** Stated errors of LeoLabs' public sample measurements: 15 m, 3 m/s; beam pointing 2 deg. */
    private static final Site.Noise LEOLABS = new Site.Noise(15.0, 3.0, Math.toRadians(2), Math.toRadians(2));

    private static final double HIGHEST_METRES = 10_000;

    private SiteJson() {}

    static List<Site> read(InputStream content, Problems problems) {
        List<Site> sites = new ArrayList<>();
        byte[] all;
        try {
            all = content.readNBytes(1 << 26);
        } catch (IOException e) {
            problems.error(0, "", InputFiles.reason(e));
            return sites;
        }
        boolean instruments = new String(all, StandardCharsets.UTF_8).contains("\"instruments\"");
        JsonRecords.read(new ByteArrayInputStream(all), instruments ? "instruments" : "sites", problems, record -> {
            String[] current = {""};
            try {
                sites.add(record.has("latitudeDegrees") ? own(record, current) : instrument(record, current));
            } catch (BadValueException e) {
                problems.error(record.lineOf(current[0]), current[0], e.getMessage() + "; the site is left out");
            }
        });
        return sites;
    }

    private static Site own(JsonRecord record, String[] current) throws BadValueException {
        Site.Noise generic = Site.Noise.GENERIC;
        return new Site(
                id(record, current),
                strings(record, "aliases"),
                record.text("name").orElse(""),
                Math.toRadians(required(record, "latitudeDegrees", -90, 90, current)),
                Math.toRadians(required(record, "longitudeDegrees", -360, 360, current)),
                required(record, "altitudeMetres", -1000, HIGHEST_METRES, current),
                new Site.Noise(
                        positive(record, "noise.rangeMetres", generic.rangeMetres(), current),
                        positive(record, "noise.rangeRateMetresPerSecond", generic.rangeRateMetresPerSecond(), current),
                        Math.toRadians(positive(
                                record, "noise.azimuthDegrees", Math.toDegrees(generic.azimuthRadians()), current)),
                        Math.toRadians(positive(
                                record,
                                "noise.elevationDegrees",
                                Math.toDegrees(generic.elevationRadians()),
                                current))),
                new Site.Bias(
                        optional(record, "bias.rangeMetres", 0, current),
                        optional(record, "bias.rangeRateMetresPerSecond", 0, current),
                        Math.toRadians(optional(record, "bias.azimuthDegrees", 0, current)),
                        Math.toRadians(optional(record, "bias.elevationDegrees", 0, current)),
                        optional(record, "bias.timeSeconds", 0, current)),
                optional(record, "transmitFrequencyHertz", Double.NaN, current),
                sign(record, current),
                fields(record, current),
                optional(record, "maximumRangeMetres", Double.NaN, current),
                calibration(record, current));
    }

    private static Site.Calibration calibration(JsonRecord record, String[] current) throws BadValueException {
        current[0] = "calibration.revision";
        if (!record.has(current[0])) {
            return Site.Calibration.NONE;
        }
        double revision = Values.number(record.requiredText(current[0]), 1, Integer.MAX_VALUE);
        current[0] = "calibration.known";
        long known = UtcText.micros(record.requiredText(current[0]));
        String sigma = "calibration.biasSigma.";
        String scale = "calibration.noiseScale.";
        return new Site.Calibration(
                Site.CalibrationOrigin.GIVEN,
                (int) revision,
                known,
                new Site.Bias(
                        notNegative(record, sigma + "rangeMetres", current),
                        notNegative(record, sigma + "rangeRateMetresPerSecond", current),
                        Math.toRadians(notNegative(record, sigma + "azimuthDegrees", current)),
                        Math.toRadians(notNegative(record, sigma + "elevationDegrees", current)),
                        notNegative(record, sigma + "timeSeconds", current)),
                new Site.NoiseScale(
                        positive(record, scale + "range", 1, current),
                        positive(record, scale + "rangeRate", 1, current),
                        positive(record, scale + "azimuth", 1, current),
                        positive(record, scale + "elevation", 1, current)));
    }

    private static double notNegative(JsonRecord record, String path, String[] current) throws BadValueException {
        double value = optional(record, path, 0, current);
        if (!(value >= 0)) {
            throw new BadValueException(value + " is negative; correct it");
        }
        return value;
    }

    private static Site instrument(JsonRecord record, String[] current) throws BadValueException {
        return new Site(
                id(record, current),
                List.of(),
                record.text("name").orElse(""),
                Math.toRadians(required(record, "latitude", -90, 90, current)),
                Math.toRadians(required(record, "longitude", -360, 360, current)),
                required(record, "altitude", -1000, HIGHEST_METRES, current),
                LEOLABS,
                Site.Bias.NONE,
                optional(record, "transmitFrequency", Double.NaN, current),
                1,
                List.of(),
                Double.NaN);
    }

    private static String id(JsonRecord record, String[] current) throws BadValueException {
        current[0] = "id";
        return record.requiredText("id").strip().toLowerCase(Locale.ROOT);
    }

    private static int sign(JsonRecord record, String[] current) throws BadValueException {
        double sign = optional(record, "dopplerSign", 1, current);
        if (sign != 1 && sign != -1) {
            throw new BadValueException("must be 1 (positive is receding) or -1 (approaching)");
        }
        return (int) sign;
    }

    private static List<Site.FieldOfView> fields(JsonRecord record, String[] current) throws BadValueException {
        List<Site.FieldOfView> fields = new ArrayList<>();
        String path = "fields[0].";
        while (record.has(path + "boresightAzimuthDegrees")) {
            fields.add(new Site.FieldOfView(
                    Math.toRadians(required(record, path + "boresightAzimuthDegrees", -360, 360, current)),
                    Math.toRadians(required(record, path + "halfWidthDegrees", 0, 90, current)),
                    Math.toRadians(required(record, path + "minimumElevationDegrees", -5, 90, current))));
            path = "fields[" + fields.size() + "].";
        }
        return List.copyOf(fields);
    }

    private static List<String> strings(JsonRecord record, String name) {
        List<String> strings = new ArrayList<>();
        while (record.has(name + "[" + strings.size() + "]")) {
            strings.add(record.text(name + "[" + strings.size() + "]").orElse(""));
        }
        return List.copyOf(strings);
    }

    private static double required(JsonRecord record, String path, double least, double greatest, String[] current)
            throws BadValueException {
        current[0] = path;
        return Values.number(record.requiredText(path), least, greatest);
    }

    private static double optional(JsonRecord record, String path, double otherwise, String[] current)
            throws BadValueException {
        current[0] = path;
        return record.has(path) ? record.number(path) : otherwise;
    }

    private static double positive(JsonRecord record, String path, double otherwise, String[] current)
            throws BadValueException {
        double value = optional(record, path, otherwise, current);
        if (!(value > 0)) {
            throw new BadValueException(value + " is not positive; correct it");
        }
        return value;
    }
}
