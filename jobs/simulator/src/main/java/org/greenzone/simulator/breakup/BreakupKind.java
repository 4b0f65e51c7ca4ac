package org.greenzone.simulator.breakup;

/** Why it broke: the model has numbers and speeds of fragments for each. */
public enum BreakupKind {
    COLLISION,
    EXPLOSION
}
