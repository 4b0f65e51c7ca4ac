package org.greenzone.simulator.scenario;

import org.greenzone.astro.catalogue.ElementSet;

/**
 * A catalogued object of the scenario.
 *
 * @param objectId NORAD number without leading zeros, or any other id
 * @param name for people; may be empty
 * @param internationalDesignator as {@code 1982-092A}; may be empty
 * @param orbit where its orbit comes from
 * @param sizeMetres characteristic length, for the radar cross section
 * @param hardBodyRadiusMetres radius of the sphere that encloses it
 * @param ballisticCoefficient Cd A / m, m2/kg; NaN: the one with which the numerical orbit follows the element set
 * @param radiationCoefficient Cr A / m, m2/kg
 */
public record ScenarioObject(
        String objectId,
        String name,
        String internationalDesignator,
        Orbit orbit,
        double sizeMetres,
        double hardBodyRadiusMetres,
        double ballisticCoefficient,
        double radiationCoefficient) {

    /** From what the true orbit is made. */
    public sealed interface Orbit permits FromElementSet, FromState {}

    /** The true orbit is a numerical one that follows SGP4 over the days before the epoch of the set. */
    public record FromElementSet(ElementSet elementSet) implements Orbit {}

    /**
     * A state.
     *
     * @param epochMicros UTC microseconds since 1970
     * @param stateGcrf 6 numbers, metres and m/s
     */
    public record FromState(long epochMicros, double[] stateGcrf) implements Orbit {
        public FromState {
            if (stateGcrf.length != 6) {
                throw new IllegalArgumentException("a state has 6 numbers");
            }
        }
    }
}
