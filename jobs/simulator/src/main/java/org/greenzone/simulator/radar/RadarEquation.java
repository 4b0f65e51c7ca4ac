package org.greenzone.simulator.radar;

import org.greenzone.simulator.scenario.Observation;
import org.greenzone.simulator.scenario.Radar;

/**
 * How strongly an object echoes.
 *
 * <p>The radar cross section over the size follows the two ends of the size estimation model of NASA (Stokely et al.
 * 2006, "Haystack and HAX radar measurements of the orbital debris environment", NASA/JSC): with x = size / wavelength
 * and z = RCS / wavelength^2, Rayleigh z = 9 pi^5 x^6 / 4 below and optical z = pi x^2 / 4 above. Between them the model
 * has a measured curve; here the harmonic sum joins the ends, without the resonances.
 */
public final class RadarEquation {
    private RadarEquation() {}

    /** Mean radar cross section in m2 of an object of the size in metres. */
    public static double crossSection(double sizeMetres, double wavelengthMetres) {
        double x = sizeMetres / wavelengthMetres;
        double rayleigh = 9 * Math.pow(Math.PI, 5) * Math.pow(x, 6) / 4;
        double optical = Math.PI * x * x / 4;
        return wavelengthMetres * wavelengthMetres / (1 / rayleigh + 1 / optical);
    }

    /**
     * Signal-to-noise ratio in decibels: over the inverse fourth power of the range, from the object that the radar just
     * detects.
     */
    public static double signalToNoise(
            Radar radar, Observation observation, double crossSectionSquareMetres, double rangeMetres) {
        double reference = crossSection(radar.detectableSizeMetres(), radar.wavelengthMetres());
        return observation.thresholdDecibels()
                + 10 * Math.log10(crossSectionSquareMetres / reference)
                + 40 * Math.log10(radar.detectableAtMetres() / rangeMetres);
    }
}
