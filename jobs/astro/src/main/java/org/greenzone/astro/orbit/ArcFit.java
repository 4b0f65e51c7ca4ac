package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.greenzone.astro.correlation.RobustLeastSquares;
import org.greenzone.astro.correlation.RobustLeastSquares.Converged;
import org.greenzone.astro.correlation.RobustLeastSquares.Stopped;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.SymmetricMatrix;
import org.greenzone.astro.track.TrackObservations.Kind;

/**
 * Batch least squares of all tracks of one object over an arc, with or without a prior orbit.
 *
 * <p>Estimated at the epoch of the start: state and ballistic coefficient, and as options the radiation coefficient and range biases
 * of sites and of passes; the shared range error of each track (ionosphere) goes along. {@link RobustLeastSquares} with one
 * sigma scale for each kind of observation; a track of which more than half is cut is rejected whole. Each step propagates the whole
 * arc anew, so that the answer does not rest on the transition matrix, which only steers the steps and makes the covariance.
 *
 * <p>Without a prior the start is held within {@link Options#unknownPositionMetres} and {@link Options#unknownSpeedMetresPerSecond};
 * where that, and not the tracks, decides a direction, the fit is refused as unobservable. Where the start is too far off for
 * the whole arc, the arc is built up from the tracks nearest to the epoch.
 *
 * <p>The force model may err along the arc as it may for the filter ({@link ArcNoise}), but for the walk of the radiation coefficient.
 * Deterministic. Not thread-safe.
 */
public final class ArcFit {
    /**
     * What is estimated beside state and ballistic coefficient.
     *
     * @param radiationSigma one sigma of the start's radiation coefficient, m2/kg; 0: held
     * @param siteRangeBiasSigma metres; 0: none
     * @param trackRangeBiasSigma metres, in addition to the ionosphere's; 0: none
     * @param unknownBallisticSigma one sigma of the start's ballistic coefficient where there is no prior, m2/kg
     * @param unknownPositionMetres where there is no prior, each axis
     * @param unknownSpeedMetresPerSecond where there is no prior, each axis
     * @param processNoise whether the force model may err along the arc
     */
    public record Options(
            double radiationSigma,
            double siteRangeBiasSigma,
            double trackRangeBiasSigma,
            double unknownBallisticSigma,
            double unknownPositionMetres,
            double unknownSpeedMetresPerSecond,
            boolean processNoise) {
        /** State and ballistic coefficient; drag of any satellite (as for a first orbit); starts within 300 km. */
        public static final Options STANDARD = new Options(0, 0, 0, 0.1, 300_000, 300, true);

        public Options withRadiation(double sigma) {
            return new Options(
                    sigma,
                    siteRangeBiasSigma,
                    trackRangeBiasSigma,
                    unknownBallisticSigma,
                    unknownPositionMetres,
                    unknownSpeedMetresPerSecond,
                    processNoise);
        }

        public Options withBallistic(double sigma) {
            return new Options(
                    radiationSigma,
                    siteRangeBiasSigma,
                    trackRangeBiasSigma,
                    sigma,
                    unknownPositionMetres,
                    unknownSpeedMetresPerSecond,
                    processNoise);
        }

        public Options withoutProcessNoise() {
            return new Options(
                    radiationSigma,
                    siteRangeBiasSigma,
                    trackRangeBiasSigma,
                    unknownBallisticSigma,
                    unknownPositionMetres,
                    unknownSpeedMetresPerSecond,
                    false);
        }

        public Options withRangeBiases(double siteSigmaMetres, double trackSigmaMetres) {
            return new Options(
                    radiationSigma,
                    siteSigmaMetres,
                    trackSigmaMetres,
                    unknownBallisticSigma,
                    unknownPositionMetres,
                    unknownSpeedMetresPerSecond,
                    processNoise);
        }
    }

    /** The outcome. */
    public sealed interface Result {}

    /**
     * A fit.
     *
     * @param state at the epoch of the start
     * @param covariance 7 x 7, GCRF state and ballistic coefficient
     * @param radiationRow covariance of the radiation coefficient with state and ballistic coefficient, and its own: 8 numbers, GCRF;
     *     zeros where held
     * @param biases range biases that were estimated, sites then tracks
     * @param used scalar observations used
     * @param rejected scalar observations rejected
     * @param weightedRms of residual over stated sigma of those used
     * @param rmsByKind rms of the used residuals by label of the kind
     * @param tracks in the order given
     */
    public record Fitted(
            OrbitalState state,
            double[][] covariance,
            double[] radiationRow,
            List<RangeBias> biases,
            int used,
            int rejected,
            double weightedRms,
            Map<String, Double> rmsByKind,
            List<TrackOutcome> tracks)
            implements Result {}

    /** No fit, and why, in one line. */
    public record Failed(String reason) implements Result {}

    /** What a site or a track measures too much, metres. */
    public record RangeBias(String siteOrTrackId, double metres, double sigmaMetres) {}

    /** Whether a track is in the orbit. */
    public enum Verdict {
        USED,
        REJECTED
    }

    /**
     * How a track came out.
     *
     * @param weightedRms of residual over stated sigma: of its used observations, of all where the track was rejected
     * @param rmsByKind of the same
     */
    public record TrackOutcome(
            String trackId,
            Verdict verdict,
            int used,
            int rejected,
            double weightedRms,
            Map<String, Double> rmsByKind) {}

    private static final int STATE = 6;
    private static final int ORBIT = 7;

    /** Part of the bound that a direction may keep where the start is no prior; more is not observed. */
    private static final double UNOBSERVED = 0.3;

    /** Rms in stated sigmas above which the fit has come to rest at a false place; metres for a laser, kilometres for a radar. */
    private static final double LARGEST_MISFIT = 100;

    /** Tracks that the first part of an arc has at least, where it is built up. */
    private static final int FIRST_TRACKS = 2;

    private final PhysicalData data;
    private final OrbitPropagator propagator;
    private final Options options;

    /** @param propagator best with partials of degree 8, which spare iterations over days */
    public ArcFit(PhysicalData data, OrbitPropagator propagator, Options options) {
        this.data = data;
        this.propagator = propagator;
        this.options = options;
    }

    /**
     * Fits all tracks with a prior.
     *
     * @param prior at the epoch of the fit
     * @param covariance 7 x 7 of the prior, GCRF state and ballistic coefficient
     */
    public Result fit(OrbitalState prior, double[][] covariance, List<ArcTrack> tracks) {
        return guarded(() -> {
            Optional<String> nothing = nothing(tracks);
            if (nothing.isPresent()) {
                return new Failed(nothing.get());
            }
            Attempt direct = attempt(prior, covariance, tracks, Optional.empty());
            if (direct.converged().isPresent()) {
                return result(direct, tracks);
            }
            Optional<OrbitalState> nearer = buildUp(prior, tracks);
            Attempt again = nearer.isEmpty() ? direct : attempt(prior, covariance, tracks, nearer);
            return again.converged().isPresent() ? result(again, tracks) : new Failed(direct.reason());
        });
    }

    /** Fits all tracks from a start that is no prior: a first orbit, an element set. */
    public Result fit(OrbitalState start, List<ArcTrack> tracks) {
        return guarded(() -> {
            Optional<String> nothing = nothing(tracks);
            if (nothing.isPresent()) {
                return new Failed(nothing.get());
            }
            Attempt direct = attempt(start, unknown(), tracks, Optional.empty());
            if (direct.converged().isPresent()) {
                return observed(direct) ? result(direct, tracks) : unobservable(direct);
            }
            Optional<OrbitalState> nearer = buildUp(start, tracks);
            Attempt again = nearer.isEmpty() ? direct : attempt(nearer.get(), unknown(), tracks, Optional.empty());
            if (again.converged().isEmpty()) {
                return new Failed(direct.reason());
            }
            return observed(again) ? result(again, tracks) : unobservable(again);
        });
    }

    private interface Fit {
        Result run();
    }

    private static Result guarded(Fit fit) {
        try {
            return fit.run();
        } catch (ArithmeticException singular) {
            return new Failed("singular: " + singular.getMessage());
        }
    }

    private static Optional<String> nothing(List<ArcTrack> tracks) {
        boolean measured = tracks.stream().anyMatch(t -> t.observations().size() > 0);
        return measured ? Optional.empty() : Optional.of("the tracks measure nothing");
    }

    private double[][] unknown() {
        double[][] covariance = new double[ORBIT][ORBIT];
        for (int i = 0; i < STATE; i++) {
            double sigma = i < 3 ? options.unknownPositionMetres() : options.unknownSpeedMetresPerSecond();
            covariance[i][i] = sigma * sigma;
        }
        covariance[STATE][STATE] = options.unknownBallisticSigma() * options.unknownBallisticSigma();
        return covariance;
    }

    /** A fit about one centre. */
    private record Attempt(ArcLinearisation problem, Optional<Converged> converged, String reason) {}

    private Attempt attempt(
            OrbitalState prior, double[][] covariance, List<ArcTrack> tracks, Optional<OrbitalState> from) {
        ArcLinearisation problem = new ArcLinearisation(data, propagator, options, prior, covariance, tracks);
        double[] start = from.map(problem::deviates).orElseGet(() -> new double[problem.parameters()]);
        RobustLeastSquares.Outcome outcome =
                new RobustLeastSquares(problem, RobustLeastSquares.Limits.ofArc()).run(start);
        if (!(outcome instanceof Converged converged)) {
            return new Attempt(problem, Optional.empty(), ((Stopped) outcome).reason());
        }
        Residuals used = new Residuals();
        for (int s = 0; s < problem.size(); s++) {
            if (converged.weight()[s] > 0) {
                used.add(problem, s);
            }
        }
        return used.weightedRms() > LARGEST_MISFIT
                ? new Attempt(
                        problem,
                        Optional.empty(),
                        "the residuals are " + Math.round(used.weightedRms()) + " times the stated sigmas")
                : new Attempt(problem, Optional.of(converged), "");
    }

    /** A start from the tracks nearest to the epoch, twice as many each time; none where there is no way. */
    private Optional<OrbitalState> buildUp(OrbitalState start, List<ArcTrack> tracks) {
        List<ArcTrack> nearestFirst = new ArrayList<>(tracks);
        nearestFirst.sort(Comparator.comparingLong((ArcTrack t) -> Math.abs(t.middleMicros() - start.epochMicros()))
                .thenComparing(t -> t.track().trackId()));
        Optional<OrbitalState> best = Optional.empty();
        for (int count = FIRST_TRACKS; count < tracks.size(); count *= 2) {
            Attempt part = attempt(best.orElse(start), unknown(), nearestFirst.subList(0, count), Optional.empty());
            if (part.converged().isPresent()) {
                best = Optional.of(part.problem().current());
            }
        }
        return best;
    }

    private static double[][] posterior(Attempt attempt) {
        return SymmetricMatrix.inverse(
                SymmetricMatrix.cholesky(attempt.converged().orElseThrow().normal()));
    }

    private static double[][] leading(double[][] matrix, int size) {
        double[][] part = new double[size][];
        for (int i = 0; i < size; i++) {
            part[i] = Arrays.copyOf(matrix[i], size);
        }
        return part;
    }

    private static double[][] covariance(Attempt attempt, double[][] posterior) {
        return SymmetricMatrix.congruence(attempt.problem().stateByDeviates, leading(posterior, ORBIT));
    }

    private static boolean observed(Attempt attempt) {
        double[][] orbit = leading(posterior(attempt), STATE);
        double greatest = 0;
        for (double variance : SymmetricMatrix.eigen(orbit, new double[STATE][STATE])) {
            greatest = Math.max(greatest, variance);
        }
        return greatest < UNOBSERVED * UNOBSERVED;
    }

    private static Failed unobservable(Attempt attempt) {
        double[][] covariance = covariance(attempt, posterior(attempt));
        double metres = Math.sqrt(covariance[0][0] + covariance[1][1] + covariance[2][2]);
        return new Failed("the tracks do not fix the orbit (unobservable): position known to "
                + Math.round(metres / 1e3) + " km only; a prior orbit or further tracks are needed");
    }

    private static Result result(Attempt attempt, List<ArcTrack> tracks) {
        Converged fit = attempt.converged().orElseThrow();
        ArcLinearisation problem = attempt.problem();
        double[][] posterior = posterior(attempt);
        double[][] covariance = covariance(attempt, posterior);
        for (double[] line : covariance) {
            for (double x : line) {
                if (!Double.isFinite(x)) {
                    return new Failed("the covariance is not finite");
                }
            }
        }
        Residuals all = new Residuals();
        List<TrackOutcome> outcomes = new ArrayList<>();
        for (int t = 0; t < tracks.size(); t++) {
            outcomes.add(outcome(problem, fit, t, tracks.get(t), all));
        }
        return new Fitted(
                problem.current(),
                covariance,
                problem.radiationRow(posterior),
                problem.biases(fit.deviates(), posterior),
                fit.used(),
                problem.size() - fit.used(),
                all.weightedRms(),
                all.rmsByKind(),
                List.copyOf(outcomes));
    }

    private static TrackOutcome outcome(
            ArcLinearisation problem, Converged fit, int track, ArcTrack arcTrack, Residuals all) {
        Residuals used = new Residuals();
        Residuals every = new Residuals();
        for (int s = problem.first(track); s < problem.first(track + 1); s++) {
            every.add(problem, s);
            if (fit.weight()[s] > 0) {
                used.add(problem, s);
                all.add(problem, s);
            }
        }
        Residuals told = used.count > 0 ? used : every;
        return new TrackOutcome(
                arcTrack.track().trackId(),
                used.count > 0 ? Verdict.USED : Verdict.REJECTED,
                used.count,
                every.count - used.count,
                told.weightedRms(),
                told.rmsByKind());
    }

    /** Sums of squares. */
    private static final class Residuals {
        private final double[] squares = new double[Kind.values().length];
        private final int[] counts = new int[Kind.values().length];
        private double weighted;
        private int count;

        void add(ArcLinearisation problem, int scalar) {
            double residual = problem.residual(scalar);
            double ratio = residual / problem.sigma(scalar);
            int kind = problem.group(scalar);
            squares[kind] += residual * residual;
            counts[kind]++;
            weighted += ratio * ratio;
            count++;
        }

        double weightedRms() {
            return Math.sqrt(weighted / Math.max(1, count));
        }

        Map<String, Double> rmsByKind() {
            Map<String, Double> rms = new TreeMap<>();
            for (Kind kind : Kind.values()) {
                int n = counts[kind.ordinal()];
                if (n > 0) {
                    rms.put(kind.label(), Math.sqrt(squares[kind.ordinal()] / n));
                }
            }
            return rms;
        }
    }
}
