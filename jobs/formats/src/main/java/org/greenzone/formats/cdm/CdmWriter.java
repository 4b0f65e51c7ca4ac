package org.greenzone.formats.cdm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Determination;
import org.greenzone.astro.conjunction.Screening;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.formats.Decimal;
import org.greenzone.formats.UtcText;
import org.greenzone.formats.cdm.CdmText.Block;

/**
 * Conjunction data messages (CCSDS 508.0-B-1) as KVN and XML, states in GCRF. What Greenzone says beyond the standard (radius,
 * maximum probability, warnings, withdrawal) stands in comments; {@code COMMENT HBR} is the one that CARA's tools read.
 *
 * <p>The standard wants a covariance, and parsers refuse a message without one. Where none is known a comment says so,
 * COVARIANCE_METHOD is DEFAULT, and the numbers are so large that no probability can be made of them.
 */
public final class CdmWriter {
    private static final String UNKNOWN = "UNKNOWN";

    static final String NO_COVARIANCE = "The covariance of this object is not known";

    /** 100 km and 100 m/s: beyond every screening volume. */
    private static final double UNKNOWN_SQUARE_METRES = 1e10;

    private static final double UNKNOWN_SQUARE_METRES_PER_SECOND = 1e4;

    private CdmWriter() {}

    /** The message of a conjunction that Greenzone found. */
    public static String kvn(Conjunction conjunction, String originator, String messageFor) {
        return kvn(message(conjunction, originator, messageFor));
    }

    /** The message of a conjunction that Greenzone found in a screening. */
    public static CdmMessage message(Conjunction conjunction, String originator, String messageFor) {
        String messageId = conjunction.conjunctionId() + "_" + conjunction.revision();
        return new CdmMessage(
                "1.0",
                originator,
                messageFor,
                messageId,
                conjunction,
                conjunction.missDistanceMetres(),
                conjunction.relativeSpeedMetresPerSecond(),
                CdmObject.own(conjunction.primary().objectId()),
                CdmObject.own(conjunction.secondary().objectId()),
                List.of());
    }

    /** Keyword = value notation. */
    public static String kvn(CdmMessage message) {
        return CdmText.kvn(lines(message));
    }

    /** XML (505.0-B, schema ndmxml-1.0-cdm-1.0). */
    public static String xml(CdmMessage message) {
        return CdmText.xml(lines(message));
    }

    /** The entries in the order of the standard; comments stand at the begin of their block. */
    private static List<CdmText.Line> lines(CdmMessage message) {
        List<CdmText.Line> out = new ArrayList<>();
        Conjunction c = message.conjunction();
        message.comments().forEach(comment -> comment(out, Block.HEADER, comment));
        line(out, Block.HEADER, "CREATION_DATE", UtcText.ofMicros(c.createdMicros()), "");
        line(out, Block.HEADER, "ORIGINATOR", orUnknown(message.originator()), "");
        if (!message.messageFor().isEmpty()) {
            line(out, Block.HEADER, "MESSAGE_FOR", message.messageFor(), "");
        }
        line(out, Block.HEADER, "MESSAGE_ID", orUnknown(message.messageId()), "");
        boolean radiusSaid = message.comments().stream()
                .anyMatch(s -> s.toUpperCase(Locale.ROOT).contains("HBR"));
        if (Double.isFinite(c.hardBodyRadiusMetres()) && !radiusSaid) {
            comment(out, Block.RELATIVE, "HBR = " + Decimal.shifted(c.hardBodyRadiusMetres(), 0) + " [m]");
        }
        if (Double.isFinite(c.maximumProbability())) {
            commentOnce(
                    out,
                    message,
                    "MAXIMUM_PROBABILITY = " + Decimal.scientific(c.maximumProbability(), 0) + " " + c.dilution());
        }
        if (c.status() == Conjunction.Status.WITHDRAWN) {
            comment(out, Block.RELATIVE, "WITHDRAWN: this encounter is no longer expected");
        }
        c.warnings().forEach(warning -> commentOnce(out, message, "WARNING " + warning));
        relative(out, message);
        object(out, "OBJECT1", c.primary(), message.first());
        object(out, "OBJECT2", c.secondary(), message.second());
        return out;
    }

    /** Distance and speed as they were stated where they were; the positions and velocities are those of the states. */
    private static void relative(List<CdmText.Line> out, CdmMessage message) {
        Conjunction c = message.conjunction();
        double miss = finiteOr(message.statedMissDistanceMetres(), c.missDistanceMetres());
        double speed = finiteOr(message.statedRelativeSpeedMetresPerSecond(), c.relativeSpeedMetresPerSecond());
        line(out, Block.RELATIVE, "TCA", UtcText.ofMicros(c.tcaMicros()), "");
        line(out, Block.RELATIVE, "MISS_DISTANCE", Decimal.shifted(miss, 0), "m");
        line(out, Block.RELATIVE, "RELATIVE_SPEED", Decimal.shifted(speed, 0), "m/s");
        line(out, Block.RELATIVE_STATE, "RELATIVE_POSITION_R", Decimal.shifted(c.missRtnMetres()[0], 0), "m");
        line(out, Block.RELATIVE_STATE, "RELATIVE_POSITION_T", Decimal.shifted(c.missRtnMetres()[1], 0), "m");
        line(out, Block.RELATIVE_STATE, "RELATIVE_POSITION_N", Decimal.shifted(c.missRtnMetres()[2], 0), "m");
        double[] velocity = new double[3];
        for (int i = 0; i < 3; i++) {
            velocity[i] = c.secondary().stateGcrf()[3 + i] - c.primary().stateGcrf()[3 + i];
        }
        double[] inRtn = RtnFrame.vectorToRtn(velocity, c.primary().stateGcrf());
        line(out, Block.RELATIVE_STATE, "RELATIVE_VELOCITY_R", Decimal.shifted(inRtn[0], 0), "m/s");
        line(out, Block.RELATIVE_STATE, "RELATIVE_VELOCITY_T", Decimal.shifted(inRtn[1], 0), "m/s");
        line(out, Block.RELATIVE_STATE, "RELATIVE_VELOCITY_N", Decimal.shifted(inRtn[2], 0), "m/s");
        Screening screening = c.screening();
        if (screening.isKnown()) {
            line(out, Block.RELATIVE, "START_SCREEN_PERIOD", UtcText.ofMicros(screening.startMicros()), "");
            line(out, Block.RELATIVE, "STOP_SCREEN_PERIOD", UtcText.ofMicros(screening.stopMicros()), "");
            line(out, Block.RELATIVE, "SCREEN_VOLUME_FRAME", "RTN", "");
            line(out, Block.RELATIVE, "SCREEN_VOLUME_SHAPE", screening.shape(), "");
            double[] axes = screening.halfAxesMetres();
            line(out, Block.RELATIVE, "SCREEN_VOLUME_X", Decimal.shifted(axes[0], 0), "m");
            line(out, Block.RELATIVE, "SCREEN_VOLUME_Y", Decimal.shifted(axes[1], 0), "m");
            line(out, Block.RELATIVE, "SCREEN_VOLUME_Z", Decimal.shifted(axes[2], 0), "m");
            timeIfKnown(out, Block.RELATIVE, "SCREEN_ENTRY_TIME", screening.entryMicros());
            timeIfKnown(out, Block.RELATIVE, "SCREEN_EXIT_TIME", screening.exitMicros());
        }
        if (Double.isFinite(c.probability())) {
            line(out, Block.RELATIVE, "COLLISION_PROBABILITY", Decimal.scientific(c.probability(), 0), "");
            if (!c.probabilityMethod().isEmpty()) {
                line(out, Block.RELATIVE, "COLLISION_PROBABILITY_METHOD", c.probabilityMethod(), "");
            }
        }
    }

    private static void object(
            List<CdmText.Line> out, String which, Conjunction.Participant participant, CdmObject object) {
        line(out, Block.METADATA, "OBJECT", which, "");
        line(out, Block.METADATA, "OBJECT_DESIGNATOR", participant.objectId(), "");
        line(out, Block.METADATA, "CATALOG_NAME", orUnknown(object.catalogName()), "");
        line(out, Block.METADATA, "OBJECT_NAME", orUnknown(participant.objectName()), "");
        line(out, Block.METADATA, "INTERNATIONAL_DESIGNATOR", orUnknown(participant.internationalDesignator()), "");
        if (!object.objectType().isEmpty()) {
            line(out, Block.METADATA, "OBJECT_TYPE", object.objectType(), "");
        }
        if (!object.operator().isEmpty()) {
            line(out, Block.METADATA, "OPERATOR_ORGANIZATION", object.operator(), "");
        }
        line(
                out,
                Block.METADATA,
                "EPHEMERIS_NAME",
                object.ephemerisName().isEmpty() ? "NONE" : object.ephemerisName(),
                "");
        boolean covarianceKnown = !Double.isNaN(participant.covarianceRtn()[0]);
        String method = object.covarianceMethod().isEmpty() ? "CALCULATED" : object.covarianceMethod();
        line(out, Block.METADATA, "COVARIANCE_METHOD", covarianceKnown ? method : "DEFAULT", "");
        line(out, Block.METADATA, "MANEUVERABLE", object.maneuverable().isEmpty() ? "N/A" : object.maneuverable(), "");
        line(out, Block.METADATA, "REF_FRAME", "GCRF", "");
        // The standard has comments at the beginning of a block only; here the block of data begins.
        object.comments().stream()
                .filter(comment -> !comment.equals(NO_COVARIANCE))
                .forEach(comment -> comment(out, Block.DATA, comment));
        if (!covarianceKnown) {
            comment(out, Block.DATA, NO_COVARIANCE);
        }
        determination(out, participant.determination());
        if (Double.isFinite(object.areaSquareMetres())) {
            line(out, Block.ADDITIONAL, "AREA_PC", Decimal.shifted(object.areaSquareMetres(), 0), "m**2");
        }
        List<String> axes = List.of("X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT");
        for (int i = 0; i < 6; i++) {
            line(out, Block.STATE, axes.get(i), Decimal.shifted(participant.stateGcrf()[i], 3), i < 3 ? "km" : "km/s");
        }
        double[] covariance = covarianceKnown ? participant.covarianceRtn() : unknownCovariance();
        for (int i = 0, k = 0; i < 6; i++) {
            for (int j = 0; j <= i; j++, k++) {
                String unit = i < 3 ? "m**2" : j < 3 ? "m**2/s" : "m**2/s**2";
                String keyword = "C" + CdmAssembly.RTN.get(i) + "_" + CdmAssembly.RTN.get(j);
                line(out, Block.COVARIANCE, keyword, Decimal.scientific(covariance[k], 0), unit);
            }
        }
    }

    private static void determination(List<CdmText.Line> out, Determination d) {
        timeIfKnown(out, Block.ORBIT_DETERMINATION, "TIME_LASTOB_START", d.lastObservationStartMicros());
        timeIfKnown(out, Block.ORBIT_DETERMINATION, "TIME_LASTOB_END", d.lastObservationEndMicros());
        numberIfKnown(out, "ACTUAL_OD_SPAN", d.spanDays(), "d");
        countIfKnown(out, "OBS_USED", d.observationsUsed());
        countIfKnown(out, "TRACKS_USED", d.tracksUsed());
        numberIfKnown(out, "RESIDUALS_ACCEPTED", d.residualsAccepted(), "%");
        numberIfKnown(out, "WEIGHTED_RMS", d.weightedRms(), "");
    }

    private static void timeIfKnown(List<CdmText.Line> out, Block block, String keyword, long micros) {
        if (micros != 0) {
            line(out, block, keyword, UtcText.ofMicros(micros), "");
        }
    }

    private static void numberIfKnown(List<CdmText.Line> out, String keyword, double value, String unit) {
        if (Double.isFinite(value)) {
            line(out, Block.ORBIT_DETERMINATION, keyword, Decimal.shifted(value, 0), unit);
        }
    }

    private static void countIfKnown(List<CdmText.Line> out, String keyword, int count) {
        if (count >= 0) {
            line(out, Block.ORBIT_DETERMINATION, keyword, Integer.toString(count), "");
        }
    }

    private static double[] unknownCovariance() {
        double[] lower = new double[21];
        for (int i = 0, k = 0; i < 6; i++, k += i + 1) {
            lower[k] = i < 3 ? UNKNOWN_SQUARE_METRES : UNKNOWN_SQUARE_METRES_PER_SECOND;
        }
        return lower;
    }

    private static double finiteOr(double value, double otherwise) {
        return Double.isFinite(value) ? value : otherwise;
    }

    private static String orUnknown(String text) {
        return text.isEmpty() ? UNKNOWN : text;
    }

    private static void line(List<CdmText.Line> out, Block block, String keyword, String value, String unit) {
        out.add(new CdmText.Line(block, keyword, oneLine(value), unit));
    }

    /** A message that was read may bring the comment already. */
    private static void commentOnce(List<CdmText.Line> out, CdmMessage message, String text) {
        if (!message.comments().contains(text)) {
            comment(out, Block.RELATIVE, text);
        }
    }

    private static void comment(List<CdmText.Line> out, Block block, String text) {
        out.add(new CdmText.Line(block, CdmText.COMMENT, oneLine(text), ""));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
