package org.greenzone.pipeline;

import java.io.Serializable;
import java.nio.file.Path;
import org.greenzone.astro.physics.PhysicalData;

/**
 * What an operator can be told; the same for all jobs of one installation, or the events are not the same.
 *
 * @param times how long tracks are waited for, and how long they wait
 * @param horizonHours how far ahead an orbit is screened
 * @param trustHours how old the newest orbit of an asset may be before its zone is unknown
 * @param screenAll whether all objects are screened against all, and not protected assets alone
 * @param orekitData folder with a full set of physical data; empty: the built-in set
 * @param decisions by what limits and times it is decided
 * @param given what is told of objects beside their orbits
 */
public record JobOptions(
        TrackTimes times,
        double horizonHours,
        double trustHours,
        boolean screenAll,
        String orekitData,
        DecisionOptions decisions,
        GivenObjects given)
        implements Serializable {
    /** A lag of 10 minutes, windows of 30 seconds, a day ahead, an asset's orbit trusted for a day. */
    public static final JobOptions DEFAULT = new JobOptions(new TrackTimes(600, 30), 24, 24);

    public JobOptions {
        if (!(horizonHours > 0 && trustHours > 0)) {
            throw new IllegalArgumentException("horizon and trust must be positive");
        }
    }

    /** With protected assets screened alone, and nothing else told. */
    public JobOptions(TrackTimes times, double horizonHours, double trustHours) {
        this(times, horizonHours, trustHours, false, "", DecisionOptions.DEFAULT, GivenObjects.NONE);
    }

    /** The same so many hours ahead, with all objects screened against all or not. */
    public JobOptions withScreening(double hours, boolean all) {
        return new JobOptions(times, hours, trustHours, all, orekitData, decisions, given);
    }

    /** The same with another folder of physical data; empty: the built-in set. */
    public JobOptions withOrekitData(String folder) {
        return new JobOptions(times, horizonHours, trustHours, screenAll, folder, decisions, given);
    }

    /** The same with other limits and times of decisions. */
    public JobOptions withDecisions(DecisionOptions other) {
        return new JobOptions(times, horizonHours, trustHours, screenAll, orekitData, other, given);
    }

    /** The same with something else told of objects. */
    public JobOptions withGiven(GivenObjects other) {
        return new JobOptions(times, horizonHours, trustHours, screenAll, orekitData, decisions, other);
    }

    public long lagMicros() {
        return Math.round(times.lagSeconds() * 1e6);
    }

    public long windowMicros() {
        return Math.round(times.windowSeconds()) * 1_000_000L;
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
        return Math.round(times.latenessHours() * 3600e6);
    }

    public long silenceMicros() {
        return Math.round(times.silenceMinutes() * 60e6);
    }

    public long undecidedMicros() {
        return Math.round(times.undecidedHours() * 3600e6);
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
