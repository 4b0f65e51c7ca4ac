package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.breakup.DelayFit.Delays;
import org.greenzone.astro.breakup.OwnPath.Arrival;
import org.greenzone.astro.breakup.PinchFit.Pinch;

/**
 * Epoch at which objects left one place of a reference orbit, from element sets weeks later.
 *
 * <p>In the manner of FRED (Montaruli et al. 2022: closest approaches of fragment orbits to the parent's orbit), but with the two kinds of knowledge apart.
 * Where on the orbit: the paths, across and in radius ({@link PinchFit}), one pinch a revolution, known to seconds. Which revolution, and
 * whether the objects were there together: their delays ({@link DelayFit}). The first look at weeks is by the planes
 * ({@link NodeScan}); all revolutions within {@value #NEAR_DAYS} days of its best are fitted at both ends of the line.
 *
 * <p>Errors of sets of one cloud are not independent (same air, same theory, same sensors): of the log likelihood that decides between revolutions a
 * part of {@value #INDEPENDENT} counts.
 */
final class PinchSearch {
    private static final double DAY = 86_400;
    private static final double SCAN_STEP = 3 * 3600;
    private static final double NEAR_DAYS = 1;
    private static final double INDEPENDENT = 0.25;

    /** The median dispersion of the planes over the time searched must be this many times that at the pinch. */
    static final double LEAST_CONTRAST = 4;

    /** Planes that never come nearer than this do not meet, metres. */
    private static final double MEETING_METRES = 15_000;

    private static final double FIT_RANGE_SECONDS = 600;
    private static final double REFERENCE_SECONDS = 1;
    private static final double REFERENCE_DRAG_ERROR = 0.3;
    private static final int JACKKNIFE_GROUPS = 10;

    /** A path farther from the pinch than so many scales has no part in it. */
    private static final double USED_WEIGHT = PinchFit.FREEDOM / (PinchFit.FREEDOM + 9);

    private PinchSearch() {}

    /**
     * What was found.
     *
     * @param reference the reference orbit
     * @param pinch geometry at the best revolution
     * @param delays there
     * @param epochSeconds of leaving
     * @param sigmaSeconds one sigma, all revolutions and errors that are common to the sets included
     * @param revolutionProbability of the best revolution among all tried
     * @param contrast dispersion of the planes over the time searched (median) to that at the best step
     * @param dispersionMetres median distance of the paths from the pinch point
     * @param speedMetresPerSecond median speed against the reference at the pinch
     * @param crossSpeedMetresPerSecond its part across the plane
     * @param used paths that pass through the pinch
     */
    record Found(
            OwnPath reference,
            Pinch pinch,
            Delays delays,
            double epochSeconds,
            double sigmaSeconds,
            double revolutionProbability,
            double contrast,
            double dispersionMetres,
            double speedMetresPerSecond,
            double crossSpeedMetresPerSecond,
            int used) {
        double logLikelihood() {
            return pinch.logLikelihood() + delays.logLikelihood();
        }
    }

    /** The best meeting of planes, or why there is none. */
    record Scanned(double bestSeconds, double dispersionMetres, double contrast, boolean meets, String reason) {}

    static Scanned scan(OwnPath reference, List<OwnPath> paths, double fromSeconds, double toSeconds) {
        List<NodeScan.Step> steps = new NodeScan(reference, paths).scan(fromSeconds, toSeconds, SCAN_STEP);
        if (steps.size() < 2) {
            return new Scanned(Double.NaN, Double.NaN, Double.NaN, false, "SGP4 has no orbits in the time searched");
        }
        NodeScan.Step best = steps.stream()
                .min(Comparator.comparingDouble(NodeScan.Step::dispersionMetres))
                .orElseThrow();
        double typical = PinchFit.median(
                steps.stream().mapToDouble(NodeScan.Step::dispersionMetres).toArray());
        double contrast = typical / best.dispersionMetres();
        String reason = "";
        if (best.seconds() < fromSeconds + SCAN_STEP) {
            reason = "the planes come ever nearer to each other as far back as was searched";
        } else if (best.dispersionMetres() > MEETING_METRES) {
            reason = "the planes do not meet in one line in the time searched";
        } else if (contrast < LEAST_CONTRAST) {
            reason = "the planes do not spread: nothing tells when they would have met";
        }
        return new Scanned(best.seconds(), best.dispersionMetres(), contrast, reason.isEmpty(), reason);
    }

    /** All revolutions about the best meeting of planes. Empty where no pinch can be fitted. */
    static Optional<Found> find(
            OwnPath reference, List<OwnPath> paths, Scanned scanned, double fromSeconds, double toSeconds) {
        double first = Math.max(fromSeconds, scanned.bestSeconds() - NEAR_DAYS * DAY);
        double last = Math.min(toSeconds, scanned.bestSeconds() + NEAR_DAYS * DAY);
        List<Candidate> candidates = new ArrayList<>();
        for (NodeScan.Step step : new NodeScan(reference, paths).scan(first, last, reference.periodSeconds())) {
            for (double start : new double[] {step.firstSeconds(), step.secondSeconds()}) {
                PinchFit.fit(reference, paths, start, FIT_RANGE_SECONDS)
                        .ifPresent(pinch -> add(candidates, new Candidate(pinch, delays(reference, paths, pinch))));
            }
        }
        return candidates.stream()
                .max(Comparator.comparingDouble(Candidate::logLikelihood))
                .map(best -> found(reference, paths, best, candidates, scanned.contrast()));
    }

    private record Candidate(Pinch pinch, Delays delays) {
        double logLikelihood() {
            return pinch.logLikelihood() + delays.logLikelihood();
        }

        double seconds() {
            return pinch.seconds() + delays.commonSeconds();
        }
    }

    /** Two starts that ended at one pinch are one. */
    private static void add(List<Candidate> candidates, Candidate candidate) {
        if (candidates.stream()
                .noneMatch(c -> Math.abs(c.pinch().seconds() - candidate.pinch().seconds()) < 1)) {
            candidates.add(candidate);
        }
    }

    private static Delays delays(OwnPath reference, List<OwnPath> paths, Pinch pinch) {
        return delayFit(paths, pinch).fit(0, referenceSigma(reference, pinch));
    }

    private static double referenceSigma(OwnPath reference, Pinch pinch) {
        return Math.hypot(
                REFERENCE_SECONDS, REFERENCE_DRAG_ERROR * reference.delayByDrag(pinch.seconds(), pinch.place(), 0));
    }

    private static DelayFit delayFit(List<OwnPath> paths, Pinch pinch) {
        int n = paths.size();
        double[] delays = new double[n];
        double[] drags = new double[n];
        double[] periods = new double[n];
        for (int i = 0; i < n; i++) {
            Optional<Arrival> arrival = pinch.arrivals().get(i);
            OwnPath path = paths.get(i);
            periods[i] = path.periodSeconds();
            delays[i] = arrival.map(Arrival::delaySeconds).orElse(Double.NaN);
            drags[i] = arrival.map(a -> path.delayByDrag(pinch.seconds(), pinch.place(), a.delaySeconds()))
                    .orElse(0.0);
        }
        return new DelayFit(delays, drags, periods);
    }

    private static Found found(
            OwnPath reference, List<OwnPath> paths, Candidate best, List<Candidate> candidates, double contrast) {
        double weights = 0;
        double squares = 0;
        for (Candidate candidate : candidates) {
            double weight = Math.exp(INDEPENDENT * (candidate.logLikelihood() - best.logLikelihood()));
            weights += weight;
            squares += weight * Math.pow(candidate.seconds() - best.seconds(), 2);
        }
        Pinch pinch = best.pinch();
        double fitted = Math.hypot(pinch.sigmaSeconds(), best.delays().sigmaSeconds());
        double alone = Math.max(fitted, jackknife(reference, paths, best));
        double common = best.delays().dragError() * meanDrag(paths, best);
        double sigma = Math.sqrt(squares / weights + alone * alone + common * common);
        List<Arrival> used = pinch.arrivals().stream()
                .flatMap(Optional::stream)
                .filter(a -> pinch.weight(a) >= USED_WEIGHT)
                .toList();
        return new Found(
                reference,
                pinch,
                best.delays(),
                best.seconds(),
                sigma,
                1 / weights,
                contrast,
                PinchFit.median(pinch.arrivals().stream()
                        .flatMap(Optional::stream)
                        .mapToDouble(pinch::distance)
                        .toArray()),
                PinchFit.median(used.stream().mapToDouble(Arrival::speed).toArray()),
                PinchFit.median(
                        used.stream().mapToDouble(a -> Math.abs(a.crossRate())).toArray()),
                used.size());
    }

    /** Scatter of the epoch over fits that leave out a tenth of the objects each, seconds. */
    private static double jackknife(OwnPath reference, List<OwnPath> paths, Candidate best) {
        Pinch pinch = best.pinch();
        double priorSigma = referenceSigma(reference, pinch);
        double[] epochs = new double[JACKKNIFE_GROUPS];
        double mean = 0;
        for (int group = 0; group < JACKKNIFE_GROUPS; group++) {
            List<OwnPath> keptPaths = new ArrayList<>();
            List<Optional<Arrival>> kept = new ArrayList<>();
            for (int i = 0; i < paths.size(); i++) {
                if (i % JACKKNIFE_GROUPS != group) {
                    keptPaths.add(paths.get(i));
                    kept.add(pinch.arrivals().get(i));
                }
            }
            Pinch part = new Pinch(
                    pinch.seconds(),
                    pinch.sigmaSeconds(),
                    pinch.place(),
                    kept,
                    pinch.crossOffset(),
                    pinch.radialOffset(),
                    pinch.crossScale(),
                    pinch.radialScale(),
                    pinch.logLikelihood());
            epochs[group] = PinchFit.stepSeconds(kept)
                    + delayFit(keptPaths, part).fit(0, priorSigma).commonSeconds();
            mean += epochs[group] / JACKKNIFE_GROUPS;
        }
        double sum = 0;
        for (double epoch : epochs) {
            sum += (epoch - mean) * (epoch - mean);
        }
        return Math.sqrt(sum * (JACKKNIFE_GROUPS - 1) / JACKKNIFE_GROUPS);
    }

    /** Delay by drag, in the mean with the weights of the fit: what an error of the air that all share does to the epoch. */
    private static double meanDrag(List<OwnPath> paths, Candidate best) {
        Pinch pinch = best.pinch();
        Delays delays = best.delays();
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < paths.size(); i++) {
            Optional<Arrival> arrival = pinch.arrivals().get(i);
            if (arrival.isPresent()) {
                double drag = paths.get(i)
                        .delayByDrag(
                                pinch.seconds(), pinch.place(), arrival.get().delaySeconds());
                double scale = Math.hypot(delays.seconds(), delays.dragError() * drag);
                sum += Math.abs(drag) / (scale * scale);
                weights += 1 / (scale * scale);
            }
        }
        return weights > 0 ? sum / weights : 0;
    }
}
