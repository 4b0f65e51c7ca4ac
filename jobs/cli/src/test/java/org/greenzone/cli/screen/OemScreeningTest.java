package org.greenzone.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.catalogue.Sgp4Ephemeris;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.cli.Run;
import org.greenzone.cli.Times;
import org.greenzone.formats.EphemerisFiles;
import org.greenzone.formats.gp.GpFiles;
import org.greenzone.formats.oem.OemEphemeris;
import org.greenzone.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ephemeris of the station of February 2022 for three days against objects of its heights, held against a scan of all distances. */
class OemScreeningTest {
    private static final int OBJECTS = 40;
    private static final double DAYS = 3;
    private static final double STEP_SECONDS = 20;
    private static final double MISS_METRES = 100e3;
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();

    @TempDir
    private Path folder;

    private record Approach(String objectId, long micros, double metres) {}

    @Test
    void approachesOfThreeDaysAreThoseOfAScanOfAllDistances() throws Exception {
        Path oem = SharedData.require("iss-oem/ISS.OEM_J2K_EPH_2022-02-11_2022-02-26.xml.gz");
        List<ElementSet> sets = crossing(GpFiles.read(SharedData.require("catalogue/full_catalog_20240705.tle.gz"))
                .records());
        StringBuilder lines = new StringBuilder();
        List<String> all = tle(SharedData.require("catalogue/full_catalog_20240705.tle.gz"));
        for (int i = 0; i + 1 < all.size(); i++) {
            String line = all.get(i);
            if (line.startsWith("1 ")
                    && sets.stream().anyMatch(set -> set.objectId().equals(number(line)))) {
                lines.append(line).append('\n').append(all.get(i + 1)).append('\n');
            }
        }
        Path catalogue = Files.writeString(folder.resolve("some.tle"), lines);
        Run run = Run.of(
                "screen",
                "--catalogue",
                catalogue,
                "--ephemeris",
                oem,
                "--from",
                "2022-02-13T00:00:00Z",
                "--days",
                Double.toString(DAYS),
                "--miss-km",
                Double.toString(MISS_METRES / 1e3),
                "--no-probability",
                "--format",
                "jsonl");
        assertThat(run.exitCode()).isZero();
        List<Approach> found = new ArrayList<>();
        for (String line : run.outLines()) {
            JsonNode json = new ObjectMapper().readTree(line);
            found.add(new Approach(
                    json.get("secondaryId").asText(),
                    Times.parse(json.get("tca").asText()),
                    json.get("missDistanceMetres").asDouble()));
        }
        List<Approach> scanned = scan(oem, sets);
        found.sort(Comparator.comparing(Approach::objectId).thenComparing(Approach::micros));
        scanned.sort(Comparator.comparing(Approach::objectId).thenComparing(Approach::micros));
        assertThat(scanned).hasSizeGreaterThan(5);
        assertThat(found)
                .extracting(Approach::objectId)
                .isEqualTo(scanned.stream().map(Approach::objectId).toList());
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).micros()).isCloseTo(scanned.get(i).micros(), within(5_000L));
            assertThat(found.get(i).metres()).isCloseTo(scanned.get(i).metres(), within(10.0));
        }
    }

    private static List<String> tle(Path file) throws Exception {
        try (var content = new java.util.zip.GZIPInputStream(Files.newInputStream(file))) {
            return new String(content.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
    }

    private static String number(String line) {
        return line.substring(2, 7).replaceFirst("^[ 0]+", "");
    }

    /** Some of the objects that cross the height of the station and have an orbit then, in the order of their numbers. */
    private static List<ElementSet> crossing(List<ElementSet> sets) {
        List<ElementSet> shuffled = new ArrayList<>(sets);
        Collections.shuffle(shuffled, new Random(25544));
        long from = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2022-02-13T00:00:00Z"));
        double[] state = new double[6];
        List<ElementSet> crossing = new ArrayList<>();
        for (ElementSet set : shuffled) {
            double axis = Math.cbrt(3.986004418e14 / Math.pow(set.meanMotionRadiansPerSecond(), 2));
            boolean crosses = axis * (1 - set.eccentricity()) < 6_378_137 + 430e3
                    && axis * (1 + set.eccentricity()) > 6_378_137 + 410e3
                    && set.eccentricity() < 0.05;
            if (crosses
                    && !set.objectId().equals("25544")
                    && crossing.size() < OBJECTS
                    && new Sgp4Ephemeris(PHYSICS, set).stateGcrf(from + Math.round(DAYS * 86_400e6), state)
                    && new Sgp4Ephemeris(PHYSICS, set).stateGcrf(from, state)) {
                crossing.add(set);
            }
        }
        return crossing;
    }

    private static List<Approach> scan(Path oem, List<ElementSet> sets) {
        OemEphemeris ephemeris = new EphemerisFiles(PHYSICS).read(oem).records().get(0);
        long from = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2022-02-13T00:00:00Z"));
        int steps = (int) (DAYS * 86_400 / STEP_SECONDS);
        double[][] station = new double[steps + 1][];
        for (int k = 0; k <= steps; k++) {
            station[k] = interpolated(ephemeris, from + Math.round(k * STEP_SECONDS * 1e6));
        }
        List<Approach> found = new ArrayList<>();
        double[] state = new double[6];
        for (ElementSet set : sets) {
            Sgp4Ephemeris motion = new Sgp4Ephemeris(PHYSICS, set);
            double[] distance = new double[steps + 1];
            for (int k = 0; k <= steps; k++) {
                motion.stateGcrf(from + Math.round(k * STEP_SECONDS * 1e6), state);
                distance[k] = apart(station[k], state);
            }
            for (int k = 1; k < steps; k++) {
                if (distance[k] <= distance[k - 1] && distance[k] < distance[k + 1] && distance[k] < 500e3) {
                    found.addAll(refined(ephemeris, motion, set.objectId(), from, k));
                }
            }
        }
        return found;
    }

    /** Ternary search of the distance within a step to both sides. */
    private static List<Approach> refined(
            OemEphemeris ephemeris, Sgp4Ephemeris motion, String objectId, long from, int step) {
        double low = (step - 1) * STEP_SECONDS;
        double high = (step + 1) * STEP_SECONDS;
        double[] state = new double[6];
        while (high - low > 1e-4) {
            double one = low + (high - low) / 3;
            double two = high - (high - low) / 3;
            long first = from + Math.round(one * 1e6);
            long second = from + Math.round(two * 1e6);
            motion.stateGcrf(first, state);
            double a = apart(interpolated(ephemeris, first), state);
            motion.stateGcrf(second, state);
            if (a < apart(interpolated(ephemeris, second), state)) {
                high = two;
            } else {
                low = one;
            }
        }
        long at = from + Math.round(0.5e6 * (low + high));
        motion.stateGcrf(at, state);
        double metres = apart(interpolated(ephemeris, at), state);
        return metres <= MISS_METRES ? List.of(new Approach(objectId, at, metres)) : List.of();
    }

    private static double apart(double[] a, double[] b) {
        return Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
    }

    /** Lagrange's polynomial through the eight positions about an instant. */
    private static double[] interpolated(OemEphemeris ephemeris, long micros) {
        for (OemEphemeris.Segment segment : ephemeris.segments()) {
            long[] times = segment.micros();
            if (micros < segment.usableFromMicros() || micros > segment.usableToMicros()) {
                continue;
            }
            int after = java.util.Arrays.binarySearch(times, micros);
            after = after < 0 ? -after - 1 : after;
            int first = Math.max(0, Math.min(times.length - 8, after - 4));
            double[] place = new double[3];
            for (int j = first; j < first + 8; j++) {
                double weight = 1;
                for (int m = first; m < first + 8; m++) {
                    weight *= m == j ? 1 : (double) (micros - times[m]) / (times[j] - times[m]);
                }
                for (int i = 0; i < 3; i++) {
                    place[i] += weight * segment.statesGcrf()[j][i];
                }
            }
            return place;
        }
        throw new IllegalStateException("the ephemeris does not reach " + micros);
    }
}
