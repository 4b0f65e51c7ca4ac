package org.greenzone.astro.correlation;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.greenzone.astro.catalogue.CoarseOrbit;
import org.greenzone.astro.correlation.CatalogueSnapshot.Entry;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.Vectors;

/**
 * Where the objects of the catalogue are in one minute: cubic cells in GCRF, one size for each class of uncertainty, in a
 * hash table. Answers which objects {@link TrackGate} may admit: all that it admits, and some more.
 *
 * <p>An object stands in the cell of its coarse place at the centre of the minute (31 s to either side, for a leap second). Why none
 * is lost:
 * <ul>
 * <li>its bound within the minute is at most that at the end that is further from its epoch, for which the class is chosen, and
 *     {@link GateRegion} grows with the bound;
 * <li>its coarse place at the middle of the track is within {@code STRONGEST dt^2 / 2} of the straight line along the velocity of a
 *     Kepler orbit, and turns away from that by {@value #TURNING} m/s at most; both are tested on entry;
 * <li>the cells asked for are those within that, and within the way that the fastest of the class goes in dt, of the region.
 * </ul>
 * Objects for which one of these does not hold, or whose bound is beyond all classes, are always named. Objects that are not
 * recognisable in the whole minute ({@link CoarseGate#isRecognisable}) are left out, as the gate leaves them out.
 */
final class MinuteGrid {
    static final long MINUTE_MICROS = 60_000_000;
    private static final double HALF_MINUTE_SECONDS = 31;
    private static final double TURNING = 300;
    /** Rounding of the places, metres. */
    private static final double ROUNDING = 100;

    /** Largest bound of each class, metres, and the edge of its cells. */
    private static final double[] BOUND = {60_000, 80_000, 120_000, 200_000, 500_000, 1_500_000};

    private static final double[] EDGE = {350_000, 400_000, 500_000, 600_000, 1_000_000, 3_000_000};
    private static final int CLASSES = BOUND.length;
    private static final int ALWAYS = CLASSES;
    private static final int ABSENT = -1;
    private static final int STATE = 6;
    private static final long OFFSET = 1L << 18;
    private static final int BITS = 19;
    private static final long ALWAYS_KEY = -1;

    private final long centreMicros;
    private final LeapSeconds leapSeconds;
    private final double mu;
    private final int[] head;
    private final int[] count = new int[CLASSES + 1];
    private final double[] fastest = new double[CLASSES];
    private final double[] state = new double[STATE];
    private int[] next;
    private int[] previous;
    private byte[] kind;
    private long[] key;
    private float[] places;

    /** @param capacity number of objects that are expected; more are taken, at more cost */
    MinuteGrid(long minute, int capacity, LeapSeconds leapSeconds, double mu) {
        this.centreMicros = minute * MINUTE_MICROS + MINUTE_MICROS / 2;
        this.leapSeconds = leapSeconds;
        this.mu = mu;
        head = new int[Integer.highestOneBit(Math.max(16, 2 * capacity))];
        Arrays.fill(head, -1);
        int size = Math.max(16, capacity);
        next = new int[size];
        previous = new int[size];
        kind = new byte[size];
        Arrays.fill(kind, (byte) ABSENT);
        key = new long[size];
        places = new float[size * STATE];
    }

    static long minuteOf(long micros) {
        return Math.floorDiv(micros, MINUTE_MICROS);
    }

    /** Enters an object in place of the one that had the slot. */
    void put(int slot, Entry entry) {
        remove(slot);
        grow(slot);
        CoarseOrbit coarse = entry.coarse();
        double seconds = leapSeconds.elapsedSeconds(entry.orbit().epochMicros(), centreMicros);
        double soonest = Math.max(0, Math.abs(seconds) - HALF_MINUTE_SECONDS);
        if (!CoarseGate.isRecognisable(coarse.place(), soonest)) {
            return;
        }
        double latest = Math.abs(seconds) + HALF_MINUTE_SECONDS;
        double bound = coarse.modelBound(latest) + coarse.covarianceBound(latest);
        int of = 0;
        while (of < CLASSES && !(bound <= BOUND[of])) {
            of++;
        }
        coarse.state(seconds, state, mu);
        double sum = 0;
        for (double x : state) {
            sum += Math.abs(x);
        }
        if (!(sum < 1e10)
                || !(coarse.perigeeRadius() > GateRegion.LOWEST_METRES)
                || !(coarse.turningSpeedBound(mu) < TURNING)) {
            of = ALWAYS;
        }
        for (int j = 0; j < STATE; j++) {
            places[slot * STATE + j] = (float) state[j];
        }
        kind[slot] = (byte) of;
        count[of]++;
        if (of < ALWAYS) {
            double speed = Vectors.norm(state, 3);
            fastest[of] = Math.max(fastest[of], speed);
            key[slot] = key(of, cell(state[0], of), cell(state[1], of), cell(state[2], of));
        } else {
            key[slot] = ALWAYS_KEY;
        }
        link(slot);
    }

    private void grow(int slot) {
        if (slot < kind.length) {
            return;
        }
        int before = kind.length;
        int size = Math.max(slot + 1, 2 * before);
        next = Arrays.copyOf(next, size);
        previous = Arrays.copyOf(previous, size);
        kind = Arrays.copyOf(kind, size);
        Arrays.fill(kind, before, size, (byte) ABSENT);
        key = Arrays.copyOf(key, size);
        places = Arrays.copyOf(places, size * STATE);
    }

    /** Takes an object out; nothing where the slot is empty. */
    void remove(int slot) {
        if (slot >= kind.length || kind[slot] == ABSENT) {
            return;
        }
        if (previous[slot] < 0) {
            head[bucket(key[slot])] = next[slot];
        } else {
            next[previous[slot]] = next[slot];
        }
        if (next[slot] >= 0) {
            previous[next[slot]] = previous[slot];
        }
        count[kind[slot]]--;
        kind[slot] = ABSENT;
    }

    private void link(int slot) {
        int bucket = bucket(key[slot]);
        int old = head[bucket];
        next[slot] = old;
        previous[slot] = -1;
        if (old >= 0) {
            previous[old] = slot;
        }
        head[bucket] = slot;
    }

    private static int cell(double x, int of) {
        return (int) Math.floor(x / EDGE[of]);
    }

    private static long key(int of, int x, int y, int z) {
        return ((((long) of << BITS | x + OFFSET) << BITS | y + OFFSET) << BITS) | z + OFFSET;
    }

    /** The finalizer of MurmurHash3 (Appleby, public domain). */
    private int bucket(long k) {
        long h = (k ^ k >>> 33) * 0xff51afd7ed558ccdL;
        h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
        return (int) (h ^ h >>> 33) & head.length - 1;
    }

    /** Names the slots of all objects that the gate may admit, each once, in no order. */
    void candidates(GateRegion region, long middleMicros, IntConsumer found) {
        double dt = leapSeconds.elapsedSeconds(centreMicros, middleMicros);
        double slack = 0.5 * GateRegion.STRONGEST * dt * dt + TURNING * Math.abs(dt) + ROUNDING;
        for (int of = 0; of < CLASSES; of++) {
            if (count[of] > 0) {
                region.enlarge(BOUND[of]);
                search(of, region, dt, slack, found);
            }
        }
        if (count[ALWAYS] > 0) {
            for (int slot = head[bucket(ALWAYS_KEY)]; slot >= 0; slot = next[slot]) {
                if (kind[slot] == ALWAYS) {
                    found.accept(slot);
                }
            }
        }
    }

    private void search(int of, GateRegion region, double dt, double slack, IntConsumer found) {
        double edge = EDGE[of];
        double reach = slack + fastest[of] * Math.abs(dt);
        int[] from = new int[3];
        int[] to = new int[3];
        double cells = 1;
        for (int j = 0; j < 3; j++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int shell = 0; shell < 2; shell++) {
                least = Math.min(least, region.centre[3 * shell + j] - region.high[shell] - reach);
                most = Math.max(most, region.centre[3 * shell + j] + region.high[shell] + reach);
            }
            // Beyond that far there is no object in a cell.
            from[j] = cell(Math.max(least, -1e10), of);
            to[j] = cell(Math.min(most, 1e10), of);
            cells *= Math.max(0, to[j] - from[j] + 1.0);
        }
        if (cells > count[of]) {
            for (int slot = 0; slot < kind.length; slot++) {
                if (kind[slot] == of) {
                    test(slot, region, dt, slack, found);
                }
            }
            return;
        }
        double cellReach = reach + edge * Math.sqrt(0.75);
        for (int x = from[0]; x <= to[0]; x++) {
            for (int y = from[1]; y <= to[1]; y++) {
                for (int z = from[2]; z <= to[2]; z++) {
                    if (!region.near((x + 0.5) * edge, (y + 0.5) * edge, (z + 0.5) * edge, cellReach)) {
                        continue;
                    }
                    long wanted = key(of, x, y, z);
                    for (int slot = head[bucket(wanted)]; slot >= 0; slot = next[slot]) {
                        if (key[slot] == wanted) {
                            test(slot, region, dt, slack, found);
                        }
                    }
                }
            }
        }
    }

    private void test(int slot, GateRegion region, double dt, double slack, IntConsumer found) {
        int at = slot * STATE;
        double x = places[at] + dt * places[at + 3];
        double y = places[at + 1] + dt * places[at + 4];
        double z = places[at + 2] + dt * places[at + 5];
        if (region.near(x, y, z, slack)) {
            found.accept(slot);
        }
    }
}
