package org.greenzone.formats.tdm;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.UtcText;
import org.greenzone.formats.Values;

/**
 * From the time tags of a segment to the instant of the bounce.
 *
 * @param reference what the tags mean
 * @param kind way of the signal
 * @param middleShiftNanos from a tag of an integrated Doppler to the middle of its interval
 * @param integrationSeconds NaN where not given
 */
record TdmTiming(Reference reference, TdmPath.Kind kind, double middleShiftNanos, double integrationSeconds) {
    private static final double NANOS_PER_METRE = 1e9 / 299_792_458.0;

    enum Reference {
        TRANSMIT,
        BOUNCE,
        RECEIVE
    }

    /** Reads TIMETAG_REF (RECEIVE where absent), INTEGRATION_REF (MIDDLE where absent) and INTEGRATION_INTERVAL. */
    static TdmTiming of(TdmMetadata metadata, TdmPath.Kind kind, String[] current) throws BadValueException {
        current[0] = "TIMETAG_REF";
        String text = metadata.text("TIMETAG_REF", "RECEIVE").toUpperCase(Locale.ROOT);
        Reference reference = switch (text) {
            case "TRANSMIT" -> Reference.TRANSMIT;
            case "RECEIVE" -> Reference.RECEIVE;
            case "BOUNCE" -> Reference.BOUNCE;
            default -> throw new BadValueException("'" + Values.shown(text) + "' is not TRANSMIT or RECEIVE");
        };
        current[0] = "INTEGRATION_INTERVAL";
        double interval = metadata.number("INTEGRATION_INTERVAL", Double.NaN);
        if (interval <= 0) {
            throw new BadValueException(interval + " s is not positive");
        }
        current[0] = "INTEGRATION_REF";
        String where = metadata.text("INTEGRATION_REF", "MIDDLE").toUpperCase(Locale.ROOT);
        double half = switch (where) {
            case "START" -> 0.5;
            case "MIDDLE" -> 0;
            case "END" -> -0.5;
            default -> throw new BadValueException("'" + Values.shown(where) + "' is not START, MIDDLE or END");
        };
        return new TdmTiming(reference, kind, half == 0 ? 0 : half * interval * 1e9, interval);
    }

    /** The tag in the middle of the interval over which the value was measured. */
    long middle(String keyword, long tagNanos) throws BadValueException {
        boolean averaged = keyword.equals("DOPPLER_INTEGRATED")
                || keyword.equals("RECEIVE_FREQ") && !Double.isNaN(integrationSeconds);
        if (!averaged) {
            return tagNanos;
        }
        if (Double.isNaN(middleShiftNanos)) {
            throw new BadValueException("needs INTEGRATION_INTERVAL in the metadata");
        }
        return tagNanos + Math.round(middleShiftNanos);
    }

    /** Ratio in decibels from a density ratio in dB Hz, over the integration interval (1 s where none is given). */
    double signalToNoise(double decibelHertz) {
        return integrationSeconds > 0 ? decibelHertz + 10 * Math.log10(integrationSeconds) : decibelHertz;
    }

    /** Whether the way of the signal stands between tag and bounce. */
    boolean needsRange() {
        return sign() != 0;
    }

    /** The bounce of a tag, with the ranges of the segment by tag (metres), interpolated where it has none of its own. */
    long bounceMicros(long tagNanos, TreeMap<Long, Double> rangesByTag) {
        if (sign() == 0 || rangesByTag.isEmpty()) {
            return UtcText.nanosToMicros(tagNanos);
        }
        long shift = Math.round(sign() * interpolated(tagNanos, rangesByTag) * NANOS_PER_METRE);
        return UtcText.nanosToMicros(tagNanos + shift);
    }

    private int sign() {
        return switch (reference) {
            case BOUNCE -> 0;
            // The signal leaves the object at the bounce of a downlink, and reaches it there in an uplink.
            case TRANSMIT -> kind == TdmPath.Kind.DOWNLINK ? 0 : 1;
            case RECEIVE -> kind == TdmPath.Kind.UPLINK ? 0 : -1;
        };
    }

    /** Range at a tag: linear between the tags with a range, the nearest one before the first and after the last. */
    static double interpolated(long tagNanos, TreeMap<Long, Double> rangesByTag) {
        Map.Entry<Long, Double> before = rangesByTag.floorEntry(tagNanos);
        Map.Entry<Long, Double> after = rangesByTag.ceilingEntry(tagNanos);
        if (before == null) {
            return rangesByTag.firstEntry().getValue();
        }
        if (after == null) {
            return before.getValue();
        }
        long span = after.getKey() - before.getKey();
        double fraction = span == 0 ? 0 : (tagNanos - before.getKey()) / (double) span;
        return before.getValue() + fraction * (after.getValue() - before.getValue());
    }
}
