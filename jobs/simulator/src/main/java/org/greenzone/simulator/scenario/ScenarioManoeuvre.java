package org.greenzone.simulator.scenario;

/**
 * An object changes its velocity at an instant.
 *
 * @param objectId one of the objects
 * @param timeMicros instant, UTC microseconds since 1970
 * @param deltaVRtn radial, in-track and cross-track, m/s, 3 numbers
 */
public record ScenarioManoeuvre(String objectId, long timeMicros, double[] deltaVRtn) {
    public ScenarioManoeuvre {
        if (deltaVRtn.length != 3) {
            throw new IllegalArgumentException("a change of velocity has 3 numbers");
        }
    }
}
