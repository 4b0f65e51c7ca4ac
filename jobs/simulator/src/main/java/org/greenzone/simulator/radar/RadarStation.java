package org.greenzone.simulator.radar;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.Vectors;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.SiteFrame;
import org.greenzone.simulator.random.RandomStream;
import org.greenzone.simulator.scenario.Observation;
import org.greenzone.simulator.scenario.Radar;

/**
 * A simulated radar: the measurements that it makes of a target.
 *
 * <p>The time of a measurement is the bounce, at which half the two-way path is the geometric distance (to 1e-5 m). No
 * air is simulated: ranges are geometric and angles without refraction. The direction is the pointing of the beam: true
 * direction turned by two independent Gaussian angles across it, with the azimuth noise of the site taken on the sky, so
 * that the stated sigma of the azimuth is that over the cosine of the elevation. Random numbers depend on the seed,
 * the site, the object and the number of the stay. Not thread-safe.
 */
public final class RadarStation {
    private static final double LARGEST_AZIMUTH_SIGMA = Math.PI / 2;
    private static final double MICROS = 1e6;

    private final Radar radar;
    private final Observation observation;
    private final Timeline timeline;
    private final long seed;
    private final SiteFrame frame;
    private final FanStays stays;
    private final double[] state = new double[6];
    private final double[] siteState = new double[6];
    private final double[] axes = new double[9];

    public RadarStation(
            Radar radar, SiteGrid grid, EarthRotation rotation, Observation observation, Timeline timeline, long seed) {
        this.radar = radar;
        this.observation = observation;
        this.timeline = timeline;
        this.seed = seed;
        this.frame = new SiteFrame(rotation, radar.site());
        this.stays = new FanStays(grid, radar.site());
    }

    /** The measurements of each stay that the radar took and detected, in the order of fans and times. */
    public List<List<Measurement>> observe(RadarTarget target) {
        List<List<Measurement>> tracks = new ArrayList<>();
        List<FanStay> all =
                stays.find(target.trajectory(), target.epochSeconds(), target.fromSeconds(), target.toSeconds());
        double share = target.catalogued() ? radar.measuredShare() : radar.searchedShare();
        for (int i = 0; i < all.size(); i++) {
            RandomStream random =
                    RandomStream.of(seed, "stay", radar.site().siteId(), target.objectId(), Integer.toString(i));
            if (random.uniform() >= share) {
                continue;
            }
            List<Measurement> measurements = measure(target, all.get(i), random);
            if (measurements.size() >= observation.minimumMeasurements() && isHeard(measurements)) {
                tracks.add(measurements);
            }
        }
        return tracks;
    }

    /** A track that a silence begins or ends in is not published. */
    private boolean isHeard(List<Measurement> measurements) {
        return !radar.isSilent(measurements.get(0).timeMicros())
                && !radar.isSilent(measurements.get(measurements.size() - 1).timeMicros());
    }

    private List<Measurement> measure(RadarTarget target, FanStay stay, RandomStream random) {
        double middle = (stay.enterSeconds() + stay.exitSeconds()) / 2;
        double half = Math.min(stay.exitSeconds() - stay.enterSeconds(), observation.maximumTrackSeconds()) / 2;
        double trackFading = observation.trackFadingDecibels() * random.gaussian();
        List<Measurement> measurements = new ArrayList<>();
        double first = middle - half + observation.cadenceSeconds() * random.uniform();
        for (double seconds = first; seconds <= middle + half; seconds += observation.cadenceSeconds()) {
            double fading = trackFading + observation.pulseFadingDecibels() * random.gaussian();
            Measurement measurement = measure(target, timeline.micros(seconds), fading, random);
            if (measurement.snrDecibels() >= observation.thresholdDecibels()) {
                measurements.add(measurement);
            }
        }
        return measurements;
    }

    private Measurement measure(RadarTarget target, long micros, double fading, RandomStream random) {
        target.trajectory().state(timeline.seconds(micros) - target.epochSeconds(), state);
        frame.stateGcrf(micros, siteState);
        frame.enuAxes(micros, axes);
        double range = 0;
        double along = 0;
        for (int i = 0; i < 3; i++) {
            double d = state[i] - siteState[i];
            range += d * d;
            along += d * (state[3 + i] - siteState[3 + i]);
        }
        range = Math.sqrt(range);
        double rangeRate = along / range;
        double[] unit = new double[3];
        for (int k = 0; k < 3; k++) {
            for (int i = 0; i < 3; i++) {
                unit[k] += axes[3 * k + i] * (state[i] - siteState[i]) / range;
            }
        }

        Site.Noise noise = radar.site().noise();
        Site.Bias bias = radar.site().bias();
        double measuredRange =
                range + bias.rangeMetres() + radar.hiddenRangeBiasMetres() + noise.rangeMetres() * random.gaussian();
        double measuredRate = rangeRate
                + bias.rangeRateMetresPerSecond()
                + radar.hiddenRangeRateBiasMetresPerSecond()
                + noise.rangeRateMetresPerSecond() * random.gaussian();
        double[] pointing =
                turned(unit, noise.azimuthRadians() * random.gaussian(), noise.elevationRadians() * random.gaussian());
        double elevation = Math.asin(Math.max(-1, Math.min(1, pointing[2])));
        double azimuth = positiveAngle(Math.atan2(pointing[0], pointing[1]) + bias.azimuthRadians());
        double azimuthSigma =
                Math.min(LARGEST_AZIMUTH_SIGMA, noise.azimuthRadians() / Math.max(1e-6, Math.cos(elevation)));

        double crossSection =
                RadarEquation.crossSection(target.sizeMetres(), radar.wavelengthMetres()) * Math.pow(10, fading / 10);
        double signal = RadarEquation.signalToNoise(radar, observation, crossSection, range);
        return Measurement.at(micros + Math.round(bias.timeSeconds() * MICROS))
                .withRange(measuredRange, noise.rangeMetres())
                .withRangeRate(measuredRate, noise.rangeRateMetresPerSecond())
                .withAzimuthElevation(
                        azimuth, azimuthSigma, elevation + bias.elevationRadians(), noise.elevationRadians())
                .withSignal(signal, crossSection);
    }

    /** The direction (east, north, up) turned by small angles along the azimuth on the sky and along the elevation. */
    private static double[] turned(double[] unit, double alongAzimuth, double alongElevation) {
        double horizontal = Math.hypot(unit[0], unit[1]);
        double sine = horizontal > 0 ? unit[0] / horizontal : 0;
        double cosine = horizontal > 0 ? unit[1] / horizontal : 1;
        double[] turned = {
            unit[0] + alongAzimuth * cosine - alongElevation * unit[2] * sine,
            unit[1] - alongAzimuth * sine - alongElevation * unit[2] * cosine,
            unit[2] + alongElevation * horizontal
        };
        double length = Vectors.norm(turned);
        for (int i = 0; i < 3; i++) {
            turned[i] /= length;
        }
        return turned;
    }

    private static double positiveAngle(double radians) {
        double turn = 2 * Math.PI;
        double wrapped = radians % turn;
        return wrapped < 0 ? wrapped + turn : wrapped;
    }
}
