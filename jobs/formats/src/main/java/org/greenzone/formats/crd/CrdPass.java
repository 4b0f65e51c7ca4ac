package org.greenzone.formats.crd;

import java.util.List;
import org.greenzone.formats.laser.LaserTarget;

/**
 * One pass (session) of a CRD file as it was measured: what a track cannot hold, wavelength and weather, stands here too.
 *
 * @param line of its header H4
 * @param stationName for people
 * @param padId CDP pad of the station, four digits: its site id
 * @param troposphereApplied whether the refraction of the air has been taken out by the station
 * @param centreOfMassApplied whether the ranges are to the centre of mass of the satellite and not to its reflectors
 * @param systemDelayApplied whether the delay inside the station has been taken out
 * @param startMicros UTC microseconds since 1970, header H4
 * @param ranges in the order of their times; at least one
 * @param angles in the order of their times
 * @param weather in the order of their times
 */
public record CrdPass(
        int line,
        String stationName,
        String padId,
        LaserTarget target,
        boolean troposphereApplied,
        boolean centreOfMassApplied,
        boolean systemDelayApplied,
        long startMicros,
        List<Range> ranges,
        List<Angles> angles,
        List<Weather> weather) {
    public CrdPass {
        ranges = List.copyOf(ranges);
        angles = List.copyOf(angles);
        weather = List.copyOf(weather);
    }

    CrdPass withTarget(LaserTarget other) {
        return new CrdPass(
                line,
                stationName,
                padId,
                other,
                troposphereApplied,
                centreOfMassApplied,
                systemDelayApplied,
                startMicros,
                ranges,
                angles,
                weather);
    }

    /**
     * A range or a normal point.
     *
     * @param tagMicros instant of the record, rounded
     * @param bounceMicros instant at which the pulse was at the satellite
     * @param metres half of the time of flight times the speed of light: with the air in it
     * @param sigmaMetres NaN where not given
     * @param wavelengthMicrometres NaN where not given
     */
    public record Range(
            long tagMicros, long bounceMicros, double metres, double sigmaMetres, double wavelengthMicrometres) {}

    /** Where the telescope looked, without refraction. */
    public record Angles(long tagMicros, double azimuthRadians, double elevationRadians) {}

    /** At the station: hectopascals, kelvins, relative humidity from 0 to 1. */
    public record Weather(long tagMicros, double pressure, double temperature, double humidity) {}
}
