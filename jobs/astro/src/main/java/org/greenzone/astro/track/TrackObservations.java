package org.greenzone.astro.track;

import java.util.Arrays;
import java.util.List;
import org.greenzone.astro.physics.EarthRotation;

/**
 * The scalar observations of a track and the model that predicts them from a state: range, range rate, azimuth, elevation, right
 * ascension and declination, with their partials.
 *
 * <p>Time is the bounce, where half the two-way path of a monostatic radar equals the geometric distance to 2e-5 m, so that
 * no light time enters. Decimetres and less (tides of the site, laser air, relativity) are in a {@link Refinement}. With a transmitter elsewhere the range is half the sum of both legs. The site's biases are taken
 * off the observed values and its time bias off the times. Troposphere (see {@link Troposphere}) is in the
 * prediction unless the track says that it is corrected; its partials (1e-4 of the others at 10 degrees) are left out. The
 * ionosphere is not corrected: with what the calibration of the site leaves open it is a shared unknown of the ranges, {@link #rangeBiasSigmaMetres()}.
 *
 * <p>Sigmas come from the measurement, else from the site, times the noise scale of its calibration, never below a floor. Not thread-safe.
 */
public final class TrackObservations {
    /** What a scalar measures; {@code label} as in the rms of an orbit. */
    public enum Kind {
        RANGE("range"),
        RANGE_RATE("rangeRate"),
        AZIMUTH("azimuth"),
        ELEVATION("elevation"),
        RIGHT_ASCENSION("rightAscension"),
        DECLINATION("declination");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        boolean isAngle() {
            return this != RANGE && this != RANGE_RATE;
        }
    }

    public static final int KINDS = Kind.values().length;
    private static final double[] SIGMA_FLOOR = {0.1, 1e-3, 1e-6, 1e-6, 1e-6, 1e-6};
    /** What all ranges of a laser pass share: station, target, air; metres. */
    private static final double LASER_RANGE_ERROR = 0.1;

    private static final double MICROS_PER_SECOND = 1e6;
    private static final int SITE = 15;
    /** GM of the Earth over the speed of light squared, metres. */
    private static final double EARTH_GRAVITATIONAL_LENGTH = 4.435e-3;

    private final long[] micros;
    private final double[] receiver;
    private final double[] transmitter;
    private final boolean bistatic;
    private final boolean troposphereInside;
    private final Refinement refinement;
    private final Site receiverSite;
    private final Site transmitterSite;
    private final Troposphere receiverAir;
    private final Troposphere transmitterAir;
    private final int[] instant;
    private final Kind[] kind;
    private final double[] observed;
    private final double[] sigma;
    private final double rangeBiasSigmaMetres;
    private final double[] line = new double[6];
    private final double[] transmitterLine = new double[6];

    /** Observations of a monostatic track. */
    public TrackObservations(EarthRotation rotation, Track track, Site site) {
        this(rotation, track, site, site);
    }

    /**
     * Observations of a track.
     *
     * @param site the receiver, with its noise and bias
     * @param transmitterSite the transmitter; the receiver itself where monostatic
     */
    public TrackObservations(EarthRotation rotation, Track track, Site site, Site transmitterSite) {
        this(rotation, track, site, transmitterSite, Refinement.NONE);
    }

    /** As {@link #TrackObservations(EarthRotation, Track, Site, Site)}, for ranges of centimetres. */
    public TrackObservations(
            EarthRotation rotation, Track track, Site site, Site transmitterSite, Refinement refinement) {
        List<Measurement> measurements = track.measurements();
        int n = measurements.size();
        micros = new long[n];
        receiver = new double[n * SITE];
        bistatic = !transmitterSite.siteId().equals(site.siteId());
        transmitter = bistatic ? new double[n * SITE] : receiver;
        troposphereInside = !track.correctionsApplied().contains(Track.TROPOSPHERE);
        this.refinement = refinement;
        receiverSite = site;
        this.transmitterSite = transmitterSite;
        receiverAir = new Troposphere(site);
        transmitterAir = new Troposphere(transmitterSite);
        long late = Math.round(site.bias().timeSeconds() * MICROS_PER_SECOND);
        SiteFrame receiverFrame = new SiteFrame(rotation, site);
        SiteFrame transmitterFrame = new SiteFrame(rotation, transmitterSite);
        int scalars = 0;
        for (int i = 0; i < n; i++) {
            micros[i] = measurements.get(i).timeMicros() - late;
            place(receiverFrame, site, refinement, micros[i], receiver, i * SITE);
            if (bistatic) {
                place(transmitterFrame, transmitterSite, refinement, micros[i], transmitter, i * SITE);
            }
            for (Kind k : Kind.values()) {
                scalars += Double.isNaN(value(measurements.get(i), k)) ? 0 : 1;
            }
        }
        instant = new int[scalars];
        kind = new Kind[scalars];
        observed = new double[scalars];
        sigma = new double[scalars];
        int s = 0;
        for (int i = 0; i < n; i++) {
            for (Kind k : Kind.values()) {
                double value = value(measurements.get(i), k);
                if (!Double.isNaN(value)) {
                    instant[s] = i;
                    kind[s] = k;
                    observed[s] = value - bias(site, k);
                    double stated = sigma(measurements.get(i), k);
                    double used = stated > 0 && stated < Double.POSITIVE_INFINITY ? stated : noise(site, k);
                    sigma[s] = Math.max(used * noiseScale(site, k), SIGMA_FLOOR[k.ordinal()]);
                    s++;
                }
            }
        }
        double elevation = medianElevation(measurements);
        double shared = transmitterSite.isLaser()
                ? LASER_RANGE_ERROR
                : Ionosphere.rangeSigmaMetres(
                        transmitterSite.transmitFrequencyHertz(),
                        elevation,
                        track.correctionsApplied().contains(Track.IONOSPHERE));
        rangeBiasSigmaMetres = Math.hypot(shared, site.calibration().biasSigma().rangeMetres());
    }

    private static void place(
            SiteFrame frame, Site site, Refinement refinement, long utcMicros, double[] into, int at) {
        double[] state = new double[6];
        double[] axes = new double[9];
        frame.stateGcrf(utcMicros, state);
        refinement.solidEarthTide().ifPresent(tide -> tide.displace(utcMicros, site.latitudeRadians(), state));
        frame.enuAxes(utcMicros, axes);
        System.arraycopy(state, 0, into, at, 6);
        System.arraycopy(axes, 0, into, at + 6, 9);
    }

    private static double medianElevation(List<Measurement> measurements) {
        double[] known = measurements.stream()
                .mapToDouble(Measurement::elevationRadians)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        // Without angles: 40 degrees, the mean over the sky of a radar that does not look below 15.
        return known.length == 0 ? Math.toRadians(40) : Math.max(0, known[known.length / 2]);
    }

    private static double value(Measurement m, Kind kind) {
        return switch (kind) {
            case RANGE -> m.rangeMetres();
            case RANGE_RATE -> m.rangeRateMetresPerSecond();
            case AZIMUTH -> m.azimuthRadians();
            case ELEVATION -> m.elevationRadians();
            case RIGHT_ASCENSION -> m.rightAscensionRadians();
            case DECLINATION -> m.declinationRadians();
        };
    }

    private static double sigma(Measurement m, Kind kind) {
        return switch (kind) {
            case RANGE -> m.rangeSigmaMetres();
            case RANGE_RATE -> m.rangeRateSigmaMetresPerSecond();
            case AZIMUTH -> m.azimuthSigmaRadians();
            case ELEVATION -> m.elevationSigmaRadians();
            case RIGHT_ASCENSION -> m.rightAscensionSigmaRadians();
            case DECLINATION -> m.declinationSigmaRadians();
        };
    }

    private static double noise(Site site, Kind kind) {
        return switch (kind) {
            case RANGE -> site.noise().rangeMetres();
            case RANGE_RATE -> site.noise().rangeRateMetresPerSecond();
            case AZIMUTH, RIGHT_ASCENSION -> site.noise().azimuthRadians();
            case ELEVATION, DECLINATION -> site.noise().elevationRadians();
        };
    }

    private static double noiseScale(Site site, Kind kind) {
        Site.NoiseScale scale = site.calibration().noiseScale();
        return switch (kind) {
            case RANGE -> scale.range();
            case RANGE_RATE -> scale.rangeRate();
            case AZIMUTH, RIGHT_ASCENSION -> scale.azimuth();
            case ELEVATION, DECLINATION -> scale.elevation();
        };
    }

    private static double bias(Site site, Kind kind) {
        return switch (kind) {
            case RANGE -> site.bias().rangeMetres();
            case RANGE_RATE -> site.bias().rangeRateMetresPerSecond();
            case AZIMUTH -> site.bias().azimuthRadians();
            case ELEVATION -> site.bias().elevationRadians();
            case RIGHT_ASCENSION, DECLINATION -> 0;
        };
    }

    /** Number of instants (measurements of the track). */
    public int instants() {
        return micros.length;
    }

    /** Bounce time of an instant, UTC microseconds since 1970, without the site's time bias. */
    public long micros(int index) {
        return micros[index];
    }

    /** Number of scalar observations, ordered by instant, then kind. */
    public int size() {
        return observed.length;
    }

    public int instant(int scalar) {
        return instant[scalar];
    }

    public Kind kind(int scalar) {
        return kind[scalar];
    }

    /** One sigma in the unit of the kind. */
    public double sigma(int scalar) {
        return sigma[scalar];
    }

    /** One sigma of the mean of all observations of a kind; NaN where there is none. */
    public double meanSigma(Kind wanted) {
        double weight = 0;
        for (int s = 0; s < sigma.length; s++) {
            weight += kind[s] == wanted ? 1 / (sigma[s] * sigma[s]) : 0;
        }
        return weight > 0 ? 1 / Math.sqrt(weight) : Double.NaN;
    }

    /** Whether any scalar is of the kind. */
    public boolean has(Kind wanted) {
        for (Kind k : kind) {
            if (k == wanted) {
                return true;
            }
        }
        return false;
    }

    /**
     * Sigma of the unknown range error that all ranges of the track share (calibration; of radars the ionosphere, of lasers station,
     * target and air), metres; 0 for none.
     */
    public double rangeBiasSigmaMetres() {
        return rangeBiasSigmaMetres;
    }

    /** Observed minus predicted, angles brought to -pi to pi. */
    public double residual(int scalar, double predicted) {
        double difference = observed[scalar] - predicted;
        return kind[scalar].isAngle() ? Math.IEEEremainder(difference, 2 * Math.PI) : difference;
    }

    /** The observed value, without the site's bias. */
    public double observed(int scalar) {
        return observed[scalar];
    }

    /**
     * Position that range and angles of an instant point at, GCRF metres.
     *
     * @param out3 receives the position
     * @return whether the instant has a range and a pair of angles
     */
    public boolean position(int index, double[] out3) {
        double[] v = new double[KINDS];
        Arrays.fill(v, Double.NaN);
        for (int s = 0; s < instant.length; s++) {
            if (instant[s] == index) {
                v[kind[s].ordinal()] = observed[s];
            }
        }
        double range = v[Kind.RANGE.ordinal()];
        int at = index * SITE;
        double[] direction = new double[3];
        double elevation = v[Kind.ELEVATION.ordinal()];
        if (!Double.isNaN(v[Kind.AZIMUTH.ordinal()] + elevation)) {
            if (troposphereInside) {
                elevation -= receiverAir.elevationRadians(elevation);
            }
            double east = Math.cos(elevation) * Math.sin(v[Kind.AZIMUTH.ordinal()]);
            double north = Math.cos(elevation) * Math.cos(v[Kind.AZIMUTH.ordinal()]);
            double up = Math.sin(elevation);
            for (int j = 0; j < 3; j++) {
                direction[j] = east * receiver[at + 6 + j] + north * receiver[at + 9 + j] + up * receiver[at + 12 + j];
            }
        } else {
            double declination = v[Kind.DECLINATION.ordinal()];
            direction[0] = Math.cos(declination) * Math.cos(v[Kind.RIGHT_ASCENSION.ordinal()]);
            direction[1] = Math.cos(declination) * Math.sin(v[Kind.RIGHT_ASCENSION.ordinal()]);
            direction[2] = Math.sin(declination);
        }
        if (Double.isNaN(range + direction[0] + direction[1] + direction[2])) {
            return false;
        }
        double distance = bistatic ? bistaticDistance(range, direction, at) : range;
        for (int j = 0; j < 3; j++) {
            out3[j] = receiver[at + j] + distance * direction[j];
        }
        return true;
    }

    /** Distance from the receiver where half the sum of both legs is the range: the ellipsoid cut by the line of sight. */
    private double bistaticDistance(double range, double[] direction, int at) {
        double along = 0;
        double baseline2 = 0;
        for (int j = 0; j < 3; j++) {
            double baseline = transmitter[at + j] - receiver[at + j];
            along += baseline * direction[j];
            baseline2 += baseline * baseline;
        }
        return (4 * range * range - baseline2) / (4 * range - 2 * along);
    }

    /**
     * Predicts all kinds at an instant.
     *
     * @param state6 the object at that instant, GCRF
     * @param values6 receives a value for each kind, in the order of {@link Kind}
     * @param partials36 receives 6 partials by the state for each kind
     */
    public void predict(int index, double[] state6, double[] values6, double[] partials36) {
        int at = index * SITE;
        double range = fromSite(state6, receiver, at, line);
        double px = line[0];
        double py = line[1];
        double pz = line[2];
        double ux = px / range;
        double uy = py / range;
        double uz = pz / range;
        double rate = ux * line[3] + uy * line[4] + uz * line[5];
        Arrays.fill(partials36, 0);
        partials36[0] = ux;
        partials36[1] = uy;
        partials36[2] = uz;
        partials36[6] = (line[3] - rate * ux) / range;
        partials36[7] = (line[4] - rate * uy) / range;
        partials36[8] = (line[5] - rate * uz) / range;
        partials36[9] = ux;
        partials36[10] = uy;
        partials36[11] = uz;
        values6[0] = range;
        values6[1] = rate;

        double east = dot(line, 0, receiver, at + 6);
        double north = dot(line, 0, receiver, at + 9);
        double up = dot(line, 0, receiver, at + 12);
        double horizontal2 = east * east + north * north;
        double horizontal = Math.sqrt(horizontal2);
        double elevation = Math.atan2(up, horizontal);
        values6[2] = Math.atan2(east, north);
        values6[3] = elevation;
        double cosDec2 = px * px + py * py;
        double cosDec = Math.sqrt(cosDec2);
        values6[4] = Math.atan2(py, px);
        values6[5] = Math.atan2(pz, cosDec);
        for (int j = 0; j < 3; j++) {
            partials36[12 + j] = (north * receiver[at + 6 + j] - east * receiver[at + 9 + j]) / horizontal2;
            partials36[18 + j] = (receiver[at + 12 + j] - up / (range * range) * line[j]) / horizontal;
        }
        partials36[24] = -py / cosDec2;
        partials36[25] = px / cosDec2;
        partials36[30] = -uz * ux / cosDec;
        partials36[31] = -uz * uy / cosDec;
        partials36[32] = (1 - uz * uz) / cosDec;

        double elevationRate = (dot(line, 3, receiver, at + 12) - up / range * rate) / horizontal;
        double delay = airMetres(receiverAir, receiverSite, index, elevation);
        double gravity = refinement.relativisticDelay() ? relativisticMetres(state6, receiver, at, range) : 0;
        double delayRate = receiverAir.rangeByElevation(elevation) * elevationRate;
        if (bistatic) {
            double other = fromSite(state6, transmitter, at, transmitterLine);
            double tx = transmitterLine[0] / other;
            double ty = transmitterLine[1] / other;
            double tz = transmitterLine[2] / other;
            double otherRate = tx * transmitterLine[3] + ty * transmitterLine[4] + tz * transmitterLine[5];
            double otherUp = dot(transmitterLine, 0, transmitter, at + 12);
            double otherElevation = Math.asin(Math.max(-1, Math.min(1, otherUp / other)));
            double otherElevationRate = (dot(transmitterLine, 3, transmitter, at + 12) - otherUp / other * otherRate)
                    / (other * Math.max(1e-9, Math.cos(otherElevation)));
            values6[0] = 0.5 * (range + other);
            values6[1] = 0.5 * (rate + otherRate);
            double[] unit = {tx, ty, tz};
            for (int j = 0; j < 3; j++) {
                partials36[j] = 0.5 * (partials36[j] + unit[j]);
                partials36[6 + j] = 0.5 * (partials36[6 + j] + (transmitterLine[3 + j] - otherRate * unit[j]) / other);
                partials36[9 + j] = 0.5 * (partials36[9 + j] + unit[j]);
            }
            delay = 0.5 * (delay + airMetres(transmitterAir, transmitterSite, index, otherElevation));
            gravity = refinement.relativisticDelay()
                    ? 0.5 * (gravity + relativisticMetres(state6, transmitter, at, other))
                    : 0;
            delayRate = 0.5 * (delayRate + transmitterAir.rangeByElevation(otherElevation) * otherElevationRate);
        }
        values6[0] += gravity;
        if (troposphereInside) {
            values6[0] += delay;
            values6[1] += delayRate;
            values6[3] += receiverAir.elevationRadians(elevation);
        }
    }

    /** Position of the receiver at an instant, GCRF metres. */
    public void receiverPosition(int index, double[] out3) {
        System.arraycopy(receiver, index * SITE, out3, 0, 3);
    }

    /** Direction of the zenith of the receiver at an instant, GCRF. */
    public void receiverZenith(int index, double[] out3) {
        System.arraycopy(receiver, index * SITE + 12, out3, 0, 3);
    }

    /** Distance from the receiver to the transmitter, metres; 0 where they are one. */
    public double baselineMetres() {
        if (!bistatic) {
            return 0;
        }
        double sum = 0;
        for (int j = 0; j < 3; j++) {
            sum += (transmitter[j] - receiver[j]) * (transmitter[j] - receiver[j]);
        }
        return Math.sqrt(sum);
    }

    private double airMetres(Troposphere radar, Site site, int index, double elevation) {
        return refinement.laserTroposphere().isPresent()
                ? refinement.laserTroposphere().get().rangeMetres(site, micros[index], elevation)
                : radar.rangeMetres(elevation);
    }

    /** Shapiro's delay by the Earth: IERS Conventions 2010, equation 11.17. */
    private static double relativisticMetres(double[] state6, double[] site, int at, double range) {
        double sum = radius(state6, 0) + radius(site, at);
        return 2 * EARTH_GRAVITATIONAL_LENGTH * Math.log((sum + range) / (sum - range));
    }

    private static double radius(double[] v, int at) {
        return Math.sqrt(dot(v, at, v, at));
    }

    /**
     * Whether a place is below the horizon of the receiver, however it is moved by a distance.
     *
     * @param state6 at that instant, GCRF
     * @param sineOfHorizon sine of the elevation that counts as the horizon
     */
    public boolean belowHorizon(int index, double[] state6, double boundMetres, double sineOfHorizon) {
        int at = index * SITE;
        double range = fromSite(state6, receiver, at, line);
        return dot(line, 0, receiver, at + 12) < sineOfHorizon * range - 2 * boundMetres;
    }

    private static double fromSite(double[] state6, double[] site, int at, double[] out) {
        for (int j = 0; j < 6; j++) {
            out[j] = state6[j] - site[at + j];
        }
        return Math.sqrt(out[0] * out[0] + out[1] * out[1] + out[2] * out[2]);
    }

    private static double dot(double[] a, int i, double[] b, int j) {
        return a[i] * b[j] + a[i + 1] * b[j + 1] + a[i + 2] * b[j + 2];
    }
}
