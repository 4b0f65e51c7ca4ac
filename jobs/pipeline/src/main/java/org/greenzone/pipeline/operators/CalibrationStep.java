package org.greenzone.pipeline.operators;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.calibration.BiasKind;
import org.greenzone.astro.calibration.PassResiduals;
import org.greenzone.astro.calibration.ResidualModel;
import org.greenzone.astro.calibration.SiteCalibrator;
import org.greenzone.astro.track.Site;
import org.greenzone.pipeline.Association;

/** The tracks of a site to its calibration. */
public final class CalibrationStep {
    /** Biases change over days; the noise of the estimate is that of hundreds of passes. */
    public static final long WINDOW_MICROS = 24 * 3_600_000_000L;

    private static final long HOUR_MICROS = 3_600_000_000L;
    /** Orbits that are known worse say nothing of a bias and are not linear any more. */
    private static final double WORST_METRES = 500;
    /** More passes cost time and tell no more: the newest are taken. */
    private static final int MOST_PASSES = 400;

    private CalibrationStep() {}

    /** First full hour of UTC after an event time. */
    static long nextHour(long micros) {
        return (Math.floorDiv(micros, HOUR_MICROS) + 1) * HOUR_MICROS;
    }

    /** What the orbit that was known before the track had foretold; empty where none was, or one that is known badly. */
    static Optional<PassResiduals> residuals(ResidualModel model, Association association, Site site) {
        if (association.prior().isEmpty() || Double.isNaN(association.mahalanobisDistance())) {
            return Optional.empty();
        }
        return model.against(association.prior().get(0), WORST_METRES, association.track(), site)
                        instanceof ResidualModel.Compared compared
                ? Optional.of(compared.pass().holding(BiasKind.TIME))
                : Optional.empty();
    }

    /**
     * @param site as the residuals were made with
     * @param window passes of the site, in any order
     * @param hourMicros event time from which it holds
     */
    static Site calibrate(Site site, List<PassResiduals> window, int revision, long hourMicros) {
        List<PassResiduals> newest = window.stream()
                .sorted(Comparator.comparingLong(PassResiduals::endMicros)
                        .thenComparing(PassResiduals::trackId)
                        .reversed())
                .limit(MOST_PASSES)
                .toList();
        return SiteCalibrator.calibrate(newest).applyTo(site, Site.CalibrationOrigin.RUNNING, revision, hourMicros);
    }
}
