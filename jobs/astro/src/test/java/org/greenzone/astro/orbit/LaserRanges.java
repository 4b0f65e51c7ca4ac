package org.greenzone.astro.orbit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.LaserTroposphere;
import org.greenzone.astro.track.LaserTroposphere.Weather;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Refinement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.SolidEarthTide;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackObservations;
import org.greenzone.testkit.SharedData;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.orekit.bodies.GeodeticPoint;
import org.orekit.bodies.OneAxisEllipsoid;
import org.orekit.frames.Frame;
import org.orekit.time.AbsoluteDate;
import org.orekit.utils.Constants;

/** Real laser ranges: minimal reading of CRD (records h4, c0, 10, 11, 20), SINEX coordinates, eccentricities and CPF. */
final class LaserRanges {
    static final String COORDINATES = "slr-blits/SLRF2014_POS+VEL_2030.0_200428.snx.gz";
    static final String ECCENTRICITIES = "slr-lageos2/ecc_une.snx.gz";
    private static final double YEAR_MICROS = 365.25 * 86_400e6;
    private static final long START_2010 = 1_262_304_000_000_000L;

    private LaserRanges() {}

    /** Which parts of the measurement model are on. */
    record Model(boolean tide, boolean laserAir, boolean relativity) {
        static final Model FULL = new Model(true, true, true);
    }

    /**
     * How a file is read.
     *
     * @param toCentreMetres from the reflecting surface to the centre of mass
     * @param sigmaMetres stated
     * @param mostPerPass measurements kept of a pass, evenly chosen; neighbours at 10 Hz share their errors
     * @param angles whether pointing angles of the same instant go along
     */
    record Reading(double toCentreMetres, double sigmaMetres, int mostPerPass, boolean angles, Model model) {}
    /** Of the pointing angles; they are where the telescope was sent. */
    private static final double ANGLE_SIGMA = Math.toRadians(0.02);

    private static final double SAME_INSTANT_SECONDS = 5e-3;

    private record Pass(String station, double wavelengthMetres, List<Measurement> ranges, List<Weather> weather) {
        List<Measurement> thinned(int most) {
            int stride = (ranges.size() + most - 1) / most;
            List<Measurement> kept = new ArrayList<>();
            for (int i = 0; i < ranges.size(); i += stride) {
                kept.add(ranges.get(i));
            }
            return kept;
        }
    }

    /** Passes of a CRD file as tracks, in the order of time. */
    static List<ArcTrack> tracks(PhysicalData data, Path crd, Reading reading) {
        Model model = reading.model();
        Map<String, double[]> coordinates = coordinates();
        Map<String, double[]> eccentricities = eccentricities();
        EarthRotation rotation = new EarthRotation(data);
        SolidEarthTide tide = new SolidEarthTide(data);
        List<ArcTrack> tracks = new ArrayList<>();
        for (Pass pass : passes(crd, reading)) {
            if (pass.ranges().isEmpty()) {
                continue;
            }
            Site site = site(pass.station(), pass.ranges().get(0).timeMicros(), coordinates, eccentricities);
            Refinement refinement = new Refinement(
                    model.tide() ? Optional.of(tide) : Optional.empty(),
                    model.laserAir()
                            ? Optional.of(new LaserTroposphere(pass.wavelengthMetres(), pass.weather()))
                            : Optional.empty(),
                    model.relativity());
            Track track =
                    Track.of(site.siteId(), site.siteId(), "ilrs", "", List.of(), pass.thinned(reading.mostPerPass()));
            tracks.add(new ArcTrack(track, new TrackObservations(rotation, track, site, site, refinement)));
        }
        tracks.sort(Comparator.comparingLong(ArcTrack::middleMicros));
        return tracks;
    }

    /** A station at an instant: marker, plate motion and eccentricity. */
    static Site site(String station, long micros) {
        return site(station, micros, coordinates(), eccentricities());
    }

    private static Site site(
            String station, long micros, Map<String, double[]> coordinates, Map<String, double[]> eccentricities) {
        return site(
                station,
                known(coordinates, station),
                eccentricities.getOrDefault(station, new double[3]),
                (micros - START_2010) / YEAR_MICROS);
    }

    private static double[] known(Map<String, double[]> coordinates, String station) {
        double[] known = coordinates.get(station);
        if (known == null) {
            throw new IllegalArgumentException("no coordinates of " + station);
        }
        return known;
    }

    private static List<Pass> passes(Path crd, Reading reading) {
        List<Pass> passes = new ArrayList<>();
        String station = "";
        double wavelength = 532e-9;
        long day = 0;
        double start = 0;
        List<Measurement> ranges = new ArrayList<>();
        List<Weather> weather = new ArrayList<>();
        double ranged = Double.NaN;
        for (String line : lines(crd)) {
            String[] f = line.trim().toLowerCase(Locale.ROOT).split("\\s+");
            switch (f[0]) {
                case "h2" -> station = f[2];
                case "h4" -> {
                    LocalDateTime from = LocalDateTime.of(number(f[2]), number(f[3]), number(f[4]), 0, 0);
                    day = from.toEpochSecond(ZoneOffset.UTC) * 1_000_000L;
                    start = 3600 * number(f[5]) + 60 * number(f[6]) + number(f[7]);
                    ranged = Double.NaN;
                    ranges = new ArrayList<>();
                    weather = new ArrayList<>();
                }
                case "c0" -> wavelength = Double.parseDouble(f[2]) * 1e-9;
                case "20" ->
                    weather.add(new Weather(
                            micros(day, start, Double.parseDouble(f[1])),
                            Double.parseDouble(f[2]),
                            Double.parseDouble(f[3]),
                            Double.parseDouble(f[4]) / 100));
                case "30" -> {
                    boolean same = Math.abs(ranged - Double.parseDouble(f[1])) < SAME_INSTANT_SECONDS;
                    if (reading.angles() && same) {
                        double azimuth = Math.toRadians(Double.parseDouble(f[2]));
                        double elevation = Math.toRadians(Double.parseDouble(f[3]));
                        Measurement last = ranges.remove(ranges.size() - 1);
                        ranges.add(last.withAzimuthElevation(azimuth, ANGLE_SIGMA, elevation, ANGLE_SIGMA));
                    }
                }
                case "10", "11" -> {
                    double flight = Double.parseDouble(f[2]);
                    double atTransmit = switch (f[4]) {
                        case "0" -> -flight;
                        case "1" -> -flight / 2;
                        default -> 0;
                    };
                    double bounce = Double.parseDouble(f[1]) + atTransmit + flight / 2;
                    double metres = Constants.SPEED_OF_LIGHT * flight / 2 + reading.toCentreMetres();
                    Measurement range =
                            Measurement.at(micros(day, start, bounce)).withRange(metres, reading.sigmaMetres());
                    ranges.add(range);
                    ranged = Double.parseDouble(f[1]);
                }
                case "h8" -> passes.add(new Pass(station, wavelength, ranges, weather));
                default -> {
                    // what a fit does not need
                }
            }
        }
        return passes;
    }

    private static long micros(long day, double start, double secondOfDay) {
        double after = secondOfDay < start - 43_200 ? secondOfDay + 86_400 : secondOfDay;
        return day + Math.round(after * 1e6);
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private static Site site(String id, double[] positionVelocity, double[] upNorthEast, double years) {
        OneAxisEllipsoid earth = new OneAxisEllipsoid(
                Constants.WGS84_EARTH_EQUATORIAL_RADIUS, Constants.WGS84_EARTH_FLATTENING, Frame.getRoot());
        Vector3D marker = new Vector3D(
                positionVelocity[0] + years * positionVelocity[3],
                positionVelocity[1] + years * positionVelocity[4],
                positionVelocity[2] + years * positionVelocity[5]);
        GeodeticPoint point = earth.transform(marker, earth.getBodyFrame(), AbsoluteDate.ARBITRARY_EPOCH);
        Vector3D place = marker.add(upNorthEast[0], point.getZenith())
                .add(upNorthEast[1], point.getNorth())
                .add(upNorthEast[2], point.getEast());
        GeodeticPoint eye = earth.transform(place, earth.getBodyFrame(), AbsoluteDate.ARBITRARY_EPOCH);
        return new Site(
                id,
                List.of(),
                id,
                eye.getLatitude(),
                eye.getLongitude(),
                eye.getAltitude(),
                Site.Noise.GENERIC,
                Site.Bias.NONE,
                Double.NaN,
                1,
                List.of(),
                Double.NaN);
    }

    /** Position at 2010.0 and velocity a year, ITRF, by station; the last solution of each. */
    private static Map<String, double[]> coordinates() {
        Map<String, double[]> stations = new TreeMap<>();
        List<String> names = List.of("STAX", "STAY", "STAZ", "VELX", "VELY", "VELZ");
        for (String line : lines(SharedData.require(COORDINATES))) {
            String[] f = line.trim().split("\\s+");
            if (f.length > 8 && names.contains(f[1])) {
                stations.computeIfAbsent(f[2], s -> new double[6])[names.indexOf(f[1])] = Double.parseDouble(f[8]);
            }
        }
        return stations;
    }

    /** Up, north, east from the marker, by station, of the last interval (these stations have not changed since). */
    private static Map<String, double[]> eccentricities() {
        Map<String, double[]> stations = new TreeMap<>();
        for (String line : lines(SharedData.require(ECCENTRICITIES))) {
            if (line.startsWith(" ") && line.startsWith("UNE", 42)) {
                stations.put(line.substring(1, 5), new double[] {
                    Double.parseDouble(line.substring(46, 54).trim()),
                    Double.parseDouble(line.substring(55, 63).trim()),
                    Double.parseDouble(line.substring(64, 72).trim())
                });
            }
        }
        return stations;
    }

    /** Positions of a CPF file: UTC micros and ITRF metres. */
    static Map<Long, double[]> prediction(Path cpf) {
        Map<Long, double[]> rows = new TreeMap<>();
        for (String line : lines(cpf)) {
            String[] f = line.trim().split("\\s+");
            if (f[0].equals("10")) {
                long micros =
                        (Long.parseLong(f[2]) - 40_587) * 86_400_000_000L + Math.round(Double.parseDouble(f[3]) * 1e6);
                rows.put(
                        micros,
                        new double[] {Double.parseDouble(f[5]), Double.parseDouble(f[6]), Double.parseDouble(f[7])});
            }
        }
        return rows;
    }

    private static List<String> lines(Path file) {
        try {
            if (!file.toString().endsWith(".gz")) {
                return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            }
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                        .lines()
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
