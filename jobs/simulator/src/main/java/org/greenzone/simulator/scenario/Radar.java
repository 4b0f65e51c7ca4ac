package org.greenzone.simulator.scenario;

import org.greenzone.astro.track.Site;

/**
 * A radar of the scenario. Its place, field of view, noise and bias are those of the site: what the simulated radar
 * measures is too much by the bias that the site states.
 *
 * @param site place, field of view, noise and bias
 * @param detectableSizeMetres size of an object that just reaches the detection threshold ...
 * @param detectableAtMetres ... at this range
 * @param measuredShare share of the passes that the radar has time to measure, 0 to 1
 * @param hiddenRangeBiasMetres range bias that the site does not state
 * @param hiddenRangeRateBiasMetresPerSecond range-rate bias that the site does not state
 */
public record Radar(
        Site site,
        double detectableSizeMetres,
        double detectableAtMetres,
        double measuredShare,
        double hiddenRangeBiasMetres,
        double hiddenRangeRateBiasMetresPerSecond) {

    private static final double LIGHT_SPEED = 299_792_458.0;

    /** Where the frequency of a radar is not known: the UHF band of the older space radars. */
    private static final double DEFAULT_FREQUENCY_HERTZ = 440e6;

    /** Metres. */
    public double wavelengthMetres() {
        double frequency = site.transmitFrequencyHertz();
        return LIGHT_SPEED / (frequency > 0 ? frequency : DEFAULT_FREQUENCY_HERTZ);
    }
}
