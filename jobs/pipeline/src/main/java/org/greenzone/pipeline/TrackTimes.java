package org.greenzone.pipeline;

import java.io.Serializable;

/**
 * How long tracks are waited for, and how long they wait.
 *
 * @param lagSeconds a track at t sees the catalogue as of t - lag; longer than the way of a track through the jobs
 * @param windowSeconds tracks of one site that end in one such window are assigned to objects together
 * @param latenessHours how far a track may come behind the promise of its site and still be used; up to
 *     {@value #LONGEST_LATENESS_HOURS}
 * @param undecidedHours how long a track that several objects explain waits for a later one that decides
 * @param silenceMinutes how far a site may be behind the others before they go on without it; 0: they wait for it
 */
public record TrackTimes(
        double lagSeconds, double windowSeconds, double latenessHours, double undecidedHours, double silenceMinutes)
        implements Serializable {
    /** Tracks are remembered for three days, against duplicates; and the arc of an object reaches back four. */
    static final double LONGEST_LATENESS_HOURS = 72;

    /** The backlog of a site that was cut off for a day. */
    private static final double USUAL_LATENESS_HOURS = 24;

    /** Longer than the way of a track from the radar to the topic (6 to 8 minutes), and well below the time for which a zone holds. */
    private static final double USUAL_SILENCE_MINUTES = 15;

    /** In which a radar network sees an object of low orbit again, mostly several times. */
    private static final double USUAL_UNDECIDED_HOURS = 12;

    public TrackTimes {
        if (!(windowSeconds >= 1 && lagSeconds >= windowSeconds)) {
            throw new IllegalArgumentException("the window must be 1 s or longer and the lag not shorter than it");
        }
        if (!(latenessHours >= 0
                && latenessHours <= LONGEST_LATENESS_HOURS
                && undecidedHours >= 0
                && silenceMinutes >= 0)) {
            throw new IllegalArgumentException(
                    "lateness must be 0 to 72 h, and the time undecided and the silence not negative");
        }
    }

    /** With a day of lateness allowed, and half a day to decide. */
    public TrackTimes(double lagSeconds, double windowSeconds) {
        this(lagSeconds, windowSeconds, USUAL_LATENESS_HOURS, USUAL_UNDECIDED_HOURS, USUAL_SILENCE_MINUTES);
    }
}
