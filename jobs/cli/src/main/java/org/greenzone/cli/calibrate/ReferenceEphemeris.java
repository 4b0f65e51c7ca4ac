package org.greenzone.cli.calibrate;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.calibration.ReferenceMotion;
import org.greenzone.astro.calibration.ReferenceSigma;
import org.greenzone.astro.conjunction.TabulatedMotion;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.formats.oem.OemEphemeris;

/**
 * The ephemeris of one object as the motion that tracks are held against, interpolated within its segments. Degree 15: of
 * SPOT-5 every 180 s far below a millimetre. Not thread-safe.
 */
final class ReferenceEphemeris implements ReferenceMotion {
    private static final int DEGREE = 15;

    private record Segment(long originMicros, long fromMicros, long toMicros, TabulatedMotion motion) {}

    private final LeapSeconds leapSeconds;
    private final ReferenceSigma sigma;
    private final List<Segment> segments = new ArrayList<>();

    ReferenceEphemeris(OemEphemeris ephemeris, ReferenceSigma sigma, LeapSeconds leapSeconds) {
        this.leapSeconds = leapSeconds;
        this.sigma = sigma;
        for (OemEphemeris.Segment segment : ephemeris.segments()) {
            long[] micros = segment.micros();
            if (micros.length < 2) {
                continue;
            }
            double[] seconds = new double[micros.length];
            double[] states = new double[6 * micros.length];
            for (int i = 0; i < micros.length; i++) {
                seconds[i] = leapSeconds.elapsedSeconds(micros[0], micros[i]);
                System.arraycopy(segment.statesGcrf()[i], 0, states, 6 * i, 6);
            }
            segments.add(new Segment(
                    micros[0],
                    segment.usableFromMicros(),
                    segment.usableToMicros(),
                    new TabulatedMotion(seconds, states, DEGREE)));
        }
    }

    ReferenceSigma sigma() {
        return sigma;
    }

    boolean covers(long fromMicros, long toMicros) {
        return segments.stream().anyMatch(s -> s.fromMicros() <= fromMicros && toMicros <= s.toMicros());
    }

    @Override
    public boolean state(long utcMicros, double[] out6) {
        for (Segment segment : segments) {
            if (segment.fromMicros() <= utcMicros && utcMicros <= segment.toMicros()) {
                return segment.motion().state(leapSeconds.elapsedSeconds(segment.originMicros(), utcMicros), out6);
            }
        }
        return false;
    }
}
