package org.greenzone.astro.track;

import java.util.List;

/**
 * What the air adds to a laser range, from the weather at the site: zenith delay of Mendes and Pavlis (2004), mapping FCULa of
 * Mendes et al. (2002), as in IERS Conventions 2010, 9.1; millimetres at the zenith, a centimetre or two at 10 degrees.
 *
 * <p>Valid for 0.355 to 1.064 micrometres and above 3 degrees, below which the delay is held.
 *
 * @param wavelengthMetres of the laser
 * @param weather at the site, at least one, in the order of time
 */
public record LaserTroposphere(double wavelengthMetres, List<Weather> weather) {
    /** One record of the weather station: hectopascal, kelvin, relative humidity 0 to 1. */
    public record Weather(long timeMicros, double pressureHectopascal, double temperatureKelvin, double humidity) {}

    private static final double MINIMUM_ELEVATION = Math.toRadians(3);
    private static final double ZERO_CELSIUS = 273.15;
    /** For 375 ppm of carbon dioxide. */
    private static final double CARBON_DIOXIDE = 1 + 0.534e-6 * (375 - 450);

    public LaserTroposphere {
        weather = List.copyOf(weather);
        if (weather.isEmpty() || !(wavelengthMetres > 0)) {
            throw new IllegalArgumentException("a laser delay needs a wavelength and the weather");
        }
    }

    /** The weather that is nearest in time. */
    private Weather at(long utcMicros) {
        Weather nearest = weather.get(0);
        for (Weather w : weather) {
            if (Math.abs(w.timeMicros() - utcMicros) < Math.abs(nearest.timeMicros() - utcMicros)) {
                nearest = w;
            }
        }
        return nearest;
    }

    /** By how much the one-way path is measured too long, metres. */
    double rangeMetres(Site site, long utcMicros, double elevation) {
        Weather now = at(utcMicros);
        double celsius = now.temperatureKelvin() - ZERO_CELSIUS;
        double cosLatitude = Math.cos(site.latitudeRadians());
        double height = site.altitudeMetres();
        // IERS 2010, equations 9.5 to 9.10
        double shape = 1 - 0.00266 * Math.cos(2 * site.latitudeRadians()) - 0.00000028 * height;
        double perMicrometre = 1e-6 / wavelengthMetres;
        double s2 = perMicrometre * perMicrometre;
        double dispersion = 0.01
                * CARBON_DIOXIDE
                * (19990.975 * (238.0185 + s2) / ((238.0185 - s2) * (238.0185 - s2))
                        + 579.55174 * (57.362 + s2) / ((57.362 - s2) * (57.362 - s2)));
        double hydrostatic = 0.002416579 * dispersion / shape * now.pressureHectopascal();
        double vapourPressure = now.humidity() * 6.11 * Math.pow(10, 7.5 * celsius / (237.3 + celsius));
        double wetDispersion =
                0.003101 * (295.235 + 3 * 2.6422 * s2 - 5 * 0.032380 * s2 * s2 + 7 * 0.004028 * s2 * s2 * s2);
        double wet = 1e-4 * (5.316 * wetDispersion - 3.759 * dispersion) * vapourPressure / shape;
        // equation 9.11 with the coefficients of FCULa, table 9.1
        double a1 = 12100.8e-7 + 1729.5e-9 * celsius + 319.1e-7 * cosLatitude - 1847.8e-11 * height;
        double a2 = 30496.5e-7 + 234.6e-8 * celsius - 103.5e-6 * cosLatitude - 185.6e-10 * height;
        double a3 = 6877.7e-5 + 197.2e-7 * celsius - 345.8e-5 * cosLatitude + 106.0e-9 * height;
        double sine = Math.sin(Math.max(elevation, MINIMUM_ELEVATION));
        double mapping = (1 + a1 / (1 + a2 / (1 + a3))) / (sine + a1 / (sine + a2 / (sine + a3)));
        return (hydrostatic + wet) * mapping;
    }
}
