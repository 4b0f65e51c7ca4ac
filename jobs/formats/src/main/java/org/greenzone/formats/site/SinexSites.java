package org.greenzone.formats.site;

import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
import org.jspecify.annotations.Nullable;

/**
 * Sites out of SINEX 2 (IERS), geodetic on the WGS84 ellipsoid. From SOLUTION/ESTIMATE STAX, STAY, STAZ (m) and, where given,
 * VELX, VELY, VELZ (m/y); of several solutions (SOLUTION/EPOCHS) the last that has begun by the epoch, the first where none has,
 * the last where no epoch is asked. From SITE/ECCENTRICITY the way from the marker to the reference point of the instrument, of the same file or, in a file of
 * eccentricities alone, of sites that are known. From SITE/ID the name, the technique, and where a file
 * has nothing else the approximate place.
 *
 * <p>The id is the code (for laser stations the CDP pad). Of several points of one code (A, B) the one whose solution began
 * last by the epoch has the code as its id, the others code and point. Noise is that of a laser station (technique L), else
 * {@link Site.Noise#GENERIC}, as SINEX says nothing of it.
 */
final class SinexSites {
    private static final double MICROS_PER_YEAR = 365.25 * 86_400e6;
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final double LARGEST_METRES = 1e7;
    private static final double LARGEST_ECCENTRICITY_METRES = 10_000;

    /** Two-digit years above are of the last century (SINEX 2.02). */
    private static final int CENTURY_PIVOT = 50;

    /**
     * A laser station: single shots of Potsdam 9 mm RMS (BLITS 2012), of older systems two or three times that; pointing
     * known from predictions, which agreed with the ranges within 0.01 degree in the passes of BLITS. Lasers measure no
     * range rate.
     */
    /** Telescopes record where they were sent, with or without refraction. */
    private static final double POINTING = Math.toRadians(0.1);

    /** Of the green line of Nd:YAG, 532 nm. */
    private static final double LASER_FREQUENCY_HERTZ = 299_792_458 / 532e-9;

    private static final Site.Noise LASER =
            new Site.Noise(0.02, Site.Noise.GENERIC.rangeRateMetresPerSecond(), POINTING, POINTING);

    private static final String LASER_TECHNIQUE = "L";

    private record Key(String code, String point) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::code).thenComparing(Key::point);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class Solution {
        private long referenceMicros;
        private long startMicros = Long.MIN_VALUE;
        private final double[] position = {Double.NaN, Double.NaN, Double.NaN};
        private final double[] velocity = new double[3];

        private boolean isComplete() {
            return Double.isFinite(position[0] + position[1] + position[2]);
        }
    }

    private static final class Point {
        private String name = "";
        private String domes = "";
        private String technique = "";
        private double @Nullable [] approximate;
        private final Map<String, Solution> solutions = new LinkedHashMap<>();

        private Solution solution(String number) {
            return solutions.computeIfAbsent(number, k -> new Solution());
        }
    }

    /** From marker to instrument: up, north, east in metres. */
    private record Eccentricity(long startMicros, double[] upNorthEast) {}

    private final OptionalLong epochMicros;
    private final SiteCatalogue known;
    private final Problems problems;
    private final TreeMap<Key, Point> points = new TreeMap<>();
    private final TreeMap<String, List<Eccentricity>> eccentricities = new TreeMap<>();
    private boolean estimates;

    private SinexSites(OptionalLong epochMicros, SiteCatalogue known, Problems problems) {
        this.epochMicros = epochMicros;
        this.known = known;
        this.problems = problems;
    }

    /**
     * All sites of a file, at the epoch, or at the reference epoch of each where none is given.
     *
     * @param known sites from other files, to which eccentricities without coordinates belong
     */
    static List<Site> read(InputStream content, OptionalLong epochMicros, SiteCatalogue known, Problems problems) {
        SinexSites reading = new SinexSites(epochMicros, known, problems);
        reading.lines(new TextLines(content, problems));
        return reading.sites();
    }

    /** Whether a file has eccentricities but no coordinates, so that others must be read before it. */
    static boolean holdsEccentricitiesOnly(InputStream content, Problems problems) {
        TextLines lines = new TextLines(content, problems);
        boolean any = false;
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.startsWith("+SOLUTION/ESTIMATE")) {
                return false;
            }
            any |= line.startsWith("+SITE/ECCENTRICITY");
        }
        return any;
    }

    private void lines(TextLines lines) {
        String block = "";
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.startsWith("+")) {
                block = line.substring(1).strip();
            } else if (line.startsWith("-")) {
                block = "";
            } else if (!line.startsWith("*") && !line.isBlank()) {
                switch (block) {
                    case "SITE/ID" -> identify(line);
                    case "SITE/ECCENTRICITY" -> eccentricity(line, lines.number());
                    case "SOLUTION/EPOCHS" -> validity(line, lines.number());
                    case "SOLUTION/ESTIMATE" -> estimate(line, lines.number());
                    default -> {
                        // Other blocks say nothing of places.
                    }
                }
            }
        }
    }

    private static String columns(String line, int from, int to) {
        return line.length() <= from
                ? ""
                : line.substring(from, Math.min(to, line.length())).strip();
    }

    private Point point(String code, String point) {
        return points.computeIfAbsent(
                new Key(code.toLowerCase(Locale.ROOT), point.toUpperCase(Locale.ROOT)), k -> new Point());
    }

    private void identify(String line) {
        if (line.length() < 21) {
            return;
        }
        Point point = point(columns(line, 1, 5), columns(line, 6, 8));
        String domes = columns(line, 9, 18);
        point.domes = domes.startsWith("-") ? "" : domes;
        point.technique = columns(line, 19, 20);
        point.name = columns(line, 21, 43);
        try {
            double longitude = degrees(line, 44);
            double latitude = degrees(line, 56);
            point.approximate = new double[] {latitude, longitude, Values.number(columns(line, 68, 75), -1000, 10_000)};
        } catch (BadValueException e) {
            // Approximate places are for people; many files leave them out or damage them.
            point.approximate = null;
        }
    }

    /** Degrees, minutes, seconds in 3, 3 and 5 columns, in radians; a minus may stand before any of them. */
    private static double degrees(String line, int at) throws BadValueException {
        String d = columns(line, at, at + 3);
        String m = columns(line, at + 3, at + 6);
        String s = columns(line, at + 6, at + 11);
        double size = Math.abs(Values.number(d, -360, 360))
                + Math.abs(Values.number(m, -60, 60)) / 60
                + Math.abs(Values.number(s, -60, 60)) / 3600;
        return Math.toRadians((d + m + s).contains("-") ? -size : size);
    }

    private void validity(String line, int number) {
        try {
            point(columns(line, 1, 5), columns(line, 6, 8)).solution(columns(line, 9, 13)).startMicros =
                    epoch(columns(line, 16, 28), Long.MIN_VALUE);
        } catch (BadValueException e) {
            problems.error(number, "DATA_START", e.getMessage() + "; the line is left out");
        }
    }

    private void eccentricity(String line, int number) {
        String field = "DATA_START";
        try {
            long start = epoch(columns(line, 16, 28), Long.MIN_VALUE);
            field = "AXE";
            String axes = columns(line, 42, 45);
            if (!axes.equals("UNE")) {
                throw new BadValueException("'" + Values.shown(axes) + "' is not UNE");
            }
            double[] offset = new double[3];
            for (int i = 0; i < 3; i++) {
                field = List.of("UP", "NORTH", "EAST").get(i);
                offset[i] = Values.number(
                        columns(line, 45 + 9 * i, 54 + 9 * i),
                        -LARGEST_ECCENTRICITY_METRES,
                        LARGEST_ECCENTRICITY_METRES);
            }
            eccentricities
                    .computeIfAbsent(columns(line, 1, 5).toLowerCase(Locale.ROOT), k -> new ArrayList<>())
                    .add(new Eccentricity(start, offset));
        } catch (BadValueException e) {
            problems.error(number, field, e.getMessage() + "; the eccentricity is left out");
        }
    }

    private void estimate(String line, int number) {
        if (line.length() < 68) {
            problems.error(number, "", "shorter than an estimate of SINEX; the line is left out");
            return;
        }
        String type = columns(line, 7, 13);
        boolean isPosition = type.startsWith("STA") && type.length() == 4;
        boolean isVelocity = type.startsWith("VEL") && type.length() == 4;
        int axis = type.length() == 4 ? "XYZ".indexOf(type.charAt(3)) : -1;
        if (!isPosition && !isVelocity || axis < 0) {
            return;
        }
        Solution solution = point(columns(line, 14, 18), columns(line, 19, 21)).solution(columns(line, 22, 26));
        try {
            double value = Values.number(line.substring(47, 68), -LARGEST_METRES, LARGEST_METRES);
            if (isVelocity) {
                solution.velocity[axis] = value;
            } else {
                solution.position[axis] = value;
                solution.referenceMicros = epoch(columns(line, 27, 39), 0);
                estimates = true;
            }
        } catch (BadValueException e) {
            problems.error(number, type, e.getMessage() + "; the estimate is left out");
        }
    }

    private static long epoch(String text, long open) throws BadValueException {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new BadValueException("'" + Values.shown(text) + "' is not an epoch yy:ddd:sssss");
        }
        int year = Values.whole(parts[0], 0, 9999);
        int full = year > 99 ? year : year > CENTURY_PIVOT ? 1900 + year : 2000 + year;
        int day = Values.whole(parts[1], 0, 366);
        int second = Values.whole(parts[2], 0, 86_400);
        if (year == 0 && day == 0 && second == 0) {
            return open;
        }
        return (LocalDate.of(full, 1, 1).toEpochDay() + Math.max(0, day - 1)) * DAY_MICROS + second * 1_000_000L;
    }

    private List<Site> sites() {
        Map<String, Key> chosen = new TreeMap<>();
        points.keySet().forEach(key -> chosen.merge(key.code(), key, this::later));
        List<Site> sites = new ArrayList<>();
        points.forEach((key, point) -> {
            Solution solution = begun(key);
            if (solution.isComplete()) {
                boolean isChosen = key.equals(chosen.get(key.code()));
                String id =
                        isChosen ? key.code() : key.code() + "-" + key.point().toLowerCase(Locale.ROOT);
                sites.add(site(id, point, moved(key.code(), place(solution))));
            }
        });
        if (!estimates) {
            eccentricities.keySet().forEach(code -> known.find(code).ifPresent(site -> sites.add(moved(code, site))));
        }
        if (sites.isEmpty()) {
            approximate(chosen, sites);
        }
        return sites;
    }

    private Key later(Key a, Key b) {
        Solution second = begun(b);
        return second.isComplete() && hasBegun(second.startMicros) && second.startMicros > begun(a).startMicros ? b : a;
    }

    /** For want of anything better. */
    private void approximate(Map<String, Key> chosen, List<Site> sites) {
        chosen.forEach((code, key) -> {
            Point point = points.getOrDefault(key, new Point());
            if (point.approximate != null) {
                sites.add(site(code, point, moved(code, point.approximate)));
            }
        });
        if (sites.isEmpty()) {
            problems.error(0, "SOLUTION/ESTIMATE", "no STAX, STAY, STAZ of any site; give a SINEX of positions");
        } else {
            problems.note(
                    0,
                    "SITE/ID",
                    "no coordinates but the approximate ones, good to some tens of metres; give a SINEX with"
                            + " SOLUTION/ESTIMATE too");
        }
    }

    /** Of a point the last solution that has begun by the epoch; the first where none has, the last where no epoch is asked. */
    private Solution begun(Key key) {
        Solution best = new Solution();
        boolean any = false;
        for (Solution solution : points.getOrDefault(key, new Point()).solutions.values()) {
            if (solution.isComplete() && (!any || hasBegun(solution.startMicros))) {
                best = solution;
                any = true;
            }
        }
        return best;
    }

    private boolean hasBegun(long startMicros) {
        return epochMicros.isEmpty() || startMicros <= epochMicros.getAsLong();
    }

    private double[] place(Solution solution) {
        double years =
                epochMicros.isPresent() ? (epochMicros.getAsLong() - solution.referenceMicros) / MICROS_PER_YEAR : 0;
        return Geodetic.fromEarthFixed(
                solution.position[0] + years * solution.velocity[0],
                solution.position[1] + years * solution.velocity[1],
                solution.position[2] + years * solution.velocity[2]);
    }

    /** Latitude, longitude, height of the instrument from those of the marker. */
    private double[] moved(String code, double[] geodetic) {
        List<Eccentricity> all = eccentricities.getOrDefault(code, List.of());
        if (all.isEmpty()) {
            return geodetic;
        }
        Eccentricity valid = all.get(0);
        for (Eccentricity next : all) {
            valid = hasBegun(next.startMicros()) && next.startMicros() >= valid.startMicros() ? next : valid;
        }
        return Geodetic.moved(geodetic, valid.upNorthEast());
    }

    private Site moved(String code, Site site) {
        double[] at =
                moved(code, new double[] {site.latitudeRadians(), site.longitudeRadians(), site.altitudeMetres()});
        return new Site(
                site.siteId(),
                site.aliases(),
                site.name(),
                at[0],
                at[1],
                at[2],
                site.noise(),
                site.bias(),
                site.transmitFrequencyHertz(),
                site.dopplerSign(),
                site.fields(),
                site.maximumRangeMetres());
    }

    private static Site site(String id, Point point, double[] geodetic) {
        boolean laser = point.technique.equals(LASER_TECHNIQUE);
        return new Site(
                id,
                point.domes.isEmpty() ? List.of() : List.of(point.domes),
                point.name,
                geodetic[0],
                geodetic[1],
                geodetic[2],
                laser ? LASER : Site.Noise.GENERIC,
                Site.Bias.NONE,
                laser ? LASER_FREQUENCY_HERTZ : Double.NaN,
                1,
                List.of(),
                Double.NaN);
    }
}
