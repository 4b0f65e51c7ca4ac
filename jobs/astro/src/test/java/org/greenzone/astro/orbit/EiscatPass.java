package org.greenzone.astro.orbit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.testkit.SharedData;

/** The real pass of Envisat over EISCAT UHF on 2016-09-06, and the element sets around it. */
public final class EiscatPass {
    private static final double LIGHT = 299_792_458;
    private static final String FOLDER = "eiscat-envisat/";

    private EiscatPass() {}

    public static Site site() {
        return new Site(
                "eiscat-uhf",
                List.of("EISCAT_UHF_TROMSO"),
                "EISCAT UHF Tromso",
                Math.toRadians(69.58649229),
                Math.toRadians(19.22592538),
                85.554,
                new Site.Noise(15, 22, Math.toRadians(1), Math.toRadians(1)),
                Site.Bias.NONE,
                929.6e6,
                -1,
                List.of(),
                Double.NaN);
    }

    /** Ranges and, where wanted, Dopplers; the time of transmission moved to the bounce. */
    public static Track track(boolean withDoppler) {
        try {
            List<Measurement> measurements = new ArrayList<>();
            for (String line : Files.readAllLines(SharedData.require(FOLDER + "2002-009A-2016-09-06_08-27-08.tdm"))) {
                String[] parts = line.trim().split("\\s+");
                if (parts.length == 4 && parts[0].equals("RANGE")) {
                    double flight = Double.parseDouble(parts[3]);
                    measurements.add(Measurement.at(micros(parts[2]) + Math.round(1e6 * flight / 2))
                            .withRange(LIGHT * flight / 2, Double.NaN));
                } else if (withDoppler && parts.length == 4 && parts[0].equals("DOPPLER_INSTANTANEOUS")) {
                    int last = measurements.size() - 1;
                    measurements.set(
                            last,
                            measurements.get(last).withRangeRate(-1000 * Double.parseDouble(parts[3]), Double.NaN));
                }
            }
            return Track.of("eiscat-uhf", "eiscat-uhf", "EISCAT", "", List.of(), measurements);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long micros(String utc) {
        LocalDateTime time = LocalDateTime.parse(utc);
        return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000L + time.getNano() / 1000;
    }

    /** The element set of Envisat whose epoch has this text. */
    public static ElementSet elementSet(String epoch) {
        try {
            List<String> lines = Files.readAllLines(SharedData.require(FOLDER + "envisat.tle"));
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith("1") && lines.get(i).contains(epoch)) {
                    return parse(lines.get(i), lines.get(i + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalArgumentException("no set of " + epoch);
    }

    /** Minimal reading of two lines. */
    public static ElementSet parse(String one, String two) {
        int year = 2000 + Integer.parseInt(one.substring(18, 20));
        double day = Double.parseDouble(one.substring(20, 32).trim());
        long start = LocalDateTime.of(year, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
        long epoch = start * 1_000_000L + Math.round((day - 1) * 86_400e6);
        String b = one.substring(53, 61);
        double bStar = Double.parseDouble(b.substring(0, 1).trim() + "0."
                + b.substring(1, 6).trim() + "e" + b.substring(6).trim());
        double turn = 2 * Math.PI;
        return new ElementSet(
                one.substring(2, 7).trim(),
                "",
                "",
                epoch,
                Double.parseDouble(two.substring(52, 63).trim()) * turn / 86_400,
                2 * Double.parseDouble(one.substring(33, 43).trim()) * turn / (86_400.0 * 86_400.0),
                0,
                Double.parseDouble("0." + two.substring(26, 33).trim()),
                Math.toRadians(Double.parseDouble(two.substring(8, 16).trim())),
                Math.toRadians(Double.parseDouble(two.substring(17, 25).trim())),
                Math.toRadians(Double.parseDouble(two.substring(34, 42).trim())),
                Math.toRadians(Double.parseDouble(two.substring(43, 51).trim())),
                bStar,
                0,
                0,
                0);
    }
}
