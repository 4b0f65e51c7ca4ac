package org.greenzone.pipeline;

/**
 * That a track is of one of several objects that explain it.
 *
 * @param objectId the object
 * @param orbitId its orbit in the catalogue that was compared
 * @param probability among all hypotheses and that of an unknown object
 * @param mahalanobisDistance of the track from the predicted orbit, per degree of freedom
 */
public record Hypothesis(String objectId, String orbitId, double probability, double mahalanobisDistance) {}
