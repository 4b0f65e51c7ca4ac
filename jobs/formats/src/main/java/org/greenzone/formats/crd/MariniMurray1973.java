package org.greenzone.formats.crd;

import org.greenzone.astro.track.Site;

/**
 * What the air adds to a laser range, one way (Marini and Murray 1973, NASA X-591-73-351; IERS Technical Note 13, ch. 7.1).
 * Within a centimetre of ray tracing above 20 degrees, a few centimetres at 10.
 */
final class MariniMurray1973 {
    private static final double KELVIN = 273.15;

    private MariniMurray1973() {}

    /** Delay in metres; elevation without refraction. */
    static double delayMetres(Site site, CrdPass.Weather weather, double wavelengthMicrometres, double elevation) {
        double p = weather.pressure();
        double t = weather.temperature();
        double celsius = t - KELVIN;
        double e = weather.humidity() * 6.11 * Math.pow(10, 7.5 * celsius / (237.3 + celsius));
        double cosine = Math.cos(2 * site.latitudeRadians());
        double k = 1.163 - 0.00968 * cosine - 0.00104 * t + 0.00001435 * p;
        double a = 0.002357 * p + 0.000141 * e;
        double b = 1.084e-8 * p * t * k + 4.734e-8 * p * p / t * 2 / (3 - 1 / k);
        double square = wavelengthMicrometres * wavelengthMicrometres;
        double dispersion = 0.9650 + 0.0164 / square + 0.000228 / (square * square);
        double gravity = 1 - 0.0026 * cosine - 0.00031e-3 * site.altitudeMetres();
        double sine = Math.sin(elevation);
        return dispersion / gravity * (a + b) / (sine + b / (a + b) / (sine + 0.01));
    }
}
