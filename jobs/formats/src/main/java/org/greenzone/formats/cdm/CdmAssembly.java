package org.greenzone.formats.cdm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Determination;
import org.greenzone.astro.conjunction.Screening;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.astro.physics.Vectors;
import org.greenzone.astro.track.ContentId;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.FileCovariance;
import org.greenzone.formats.FileFrame;
import org.greenzone.formats.Problems;
import org.greenzone.formats.UtcText;
import org.greenzone.formats.Values;

/** Makes one message out of its fields. */
final class CdmAssembly {
    /** Rows of the covariance as the keywords name them: CR_R, CT_R, CT_T, ... CNDOT_NDOT. */
    static final List<String> RTN = List.of("R", "T", "N", "RDOT", "TDOT", "NDOT");

    private static final List<String> XYZ = List.of("X", "Y", "Z", "XDOT", "YDOT", "ZDOT");
    private static final List<String> POSITION = List.of("X", "Y", "Z");
    private static final List<String> VELOCITY = List.of("X_DOT", "Y_DOT", "Z_DOT");

    /** Stated and computed miss distance may differ by rounding of the states. */
    private static final double MISS_TOLERANCE_METRES = 100;

    private static final double MISS_TOLERANCE_RELATIVE = 0.05;

    private static final Pattern HARD_BODY_RADIUS =
            Pattern.compile("HBR\\s*=\\s*([0-9.eE+-]+)\\s*(?:\\[m])?", Pattern.CASE_INSENSITIVE);

    private final PhysicalData physics;
    private final Problems problems;

    CdmAssembly(PhysicalData physics, Problems problems) {
        this.physics = physics;
        this.problems = problems;
    }

    Optional<CdmMessage> message(CdmFields head, List<CdmFields> objects) {
        if (objects.size() != 2) {
            problems.error(
                    head.lineOf("CCSDS_CDM_VERS"),
                    "OBJECT",
                    objects.size() + " objects instead of 2" + CdmReader.LEFT_OUT);
            return Optional.empty();
        }
        try {
            long tcaMicros = tca(head);
            Conjunction.Participant first = participant(objects.get(0), tcaMicros);
            Conjunction.Participant second = participant(objects.get(1), tcaMicros);
            return Optional.of(message(head, objects, tcaMicros, first, second));
        } catch (Missing e) {
            problems.error(e.line, e.keyword, e.getMessage() + CdmReader.LEFT_OUT);
            return Optional.empty();
        }
    }

    private static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;
        private final String keyword;

        private Missing(CdmFields fields, String keyword, BadValueException e) {
            super(String.valueOf(e.getMessage()));
            this.line = fields.lineOf(keyword);
            this.keyword = keyword;
        }
    }

    private static long tca(CdmFields head) throws Missing {
        try {
            return UtcText.micros(head.required("TCA"));
        } catch (BadValueException e) {
            throw new Missing(head, "TCA", e);
        }
    }

    private CdmMessage message(
            CdmFields head,
            List<CdmFields> objects,
            long tcaMicros,
            Conjunction.Participant first,
            Conjunction.Participant second) {
        List<String> warnings = new ArrayList<>();
        warn(first, warnings);
        warn(second, warnings);
        double[] relative = new double[6];
        for (int i = 0; i < 6; i++) {
            relative[i] = second.stateGcrf()[i] - first.stateGcrf()[i];
        }
        double miss = Vectors.norm(relative);
        double statedMiss = head.optional("MISS_DISTANCE", "m", problems);
        if (Math.abs(miss - statedMiss) > Math.max(MISS_TOLERANCE_METRES, MISS_TOLERANCE_RELATIVE * statedMiss)) {
            problems.note(
                    head.lineOf("MISS_DISTANCE"),
                    "MISS_DISTANCE",
                    String.format(
                            Locale.ROOT,
                            "is %.0f m, but the states are %.0f m apart; the states are used",
                            statedMiss,
                            miss));
        }
        CdmObject firstObject = object(objects.get(0));
        CdmObject secondObject = object(objects.get(1));
        double probability = head.optional("COLLISION_PROBABILITY", "", problems);
        if (!Double.isNaN(probability) && !(probability >= 0 && probability <= 1)) {
            problems.error(
                    head.lineOf("COLLISION_PROBABILITY"),
                    "COLLISION_PROBABILITY",
                    probability + " is outside 0 to 1; the value is left out");
            probability = Double.NaN;
        }
        String conjunctionId = ContentId.of("cdm-encounter")
                .add(first.objectId())
                .add(second.objectId())
                .add(tcaMicros)
                .digits();
        Conjunction conjunction = new Conjunction(
                conjunctionId,
                0,
                Conjunction.Status.NEW,
                created(head, tcaMicros),
                first,
                second,
                tcaMicros,
                miss,
                RtnFrame.vectorToRtn(Arrays.copyOf(relative, 3), first.stateGcrf()),
                Vectors.norm(relative, 3),
                hardBodyRadius(head, objects, firstObject, secondObject),
                probability,
                head.text("COLLISION_PROBABILITY_METHOD"),
                Double.NaN,
                Conjunction.Dilution.UNKNOWN,
                List.copyOf(warnings),
                List.of());
        Conjunction whole = conjunction.withScreening(screening(head));
        return new CdmMessage(
                head.text("CCSDS_CDM_VERS"),
                head.text("ORIGINATOR"),
                head.text("MESSAGE_FOR"),
                head.text("MESSAGE_ID"),
                whole,
                statedMiss,
                head.optional("RELATIVE_SPEED", "m/s", problems),
                firstObject,
                secondObject,
                head.comments());
    }

    /** All of it or nothing: what is given in another frame than RTN, or in part, says nothing to us; times of entry and exit may be missing. */
    private Screening screening(CdmFields head) {
        if (!head.has("SCREEN_VOLUME_SHAPE")
                || !head.text("SCREEN_VOLUME_FRAME").equalsIgnoreCase("RTN")) {
            return Screening.NONE;
        }
        double[] axes = {
            head.optional("SCREEN_VOLUME_X", "m", problems),
            head.optional("SCREEN_VOLUME_Y", "m", problems),
            head.optional("SCREEN_VOLUME_Z", "m", problems)
        };
        try {
            return Double.isFinite(axes[0] + axes[1] + axes[2])
                    ? new Screening(
                            UtcText.micros(head.required("START_SCREEN_PERIOD")),
                            UtcText.micros(head.required("STOP_SCREEN_PERIOD")),
                            head.text("SCREEN_VOLUME_SHAPE"),
                            axes,
                            time(head, "SCREEN_ENTRY_TIME"),
                            time(head, "SCREEN_EXIT_TIME"))
                    : Screening.NONE;
        } catch (BadValueException e) {
            problems.note(head.lineOf("SCREEN_VOLUME_SHAPE"), "START_SCREEN_PERIOD", "the screening has no period");
            return Screening.NONE;
        }
    }

    /** A time that may be missing; 0 where it is, or is bad. */
    private long time(CdmFields fields, String keyword) {
        if (!fields.has(keyword)) {
            return 0;
        }
        try {
            return UtcText.micros(fields.text(keyword));
        } catch (BadValueException e) {
            problems.error(fields.lineOf(keyword), keyword, e.getMessage() + "; the value is left out");
            return 0;
        }
    }

    private Determination determination(CdmFields fields) {
        return new Determination(
                time(fields, "TIME_LASTOB_START"),
                time(fields, "TIME_LASTOB_END"),
                fields.optional("ACTUAL_OD_SPAN", "d", problems),
                count(fields, "OBS_USED"),
                count(fields, "TRACKS_USED"),
                accepted(fields),
                fields.optional("WEIGHTED_RMS", "", problems));
    }

    /** A percentage. Of its unit some senders write no more than the first bracket: what follows it they have told their printf. */
    private double accepted(CdmFields fields) {
        String keyword = "RESIDUALS_ACCEPTED";
        String text = fields.text(keyword);
        if (!text.endsWith("[")) {
            return fields.optional(keyword, "%", problems);
        }
        try {
            return Values.number(text.substring(0, text.length() - 1).strip());
        } catch (BadValueException e) {
            problems.error(fields.lineOf(keyword), keyword, e.getMessage() + "; the value is left out");
            return Double.NaN;
        }
    }

    private int count(CdmFields fields, String keyword) {
        double count = fields.optional(keyword, "", problems);
        return Double.isNaN(count) ? -1 : (int) count;
    }

    private long created(CdmFields head, long otherwise) {
        try {
            return UtcText.micros(head.required("CREATION_DATE"));
        } catch (BadValueException e) {
            problems.error(
                    head.lineOf("CREATION_DATE"), "CREATION_DATE", e.getMessage() + "; the TCA is taken instead");
            return otherwise;
        }
    }

    private Conjunction.Participant participant(CdmFields fields, long tcaMicros) throws Missing {
        String current = "REF_FRAME";
        try {
            FileFrame frame = FileFrame.named(fields.required("REF_FRAME"), physics);
            double[] state = new double[6];
            for (int i = 0; i < 3; i++) {
                current = POSITION.get(i);
                state[i] = fields.number(current, "km") * 1000;
                current = VELOCITY.get(i);
                state[3 + i] = fields.number(current, "km/s") * 1000;
            }
            double[] stateGcrf = frame.stateToGcrf(state, tcaMicros);
            current = "OBJECT_DESIGNATOR";
            return new Conjunction.Participant(
                    fields.required(current),
                    fields.known("OBJECT_NAME"),
                    fields.known("INTERNATIONAL_DESIGNATOR"),
                    stateGcrf,
                    covariance(fields, stateGcrf, tcaMicros),
                    Double.NaN,
                    "",
                    determination(fields));
        } catch (BadValueException e) {
            throw new Missing(fields, current, e);
        }
    }

    /** The covariance in RTN, m and s; all NaN where it is missing or bad. */
    private double[] covariance(CdmFields fields, double[] stateGcrf, long tcaMicros) {
        double[] unknown = new double[21];
        Arrays.fill(unknown, Double.NaN);
        boolean rtn = fields.has("CR_R");
        boolean saidUnknown = fields.comments().contains(CdmWriter.NO_COVARIANCE);
        if (saidUnknown || !rtn && !fields.has("CX_X")) {
            problems.note(fields.lineOf("OBJECT"), "CR_R", "no covariance of this object");
            return unknown;
        }
        String current = "";
        try {
            double[] lower = new double[21];
            List<String> names = rtn ? RTN : XYZ;
            for (int i = 0, k = 0; i < 6; i++) {
                for (int j = 0; j <= i; j++, k++) {
                    current = "C" + names.get(i) + "_" + names.get(j);
                    String unit = i < 3 ? "m**2" : j < 3 ? "m**2/s" : "m**2/s**2";
                    lower[k] = fields.number(current, unit);
                    if (i == j && lower[k] < 0) {
                        throw new BadValueException("variance is negative");
                    }
                }
            }
            if (rtn) {
                return lower;
            }
            current = fields.has("ALT_COV_REF_FRAME") ? "ALT_COV_REF_FRAME" : "REF_FRAME";
            return FileCovariance.toRtn(lower, fields.text(current), stateGcrf, tcaMicros, physics);
        } catch (BadValueException e) {
            problems.error(fields.lineOf(current), current, e.getMessage() + "; the covariance is left out");
            return unknown;
        }
    }

    private static void warn(Conjunction.Participant participant, List<String> warnings) {
        if (Double.isNaN(participant.covarianceRtn()[0])) {
            warnings.add("no covariance of " + participant.objectId());
        } else if (!positiveDefinite(FileCovariance.full(participant.covarianceRtn()))) {
            warnings.add("covariance of " + participant.objectId() + " is not positive definite");
        }
    }

    /** Cholesky's decomposition of the correlation matrix goes through. */
    private static boolean positiveDefinite(double[][] covariance) {
        double[][] factor = new double[6][6];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = covariance[i][j] / Math.sqrt(covariance[i][i] * covariance[j][j]);
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                if (i == j) {
                    if (!(sum > 0)) {
                        return false;
                    }
                    factor[i][i] = Math.sqrt(sum);
                } else {
                    factor[i][j] = sum / factor[j][j];
                }
            }
        }
        return true;
    }

    private CdmObject object(CdmFields fields) {
        return new CdmObject(
                fields.text("CATALOG_NAME"),
                fields.known("OBJECT_TYPE"),
                fields.text("OPERATOR_ORGANIZATION"),
                fields.text("EPHEMERIS_NAME"),
                fields.text("COVARIANCE_METHOD"),
                fields.text("MANEUVERABLE"),
                fields.text("REF_FRAME"),
                fields.optional("HBR", "m", problems),
                fields.optional("AREA_PC", "m**2", problems),
                fields.comments());
    }

    /** Combined radius: COMMENT HBR = x anywhere, else the sum of the radii of both objects, else NaN. */
    private double hardBodyRadius(CdmFields head, List<CdmFields> objects, CdmObject first, CdmObject second) {
        List<String> comments = new ArrayList<>(head.comments());
        objects.forEach(object -> comments.addAll(object.comments()));
        for (String comment : comments) {
            Matcher matcher = HARD_BODY_RADIUS.matcher(comment);
            if (matcher.find()) {
                try {
                    return Values.number(matcher.group(1), 0, 1e5);
                } catch (BadValueException e) {
                    problems.error(head.lineOf("TCA"), "COMMENT HBR", e.getMessage() + "; the radius is left out");
                }
            }
        }
        return first.hardBodyRadiusMetres() + second.hardBodyRadiusMetres();
    }
}
