package org.greenzone.simulator;

import java.util.List;
import org.greenzone.astro.track.Track;

/**
 * An object with all tracks of it.
 *
 * @param truth how it truly moved
 * @param tracks of all radars
 */
record ObservedObject(TrueObject truth, List<Track> tracks) {}
