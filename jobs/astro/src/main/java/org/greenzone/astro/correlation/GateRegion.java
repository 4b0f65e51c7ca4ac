package org.greenzone.astro.correlation;

import org.greenzone.astro.physics.Vectors;
import org.greenzone.astro.track.TrackObservations;
import org.greenzone.astro.track.TrackObservations.Kind;

/**
 * Where an object must be predicted at the middle of a track for {@link TrackGate} to admit it: in one of two shells about
 * two points, and above the horizon. Necessary, not sufficient.
 *
 * <p>The gate moves the place p by p + v t + g t^2 / 2 to three instants, of which two must agree: the middle one (t = 0), or the
 * first and the last.
 *
 * <p>An instant agrees only where range and angles are within limits L of the observed ones (slack, six sigmas, air) and what the
 * bound B of the object adds. For range rho, elevation e and azimuth a (or declination and right ascension), the
 * observed place m and the moved place q are apart by the chord
 * <pre>|q - m|^2 = (rho1 - rho2)^2 + 4 rho1 rho2 (sin^2(de / 2) + cos e1 cos e2 sin^2(da / 2))</pre>
 * so by no more than {@code drho^2 + rho1 rhoHigh min(2, de)^2 + h1 hHigh min(2, da)^2} with h = rho cos e, drho = L + B, de = L +
 * asin(B / rhoLow), da = L + asin(B / hLow) (half a turn where B is larger), and highs and lows the furthest that the limits allow. All of it
 * grows with B, so a larger bound gives a larger region. Without a pair of angles there is the shell of the range about the
 * site alone. A second site off by D moves a range by D at most.
 *
 * <p>From the first (t = -a) and the last instant (t = b), the mean of the two moved places with weights b and a is p + g a b / 2
 * exactly, so p is within the same mean of both radii and of g a b / 2. Where there are no angles, p is within v a + g a^2 / 2 of
 * the moved place. Bounds of v and g hold above {@link #LOWEST_METRES}; objects that come below are not for this test.
 */
final class GateRegion {
    /** Distance from the Earth's centre, metres. */
    static final double LOWEST_METRES = 6_200_000;

    private static final double MU = 3.986004418e14;
    /** Escape velocity and acceleration there. */
    static final double FASTEST = Math.sqrt(2 * MU / LOWEST_METRES);

    static final double STRONGEST = MU / (LOWEST_METRES * LOWEST_METRES);
    /** What the gate adds for the cubic term, over t^3. */
    private static final double CUBIC = FASTEST * MU / (LOWEST_METRES * LOWEST_METRES * LOWEST_METRES) / 3;
    /** Delay in range (m) and refraction (rad) by the air at the horizon, rounded up. */
    private static final double AIR_METRES = 200;

    private static final double AIR_RADIANS = 0.0065;

    private final TrackGate gate;
    private final TrackObservations observations;
    private final Look middle;
    private final Look first;
    private final Look last;
    private final double before;
    private final double after;
    private final double baseline;
    final double[] site = new double[3];
    final double[] zenith = new double[3];

    /** Centres of the two shells, three numbers each, and their radii, metres; infinity where there is no bound. */
    final double[] centre = new double[6];

    final double[] low = new double[2];
    final double[] high = new double[2];

    /** The bound that the region stands for, metres. */
    double bound;

    GateRegion(TrackGate gate, TrackObservations observations) {
        this.gate = gate;
        this.observations = observations;
        this.baseline = observations.baselineMetres();
        int centreInstant = observations.instants() / 2;
        observations.receiverPosition(centreInstant, site);
        observations.receiverZenith(centreInstant, zenith);
        boolean single = gate.instants() == 1;
        middle = new Look(single ? 0 : 1);
        first = single ? middle : new Look(0);
        last = single ? middle : new Look(2);
        before = single ? 0 : -gate.secondsFromMiddle(0);
        after = single ? 0 : gate.secondsFromMiddle(2);
    }

    /** What one instant saw. */
    private final class Look {
        private final double seconds;
        private final double[] site = new double[3];
        private final double[] place = new double[3];
        private final double[] limit = new double[TrackObservations.KINDS];
        private double range = Double.NaN;
        private boolean located;
        private boolean horizontal;
        private double distance;
        private double level;

        Look(int i) {
            seconds = Math.abs(gate.secondsFromMiddle(i));
            int instant = gate.instant(i);
            observations.receiverPosition(instant, site);
            located = observations.position(instant, place);
            for (int s : gate.scalars(i)) {
                Kind kind = observations.kind(s);
                limit[kind.ordinal()] = TrackGate.SLACK[kind.ordinal()] + TrackGate.SIGMAS * observations.sigma(s);
                if (kind == Kind.RANGE) {
                    range = observations.observed(s);
                }
                horizontal |= kind == Kind.AZIMUTH;
            }
            if (located) {
                double[] up = new double[3];
                if (horizontal) {
                    observations.receiverZenith(instant, up);
                } else {
                    up[2] = 1;
                }
                double height = 0;
                double square = 0;
                for (int j = 0; j < 3; j++) {
                    double d = place[j] - site[j];
                    height += d * up[j];
                    square += d * d;
                }
                distance = Math.sqrt(square);
                level = Math.sqrt(Math.max(0, square - height * height));
            }
        }

        double grown(double bound) {
            return bound + CUBIC * seconds * seconds * seconds;
        }

        double rangeLimit(double bound) {
            return limit[Kind.RANGE.ordinal()] + AIR_METRES + baseline + grown(bound);
        }

        /** How far from the place seen the moved one can be. */
        double radius(double bound) {
            double b = grown(bound);
            double along = rangeLimit(bound);
            double far = distance + along;
            double near = Math.max(0, distance - along);
            double up =
                    limit[(horizontal ? Kind.ELEVATION : Kind.DECLINATION).ordinal()] + AIR_RADIANS + angle(b, near);
            double widest = level + along + far * up;
            double narrowest = level - along - far * (up + AIR_RADIANS) - baseline;
            double round = limit[(horizontal ? Kind.AZIMUTH : Kind.RIGHT_ASCENSION).ordinal()] + angle(b, narrowest);
            double upChord = Math.min(2, up);
            double roundChord = Math.min(2, round);
            return Math.sqrt(
                    along * along + distance * far * upChord * upChord + level * widest * roundChord * roundChord);
        }
    }

    private static double angle(double bound, double distance) {
        return bound < distance ? Math.asin(bound / distance) : Math.PI;
    }

    /** Makes the region that of all objects with no more than this bound, metres. */
    void enlarge(double boundMetres) {
        bound = boundMetres;
        about(0, middle);
        if (gate.instants() == 1) {
            nothing(1);
        } else {
            ends();
        }
    }

    private void about(int shell, Look look) {
        if (look.located) {
            System.arraycopy(look.place, 0, centre, 3 * shell, 3);
            low[shell] = 0;
            high[shell] = look.radius(bound);
        } else if (!Double.isNaN(look.range)) {
            System.arraycopy(look.site, 0, centre, 3 * shell, 3);
            low[shell] = look.range - look.rangeLimit(bound);
            high[shell] = look.range + look.rangeLimit(bound);
        } else {
            everywhere(shell);
        }
    }

    private void ends() {
        if (!(before >= 0 && after >= 0)) {
            everywhere(1);
            return;
        }
        if (first.located && last.located) {
            double part = before + after > 0 ? after / (before + after) : 0.5;
            for (int j = 0; j < 3; j++) {
                centre[3 + j] = part * first.place[j] + (1 - part) * last.place[j];
            }
            low[1] = 0;
            high[1] = part * first.radius(bound) + (1 - part) * last.radius(bound) + 0.5 * STRONGEST * before * after;
            return;
        }
        everywhere(1);
        for (Look look : new Look[] {first, last}) {
            if (!Double.isNaN(look.range)) {
                double t = look.seconds;
                double away = look.rangeLimit(bound)
                        + FASTEST * t
                        + 0.5 * STRONGEST * t * t
                        + Vectors.distance(look.site, site);
                low[1] = Math.max(low[1], look.range - away);
                high[1] = Math.min(high[1], look.range + away);
            }
        }
    }

    private void everywhere(int shell) {
        System.arraycopy(site, 0, centre, 3 * shell, 3);
        low[shell] = 0;
        high[shell] = Double.POSITIVE_INFINITY;
    }

    private void nothing(int shell) {
        low[shell] = Double.POSITIVE_INFINITY;
        high[shell] = Double.NEGATIVE_INFINITY;
    }

    /**
     * Whether a point is within a distance of the region.
     *
     * @param slack metres by which everything may be wrong
     */
    boolean near(double x, double y, double z, double slack) {
        double dx = x - site[0];
        double dy = y - site[1];
        double dz = z - site[2];
        double height = dx * zenith[0] + dy * zenith[1] + dz * zenith[2];
        double away = Math.sqrt(dx * dx + dy * dy + dz * dz);
        if (height < TrackGate.BELOW_HORIZON * away - 2 * bound - 1.2 * slack) {
            return false;
        }
        return within(0, x, y, z, slack) || within(1, x, y, z, slack);
    }

    private boolean within(int shell, double x, double y, double z, double slack) {
        double dx = x - centre[3 * shell];
        double dy = y - centre[3 * shell + 1];
        double dz = z - centre[3 * shell + 2];
        double square = dx * dx + dy * dy + dz * dz;
        double most = high[shell] + slack;
        double least = low[shell] - slack;
        return most >= 0 && square <= most * most && (least <= 0 || square >= least * least);
    }
}
