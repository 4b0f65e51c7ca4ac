package org.greenzone.astro.zone;

import java.util.List;

/**
 * From when to when the crew is to be in shelter, to full minutes outwards.
 *
 * @param closeMicros close hatches, UTC microseconds since 1970
 * @param openMicros open them again
 * @param probability that something hits within the window, of all that it is for together
 * @param unless what would change it, for people
 * @param restsOn ids of the conjunctions and passages that it is for
 */
public record ShelterWindow(
        long closeMicros, long openMicros, double probability, String unless, List<String> restsOn) {

    public ShelterWindow {
        if (openMicros <= closeMicros) {
            throw new IllegalArgumentException("a window of shelter ends before it begins");
        }
        restsOn = List.copyOf(restsOn);
    }

    /** Whether the hatches are to be closed at an instant. */
    public boolean isOn(long micros) {
        return closeMicros <= micros && micros < openMicros;
    }
}
