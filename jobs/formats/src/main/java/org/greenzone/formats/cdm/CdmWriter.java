package org.greenzone.formats.cdm;

import java.util.List;
import java.util.Locale;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.formats.Decimal;
import org.greenzone.formats.UtcText;

/**
 * Conjunction data messages (CCSDS 508.0-B-1) as KVN, states in GCRF. What Greenzone says beyond the standard (radius,
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
        String messageId = conjunction.conjunctionId() + "_" + conjunction.revision();
        return kvn(new CdmMessage(
                "1.0",
                originator,
                messageFor,
                messageId,
                conjunction,
                conjunction.missDistanceMetres(),
                conjunction.relativeSpeedMetresPerSecond(),
                CdmObject.own(conjunction.primary().objectId()),
                CdmObject.own(conjunction.secondary().objectId()),
                List.of()));
    }

    public static String kvn(CdmMessage message) {
        StringBuilder out = new StringBuilder(4096);
        Conjunction c = message.conjunction();
        line(out, "CCSDS_CDM_VERS", "1.0", "");
        message.comments().forEach(comment -> comment(out, comment));
        line(out, "CREATION_DATE", UtcText.ofMicros(c.createdMicros()), "");
        line(out, "ORIGINATOR", orUnknown(message.originator()), "");
        if (!message.messageFor().isEmpty()) {
            line(out, "MESSAGE_FOR", message.messageFor(), "");
        }
        line(out, "MESSAGE_ID", orUnknown(message.messageId()), "");
        boolean radiusSaid = message.comments().stream()
                .anyMatch(s -> s.toUpperCase(Locale.ROOT).contains("HBR"));
        if (Double.isFinite(c.hardBodyRadiusMetres()) && !radiusSaid) {
            comment(out, "HBR = " + Decimal.shifted(c.hardBodyRadiusMetres(), 0) + " [m]");
        }
        if (Double.isFinite(c.maximumProbability())) {
            commentOnce(
                    out,
                    message,
                    "MAXIMUM_PROBABILITY = " + Decimal.scientific(c.maximumProbability(), 0) + " " + c.dilution());
        }
        if (c.status() == Conjunction.Status.WITHDRAWN) {
            comment(out, "WITHDRAWN: this encounter is no longer expected");
        }
        c.warnings().forEach(warning -> commentOnce(out, message, "WARNING " + warning));
        relative(out, message);
        object(out, "OBJECT1", c.primary(), message.first());
        object(out, "OBJECT2", c.secondary(), message.second());
        return out.toString();
    }

    /** Distance and speed as they were stated where they were; the positions and velocities are those of the states. */
    private static void relative(StringBuilder out, CdmMessage message) {
        Conjunction c = message.conjunction();
        double miss = finiteOr(message.statedMissDistanceMetres(), c.missDistanceMetres());
        double speed = finiteOr(message.statedRelativeSpeedMetresPerSecond(), c.relativeSpeedMetresPerSecond());
        line(out, "TCA", UtcText.ofMicros(c.tcaMicros()), "");
        line(out, "MISS_DISTANCE", Decimal.shifted(miss, 0), "m");
        line(out, "RELATIVE_SPEED", Decimal.shifted(speed, 0), "m/s");
        line(out, "RELATIVE_POSITION_R", Decimal.shifted(c.missRtnMetres()[0], 0), "m");
        line(out, "RELATIVE_POSITION_T", Decimal.shifted(c.missRtnMetres()[1], 0), "m");
        line(out, "RELATIVE_POSITION_N", Decimal.shifted(c.missRtnMetres()[2], 0), "m");
        double[] velocity = new double[3];
        for (int i = 0; i < 3; i++) {
            velocity[i] = c.secondary().stateGcrf()[3 + i] - c.primary().stateGcrf()[3 + i];
        }
        double[] inRtn = RtnFrame.vectorToRtn(velocity, c.primary().stateGcrf());
        line(out, "RELATIVE_VELOCITY_R", Decimal.shifted(inRtn[0], 0), "m/s");
        line(out, "RELATIVE_VELOCITY_T", Decimal.shifted(inRtn[1], 0), "m/s");
        line(out, "RELATIVE_VELOCITY_N", Decimal.shifted(inRtn[2], 0), "m/s");
        if (Double.isFinite(c.probability())) {
            line(out, "COLLISION_PROBABILITY", Decimal.scientific(c.probability(), 0), "");
            if (!c.probabilityMethod().isEmpty()) {
                line(out, "COLLISION_PROBABILITY_METHOD", c.probabilityMethod(), "");
            }
        }
    }

    private static void object(StringBuilder out, String which, Conjunction.Participant participant, CdmObject object) {
        line(out, "OBJECT", which, "");
        line(out, "OBJECT_DESIGNATOR", participant.objectId(), "");
        line(out, "CATALOG_NAME", orUnknown(object.catalogName()), "");
        line(out, "OBJECT_NAME", orUnknown(participant.objectName()), "");
        line(out, "INTERNATIONAL_DESIGNATOR", orUnknown(participant.internationalDesignator()), "");
        if (!object.objectType().isEmpty()) {
            line(out, "OBJECT_TYPE", object.objectType(), "");
        }
        if (!object.operator().isEmpty()) {
            line(out, "OPERATOR_ORGANIZATION", object.operator(), "");
        }
        line(out, "EPHEMERIS_NAME", object.ephemerisName().isEmpty() ? "NONE" : object.ephemerisName(), "");
        boolean covarianceKnown = !Double.isNaN(participant.covarianceRtn()[0]);
        String method = object.covarianceMethod().isEmpty() ? "CALCULATED" : object.covarianceMethod();
        line(out, "COVARIANCE_METHOD", covarianceKnown ? method : "DEFAULT", "");
        line(out, "MANEUVERABLE", object.maneuverable().isEmpty() ? "N/A" : object.maneuverable(), "");
        line(out, "REF_FRAME", "GCRF", "");
        // The standard has comments at the beginning of a block only; here the block of data begins.
        object.comments().stream()
                .filter(comment -> !comment.equals(NO_COVARIANCE))
                .forEach(comment -> comment(out, comment));
        if (!covarianceKnown) {
            comment(out, NO_COVARIANCE);
        }
        if (object.observationsUsed() >= 0) {
            line(out, "OBS_USED", Integer.toString(object.observationsUsed()), "");
        }
        if (Double.isFinite(object.areaSquareMetres())) {
            line(out, "AREA_PC", Decimal.shifted(object.areaSquareMetres(), 0), "m**2");
        }
        List<String> axes = List.of("X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT");
        for (int i = 0; i < 6; i++) {
            line(out, axes.get(i), Decimal.shifted(participant.stateGcrf()[i], 3), i < 3 ? "km" : "km/s");
        }
        double[] covariance = covarianceKnown ? participant.covarianceRtn() : unknownCovariance();
        for (int i = 0, k = 0; i < 6; i++) {
            for (int j = 0; j <= i; j++, k++) {
                String unit = i < 3 ? "m**2" : j < 3 ? "m**2/s" : "m**2/s**2";
                String keyword = "C" + CdmAssembly.RTN.get(i) + "_" + CdmAssembly.RTN.get(j);
                line(out, keyword, Decimal.scientific(covariance[k], 0), unit);
            }
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

    private static void line(StringBuilder out, String keyword, String value, String unit) {
        out.append(String.format(Locale.ROOT, "%-30s = %s", keyword, oneLine(value)));
        if (!unit.isEmpty()) {
            out.append(" [").append(unit).append(']');
        }
        out.append('\n');
    }

    /** A message that was read may bring the comment already. */
    private static void commentOnce(StringBuilder out, CdmMessage message, String text) {
        if (!message.comments().contains(text)) {
            comment(out, text);
        }
    }

    private static void comment(StringBuilder out, String text) {
        out.append("COMMENT ").append(oneLine(text)).append('\n');
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
