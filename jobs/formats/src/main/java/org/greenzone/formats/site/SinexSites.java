package org.greenzone.formats.site;

import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.greenzone.astro.track.Site;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.Problems;
import org.greenzone.formats.TextLines;
import org.greenzone.formats.Values;

/**
 * Sites out of SINEX 2 (IERS): blocks SITE/ID and SOLUTION/ESTIMATE with STAX, STAY, STAZ (m) and, where given, VELX,
 * VELY, VELZ (m/y), to geodetic coordinates on the WGS84 ellipsoid. Of several solutions of one point the last is taken.
 * The noise is {@link Site.Noise#GENERIC}, as SINEX says nothing of it.
 */
final class SinexSites {
    private static final double MICROS_PER_YEAR = 365.25 * 86_400e6;
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final double LARGEST_METRES = 1e7;

    /** Two-digit years above are of the last century (SINEX 2.02). */
    private static final int CENTURY_PIVOT = 50;

    private static final class Point {
        private final int line;
        private String name = "";
        private String domes = "";
        private String solution = "";
        private long referenceMicros;
        private final double[] position = {Double.NaN, Double.NaN, Double.NaN};
        private final double[] velocity = new double[3];

        private Point(int line) {
            this.line = line;
        }
    }

    private SinexSites() {}

    /** All points with coordinates, at the epoch, or at the reference epoch of each where none is given. */
    static List<Site> read(InputStream content, OptionalLong epochMicros, Problems problems) {
        Map<String, Point> points = new TreeMap<>();
        TextLines lines = new TextLines(content, problems);
        String block = "";
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.startsWith("+")) {
                block = line.substring(1).strip();
            } else if (line.startsWith("-")) {
                block = "";
            } else if (!line.startsWith("*") && !line.isBlank()) {
                if (block.equals("SITE/ID")) {
                    identify(line, lines.number(), points);
                } else if (block.equals("SOLUTION/ESTIMATE")) {
                    estimate(line, lines.number(), points, problems);
                }
            }
        }
        List<Site> sites = new ArrayList<>();
        points.forEach((id, point) -> {
            if (Double.isFinite(point.position[0] + point.position[1] + point.position[2])) {
                sites.add(site(id, point, epochMicros));
            }
        });
        if (sites.isEmpty()) {
            problems.error(0, "SOLUTION/ESTIMATE", "no STAX, STAY, STAZ of any site; give a SINEX of positions");
        }
        return sites;
    }

    private static String id(String code, String point) {
        String plain = code.strip().toLowerCase(Locale.ROOT);
        return point.strip().equalsIgnoreCase("A") || point.isBlank()
                ? plain
                : plain + "-" + point.strip().toLowerCase(Locale.ROOT);
    }

    private static void identify(String line, int number, Map<String, Point> points) {
        if (line.length() < 21) {
            return;
        }
        Point point = points.computeIfAbsent(id(line.substring(1, 5), line.substring(6, 8)), k -> new Point(number));
        point.domes = line.substring(9, 18).strip();
        point.name = line.substring(21, Math.min(43, line.length())).strip();
    }

    private static void estimate(String line, int number, Map<String, Point> points, Problems problems) {
        if (line.length() < 68) {
            problems.error(number, "", "shorter than an estimate of SINEX; the line is left out");
            return;
        }
        String type = line.substring(7, 13).strip();
        boolean isPosition = type.startsWith("STA") && type.length() == 4;
        boolean isVelocity = type.startsWith("VEL") && type.length() == 4;
        int axis = type.length() == 4 ? "XYZ".indexOf(type.charAt(3)) : -1;
        if (!isPosition && !isVelocity || axis < 0) {
            return;
        }
        Point point =
                points.computeIfAbsent(id(line.substring(14, 18), line.substring(19, 21)), k -> new Point(number));
        try {
            double value = Values.number(line.substring(47, 68), -LARGEST_METRES, LARGEST_METRES);
            if (isVelocity) {
                point.velocity[axis] = value;
                return;
            }
            String solution = line.substring(22, 26).strip();
            if (!solution.equals(point.solution)) {
                point.velocity[0] = 0;
                point.velocity[1] = 0;
                point.velocity[2] = 0;
                point.solution = solution;
            }
            point.position[axis] = value;
            point.referenceMicros = epoch(line.substring(27, 39));
        } catch (BadValueException e) {
            problems.error(number, type, e.getMessage() + "; the estimate is left out");
        }
    }

    private static long epoch(String text) throws BadValueException {
        String[] parts = text.strip().split(":", -1);
        if (parts.length != 3) {
            throw new BadValueException("'" + Values.shown(text) + "' is not an epoch yy:ddd:sssss");
        }
        int year = Values.whole(parts[0], 0, 9999);
        int full = year > 99 ? year : year > CENTURY_PIVOT ? 1900 + year : 2000 + year;
        int day = Values.whole(parts[1], 0, 366);
        int second = Values.whole(parts[2], 0, 86_400);
        return (LocalDate.of(full, 1, 1).toEpochDay() + Math.max(0, day - 1)) * DAY_MICROS + second * 1_000_000L;
    }

    private static Site site(String id, Point point, OptionalLong epochMicros) {
        double years =
                epochMicros.isPresent() ? (epochMicros.getAsLong() - point.referenceMicros) / MICROS_PER_YEAR : 0;
        double[] geodetic = Geodetic.fromEarthFixed(
                point.position[0] + years * point.velocity[0],
                point.position[1] + years * point.velocity[1],
                point.position[2] + years * point.velocity[2]);
        return new Site(
                id,
                point.domes.isEmpty() ? List.of() : List.of(point.domes),
                point.name,
                geodetic[0],
                geodetic[1],
                geodetic[2],
                Site.Noise.GENERIC,
                Site.Bias.NONE,
                Double.NaN,
                1,
                List.of(),
                Double.NaN);
    }
}
