package org.greenzone.simulator.radar;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.simulator.random.RandomStream;
import org.greenzone.simulator.scenario.Observation;
import org.greenzone.simulator.scenario.Radar;

/**
 * Tracks of nothing: meteors, interference, side lobes.
 *
 * <p>They come as a Poisson process. Each has the beam in a fixed direction of one of the fans, a range uniform up to the
 * greatest of the site and a range rate uniform between those that a satellite can have, ranges that go with it, and
 * the noise of the site: no single measurement betrays it.
 */
public final class Clutter {
    private static final double NEAREST_METRES = 300e3;
    private static final double USUAL_FARTHEST_METRES = 2000e3;
    private static final double FASTEST_METRES_PER_SECOND = 6000;
    private static final double HIGHEST_ELEVATION = Math.toRadians(80);
    private static final double SECONDS_PER_HOUR = 3600;
    private static final double MEAN_EXCESS_DECIBELS = 2;
    private static final int MOST_MORE_MEASUREMENTS = 4;

    private final Radar radar;
    private final Observation observation;
    private final Timeline timeline;
    private final long seed;

    public Clutter(Radar radar, Observation observation, Timeline timeline, long seed) {
        this.radar = radar;
        this.observation = observation;
        this.timeline = timeline;
        this.seed = seed;
    }

    /** The measurements of each, in the order of time; none in a silence. */
    public List<List<Measurement>> tracks() {
        List<List<Measurement>> tracks = new ArrayList<>();
        double rate = radar.clutterTracksPerHour() / SECONDS_PER_HOUR;
        if (rate <= 0 || radar.site().fields().isEmpty()) {
            return tracks;
        }
        RandomStream random = RandomStream.of(seed, "clutter", radar.site().siteId());
        for (double at = wait(random, rate); at < timeline.lengthSeconds(); at += wait(random, rate)) {
            List<Measurement> track = track(random, at);
            Measurement last = track.get(track.size() - 1);
            if (timeline.seconds(last.timeMicros()) < timeline.lengthSeconds()
                    && !radar.isSilent(track.get(0).timeMicros())
                    && !radar.isSilent(last.timeMicros())) {
                tracks.add(track);
            }
        }
        return tracks;
    }

    private static double wait(RandomStream random, double rate) {
        return -Math.log(1 - random.uniform()) / rate;
    }

    private List<Measurement> track(RandomStream random, double from) {
        Site site = radar.site();
        Site.FieldOfView fan = site.fields().get(random.below(site.fields().size()));
        double azimuth =
                fan.boresightAzimuthRadians() + random.uniform(-fan.halfWidthRadians(), fan.halfWidthRadians());
        double elevation = random.uniform(fan.minimumElevationRadians(), HIGHEST_ELEVATION);
        double farthest = Double.isNaN(site.maximumRangeMetres()) ? USUAL_FARTHEST_METRES : site.maximumRangeMetres();
        double range = random.uniform(NEAREST_METRES, Math.max(farthest, NEAREST_METRES + 1));
        double rate = random.uniform(-FASTEST_METRES_PER_SECOND, FASTEST_METRES_PER_SECOND);
        int count = observation.minimumMeasurements() + random.below(MOST_MORE_MEASUREMENTS + 1);
        Site.Noise noise = site.noise();
        double turn = 2 * Math.PI;
        List<Measurement> track = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double seconds = i * observation.cadenceSeconds();
            double up = elevation + noise.elevationRadians() * random.gaussian();
            double azimuthSigma = noise.azimuthRadians() / Math.max(1e-6, Math.cos(elevation));
            double along = azimuth + azimuthSigma * random.gaussian();
            track.add(Measurement.at(timeline.micros(from + seconds))
                    .withRange(range + rate * seconds + noise.rangeMetres() * random.gaussian(), noise.rangeMetres())
                    .withRangeRate(
                            rate + noise.rangeRateMetresPerSecond() * random.gaussian(),
                            noise.rangeRateMetresPerSecond())
                    .withAzimuthElevation(
                            along - turn * Math.floor(along / turn),
                            azimuthSigma,
                            Math.min(Math.PI / 2, Math.max(0, up)),
                            noise.elevationRadians())
                    .withSignal(
                            observation.thresholdDecibels() - MEAN_EXCESS_DECIBELS * Math.log(1 - random.uniform()),
                            RadarEquation.crossSection(radar.detectableSizeMetres(), radar.wavelengthMetres())));
        }
        return track;
    }
}
