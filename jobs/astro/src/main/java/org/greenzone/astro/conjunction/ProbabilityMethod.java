package org.greenzone.astro.conjunction;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hipparchus.exception.MathRuntimeException;
import org.orekit.errors.OrekitException;
import org.orekit.ssa.collision.shorttermencounter.probability.twod.Alfano2005;
import org.orekit.ssa.collision.shorttermencounter.probability.twod.Alfriend1999;
import org.orekit.ssa.collision.shorttermencounter.probability.twod.Alfriend1999Max;
import org.orekit.ssa.collision.shorttermencounter.probability.twod.Chan1997;
import org.orekit.ssa.collision.shorttermencounter.probability.twod.Laas2015;
import org.orekit.ssa.collision.shorttermencounter.probability.twod.Patera2005;
import org.orekit.ssa.collision.shorttermencounter.probability.twod.ShortTermEncounter2DPOCMethod;

/**
 * Named methods for the two-dimensional probability of collision. {@link #FOSTER_1992} is the reference; the series and
 * approximations are Orekit's and are compared with it wherever they are used.
 */
public enum ProbabilityMethod {
    /** Foster and Estes 1992, disk, by quadrature of our own to about 1e-12. */
    FOSTER_1992("FOSTER-1992"),
    /** The same by one rule with a proven bound of 1e-11 where there is one ({@link ChebyshevDisk}), else the former. */
    FOSTER_1992_FAST("FOSTER-1992-FAST"),
    /** The same density over the square around the disk, sides along and across the miss vector. */
    FOSTER_1992_SQUARE("FOSTER-1992-SQUARE"),
    /** The same over the square of the disk's area. */
    FOSTER_1992_EQUAL_AREA_SQUARE("FOSTER-1992-EQUAL-AREA-SQUARE"),
    /** Alfano, "A numerical implementation of spherical object collision probability", 2005. */
    ALFANO_2005("ALFANO-2005"),
    /** Patera, "Calculating collision probability for arbitrary space vehicle shapes", 2005. */
    PATERA_2005("PATERA-2005"),
    /** Serra et al., "Fast and accurate computation of orbital collision probability", 2015. */
    LAAS_2015("LAAS-2015"),
    /** Chan, series of Rician integrals with an equal-area circle, 1997: approximate. */
    CHAN_1997("CHAN-1997", true),
    /** Alfriend et al., "Probability of collision error analysis", 1999: constant density over the disk. */
    ALFRIEND_1999("ALFRIEND-1999", true),
    /** The greatest value of the former over the scale of the covariance. */
    ALFRIEND_1999_MAX("ALFRIEND-1999-MAX", true);

    /** A method that is off by more is said to be off. */
    private static final double WORTH_A_WARNING = 1e-3;

    /** A method that converges to the same integral and is off by more has failed. */
    private static final double FAILED = 1e-2;

    private final String label;
    private final boolean approximate;

    ProbabilityMethod(String label) {
        this(label, false);
    }

    ProbabilityMethod(String label, boolean approximate) {
        this.label = label;
        this.approximate = approximate;
    }

    /** Name as in a CDM and on the command line, for example {@code FOSTER-1992}. */
    public String label() {
        return label;
    }

    /** The method of a name, in any case, with hyphens or underscores. */
    public static Optional<ProbabilityMethod> named(String name) {
        String wanted = name.trim().toUpperCase(Locale.ROOT).replace('_', '-');
        for (ProbabilityMethod method : values()) {
            if (method.label.equals(wanted)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    /** What a method says of one encounter. */
    public sealed interface Outcome permits Computed, NotValid {
        ProbabilityMethod method();
    }

    /**
     * The method gave a number.
     *
     * @param probability in [0, 1]
     * @param warnings where it differs from the reference
     */
    public record Computed(ProbabilityMethod method, double probability, List<String> warnings) implements Outcome {}

    /** The method failed on this encounter. */
    public record NotValid(ProbabilityMethod method, String reason) implements Outcome {}

    /**
     * By the numbers in principal axes of the encounter plane, as the literature tabulates test cases.
     *
     * @param x miss along the first axis, metres
     * @param y miss along the second axis, metres
     * @param sigmaX sigma along the first axis, metres, above 0
     * @param sigmaY sigma along the second axis, metres, above 0
     * @param radius combined radius, metres, above 0
     */
    public Outcome compute(double x, double y, double sigmaX, double sigmaY, double radius) {
        if (!(Double.isFinite(x) && Double.isFinite(y) && sigmaX > 0 && sigmaY > 0 && radius > 0)
                || !Double.isFinite(sigmaX + sigmaY + radius)) {
            return new NotValid(this, "miss, sigma or radius is not finite or not positive");
        }
        return compute(EncounterPlane.ofPrincipal(x, y, sigmaX, sigmaY), radius);
    }

    Outcome compute(EncounterPlane plane, double radius) {
        return switch (this) {
            case FOSTER_1992 -> new Computed(this, reference(plane, radius), List.of());
            case FOSTER_1992_FAST -> new Computed(this, fast(plane, radius), List.of());
            case FOSTER_1992_SQUARE ->
                new Computed(
                        this, PlaneProbability.square(plane.missMetres(), 0, plane.covariance(), radius), List.of());
            case FOSTER_1992_EQUAL_AREA_SQUARE ->
                new Computed(
                        this,
                        PlaneProbability.square(
                                plane.missMetres(), 0, plane.covariance(), 0.5 * Math.sqrt(Math.PI) * radius),
                        List.of());
            case ALFANO_2005 -> checked(new Alfano2005(), plane, radius);
            case PATERA_2005 -> checked(new Patera2005(), plane, radius);
            case LAAS_2015 -> checked(new Laas2015(), plane, radius);
            case CHAN_1997 -> checked(new Chan1997(), plane, radius);
            case ALFRIEND_1999 -> checked(new Alfriend1999(), plane, radius);
            case ALFRIEND_1999_MAX -> checked(new Alfriend1999Max(), plane, radius);
        };
    }

    static double reference(EncounterPlane plane, double radius) {
        return PlaneProbability.disk(
                plane.missMinorMetres(),
                plane.missMajorMetres(),
                plane.sigmaMinorMetres(),
                plane.sigmaMajorMetres(),
                radius);
    }

    /** By the rule with a bound where it holds, else by the reference. */
    static double fast(EncounterPlane plane, double radius) {
        double probability = ChebyshevDisk.probability(
                plane.missMinorMetres(),
                plane.missMajorMetres(),
                plane.sigmaMinorMetres(),
                plane.sigmaMajorMetres(),
                radius);
        return Double.isNaN(probability) ? reference(plane, radius) : probability;
    }

    private Outcome checked(ShortTermEncounter2DPOCMethod theirs, EncounterPlane plane, double radius) {
        double value;
        try {
            // Minor axis first: Orekit's LAAS-2015 is wrong by up to a third in the other order.
            value = theirs.compute(
                            plane.missMinorMetres(),
                            plane.missMajorMetres(),
                            plane.sigmaMinorMetres(),
                            plane.sigmaMajorMetres(),
                            radius)
                    .getValue();
        } catch (OrekitException | MathRuntimeException | ArithmeticException | IllegalArgumentException e) {
            String message = e.getMessage();
            return new NotValid(this, message == null ? e.getClass().getSimpleName() : message);
        }
        if (!(value >= 0 && value <= 1)) {
            return new NotValid(this, "gave " + value + ", which is not a probability");
        }
        // Not by what Orekit says of itself: it calls the plain Alfriend1999 a maximum too.
        if (this == ALFRIEND_1999_MAX) {
            return new Computed(this, value, List.of());
        }
        double reference = reference(plane, radius);
        double error = reference > 0 ? Math.abs(value / reference - 1) : value;
        if (error <= WORTH_A_WARNING) {
            return new Computed(this, value, List.of());
        }
        String difference =
                String.format(Locale.ROOT, "differs from FOSTER-1992 (%.6e) by %.2g relative", reference, error);
        if (approximate || error <= FAILED) {
            return new Computed(this, value, List.of(label + " " + difference));
        }
        return new NotValid(this, String.format(Locale.ROOT, "gave %.6e, which %s", value, difference));
    }
}
