package org.greenzone.astro.orbit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.Vectors;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.SiteFrame;
import org.greenzone.astro.track.Track;

/**
 * When a known radar will see an object next, and what it will measure then, as far as the orbit tells.
 *
 * <p>The interval is walked in cells of {@value #CELL_SECONDS} s; a site counts in a cell if the object, seen from it in the middle of the cell, can come into
 * its fields of view at the greatest speed of a closed orbit; only then the cell is walked in steps of a second. A stay that gives fewer than
 * {@value #FEWEST} measurements is no track. Measured is the middle of the stay, {@value #LONGEST_SECONDS} s at most, once a second: range, range rate and
 * direction as the orbit has them, with the noise of the site, said to be corrected for the air. Lasers are left out: few objects carry reflectors.
 * Whether the radar will look, and hear the object, is not known here. A result depends on the arguments alone. Not thread-safe.
 */
public final class PassForecast {
    private static final int CELL_SECONDS = 30;
    private static final int LONGEST_SECONDS = 20;
    private static final int FEWEST = 4;
    private static final long SECOND_MICROS = 1_000_000L;

    /** Escape speed at the ground and the speed of a site, over half a cell, metres. */
    private static final double REACH_METRES = (11_200.0 + 470) * CELL_SECONDS / 2;

    private static final Site.FieldOfView WHOLE_SKY = new Site.FieldOfView(0, Math.PI / 2, Math.toRadians(10));

    private final OrbitPrediction prediction;
    private final List<Watch> watches = new ArrayList<>();
    private final double[] state = new double[6];
    private final double[] local = new double[3];
    private final double[] line = new double[6];

    /** A site and what is needed to look from it. */
    private static final class Watch {
        final Site site;
        final SiteFrame frame;
        final List<Site.FieldOfView> fields;
        final double lowest;
        final double farthest;
        final double[] place = new double[6];
        final double[] axes = new double[9];

        Watch(EarthRotation rotation, Site site) {
            this.site = site;
            this.frame = new SiteFrame(rotation, site);
            this.fields = site.fields().isEmpty() ? List.of(WHOLE_SKY) : site.fields();
            this.lowest = fields.stream()
                    .mapToDouble(Site.FieldOfView::minimumElevationRadians)
                    .min()
                    .orElseThrow();
            this.farthest =
                    Double.isNaN(site.maximumRangeMetres()) ? Double.POSITIVE_INFINITY : site.maximumRangeMetres();
        }
    }

    /**
     * A pass that is to come.
     *
     * @param site that sees it
     * @param track what it will measure, without noise
     */
    public record Pass(Site site, Track track) {}

    /**
     * @param prediction of the orbits that are asked for
     * @param sites that are known
     */
    public PassForecast(PhysicalData data, OrbitPrediction prediction, List<Site> sites) {
        this.prediction = prediction;
        EarthRotation rotation = new EarthRotation(data);
        sites.stream()
                .filter(site -> !site.isLaser())
                .sorted(Comparator.comparing(Site::siteId))
                .forEach(site -> watches.add(new Watch(rotation, site)));
    }

    /**
     * The first pass that begins within an interval and ends before its end.
     *
     * @param fromMicros start, UTC microseconds since 1970
     * @return empty where no site sees it, or the object is not in orbit then
     */
    public Optional<Pass> next(CatalogueOrbit orbit, long fromMicros, long untilMicros) {
        long cell = CELL_SECONDS * SECOND_MICROS;
        for (long from = fromMicros; from < untilMicros; from += cell) {
            long to = Math.min(from + cell, untilMicros);
            if (!prediction.stateOfPrediction(orbit, from + (to - from) / 2, state)) {
                return Optional.empty();
            }
            Optional<Pass> first = Optional.empty();
            for (Watch watch : watches) {
                if (mayBeSeen(watch, from + (to - from) / 2)) {
                    Optional<Pass> pass = within(watch, orbit, from, to, untilMicros);
                    if (pass.isPresent()
                            && (first.isEmpty()
                                    || pass.get().track().startMicros()
                                            < first.get().track().startMicros())) {
                        first = pass;
                    }
                }
            }
            if (first.isPresent()) {
                return first;
            }
        }
        return Optional.empty();
    }

    private boolean mayBeSeen(Watch watch, long micros) {
        double range = look(watch, micros);
        return range - REACH_METRES <= watch.farthest
                && local[2] + REACH_METRES >= Math.sin(watch.lowest) * Math.max(0, range - REACH_METRES);
    }

    /** The first stay in a field of the site that begins in the cell. */
    private Optional<Pass> within(Watch watch, CatalogueOrbit orbit, long from, long to, long until) {
        for (long micros = from; micros < to; micros += SECOND_MICROS) {
            if (sees(watch, orbit, micros)) {
                long end = micros;
                while (end + SECOND_MICROS < until && sees(watch, orbit, end + SECOND_MICROS)) {
                    end += SECOND_MICROS;
                }
                if (end - micros >= (FEWEST - 1) * SECOND_MICROS) {
                    return Optional.of(measured(watch, orbit, micros, end));
                }
                micros = end;
            }
        }
        return Optional.empty();
    }

    private boolean sees(Watch watch, CatalogueOrbit orbit, long micros) {
        if (!prediction.stateOfPrediction(orbit, micros, state)) {
            return false;
        }
        double range = look(watch, micros);
        if (range > watch.farthest) {
            return false;
        }
        for (Site.FieldOfView field : watch.fields) {
            double azimuth = field.boresightAzimuthRadians();
            double beside = local[0] * Math.cos(azimuth) - local[1] * Math.sin(azimuth);
            if (local[2] >= range * Math.sin(field.minimumElevationRadians())
                    && Math.abs(beside) <= range * Math.sin(field.halfWidthRadians())) {
                return true;
            }
        }
        return false;
    }

    /** Places the object in the horizon of the site (east, north, up); its range. */
    private double look(Watch watch, long micros) {
        watch.frame.stateGcrf(micros, watch.place);
        watch.frame.enuAxes(micros, watch.axes);
        for (int i = 0; i < 6; i++) {
            line[i] = state[i] - watch.place[i];
        }
        for (int k = 0; k < 3; k++) {
            local[k] = watch.axes[3 * k] * line[0] + watch.axes[3 * k + 1] * line[1] + watch.axes[3 * k + 2] * line[2];
        }
        return Vectors.norm(local);
    }

    private Pass measured(Watch watch, CatalogueOrbit orbit, long start, long end) {
        long length = Math.min(end - start, LONGEST_SECONDS * SECOND_MICROS);
        long first = start + (end - start - length) / 2;
        List<Measurement> measurements = new ArrayList<>();
        for (long micros = first; micros <= first + length; micros += SECOND_MICROS) {
            prediction.stateOfPrediction(orbit, micros, state);
            double range = look(watch, micros);
            double rate = (line[0] * line[3] + line[1] * line[4] + line[2] * line[5]) / range;
            double elevation = Math.asin(local[2] / range);
            Site.Noise noise = watch.site.noise();
            // The noise of the azimuth is that on the sky.
            double azimuthSigma = noise.azimuthRadians() / Math.max(1e-6, Math.cos(elevation));
            measurements.add(Measurement.at(micros)
                    .withRange(range, noise.rangeMetres())
                    .withRangeRate(rate, noise.rangeRateMetresPerSecond())
                    .withAzimuthElevation(
                            Math.atan2(local[0], local[1]),
                            Math.min(Math.PI / 2, azimuthSigma),
                            elevation,
                            noise.elevationRadians()));
        }
        String siteId = watch.site.siteId();
        // What the site measures too much is taken off its tracks: a track that is foretold has none of it.
        Site unbiased = watch.site.withCalibration(Site.Bias.NONE, watch.site.calibration());
        return new Pass(
                unbiased,
                Track.of(
                        siteId,
                        siteId,
                        "forecast",
                        orbit.objectId(),
                        List.of(Track.IONOSPHERE, Track.TROPOSPHERE),
                        measurements));
    }
}
