package org.greenzone.astro.conjunction;

import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.catalogue.PathBounds;
import org.greenzone.astro.catalogue.Sgp4Orbit;
import org.greenzone.astro.physics.PhysicalData;

/** Motion of an element set by SGP4 in TEME of date; everywhere in time, as far as SGP4 goes. */
public final class Sgp4Motion implements Ephemeris {
    private final Sgp4Orbit orbit;
    private final double epochSeconds;
    private final double speedBound;

    /** @param originMicros UTC instant from which seconds count, microseconds since 1970 */
    public Sgp4Motion(PhysicalData physics, ElementSet elements, long originMicros) {
        this.orbit = new Sgp4Orbit(elements);
        this.epochSeconds = physics.leapSeconds().elapsedSeconds(originMicros, elements.epochMicros());
        this.speedBound = EarthOrbitBounds.speed(elements);
    }

    public ElementSet elements() {
        return orbit.elements();
    }

    @Override
    public double firstSeconds() {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    public double lastSeconds() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public double goneSeconds() {
        return epochSeconds + orbit.goneSeconds();
    }

    @Override
    public boolean state(double seconds, double[] out6) {
        return orbit.state(seconds - epochSeconds, out6);
    }

    /** Position alone, metres, into three numbers from {@code offset} on; else as {@link #state}. */
    boolean position(double seconds, double[] out, int offset) {
        return orbit.position(seconds - epochSeconds, out, offset);
    }

    /** Where it is during an interval, without a state; false where that is not known. */
    boolean path(double fromSeconds, double toSeconds, PathBounds out) {
        return out.find(orbit, fromSeconds - epochSeconds, toSeconds - epochSeconds);
    }

    /** As {@link Sgp4Orbit#dragChange}, from the origin on; infinite near the Earth. */
    double dragChange(double seconds, double withinSeconds) {
        return orbit.isDeepSpace() ? orbit.dragChange(seconds - epochSeconds, withinSeconds) : Double.POSITIVE_INFINITY;
    }

    @Override
    public double speedBound() {
        return speedBound;
    }
}
