package org.greenzone.simulator.breakup;

/** What broke: the model has one distribution of area-to-mass ratios for each. */
public enum BrokenType {
    SPACECRAFT,
    ROCKET_BODY
}
