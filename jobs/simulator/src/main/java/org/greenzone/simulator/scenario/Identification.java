package org.greenzone.simulator.scenario;

/**
 * How the radars name what they see. Objects that are not in the catalogue are never named.
 *
 * @param claimedShare share of the tracks of catalogued objects that carry an object id
 * @param wrongShare share of those whose id is that of another object
 */
public record Identification(double claimedShare, double wrongShare) {
    public static final Identification DEFAULT = new Identification(0.9, 0.01);

    public Identification {
        if (!(claimedShare >= 0 && claimedShare <= 1 && wrongShare >= 0 && wrongShare <= 1)) {
            throw new IllegalArgumentException("identification: shares must be 0 to 1");
        }
    }
}
