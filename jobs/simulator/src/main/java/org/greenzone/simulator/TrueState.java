package org.greenzone.simulator;

/**
 * A true state.
 *
 * @param timeMicros UTC microseconds since 1970
 * @param stateGcrf x, y, z in metres, vx, vy, vz in m/s
 */
public record TrueState(long timeMicros, double[] stateGcrf) {}
