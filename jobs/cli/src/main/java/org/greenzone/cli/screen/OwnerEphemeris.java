package org.greenzone.cli.screen;

import java.util.Arrays;
import java.util.Optional;
import org.greenzone.astro.conjunction.CatalogueScreening;
import org.greenzone.astro.conjunction.TabulatedMotion;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.formats.oem.OemEphemeris;

/** An owner's ephemeris (OEM, CPF, SP3) as one table of states, as far as each segment may be used. */
final class OwnerEphemeris {
    private static final int DEGREE = 7;

    private final OemEphemeris ephemeris;
    private final String objectId;
    private final long[] micros;
    private final double[] states;

    /** @param objectId under which the object stands in the catalogue, or the id of the file where it does not */
    OwnerEphemeris(OemEphemeris ephemeris, String objectId) {
        this.ephemeris = ephemeris;
        this.objectId = objectId;
        int size =
                ephemeris.segments().stream().mapToInt(s -> s.micros().length).sum();
        long[] times = new long[size];
        double[] all = new double[6 * size];
        int count = 0;
        for (OemEphemeris.Segment segment : ephemeris.segments()) {
            for (int i = 0; i < segment.micros().length; i++) {
                long at = segment.micros()[i];
                boolean overlaps = count > 0 && at < times[count - 1];
                if (at >= segment.usableFromMicros() && at <= segment.usableToMicros() && !overlaps) {
                    times[count] = at;
                    System.arraycopy(segment.statesGcrf()[i], 0, all, 6 * count, 6);
                    count++;
                }
            }
        }
        micros = Arrays.copyOf(times, count);
        states = Arrays.copyOf(all, 6 * count);
    }

    String objectId() {
        return objectId;
    }

    String name() {
        return ephemeris.objectName();
    }

    boolean isUsable() {
        return micros.length >= 2;
    }

    long firstMicros() {
        return micros[0];
    }

    long lastMicros() {
        return micros[micros.length - 1];
    }

    CatalogueScreening.Primary primary(CatalogueScreening screening) {
        return screening.primary(objectId, micros, states, DEGREE);
    }

    /** Its motion in GCRF, seconds from an instant. */
    TabulatedMotion motion(LeapSeconds leapSeconds, long fromMicros) {
        double[] seconds = new double[micros.length];
        for (int i = 0; i < micros.length; i++) {
            seconds[i] = leapSeconds.elapsedSeconds(fromMicros, micros[i]);
        }
        return new TabulatedMotion(seconds, states, DEGREE);
    }

    /** Covariance of the epoch nearest to an instant, 21 numbers in RTN; empty where the file has none. */
    Optional<double[]> covarianceRtn(long at) {
        return ephemeris.segments().stream()
                .flatMap(segment -> segment.covariances().stream())
                .min((a, b) -> Long.compare(Math.abs(a.epochMicros() - at), Math.abs(b.epochMicros() - at)))
                .map(OemEphemeris.Covariance::rtn);
    }
}
