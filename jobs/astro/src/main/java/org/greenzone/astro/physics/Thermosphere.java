package org.greenzone.astro.physics;

import java.util.concurrent.ConcurrentSkipListMap;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.jspecify.annotations.Nullable;
import org.orekit.bodies.GeodeticPoint;
import org.orekit.bodies.OneAxisEllipsoid;
import org.orekit.frames.Frame;
import org.orekit.models.earth.atmosphere.NRLMSISE00;
import org.orekit.models.earth.atmosphere.NRLMSISE00InputParameters;
import org.orekit.time.AbsoluteDate;
import org.orekit.time.FieldAbsoluteDate;
import org.orekit.time.TimeScale;
import org.orekit.utils.Constants;
import org.orekit.utils.ExtendedPositionProvider;

/**
 * Density of the upper atmosphere by NRLMSISE-00 (Picone et al. 2002, with the 57 hours of ap before), looked up in a
 * grid that fills itself where it is asked.
 *
 * <p>The grid stands at fixed instants three hours apart in TAI, 5 deg in geodetic latitude, 10 deg in local solar time
 * and 4 % in altitude; the logarithm of the density is interpolated, by a cubic in altitude and linearly elsewhere. A
 * value depends on its arguments alone. Thread-safe: every propagation over the same physical data shares one grid; two
 * threads that fill the same cell write the same number.
 *
 * <p>Valid between 90 and 2500 km; above, the air is left out; below, the density of 90 km holds.
 */
public final class Thermosphere {
    private static final long NODE_MICROS = 10_800_000_000L;
    private static final int LATITUDES = 37;
    private static final int HOURS = 36;
    private static final double LOWEST = 86_000.0;
    private static final double LOG_STEP = Math.log(1.04);
    private static final int LEVELS = 90;
    private static final double LOWEST_ASKED = 90_000.0;

    /** Above, drag is left out, metres. */
    public static final double TOP_METRES = 2_500_000.0;

    /** Three-hour nodes that are kept at most: 16 days. */
    private static final int MAXIMUM_NODES = 128;

    private static final float[] NONE = {};
    private static final double ANGLE_STEP = Math.PI / 36;
    private static final double HOUR_STEP = 2 * Math.PI / HOURS;

    private final PhysicalData data;
    private final OneAxisEllipsoid earth;
    private final EarthRotation rotation;
    private final SunAndMoon sunAndMoon;
    private final ConcurrentSkipListMap<Long, Node> nodes = new ConcurrentSkipListMap<>();

    Thermosphere(PhysicalData data) {
        this.data = data;
        this.earth = new OneAxisEllipsoid(
                Constants.WGS84_EARTH_EQUATORIAL_RADIUS, Constants.WGS84_EARTH_FLATTENING, data.itrf());
        this.rotation = new EarthRotation(data);
        this.sunAndMoon = new SunAndMoon(data);
    }

    /** The density as one propagation asks for it; not thread-safe, where the grid below it is. */
    public Lookup lookup() {
        return new Lookup();
    }

    /** The model itself, without the grid: what the grid is measured against. */
    public NRLMSISE00 model(ExtendedPositionProvider sun) {
        return new NRLMSISE00(new Activity(data), sun, earth, data.utc()).withSwitch(9, -1);
    }

    private Node node(long index) {
        Node known = nodes.get(index);
        if (known != null) {
            return known;
        }
        Node fresh = new Node(index * NODE_MICROS);
        Node before = nodes.putIfAbsent(index, fresh);
        while (nodes.size() > MAXIMUM_NODES) {
            long first = nodes.firstKey();
            long last = nodes.lastKey();
            nodes.remove(index - first >= last - index ? first : last);
        }
        return before == null ? fresh : before;
    }

    private synchronized Sky sky(long taiMicros) {
        long utcMicros = data.leapSeconds().fromTaiMicros(taiMicros);
        double[] matrix = new double[9];
        double[] bodies = new double[6];
        rotation.gcrfToItrf(utcMicros, 0, matrix);
        sunAndMoon.positions(utcMicros, 0, bodies);
        Vector3D sunItrf = new Vector3D(
                matrix[0] * bodies[0] + matrix[1] * bodies[1] + matrix[2] * bodies[2],
                matrix[3] * bodies[0] + matrix[4] * bodies[1] + matrix[5] * bodies[2],
                matrix[6] * bodies[0] + matrix[7] * bodies[1] + matrix[8] * bodies[2]);
        // The clock of TAI put back shows UTC without a search of leap seconds, which took half of the time of a cell.
        TimeScale tai = data.dataContext().getTimeScales().getTAI();
        NRLMSISE00 atmosphere = new NRLMSISE00(
                        StillActivity.at(new Activity(data), data.dateOfTaiMicros(taiMicros)),
                        new FixedSun(sunItrf, earth.getBodyFrame()),
                        earth,
                        tai)
                .withSwitch(9, -1);
        return new Sky(data.dateOfTaiMicros(utcMicros), sunItrf.getAlpha(), atmosphere);
    }

    /** What the model needs at a node. */
    private record Sky(AbsoluteDate date, double sunLongitude, NRLMSISE00 atmosphere) {}

    /**
     * Grid of one instant, column by column, since a question is about four levels of four columns; 0 marks a cell that is not filled yet (the
     * logarithm of a density here is below -10).
     */
    private final class Node {
        private final long taiMicros;
        private final float[][] logDensity = new float[LATITUDES * HOURS][];
        private volatile @Nullable Sky sky;

        Node(long taiMicros) {
            this.taiMicros = taiMicros;
        }

        private Sky sky() {
            Sky known = sky;
            if (known == null) {
                known = Thermosphere.this.sky(taiMicros);
                sky = known;
            }
            return known;
        }

        /** The column over a place, in which the four levels from one on are filled. */
        float[] column(int latitude, int hour, int level) {
            float[] column = logDensity[latitude * HOURS + hour];
            if (column == null) {
                column = new float[LEVELS];
                logDensity[latitude * HOURS + hour] = column;
            }
            if (column[level] == 0 || column[level + 1] == 0 || column[level + 2] == 0 || column[level + 3] == 0) {
                for (int k = level; k < level + 4; k++) {
                    column[k] = column[k] == 0 ? cell(k, latitude, hour) : column[k];
                }
            }
            return column;
        }

        private float cell(int level, int latitude, int hour) {
            Sky known = sky();
            GeodeticPoint point = new GeodeticPoint(
                    -Math.PI / 2 + latitude * ANGLE_STEP,
                    known.sunLongitude() + hour * HOUR_STEP,
                    LOWEST * Math.exp(level * LOG_STEP));
            double density = known.atmosphere().getDensity(known.date(), earth.transform(point), earth.getBodyFrame());
            return (float) Math.log(density);
        }
    }

    /** Interpolation in the grid. */
    public final class Lookup {
        private long leftIndex = Long.MIN_VALUE;
        private Node left;
        private Node right;
        private double weight;
        private double logSlope;
        /** Columns about the place: two of latitude, two of local time, each at the node before and after. */
        private float[] a0 = NONE;

        private float[] a1 = NONE;
        private float[] b0 = NONE;
        private float[] b1 = NONE;
        private float[] c0 = NONE;
        private float[] c1 = NONE;
        private float[] d0 = NONE;
        private float[] d1 = NONE;

        private Lookup() {
            this.left = node(0);
            this.right = left;
        }

        /** Fixes the instant of the following questions. */
        public void at(long utcMicros, double plusSeconds) {
            double tai = data.leapSeconds().toTaiMicros(utcMicros) + plusSeconds * 1e6;
            long index = (long) Math.floor(tai / NODE_MICROS);
            if (index != leftIndex) {
                left = node(index);
                right = node(index + 1);
                leftIndex = index;
            }
            weight = tai / NODE_MICROS - index;
        }

        /**
         * Density at a place.
         *
         * @param altitude geodetic, metres
         * @param latitude geodetic, radians
         * @param fromSun longitude less that of the Sun, radians (local solar time less twelve hours)
         * @return kg/m3; 0 above {@link #TOP_METRES}
         */
        public double density(double altitude, double latitude, double fromSun) {
            if (altitude >= TOP_METRES) {
                logSlope = 0;
                return 0;
            }
            double level = Math.log(Math.max(altitude, LOWEST_ASKED) / LOWEST) / LOG_STEP;
            int k = (int) level;
            double u = level - k;
            double row = (latitude + Math.PI / 2) / ANGLE_STEP;
            int i = Math.max(0, Math.min((int) row, LATITUDES - 2));
            double p = row - i;
            double column = fromSun / HOUR_STEP;
            int j = (int) Math.floor(column);
            double q = column - j;
            int j0 = Math.floorMod(j, HOURS);
            int j1 = Math.floorMod(j + 1, HOURS);
            columns(left, right, k - 1, i, j0, j1);
            double f0 = plane(k - 1, p, q);
            double f1 = plane(k, p, q);
            double f2 = plane(k + 1, p, q);
            double f3 = plane(k + 2, p, q);
            double value = -u * (u - 1) * (u - 2) / 6 * f0
                    + (u + 1) * (u - 1) * (u - 2) / 2 * f1
                    - (u + 1) * u * (u - 2) / 2 * f2
                    + (u + 1) * u * (u - 1) / 6 * f3;
            logSlope = (f2 - f1) / (LOG_STEP * altitude);
            return Math.exp(value);
        }

        /** Derivative of the logarithm of the density by altitude at the place asked last, 1/m. */
        public double logSlope() {
            return logSlope;
        }

        private void columns(Node before, Node after, int level, int i, int j0, int j1) {
            a0 = before.column(i, j0, level);
            a1 = after.column(i, j0, level);
            b0 = before.column(i, j1, level);
            b1 = after.column(i, j1, level);
            c0 = before.column(i + 1, j0, level);
            c1 = after.column(i + 1, j0, level);
            d0 = before.column(i + 1, j1, level);
            d1 = after.column(i + 1, j1, level);
        }

        private double plane(int level, double p, double q) {
            double a = (1 - weight) * a0[level] + weight * a1[level];
            double b = (1 - weight) * b0[level] + weight * b1[level];
            double c = (1 - weight) * c0[level] + weight * c1[level];
            double d = (1 - weight) * d0[level] + weight * d1[level];
            return (1 - p) * ((1 - q) * a + q * b) + p * ((1 - q) * c + q * d);
        }
    }

    /** The Sun where it stands at a node, in ITRF. */
    private record FixedSun(Vector3D positionItrf, Frame itrf) implements ExtendedPositionProvider {
        @Override
        public Vector3D getPosition(AbsoluteDate date, Frame frame) {
            return frame == itrf
                    ? positionItrf
                    : itrf.getStaticTransformTo(frame, date).transformPosition(positionItrf);
        }

        @Override
        public <T extends org.hipparchus.CalculusFieldElement<T>>
                org.hipparchus.geometry.euclidean.threed.FieldVector3D<T> getPosition(
                        FieldAbsoluteDate<T> date, Frame frame) {
            return new org.hipparchus.geometry.euclidean.threed.FieldVector3D<>(
                    date.getField(), getPosition(date.toAbsoluteDate(), frame));
        }
    }

    /** Activity that is told for all dates. */
    private interface EverKnown extends NRLMSISE00InputParameters {
        @Override
        default AbsoluteDate getMinDate() {
            return AbsoluteDate.PAST_INFINITY;
        }

        @Override
        default AbsoluteDate getMaxDate() {
            return AbsoluteDate.FUTURE_INFINITY;
        }
    }

    /** The activity of one instant, whatever date is asked. */
    private record StillActivity(double dailyFlux, double averageFlux, double[] ap) implements EverKnown {
        private static final long serialVersionUID = 1L;

        static StillActivity at(Activity activity, AbsoluteDate date) {
            return new StillActivity(activity.getDailyFlux(date), activity.getAverageFlux(date), activity.getAp(date));
        }

        @Override
        public double getDailyFlux(AbsoluteDate date) {
            return dailyFlux;
        }

        @Override
        public double getAverageFlux(AbsoluteDate date) {
            return averageFlux;
        }

        @Override
        public double[] getAp(AbsoluteDate date) {
            return ap;
        }
    }

    /** The built-in activity as NRLMSISE-00 takes it. */
    private record Activity(PhysicalData data) implements EverKnown {
        private static final long serialVersionUID = 1L;

        /** The model takes the flux of the day before. */
        @Override
        public double getDailyFlux(AbsoluteDate date) {
            return data.solarActivity().flux(PhysicalData.mjd(data.micros(date)) - 1);
        }

        @Override
        public double getAverageFlux(AbsoluteDate date) {
            return data.solarActivity().meanFlux(PhysicalData.mjd(data.micros(date)));
        }

        @Override
        public double[] getAp(AbsoluteDate date) {
            long micros = data.micros(date);
            int mjd = PhysicalData.mjd(micros);
            int interval = (int) (Math.floorMod(micros, 8 * NODE_MICROS) / NODE_MICROS);
            SolarActivity activity = data.solarActivity();
            double[] ap = new double[7];
            ap[0] = activity.dailyAp(mjd);
            for (int k = 0; k < 4; k++) {
                ap[1 + k] = activity.threeHourlyAp(mjd, interval - k);
            }
            for (int k = 4; k < 12; k++) {
                ap[5] += activity.threeHourlyAp(mjd, interval - k) / 8;
                ap[6] += activity.threeHourlyAp(mjd, interval - k - 8) / 8;
            }
            return ap;
        }
    }
}
