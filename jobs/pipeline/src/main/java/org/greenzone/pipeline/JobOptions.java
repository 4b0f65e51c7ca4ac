package org.greenzone.pipeline;

import java.io.Serializable;
import java.nio.file.Path;
import org.greenzone.astro.physics.PhysicalData;

/**
 * What an operator can be told; the same for all jobs of one installation, or the events are not the same.
 *
 * @param lagSeconds a track at t sees the catalogue as of t - lag; longer than the way of a track through the jobs
 * @param windowSeconds tracks of one site that end in one such window are assigned to objects together
 * @param horizonHours how far ahead an orbit is screened
 * @param trustHours how old the newest orbit of an asset may be before its zone is unknown
 * @param latenessHours how far a track may come behind the promise of its site and still be used; up to
 *     {@value #LONGEST_LATENESS_HOURS}
 * @param undecidedHours how long a track that several objects explain waits for a later one that decides
 * @param silenceMinutes how far a site may be behind the others before they go on without it; 0: they wait for it
 * @param screenAll whether all objects are screened against all, and not protected assets alone
 * @param orekitData folder with a full set of physical data; empty: the built-in set
 * @param decisions by what limits and times it is decided
 * @param given what is told of objects beside their orbits
 */
public record JobOptions(
        double lagSeconds,
        double windowSeconds,
        double horizonHours,
        double trustHours,
        double latenessHours,
        double undecidedHours,
        double silenceMinutes,
        boolean screenAll,
        String orekitData,
        DecisionOptions decisions,
        GivenObjects given)
        implements Serializable {
    /** Tracks are remembered for three days, against duplicates; and the arc of an object reaches back four. */
    static final double LONGEST_LATENESS_HOURS = 72;

    /** The backlog of a site that was cut off for a day. */
    private static final double USUAL_LATENESS_HOURS = 24;

    /** Longer than the way of a track from the radar to the topic (6 to 8 minutes), and well below the time for which a zone holds. */
    private static final double USUAL_SILENCE_MINUTES = 15;

    /** In which a radar network sees an object of low orbit again, mostly several times. */
    private static final double USUAL_UNDECIDED_HOURS = 12;

    /** A lag of 10 minutes, windows of 30 seconds, a day ahead, an asset's orbit trusted for a day. */
    public static final JobOptions DEFAULT = new JobOptions(600, 30, 24, 24, "");

    public JobOptions {
        if (!(windowSeconds >= 1 && lagSeconds >= windowSeconds)) {
            throw new IllegalArgumentException("the window must be 1 s or longer and the lag not shorter than it");
        }
        if (!(horizonHours > 0 && trustHours > 0)) {
            throw new IllegalArgumentException("horizon and trust must be positive");
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
    public JobOptions(
            double lagSeconds, double windowSeconds, double horizonHours, double trustHours, String orekitData) {
        this(
                lagSeconds,
                windowSeconds,
                horizonHours,
                trustHours,
                USUAL_LATENESS_HOURS,
                USUAL_UNDECIDED_HOURS,
                USUAL_SILENCE_MINUTES,
                orekitData);
    }

    /** With protected assets screened alone. */
    public JobOptions(
            double lagSeconds,
            double windowSeconds,
            double horizonHours,
            double trustHours,
            double latenessHours,
            double undecidedHours,
            double silenceMinutes,
            String orekitData) {
        this(
                lagSeconds,
                windowSeconds,
                horizonHours,
                trustHours,
                latenessHours,
                undecidedHours,
                silenceMinutes,
                false,
                orekitData,
                DecisionOptions.DEFAULT,
                GivenObjects.NONE);
    }

    /** The same so many hours ahead, with all objects screened against all or not. */
    public JobOptions withScreening(double hours, boolean all) {
        return new JobOptions(
                lagSeconds,
                windowSeconds,
                hours,
                trustHours,
                latenessHours,
                undecidedHours,
                silenceMinutes,
                all,
                orekitData,
                decisions,
                given);
    }

    /** The same with another folder of physical data; empty: the built-in set. */
    public JobOptions withOrekitData(String folder) {
        return new JobOptions(
                lagSeconds,
                windowSeconds,
                horizonHours,
                trustHours,
                latenessHours,
                undecidedHours,
                silenceMinutes,
                screenAll,
                folder,
                decisions,
                given);
    }

    /** The same with other limits and times of decisions. */
    public JobOptions withDecisions(DecisionOptions other) {
        return new JobOptions(
                lagSeconds,
                windowSeconds,
                horizonHours,
                trustHours,
                latenessHours,
                undecidedHours,
                silenceMinutes,
                screenAll,
                orekitData,
                other,
                given);
    }

    /** The same with something else told of objects. */
    public JobOptions withGiven(GivenObjects other) {
        return new JobOptions(
                lagSeconds,
                windowSeconds,
                horizonHours,
                trustHours,
                latenessHours,
                undecidedHours,
                silenceMinutes,
                screenAll,
                orekitData,
                decisions,
                other);
    }

    public long lagMicros() {
        return Math.round(lagSeconds * 1e6);
    }

    public long windowMicros() {
        return Math.round(windowSeconds) * 1_000_000L;
    }

    /** Start of the assignment window that an event time falls into. */
    public long windowStart(long micros) {
        return Math.floorDiv(micros, windowMicros()) * windowMicros();
    }

    /** End of the assignment window that an event time falls into: when it is decided. */
    public long windowEnd(long micros) {
        return windowStart(micros) + windowMicros();
    }

    public long latenessMicros() {
        return Math.round(latenessHours * 3600e6);
    }

    public long silenceMicros() {
        return Math.round(silenceMinutes * 60e6);
    }

    public long undecidedMicros() {
        return Math.round(undecidedHours * 3600e6);
    }

    public long horizonMicros() {
        return Math.round(horizonHours * 3600e6);
    }

    public long trustMicros() {
        return Math.round(trustHours * 3600e6);
    }

    /** The physical data that the option names. */
    public PhysicalData physicalData() {
        return orekitData.isEmpty() ? PhysicalData.builtIn() : PhysicalData.fromOrekitData(Path.of(orekitData));
    }
}
