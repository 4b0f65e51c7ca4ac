package org.greenzone.simulator;

/**
 * Of which object a track truly is.
 *
 * @param trackId id of the track
 * @param objectId id of the true object
 */
public record TrueTrack(String trackId, String objectId) {}
