package org.greenzone.astro.orbit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.SiteFrame;
import org.greenzone.astro.track.Track;

/**
 * The true way of a real satellite: positions of an SP3 file (minimal reading: one satellite, TAI, ITRF, equal steps of 60 s)
 * between which a polynomial of degree nine runs in GCRF (millimetres at 832 km), and tracks that radars would have made of it.
 */
final class PreciseOrbit {
    static final String JASON_2 = "precise-orbits/grgja203.b08243.e08247.D_S.sp3.gz";
    static final String SPOT_5 = "precise-orbits/ssasp501.b10170.e10181.D__.sp3.gz";

    static final Site.Noise NOISE = new Site.Noise(15, 0.1, Math.toRadians(0.1), Math.toRadians(0.1));

    /** Places of six radars of LeoLabs. */
    static final List<Site> SITES = List.of(
            site("azores", 36.9975, -25.13849, 198),
            site("crsr", 10.61178, -85.52869, 0),
            site("ksr", -45.03854, 170.09556, 600),
            site("msr", 31.9643, -103.233245, 855),
            site("pfisr", 65.12992, -147.47104, 213),
            site("wasr", -33.30849, 116.03061, 241));

    private static final double[] SEED_SIGMAS = {150, 1000, 150, 1, 0.15, 0.15, 0.03};
    private static final double SEED_BALLISTIC = 0.04;
    private static final double SEED_RADIATION_SIGMA = 0.02;

    private static final double LOWEST_ELEVATION = Math.toRadians(20);
    private static final int POINTS = 10;
    private static final int MEASUREMENTS = 20;
    private static final long SECOND = 1_000_000L;

    private final EarthRotation rotation;
    private final long first;
    private final long step;
    private final List<double[]> places;

    private PreciseOrbit(EarthRotation rotation, long first, long step, List<double[]> places) {
        this.rotation = rotation;
        this.first = first;
        this.step = step;
        this.places = places;
    }

    private static Site site(String id, double latitudeDegrees, double longitudeDegrees, double altitudeMetres) {
        return new Site(
                id,
                List.of(),
                id,
                Math.toRadians(latitudeDegrees),
                Math.toRadians(longitudeDegrees),
                altitudeMetres,
                NOISE,
                Site.Bias.NONE,
                Double.NaN,
                1,
                List.of(),
                Double.NaN);
    }

    /** The orbit in a file. */
    static PreciseOrbit read(PhysicalData data, Path sp3) {
        EarthRotation rotation = new EarthRotation(data);
        List<double[]> places = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        double[] m = new double[9];
        for (String line : lines(sp3)) {
            String[] f = line.trim().split("\\s+");
            if (line.startsWith("*")) {
                LocalDateTime minute = LocalDateTime.of(
                        Integer.parseInt(f[1]),
                        Integer.parseInt(f[2]),
                        Integer.parseInt(f[3]),
                        Integer.parseInt(f[4]),
                        Integer.parseInt(f[5]));
                long tai =
                        minute.toEpochSecond(ZoneOffset.UTC) * SECOND + Math.round(Double.parseDouble(f[6]) * SECOND);
                times.add(tai - Math.round(data.leapSeconds().taiMinusUtcSeconds(tai)) * SECOND);
            } else if (line.startsWith("P")) {
                double[] fixed = new double[3];
                for (int i = 0; i < 3; i++) {
                    fixed[i] = 1e3 * Double.parseDouble(f[1 + i]);
                }
                rotation.gcrfToItrf(times.get(times.size() - 1), 0, m);
                double[] place = new double[3];
                for (int i = 0; i < 3; i++) {
                    place[i] = m[i] * fixed[0] + m[3 + i] * fixed[1] + m[6 + i] * fixed[2];
                }
                places.add(place);
            }
        }
        long step = times.get(1) - times.get(0);
        for (int i = 1; i < times.size(); i++) {
            if (times.get(i) - times.get(i - 1) != step) {
                throw new IllegalArgumentException("a gap in " + sp3 + " before its epoch " + i);
            }
        }
        return new PreciseOrbit(rotation, times.get(0), step, places);
    }

    long firstMicros() {
        return first;
    }

    long lastMicros() {
        return first + (places.size() - 1) * step;
    }

    /** Position and velocity, GCRF, m and m/s. */
    double[] state(long micros) {
        int left = (int) Math.floorDiv(micros - first, step);
        int from = Math.max(0, Math.min(left - POINTS / 2 + 1, places.size() - POINTS));
        double x = (micros - first) / (double) step - from;
        double[] state = new double[6];
        for (int j = 0; j < POINTS; j++) {
            double weight = 1;
            double slope = 0;
            for (int k = 0; k < POINTS; k++) {
                if (k != j) {
                    slope = (slope * (x - k) + weight) / (j - k);
                    weight *= (x - k) / (j - k);
                }
            }
            double[] place = places.get(from + j);
            for (int d = 0; d < 3; d++) {
                state[d] += weight * place[d];
                state[3 + d] += slope * place[d] * SECOND / step;
            }
        }
        return state;
    }

    /**
     * Tracks of every pass above 20 degrees between two instants: 20 measurements a second apart at a random place of the pass, range, range
     * rate and angles with the noise of the site, without media; in the order of time.
     */
    List<SeenTrack> tracks(long fromMicros, long toMicros, long seed) {
        Random random = new Random(seed);
        List<SeenTrack> tracks = new ArrayList<>();
        for (Site site : SITES) {
            SiteFrame frame = new SiteFrame(rotation, site);
            long risen = -1;
            for (long t = fromMicros; t <= toMicros; t += 10 * SECOND) {
                boolean up = look(frame, t)[3] >= LOWEST_ELEVATION;
                if (up && risen < 0) {
                    risen = t;
                } else if (!up && risen >= 0) {
                    long most = t - 10 * SECOND - MEASUREMENTS * SECOND;
                    if (most > risen) {
                        long start = risen + Math.round(random.nextDouble() * (most - risen));
                        tracks.add(new SeenTrack(track(site, frame, start, random), site));
                    }
                    risen = -1;
                }
            }
        }
        tracks.sort((a, b) -> Long.compare(a.track().endMicros(), b.track().endMicros()));
        return tracks;
    }

    /**
     * An orbit as a catalogue of element sets would have it: drawn about the true state with the covariance that it states, about a kilometre
     * along the track; drag and sunlight of an unknown satellite.
     */
    CatalogueOrbit seed(long micros, double radiationCoefficient, long seed) {
        double[] truth = state(micros);
        double[] rtn = new double[CatalogueOrbit.COVARIANCE_LENGTH];
        for (int i = 0; i < SEED_SIGMAS.length; i++) {
            rtn[i * (i + 1) / 2 + i] = SEED_SIGMAS[i] * SEED_SIGMAS[i];
        }
        Random random = new Random(seed);
        double[] error = new double[6];
        for (int i = 0; i < 6; i++) {
            error[i] = SEED_SIGMAS[i] * random.nextGaussian();
        }
        double[] place = RtnFrame.vectorToInertial(Arrays.copyOf(error, 3), truth);
        double[] speed = RtnFrame.vectorToInertial(Arrays.copyOfRange(error, 3, 6), truth);
        for (int d = 0; d < 3; d++) {
            truth[d] += place[d];
            truth[3 + d] += speed[d];
        }
        return new CatalogueOrbit(
                        CatalogueOrbit.contentId("1", micros, truth, List.of()),
                        "1",
                        "",
                        "",
                        0,
                        micros,
                        micros,
                        truth,
                        SEED_BALLISTIC,
                        radiationCoefficient,
                        rtn,
                        OrbitSource.ELEMENT_SET,
                        0,
                        0,
                        0,
                        Double.NaN,
                        new TreeMap<>(),
                        1,
                        List.of())
                .withRadiationSigma(SEED_RADIATION_SIGMA);
    }

    /** A track and who made it. */
    record SeenTrack(Track track, Site site) {}

    private Track track(Site site, SiteFrame frame, long start, Random random) {
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < MEASUREMENTS; i++) {
            long t = start + i * SECOND;
            double[] look = look(frame, t);
            Site.Noise noise = site.noise();
            measurements.add(Measurement.at(t)
                    .withRange(look[0] + noise.rangeMetres() * random.nextGaussian(), Double.NaN)
                    .withRangeRate(look[1] + noise.rangeRateMetresPerSecond() * random.nextGaussian(), Double.NaN)
                    .withAzimuthElevation(
                            look[2] + noise.azimuthRadians() * random.nextGaussian(),
                            Double.NaN,
                            look[3] + noise.elevationRadians() * random.nextGaussian(),
                            Double.NaN));
        }
        return Track.of(
                site.siteId(), site.siteId(), "test", "", List.of(Track.IONOSPHERE, Track.TROPOSPHERE), measurements);
    }

    /** Range, range rate, azimuth, elevation. */
    private double[] look(SiteFrame frame, long micros) {
        double[] at = new double[6];
        double[] axes = new double[9];
        frame.stateGcrf(micros, at);
        frame.enuAxes(micros, axes);
        double[] d = state(micros);
        for (int j = 0; j < 6; j++) {
            d[j] -= at[j];
        }
        double range = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
        double rate = (d[0] * d[3] + d[1] * d[4] + d[2] * d[5]) / range;
        double east = axes[0] * d[0] + axes[1] * d[1] + axes[2] * d[2];
        double north = axes[3] * d[0] + axes[4] * d[1] + axes[5] * d[2];
        double up = axes[6] * d[0] + axes[7] * d[1] + axes[8] * d[2];
        return new double[] {range, rate, Math.atan2(east, north), Math.asin(up / range)};
    }

    private static List<String> lines(Path file) {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
