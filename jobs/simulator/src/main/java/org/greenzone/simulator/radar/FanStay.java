package org.greenzone.simulator.radar;

/**
 * The stay of an object in a fan of a radar.
 *
 * @param field number of the fan at its site
 * @param enterSeconds scenario seconds
 * @param exitSeconds scenario seconds
 */
public record FanStay(int field, double enterSeconds, double exitSeconds) {}
