package org.greenzone.astro.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.LaserTroposphere.Weather;

/**
 * Makes the observations of a track with what its site needs: radars the plain model, lasers the refined one ({@link Refinement}).
 *
 * <p>A laser's ranges go without weather: the standard atmosphere at the height of the site is within some centimetres, and their shared
 * range error has room for that. Of thousands of returns of a pass {@value #LASER_MEASUREMENTS} are taken, evenly: their errors
 * are shared by neighbours, and more of them would claim millimetres. Their angles are where the telescope was sent, wrong by the same for
 * minutes: they serve for a first orbit and not beside ranges of decimetres. Not thread-safe.
 */
public final class ObservationModel {
    private static final int LASER_MEASUREMENTS = 60;
    private static final double LIGHT = 299_792_458;
    /** Standard atmosphere (ICAO): 1013.25 hPa and 288.15 K at sea level, falling by 6.5 K a kilometre. */
    private static final double SEA_LEVEL_HECTOPASCAL = 1013.25;

    private static final double SEA_LEVEL_KELVIN = 288.15;
    private static final double KELVIN_PER_METRE = 0.0065;
    private static final double PRESSURE_POWER = 5.2559;
    private static final double HUMIDITY = 0.5;

    private final EarthRotation rotation;
    private final SolidEarthTide tide;

    public ObservationModel(PhysicalData data) {
        rotation = new EarthRotation(data);
        tide = new SolidEarthTide(data);
    }

    /** Observations of a monostatic track. */
    public TrackObservations of(Track track, Site site) {
        return of(track, site, site);
    }

    /**
     * Observations of a track.
     *
     * @param site the receiver
     * @param transmitter the receiver itself where monostatic
     */
    public TrackObservations of(Track track, Site site, Site transmitter) {
        return transmitter.isLaser()
                ? laser(track, site, transmitter, false)
                : new TrackObservations(rotation, track, site, transmitter);
    }

    /** As {@link #of(Track, Site, Site)}, with the pointing of the telescope, for an orbit that is not known yet. */
    public TrackObservations withPointing(Track track, Site site, Site transmitter) {
        return transmitter.isLaser() ? laser(track, site, transmitter, true) : of(track, site, transmitter);
    }

    private TrackObservations laser(Track track, Site site, Site transmitter, boolean pointing) {
        return new TrackObservations(rotation, thinned(track, pointing), site, transmitter, refinement(transmitter));
    }

    private Refinement refinement(Site site) {
        double kelvin = SEA_LEVEL_KELVIN - KELVIN_PER_METRE * site.altitudeMetres();
        double hectopascal = SEA_LEVEL_HECTOPASCAL * Math.pow(kelvin / SEA_LEVEL_KELVIN, PRESSURE_POWER);
        LaserTroposphere air = new LaserTroposphere(
                LIGHT / site.transmitFrequencyHertz(), List.of(new Weather(0, hectopascal, kelvin, HUMIDITY)));
        return new Refinement(Optional.of(tide), Optional.of(air), true);
    }

    private static Track thinned(Track track, boolean pointing) {
        boolean ranges = track.measurements().stream().anyMatch(m -> !Double.isNaN(m.rangeMetres()));
        boolean angles = track.measurements().stream().anyMatch(ObservationModel::isPointed);
        List<Measurement> all = track.measurements().stream()
                .filter(m -> !pointing || !angles || isPointed(m))
                .toList();
        int count = Math.min(all.size(), LASER_MEASUREMENTS);
        List<Measurement> kept = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            Measurement m = all.get(count < 2 ? 0 : (int) ((long) k * (all.size() - 1) / (count - 1)));
            kept.add(pointing || !ranges ? m : withoutAngles(m));
        }
        return new Track(
                track.trackId(),
                track.siteId(),
                track.transmitterSiteId(),
                track.publishedBy(),
                track.claimedObjectId(),
                track.correctionsApplied(),
                kept);
    }

    private static boolean isPointed(Measurement m) {
        return !Double.isNaN(m.azimuthRadians() + m.elevationRadians());
    }

    private static Measurement withoutAngles(Measurement m) {
        return m.withAzimuthElevation(Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                .withRightAscensionDeclination(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
}
