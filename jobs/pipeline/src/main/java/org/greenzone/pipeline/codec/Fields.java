package org.greenzone.pipeline.codec;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.greenzone.schemas.CovarianceRtn;
import org.greenzone.schemas.DragCovariance;
import org.greenzone.schemas.StateGcrf;
import org.jspecify.annotations.Nullable;

/** The field types that several schemas share. */
final class Fields {
    private Fields() {}

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static long micros(Instant instant) {
        // ChronoUnit.MICROS.between counts in nanoseconds and throws from the year 2262 on. In two's complement the sum
        // is
        // exact for each instant that came as a long of microseconds, though the product may pass the end.
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }

    /** Absent inside is NaN, absent on the wire is null. */
    static @Nullable Double nullable(double value) {
        return Double.isNaN(value) ? null : value;
    }

    static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    static StateGcrf state(double[] s) {
        return new StateGcrf(s[0], s[1], s[2], s[3], s[4], s[5]);
    }

    static double[] state(StateGcrf s) {
        return new double[] {
            s.getXMetres(),
            s.getYMetres(),
            s.getZMetres(),
            s.getVxMetresPerSecond(),
            s.getVyMetresPerSecond(),
            s.getVzMetresPerSecond()
        };
    }

    /** The first 21 numbers of a lower triangle by rows, in the order of the CDM. */
    static CovarianceRtn covariance(double[] c) {
        return new CovarianceRtn(
                c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13], c[14], c[15],
                c[16], c[17], c[18], c[19], c[20]);
    }

    /** The schema's fields stand in the order of the CDM, so that they are read by position. */
    static void covariance(CovarianceRtn from, double[] to) {
        for (int i = 0; i < 21; i++) {
            to[i] = (double) from.get(i);
        }
    }

    static DragCovariance dragCovariance(double[] c) {
        return new DragCovariance(c[21], c[22], c[23], c[24], c[25], c[26], c[27]);
    }

    static void dragCovariance(DragCovariance from, double[] to) {
        for (int i = 0; i < 7; i++) {
            to[21 + i] = (double) from.get(i);
        }
    }
}
