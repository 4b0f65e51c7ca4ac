package org.greenzone.astro.physics;

import java.util.List;

/**
 * Daily Earth orientation parameters at 0 h UTC, IAU 2006/2000A (CIO based).
 *
 * @param days ascending, one day apart
 * @param predictedFromMjd first day whose values are predictions; one after the last day where none is
 */
record EarthOrientation(List<Day> days, int predictedFromMjd) {

    /** Values of a day: arc seconds, seconds, milliseconds a day, milli arc seconds. */
    record Day(
            int mjd,
            double xArcSeconds,
            double yArcSeconds,
            double ut1MinusUtcSeconds,
            double lengthOfDayMilliseconds,
            double dxMilliArcSeconds,
            double dyMilliArcSeconds) {}

    EarthOrientation {
        days = List.copyOf(days);
    }

    int firstMjd() {
        return days.get(0).mjd();
    }

    int lastMjd() {
        return days.get(days.size() - 1).mjd();
    }
}
