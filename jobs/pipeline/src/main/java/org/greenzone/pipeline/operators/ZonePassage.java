package org.greenzone.pipeline.operators;

import org.greenzone.astro.zone.CloudCrossing;

/**
 * What is said of a passage through a cloud.
 *
 * @param revision counts from 0
 * @param withdrawn whether it is no longer expected
 * @param crossing the passage
 */
public record ZonePassage(int revision, boolean withdrawn, CloudCrossing crossing) {}
