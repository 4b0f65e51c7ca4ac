package org.greenzone.simulator.scenario;

/**
 * How the radars measure.
 *
 * @param cadenceSeconds time between the measurements of a track
 * @param maximumTrackSeconds a longer stay in a fan is measured in its middle only
 * @param minimumMeasurements shorter tracks are not published
 * @param thresholdDecibels a measurement needs this signal-to-noise ratio
 * @param trackFadingDecibels one sigma of the radar cross section from track to track (the object is seen from another
 *     side)
 * @param pulseFadingDecibels one sigma of the radar cross section from measurement to measurement
 */
public record Observation(
        double cadenceSeconds,
        double maximumTrackSeconds,
        int minimumMeasurements,
        double thresholdDecibels,
        double trackFadingDecibels,
        double pulseFadingDecibels) {

    public static final Observation DEFAULT = new Observation(1.0, 20.0, 4, 12.0, 3.0, 1.0);

    public Observation {
        if (!(cadenceSeconds > 0) || !(maximumTrackSeconds > 0) || minimumMeasurements < 1) {
            throw new IllegalArgumentException("observation: cadence, duration and count must be positive");
        }
    }
}
