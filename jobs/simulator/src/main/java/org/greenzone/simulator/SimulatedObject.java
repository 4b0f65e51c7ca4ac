package org.greenzone.simulator;

import org.greenzone.astro.dynamics.OrbitalState;

/**
 * An object before its orbit is propagated.
 *
 * @param objectId id
 * @param name may be empty
 * @param internationalDesignator may be empty
 * @param parentId of a fragment; empty for others
 * @param sizeMetres characteristic length
 * @param hardBodyRadiusMetres radius of the enclosing sphere
 * @param massKilograms NaN where not known
 * @param areaToMass m2/kg; NaN where not known
 * @param deltaV of a fragment, m/s; NaN for others
 * @param state at an instant of the scenario
 * @param leg number of its arc between manoeuvres, from 0
 * @param fromMicros first instant at which it exists
 * @param toMicros last instant at which it exists, unless it decays
 */
record SimulatedObject(
        String objectId,
        String name,
        String internationalDesignator,
        String parentId,
        double sizeMetres,
        double hardBodyRadiusMetres,
        double massKilograms,
        double areaToMass,
        double[] deltaV,
        OrbitalState state,
        int leg,
        long fromMicros,
        long toMicros) {

    boolean catalogued() {
        return parentId.isEmpty();
    }

    SimulatedObject until(long micros) {
        return new SimulatedObject(
                objectId,
                name,
                internationalDesignator,
                parentId,
                sizeMetres,
                hardBodyRadiusMetres,
                massKilograms,
                areaToMass,
                deltaV,
                state,
                leg,
                fromMicros,
                micros);
    }

    /** What it is from a manoeuvre on. */
    SimulatedObject manoeuvred(OrbitalState after) {
        return new SimulatedObject(
                objectId,
                name,
                internationalDesignator,
                parentId,
                sizeMetres,
                hardBodyRadiusMetres,
                massKilograms,
                areaToMass,
                deltaV,
                after,
                leg + 1,
                after.epochMicros(),
                toMicros);
    }

    /** Name of its random numbers: each arc has its own. */
    String streamId() {
        return leg == 0 ? objectId : objectId + "#" + leg;
    }
}
