package org.greenzone.astro.zone;

/** Zone of a protected asset, from the least to the most urgent; UNKNOWN stands apart: nothing is known. */
public enum Zone {
    UNKNOWN,
    GREEN,
    YELLOW,
    RED,
    SHELTER
}
