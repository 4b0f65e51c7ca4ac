package org.greenzone.formats.oem;

import java.util.Locale;
import org.greenzone.formats.Decimal;
import org.greenzone.formats.UtcText;

/** Orbit ephemeris messages (CCSDS 502.0-B-3) as KVN: states in GCRF, UTC, covariances in RTN. */
public final class OemWriter {
    private static final int KILOMETRES = 3;
    private static final int SQUARE_KILOMETRES = 6;

    private OemWriter() {}

    public static String kvn(OemEphemeris ephemeris) {
        StringBuilder out = new StringBuilder(1 << 14);
        line(out, "CCSDS_OEM_VERS", "2.0");
        line(out, "CREATION_DATE", UtcText.ofMicros(ephemeris.createdMicros()));
        line(out, "ORIGINATOR", orUnknown(ephemeris.originator()));
        for (OemEphemeris.Segment segment : ephemeris.segments()) {
            segment(out, ephemeris, segment);
        }
        return out.toString();
    }

    private static void segment(StringBuilder out, OemEphemeris ephemeris, OemEphemeris.Segment segment) {
        int last = segment.micros().length - 1;
        out.append("\nMETA_START\n");
        line(out, "OBJECT_NAME", orUnknown(ephemeris.objectName()));
        line(out, "OBJECT_ID", orUnknown(ephemeris.objectId()));
        line(out, "CENTER_NAME", "EARTH");
        line(out, "REF_FRAME", "GCRF");
        line(out, "TIME_SYSTEM", "UTC");
        line(out, "START_TIME", UtcText.ofMicros(segment.micros()[0]));
        line(out, "USEABLE_START_TIME", UtcText.ofMicros(segment.usableFromMicros()));
        line(out, "USEABLE_STOP_TIME", UtcText.ofMicros(segment.usableToMicros()));
        line(out, "STOP_TIME", UtcText.ofMicros(segment.micros()[last]));
        out.append("META_STOP\n\n");
        for (String comment : segment.comments()) {
            out.append("COMMENT ")
                    .append(comment.replaceAll("\\p{Cntrl}+", " "))
                    .append('\n');
        }
        for (int i = 0; i <= last; i++) {
            out.append(UtcText.ofMicros(segment.micros()[i]));
            for (double coordinate : segment.statesGcrf()[i]) {
                out.append(' ').append(Decimal.shifted(coordinate, KILOMETRES));
            }
            out.append('\n');
        }
        if (!segment.covariances().isEmpty()) {
            out.append("\nCOVARIANCE_START\n");
            segment.covariances().forEach(covariance -> covariance(out, covariance));
            out.append("COVARIANCE_STOP\n");
        }
    }

    private static void covariance(StringBuilder out, OemEphemeris.Covariance covariance) {
        line(out, "EPOCH", UtcText.ofMicros(covariance.epochMicros()));
        line(out, "COV_REF_FRAME", "RTN");
        for (int i = 0, k = 0; i < 6; i++) {
            for (int j = 0; j <= i; j++, k++) {
                out.append(j == 0 ? "" : " ")
                        .append(Decimal.scientific(covariance.rtn()[k], SQUARE_KILOMETRES));
            }
            out.append('\n');
        }
    }

    private static void line(StringBuilder out, String keyword, String value) {
        out.append(String.format(Locale.ROOT, "%-18s = %s\n", keyword, value));
    }

    private static String orUnknown(String text) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.isEmpty() ? "UNKNOWN" : plain;
    }
}
