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
 * @param orekitData folder with a full set of physical data; empty: the built-in set
 */
public record JobOptions(
        double lagSeconds, double windowSeconds, double horizonHours, double trustHours, String orekitData)
        implements Serializable {

    /** A lag of 10 minutes, windows of 30 seconds, a day ahead, an asset's orbit trusted for a day. */
    public static final JobOptions DEFAULT = new JobOptions(600, 30, 24, 24, "");

    public JobOptions {
        if (!(windowSeconds >= 1 && lagSeconds >= windowSeconds)) {
            throw new IllegalArgumentException("the window must be 1 s or longer and the lag not shorter than it");
        }
        if (!(horizonHours > 0 && trustHours > 0)) {
            throw new IllegalArgumentException("horizon and trust must be positive");
        }
    }

    /** The same with another folder of physical data; empty: the built-in set. */
    public JobOptions withOrekitData(String folder) {
        return new JobOptions(lagSeconds, windowSeconds, horizonHours, trustHours, folder);
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
