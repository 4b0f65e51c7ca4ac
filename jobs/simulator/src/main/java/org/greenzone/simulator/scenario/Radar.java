package org.greenzone.simulator.scenario;

import java.util.List;
import org.greenzone.astro.track.Site;

/**
 * A radar of the scenario. Place, field of view, noise and bias are those of the site: what the simulated radar measures
 * is too much by the bias that the site states.
 *
 * @param site place, field of view, noise and bias
 * @param wavelengthMetres of its signal
 * @param detectableSizeMetres size of an object that just reaches the detection threshold ...
 * @param detectableAtMetres ... at this range
 * @param measuredShare share of the passes of catalogued objects, which it expects, that the radar measures, 0 to 1
 * @param searchedShare share of the passes of objects that no catalogue has that it finds and measures, 0 to 1
 * @param hiddenRangeBiasMetres range bias that the site does not state
 * @param hiddenRangeRateBiasMetresPerSecond range-rate bias that the site does not state
 * @param clutterTracksPerHour tracks of nothing that it publishes
 * @param silences when it is not there
 */
public record Radar(
        Site site,
        double wavelengthMetres,
        double detectableSizeMetres,
        double detectableAtMetres,
        double measuredShare,
        double searchedShare,
        double hiddenRangeBiasMetres,
        double hiddenRangeRateBiasMetresPerSecond,
        double clutterTracksPerHour,
        List<Silence> silences) {

    public Radar {
        if (!(wavelengthMetres > 0) || !(detectableSizeMetres > 0) || !(detectableAtMetres > 0)) {
            throw new IllegalArgumentException("radar " + site.siteId() + ": lengths must be positive");
        }
        silences = List.copyOf(silences);
    }

    /** Whether it is silent at an instant. */
    public boolean isSilent(long micros) {
        return silences.stream().anyMatch(silence -> silence.holds(micros));
    }
}
